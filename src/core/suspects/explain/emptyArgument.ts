import type { Clue } from './clue';
import { checkOf } from './emptyCheck';
import { couldBeEmpty } from './emptyValues';
import { code, type ExplainInput, type Explanation } from './explanation';
import { originEvidence } from './originEvidence';
import { originPlace, originSentences } from './originText';
import { originOf } from './followed';

/** A call of the standard library received an empty value: `int(None)`. */
export function explainEmptyArgument(
  { value, callee }: Extract<Clue, { kind: 'emptyArgument' }>,
  input: ExplainInput,
): Explanation | undefined {
  const { at, view, frame } = input;
  const calls = at.file.calls({ startLine: at.line, endLine: at.line }).filter(({ name, args }) => name === callee && args.length > 0);
  const [call] = calls;
  // Of two bounds the message does not say which one it is.
  if (!call || calls.length > 1 || (callee === 'range' && call.args.length > 1)) return undefined;
  const text = call.args[0]!;
  const origin = couldBeEmpty(originOf(view, text, { file: at.file, fn: at.fn, line: at.line, frame }));
  const place = originPlace(origin);
  return {
    subject: `${code(text)} is ${value}`,
    title: `${code(text)} is ${value}${at.fn?.name ? ` in ${code(at.fn.name)}` : ''}`,
    sentences: [
      `Line ${at.line} calls ${code(`${callee}(${call.args.join(', ')})`)}, but ${code(text)} is ${value}.`,
      ...originSentences(origin, value, at),
    ],
    evidence: originEvidence(origin, value),
    ...(place && { origin: place }),
    check: checkOf(origin, text, value, input),
  };
}
