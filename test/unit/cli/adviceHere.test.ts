import assert from 'node:assert/strict';
import { assessPieces } from '../../../src/core/context/assessPieces';
import { adviceHere } from '../../../src/cli/adviceHere';

describe('adviceHere', () => {
  it('names an option for each piece that the panel has a button for', () => {
    const evidence = {
      ...{ snippets: [], candidates: [], resolutions: [], recentChanges: [], values: [], notices: [] },
      report: { errors: [{ type: 'E', message: 'x', frames: [], language: 'go', role: 'thrown' }], expectations: [] },
    } as unknown as Parameters<typeof assessPieces>[0];
    const said = assessPieces(evidence, { changesRead: true } as unknown as Parameters<typeof assessPieces>[1]).flatMap(
      ({ advice }) => advice ?? [],
    );
    assert.ok(said.length >= 3, said.join('\n'));
    for (const advice of said) assert.doesNotMatch(adviceHere(advice), /by hand|paste|I expected/, advice);
    assert.equal(
      adviceHere('2 frames could not be found in this workspace: add the missing files by hand.'),
      '2 frames could not be found in this workspace: add the code with --add FILE:10-40',
    );
  });
});
