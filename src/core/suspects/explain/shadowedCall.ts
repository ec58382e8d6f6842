import { wordSet } from './textTests';
import type { Clue } from './clue';
import { code, type ExplainInput, type Explanation } from './explanation';

/** Python's built-in functions with names often used for variables. */
const BUILT_IN = wordSet(
  'list dict set tuple str int float bool bytes type id input len max min sum sorted filter map zip range next iter hash format open print all any dir vars file',
);

/** A value is called like a function: its name shadows one, or there is one pair of brackets too many. */
export function explainShadowedCall({ type }: Extract<Clue, { kind: 'calledValue' }>, { at, view }: ExplainInput): Explanation | undefined {
  const calls = at.file.calls({ startLine: at.line, endLine: at.line }).filter(({ receiver }) => receiver === undefined);
  for (const call of calls) {
    const made = view.definitionsOf(call.name, at.file, at.fn).findLast(({ startLine }) => startLine <= at.line);
    if (!made) continue;
    const place = { file: at.file.file, line: made.startLine };
    const how = made.kind === 'parameter' ? `is a parameter (line ${made.startLine})` : `is assigned on line ${made.startLine}`;
    const shadows = BUILT_IN.has(call.name) ? `, and shadows the built-in ${code(call.name)}` : '';
    return {
      title: `${code(call.name)} is a ${code(type)}, not a function${at.fn?.name ? `, in ${code(at.fn.name)}` : ''}`,
      sentences: [
        `Line ${at.line} calls ${code(`${call.name}(${call.args.join(', ')})`)}, but ${code(call.name)} is a ${code(type)}.`,
        `${code(call.name)} ${how}${shadows}.`,
      ],
      evidence: [{ ...place, why: `gives ${code(call.name)} another meaning` }],
      origin: place,
      check: `Give the variable on line ${made.startLine} another name. If it still fails, this is not the cause.`,
    };
  }
  return undefined;
}
