import type { FunctionNode, Statement } from '../../syntax/syntax';
import { bodyColumn } from '../bodyColumn';
import { returnTypeOf } from '../declaredTypes';
import { isChain, plainExpression } from '../expressionText';
import { memberOfLiteral } from './memberOfLiteral';
import type { Hop } from './hop';
import { callsOn, shortExpression, type ReadCall, type Scope, type ValueWalk } from './valueWalk';

/** The return values of workspace functions for a call; other functions may return their arguments, possibly changed. */
export async function followCall(walk: ValueWalk, { source, fn, call, path, into }: ReadCall): Promise<void> {
  const callees = (await walk.tools.finder.callees(call, source, fn)).filter(({ certainty }) => certainty >= 0.4).slice(0, 2);
  for (const { file, fn: callee } of callees) await followReturns(walk, { source: file, fn: callee }, path, into);
  if (callees.length) return;
  const given = [...(call.receiver === undefined ? [] : [call.receiver]), ...call.args.slice(0, 2)].map(plainExpression);
  for (const chain of given.filter(isChain)) walk.later({ kind: 'chain', read: { source, fn, chain, line: call.startLine, into } });
}

function handedOut({ startLine, endLine, value = '' }: Statement): NonNullable<Hop['returns']>[number] {
  return { startLine, endLine, expression: shortExpression(value) };
}

/** What a function returns, and where that comes from. */
export async function followReturns(
  walk: ValueWalk,
  { source, fn }: Scope & { fn: FunctionNode },
  path: readonly string[],
  into: number | undefined,
): Promise<void> {
  const returns = source.returns(fn).filter(({ value }) => value !== '');
  const [member, ...rest] = path;
  const type = returnTypeOf(source, fn);
  let whole: number | undefined;
  for (const { startLine, endLine, value, calls, reads } of returns.slice(-3)) {
    const part = member === undefined ? undefined : memberOfLiteral(value, member);
    const column = bodyColumn(source.lines[startLine - 1] ?? '', part ?? value.split('\n', 1)[0] ?? '');
    if (part !== undefined) {
      const place = { line: startLine, column, endLine };
      const hop = await walk.add({ source, fn }, { ...place, expression: part, when: 'before', look: part, into });
      walk.follow({ source, fn, text: part, calls: callsOn(source, startLine, part), reads: [], line: startLine, into: hop, path: rest });
      continue;
    }
    const line = Math.min(Math.max(startLine, fn.startLine), fn.endLine);
    const place = { line, column: Math.max(column, 1), endLine: fn.endLine };
    whole ??= await walk.add(
      { source, fn },
      { ...place, expression: value, when: 'returns', into, returns: returns.map(handedOut) },
      type ? { type, file: source.file } : undefined,
    );
    walk.follow({ source, fn, text: value, calls, reads, line: startLine, into: whole ?? into, path });
  }
}
