import { calledName } from '../../flow/codeIndex';
import { changeRow } from '../../flow/library/library';
import { textOf } from '../../flow/way';
import { nodesIn, type Fn, type Span } from '../../syntax/lower/ir';
import { lineOf } from '../../syntax/lower/places';
import { namesSet } from '../../syntax/lower/scopes';
import type { SyntaxFile } from '../../syntax/syntax';
import { bodyColumn } from '../bodyColumn';
import { isChain } from '../expressionText';
import { shortExpression } from '../shortExpression';
import { receiverOf } from './chainWalk';
import type { Hop } from './hop';

/** Places of one function; a longer one is observed at its last ones. */
const MOST_WRITES = 60;

/** Every place of a function at which a name, a member or a list gets a value: observed after it. */
export function writesWithin(file: SyntaxFile, fn: Fn): Hop[] {
  const found = new Map<string, Hop>();
  const add = (target: string, { start, end }: Span): void => {
    if (!isChain(target)) return;
    const line = lineOf(file, start);
    const function_ = file.enclosing(line)?.qualifiedName;
    found.set(`${line}\0${target}`, {
      file: file.file,
      ...(function_ !== undefined && { function: function_ }),
      line,
      column: bodyColumn(file.lines[line - 1] ?? '', target),
      endLine: lineOf(file, end),
      expression: shortExpression(target),
      when: 'after',
      look: target,
      tested: false,
    });
  };
  for (const node of nodesIn(fn.body)) {
    if (node.kind === 'assign')
      for (const target of node.target.kind === 'member' || node.target.kind === 'index'
        ? [textOf({ file }, node.target)]
        : namesSet(node.target))
        add(target, node);
    const receiver = node.kind === 'call' ? receiverOf(node) : undefined;
    if (node.kind === 'call' && receiver && changeRow(file.language, calledName(node), textOf({ file }, node.callee)))
      add(textOf({ file }, receiver), node);
  }
  return [...found.values()].sort((a, b) => a.line - b.line).slice(-MOST_WRITES);
}
