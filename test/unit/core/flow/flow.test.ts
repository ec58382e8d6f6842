import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { flowOf, originIn } from '../../../../src/core/suspects/explain/followed';
import { ProgramView } from '../../../../src/core/suspects/explain/programView';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';

const syntax = openSyntax(packagedGrammars);

/** Where a value comes from: `kind@line` of each step and of the end; `open` where there may be other ways. */
async function wayOf(files: Record<string, readonly string[]>, text: string, line: number, value?: string): Promise<string> {
  const all = await Promise.all(Object.entries(files).map(([name, lines]) => syntax.parse(name, `${lines.join('\n')}\n`)));
  const [file] = all;
  const found = flowOf(new ProgramView([], [], all), text, { file: file!, fn: file!.enclosing(line), line });
  if (!found) return 'not there';
  const { steps, end } = originIn(found, value);
  return [
    ...steps.map((step) => `${step.kind}@${step.line}`),
    ...(end ? [`${end.kind}@${end.line}`] : []),
    ...(found.open ? ['open'] : []),
  ].join(' ');
}

const js = (text: string, line: number, ...lines: string[]): Promise<string> => wayOf({ 'main.js': lines }, text, line);
const py = (text: string, line: number, ...lines: string[]): Promise<string> => wayOf({ 'main.py': lines }, text, line);

