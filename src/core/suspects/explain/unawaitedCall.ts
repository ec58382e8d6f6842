import { loweredFunction } from '../../syntax/lower/places';
import { expressionOn } from '../../flow/expressionOn';
import type { CallSite, SyntaxFile } from '../../syntax/syntax';
import { code, onPlace, placeText } from './explanation';
import type { FrameAtLine } from './failurePoint';
import type { FunctionAt, ProgramView } from './programView';
import type { Place } from '../../flow/originSteps';

/** A name that holds a promise, because its call was not awaited. */
export interface Unawaited {
  call: CallSite;
  callee: FunctionAt;
  /** The place of the call. */
  place: Place;
  sentence: string;
}

/** The assignment of a name from a call of an async function without `await`; undefined where the code does not show one. */
export function unawaitedCall(
  name: string,
  { file, fn, line }: Pick<FrameAtLine, 'file' | 'fn' | 'line'>,
  view: ProgramView,
  from: { file: SyntaxFile } = { file },
): Unawaited | undefined {
  const made = view.definitionsOf(name, file, fn).findLast(({ startLine, kind }) => startLine < line && kind === 'variable');
  const call = made?.calls[0];
  if (!made?.value || !call || expressionOn(file, made.value, made.startLine)?.kind !== 'call') return undefined;
  const callee = asyncCallee(call, file, fn, view);
  if (!callee) return undefined;
  return {
    call,
    callee,
    place: { file: file.file, line: made.startLine },
    sentence: `${code(name)} is assigned ${onPlace({ file: file.file, line: made.startLine }, from)} from ${code(made.value)} without ${code('await')}; ${code(call.name)} is ${code('async')} (${placeText(signatureOf(callee), from)}), so it returns a ${file.language === 'python' ? 'coroutine' : 'Promise'}.`,
  };
}

/** The async function that a call runs; undefined for any other. */
export function asyncCallee(call: CallSite, file: SyntaxFile, fn: FrameAtLine['fn'], view: ProgramView): FunctionAt | undefined {
  const callee = view.callee(call, file, fn);
  return callee && isAsync(callee) ? callee : undefined;
}

export function signatureOf({ file, fn }: FunctionAt): Place {
  return { file: file.file, line: fn.signature.startLine };
}

/** Whether a function is declared with `async`. */
export function isAsync({ file, fn }: FunctionAt): boolean {
  return loweredFunction(file, fn)?.words.includes('async') === true;
}
