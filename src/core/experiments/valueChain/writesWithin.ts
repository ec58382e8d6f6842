import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { bodyColumn } from '../bodyColumn';
import { isChain, plainExpression } from '../expressionText';
import { CHANGES_LIST } from './followAdditions';
import { ACCUMULATES } from './followAccumulation';
import type { Hop } from './hop';
import { shortExpression } from './valueWalk';

/** Places of one function; a longer one is observed at its last ones. */
const MOST_WRITES = 60;

/** Every place of a function at which a name, a member or a list gets a value: observed after it. */
export function writesWithin(source: SyntaxFile, fn: FunctionNode): Hop[] {
  const found = new Map<string, Hop>();
  const add = (target: string, { startLine: line, endLine }: { startLine: number; endLine: number }): void => {
    if (!isChain(target)) return;
    found.set(`${line}\0${target}`, {
      file: source.file,
      function: fn.qualifiedName,
      line,
      column: bodyColumn(source.lines[line - 1] ?? '', target),
      endLine,
      expression: shortExpression(target),
      when: 'after',
      look: target,
      tested: false,
    });
  };
  for (const each of source.allDefinitions(fn)) if (each.kind === 'variable' || each.kind === 'field') add(each.name, each);
  for (const { operator, left, right, line } of source.operations(fn))
    if (ACCUMULATES.test(operator)) add(plainExpression(left), { startLine: line, endLine: line + right.split('\n').length - 1 });
  for (const call of source.calls(fn)) if (call.receiver !== undefined && CHANGES_LIST.test(call.name)) add(call.receiver, call);
  return [...found.values()].sort((a, b) => a.line - b.line).slice(-MOST_WRITES);
}
