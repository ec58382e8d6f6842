import { openSyntax } from '../../src/core/syntax/openSyntax';
import { packagedGrammars } from '../../realBugs/packagedGrammars';
import type { AttackRow } from './attackRow';

const GOOD: Readonly<Record<string, string>> = {
  'b.js': 'function f(a) { return g(a); }',
  'b.ts': 'function f(a: number) { return g(a); }',
  'b.tsx': 'function f() { return <a/>; }',
  'b.py': 'def f(a):\n  return g(a)\n',
  'b.java': 'class A { int f(int a) { return g(a); } }',
  'b.go': 'package a\nfunc f(a int) int { return g(a) }',
  'b.rs': 'fn f(a: i32) -> i32 { g(a) }',
  'b.cs': 'class A { int F(int a) { return G(a); } }',
  'b.cpp': 'int f(int a) { return g(a); }',
  'b.php': '<?php function f($a) { return g($a); }',
  'b.rb': 'def f(a)\n  g(a)\nend',
};

/** Openings that nest, and tokens that leave the parser with many readings. */
const REPEATED = [
  '(',
  '[',
  '{ a: ',
  'x => ',
  'a = ',
  'a ? b : ',
  '!',
  'f(',
  'if (a) ',
  'class A { ',
  'a.b.',
  '<T>',
  '`${',
  '|a| ',
  'await ',
];
const TIMES = 3_000;

/** Files that nest thousands deep, in every language: each may be lost, none may take another with it, throw, or run out of stack. */
export async function tryParsers(): Promise<AttackRow[]> {
  const row: AttackRow = { name: 'code that breaks a parser', tried: 0, held: 0, broken: [] };
  const syntax = openSyntax(packagedGrammars);
  for (const [good, code] of Object.entries(GOOD)) {
    for (const repeated of REPEATED) {
      const file = `a${good.slice(1)}`;
      row.tried++;
      try {
        const parsed = await syntax.parse(file, `${repeated.repeat(TIMES)}x`);
        const range = { startLine: 1, endLine: 1 };
        JSON.stringify([
          parsed.calls(range),
          parsed.allDefinitions(range),
          parsed.propertyReads(range),
          parsed.throws(range),
          parsed.imports,
        ]);
        const after = await syntax.parse(good, `${code}\n${' '.repeat(row.tried % 7)}`);
        if (!after.parsed || after.functions.length === 0) throw new Error(`${good} is no longer parsed`);
        row.held++;
      } catch (error) {
        row.broken.push(`${file} ${JSON.stringify(repeated)} × ${TIMES}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
  return [row];
}
