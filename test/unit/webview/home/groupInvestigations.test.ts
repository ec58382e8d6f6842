import assert from 'node:assert/strict';
import { groupInvestigations } from '../../../../src/webview/home/groupInvestigations';

const summary = (id: string, at: string, failure?: string) => ({ id, title: id, status: 'open' as const, at, failure });

describe('groupInvestigations', () => {
  it('puts investigations of one failure together, newest first', () => {
    const groups = groupInvestigations([
      summary('a', '2025-06-01', 'x'),
      summary('b', '2025-06-03', 'y'),
      summary('c', '2025-06-04', 'x'),
      summary('d', '2025-06-02'),
    ]);
    assert.deepEqual(
      groups.map(({ newest, earlier }) => [newest.id, ...earlier.map(({ id }) => id)]),
      [['c', 'a'], ['b'], ['d']],
    );
  });
});
