import type { Clue } from './clue';
import { couldBeEmpty, isEmptyLiteral } from './emptyValues';
import { aType, code, type ExplainInput, type Explanation } from './explanation';
import { originEvidence } from './originEvidence';
import { originPlace, originSentences } from './originText';
import { originOf } from './followed';

/** PHP: a function returns a value of another type than it declares; the returned expression, and where its value comes from. */
export function explainReturnedType(
  { declared, given }: Extract<Clue, { kind: 'returnedType' }>,
  { at, view, frame }: ExplainInput,
): Explanation | undefined {
  const { file, fn, line } = at;
  const name = fn?.name ?? '';
  if (!fn) return undefined;
  const returned = file.returns(fn).find(({ startLine, endLine }) => startLine <= line && line <= endLine);
  const declares = `${code(name)} is declared to return ${aType(declared)} (line ${fn.signature.startLine})`;
  if (given === 'none' || !returned?.value)
    return {
      title: `${code(name)} returns nothing, not ${aType(declared)}`,
      sentences: [
        `${declares}, but ${given === 'none' ? 'it can reach its end without returning a value' : `line ${line} returns no value`}.`,
      ],
      evidence: [{ file: file.file, line: fn.signature.startLine, why: `declares ${code(declared)}` }],
      origin: { file: file.file, line: fn.signature.startLine },
      check: `Return ${aType(declared)} on every way through ${code(name)} and run it again.`,
    };
  const isNothing = isEmptyLiteral(given);
  const origin = originOf(view, returned.value, { file, fn, line: returned.startLine, frame });
  const shown = isNothing ? couldBeEmpty(origin) : { steps: origin.steps };
  const place = originPlace(shown);
  return {
    subject: `${code(returned.value)} is ${isNothing ? given : aType(given)}`,
    title: `${code(name)} returns ${isNothing ? given : aType(given)}, not ${aType(declared)}`,
    sentences: [
      `Line ${line} returns ${code(returned.value)}, which is ${isNothing ? given : aType(given)}, but ${declares}.`,
      ...originSentences(shown, given, at),
    ],
    evidence: [{ file: file.file, line: fn.signature.startLine, why: `declares ${code(declared)}` }, ...originEvidence(shown, given)],
    ...(place && { origin: place }),
    check: `Log ${code(returned.value)} before ${file.file}:${line}. If it is never ${isNothing ? given : aType(given)}, this is not the cause.`,
  };
}
