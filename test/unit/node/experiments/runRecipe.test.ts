import { execFileSync, spawn } from 'node:child_process';
import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Run } from '../../../../src/core/experiments/experiment';
import type { Instrument } from '../../../../src/node/experiments/instrument';
import { runRecipe, type RunOptions } from '../../../../src/node/experiments/runRecipe';
import { TempFolder } from '../../../support/gitRepository';

describe('runRecipe', () => {
  let folder: TempFolder;
  beforeEach(() => (folder = new TempFolder()));
  afterEach(() => folder.dispose());

  const run = (command: readonly string[], options?: RunOptions): Promise<Run> => runRecipe({ command, cwd: folder.path }, options);
  const node = (script: string, options?: RunOptions): Promise<Run> => {
    folder.write('main.js', script);
    return run([process.execPath, 'main.js'], options);
  };

  it('says how a command ended, what it printed and what failed', async () => {
    const failed = await node('console.log("begin"); null.x');
    strictEqual(failed.exit, 1);
    match(failed.output, /^begin\n/);
    deepStrictEqual(
      failed.report.errors.map(({ type, frames }) => [type, frames[0]?.line]),
      [['TypeError', 1]],
    );
  });

  it('says in a sentence that the disk is full for the files of an instrument', async () => {
    const full: Instrument<unknown> = {
      name: 'full',
      prepare: () => Promise.reject(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })),
      collect: () => Promise.resolve(undefined),
    };
    await rejects(node('', { instruments: [full] }), {
      name: 'ExperimentProblem',
      message: /^There is no space left on the disk for .*full; free some there, or set TMPDIR to a folder on another disk\.$/,
    });
  });

  it('closes standard input, and sets CI unless the person has', async () => {
    const { output } = await node('process.stdin.resume().on("end", () => console.log("ended", process.env.CI))');
    strictEqual(output, `ended ${process.env.CI ?? '1'}\n`);
  });

  it('gives a command a file as its standard input', async () => {
    folder.write('in.csv', 'a,1\n');
    const { output } = await runRecipe({ command: ['cat'], cwd: folder.path, input: join(folder.path, 'in.csv') });
    strictEqual(output, 'a,1\n');
  });

  it('keeps both ends of a long output', async () => {
    let seen = 0;
    const long = await node('for (let i = 0; i < 8e5; i++) process.stdout.write("line " + i + "\\n"); console.log("last")', {
      onOutput: (chunk) => (seen += chunk.length),
    });
    strictEqual(long.outputBytes, seen);
    ok(long.output.length < 4e6, String(long.output.length));
    match(long.output, /^line 0\nline 1\n/);
    match(long.output, /bytes left out/);
    match(long.output, /last\n$/);
  });

  it('ends a command at its limit, with what it started', async () => {
    const ended = await node(LEAVES_CHILDREN + 'setInterval(() => {}, 1000); process.on("SIGTERM", () => {})', { timeoutMs: 1500 });
    strictEqual(ended.timedOut, true);
    nothingLeft(folder);
  });

  it('ends remaining processes of a command, even outside the process group', async () => {
    const ended = await node(LEAVES_CHILDREN + 'setTimeout(() => process.exit(0), 700)');
    strictEqual(ended.exit, 0);
    nothingLeft(folder);
  });

  it('ends a command that is cancelled', async () => {
    const cancel = new AbortController();
    const running = node(LEAVES_CHILDREN + 'console.log("up"); setInterval(() => {}, 1000)', {
      signal: cancel.signal,
      onOutput: () => cancel.abort(),
    });
    const ended = await running;
    deepStrictEqual([ended.cancelled, ended.exit], [true, null]);
    nothingLeft(folder);
  });

  it('survives a command that kills its parent', async () => {
    const ended = await node(LEAVES_CHILDREN + 'setTimeout(() => process.kill(process.ppid, "SIGKILL"), 700); setInterval(() => {}, 1000)');
    strictEqual(ended.startProblem, 'The command ended the process that watches it.');
    nothingLeft(folder);
  });

  it('ends a process that cleared its environment, left the group and writes elsewhere', async function () {
    if (process.platform !== 'linux') this.skip();
    const daemon = `env -i PATH="$PATH" setsid sh -c 'cd / && { sleep 300 </dev/null >/dev/null 2>&1 & echo $!; }'`;
    for (const [how, options] of [
      ['', {}],
      ['; sleep 300', { timeoutMs: 1500 }],
      ['; kill -9 $PPID; sleep 300', {}],
    ] as const) {
      const { output } = await run(['sh', '-c', `${daemon}${how}`], options);
      const pid = Number(output.trim());
      ok(pid > 0, output);
      ok(!existsSync(`/proc/${pid}`) || readFileSync(`/proc/${pid}/cmdline`, 'utf8') === '', `it still runs: ${how}`);
    }
  });

  it('leaves nothing behind if its own process is killed', async () => {
    folder.write('main.js', LEAVES_CHILDREN + 'require("fs").writeFileSync("up", ""); setInterval(() => {}, 1000)');
    folder.write(
      'parent.ts',
      `import { runRecipe } from ${JSON.stringify(join(process.cwd(), 'src/node/experiments/runRecipe'))};
       void runRecipe({ command: [process.execPath, 'main.js'], cwd: ${JSON.stringify(folder.path)} }, { served: [{ file: '/nowhere', text: '' }] });`,
    );
    const parent = spawn(process.execPath, ['--import', 'tsx', join(folder.path, 'parent.ts')], { stdio: 'ignore' });
    await until(() => existsSync(join(folder.path, 'up')));
    parent.kill('SIGKILL');
    await until(() => leftBehind(folder).length === 0 && runFolders(parent.pid).length === 0);
  });

  it('says what could not be started', async () => {
    const missing = await run(['no-such-program']);
    strictEqual(missing.startProblem, 'There is no program no-such-program: check its name and the PATH.');
  });

  it('serves edits to CommonJS and ES modules while the disk stays unchanged', async () => {
    folder.write('value.js', 'module.exports = 1;');
    folder.write('value.mjs', 'export default 1;');
    const before = snapshot(folder.path);
    const edits = [
      { file: join(folder.path, 'value.js'), text: 'module.exports = require("./added.js");' },
      { file: join(folder.path, 'value.mjs'), text: 'import added from "./added.mjs"; export default added;' },
      { file: join(folder.path, 'added.js'), text: 'module.exports = 2;' },
      { file: join(folder.path, 'added.mjs'), text: 'export default 2;' },
    ];
    folder.write(
      'main.mjs',
      'import { createRequire } from "module"; import a from "./value.mjs"; console.log(a, createRequire(import.meta.url)("./value.js"));',
    );
    const command = [process.execPath, 'main.mjs'];
    strictEqual((await run(command, { served: edits })).output, '2 2\n');
    strictEqual((await run(command)).output, '1 1\n');
    deepStrictEqual({ ...snapshot(folder.path), 'main.mjs': undefined }, { ...before, 'main.mjs': undefined });
  });

  it('serves edits to workers, forks and every way of reading a file', async () => {
    folder.write('data.txt', 'old');
    const { output } = await node(
      `const fs = require('fs'), { Worker, isMainThread } = require('worker_threads');
       const read = async (who) => {
         const stream = []; for await (const chunk of fs.createReadStream('data.txt')) stream.push(chunk);
         const handle = await fs.promises.open('data.txt'); const viaHandle = await handle.readFile('utf8'); await handle.close();
         const all = [fs.readFileSync('data.txt', 'utf8'), await fs.promises.readFile('data.txt', { encoding: 'utf8' }),
           await new Promise((done) => fs.readFile('data.txt', 'utf8', (_, text) => done(text))), Buffer.concat(stream).toString(), viaHandle,
           String(fs.statSync('data.txt').size)];
         fs.writeSync(1, who + ' ' + [...new Set(all)].join() + '\\n');
       };
       if (!isMainThread) read('worker');
       else if (process.argv[2]) read('fork');
       else read('main').then(() => new Worker(__filename).on('exit', () => require('child_process').fork(__filename, ['fork'])));`,
      { served: [{ file: join(folder.path, 'data.txt'), text: 'edited' }] },
    );
    strictEqual(output, 'main edited,6\nworker edited,6\nfork edited,6\n');
  });

  it('hides a file that an edit removes', async () => {
    folder.write('gone.js', 'module.exports = 1;');
    const { output } = await node(
      `const fs = require('fs'); let code; try { require('./gone.js') } catch (error) { code = error.code }
       console.log(code, fs.existsSync('gone.js'), fs.readdirSync('.').join());`,
      { served: [{ file: join(folder.path, 'gone.js'), text: undefined }] },
    );
    strictEqual(output, 'MODULE_NOT_FOUND false main.js\n');
    for (const other of ['gone/index.js', 'gone.json']) {
      folder.write(other, other.endsWith('.js') ? 'module.exports = "other";' : '"other"');
      const { output: found } = await node('console.log(require("./gone"))', {
        served: [{ file: join(folder.path, 'gone.js'), text: undefined }],
      });
      strictEqual(found, 'other\n', other);
    }
  });

  it("keeps the person's own options of Node and Python's sitecustomize", async () => {
    folder.write('own dir/own.cjs', 'globalThis.own = true;');
    folder.write('py/sitecustomize.py', 'import builtins\nbuiltins.own = True\n');
    folder.write(
      'main.js',
      'console.log(globalThis.own, require("child_process").execFileSync("python3", ["-c", "print(own)"]).toString().trim())',
    );
    const { output } = await runRecipe(
      {
        command: [process.execPath, 'main.js'],
        cwd: folder.path,
        env: { NODE_OPTIONS: `--require "${join(folder.path, 'own dir/own.cjs')}"`, PYTHONPATH: join(folder.path, 'py') },
      },
      { served: [{ file: join(folder.path, 'x.js'), text: '' }] },
    );
    strictEqual(output, 'true True\n');
  });

  it('runs instruments along with the command', async () => {
    folder.write('my preload.cjs', 'require("fs").writeFileSync(process.env.SEEN, "seen")');
    const instrument: Instrument<string> = {
      name: 'seen',
      prepare: async (at) => ({ env: { SEEN: join(at, 'seen') }, nodePreloads: [join(folder.path, 'my preload.cjs')] }),
      collect: async (at) => readFileSync(join(at, 'seen'), 'utf8'),
    };
    deepStrictEqual((await node('', { instruments: [instrument] })).observations, { seen: 'seen' });
  });

  it('names the tests of Mocha, and appears in no stack trace', async () => {
    folder.write(
      'main.test.js',
      'console.log(new Error().stack); it("passes", () => {}); it("fails", () => { null.x }); it.skip("waits", () => {});',
    );
    const { tests, output } = await run([process.execPath, join(process.cwd(), 'node_modules/mocha/bin/mocha.js'), 'main.test.js']);
    deepStrictEqual(tests, { passed: ['passes'], failed: ['fails'], skipped: ['waits'], ran: 2, named: true, files: tests?.files });
    strictEqual(tests?.files?.get('passes'), join(folder.path, 'main.test.js'));
    strictEqual(output.includes('recordTests'), false);
  });

  describe('Python', () => {
    const edited = (script: string): RunOptions => ({ served: [{ file: join(folder.path, 'value.py'), text: script }] });
    beforeEach(() => folder.write('value.py', 'value = 1\n'));

    it('serves edits to imports, reads no cache of the old text and writes none', async () => {
      folder.write('main.py', 'import value\nprint(value.value)\n');
      execFileSync('python3', ['main.py'], { cwd: folder.path });
      const before = snapshot(folder.path);
      strictEqual((await run(['python3', 'main.py'], edited('value = 2\n'))).output, '2\n');
      strictEqual((await run(['python3', 'main.py'])).output, '1\n');
      deepStrictEqual(snapshot(folder.path), before);
    });

    it('serves edits to the script itself, with a traceback of its own frames only', async () => {
      folder.write('main.py', 'print(1)\n');
      const script = 'import sys\n\ndef f():\n    raise ValueError(sys.argv[1])\n\nprint(__name__, __file__)\nf()\n';
      const failed = await run(['python3', 'main.py', 'argument'], { served: [{ file: join(folder.path, 'main.py'), text: script }] });
      match(failed.output, /^__main__ main\.py\n|\n__main__ main\.py\n/);
      deepStrictEqual(
        failed.report.errors.map(({ type, message, frames }) => [
          type,
          message,
          frames.map(({ file, line }) => [file.split('/').pop(), line]),
        ]),
        [
          [
            'ValueError',
            'argument',
            [
              ['main.py', 4],
              ['main.py', 7],
            ],
          ],
        ],
      );
      strictEqual(failed.exit, 1);
    });

    it('names the tests of unittest, including passed ones', async () => {
      folder.write(
        'test_value.py',
        'import unittest, value\nclass T(unittest.TestCase):\n  def test_a(self): self.assertEqual(value.value, 2)\n  def test_b(self): pass\n',
      );
      const red = await run(['python3', '-m', 'unittest']);
      deepStrictEqual([red.tests?.passed.length, red.tests?.failed.length], [1, 1]);
      const green = await run(['python3', '-m', 'unittest'], edited('value = 2\n'));
      deepStrictEqual([green.exit, green.tests?.passed.length], [0, 2]);
    });
  });
});

