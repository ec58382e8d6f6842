import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { openTrees } from '../../../../src/core/syntax/openSyntax';
import { ownTempFolder } from '../../../../src/node/disk/ownTempFolder';
import { ExperimentRunner, type ExperimentOptions } from '../../../../src/node/experiments/experimentRunner';
import { GitRepository } from '../../../support/gitRepository';
import { runInProcess } from '../../../support/runInProcess';
import { usualIsolation } from '../../../support/usualIsolation';

const LIB = 'exports.size = (list) => list.length;\n';
const DIFF = `--- a/lib.js\n+++ b/lib.js\n@@ -1 +1 @@\n-${LIB}+exports.size = (list) => (list || []).length;\n`;

/** Folders of this process' runs that still exist. */
const left = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith(`debug-context-${process.pid}-`));

describe('an experiment in bad conditions', () => {
  let folder: GitRepository;
  beforeEach(() => {
    folder = new GitRepository();
    folder.write('lib.js', LIB);
  });
  afterEach(() => folder.dispose());
  const verify = (script: string, more: Partial<ExperimentOptions> = {}) => {
    folder.write('main.js', script);
    return new ExperimentRunner({ command: [process.execPath, 'main.js'], cwd: folder.path, root: folder.path, ...more }).verify(DIFF);
  };

  for (const [what, script, why, timeoutMs] of [
    ['never ends', 'setInterval(() => {}, 1000)', /did not end within \d+ seconds\.$/, 1500],
    [
      'never ends and ignores signals',
      'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)',
      /did not end within \d+ seconds\.$/,
      1500,
    ],
    ['reads a terminal', 'require("fs").openSync("/dev/tty", "r")', /reads from a terminal/, undefined],
    ['does not build', 'const = 3;', /^The code does not build: SyntaxError: Unexpected token '='\.$/, undefined],
    [
      'runs no tests',
      'console.log("TAP version 13\\n1..0\\n# tests 0"); console.log("No tests found"); process.exit(1)',
      /ran no tests/,
      undefined,
    ],
  ] as const) {
    it(`is unresolved with the reason, and leaves no file, for a command that ${what}`, async () => {
      const { baseline, verdict } = await verify(script, { timeoutMs });
      deepStrictEqual([baseline.outcome, verdict.outcome], ['unresolved', 'unresolved']);
      match(baseline.why ?? '', why);
      deepStrictEqual(readdirSync(folder.path).sort(), ['.git', 'lib.js', 'main.js']);
    });
  }

  it('ends, and leaves no file, when the command kills its parent', async () => {
    const { baseline, verdict } = await verify('process.kill(process.ppid, "SIGKILL"); setInterval(() => {}, 1000)', {
      timeoutMs: 3000,
    });
    strictEqual(verdict.outcome, 'unresolved');
    // In a namespace nobody inside is its parent, and it kills its own group.
    if ((await usualIsolation()) === 'namespace') strictEqual(baseline.outcome, 'fails');
    else match(baseline.why ?? '', /ended the process that watches it/);
    deepStrictEqual(readdirSync(folder.path).sort(), ['.git', 'lib.js', 'main.js']);
  });

  it('names the port that another program uses, whether Node, Python, Go or Java complains', async () => {
    const server = createServer().listen(0);
    const { port } = server.address() as { port: number };
    const why = `The command needs port ${port}, which another program uses.`;
    try {
      const { baseline, verdict } = await verify(`require('net').createServer().listen(${port}, () => require('./lib').size())`);
      deepStrictEqual([baseline.outcome, baseline.why, verdict.outcome, verdict.notes], ['unresolved', why, 'unresolved', [why]]);
      const said = async (...command: string[]): Promise<string | undefined> =>
        (await new ExperimentRunner({ command, cwd: folder.path, root: folder.path }).baseline()).baseline.why;
      // A server that reports it and goes on.
      const hangs = await verify(
        `setInterval(() => {}, 1000); require('net').createServer().on('error', console.error).listen(${port}, () => require('./lib').size())`,
        { timeoutMs: 3000 },
      );
      strictEqual(hangs.baseline.why, why);
      // Python names no port; it is a number in the code.
      folder.write('serve.py', `import socket\nPORT = ${port}\ntimeout = 30000\nsocket.socket().bind(("127.0.0.1", PORT))\n`);
      strictEqual(await said('python3', 'serve.py'), why);
      const say = 'process.stderr.write(process.argv[1] + "\\n"); process.exit(1)';
      const go = `panic: listen tcp :${port}: bind: address already in use\n\ngoroutine 1 [running]:\nmain.main()\n\t/app/main.go:9 +0x1d\nexit status 2`;
      strictEqual(await said(process.execPath, '-e', say, go), why);
      const java =
        'Exception in thread "main" java.net.BindException: Address already in use (Bind failed)\n\tat java.base/sun.nio.ch.Net.bind(Net.java:555)\n\tat app.Main.main(Main.java:7)';
      strictEqual(await said(process.execPath, '-e', say, java, `--server.port=${port}`), why);
    } finally {
      server.close();
    }
  });

  it('takes it for the failure of a program that it takes its own port twice', async () => {
    const { baseline } = await verify(
      `const { createServer } = require('net'); const server = createServer().listen(0, () => createServer().listen(server.address().port))`,
    );
    deepStrictEqual([baseline.outcome, baseline.error?.message.slice(0, 18)], ['fails', 'listen EADDRINUSE:']);
  });

  it('undoes what a run wrote, so that a command which makes itself pass fails again', async () => {
    const { verdict } = await verify(
      `const fs = require('fs'); if (fs.existsSync('done')) process.exit(0); fs.writeFileSync('done', ''); require('./lib').size()`,
    );
    // Writes of a run are undone, so that the next one fails the same.
    strictEqual(verdict.unproven, true);
    deepStrictEqual(readdirSync(folder.path).sort(), ['.git', 'lib.js', 'main.js']);
  });

  it('undoes what a shell wrote, in a line or in a script', async () => {
    const before = folder.git('status', '--porcelain');
    const writes = 'echo "// more" >> lib.js; touch made.txt; "$0" -e "require(\\"./lib\\").size()"';
    folder.write('run.sh', `#!/bin/sh\n${writes.replace('"$0"', `"${process.execPath}"`)}\n`);
    chmodSync(join(folder.path, 'run.sh'), 0o755);
    for (const command of [['sh', '-c', writes, process.execPath], ['./run.sh']]) {
      const { baseline, verdict } = await new ExperimentRunner({ command, cwd: folder.path, root: folder.path }).verify(DIFF);
      deepStrictEqual([baseline.outcome, verdict.unproven], ['fails', true], command.join(' '));
      strictEqual(folder.git('status', '--porcelain').replace('?? run.sh\n', ''), before);
      strictEqual(readFileSync(join(folder.path, 'lib.js'), 'utf8'), LIB);
    }
  });

  it('tries a fix in a workspace that cannot be written to', async () => {
    folder.write('main.js', 'require("./lib").size()');
    chmodSync(folder.path, 0o555);
    try {
      const { verdict } = await new ExperimentRunner({
        command: [process.execPath, 'main.js'],
        cwd: folder.path,
        root: folder.path,
      }).verify(DIFF);
      strictEqual(verdict.unproven, true);
    } finally {
      chmodSync(folder.path, 0o755);
    }
  });

  it('tries a fix in a workspace with links out of it, and leaves its dirty index as it was', async () => {
    folder.commit('works');
    writeFileSync(join(folder.path, 'staged.js'), 'x');
    folder.git('add', 'staged.js');
    symlinkSync('/etc', join(folder.path, 'outside'));
    folder.write('main.js', 'require("./lib").size()');
    const before = folder.git('status', '--porcelain');
    const { verdict } = await verify('require("./lib").size()');
    strictEqual(verdict.unproven, true);
    strictEqual(folder.git('status', '--porcelain'), before);
  });

  for (const [what, language, name] of [
    ['a linked file', 'node', 'lib.js'],
    ['a file in a linked folder', 'node', 'shared/lib.js'],
    ['a linked file of Python', 'python', 'lib.py'],
  ] as const) {
    it(`does not change ${what} outside the workspace, and says why in every kind of experiment`, async () => {
      const outside = mkdtempSync(join(tmpdir(), 'outside-'));
      const code = language === 'node' ? LIB : 'def size(items):\n    return len(items)\n';
      try {
        rmSync(join(folder.path, 'lib.js'));
        writeFileSync(join(outside, name.replace('shared/', '')), code);
        if (name.startsWith('shared/')) symlinkSync(outside, join(folder.path, 'shared'));
        else symlinkSync(join(outside, name), join(folder.path, name));
        const main = language === 'node' ? 'main.js' : 'main.py';
        folder.write(main, language === 'node' ? `require("./${name}").size();` : 'import lib\nlib.size(None)\n');
        folder.commit('works', new Date(Date.now() - 3 * 24 * 3600_000));
        folder.write('other.js', 'exports.x = 1;\n');
        const command = [language === 'node' ? process.execPath : 'python3', main];
        const options = { command, cwd: folder.path, root: folder.path, inPlace: true };
        const runner = (): ExperimentRunner =>
          new ExperimentRunner({ ...options, ...(language === 'node' && { runRecipe: runInProcess }) });
        const why = `${name} lies outside the workspace: its path leads through a link, so it is not changed.`;
        const fix = `--- a/${name}\n+++ b/${name}\n@@ -1 +1 @@\n-${code.split('\n')[0]}\n+${code.split('\n')[0]} \n`;
        const { verdict: verified } = await runner().verify(fix);
        deepStrictEqual([verified.outcome, verified.notes], ['unresolved', [why]]);
        const { verdict: blamed } = await runner().blame(Date.now() - 24 * 3600_000);
        deepStrictEqual([blamed.outcome, blamed.notes[0]], ['unresolved', why]);
        const suspects = async () => ({ suspects: [{ file: name, line: 1, score: 1, reasons: [] }] });
        const { baseline, verdict: repaired } = await runner().repair({ runs: 10, seconds: 20 }, suspects, openTrees(packagedGrammars));
        deepStrictEqual([repaired.tried, baseline.outcome, baseline.why], [0, 'unresolved', why]);
        strictEqual(readFileSync(join(folder.path, name), 'utf8'), code);
      } finally {
        rmSync(outside, { recursive: true });
      }
    });
  }

  it('says that a link which changed today is not tried in another state', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    writeFileSync(join(outside, 'a.json'), '{"a":1}');
    writeFileSync(join(outside, 'b.json'), '{"b":1}');
    symlinkSync(join(outside, 'a.json'), join(folder.path, 'data.json'));
    folder.write('main.js', 'require("./lib").size(require("./data.json").a)');
    folder.commit('works', new Date(Date.now() - 3 * 24 * 3600_000));
    rmSync(join(folder.path, 'data.json'));
    symlinkSync(join(outside, 'b.json'), join(folder.path, 'data.json'));
    folder.write('lib.js', 'exports.size = (list) => list.toFixed();\n');
    folder.write('other.js', 'exports.x = 1;\n');
    try {
      const { verdict } = await new ExperimentRunner({ command: [process.execPath, 'main.js'], cwd: folder.path, root: folder.path }).blame(
        Date.now() - 24 * 3600_000,
      );
      match(verdict.notes.join(' '), /data\.json changed, too; a link is not tried in another state\./);
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  it('runs nothing for a patch that points out of the workspace', async () => {
    folder.write('main.js', 'require("./lib").size()');
    const { runs, verdict } = await new ExperimentRunner({
      command: [process.execPath, 'main.js'],
      cwd: folder.path,
      root: folder.path,
    }).verify(DIFF.replaceAll('lib.js', '../outside.js'));
    deepStrictEqual([runs, verdict.outcome], [0, 'unresolved']);
  });

  it('keeps the end of hundreds of megabytes of output, where the failure is', async () => {
    let seen = 0;
    folder.write('main.js', 'require("./lib").size()');
    const { run } = await new ExperimentRunner({
      command: ['sh', '-c', 'head -c 300000000 /dev/zero; exec "$0" main.js', process.execPath],
      ...{ cwd: folder.path, root: folder.path, onOutput: (chunk: Buffer) => (seen += chunk.length) },
    }).baseline();
    ok(run.outputBytes > 3e8 && run.outputBytes === seen, String(run.outputBytes));
    ok(run.output.length < 4e6, String(run.output.length));
    // The failure is at the end, which is kept.
    match(run.report.errors[0]?.message ?? '', /reading 'length'/);
  });

  it('copies no workspace that is too large, and leaves no folder behind', async () => {
    // Bypasses the overlay, so that a copy is requested.
    folder.write('main.js', 'eval(require("child_process").execFileSync("cat", ["lib.js"]).toString()); exports.size();');
    const data = openSync(join(folder.path, 'data.bin'), 'w');
    ftruncateSync(data, 3_000_000_000);
    closeSync(data);
    const { baseline, verdict } = await verify(readFileSync(join(folder.path, 'main.js'), 'utf8'));
    deepStrictEqual([baseline.outcome, verdict.outcome], ['fails', 'unresolved']);
    strictEqual(verdict.notes.length, 1);
    deepStrictEqual(left(), []);
  });

  it('rejects a search of the change where there is no git repository', async () => {
    rmSync(join(folder.path, '.git'), { recursive: true });
    folder.write('main.js', 'require("./lib").size()');
    const blame = new ExperimentRunner({ command: [process.execPath, 'main.js'], cwd: folder.path, root: folder.path }).blame(0);
    await rejects(blame, { name: 'ExperimentProblem', message: /git/i });
  });

  it('names the file that was edited during a run, and claims nothing', async () => {
    const { verdict } = await verify('console.log("up"); require("./lib").size()', {
      onOutput: () => folder.write('lib.js', `${LIB}// typed\n`),
    });
    deepStrictEqual([verdict.outcome, verdict.notes], ['unresolved', ['lib.js was edited while the command ran.']]);
  });

  it('says to free space or to set TMPDIR where the disk is full', async function () {
    const disk = mkdtempSync(join(tmpdir(), 'full-'));
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', disk]).status !== 0) {
      rmSync(disk, { recursive: true });
      this.skip();
    }
    const before = process.env['TMPDIR'];
    try {
      writeFileSync(join(disk, 'all'), Buffer.alloc(65536));
    } catch {
      // What fits is there.
    }
    // The folder of the process outlives this disk.
    await ownTempFolder();
    process.env['TMPDIR'] = disk;
    try {
      await rejects(verify('require("./lib").size()'), {
        name: 'ExperimentProblem',
        message: /^There is no space left on the disk for .*; free some there, or set TMPDIR to a folder on another disk\.$/,
      });
      deepStrictEqual(readdirSync(disk), ['all']);
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
      spawnSync('umount', [disk]);
      rmSync(disk, { recursive: true });
    }
  });

  it('is unresolved, and says so, when it is cancelled', async () => {
    const cancel = new AbortController();
    const running = verify('setInterval(() => {}, 1000); console.log("up")', { signal: cancel.signal, onOutput: () => cancel.abort() });
    const { baseline } = await running;
    deepStrictEqual([baseline.outcome, baseline.why], ['unresolved', 'The run was cancelled.']);
  });
});
