import assert from 'node:assert/strict';
import { captureFailure } from '../../../../../src/core/capture/captureFailure';

describe('vitest', () => {
  it('names the test of a project, printed with colours and without', async () => {
    const label = { plain: '|app| ', coloured: '\u001b[30m\u001b[43m app \u001b[49m\u001b[39m ' };
    for (const [name, project] of Object.entries(label)) {
      const text = `\u001b[41m\u001b[1m FAIL \u001b[22m\u001b[49m ${project}app.test.ts\u001b[2m > \u001b[22msum > nothing
\u001b[31m\u001b[1mTypeError\u001b[22m: Cannot read properties of undefined (reading 'length')\u001b[39m
\u001b[36m \u001b[2m❯\u001b[22m size ../lib/lib.ts:\u001b[2m1:65\u001b[22m\u001b[39m
\u001b[90m \u001b[2m❯\u001b[22m app.test.ts:\u001b[2m3:32\u001b[22m\u001b[39m
`;
      const { errors } = await captureFailure(text);
      assert.deepEqual(
        errors.map(({ type, test, frames }) => [type, test, frames.map(({ file }) => file)]),
        [['TypeError', 'sum > nothing', ['../lib/lib.ts', 'app.test.ts']]],
        name,
      );
    }
  });
});
