import type { Frame } from '../../capture/failureReport';
import type { FunctionNode, Statement, SyntaxFile } from '../../syntax/syntax';
import type { LineRange } from '../failureEvidence';
import type { Found } from './found';

/** `throw err`, `raise e`, Python's bare `raise`: a name that begins small holds an error, a class begins with a capital. */
const HELD = /^(?:[a-z_$][\w$]*)?$/;
/** `new Failure(…)`, `Failure(…)`, `errors.New(…)`, `fail(…)`. */
const MAKES = /^(?:new\s|[\w$.:]+\s?[({!])/;
/** Ways to call a function that is at hand as a value. */
const CALLS_VALUE = /^(?:call|apply|invoke)$/;

/**
 * Whether a function on the stack throws an error again that was thrown elsewhere, at its frame's line or at another one that catches what
 * is thrown there.
 */
export function rethrowsOf(source: SyntaxFile, fn: FunctionNode | undefined, range: LineRange, line: number): Pick<Found, 'rethrows'> {
  const again = source.throws(range).filter((thrown) => throwsAgain(thrown, source, fn));
  if (again.some((thrown) => thrown.startLine <= line && line <= thrown.endLine)) return { rethrows: 'here' };
  const catches = again.find(({ handles }) => handles && handles.startLine <= line && line <= handles.endLine);
  return catches ? { rethrows: catches.startLine } : {};
}

/** Whether a statement throws an error that was made elsewhere: caught, handed in, or kept in a variable. */
function throwsAgain(thrown: Statement, source: SyntaxFile, fn: FunctionNode | undefined): boolean {
  const value = thrown.value.trim();
  if (!HELD.test(value)) return false;
  if (thrown.handles || value === '') return thrown.handles !== undefined;
  if (!fn) return false;
  const made = source.definitions(value, { startLine: fn.startLine, endLine: thrown.startLine });
  return made.every(({ kind, value: text = '' }) => kind !== 'variable' || !MAKES.test(text));
}

/**
 * Whether a function on the stack only runs what it was given: an emitter that calls its listeners, a dispatcher, a loop over callbacks.
 * @param called the frame of the function that ran
 */
export function handsOn(source: SyntaxFile, fn: FunctionNode | undefined, line: number, called: Frame | undefined): boolean {
  if (!fn) return false;
  const name = called?.function?.match(/[\w$]+(?=[^\w$]*$)/)?.[0];
  const calls = source.calls({ startLine: line, endLine: line });
  if (calls.length === 0 || calls.some((call) => call.name === name)) return false;
  const given = new Set(fn.parameters.map((each) => each.name));
  for (const each of source.allDefinitions(fn)) if (each.kind === 'loop') given.add(each.name);
  return calls.some((call) =>
    call.receiver === undefined ? given.has(call.name) : CALLS_VALUE.test(call.name) && !/^(?:this|self|super)$/.test(call.receiver),
  );
}
