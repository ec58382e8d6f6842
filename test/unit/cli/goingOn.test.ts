import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtCli } from '../../support/builtCli';
import { TempFolder } from '../../support/gitRepository';

/** As installed: a run that outlives its call needs a program that can start itself. */
describe('run --investigate, read in several calls', function () {
  this.timeout(120_000);
  const place = new TempFolder();
  const runs = join(place.path, 'state/debug-with-context/runs');
  before(() => {
    writeFileSync(join(place.path, 'slow.js'), 'setTimeout(() => total(), 4000);\nfunction total(rows) {\n  return rows.length;\n}\n');
    writeFileSync(
      join(place.path, 'deep.js'),
      'function down(n) {\n  return n ? up(n - 1) : nothing.here;\n}\nfunction up(n) {\n  return down(n);\n}\ndown(9);\n',
    );
  });
  after(() => place.dispose());

  const call = (...args: string[]): ReturnType<typeof callWith> => callWith(join(place.path, 'state'), ...args);

  function callWith(state: string, ...args: string[]): { code: number | null; out: string; err: string } {
    const env = { ...process.env, XDG_STATE_HOME: state };
    const { status, stdout, stderr } = spawnSync(process.execPath, [builtCli(), ...args], {
      cwd: place.path,
      env,
      encoding: 'utf8',
    });
    return { code: status, out: stdout, err: stderr };
  }

  it('answers with its id and how far it is, and goes on when it is called with the id', () => {
    const first = call('run', '--investigate', '--wait', '1', '--seconds', '1', '--', process.execPath, 'slow.js');
    assert.equal(first.code, 75);
    const { id } = /^The run (?<id>[0-9a-f]{8}) of .* goes on: \d+ s so far, the command is still running\./.exec(first.out)?.groups ?? {};
    assert.ok(id, first.out);
    assert.match(first.out, new RegExp(`^To read on: debug-with-context run --investigate --continue ${id}$`, 'm'));
    const last = call('run', '--investigate', '--continue', id, '--wait', '100');
    assert.equal(last.code, 1);
    assert.match(last.out, /TypeError: Cannot read properties of undefined \(reading 'length'\)\n {2}slow\.js:3 total/);
    assert.match(last.err, /return rows\.length;/);
    assert.deepEqual(readdirSync(runs), []);
  });

  it('says of an id without a run what to do', () => {
    const { code, err } = call('run', '--investigate', '--continue', '00000000');
    assert.deepEqual([code, /^There is no run 00000000: .* Start it again with run --investigate -- COMMAND\.\n$/.test(err)], [2, true]);
    for (const bad of ['../../etc', 'x']) assert.equal(call('run', '--investigate', '--continue', bad).code, 2);
    assert.equal(existsSync(join(runs, '..', '..', 'etc')), false);
  });

  it('passes on wrong usage as any call does', () => {
    const { code, err } = call('run', '--investigate', '--workspace', 'nowhere', '--', process.execPath, 'slow.js');
    assert.equal(code, 2);
    assert.match(err, /nowhere is not a folder that can be read/);
  });

  it('shows of a Node program the trace up to where it begins, however deep it is', () => {
    const { code, err } = call('run', '--investigate', '--wait', '100', '--seconds', '1', '--', process.execPath, 'deep.js');
    assert.equal(code, 1);
    assert.match(err, /deep\.js:7:1\)/);
  });

  it('answers in one call where its record cannot be written', () => {
    const { code, out } = callWith(
      join(place.path, 'slow.js'),
      'run',
      '--investigate',
      '--seconds',
      '1',
      '--',
      process.execPath,
      'deep.js',
    );
    assert.equal(code, 1);
    assert.match(out, /nothing is not defined/);
  });

  it('says that a command passes, and that all its tests did', () => {
    writeFileSync(join(place.path, 'passes.js'), 'require("node:test")("adds", () => {});\n');
    const { code, out } = call('run', '--investigate', '--wait', '100', '--', process.execPath, 'passes.js');
    assert.equal(code, 0);
    assert.match(out, /^All tests passed \(1\)\. .* passes: there is nothing to investigate\.$/m);
  });
});
