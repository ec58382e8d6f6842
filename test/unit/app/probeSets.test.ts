import assert from 'node:assert/strict';
import { MOST_HITS, ProbeSets } from '../../../src/app/probeSets';
import type { Hop } from '../../../src/core/experiments/valueChain/hop';
import type { RunRecord } from '../../../src/core/investigation/runRecord';
import { report, started } from '../core/investigation/investigationFixtures';

const hop = (line: number, over: Partial<Hop> = {}): Hop => ({
  ...{ file: 'src/a.ts', line, column: 1, endLine: line, expression: 'items', when: 'before', look: 'items', tested: false },
  ...over,
});
const place = (index: number, line: number) => ({
  hop: index,
  file: 'src/a.ts',
  line,
  language: 'javascript' as const,
  expression: 'items',
});

function opened() {
  const records: Omit<RunRecord, 'at'>[] = [];
  const later: (() => void)[] = [];
  const sets = new ProbeSets({
    runs: { record: async (_id, record) => void records.push(record) },
    ledger: { get: (id) => (id === 'one' ? started([report('x')]) : undefined) },
    redact: async (texts) => texts.map((text) => text.replaceAll('hunter2', '<SECRET_1>')),
    later: (run) => later.push(run),
    newSet: () => 'k3f9',
  });
  const set = sets.open({
    kind: 'logpoints',
    investigation: 'one',
    value: { file: 'src/a.ts', line: 9, expression: 'items' },
    hops: [hop(9), hop(4, { declared: 'Item[]', into: 0 })],
    places: [place(0, 9), place(1, 5)],
  });
  return { sets, set, records, later };
}

describe('ProbeSets', () => {
  it('makes one line of the timeline from the output, with the first place where it goes wrong', async () => {
    const { sets, set, records, later } = opened();
    sets.printed('[debug-with-context k3f9.1] items = undefined\n');
    sets.printed("hello\n[debug-with-context k3f9.0] items = 'undefined'\n");
    assert.equal(later.length, 1, 'what is printed at once is written once');
    await sets.write(set.id);
    const [record] = records;
    assert.equal(record?.id, 'probes.k3f9');
    assert.equal(record.found?.followed?.by, 'debugger');
    assert.match(record?.text ?? '', /^in the debugger, `items` first goes wrong at a\.ts:4/);
    assert.deepEqual(
      record?.found?.followed?.hops.map(({ line, failing }) => [line, failing]),
      [
        [4, 'undefined'],
        [9, 'undefined'],
      ],
    );
  });

  it('ignores other sets, unknown places, and a removed set', () => {
    const { sets, set } = opened();
    sets.printed('[debug-with-context aaaa.0] items = int\n[debug-with-context k3f9.7] items = int\n');
    assert.equal(set.hits.length, 0);
    sets.close(set.id);
    sets.printed('[debug-with-context k3f9.0] items = int\n');
    assert.equal(set.hits.length, 0);
  });

  it('reports once which probe has reached its limit', () => {
    const { sets, set } = opened();
    const line = '[debug-with-context k3f9.0] items = int\n';
    assert.deepEqual(sets.printed(line.repeat(MOST_HITS - 1)), []);
    assert.deepEqual(sets.printed(line.repeat(2)), [{ set: 'k3f9', index: 0 }]);
    assert.deepEqual(sets.printed(line), []);
    assert.equal(set.hits.length, MOST_HITS);
  });

  it('replaces secrets in a value that was printed itself', async () => {
    const { sets, set, records } = opened();
    sets.printed('[debug-with-context k3f9.0] items = "hunter2"\n');
    await sets.write(set.id);
    assert.equal(records[0]?.found?.followed?.hops[0]?.failing, '<SECRET_1>');
  });
});
