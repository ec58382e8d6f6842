import { only } from '../../only';
import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { callWritten } from './callText';
import { code, placeText, type ExplainInput } from './explanation';
import type { Found } from './resultPattern';

/** A number, a text or a simple constant as an argument. */
const PLAIN = /^(?:-?\d[\d._]*|'[^'\\]{0,40}'|"[^"\\]{0,40}"|true|false|True|False|null|None)$/;

/**
 * The asserted value is the result of a function with a single `return`: that expression, with the arguments of the test. Nothing is said of
 * whether it is the cause.
 */
export function oneFormula({ at }: ExplainInput, file: SyntaxFile, fn: FunctionNode): Found | undefined {
  const returned = only(file.returns(fn));
  if (!returned || !/[-+*/%]|<<|>>/.test(returned.value) || returned.value.length > 120 || file.branches(fn).length > 0) return undefined;
  const call = only(at.file.calls({ startLine: at.line, endLine: at.line }).filter(({ name }) => name === fn.name));
  if (!call || call.args.length !== fn.parameters.length || call.args.some((arg) => !PLAIN.test(arg.trim()))) return undefined;
  const written = callWritten(call, at.file);
  if (!isAsserted(written, at.file, at.line)) return undefined;
  const values = fn.parameters
    .map(({ name }, position) => ({ name, value: call.args[position]?.trim() ?? '' }))
    .filter(({ name }) => new RegExp(`(?<![\\w$])${name.replace(/\W/g, '\\$&')}(?![\\w$])`).test(returned.value));
  const changed = fn.parameters.some(({ name }) => file.definitions(name, fn).some(({ kind }) => kind !== 'parameter'));
  if (changed) return undefined;
  const place = { file: file.file, line: returned.startLine };
  const given = values.map(({ name, value }) => `${code(name)} ${code(value)}`);
  return {
    sentence: `${code(fn.name)} returns ${code(returned.value)} (${placeText(place, at)})${given.length ? `, here with ${[given.slice(0, -1).join(', '), ...given.slice(-1)].filter(Boolean).join(' and ')}` : ''}.`,
    place,
    why: `returns ${code(returned.value)}`,
    check: `Compute ${code(returned.value)} by hand for the test's input. If it is what the test expects, this is not the cause.`,
  };
}

/** Whether an assertion on a line compares exactly this call. */
function isAsserted(call: string, file: SyntaxFile, line: number): boolean {
  const text = (file.lines[line - 1] ?? '').trim();
  if (text.startsWith(`assert ${call} == `)) return true;
  return file.calls({ startLine: line, endLine: line }).some(({ name, args, receiver = '' }) => {
    const asserts = /^(?:assert|expect)|^(?:equal|strictEqual|deepEqual|deepStrictEqual|is|eq)$/i.test(name) || /^assert/i.test(receiver);
    return asserts && args.some((arg) => arg.trim() === call);
  });
}
