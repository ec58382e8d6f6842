import { only } from '../../only';
import type { Clue } from './clue';
import { aType, code, type ExplainInput, type Explanation } from './explanation';
import { originPlace, originSentences } from './originText';
import { originOf } from './followed';
import { writtenIn } from '../../flow/originSteps';

const SEQUENCE = /^(?:[rbuf]?["'[(]|(?:str|list|tuple|input|join|sorted)\()/;
const NUMBER = /^-?(?:\d|(?:float|int|round|len|sum)\()/;

/** Python: `amount * rate`, where one side is a text, a list or a tuple. The message does not say which; a literal may. */
export function explainRepeated({ by }: Extract<Clue, { kind: 'repeated' }>, { at, view, frame }: ExplainInput): Explanation | undefined {
  const one = only(at.file.operations({ startLine: at.line, endLine: at.line }).filter(({ operator }) => /^\*=?$/.test(operator)));
  if (!one) return undefined;
  const sides = [one.left, one.right].map((text) => {
    const origin = originOf(view, text, { file: at.file, fn: at.fn, line: at.line, frame });
    const last = origin.steps.at(-1);
    const written = (last && writtenIn(last)) ?? text;
    return { text, origin: { steps: origin.steps }, isSequence: SEQUENCE.test(written.trim()), isNumber: NUMBER.test(written.trim()) };
  });
  const sequence = only(sides.filter(({ isSequence }) => isSequence)) ?? only(sides.filter(({ isNumber }) => !isNumber));
  const whole = `${one.left} ${one.operator} ${one.right}`;
  const shown = sequence ? [sequence] : sides;
  const places = shown.flatMap(({ text, origin }) => {
    const place = originPlace(origin);
    return place ? [{ ...place, why: `where ${code(text)} comes from` }] : [];
  });
  const [first] = places;
  return {
    title: `${sequence ? code(sequence.text) : `One side of ${code(whole)}`} is a sequence, such as a text or a list${at.fn?.name ? `, in ${code(at.fn.name)}` : ''}`,
    sentences: [
      sequence
        ? `Line ${at.line} computes ${code(whole)}, but ${code(sequence.text)} is a sequence, such as a text or a list, and only an ${code('int')} can repeat one; the other side is ${aType(by)}.`
        : `Line ${at.line} computes ${code(whole)}: one of them is a sequence, such as a text or a list, and the other ${aType(by)}; only an ${code('int')} can repeat a sequence.`,
      ...shown.flatMap(({ origin }) => originSentences(origin, '', at)),
    ],
    evidence: places,
    ...(first && { origin: { file: first.file, line: first.line } }),
    check: `Log the type of ${sequence ? code(sequence.text) : 'both sides'} before ${at.file.file}:${at.line}. If both are numbers, this is not the cause.`,
  };
}
