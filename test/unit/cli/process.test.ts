import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync, type StdioOptions } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, readlinkSync, writeFileSync, symlinkSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { builtCli } from '../../support/builtCli';
import { TempFolder } from '../../support/gitRepository';

const TRACE = 'TypeError: größe\n    at f (/srv/app/a.js:1:2)\n';
/** A shell would make its background processes ignore SIGINT. */
const STARTS_ANOTHER = `const { pid } = require('child_process').spawn('sleep', ['300']);
require('fs').writeFileSync(process.argv[1], pid + '\\n');`;

/** As installed: built, and started as a separate program. */
describe('the command line as a process', function () {
  const place = new TempFolder();
  let CLI: string;
  before(() => void (CLI = builtCli()));
  after(() => place.dispose());

  function start(args: string[], stdio: StdioOptions = ['ignore', 'pipe', 'pipe'], env: NodeJS.ProcessEnv = process.env) {
    const child = spawn(process.execPath, [CLI, ...args], { stdio, cwd: place.path, env });
    let said = '';
    let printed = '';
    child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = new Promise<number | NodeJS.Signals | null>((done) => child.on('close', (code, signal) => done(code ?? signal)));
    return { child, ended, said: () => said, printed: () => printed };
  }

  it('speaks German to a person who asks for it, and English to programs', async () => {
    const ask = async (...args: string[]) => {
      const { ended, printed, said } = start(args, undefined, { ...process.env, LC_ALL: 'de_DE.UTF-8' });
      return [await ended, printed(), said()] as const;
    };
    assert.match((await ask('--language', 'de', '--help'))[1], /^debug-with-context: vom Fehler dahin, .*\n\nAufruf: /);
    assert.match((await ask('--help'))[1], /\n\nusage: /);
    assert.match((await ask('parse', 'missing.log', '--json', '--language', 'de'))[2], /^There is no file missing\.log\. /);
  });

  it('runs a command again with the input that was redirected into it', async () => {
    writeFileSync(join(place.path, 'rows.txt'), 'one\ntwo\n');
    const read = `const rows = require('fs').readFileSync(0, 'utf8').trim().split('\\n');\nthrow new Error(rows[5].length);\n`;
    writeFileSync(join(place.path, 'reader.js'), read);
    const input = openSync(join(place.path, 'rows.txt'), 'r');
    const { ended, printed } = start(['values', '--', process.execPath, 'reader.js'], [input, 'pipe', 'pipe']);
    closeSync(input);
    assert.deepEqual([await ended, /^ {4}rows +a list of 2$/m.test(printed())], [0, true], printed());
  });

  it('keeps the exit code of a command if its output is not read to the end', async () => {
    const { child, ended, said } = start([
      'run',
      '--',
      'sh',
      '-c',
      'i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done; exit 7',
    ]);
    child.stdout?.once('data', () => child.stdout?.destroy());
    assert.equal(await ended, 7);
    assert.doesNotMatch(said(), /EPIPE|Warning|\n {4}at /);
  });

  it('lets a command open its output again, as a shell does', async () => {
    const { ended, said, printed } = start(['run', '--', 'sh', '-c', 'echo out | cat >/dev/stdout; echo said >/dev/stderr; exit 3']);
    assert.deepEqual([await ended, printed().includes('out\n'), /^said$/m.test(said())], [3, true, true]);
  });

  for (const [signal, code] of [
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 129],
  ] as const) {
    it(`hands ${signal} on to all that a command started, and ends with ${code}`, async () => {
      const pids = join(place.path, `pids-${signal}`);
      const { child, ended } = start(['run', '--', process.execPath, '-e', STARTS_ANOTHER, pids]);
      const pid = await pidIn(pids);
      child.kill(signal);
      assert.equal(await ended, code);
      await gone(pid);
    });
  }

  it('leaves no process of an experiment, nor a changed file, when asked to end', async () => {
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const folder = join(place.path, `experiment-${signal}`);
      // The run's own files and process ids mean nothing outside of it.
      const sleep = `sleep 300.${process.pid}${signal.length}`;
      mkdirSync(folder);
      writeFileSync(join(folder, 'a.js'), 'old\n');
      writeFileSync(join(place.path, 'fix.diff'), '--- a/a.js\n+++ b/a.js\n@@ -1 +1 @@\n-old\n+new\n');
      const patch = ['--patch', join(place.path, 'fix.diff'), '--workspace', folder];
      const { child, ended } = start(['verify', ...patch, '--', 'sh', '-c', `${sleep} & wait`]);
      const pid = await pidOf(sleep);
      child.kill(signal);
      assert.equal(await ended, signal === 'SIGKILL' ? signal : 143);
      await gone(pid);
      assert.equal(readFileSync(join(folder, 'a.js'), 'utf8'), 'old\n');
      assert.deepEqual(readdirSync(folder), ['a.js']);
    }
  });

  async function pidOf(command: string): Promise<number> {
    for (;;) {
      const { stdout } = spawnSync('pgrep', ['-x', '-f', command], { encoding: 'utf8' });
      if (stdout) return Number(stdout.split('\n')[0]);
      await wait(50);
    }
  }

  it('ends while it waits for a pipe without a writer, be it the failure or a patch', async function () {
    if (!existsSync('/proc/self/fd')) this.skip();
    const pipe = join(place.path, 'silent');
    execFileSync('mkfifo', [pipe]);
    for (const args of [
      ['parse', pipe],
      ['verify', '--patch', pipe, '--', 'false'],
    ]) {
      const { child, ended } = start(args);
      while (!hasOpen(child.pid, pipe)) await wait(20);
      child.kill('SIGTERM');
      assert.equal(await ended, 143, args[0]);
    }
  });

  it('does not wait for a process that a command left running', async () => {
    const { ended } = start(['run', '--', 'sh', '-c', 'sleep 30 & exit 3']);
    assert.equal(await ended, 3);
  });

  it('reports output lost to a full disk in one sentence', async function () {
    if (!existsSync('/dev/full')) this.skip();
    const full = openSync('/dev/full', 'w');
    const { ended, said } = start(['--help'], ['ignore', full, 'pipe']);
    assert.equal(await ended, 74);
    closeSync(full);
    assert.match(said(), /^Standard output cannot be written \(ENOSPC\)\.\n$/);
  });

  it('says that git finds no space on a full disk', async function () {
    const disk = new TempFolder();
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', disk.path]).status !== 0) {
      disk.dispose();
      this.skip();
    }
    try {
      spawnSync('git', ['init', '-q'], { cwd: place.path });
      const command = ['blame', '--json', '--', process.execPath, '-e', 'null.x'];
      assert.throws(() => writeFileSync(join(disk.path, 'all'), Buffer.alloc(70_000)), /ENOSPC/);
      const { ended, said, printed } = start(command, undefined, { ...process.env, TMPDIR: disk.path });
      assert.equal(await ended, 4);
      assert.match(
        said(),
        /There is no space left for temporary files in \S+; free some there, or set TMPDIR to a folder on another disk\.\n$/,
      );
      assert.equal((JSON.parse(printed()) as { baseline: { outcome: string } }).baseline.outcome, 'unresolved');
    } finally {
      spawnSync('umount', [disk.path]);
      disk.dispose();
    }
  });

  it('says that a device never ends instead of reading it, and reads a pipe by its name', async function () {
    if (!existsSync('/dev/zero')) this.skip();
    const endless = start(['parse', '/dev/zero']);
    assert.equal(await endless.ended, 2);
    assert.equal(endless.said(), '/dev/zero never ends. Name a file with the output of the failure.\n');
    const pipe = join(place.path, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const piped = start(['parse', pipe]);
    await writeFile(pipe, 'TypeError: größe\n    at f (/a.js:1:2)\n', 'latin1');
    assert.equal(await piped.ended, 0);
  });

  it('says that a link leads back to itself', async () => {
    const link = join(place.path, 'loop');
    symlinkSync(link, link);
    const { ended, said } = start(['parse', link]);
    assert.equal(await ended, 2);
    assert.match(said(), /^\S+loop is a link that leads back to itself\. Name a file with the output of the failure\.\n$/);
  });

  it('says in one sentence which input cannot be a patch', async function () {
    if (!existsSync('/dev/zero')) this.skip();
    for (const [patch, sentence] of [
      ['/dev/zero', /^\/dev\/zero never ends\. Give the patch/],
      [place.path, / is a folder\. Give the patch/],
      ['nowhere.diff', /^There is no file nowhere\.diff\. Give the patch/],
    ] as const) {
      const { ended, said } = start(['verify', '--patch', patch, '--', 'false']);
      assert.equal(await ended, 2);
      assert.match(said(), sentence);
      assert.equal(said().trim().split('\n').length, 1);
    }
  });

  it('keeps its exit code if standard input, output or error is closed from the start', async () => {
    writeFileSync(join(place.path, 'trace.log'), TRACE);
    for (const [args, closed, code] of [
      ['parse', '<&-', 1],
      ['parse trace.log', '>&-', 0],
      ['parse nowhere.log', '2>&-', 2],
      ['parse trace.log', '<&- >&- 2>&-', 0],
    ] as const) {
      const { status } = spawnSync('sh', ['-c', `"${process.execPath}" "${CLI}" ${args} ${closed}`], { cwd: place.path });
      assert.equal(status, code, `${args} ${closed}`);
    }
  });

  it('reads standard input by any of its names', async () => {
    for (const name of [[], ['-'], ['/dev/stdin']]) {
      const { child, ended, printed } = start(['parse', ...name], ['pipe', 'pipe', 'pipe']);
      child.stdin?.end(TRACE);
      assert.equal(await ended, 0, name[0]);
      assert.match(printed(), /TypeError: größe/);
    }
  });

  it("reads a log in its system's encoding", async () => {
    const wide = Buffer.from(TRACE, 'utf16le');
    const encoded = {
      'UTF-16': wide,
      'UTF-16 with a mark': Buffer.concat([Buffer.from([0xff, 0xfe]), wide]),
      'UTF-16 of the other order': Buffer.from(wide).swap16(),
      'Latin-1': Buffer.from(TRACE, 'latin1'),
    };
    for (const [name, bytes] of Object.entries(encoded)) {
      writeFileSync(join(place.path, 'encoded.log'), bytes);
      const { ended, printed } = start(['parse', 'encoded.log']);
      assert.equal(await ended, 0, name);
      assert.match(printed(), /TypeError: größe\n {2}\/srv\/app\/a\.js:1:2/, name);
    }
  });

  it('needs little memory for a flood of line ends', () => {
    const log = join(place.path, 'flood.log');
    for (const piece of ['\n', 'Error: \n']) {
      writeFileSync(log, `${piece.repeat(40e6 / piece.length)}\n${TRACE}`);
      // 40 million lines would take more than four times as much.
      const { status, stdout } = spawnSync(process.execPath, ['--max-old-space-size=160', CLI, 'parse', log], { encoding: 'utf8' });
      assert.equal(status, 0, JSON.stringify(piece));
      assert.match(stdout, /TypeError: größe/);
    }
  });

  it('shows characters that would move the cursor, reorder or hide text in visible form, in names of files too', async () => {
    const log = `TypeError: \u001b]0;title\u0007 a\u202eb \u200b\u009b2J\n    at f (/srv/\u202egnp.js:1:2)\n`;
    writeFileSync(join(place.path, 'hostile.log'), log);
    const { ended, printed } = start(['parse', 'hostile.log']);
    assert.equal(await ended, 0);
    assert.doesNotMatch(printed(), /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
    assert.match(printed(), /\/srv\/\\u\{202e\}gnp\.js/);
    const named = start(['parse', '\u001b[2J\u202e.log']);
    assert.equal(await named.ended, 2);
    assert.equal(named.said(), 'There is no file \\x1b[2J\\u{202e}.log. Check the name, or pipe the output in.\n');
  });

  it('ends as usual if nobody reads standard error', async () => {
    const { child, ended } = start(['parse', '/nonexistent']);
    child.stderr?.destroy();
    assert.equal(await ended, 2);
  });
});

/** The process whose id a command writes into a file. */
async function pidIn(file: string): Promise<number> {
  while (!existsSync(file) || !readFileSync(file, 'utf8').includes('\n')) await wait(20);
  return Number(readFileSync(file, 'utf8'));
}

async function gone(pid: number): Promise<void> {
  while (isRunning(pid)) await wait(20);
}

/** Whether a process has a file open, from Linux' /proc. */
function hasOpen(pid: number | undefined, file: string): boolean {
  const folder = `/proc/${String(pid)}/fd`;
  return readdirSync(folder).some((name) => {
    try {
      return readlinkSync(join(folder, name)) === file;
    } catch {
      return false;
    }
  });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync(`/proc/${pid}/status`) || !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
