import type { CallSite, FunctionNode, Statement } from '../../syntax/syntax';
import type { LineRange } from '../../workspace/lineRange';
import { bodyColumn } from '../bodyColumn';
import { returnTypeOf } from '../declaredTypes';
import { firstStatement } from '../firstStatement';
import { isChain, methodCallbacks, plainExpression } from '../expressionText';
import { conditionOf, decisionOf, followDecision } from './followDecision';
import type { Hop } from './hop';
import { resultPart } from './libraryCalls';
import { ELEMENT, intoLiteral, readable, type MemberPath } from './memberPath';
import { callsIn, shortExpression, type ReadCall, type Scope, type ValueWalk } from './valueWalk';

/** The return values of workspace functions for a call; what a function of the library makes its result of. */
export async function followCall(walk: ValueWalk, { source, fn, call, path, into }: ReadCall): Promise<void> {
  const callees = await walk.callees(call, { source, fn });
  for (const { file, fn: callee } of callees) await followReturns(walk, { source: file, fn: callee }, path, into);
  if (callees.length || (await followExecutor(walk, { source, fn, call, path, into }))) return;
  const part = resultPart(source, call, path);
  // Other functions may return what they get, changed or not.
  if (!part) for (const text of [call.receiver, ...call.args.slice(0, 2)]) followOperand(walk, { source, fn, call, path: [], into }, text);
  else if (part.from === 'callback') await followCallback(walk, { source, fn, call, path: part.path, into }, part.argument);
  else
    followOperand(walk, { source, fn, call, path: part.path, into }, part.from === 'receiver' ? call.receiver : call.args[part.argument]);
}

/** `**rest`, `*rows` and `...rows` are followed as the value itself. */
function followOperand(walk: ValueWalk, { source, fn, call, path, into }: ReadCall, text: string | undefined): void {
  if (text === undefined) return;
  const expression = plainExpression(text.replace(/^(?:\.\.\.|\*{1,2})/, ''));
  const calls = callsIn(source, call, expression).filter((each) => each !== call);
  if (isChain(expression) || calls.length)
    walk.follow({ source, fn, text: expression, calls, reads: [], line: call.startLine, into, path });
}

/** What the function returns that a call gets: written there, or named. */
async function followCallback(walk: ValueWalk, { source, fn, call, path, into }: ReadCall, argument: number): Promise<void> {
  const text = call.args[argument] ?? '';
  const written = source.callbackReturns(call, argument).filter(({ value }) => value !== '');
  if (written.length) return followHandedOut(walk, { source, fn, returns: written, path, into });
  if (!isChain(text)) return;
  const dot = text.lastIndexOf('.');
  const named: CallSite = { ...call, name: text.slice(dot + 1), args: [], construct: false };
  if (dot < 0) delete named.receiver;
  else named.receiver = text.slice(0, dot);
  for (const { file, fn: callee } of await walk.callees(named, { source, fn }))
    await followReturns(walk, { source: file, fn: callee }, path, into);
}

/** `new Promise((resolve) => … resolve(value))`. @returns whether the call is one */
async function followExecutor(walk: ValueWalk, { source, fn, call, path, into }: ReadCall): Promise<boolean> {
  const [executor] = call.construct && call.name === 'Promise' ? methodCallbacks(source, call) : [];
  const resolve = executor?.parameters[0];
  if (!resolve) return false;
  for (const inner of source.calls(call).filter(({ name, receiver }) => name === resolve && receiver === undefined))
    await walk.passed({ source, fn, call: inner, text: inner.args[0], into, path });
  return true;
}

function handedOut({ startLine, endLine, value = '' }: Statement): NonNullable<Hop['returns']>[number] {
  return { startLine, endLine, expression: shortExpression(value) };
}

/** How a function is named that ended without handing anything out, and the last condition that could have prevented it. */
function endOf({ source, fn }: Scope & { fn: FunctionNode }, returns: readonly LineRange[]): Pick<Hop, 'ended' | 'endedAt'> {
  // Python tells of the statement that ran last.
  const branch =
    source.language === 'python'
      ? undefined
      : source
          .branches(fn)
          .findLast(
            ({ then, otherwise }) =>
              !otherwise && returns.some(({ startLine }) => then.startLine <= startLine && startLine <= then.endLine),
          );
  return { ended: `${fn.name}()`, ...(branch && { endedAt: branch.line }) };
}

/** What a function returns, and where that comes from. */
export async function followReturns(
  walk: ValueWalk,
  { source, fn }: Scope & { fn: FunctionNode },
  path: MemberPath,
  into: number | undefined,
): Promise<void> {
  const returns = source.returns(fn).filter(({ value }) => value !== '');
  await followHandedOut(walk, { source, fn, returns, path, into, lines: fn });
}

