import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { childrenOf, nodesIn, type Ir } from '../../../../../src/core/syntax/lower/ir';
import { lowered } from '../../../../../src/core/syntax/lower/lower';
import { openTrees } from '../../../../../src/core/syntax/openSyntax';
import { packagedGrammars } from '../../../../../realBugs/packagedGrammars';

const folder = join(__dirname, '../../../../fixtures/lower');
const files = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
const parse = openTrees(packagedGrammars);

async function lower(name: string, text: string): Promise<Ir[]> {
  const parsed = await parse(name, text);
  return parsed ? [...nodesIn(lowered(parsed.tree, parsed.grammar.name))] : [];
}

describe('lowering a tree to expressions and statements', () => {
  for (const { name, text } of files) {
    it(`reads names, numbers and spans of ${name} back from the text`, async () => {
      const nodes = await lower(name, text);
      assert.ok(nodes.length > 30);
      for (const node of nodes) {
        assert.ok(0 <= node.start && node.start <= node.end && node.end <= text.length, JSON.stringify(node).slice(0, 200));
        // Kotlin's `it` is not written.
        if (node.kind === 'name' && node.start < node.end) assert.equal(text.slice(node.start, node.end), node.name);
        if (node.kind === 'literal' && node.of === 'number') assert.equal(text.slice(node.start, node.end), node.value);
        if (node.kind === 'member') assert.ok(text.slice(node.start, node.end).endsWith(node.name));
      }
    });

    it(`puts each node of ${name} into the one around it`, async () => {
      for (const node of await lower(name, text))
        for (const child of childrenOf(node))
          assert.ok(
            node.start <= child.start && child.end <= node.end,
            `${node.kind} ${text.slice(node.start, node.end)}: ${child.kind} ${text.slice(child.start, child.end)}`,
          );
    });

    it(`knows most of ${name}: few nodes are opaque`, async () => {
      const nodes = await lower(name, text);
      const opaque = nodes.filter(({ kind }) => kind === 'opaque');
      assert.ok(opaque.length < nodes.length / 12, `${opaque.length} of ${nodes.length}`);
    });

    it(`lowers ${name} cut off or shuffled anywhere, without an error`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.nat(text.length), fc.nat(text.length), async (from, to) => {
          await lower(name, text.slice(0, from));
          await lower(name, text.slice(Math.min(from, to), Math.max(from, to)) + text.slice(0, 200));
        }),
        { numRuns: 25 },
      );
    });
  }

  it('survives expressions nested 20,000 deep', async () => {
    const depth = 20_000;
    for (const [name, text] of [
      ['a.js', `x = ${'('.repeat(depth)}1${')'.repeat(depth)};`],
      ['a.js', `x = ${'a + '.repeat(depth)}1;`],
      ['a.py', `x = ${'['.repeat(depth)}1${']'.repeat(depth)}`],
      ['a.rb', `x = ${'-'.repeat(depth)}1`],
      ['a.go', `package p\nvar x = ${'('.repeat(depth)}1${')'.repeat(depth)}`],
    ] as const)
      await lower(name, text);
  });

  it('keeps a text of any length whole', async () => {
    const entries = Array.from({ length: 300 }, (_, at) => `'key${at}': ${at}`).join(', ');
    const [map] = (await lower('a.py', `x = {${entries}, 'last': None}`)).filter(({ kind }) => kind === 'map');
    assert.ok(map?.kind === 'map');
    assert.equal(map.entries.length, 301);
    const last = map.entries.at(-1)!;
    assert.ok(last.key?.kind === 'literal' && last.key.value === 'last' && last.value.kind === 'literal' && last.value.of === 'nothing');
  });
});