describe('flow', () => {
  it('takes the last assignment that surely ran, and each that may have run after it', async () => {
    assert.equal(await js('a', 3, 'let a = null;', 'a = load();', 'use(a);'), 'assigned@2 open');
    assert.equal(await js('a', 4, 'let a = null;', 'if (ready) a = load();', '', 'use(a);'), 'uninitialised@1 open');
    assert.equal(await js('a', 3, 'let a = null;', 'const f = () => { a = load(); };', 'use(a);'), 'literal@1 open');
    assert.equal(await py('a', 5, 'a = None', 'for row in rows:', '    a = row', 'else:', '    print(a)'), 'literal@1 open');
  });

  it('does not take a variable of another scope for the one that is read', async () => {
    assert.equal(await js('a', 3, 'const a = {};', '{ const a = null; }', 'use(a.b);'), 'assigned@1');
    assert.equal(await py('a', 4, 'a = {}', 'def f():', '    a = None', 'print(a)'), 'assigned@1');
    assert.equal(await wayOf({ 'main.rb': ['a = 1', 'def f', '  a', 'end'] }, 'a', 3), 'open');
  });

  it('reads literals whole: with comments, brackets in patterns and spread objects', async () => {
    const found = ['const found = {', "  pattern: /[({]'/, // the shop's own {", '  items: null,', '};', 'use(found.items);'];
    assert.equal(await js('found.items', 5, ...found), 'assigned@1 literal@3');
    assert.equal(await js('found.item', 5, ...found.slice(0, 4), 'use(found.item);'), 'assigned@1 missingKey@3');
    assert.equal(await js('o.b', 3, 'const base = { a: 1 };', 'const o = { ...base, ...load() };', 'use(o.b);'), 'assigned@2 open');
  });

  it('follows a part of what is put under a key that is computed', async () => {
    const put = (value: string): string[] => ['const m = new Map();', 'const a = { town: null };', `m.set(k, ${value});`];
    assert.equal(await js('m.get("x").town', 4, ...put('a'), 'use(m.get("x").town);'), 'filled@3 assigned@2 literal@2');
    // Whether it is that one, nothing shows.
    assert.equal(await js('m.get("x")', 4, ...put('null'), 'use(m.get("x"));'), 'lookup@4 open');
    const listed = put('[...(m.get(k) ?? []), a]');
    assert.equal(await js('m.get("x")[0].town', 4, ...listed, 'use(m.get("x")[0].town);'), 'filled@3 assigned@2 literal@2');
    assert.match(
      await js('(m.get("x") ?? [])[0].town', 4, ...listed, 'use((m.get("x") ?? [])[0].town);'),
      /^filled@3 assigned@2 literal@2/,
    );
  });

  it('says of no key that it is missing which something sets', async () => {
    assert.equal(await js('o.b', 3, 'const o = { a: 1 };', 'o.b = 2;', 'use(o.b);'), 'assigned@2');
    assert.equal(await js('o.b', 3, 'const o = { a: 1 };', 'if (ready) o.b = 2;', 'use(o.b);'), 'assigned@1 lookup@2');
    assert.equal(await js('o.b', 4, 'const o = { a: 1 };', 'function set(it) { it.b = 2; }', 'set(o);', 'use(o.b);'), 'assigned@2');
    assert.match(await py('o["b"]', 3, 'o = {"a": 1}', 'o.update(load())', 'print(o["b"])'), /open$/);
  });

  it('knows a promise from what it gives', async () => {
    const find = [
      'async function find() { return { name: null }; }',
      'async function main() {',
      '  const plan = find();',
      '  return plan.name;',
      '}',
    ];
    assert.equal(await js('plan.name', 4, ...find), 'assigned@3 promised@3');
    assert.equal(await js('plan.name', 4, ...find.with(2, '  const plan = await find();')), 'assigned@3 returned@1 literal@1');
    const all = [...find.slice(0, 2), '  for (const plan of await Promise.all([find()])) {', '    use(plan.name);', '  }', '}'];
    assert.match(await js('plan.name', 4, ...all), /literal@1$/);
  });

  it('follows the object of a method to the place that makes it', async () => {
    const cls = ['class Line:', '    def __init__(self, name, price=None):', '        self.name, self.price = name, price'];
    assert.equal(await py('line.price', 5, ...cls, 'line = Line("a")', 'print(line.price)'), 'assigned@4 assigned@3 notPassed@4');
    assert.equal(await py('line.price', 5, ...cls, 'line = Line("a", 3)', 'print(line.price)'), 'assigned@4 assigned@3 made@4');
    const late = [
      'class Queue {',
      '  constructor() { this.job = null; }',
      '  start() { this.job = next(); }',
      '  name() { return this.job; }',
      '}',
    ];
    assert.equal(await js('this.job', 4, ...late), 'neverSet@2 open');
  });

  it('follows what is put into a collection, and functions that a library runs', async () => {
    const rows = ['const rows = [];', 'rows.push({ name: null });', 'const names = rows.map((row) => row.name);', 'use(names[0]);'];
    assert.match(await js('names[0]', 4, ...rows), /assigned@3 .*filled@2 literal@2$/);
    const memo = [
      'const cache = {};',
      'function get(key) {',
      '  if (!(key in cache)) cache[key] = make(key);',
      '  return cache[key];',
      '}',
      'function make(key) { if (key) return 1; }',
      "use(get('a'));",
    ];
    assert.match(await js("get('a')", 7, ...memo), /filled@3 returnsNothing@6$/);
  });

  it('leaves out what a condition has asked for', async () => {
    const find = ['function find(x) { if (x) return x; return null; }', 'function use(x) {', '  const found = find(x);'];
    assert.equal(
      await js('kept', 6, ...find, '  if (!found) return;', '  const kept = found;', '  print(kept);', '}'),
      'assigned@5 assigned@3 returned@1 open',
    );
    assert.equal(
      await js('kept', 5, ...find, '  const kept = found;', '  print(kept);', '}'),
      'assigned@4 assigned@3 returnsNothing@1 open',
    );
  });

  it('ends on a variable that is set from itself', async () => {
    const way = await js('next.name', 4, 'let next = tree.first();', 'const step = next.step();', 'next = step.next();', 'use(next.name);');
    assert.match(way, /open$/);
    assert.match(await js('a.name', 3, 'let a = b.one();', 'let b = a.two();', 'use(a.name);'), /open$/);
  });

  it('is open where the code does not show everything, and ends on code that is nested without end', async () => {
    assert.equal(await js('a', 1, 'use(a);'), 'open');
    const deep = `${'['.repeat(3000)}1${']'.repeat(3000)}`;
    assert.match(await js('a', 2, `const a = ${deep};`, 'use(a);'), /^assigned@1/);
    assert.match(await js('a', 2, `const a = ${'f('.repeat(2000)}1${')'.repeat(2000)};`, 'use(a);'), /open$/);
  });
});