/** The statement that threw an error. @returns whether the line belongs to one */
export async function followThrow(walk: ValueWalk, { source, fn }: Scope & { fn: FunctionNode }, line: number): Promise<boolean> {
  const thrown = source.throws(fn).findLast(({ startLine, endLine }) => startLine <= line && line <= endLine);
  if (!thrown) return false;
  const text = source.lines[thrown.startLine - 1]?.trim() ?? '';
  const { decided } = conditionOf(source, fn, thrown.startLine);
  // Another error led to it then.
  const handles = source.lines
    .slice(decided?.line ?? 0, thrown.startLine - 1)
    .some((each) => /^(?:\}\s{0,4})?(?:except|catch)\b/.test(each.trim()));
  const made = /^(?:raise|throw)\s+(?:new\s+)?([\w.]{1,120})\(/.exec(text)?.[1];
  await walk.add(
    { source, fn },
    {
      line: thrown.startLine,
      column: bodyColumn(source.lines[thrown.startLine - 1] ?? '', text),
      endLine: thrown.endLine,
      expression: shortExpression(text),
      when: 'before',
      throws: made?.slice(made.lastIndexOf('.') + 1) ?? 'error',
      ...(decided && !handles && { decided }),
    },
  );
  return true;
}

/** What a function returned, and where what one of its statements handed out comes from. @param line of the statement; 1-based */
export async function followResult(walk: ValueWalk, { source, fn }: Scope & { fn: FunctionNode }, line: number | undefined): Promise<void> {
  const returns = source.returns(fn).filter(({ value }) => value !== '');
  const handing = returns.filter(({ startLine, endLine }) => line === undefined || (startLine <= line && line <= endLine));
  const place = firstStatement(source, fn);
  if (place)
    await walk.add(
      { source, fn },
      {
        ...place,
        endLine: fn.endLine,
        expression: `${fn.name}()`,
        when: 'returns',
        returns: returns.map((each) => ({ ...handedOut(each), ...decisionOf(source, fn, each) })),
        ...endOf({ source, fn }, returns),
      },
    );
  const into = place && 0;
  for (const handed of handing.slice(-3)) {
    const { startLine, endLine, value = '', calls, reads } = handed;
    // The engine of JavaScript does not tell of a return out of a loop over an iterator: what it hands out is read before.
    const column = bodyColumn(source.lines[startLine - 1] ?? '', value.split('\n', 1)[0] ?? '');
    if (line !== undefined)
      await walk.add(
        { source, fn },
        {
          line: startLine,
          column,
          endLine,
          expression: value,
          when: 'before',
          look: plainExpression(value),
          into,
          ...decisionOf(source, fn, handed),
        },
      );
    if (line !== undefined && handing.length === 1) await followDecision(walk, { source, fn }, handed, into);
    walk.follow({ source, fn, text: value, calls, reads, line: startLine, into });
  }
}

interface HandedOut extends Scope {
  /** The statements of one function. */
  returns: readonly Statement[];
  path: MemberPath;
  into: number | undefined;
  /** The lines of the function, if it is `fn` itself and no callback in it. */
  lines?: LineRange;
}

async function followHandedOut(walk: ValueWalk, { source, fn, returns, path, into, lines }: HandedOut): Promise<void> {
  const type = lines && fn ? returnTypeOf(source, fn) : undefined;
  const end = lines?.endLine ?? Math.max(...returns.map(({ endLine }) => endLine));
  let whole: number | undefined;
  for (const { startLine, endLine, value, calls, reads } of returns.slice(-3)) {
    const text = source.lines[startLine - 1] ?? '';
    const isYield = /\byield\b/.test(text) && !/\breturn\b/.test(text);
    const left = isYield && path[0] === ELEMENT ? path.slice(1) : path;
    const part = intoLiteral(value, left);
    const column = bodyColumn(text, part.text.split('\n', 1)[0] ?? '');
    // The engine of JavaScript tells of what a generator returns only: what it hands out is read before.
    if ((isYield && source.language !== 'python') || part.path !== left) {
      const { chain: look, rest } = readable(part);
      const hop = await walk.add(
        { source, fn },
        { line: startLine, column, endLine, expression: look, when: 'before', look, path: rest, into },
      );
      const inner = callsIn(source, { startLine, endLine }, look);
      walk.follow({ source, fn, text: look, calls: inner, reads: [], line: startLine, into: hop ?? into, path: rest });
      continue;
    }
    const line = lines ? Math.min(Math.max(startLine, lines.startLine), lines.endLine) : startLine;
    const place = { line, column: Math.max(column, 1), endLine: end };
    const ended = lines && fn?.name ? endOf({ source, fn }, returns) : {};
    whole ??= await walk.add(
      { source, fn },
      { ...place, expression: value, when: 'returns', path: left, into, returns: returns.map(handedOut), ...ended },
      type ? { type, file: source.file } : undefined,
    );
    walk.follow({ source, fn, text: value, calls, reads, line: startLine, into: whole ?? into, path: left });
  }
}
