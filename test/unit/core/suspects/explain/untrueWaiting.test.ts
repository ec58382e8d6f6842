import assert from 'node:assert/strict';
import { causesOf } from '../../../../support/causesOf';

describe('explainFailure: sentences that would be untrue of what runs at the same time, waits or is open', () => {
  it('does not say that a borrow is still held that ended with its statement', async () => {
    const causes = await causesOf(
      `thread 'main' panicked at src/log.rs:4:20:
RefCell already borrowed
stack backtrace:
   0: log::Log::add
             at ./src/log.rs:4:20
   1: log::Log::grow
             at ./src/log.rs:9:14`,
      {
        'src/log.rs': `use std::cell::RefCell;
pub struct Log { lines: RefCell<Vec<String>> }
impl Log {
    fn add(&self) { self.lines.borrow_mut().push("a".into()); }

    fn grow(&self) {
        let count = self.lines.borrow().len();
        println!("{}", count);
        self.add();
    }
}`,
      },
    );
    assert.match(causes, /RefCell already borrowed/);
    assert.doesNotMatch(causes, /still holds/);
  });

  it('calls a coroutine a coroutine, and names the call without `await`', async () => {
    const causes = await causesOf(
      `Traceback (most recent call last):
  File "/srv/work/app.py", line 7, in main
    print(user["name"])
          ~~~~^^^^^^^^
TypeError: 'coroutine' object is not subscriptable`,
      {
        'app.py': `async def fetch(name):
    return {"name": name}


async def main():
    user = fetch("ada")
    print(user["name"])`,
      },
    );
    assert.match(
      causes,
      /Line 7 uses `user`, which is a coroutine\. `fetch\("ada"\)` \(line 6\) is not awaited: `fetch` is `async` \(line 1\)/,
    );
  });

  const answered = (branch: string): Promise<string> =>
    causesOf(
      [
        'Error [ERR_HTTP_HEADERS_SENT]: Cannot write headers after they are sent to the client',
        '    at ServerResponse.writeHead (node:_http_server:344:11)',
        '    at Server.handle (/srv/work/handler.js:5:12)',
      ].join('\n'),
      {
        'handler.js': `function handle(request, response) {
  if (!request.headers.authorization) {
    ${branch}
  }
  response.writeHead(200);
}
function deny(response) {
  response.end('who are you?');
}`,
      },
    );

  it('says that code goes on after an answer only where it does', async () => {
    assert.match(await answered('deny(response);'), /Line 3 calls `deny\(response\)`, which answers it \(line 8\), and the code goes on/);
    assert.doesNotMatch(await answered('return deny(response);'), /goes on/);
    assert.doesNotMatch(await answered('log(request);'), /goes on/);
  });

  it('calls a hook outside of a component only where no component is on the stack', async () => {
    const causes = (caller: string): Promise<string> =>
      causesOf(
        [
          "TypeError: Cannot read properties of null (reading 'useState')",
          '    at process.env.NODE_ENV.exports.useState (/srv/work/node_modules/react/cjs/react.development.js:1309:33)',
          '    at useCart (/srv/work/cart.js:4:29)',
          `    at ${caller} (/srv/work/cart.js:9:16)`,
        ].join('\n'),
        {
          'cart.js': `const { useState } = require('react');

function useCart() {
  const [items, setItems] = useState([]);
  return { items };
}

function ${caller}() {
  const cart = useCart();
  return cart.items.length;
}`,
        },
      );
    assert.match(await causes('start'), /`start`, which is neither a component nor a hook by its name, calls `useCart` \(line 9\)/);
    assert.doesNotMatch(await causes('Shop'), /rendering no component/);
  });

  it('does not say that the block that is still open closed a stream', async () => {
    const causes = (last: string): Promise<string> =>
      causesOf(
        `Traceback (most recent call last):
  File "/srv/work/report.py", line 6, in report
${last}
ValueError: I/O operation on closed file.`,
        {
          'report.py': `from tools import header

def report(path):
    with open(path) as source:
        header(source)
${last}`,
          'tools.py': 'def header(source):\n    source.readline()\n    source.close()',
        },
      );
    assert.match(await causes('    return source.read()'), /Line 4, `with open\(path\) as source`, closes it/);
    assert.doesNotMatch(await causes('        return source.read()'), /Line 4, `with open\(path\) as source`, closes it/);
  });

  it('tells a data race between two lines as one, and does not name the target of an assignment that only reads', async () => {
    const causes = await causesOf(
      `==================
WARNING: DATA RACE
Read at 0x00c0000121a8 by goroutine 7:
  main.show()
      /srv/work/main.go:6 +0x84

Previous write at 0x00c0000121a8 by goroutine 8:
  main.add()
      /srv/work/main.go:11 +0x96

Goroutine 7 (running) created at:
  main.main()
      /srv/work/main.go:15 +0x78
==================
Found 1 data race(s)
exit status 66`,
      {
        'go.mod': 'module example.org/hits\n\ngo 1.22',
        'main.go': `package main

var hits, shown int

func show() {
	shown = hits
	println(shown)
}

func add() {
	hits++
}

func main() {
	go show()
	add()
}`,
      },
    );
    assert.match(causes, /Line 11, `hits\+\+`, and line 6 ran in two goroutines at the same time/);
    assert.doesNotMatch(causes, /writes `shown`/);
  });
});
