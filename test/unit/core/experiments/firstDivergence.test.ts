import assert from 'node:assert/strict';
import { firstDivergence, type SeenHop } from '../../../../src/core/experiments/firstDivergence';
import { parseShape } from '../../../../src/core/experiments/shapeText';
import type { Hop } from '../../../../src/core/experiments/valueChain/hop';

function hop(line: number, failing: string[], passing: string[], more: Partial<Hop> = {}): SeenHop {
  return {
    hop: { file: 'a.ts', line, column: 1, endLine: line, expression: 'x', when: 'before', look: 'x', tested: false, ...more },
    failing: failing.map((text, at) => ({ shape: parseShape(text), order: line * 10 + at })),
    passing: passing.map(parseShape),
  };
}

/** Line of the divergence. */
function line(seen: SeenHop[]): number | undefined {
  const { hops, divergence } = firstDivergence(seen);
  return divergence === undefined ? undefined : hops[divergence]?.line;
}

describe('firstDivergence', () => {
  it('is the first place in time with a shape that passing runs lack', () => {
    assert.equal(line([hop(9, ['undefined'], ['[int]×1']), hop(3, ['undefined'], ['[int]×2']), hop(1, ['int'], ['int'])]), 3);
  });

  it('is none where every shape was seen in passing runs', () => {
    assert.equal(line([hop(9, ['undefined', '[int]×1'], ['undefined', '[int]×4'])]), undefined);
  });

  it("ignores shapes allowed by the declared type, the code's checks, or a later type", () => {
    assert.equal(line([hop(9, ['undefined'], ['int']), hop(5, ['null'], ['int'], { declared: 'number | null' })]), 9);
    assert.equal(line([hop(9, ['undefined'], ['int']), hop(5, ['null'], ['int'], { tested: true })]), 9);
    const later = [
      hop(9, ['undefined'], ['int']),
      hop(5, ['null'], ['int'], { declared: 'number | null' }),
      hop(2, ['null'], ['int'], { into: 1 }),
    ];
    assert.equal(line(later), 9);
  });

  it('uses declared types where no test passes', () => {
    assert.equal(line([hop(9, ['undefined'], []), hop(5, ['undefined'], [], { declared: 'Order[]' })]), 5);
    assert.equal(line([hop(5, ['str(2)'], [], { declared: 'number' })]), 5);
  });

  it('does not report another number of items or other fields as a divergence', () => {
    assert.equal(line([hop(5, ['[{a:int}]×3'], ['[{a:int, b:str(1)}]×1'])]), undefined);
    assert.equal(line([hop(5, ['[{a:undefined}]×3'], ['[{a:int}]×1'])]), 5);
  });

  it('is where a member that is read later is missing, unlike in passing runs', () => {
    const path = ['*', 'price'];
    assert.equal(line([hop(9, ['undefined'], ['int']), hop(5, ['[{}]×1'], ['[{price:int}]×2'], { path })]), 5);
    assert.equal(line([hop(9, ['undefined'], ['int']), hop(5, ['[{}]×1'], ['[{}]×2'], { path })]), 9, 'it may be added later');
    assert.equal(line([hop(9, ['None'], ['int']), hop(5, ['{price:None}'], [], { path: ['price'] })]), 5, 'it was set so');
    assert.equal(line([hop(9, ['undefined'], ['int']), hop(5, ['{}'], [], { path: ['price'] })]), 9);
  });

  it('is not at a missing value that was another one, or was replaced on the way', () => {
    const use = hop(9, ['undefined'], []);
    assert.equal(
      line([use, hop(5, ['undefined', '{}'], [], { into: 0 }), hop(2, ['null'], [], { into: 1 })]),
      5,
      'another kind of missing',
    );
    assert.equal(line([use, hop(5, ['{}'], [], { into: 0 }), hop(2, ['undefined'], [], { into: 1 })]), 9, 'replaced');
    assert.equal(line([hop(9, ['NaN'], []), hop(2, ['undefined'], [], { into: 0 })]), 2, 'no number is made of it');
    const named = { look: 'cm.unraisable' };
    const got = hop(9, ['Args[None|class]'], [], named);
    assert.equal(line([got, hop(5, ['None'], [], { ...named, into: 0 })]), undefined, 'a list that holds it is another value of that name');
    assert.equal(line([hop(9, ['[None]×1'], []), hop(5, ['None'], [], { into: 0, look: 'row' })]), 5, 'what is added is in the list');
    const late = hop(1, ['undefined'], [], { into: 1 });
    assert.equal(line([use, hop(5, ['Promise<pending>'], [], { into: 0 }), { ...late, failing: [{ ...late.failing[0]!, order: 70 }] }]), 1);
  });

  it('is where a member is read, not where the object without it comes by', () => {
    assert.equal(line([hop(9, ['undefined'], []), hop(5, ['undefined'], [], { into: 0, ahead: true })]), 9);
    assert.equal(line([hop(9, ['undefined'], []), hop(5, ['undefined'], ['int'], { into: 0, ahead: true })]), 5, 'passing tests had it');
  });

  it('is at the statement of the maker that handed the value out, where nothing else tells', () => {
    const returns = [
      { startLine: 3, endLine: 3, expression: 'true' },
      { startLine: 6, endLine: 7, expression: 'false' },
    ];
    const seen = hop(2, ['bool', 'bool'], ['bool'], { when: 'returns', returns });
    seen.failing = [
      { ...seen.failing[0]!, line: 3 },
      { ...seen.failing[1]!, line: 7 },
    ];
    const { hops, divergence } = firstDivergence([hop(9, ['bool'], []), seen], { file: 'a.ts', startLine: 1, endLine: 8, line: 6 });
    assert.deepEqual([hops[divergence ?? -1]?.line, hops[divergence ?? -1]?.expression], [6, 'false']);
  });

  it('is at a promise that is used as its value, from where it was first held', () => {
    const used = hop(9, ['Promise<int>'], [], { usedAsValue: true });
    assert.equal(line([used, hop(5, ['Promise<int>'], [], { into: 0 }), hop(2, ['Promise<int>'], [], { into: 1, when: 'returns' })]), 5);
    assert.equal(line([hop(9, ['Promise<int>'], ['Promise<int>'], { usedAsValue: true })]), undefined);
  });

  it('names the end of a function that handed nothing out by a statement', () => {
    const returns = [{ startLine: 5, endLine: 5, expression: 'row' }];
    const seen = hop(5, ['undefined'], ['int'], { when: 'returns', returns, ended: 'find()' });
    const { hops } = firstDivergence([{ ...seen, failing: seen.failing.map((each) => ({ ...each, line: 7 })) }]);
    assert.deepEqual([hops[0]?.line, hops[0]?.expression], [7, 'find()']);
  });

  it('shows a place once where a name is read and handed out', () => {
    const handed = hop(5, ['undefined'], ['int'], { when: 'returns' });
    const { hops, divergence } = firstDivergence([
      hop(9, ['undefined'], ['int']),
      hop(5, ['undefined'], ['int']),
      handed,
      hop(2, ['int'], ['int']),
    ]);
    assert.deepEqual([hops.map((each) => each.line), divergence], [[2, 5, 9], 1]);
  });

  it('is the first place with the value that the test got, where every shape is usual', () => {
    const wrong = (seen: SeenHop): SeenHop => ({ ...seen, failing: seen.failing.map((each) => ({ ...each, wrong: 'whole' as const })) });
    const seen = [wrong(hop(9, ['str(3)'], ['str(4)'])), wrong(hop(5, ['str(3)'], ['str(2)'])), hop(2, ['str(7)'], ['str(7)'])];
    assert.equal(line(seen), 5);
    const { hops } = firstDivergence(seen);
    assert.deepEqual(
      hops.map(({ failing }) => failing),
      ['str(7)', 'str(3), the value that the test got', 'str(3), the value that the test got'],
    );
    assert.equal(line([wrong(hop(9, ['str(3)'], ['str(4)'])), hop(7, ['undefined'], ['int'])]), 7, 'a strange shape tells more');
    const inTest = wrong(hop(2, ['str(3)'], [], { file: 'a.test.ts' }));
    assert.equal(line([...seen, inTest]), 5, 'what the test writes itself is no fault');
  });

  it('is in the function that first handed out the wrong value, not where that function got it', () => {
    const wrong = (seen: SeenHop): SeenHop => ({ ...seen, failing: seen.failing.map((each) => ({ ...each, wrong: 'part' as const })) });
    const seen = [wrong(hop(9, ['str(3)'], [])), wrong(hop(5, ['str(3)'], [])), wrong(hop(2, ['str(3)'], []))];
    const { hops, divergence } = firstDivergence(seen, { file: 'a.ts', startLine: 4, endLine: 6 });
    assert.equal(hops[divergence ?? -1]?.line, 5);
    assert.equal(line([...seen]), 2, 'without a maker the first place');
  });

  it('is at the statement that handed out the wrong value', () => {
    const returns = [
      { startLine: 3, endLine: 3, expression: "''" },
      { startLine: 6, endLine: 8, expression: 'text' },
    ];
    const seen = hop(3, ['str(4)', 'str(3)'], [], { when: 'returns', returns });
    seen.failing = [
      { ...seen.failing[0]!, line: 3 },
      { ...seen.failing[1]!, line: 7, wrong: 'part' },
    ];
    const { hops, divergence } = firstDivergence([seen]);
    assert.deepEqual(
      [divergence, hops[0]?.line, hops[0]?.expression, hops[0]?.failing],
      [0, 6, 'text', 'str(3), a wrong part of what the test got'],
    );
  });

  it('shows places that only passing runs reached', () => {
    const { hops } = firstDivergence([hop(5, [], ['int']), hop(7, [], [])]);
    assert.deepEqual(
      hops.map(({ line: at, failing }) => [at, failing]),
      [[5, 'unreached']],
    );
  });
});
