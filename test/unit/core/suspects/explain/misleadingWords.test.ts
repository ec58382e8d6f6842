import assert from 'node:assert/strict';
import { capital } from '../../../../../src/core/suspects/explain/originText';
import { fromElsewhere } from '../../../../../src/core/suspects/explain/storyText';
import { causesOf } from '../../../../support/causesOf';
import { hypothesesOf } from '../../../../support/hypothesesOf';

describe('explainFailure: wording that would mislead', () => {
  it('says of a mapping only that a key is missing, and not that its type can make it optional', async () => {
    const { hypotheses } = await hypothesesOf(
      [
        "labels.ts(3,14): error TS2741: Property 'sold' is missing in type '{ open: string; }' but required in type 'Record<Status, string>'.",
      ],
      { 'labels.ts': ["export type Status = 'open' | 'sold';", '', "export const LABELS: Record<Status, string> = { open: 'Open' };"] },
    );
    assert.match(hypotheses[0]?.title ?? '', /^Property 'sold' is missing/);
    assert.doesNotMatch(`${hypotheses[0]?.rootCause} ${hypotheses[0]?.check}`, /optional|`sold\?`/);
  });

  it('names the two types of a mismatch that Rust prints beside the line', async () => {
    const { hypotheses } = await hypothesesOf(
      [
        'error[E0308]: mismatched types',
        '  --> main.rs:6:22',
        '   |',
        '6  |     let limit: u64 = config.limit;',
        '   |                ---   ^^^^^^^^^^^^ expected `u64`, found `Option<u64>`',
        '   |                |',
        '   |                expected due to this',
        '   |',
        '   = note: expected type `u64`',
        '              found enum `Option<u64>`',
        '',
        'error: aborting due to 1 previous error',
      ],
      {
        'main.rs': [
          'struct Config {',
          '    limit: Option<u64>,',
          '}',
          '',
          'fn fits(config: &Config, size: u64) -> bool {',
          '    let limit: u64 = config.limit;',
          '    size <= limit',
          '}',
        ],
      },
    );
    assert.match(hypotheses[0]?.rootCause ?? '', /gives an `Option<u64>` where `u64` is wanted/);
  });

  it('closes the names that mono opens with a backtick', async () => {
    const causes = await causesOf(
      "Sale.cs(3,26): error CS0272: The property or indexer `Product.Price' cannot be used in this context because the set accessor is inaccessible",
      { 'Sale.cs': 'class Sale {\n    void Apply(Product product) {\n        product.Price = 1;\n    }\n}' },
    );
    assert.match(causes, /`Product\.Price` cannot be used/);
  });

  it("leaves the addresses out of a sanitizer's message", async () => {
    const causes = await causesOf(
      `==1==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x502000000020 at pc 0x5595b53c03b0 bp 0x7ffca55154b0 sp 0x7ffca55154a8
READ of size 4 at 0x502000000020 thread T0
    #0 0x560f in next /srv/work/main.cpp:2
    #1 0x560f in main /srv/work/main.cpp:5`,
      { 'main.cpp': 'int next(int *it) {\n  return *it + 1;\n}\n\nint main() { return next(nullptr); }' },
    );
    assert.match(causes, /fails with AddressSanitizer: heap-buffer-overflow, READ of size 4\./);
  });

  it('keeps the key in the name of a value', async () => {
    const { hypotheses } = await hypothesesOf(
      [
        'Traceback (most recent call last):',
        '  File "/srv/work/orders.py", line 9, in states',
        '    return [Status(row["status"]) for row in FEED]',
        "ValueError: 'shiped' is not a valid Status",
      ],
      {
        'orders.py': [
          'from enum import Enum',
          'from feed import FEED',
          '',
          'class Status(Enum):',
          '    SHIPPED = "shipped"',
          '',
          '',
          'def states():',
          '    return [Status(row["status"]) for row in FEED]',
        ],
        'feed.py': ['FEED = [', '    {"status": "shiped"},', ']'],
      },
    );
    assert.doesNotMatch(JSON.stringify(hypotheses), /row\[ +\]/);
  });

  it('does not call a map empty that the function which makes it fills', async () => {
    const causes = await causesOf(
      `Traceback (most recent call last):
  File "/srv/work/main.py", line 3, in <module>
    print(load(["A=1"])["A"])
KeyError: 'A'`,
      {
        'main.py': 'from settings import load\n\nprint(load(["A=1"])["A"])\n',
        'settings.py': `def load(lines):
    values = {}
    for line in lines:
        key, _, value = line.partition("=")
        values[key.lower()] = value
    return values
`,
      },
    );
    assert.doesNotMatch(causes, /empty to begin with|from `\{\}`/);
  });

  it('does not trace a value without a method to a list that has it', async () => {
    const causes = await causesOf(
      `TypeError: orders.filter is not a function
    at Service.open (/srv/work/service.js:13:19)
    at async main (/srv/work/main.js:5:3)`,
      {
        'service.js': `class Service {
  constructor(repository) {
    this.repository = repository;
  }

  async load(id) {
    const orders = this.repository.findAll(id);
    return { id, orders };
  }

  async open(id) {
    const { orders } = await this.load(id);
    return orders.filter((order) => order.open);
  }
}
module.exports = { Service };`,
        'repository.js': `const rows = [{ id: 1, open: true }];

class Repository {
  async findAll(id) {
    return rows.filter((row) => row.id === id).reverse();
  }
}
module.exports = { Repository };`,
        'main.js': `const { Repository } = require('./repository');
const { Service } = require('./service');

async function main() {
  await new Service(new Repository()).open(1);
}
main();`,
      },
    );
    assert.doesNotMatch(causes, /`rows`/);
  });

  it('says that a PHP class lacks a method of its interface', async () => {
    const { hypotheses } = await hypothesesOf(
      [
        'PHP Fatal error:  Class FileCache contains 1 abstract method and must therefore be declared abstract or implement the remaining methods (Cache::delete) in /srv/work/FileCache.php on line 2',
      ],
      {
        'FileCache.php': ['<?php', 'class FileCache implements Cache', '{', '    public function get(string $key) {', '    }', '}'],
        'Cache.php': [
          '<?php',
          'interface Cache',
          '{',
          '    public function get(string $key);',
          '    public function delete(string $key);',
          '}',
        ],
      },
    );
    assert.equal(hypotheses[0]?.title, '`FileCache` does not implement `delete` of `Cache`');
    assert.doesNotMatch(hypotheses[0]?.check ?? '', /values on that line/);
  });

  it('leaves the name of a file at the beginning of a sentence as it is', () => {
    assert.equal(capital('main.py:3 makes a `Pool`'), 'main.py:3 makes a `Pool`');
    assert.equal(capital('line 3 makes a `Pool`'), 'Line 3 makes a `Pool`');
    const at = { file: { file: 'src/Cart.java' } } as Parameters<typeof fromElsewhere>[0]['at'];
    const about = (sentence: string): string[] =>
      fromElsewhere({ at, explanation: { title: '', sentences: [sentence], evidence: [], check: '' } });
    assert.deepEqual(about('Login stores it.'), ['In src/Cart.java, Login stores it.']);
    assert.deepEqual(about('Line 7 stores it.'), ['In src/Cart.java, line 7 stores it.']);
  });

  it('does not say that what has a place in another file stands in the file where the error surfaces', () => {
    const at = { file: { file: 'src/Cart.java' } } as Parameters<typeof fromElsewhere>[0]['at'];
    const about = (sentence: string): string[] =>
      fromElsewhere({ at, explanation: { title: '', sentences: [sentence], evidence: [], check: '' } });
    for (const sentence of ['Login.java:7 stores it.', '`store` (src/orders.js:1) has no `bob`.'])
      assert.deepEqual(about(sentence), [sentence]);
    assert.deepEqual(about('Line 7 reads `cart`, set at Login.java:3.'), ['In src/Cart.java, line 7 reads `cart`, set at Login.java:3.']);
  });

  it('names the one element that is written with the index of the message, and no separator that was there', async () => {
    const causes = await causesOf(
      `panic: runtime error: index out of range [2] with length 2

goroutine 1 [running]:
main.parse({0x1, 0x2})
	/srv/work/main.go:7 +0x10
main.main()
	/srv/work/main.go:11 +0x20`,
      {
        'main.go':
          'package main\n\nimport "strings"\n\nfunc parse(line string) string {\n\tfields := strings.Split(line, ":")\n\treturn fields[0] + fields[2]\n}\n\nfunc main() {\n\tprintln(parse("ann:7"))\n}\n',
      },
    );
    assert.match(causes, /Line 7 reads `fields\[2\]`, but `fields` has 2 elements/);
    assert.doesNotMatch(causes, /gives one part/);
  });

  it('says of a list without the element that the list has none, and of a map without a known type only `make`', async () => {
    const index = await causesOf(
      `==1==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x502000000020 at pc 0x55 bp 0x7f sp 0x7e
WRITE of size 4 at 0x502000000020 thread T0
    #0 0x560f in push(std::vector<int>&, int) /srv/work/main.cpp:4
    #1 0x560f in main /srv/work/main.cpp:9`,
      {
        'main.cpp':
          '#include <vector>\n\nvoid push(std::vector<int> &slots, int next) {\n  slots[next] = 1;\n}\n\nint main() {\n  std::vector<int> slots(4);\n  push(slots, 4);\n}\n',
      },
    );
    assert.doesNotMatch(index, /an index that it does not have/);
    const map = await causesOf(
      `panic: assignment to entry in nil map

goroutine 1 [running]:
main.(*Bus).On(...)
	/srv/work/main.go:8
main.main()
	/srv/work/main.go:13 +0x36f`,
      {
        'main.go':
          'package main\n\ntype Bus struct {\n\thandlers map[string]int\n}\n\nfunc (b *Bus) On(name string) {\n\tb.handlers[name] = 1\n}\n\nfunc main() {\n\tbus := &Bus{}\n\tbus.On("a")\n}\n',
      },
    );
    assert.match(map, /`make` would make one/);
  });

  it('says once when an empty Optional becomes null', async () => {
    const causes = await causesOf(
      `Exception in thread "main" java.lang.NullPointerException: Cannot invoke "Account.plan()" because "account" is null
	at Main.main(Main.java:7)`,
      {
        'Main.java': `class Main {
    static Account find(java.util.List<Account> all, String mail) {
        return all.stream().filter(each -> each.mail().equals(mail)).findFirst().orElse(null);
    }
    public static void main(String[] args) {
        Account account = find(java.util.List.of(), "ann");
        account.plan();
    }
}`,
        'Account.java': 'record Account(String mail) { void plan() {} }',
      },
    );
    assert.match(causes, /`orElse\(null\)`[^.]* gives null where `findFirst\(…\)` is empty: no element passes the filter/);
  });

  it('says of an element that was erased that it is gone, and not that its container grows', async () => {
    const causes = (call: string): Promise<string> =>
      causesOf(
        `==1==ERROR: AddressSanitizer: heap-use-after-free on address 0x5020 at pc 0x55 bp 0x7f sp 0x7e
READ of size 4 at 0x5020 thread T0
    #0 0x560f in main /srv/work/main.cpp:6

0x5020 is located 32 bytes inside of 40-byte region [0x5010,0x5038)
freed by thread T0 here:
    #0 0x7f96 in operator delete(void*, unsigned long) (/lib/libasan.so.8+0xf6678)
    #1 0x560f in main /srv/work/main.cpp:5`,
        {
          'main.cpp': `#include <set>

int main() {
  auto it = all.begin();
  all.${call};
  return *it;
}`,
        },
      );
    assert.match(await causes('erase(it)'), /element that was removed .*`erase` returns an iterator to go on with/);
    assert.doesNotMatch(await causes('erase(it)'), /grows/);
    assert.match(await causes('push_back(1)'), /A container that grows/);
  });

  it('names the highest element that is read of a list where the message has no index', async () => {
    const causes = await causesOf(
      `Unhandled Exception:
System.IndexOutOfRangeException: Index was outside the bounds of the array.
  at Rows.Parse (System.String line) [0x00012] in /srv/work/Rows.cs:5`,
      {
        'Rows.cs': `class Rows {
    static string Parse(string line)
    {
        var parts = line.Split(';');
        return parts[0] + parts[2];
    }
}`,
      },
    );
    assert.match(causes, /Line 5 reads `parts\[2\]`, but `parts` has no such element/);
    assert.doesNotMatch(causes, /one of|gives one part/);
  });

  it('does not repeat the expression whose lookup finds nothing', async () => {
    const causes = await causesOf(
      `TypeError: Cannot read properties of undefined (reading 'includes')
    at can (/srv/work/can.js:4:31)`,
      {
        'can.js': `const RIGHTS = new Map();

function can(user, action) {
  return RIGHTS.get(user.role).includes(action);
}`,
      },
    );
    assert.match(causes, /`RIGHTS\.get\(user\.role\)` is undefined\. That happens for a key that is not in the map\./);
  });
});
