import assert from 'node:assert/strict';
import { notMade } from '../../../src/cli/printedExperiment';
import { renderExperiment } from '../../../src/cli/renderExperiment';

describe('renderExperiment', () => {
  it('says so if nothing was seen of a command that fails', () => {
    for (const [purpose, sentence] of [
      ['values', 'No error was seen being thrown in code of this workspace, so there are no values to show.'],
      ['trace', 'The value was not seen: no observed program of the command reached that line.'],
    ] as const) {
      const experiment = notMade(purpose, ['false'], '');
      const said = renderExperiment({ ...experiment, baseline: { outcome: 'fails', error: { type: '', message: 'exit code 1' } } });
      assert.equal(said, `false\n\nFails as it is: exit code 1\n${sentence}\n\n0 runs in 0 s; nothing was edited.\n`);
      const passes = renderExperiment({ ...experiment, baseline: { outcome: 'passes', why: 'The command does not fail.' } });
      assert.ok(!passes.includes(sentence));
    }
  });
});
