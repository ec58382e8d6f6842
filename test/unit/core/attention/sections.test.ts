import assert from 'node:assert/strict';
import type { Row } from '../../../../src/core/attention/modelRun';
import { rowName, rowsBySection, sectionRuns } from '../../../../src/core/attention/sections';

const row = (section: Row['section'], file?: string, line?: number): Row => ({ section, text: '', start: 0, end: 1, file, line });
const rows = [row('error'), row('error'), row('code', 'src/a.ts', 4), row('error')];

describe('sections', () => {
  it('keeps the order of reading', () => {
    assert.deepEqual(sectionRuns(rows), [
      { section: 'error', start: 0, end: 2 },
      { section: 'code', start: 2, end: 3 },
      { section: 'error', start: 3, end: 4 },
    ]);
    assert.deepEqual(
      [...rowsBySection(rows)],
      [
        ['error', [0, 1, 3]],
        ['code', [2]],
      ],
    );
  });

  it('names a line by its file, or by its section', () => {
    assert.equal(rowName(rows, 2), 'a.ts:4');
    assert.equal(rowName(rows, 1), 'Error, line 2');
  });
});