/** One child in the group, one in a separate session, one orphan. */
const LEAVES_CHILDREN = `
  const cp = require('child_process');
  cp.spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'left'], { stdio: 'ignore' });
  cp.spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'left'], { stdio: 'ignore', detached: true }).unref();
  cp.spawn('sh', ['-c', 'sleep 300 & sleep 300 &'], { detached: true });
`;

/** Processes whose working folder is the workspace. */
function leftBehind(folder: TempFolder): string[] {
  const listed = execFileSync(
    'sh',
    ['-c', 'for p in /proc/[0-9]*; do readlink $p/cwd 2>/dev/null | grep -qx "$0" && echo $p; done; true', folder.path],
    { encoding: 'utf8' },
  );
  return listed
    .split('\n')
    .filter(Boolean)
    .filter((path) => existsSync(`${path}/cmdline`) && readFileSync(`${path}/cmdline`, 'utf8') !== '');
}

function nothingLeft(folder: TempFolder): void {
  deepStrictEqual(leftBehind(folder), []);
  deepStrictEqual(runFolders(process.pid), []);
}

function runFolders(pid: number | undefined): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith(`debug-context-${pid}-`));
}

function snapshot(folder: string): Record<string, unknown> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [path.slice(folder.length + 1), [readFileSync(path, 'base64'), Math.round(statSync(path).mtimeMs)]];
      }),
  );
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 300) throw new Error('it never came to that');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
