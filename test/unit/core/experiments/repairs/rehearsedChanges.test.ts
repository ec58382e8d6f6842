import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../../realBugs/packagedGrammars';
import { listRepairs, type RepairCandidate } from '../../../../../src/core/experiments/repairs/listRepairs';
import { rehearsedChanges, Rehearsals } from '../../../../../src/core/experiments/repairs/rehearsedCards';
import { inRehearsedOrder, type RehearsedChanges } from '../../../../../src/core/experiments/repairs/rehearsedChanges';
import { candidateFacts } from '../../../../../src/core/suspects/candidateFacts';
import { relatedCode } from '../../../../../src/core/suspects/explain/relatedCode';
import { finishRanking } from '../../../../../src/core/suspects/finishRanking';
import { priorRanking, suspectsOf } from '../../../../../src/core/suspects/ranking';
import { openSyntax, openTrees } from '../../../../../src/core/syntax/openSyntax';
import { evidenceIn } from '../../../../support/hypothesesOf';
import { memoryReader } from '../../../../support/memoryReader';

const syntax = openSyntax(packagedGrammars);
const parse = openTrees(packagedGrammars);

const FILES = {
  'shop.py': `def fee(days, free):
    if days < free:
        return 0
    return 20


def late(days, free):
    if days > free:
        return True
    return False


def label(days, free):
    return f'{fee(days, free)} cents'
`,
  'test_shop.py': `from shop import label


def test_label():
    assert label(7, 7) == '0 cents'


def test_paid():
    assert label(8, 7) == '20 cents'
`,
};

const OUTPUT = `=================================== FAILURES ===================================
__________________________________ test_label __________________________________

    def test_label():
>       assert label(7, 7) == '0 cents'
E       AssertionError: assert '20 cents' == '0 cents'

test_shop.py:5: AssertionError
=========================== short test summary info ============================
FAILED test_shop.py::test_label - AssertionError: assert '20 cents' == '0 cents'
`;

/** The changes of a search in files with these line ends, and what is known of them from before. */
async function searchIn(lineEnd: string): Promise<{
  listed: RepairCandidate[];
  rehearsed: RehearsedChanges;
  read: (file: string) => Promise<string | undefined>;
}> {
  const reader = memoryReader(FILES);
  const evidence = await evidenceIn(OUTPUT, reader);
  const facts = await candidateFacts(evidence, { reader, syntax });
  const ranking = finishRanking(evidence, priorRanking(evidence, facts), await relatedCode(evidence, facts, { reader, syntax }));
  const rehearsal = await new Rehearsals().of(evidence, ranking, { reader, syntax, parse, now: () => 0 });
  const read = async (file: string): Promise<string | undefined> => (await reader.read(file))?.replaceAll('\n', lineEnd);
  const late = { file: 'shop.py', line: 8, function: 'late', functionRange: [7, 10] as [number, number], score: 0.1, reasons: [] };
  const suspects = [...suspectsOf(ranking).filter(({ function: name }) => name !== 'late'), late];
  const { expectations } = evidence.report;
  const listed = await listRepairs(suspects, { kind: 'assertion', expectations }, [], { read, parse });
  return { listed, rehearsed: rehearsedChanges(rehearsal!), read };
}

const at = (candidates: readonly RepairCandidate[], text: string): number => candidates.findIndex((each) => each.text.includes(text));

describe('the changes of a search for which a failing test was worked through', () => {
  it('begin with one that would pass', async () => {
    const { listed, rehearsed, read } = await searchIn('\n');
    assert.ok(at(listed, 'days <= free') > 0);
    const ordered = await inRehearsedOrder(listed, rehearsed, read);
    assert.equal(at(ordered, 'days <= free'), 0);
    assert.equal(ordered[0]!.rehearsed, true);
    assert.equal(new Set(ordered.map(({ text }) => text)).size, ordered.length, 'none twice');
    assert.equal(ordered.length, listed.length);
  });

  it('end with those that would fail, and after them those of lines that it does not run', async () => {
    const { listed, rehearsed, read } = await searchIn('\n');
    const ordered = await inRehearsedOrder(listed, rehearsed, read);
    const places = ordered.map(({ function: name }) => name === 'late');
    assert.ok(places.includes(true));
    assert.ok(places.slice(places.indexOf(true)).every(Boolean), 'nothing that runs after what does not');
    const [kept, refuted] = [at(ordered, 'days <= free'), at(ordered, 'days >= free')];
    assert.ok(kept < refuted && refuted < places.indexOf(true), `${kept} ${refuted} ${places.indexOf(true)}`);
    assert.ok(ordered.slice(refuted, places.indexOf(true)).every((each) => !each.rehearsed));
  });

  it('are the same in files with other line ends, which they keep', async () => {
    const { listed, rehearsed, read } = await searchIn('\r\n');
    const [first] = await inRehearsedOrder(listed, rehearsed, read);
    assert.match(first!.text, /^def fee\(days, free\):\r\n {4}if days <= free:\r\n/);
    assert.doesNotMatch(first!.text, /[^\r]\n/);
  });

  it('are in the order of their list where a file was changed since', async () => {
    const { listed, rehearsed, read } = await searchIn('\n');
    const changed = async (file: string): Promise<string | undefined> => `${await read(file)}${file === 'test_shop.py' ? '\n' : ''}`;
    assert.deepEqual(await inRehearsedOrder(listed, rehearsed, changed), listed);
  });
});
