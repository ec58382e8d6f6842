import assert from 'node:assert/strict';
import type { Coverage, RanLines } from '../../../../src/core/experiments/coverage';
import { withCoverage } from '../../../../src/core/experiments/withCoverage';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import type { RankedFunction, Ranking } from '../../../../src/core/suspects/ranking';

function ran(files: Record<string, number[]>): RanLines {
  return new Map(Object.entries(files).map(([file, lines]) => [file, { lines: new Set(lines), functions: new Set<number>() }]));
}

/** A function of ten lines, with its name and share. */
function ranked(name: string, startLine: number, share: number, lines: number[] = []): RankedFunction {
  const candidate = { file: 'a.js', startLine, endLine: startLine + 9, function: name };
  return {
    facts: { candidate, frameLines: [] },
    share,
    score: share,
    reasons: [],
    lines: lines.map((line) => ({ line, share: 1 / lines.length, marks: new Set(), reasons: [] })),
  } as unknown as RankedFunction;
}

const ranking: Ranking = {
  by: 'test',
  facts: [],
  functions: [ranked('never', 1, 0.5), ranked('always', 11, 0.3, [12, 13]), ranked('alone', 21, 0.2)],
};

function names({ functions }: Ranking): (string | undefined)[] {
  return functions.map(({ facts }) => facts.candidate.function);
}

