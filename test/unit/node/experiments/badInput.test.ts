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
import { ownTempFolder } from '../../../../src/node/disk/ownTempFolder';
import { ExperimentRunner, type ExperimentOptions } from '../../../../src/node/experiments/experimentRunner';
import { GitRepository } from '../../../support/gitRepository';

const LIB = 'exports.size = (list) => list.length;\n';
const DIFF = `--- a/lib.js\n+++ b/lib.js\n@@ -1 +1 @@\n-${LIB}+exports.size = (list) => (list || []).length;\n`;

/** Folders of this process' runs that still exist. */
const left = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith(`debug-context-${process.pid}-`));

describe('experiments on commands that misbehave', () => {
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

  for (const [what, script, why] of [
    ['never ends', 'setInterval(() => {}, 1000)', /did not end within \d+ seconds\.$/],
    ['reads a terminal', 'require("fs").openSync("/dev/tty", "r")', /reads from a terminal/],
    ['does not build', 'const = 3;', /^The code does not build: SyntaxError: Unexpected token '='\.$/],
    ['kills its parent', 'process.kill(process.ppid, "SIGKILL"); setInterval(() => {}, 1000)', /ended the process that watches it/],
    ['runs no tests', 'console.log("TAP version 13\\n1..0\\n# tests 0"); console.log("No tests found"); process.exit(1)', /ran no tests/],
  ] as const) {
    it(`a command that ${what}`, async () => {
      const { baseline, verdict } = await verify(script, { timeoutMs: 3000 });
      deepStrictEqual([baseline.outcome, verdict.outcome], ['unresolved', 'unresolved']);
      match(baseline.why ?? '', why);
      deepStrictEqual(readdirSync(folder.path).sort(), ['.git', 'lib.js', 'main.js']);
    });
  }

  it('a command whose port is taken', async () => {
    const server = createServer().listen(0);
    const { port } = server.address() as { port: number };
    const { verdict } = await verify(`require('net').createServer().listen(${port}, () => require('./lib').size())`);
    server.close();
    // The fix does not help against that, and the result does not say that it does.
    strictEqual(verdict.outcome === 'gone', false);
  });

  it('a command with an unstable baseline', async () => {
    const { baseline } = await verify(
      `const fs = require('fs'), at = require('os').tmpdir() + '/wavers-' + process.cwd().split('/').pop(); const n = fs.existsSync(at) ? +fs.readFileSync(at) : 0; fs.writeFileSync(at, String(n + 1)); if (n % 2 === 0) require('./lib').size()`,
    );
    strictEqual(baseline.outcome, 'flaky');
  });

  it('a command that writes files and makes itself pass', async () => {
    const { verdict } = await verify(
      `const fs = require('fs'); if (fs.existsSync('done')) process.exit(0); fs.writeFileSync('done', ''); require('./lib').size()`,
    );
    // Writes of a run are undone, so that the next one fails the same.
    strictEqual(verdict.outcome, 'gone');
    deepStrictEqual(readdirSync(folder.path).sort(), ['.git', 'lib.js', 'main.js']);
  });

  it('a workspace that cannot be written to', async () => {
    folder.write('main.js', 'require("./lib").size()');
    chmodSync(folder.path, 0o555);
    try {
      const { verdict } = await new ExperimentRunner({
        command: [process.execPath, 'main.js'],
        cwd: folder.path,
        root: folder.path,
      }).verify(DIFF);
      strictEqual(verdict.outcome, 'gone');
    } finally {
      chmodSync(folder.path, 0o755);
    }
  });

  it('a workspace with a dirty index and links out of it', async () => {
    folder.commit('works');
    writeFileSync(join(folder.path, 'staged.js'), 'x');
    folder.git('add', 'staged.js');
    symlinkSync('/etc', join(folder.path, 'outside'));
    folder.write('main.js', 'require("./lib").size()');
    const before = folder.git('status', '--porcelain');
    const { verdict } = await verify('require("./lib").size()');
    strictEqual(verdict.outcome, 'gone');
    strictEqual(folder.git('status', '--porcelain'), before);
  });

  it('a patch that points out of the workspace', async () => {
    folder.write('main.js', 'require("./lib").size()');
    const { runs, verdict } = await new ExperimentRunner({
      command: [process.execPath, 'main.js'],
      cwd: folder.path,
      root: folder.path,
    }).verify(DIFF.replaceAll('lib.js', '../outside.js'));
    deepStrictEqual([runs, verdict.outcome], [0, 'unresolved']);
  });

  it('a command that prints a gigabyte', async () => {
    let seen = 0;
    folder.write('main.js', 'require("./lib").size()');
    const { run } = await new ExperimentRunner({
      command: ['sh', '-c', 'head -c 1000000000 /dev/zero; exec "$0" main.js', process.execPath],
      ...{ cwd: folder.path, root: folder.path, onOutput: (chunk: Buffer) => (seen += chunk.length) },
    }).baseline();
    ok(run.outputBytes > 1e9 && run.outputBytes === seen, String(run.outputBytes));
    ok(run.output.length < 4e6, String(run.output.length));
    // The failure is at the end, which is kept.
    match(run.report.errors[0]?.message ?? '', /reading 'length'/);
  });

  it('a workspace that is too large for a copy', async () => {
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

  it('a workspace without git, for a search of the change', async () => {
    rmSync(join(folder.path, '.git'), { recursive: true });
    folder.write('main.js', 'require("./lib").size()');
    const blame = new ExperimentRunner({ command: [process.execPath, 'main.js'], cwd: folder.path, root: folder.path }).blame(0);
    await rejects(blame, { name: 'ExperimentProblem', message: /git/i });
  });

  it('an edit during a run', async () => {
    const { verdict } = await verify('console.log("up"); require("./lib").size()', {
      onOutput: () => folder.write('lib.js', `${LIB}// typed\n`),
    });
    deepStrictEqual([verdict.outcome, verdict.notes], ['unresolved', ['lib.js was edited while the command ran.']]);
  });

  it('a disk that is full', async function () {
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
      const { verdict } = await verify('require("./lib").size()');
      strictEqual(verdict.outcome, 'unresolved');
      match(verdict.notes.join('\n'), /There is no space left on the disk for /);
      deepStrictEqual(readdirSync(disk), ['all']);
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
      spawnSync('umount', [disk]);
      rmSync(disk, { recursive: true });
    }
  });

  it('an experiment that is cancelled', async () => {
    const cancel = new AbortController();
    const running = verify('setInterval(() => {}, 1000); console.log("up")', { signal: cancel.signal, onOutput: () => cancel.abort() });
    const { baseline } = await running;
    deepStrictEqual([baseline.outcome, baseline.why], ['unresolved', 'The run was cancelled.']);
  });
});
