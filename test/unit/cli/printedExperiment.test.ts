import assert from 'node:assert/strict';
import { besideExperiment, notMade, printedExperiment } from '../../../src/cli/printedExperiment';

describe('printedExperiment', () => {
  const made = notMade('trace', ['npm', 'test'], 'why');

  it('keeps words out of the shapes of hops', () => {
    const hop = { file: 'a.js', line: 1, expression: 'x', failing: 'str(3), the value that the test got', passing: [] };
    const { verdict } = printedExperiment({ ...made, verdict: { hops: [hop] } });
    assert.deepEqual(verdict, { hops: [{ ...hop, failing: 'str(3)' }] });
  });

  it('tells beside the JSON what has no field in it', () => {
    const repair = { ...made, purpose: 'repair', verdict: { candidates: [], tried: 3, stopped: true as const } };
    assert.deepEqual(printedExperiment(repair).verdict, { candidates: [], tried: 3 });
    assert.match(besideExperiment(repair).join('\n'), /^why\nThe time was used up/);
  });
});