describe('withCoverage', () => {
  const coverage: Coverage = { failing: ran({ 'a.js': [13, 22] }), passing: [ran({ 'a.js': [2, 12, 13] }), ran({ 'a.js': [12, 13] })] };

  it('removes functions that the failing test never called, and raises those that only it called', () => {
    const changed = withCoverage(ranking, coverage);
    assert.deepEqual(names(changed), ['alone', 'always']);
    assert.ok(Math.abs(changed.functions.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-9);
  });

  it('puts lines that ran before lines that did not', () => {
    const always = withCoverage(ranking, coverage).functions.find(({ facts }) => facts.candidate.function === 'always');
    assert.deepEqual(
      always?.lines.map(({ line }) => line),
      [13, 12],
    );
  });

  it('keeps functions on the stack, whatever the coverage', () => {
    const never = ranked('never', 1, 0.5);
    const onStack = { ...never, facts: { ...never.facts, frameLines: [3] } };
    const changed = withCoverage({ ...ranking, functions: [onStack, ...ranking.functions.slice(1)] }, coverage);
    assert.deepEqual(names(changed), ['never', 'alone', 'always']);
  });

  it('keeps a function that the call could not enter, as the error says', () => {
    const never = ranked('never', 1, 0.5);
    const refused: RankedFunction = { ...never, facts: { ...never.facts, refused: true } };
    const changed = withCoverage({ ...ranking, functions: [refused, ...ranking.functions.slice(1)] }, coverage);
    assert.equal(names(changed)[0], 'never');
  });

  it('says of a function on the stack nothing that was not counted', () => {
    const uncounted = ranked('uncounted', 31, 0.5);
    const onStack = { ...uncounted, facts: { ...uncounted.facts, frameLines: [33] } };
    const { functions } = withCoverage({ ...ranking, functions: [onStack, ...ranking.functions] }, coverage);
    const reasonsOf = (name: string) => functions.find(({ facts }) => facts.candidate.function === name)?.reasons;
    assert.deepEqual(reasonsOf('uncounted'), []);
    assert.deepEqual(reasonsOf('alone'), [{ kind: 'onlyFailingRuns' }]);
  });

  it('leaves the ranking unchanged where the run is unrelated', () => {
    assert.equal(withCoverage(ranking, { failing: ran({ 'b.js': [1] }), passing: [] }), ranking);
    assert.equal(withCoverage(ranking, { failing: ran({}), passing: [] }), ranking);
  });

  it('keeps functions of files without coverage, after the others', () => {
    const other = ranked('elsewhere', 1, 0.9);
    other.facts.candidate.file = 'native.ts';
    assert.deepEqual(names(withCoverage({ by: 'test', facts: [], functions: [other, ...ranking.functions] }, coverage)), [
      'alone',
      'always',
      'elsewhere',
    ]);
  });

  describe('with what the functions return', () => {
    const ranAll: Coverage = { failing: ran({ 'a.js': [2, 12, 22] }), passing: [] };
    const at = (startLine: number, facts: object) => ({ file: 'a.js', startLine, endLine: startLine + 9, ...facts });

    it('raises the function that made the asserted value, and says so', () => {
      const { functions } = withCoverage(ranking, { ...ranAll, returned: [at(1, {}), at(21, { made: true })] });
      assert.equal(functions[0]?.facts.candidate.function, 'alone');
      assert.deepEqual(functions[0]?.reasons, [{ kind: 'madeAsserted', what: 'value' }]);
    });

    it('raises the first function with a wrong piece instead of the one that put the pieces together', () => {
      const returned = [at(1, { made: true }), at(11, { pieceAt: 9 }), at(21, { pieceAt: 4 })];
      const { functions } = withCoverage(ranking, { ...ranAll, returned });
      assert.deepEqual(names({ ...ranking, functions }), ['alone', 'never', 'always']);
      assert.deepEqual(functions[0]?.reasons, [{ kind: 'madeAsserted', what: 'piece' }]);
    });

    it('raises the function with a change that passes where the error arises in the code, and tells of how many others without one', () => {
      const effects = [at(1, {}), at(11, { unproven: true }), at(21, { passes: true })].map((each) => ({ ...each, tried: 5, altered: 2 }));
      const [never, ...others] = ranking.functions;
      const thrower = { ...never!, facts: { ...never!.facts, stackPlace: 0, frameLines: [3] } };
      const { functions } = withCoverage({ ...ranking, functions: [thrower, ...others] }, { ...ranAll, effects });
      assert.deepEqual([functions[0]?.facts.candidate.function, functions[0]?.reasons], ['alone', [{ kind: 'changePasses', notIn: 1 }]]);
      const asserted = withCoverage(ranking, { ...ranAll, effects });
      assert.deepEqual(names(asserted), names(withCoverage(ranking, ranAll)));
    });

    it('does not look at results where the error arises in the code', () => {
      const thrower = ranked('never', 1, 0.5);
      const crash = { ...thrower, facts: { ...thrower.facts, stackPlace: 0, frameLines: [3] } };
      const returned = [at(21, { made: true })];
      const { functions } = withCoverage({ ...ranking, functions: [crash, ...ranking.functions.slice(1)] }, { ...ranAll, returned });
      assert.equal(functions[0]?.facts.candidate.function, 'never');
    });

    it('lets a called function inside another stand for itself', async () => {
      const text = ['exports.all = function (list) {', ...body('walk'), '  return walk(list);', '};', ''].join('\n');
      const file = await openSyntax(packagedGrammars).parse('a.js', text);
      const outer = ranked('all', 1, 0.9, [14]);
      Object.assign(outer.facts.candidate, { endLine: 15 });
      const facts = [{ ...outer.facts, file, changes: [] }] as unknown as Ranking['facts'];
      const whole = { by: 'test', facts, functions: [{ ...outer, facts: facts[0]! }] };
      const coverage: Coverage = { failing: ran({ 'a.js': [3, 14] }), passing: [] };
      const { functions } = withCoverage(whole, { ...coverage, returned: [{ file: 'a.js', startLine: 2, endLine: 13 }] });
      assert.deepEqual(names({ ...ranking, functions }), ['all.walk', 'all']);
    });
  });
});

/** A function of twelve lines. */
function body(name: string): string[] {
  return [`  function ${name}(node) {`, ...Array.from({ length: 10 }, (_, at) => `    node = node + ${at};`), '  }'];
}
