import type { Clue } from './clue';
import { code, sourceLine, type ExplainInput, type Explanation } from './explanation';
import { originEvidence } from './originEvidence';
import { originPlace, originSentences } from './originText';
import { originOf } from './followed';

/** Python: a value has more or fewer elements than names that take them. */
export function explainUnpacked(
  { many, expected }: Extract<Clue, { kind: 'unpacked' }>,
  { at, view, frame }: ExplainInput,
): Explanation | undefined {
  const text = sourceLine(at);
  const { names, value, loop } =
    /^(?<names>[\w.,\s()[\]*]{1,200}?)\s=\s(?<value>[^=].{0,200})$|\bfor (?<loop>[\w,\s()]{1,200}?) in (?<list>.{1,200}?)(?::|\s+if\b|\]|\)|$)/.exec(
      text,
    )?.groups ?? {};
  const taken = names ?? loop;
  const made = value ?? /\bin (.{1,200}?)(?::|$)/.exec(text)?.[1];
  if (!taken?.includes(',') || !made) return undefined;
  const call = /^(?<receiver>[\w.]{1,100})\.(?:split|rsplit|partition|groups|items|values|keys)\(/.exec(made)?.groups?.['receiver'];
  const subject = call ?? made;
  const origin = originOf(view, subject, { file: at.file, fn: at.fn, line: at.line, frame });
  const shown = { steps: origin.steps };
  const place = originPlace(shown);
  const amount = many ? `more than ${expected}` : `fewer than ${expected}`;
  return {
    subject: `${code(made)} has ${amount} values`,
    title: `${code(made)} has ${amount} values${at.fn?.name ? ` in ${code(at.fn.name)}` : ''}`,
    sentences: [
      loop
        ? `Line ${at.line} unpacks each element of ${code(made)} into ${code(taken.trim())}, but one has ${amount} values.`
        : `Line ${at.line} unpacks ${code(made)} into ${code(taken.trim())}, but it has ${amount} values.`,
      ...originSentences(shown, '', at),
    ],
    evidence: [...(place ? [{ ...place, why: `where ${code(subject)} comes from` }] : [])],
    ...(place && { origin: place }),
    check: `Log ${code(subject)} before ${at.file.file}:${at.line}. If it always has ${expected} parts, this is not the cause.`,
  };
}

/** Python: a date with a time zone meets one without. */
export function explainTimeZones({ at, view, frame }: ExplainInput): Explanation | undefined {
  const operations = at.file.operations({ startLine: at.line, endLine: at.line }).filter(({ operator }) => /^(?:[<>]=?|-)$/.test(operator));
  const [only] = operations.length === 1 ? operations : [];
  if (!only) return undefined;
  const names = [only.left, only.right].filter((side) => /^[\w.]{1,80}$/.test(side));
  const origins = names.map((name) => ({ name, origin: originOf(view, name, { file: at.file, fn: at.fn, line: at.line, frame }) }));
  const [found] = origins.length === 1 ? origins : [];
  const shown = { steps: found?.origin.steps ?? [] };
  const last = shown.steps.at(-1);
  const argument = last && 'argument' in last ? last.argument : undefined;
  const file = last && view.file(last.file);
  const made = argument && file ? view.definitionsOf(argument, file, file.enclosing(last.line)).at(-1) : undefined;
  const place = made && file ? { file: file.file, line: made.startLine } : originPlace(shown);
  return {
    title: `${code(`${only.left} ${only.operator} ${only.right}`)}: one has a time zone, the other has none`,
    sentences: [
      `Line ${at.line} computes ${code(`${only.left} ${only.operator} ${only.right}`)}: of the two dates one is aware of its time zone, and the other is naive (it has none).`,
      ...originSentences(shown, '', at),
      ...(made?.value && file ? [`${code(argument ?? '')} is assigned at ${file.file}:${made.startLine} from ${code(made.value)}.`] : []),
    ],
    evidence: [...(place ? [{ ...place, why: `makes ${code(argument ?? found?.name ?? '')}` }] : []), ...originEvidence(shown, '')],
    ...(place && { origin: place }),
    check: `Log ${code('tzinfo')} of both sides before ${at.file.file}:${at.line}. If both have one, or none has, this is not the cause.`,
  };
}
