import assert from 'node:assert/strict';
import { execFileSync, spawn, type StdioOptions } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { TempFolder } from '../../support/gitRepository';

const CLI = join(import.meta.dirname, '../../../src/cli.ts');

describe('the command line as a process', function () {
  this.timeout(60_000);
  const place = new TempFolder();
  after(() => place.dispose());

  function start(args: string[], stdio: StdioOptions = ['ignore', 'pipe', 'pipe']) {
    const child = spawn(process.execPath, ['--import', 'tsx', CLI, ...args], { stdio, cwd: process.cwd() });
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = new Promise<number | NodeJS.Signals | null>((done) => child.on('close', (code, signal) => done(code ?? signal)));
    return { child, ended, said: () => said };
  }

  it('keeps the exit code of a command whose output nobody reads to the end', async () => {
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

  it('hands SIGTERM on to all that a command started, and ends with 143', async () => {
    const pids = join(place.path, 'pids');
    const { child, ended } = start(['run', '--', 'sh', '-c', `sleep 300 & echo $! > ${pids}; wait`]);
    while (!existsSync(pids) || !readFileSync(pids, 'utf8').includes('\n')) await wait(20);
    child.kill('SIGTERM');
    assert.equal(await ended, 143);
    const pid = Number(readFileSync(pids, 'utf8'));
    for (let tries = 0; tries < 200 && isRunning(pid); tries++) await wait(20);
    assert.equal(isRunning(pid), false);
  });

  it('waits for no process that a command left running', async () => {
    const { ended } = start(['run', '--', 'sh', '-c', 'sleep 30 & exit 3']);
    assert.equal(await ended, 3);
  });

  it('says in one sentence that a full disk took no output', async function () {
    if (!existsSync('/dev/full')) this.skip();
    const full = openSync('/dev/full', 'w');
    const { ended, said } = start(['--help'], ['ignore', full, 'pipe']);
    assert.equal(await ended, 74);
    closeSync(full);
    assert.match(said(), /^Standard output cannot be written \(ENOSPC\)\.\n$/);
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

  it('ends as it would where nobody reads standard error', async () => {
    const { child, ended } = start(['parse', '/nonexistent']);
    child.stderr?.destroy();
    assert.equal(await ended, 2);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync(`/proc/${pid}/status`) || !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
