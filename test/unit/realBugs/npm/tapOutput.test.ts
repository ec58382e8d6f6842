import { deepStrictEqual, strictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTap } from '../../../../realBugs/npm/tapOutput';

const recorded = (name: string): string => readFileSync(join(__dirname, '../../../fixtures/runners', name, 'output.txt'), 'utf8');

describe('parseTap', () => {
  it("numbers the assertions of each of tape's tests", () => {
    deepStrictEqual(
      parseTap(recorded('tape/tape'))?.map(({ key, ok }) => `${ok ? 'ok' : 'not ok'}${key}`),
      ['ok > total #1', 'not ok > total #2', 'not ok > describes #1', 'not ok > describes #2', 'not ok > copes with nothing #1'],
    );
  });

  it('recognises lines that only sum up the subtests of tap', () => {
    const assertions = parseTap(recorded('tap/tap')) ?? [];
    deepStrictEqual(
      assertions.filter(({ parent }) => !parent).map(({ key, ok }) => `${ok ? 'ok' : 'not ok'}${key}`),
      ['ok > total #1', 'not ok > total #2', 'not ok > describes #1', 'not ok > describes #2', 'not ok > copes with nothing #1'],
    );
    strictEqual(assertions.filter(({ parent }) => parent).length, 3);
  });

  it('includes the block below an assertion', () => {
    const text = recorded('tape/tape');
    const failed = parseTap(text)?.find(({ ok }) => !ok);
    const lines = text.split('\n').slice(failed?.start, failed?.end);
    strictEqual(lines[0], 'not ok 2 sums prices');
    strictEqual(lines.at(-1), '  ...');
  });

  it('gives undefined for output that is not TAP', () => {
    strictEqual(parseTap('  1 passing (3ms)\n'), undefined);
  });

  it('leaves out tests that are marked as to do or skipped', () => {
    deepStrictEqual(parseTap('TAP version 13\nnot ok 1 later # TODO\nok 2 other # SKIP\n'), []);
  });
});
