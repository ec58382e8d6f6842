import assert from 'node:assert/strict';
import { buildPrompt } from '../../../../src/core/prompt/buildPrompt';
import { valueMark, type WorkedValue } from '../../../../src/core/prompt/workedOut';
import { aSnippet, someEvidence } from '../../../support/someEvidence';

const FILE = 'src/cart.ts';
const value = (over: Partial<WorkedValue>): WorkedValue => ({ file: FILE, line: 2, code: 'a.b(c)', value: '3', once: true, ...over });
const markOf = (text: string, over: Partial<WorkedValue> = {}): string | undefined => valueMark([value(over)], FILE, 2, text);

describe('the value behind a line', () => {
  it('needs no name where it is what the line is about, or what the line sets', () => {
    for (const text of ['  return a.b(c);', 'if (a.b(c)) {', '    while a.b(c):', 'const total = a.b(c);', 'a.b(c)'])
      assert.equal(markOf(text), 'works out to 3', text);
    assert.equal(markOf('  const total: number = a.b(c) + d.e(f);', { code: 'total: number' }), 'works out to 3');
    for (const text of ['  total = a.b(c) + d.e(f);', 'const total = a.b(c) + d.e(f);', '$total = 3 + $other * 4;'])
      assert.equal(markOf(text, { code: text.startsWith('$') ? '$total' : 'total' }), 'works out to 3');
  });

  it('names its code else, and that it had others', () => {
    assert.equal(markOf('  if (a.b(c) && another(thing)) return first(thing);'), 'a.b(c) works out to 3');
    for (const text of ['  return !a.b(c);', 'if (x == a.b(c)) {', 'if a.b(c) then return 1', '  total += a.b(c);'])
      assert.equal(markOf(text), 'a.b(c) works out to 3');
    assert.equal(markOf('  if (total === 3 && another(thing)) return 1;', { code: 'total' }), 'total works out to 3');
    assert.equal(markOf('  Object.assign(error, { a: 1, b: 2 });', { code: '{ a: 1…' }), undefined);
    assert.equal(markOf('  return a.b(c);', { once: false }), 'works out to 3 this time');
  });

  it('is cut where it is long, and on one line', () => {
    assert.equal(markOf('a.b(c)', { value: 'x'.repeat(90) }), `works out to ${'x'.repeat(39)}…`);
    assert.equal(markOf('a.b(c)', { value: 'x\n```\ny' }), 'works out to x ``` y');
  });

  it('is that of its file and line, and of the nearest eight to the failure', () => {
    assert.equal(valueMark([value({})], 'src/b.ts', 2, 'a.b(c)'), undefined);
    assert.equal(valueMark([value({})], FILE, 3, 'a.b(c)'), undefined);
    const many = Array.from({ length: 9 }, (_, at) => value({ line: at + 1 }));
    assert.deepEqual(
      [8, 9].map((line) => valueMark(many, FILE, line, 'a.b(c)')),
      ['works out to 3', undefined],
    );
  });

  it('stands in the evidence for an agent, with what else was worked out, and not in that for a model', () => {
    const evidence = someEvidence({ snippets: [aSnippet({ id: 'a', file: FILE, text: 'function load() {\n  return a.b(c);\n}' })] });
    const told = 'There `c` is `null`.';
    const tokens = { count: (text: string) => Math.ceil(text.length / 4) };
    const textFor = (audience: 'agent' | 'model'): string =>
      buildPrompt(evidence, { budget: 4000, attempts: [], tokens, audience, worked: { seen: [value({})], told } }).text;
    assert.match(textFor('agent'), /^ {2}return a\.b\(c\); {2}<-- works out to 3$/m);
    assert.match(textFor('agent'), /RUNTIME VALUES:\n```\nWorked out, without a run: There `c` is `null`\.\n```/);
    assert.doesNotMatch(textFor('model'), /works out|Worked out/);
  });

  it('leaves the room to the code that it is about, and is not said where a line says it', () => {
    const code = 'function load() {\n  return a.b(c);\n}';
    const evidence = someEvidence({ snippets: [aSnippet({ id: 'a', file: FILE, text: code, relevance: 0.1 })] });
    const tokens = { count: (text: string) => Math.ceil(text.length / 4) };
    const suspects = [{ file: FILE, line: 2, functionRange: [1, 3] as [number, number], score: 0.9, reasons: [] }];
    const textFor = (told: string, budget: number, seen: WorkedValue[] = []): string =>
      buildPrompt(evidence, { budget, attempts: [], tokens, audience: 'agent', suspects, worked: { seen, told } }).text;
    const told = 'There `c` is `null`, which nothing sets before the first of its calls.';
    const least = Math.ceil((textFor(told, 4000).length + 40) / 4);
    assert.match(textFor(told, least), /return a[^]*Worked out/);
    for (let budget = least; budget > 40; budget--) {
      const text = textFor(told, budget);
      assert.ok(!text.includes('Worked out') || text.includes('return a'), `${budget}: ${text}`);
    }
    assert.match(textFor(told, least - 15), /return a/);
    assert.doesNotMatch(textFor('There `a.b(c)` is `3`.', 4000, [value({})]), /Worked out/);
    assert.match(textFor('There `a.b(c)` is `3` and `d` is `4`.', 4000, [value({})]), /Worked out/);
  });
});
