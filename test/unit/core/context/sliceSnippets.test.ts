import assert from 'node:assert/strict';
import type { Found } from '../../../../src/core/context/search/found';
import { sliceSnippets } from '../../../../src/core/context/sliceSnippets';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';

const syntax = openSyntax(packagedGrammars);

async function found(text: string, name: string, extra: Partial<Found> = {}, file = 'a.ts'): Promise<Found> {
  const source = await syntax.parse(file, text);
  const fn = source.functions.find((each) => each.name === name)!;
  const { startLine, endLine } = fn;
  return {
    source,
    fn,
    startLine,
    endLine,
    role: 'throws',
    distance: 0,
    reasons: [{ kind: 'onStack' }],
    relevance: 0.5,
    drive: 0,
    focus: new Set(),
    test: false,
    names: new Set(),
    ...extra,
  };
}

const store = `class Store extends Base {
  limit = 3;
  first() {
    return 1;
  }

  second() {
    return 2;
  }
}`;

describe('sliceSnippets', () => {
  it('shows a method under the line that opens its class, with one mark for the lines in between', async () => {
    const [snippet] = sliceSnippets([await found(store, 'second')]);
    assert.equal(snippet?.startLine, 1);
    assert.deepEqual(snippet.folded, [{ startLine: 2, endLine: 6 }]);
    assert.equal(snippet.text, 'class Store extends Base {\n  … 5 lines left out\n  second() {\n    return 2;\n  }');
  });

  it('shows the header once, and never across another snippet', async () => {
    const snippets = sliceSnippets([await found(store, 'second'), await found(store, 'first', { relevance: 0.4 })]);
    assert.deepEqual(
      snippets.map(({ startLine, endLine }) => [startLine, endLine]),
      [
        [7, 9],
        [1, 5],
      ],
    );
  });

  it('includes a small closure with the function around it', async () => {
    const text = 'function outer(list) {\n  const each = (item) => {\n    return item.name;\n  };\n  return list.map(each);\n}';
    const snippets = sliceSnippets([await found(text, 'each'), await found(text, 'outer', { relevance: 0.3 })]);
    assert.deepEqual(
      snippets.map((snippet) => [snippet.function, snippet.startLine, snippet.endLine]),
      [['outer', 1, 6]],
    );
  });

  it('gives a long function that nothing points into a short form', async () => {
    const text = `function long(total) {\n${'  step();\n'.repeat(80)}  applyDiscount(total);\n}`;
    const form = async (extra: Partial<Found>): Promise<number[] | undefined> =>
      sliceSnippets([await found(text, 'long', extra)], new Set(['discount']))[0]?.short?.flatMap(({ startLine, endLine }) => [
        startLine,
        endLine,
      ]);
    const left = await form({ relevance: 0.9 });
    assert.ok(left && left[0]! > 1 && left.at(-1)! < 82, String(left));
    assert.equal(await form({ relevance: 0.9, focus: new Set([40]) }), undefined);
  });

  it('shows a function of several files once, from the smallest or from the stack, and names the others', async () => {
    const text = `function join(list) {\n${'  step();\n'.repeat(5)}}\n`;
    const bundle = (extra: Partial<Found>): Promise<Found> => found(`${text}\nrest();\n`, 'join', extra, 'dist/all.js');
    const source = await found(text, 'join', { relevance: 0.2 }, 'lib/join.js');
    const named = (all: Found[]): string[] => sliceSnippets(all).map(({ file, relevance, reason }) => `${file} ${relevance} ${reason}`);
    assert.deepEqual(named([await bundle({ relevance: 0.5 }), source]), [
      'lib/join.js 0.5 on the call path; the same code is in dist/all.js',
    ]);
    assert.deepEqual(named([await bundle({ relevance: 0.5, frame: 0 }), source]), [
      'dist/all.js 0.5 on the call path; the same code is in lib/join.js',
    ]);
  });

  it('shows minified code only where the trace leads into it', async () => {
    const minified = (extra: Partial<Found>): Promise<Found> => found('function a(b){return b.c}', 'a', extra, 'dist/all.min.js');
    assert.deepEqual(sliceSnippets([await minified({})]), []);
    assert.equal(sliceSnippets([await minified({ frame: 0 })]).length, 1);
  });

  it('leaves out unlikely code off the stack once there is enough', async () => {
    const unlikely = await found(store, 'first', { relevance: 0.02, distance: 2 });
    const long = await found(`function long() {\n${'  step();\n'.repeat(300)}}`, 'long', {}, 'b.ts');
    assert.equal(sliceSnippets([unlikely]).length, 1, 'a small module is shown whole');
    assert.deepEqual(
      sliceSnippets([long, unlikely]).map((snippet) => snippet.function),
      ['long'],
    );
    assert.deepEqual(sliceSnippets([{ ...unlikely, relevance: 0.005 }]), []);
  });
});
