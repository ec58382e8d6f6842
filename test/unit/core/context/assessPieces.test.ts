import assert from 'node:assert/strict';
import { assessPieces, type KnownChanges, type UnassessedEvidence } from '../../../../src/core/context/assessPieces';
import type { RecentChange, Snippet } from '../../../../src/core/context/failureEvidence';

const change = (file: string, line: number, suspect = false): RecentChange => ({
  file,
  startLine: line,
  endLine: line,
  when: '2026-11-29T10:00:00Z',
  commit: `c${line}`,
  diff: '',
  suspect,
});
const snippet = (file: string, startLine: number, endLine: number, role: Snippet['role'] = 'caller') =>
  ({ file, startLine, endLine, role }) as Snippet;

/** What the panel says about the recent changes. */
function changes(recentChanges: RecentChange[], snippets: Snippet[] = [], known?: KnownChanges): string | undefined {
  const evidence = { report: { errors: [], expectations: [] }, recentChanges, snippets, resolutions: [] } as unknown as UnassessedEvidence;
  return assessPieces(evidence, known).find(({ name }) => name === 'changes')?.summary;
}

describe('assessPieces on recent changes', () => {
  it('counts changes in the code that is shown, also far from the throw, with those of the call chain', () => {
    const list = [change('src/price.ts', 19), change('src/other.ts', 3), change('README.md', 1)];
    assert.equal(changes(list, [snippet('src/price.ts', 10, 30)]), '1 commit touches this code');
    const both = [change('src/price.ts', 19, true), change('src/a.ts', 2)];
    assert.equal(changes(both, [snippet('src/a.ts', 1, 9, 'test')]), '2 commits touch this code');
  });

  it('says that no change is in the shown code only where that is so', () => {
    assert.equal(changes([change('src/price.ts', 19)], [snippet('src/price.ts', 30, 40)]), '1 change, none in this code');
    assert.equal(
      changes([change('a.ts', 1)], [snippet('a.ts', 1, 5, 'changed')]),
      '1 change, none in this code',
      'shown only because it changed',
    );
  });

  it('does not say that nothing changed where the command did not run, or where the history has just begun', () => {
    assert.equal(changes([], [], { known: true, leftOut: 3 }), '3 changes, not looked at: the command did not run');
    assert.equal(
      changes([], [], { known: true, leftOut: 0, begins: '2026-11-29T11:55:00Z' }),
      'nothing changed since the first commit, which is recent itself',
    );
    assert.equal(changes([]), 'nothing changed');
  });
});

describe('assessPieces on what was expected', () => {
  it('asks for nothing that the test asserts, nor of code that does not compile', () => {
    const evidence = {
      report: { errors: [], expectations: [] },
      recentChanges: [],
      snippets: [],
      resolutions: [],
    } as unknown as UnassessedEvidence;
    const asked = (more: Partial<UnassessedEvidence>): string | undefined =>
      assessPieces({ ...evidence, ...more }).find(({ name }) => name === 'behavior')?.advice;
    assert.match(asked({}) ?? '', /^Say what should have happened/);
    const compiler = { type: 'TS2741', message: "Property 'mail' is missing", frames: [] };
    assert.equal(asked({ report: { errors: [compiler], expectations: [] } as unknown as UnassessedEvidence['report'] }), undefined);
    assert.equal(asked({ notReached: { text: 'assert.equal(total(), 3)', file: 'a.test.js', line: 3 } }), undefined);
  });
});
