import assert from 'node:assert/strict';
import { parseFailure } from '../../../src/core/capture/captureFailure';
import { renderDiagnosis } from '../../../src/cli/renderDiagnosis';

function headOf(text: string): string[] {
  const rendered = renderDiagnosis({
    report: parseFailure(text),
    context: { snippets: [], recentChanges: [], missing: [], tokens: 0, redactions: 0 },
    suspects: [],
    hypotheses: [],
    provider: 'none',
  });
  return rendered.split('\n').slice(0, 2);
}

describe('renderDiagnosis', () => {
  it('names the first place of the workspace, without a line if the trace has none', () => {
    assert.deepEqual(headOf('TypeError: x\n    at f (node:fs:1:1)\n    at g (/app/a.js:3:4)\n'), ['TypeError: x', '  at /app/a.js:3']);
    assert.equal(headOf("Error: Cannot find package 'x' imported from /app/a.js\n    at f (node:fs:1:1)\n")[1], '  at /app/a.js');
  });
});
