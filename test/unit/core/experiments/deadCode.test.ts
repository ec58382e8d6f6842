import { strictEqual } from 'node:assert';
import { statementBeforeDeadCode } from '../../../../src/core/experiments/deadCode';
import { parseDiff } from '../../../../src/core/hypotheses/parseDiff';

function found(lines: readonly string[]): string | undefined {
  const count = (not: string): number => lines.filter((line) => !line.startsWith(not)).length;
  const [patch] = parseDiff(`--- a/src/a.js\n+++ b/src/a.js\n@@ -1,${count('+')} +1,${count('-')} @@\n${lines.join('\n')}\n`);
  return patch && statementBeforeDeadCode(patch);
}

describe('statementBeforeDeadCode', () => {
  for (const [what, statement, lines] of [
    ['a return before the failing line', 'return;', [' function f(a) {', '+  return;', '   a.b.c();', ' }']],
    ['a return of a value in Python', 'return None', [' def f(a):', '+    return None', '     a.b.c()']],
    ['a continue in a loop', 'continue;', [' for (const a of b) {', '+  continue;', '   a.c();', ' }']],
    ['a return of one of two values', 'return 1 if a else 2', [' def f(a):', '+    return 1 if a else 2', '     g()']],
    ['a return before other added lines', 'return 1;', [' function f() {', '+  return 1;', '+  g();', ' }']],
  ] as const)
    it(`finds ${what}`, () => strictEqual(found(lines), statement));

  for (const [what, lines] of [
    ['a return at the end of a branch', [' if (error) {', '   done(error);', '+  return;', ' }', ' done();']],
    ['a return under a header without braces', [' if (error)', '+  return;', ' done();']],
    ['a return under a header at the same depth as what follows it', ['   if (error)', '+    return;', '     // why', '   done();']],
    ['a return that replaces another', [' function f() {', '-  return a.b;', '+  return a?.b;', ' }']],
    ['a return before another case', [' switch (a) {', '   case 1:', '+    return 2;', '   case 2:', '     g();', ' }']],
    ['a return before the functions that it uses', [' function f(a) {', '+  return g(a);', '+', '   function g(b) {']],
    ['a return before a needless break', ['   case 1:', '+    return 2;', '     break;']],
    ['a return with its condition behind it', [' def f(a)', '-  return 1 if a', '+  return 2 if a', '', '   g()', ' end']],
    ['a guard', [' function f(a) {', '+  if (!a) return;', '   a.b();', ' }']],
    ['a return over several lines', [' function f(a) {', '+  return {', '+    a,', '+  };', ' }']],
    ['a return before an except', [' try:', '+    return a', ' except KeyError:', '     pass']],
  ] as const)
    it(`does not take ${what} for one`, () => strictEqual(found(lines), undefined));
});
