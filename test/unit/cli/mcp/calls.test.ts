import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Calls } from '../../../../src/cli/mcp/calls';
import { builtCli } from '../../../support/builtCli';

describe('Calls', () => {
  const step = { signal: new AbortController().signal, onProgress: () => {} };
  const call = { argv: ['run', '--for=agent', '--', 'sleep', '2'], cwd: process.cwd(), title: 'sleep 2', tool: 'run_and_diagnose' };

  it('says how to read on if a run takes longer than a client waits, and gives its answer once', async () => {
    const calls = new Calls(dirname(builtCli()), 300);
    const first = await calls.run(call, step);
    assert.match(first.text, /^sleep 2 goes on: \d s so far, .*\. Call run_and_diagnose with \{"continue": "r1"\} to read on\.$/);
    let { text } = first;
    while (/goes on/.test(text)) ({ text } = await calls.readOn('r1', step));
    assert.equal(text, 'sleep 2 passes: there is nothing to investigate.');
    assert.match((await calls.readOn('r1', step)).text, /^There is no run r1/);
  });

  it('runs a few commands at a time', async () => {
    const calls = new Calls(dirname(builtCli()), 1);
    const answers = await Promise.all(Array.from({ length: 5 }, () => calls.run(call, step)));
    assert.match(answers[4]?.text ?? '', /^4 runs are under way: read one of them \(r1, r2, r3, r4\) or wait\.$/);
    calls.endAll();
  });

  it('takes new commands when the answers of earlier ones were never read', async () => {
    const calls = new Calls(dirname(builtCli()), 1);
    const quick = { ...call, argv: ['--version'] };
    const ids = await Promise.all(Array.from({ length: 4 }, () => calls.run(quick, step)));
    assert.ok(ids.every(({ text }) => /goes on/.test(text)));
    let { text } = await calls.run(quick, step);
    for (; /under way/.test(text); await pause(50)) ({ text } = await calls.run(quick, step));
    assert.match(text, /goes on: .*\{"continue": "r5"\}/);
    assert.match((await calls.readOn('r1', step)).text, /^\d+\.\d+\.\d+$|goes on/);
    calls.endAll();
  });
});
