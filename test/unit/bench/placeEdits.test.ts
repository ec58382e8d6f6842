import assert from 'node:assert/strict';
import { placeEdits } from '../../../bench/support/mutants/placeEdits';
import { applyEdits } from '../../../src/core/syntax/edits/codeEdit';
import { listMutations } from '../../../training/mutants/listMutations';

const FUNCTION = 'function all(xs) {\n  return xs.length > 1;\n}\n';

async function placedIn(other: string): Promise<string | undefined> {
  const text = `const a = 1;\n${FUNCTION}`;
  const mutation = (await listMutations('a.js', text)).find(({ edits }) => applyEdits(text, edits).includes('xs.length >= 1'));
  assert.ok(mutation);
  const edits = placeEdits(text, other, mutation);
  return edits && applyEdits(other, edits);
}

describe('placeEdits', () => {
  it('makes the mistake in the same function of a file that differs elsewhere', async () => {
    assert.equal(
      await placedIn(`// Long before.\n${FUNCTION}all();\n`),
      '// Long before.\nfunction all(xs) {\n  return xs.length >= 1;\n}\nall();\n',
    );
  });

  it('makes none where the function differs, or is there twice', async () => {
    assert.equal(await placedIn('function all(xs) {\n  return xs.length > 1; // at least two\n}\n'), undefined);
    assert.equal(await placedIn(FUNCTION + FUNCTION), undefined);
  });
});
