import assert from 'node:assert/strict';
import { isPlainRead, probePlaces } from '../../../../../src/core/experiments/probes/probePlaces';
import type { Hop } from '../../../../../src/core/experiments/valueChain/hop';
import { openSyntax } from '../../../../../src/core/syntax/openSyntax';
import { packagedGrammars } from '../../../../../realBugs/packagedGrammars';

const code = [
  'function total(user) {', // 1
  '  const items = itemsOf(', // 2
  '    user,', // 3
  '  );', // 4
  '  // how many', // 5
  '  const count = items.length;', // 6
  '  for (const each of items) {', // 7
  '    add(each);', // 8
  '  }', // 9
  '  return count;', // 10
  '}', // 11
].join('\n');

const hop = (over: Partial<Hop>): Hop => ({
  file: 'src/a.js',
  line: 1,
  column: 1,
  endLine: over.line ?? 1,
  expression: over.look ?? 'items',
  when: 'before',
  tested: false,
  ...over,
});

async function placesOf(...hops: Hop[]): Promise<[hop: number, line: number, expression: string][]> {
  const file = await openSyntax(packagedGrammars).parse('src/a.js', code);
  return (await probePlaces(hops, async () => file)).map((place) => [place.hop, place.line, place.expression]);
}

describe('probePlaces', () => {
  it('observes before the line of a use, and after the whole statement that binds a name', async () => {
    assert.deepEqual(await placesOf(hop({ line: 6, look: 'items' }), hop({ line: 2, endLine: 4, when: 'after', look: 'items' })), [
      [0, 6, 'items'],
    ]);
    assert.deepEqual(await placesOf(hop({ line: 2, endLine: 4, when: 'after', look: 'items' })), [[0, 6, 'items']]);
  });

  it("observes a loop's variable in its body, and nothing where the block ends", async () => {
    assert.deepEqual(await placesOf(hop({ line: 7, when: 'after', look: 'each' })), [[0, 8, 'each']]);
    assert.deepEqual(await placesOf(hop({ line: 8, when: 'after', look: 'each' })), []);
  });

  it('observes a returned value where reading it again has no effect', async () => {
    assert.deepEqual(await placesOf(hop({ line: 10, endLine: 11, when: 'returns', look: undefined, expression: 'count' })), [
      [0, 10, 'count'],
    ]);
    assert.deepEqual(await placesOf(hop({ line: 10, endLine: 11, when: 'returns', look: undefined, expression: 'next()' })), []);
  });

  for (const read of ['a', 'a.b', 'a[0].c', 'cache[userId]', 'a ?? b', 'a?.b', 'a === b', 'a <= 3', 'self.rows', '@rows', 'größe'])
    it(`may read \`${read}\` again`, () => assert.ok(isPlainRead(read)));
  for (const code of [
    'f()',
    'a = 1',
    'i++',
    'await a',
    'new A',
    'a += 1',
    'x => x',
    'delete a.b',
    '`${f}`',
    'a >>= 1',
    '3',
    '"text"',
    'a || (b = c)',
  ])
    it(`does not run \`${code}\` again`, () => assert.ok(!isPlainRead(code)));
});
