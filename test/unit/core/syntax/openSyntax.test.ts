import assert from 'node:assert/strict';
import fc from 'fast-check';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { parserRuntime } from '../../../../src/core/syntax/parserRuntime';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { assertTakesLessThan } from '../../../support/runningTime';

describe('openSyntax', () => {
  it('loads a grammar on first use and once', async () => {
    const loads: string[] = [];
    const syntax = openSyntax({
      ...packagedGrammars,
      load: (grammar) => {
        loads.push(grammar);
        return packagedGrammars.load(grammar);
      },
    });
    await Promise.all([syntax.parse('a.py', 'x = 1'), syntax.parse('b.py', 'y = 2')]);
    await syntax.parse('notes.md', 'def f(): pass');
    assert.deepEqual(
      loads.filter((name) => name !== 'tree-sitter'),
      ['python'],
    );
  });

  it('returns the same file while the text is unchanged', async () => {
    const syntax = openSyntax(packagedGrammars);
    const first = await syntax.parse('a.py', 'x = 1');
    assert.equal(await syntax.parse('a.py', 'x = 1'), first);
    assert.notEqual(await syntax.parse('a.py', 'x = 2'), first);
  });

  it('reads by indentation when a grammar cannot be loaded, and reports it once', async () => {
    const problems: string[] = [];
    const broken = {
      ...packagedGrammars,
      load: (grammar: string) => (grammar === 'go' ? Promise.reject(new Error('gone')) : packagedGrammars.load(grammar)),
    };
    const syntax = openSyntax(broken, { onProblem: (grammar) => problems.push(grammar) });
    const file = await syntax.parse('a.go', 'func f() {\n\tg()\n}');
    await syntax.parse('b.go', 'func g() {\n}');
    assert.equal(file.parsed, false);
    assert.deepEqual(
      file.functions.map((fn) => fn.name),
      ['f'],
    );
    assert.deepEqual(problems, ['go']);
  });

  it('does not parse a bundled or minified file', async () => {
    const syntax = openSyntax(packagedGrammars);
    const bundle = `${'function a(b){return c.d(b)}'.repeat(180_000)}\n`;
    await assertTakesLessThan(300, async () => {
      assert.equal((await syntax.parse('app.js', bundle)).parsed, false);
    });
  });

  for (const [name, file, text] of [
    ['memory', 'a.java', 'x => '.repeat(5_000)],
    ['stack', 'a.ts', '{ a: '.repeat(3_000)],
  ] as const) {
    it(`loses one file, not a language, to a text that exhausts the parser's ${name}`, async function () {
      this.timeout(600_000);
      const problems: string[] = [];
      const syntax = openSyntax(packagedGrammars, { onProblem: (grammar) => problems.push(grammar) });
      const good = {
        'b.java': 'class A { int f() { return g(); } }',
        'b.ts': 'function f() { return g(); }',
        'b.py': 'def f():\n  return g()\n',
      };
      for (const [other, code] of Object.entries(good)) assert.equal((await syntax.parse(other, code)).parsed, true);
      assert.equal((await syntax.parse(file, text)).parsed, false);
      for (const [other, code] of Object.entries(good)) {
        const parsed = await syntax.parse(other, `${code}\n`);
        assert.deepEqual([parsed.parsed, parsed.functions.length], [true, 1], other);
      }
      // The text is remembered and not tried again.
      assert.equal((await syntax.parse(`again-${file}`, text)).parsed, false);
      assert.ok(problems.length <= 1);
    });
  }

  it('releases the memory that the parser needed for one text', async function () {
    this.timeout(600_000);
    const syntax = openSyntax(packagedGrammars);
    const runtime = await parserRuntime(packagedGrammars);
    await syntax.parse('a.java', `${'x => '.repeat(800)}x`);
    const { memory } = await parserRuntime(packagedGrammars);
    assert.ok(memory.buffer.byteLength <= 128_000_000, String(memory.buffer.byteLength));
    assert.notEqual(memory, runtime.memory);
    assert.equal((await syntax.parse('b.java', 'class A { int f() { return g(); } }')).parsed, true);
  });

  it('reads assignments in a chain of thousands in linear time, without a deep call stack', async function () {
    this.timeout(600_000);
    const syntax = openSyntax(packagedGrammars);
    for (const file of ['a.js', 'a.rs', 'a.py', 'a.rb', 'a.java']) {
      const parsed = await syntax.parse(file, `${'a = '.repeat(4_000)}x`);
      const range = { startLine: 1, endLine: 1 };
      const seen = [parsed.allDefinitions(range), parsed.calls(range), parsed.propertyReads(range), parsed.exports, parsed.imports];
      assert.equal(seen.length, 5);
      assert.ok(JSON.stringify(parsed.allDefinitions(range)).length < 20_000_000, file);
    }
  });

  it('rejects with the reason of the signal when parsing is cancelled', async () => {
    const syntax = openSyntax(packagedGrammars);
    await assert.rejects(syntax.parse('a.py', 'x', AbortSignal.abort(new Error('stopped'))), /stopped/);
  });

  it("handles broken text of every language, within the text's range", async () => {
    const syntax = openSyntax(packagedGrammars);
    const extensions = ['js', 'ts', 'tsx', 'py', 'java', 'go', 'rs', 'cs', 'cpp', 'php', 'rb'];
    const pieces = [
      'class A {',
      'def f(a):',
      'function f(',
      ') {',
      '}',
      ' = ',
      'x.y',
      'return',
      '\n  ',
      'new B(',
      '"',
      '=>',
      '<?php ',
      'end\n',
      'throw',
      '[a, b]',
      'ä€😀',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...extensions),
        fc.array(fc.constantFrom(...pieces), { maxLength: 40 }),
        async (extension, parts) => {
          const file = await syntax.parse(`a.${extension}`, parts.join(''));
          const last = file.lines.length;
          const range = { startLine: 1, endLine: last };
          for (const fn of file.functions) {
            assert.ok(1 <= fn.startLine && fn.startLine <= fn.endLine && fn.endLine <= last, JSON.stringify(fn));
            assert.ok(fn.signature.startLine === fn.startLine && fn.signature.endLine <= fn.endLine, JSON.stringify(fn));
            file.returns(fn);
          }
          for (const call of file.calls(range)) assert.ok(call.startLine >= 1 && call.endLine <= last);
          for (let line = 1; line <= last; line++) {
            const around = file.statement(line);
            assert.ok(around.startLine <= line && line <= around.endLine && around.endLine <= last);
          }
          file.allDefinitions(range);
          file.propertyReads(range);
          file.throws(range);
          void file.imports;
          void file.exports;
        },
      ),
      { numRuns: 300 },
    );
  });
});
