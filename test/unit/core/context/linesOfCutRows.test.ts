import assert from 'node:assert/strict';
import { flatFrames } from '../../../../src/core/context/failureEvidence';
import { evidenceIn } from '../../../support/hypothesesOf';
import { memoryReader } from '../../../support/memoryReader';

const load = `${'\n'.repeat(10)}function load(row) {
  const name = row.name;
  return shout(name);
}
`;
const files = { 'load.js': load, 'run.js': 'function run() {\n  return load(undefined);\n}\n' };

async function evidenceOf(row: string, given: Record<string, string> = files) {
  return evidenceIn(`TypeError: no name\n${row}\n    at run (/app/run.js:2:10)\n`, memoryReader(given));
}

async function told(row: string, given: Record<string, string> = files) {
  const { report, snippets } = await evidenceOf(row, given);
  const code = snippets.filter(({ frame }) => frame !== undefined);
  return [
    flatFrames(report).map(({ function: name = '', line }) => `${name} ${line}`),
    code.map(({ function: name, reason }) => `${name}: ${reason}`),
  ];
}

describe('a row of a trace that a log cut', () => {
  it('has its line again where one line of its function begins so', async () => {
    const sure = { 'load.js': load.slice(5), 'run.js': files['run.js'] };
    const whole = [
      ['load 7', 'run 2'],
      ['load: the error is thrown here', 'run: on the call path'],
    ];
    assert.deepEqual(await told('    at load (/app/load.js:7:12)', sure), whole);
    for (const cut of ['7', '7:', '7:1', '7:12', '7…']) assert.deepEqual(await told(`    at load (/app/load.js:${cut}`, sure), whole, cut);
  });

  it('keeps its place in the stack where its line is not known: what called it does not throw', async () => {
    for (const cut of ['', '1', '1...'])
      assert.deepEqual(await told(`    at load (/app/load.js:${cut}`), [['load 0', 'run 2'], ['run: on the call path']], cut);
    assert.deepEqual(await told('    at load (/app/load.js:1', { 'run.js': files['run.js'] }), [
      ['load 0', 'run 2'],
      ['run: on the call path'],
    ]);
  });

  it('has the line that calls the frame below', async () => {
    const caller = 'function run() {\n  const at = 1;\n  return load(at);\n}\n';
    const shifted = { 'load.js': load, 'run.js': `${'\n'.repeat(9)}${caller}` };
    const text = 'TypeError: no name\n    at load (/app/load.js:12:12)\n    at run (/app/run.js:1\n';
    const { report } = await evidenceIn(text, memoryReader(shifted));
    assert.deepEqual(
      flatFrames(report).map(({ line }) => line),
      [12, 12],
    );
  });
});
