import { detailOf } from './messages/details';
import { hasName, isQuoted } from './textTests';
import { only } from '../../only';
import { couldBeEmpty } from './emptyValues';
import { code, onPlace, type ExplainInput, type Explanation } from './explanation';
import { writtenIn, type OriginStep, type Place, type ValueOrigin } from '../../flow/originSteps';
import { originEvidence } from './originEvidence';
import { originPlace, originSentences } from './originText';
import { factAbout } from './library/valueFacts';
import { unsetField } from './unsetField';
import { originOfValue } from './surroundingOrigin';
import { callerFault, otherUse } from './otherUses';
import { nearOriginOf, originOf } from './followed';
import { valuesOn } from './valuesOnLine';
import { quotedValues, writtenOnce } from './writtenValue';

/** Where the values on a failing line come from, for an error that nothing explains further. */
export interface TracedValues {
  sentences: string[];
  evidence: Explanation['evidence'];
  /** The origin of the one value that is in question. */
  origin?: Place;
  /** Of the value that a failed test asserts: where it goes wrong, or only how it is computed. */
  asserted?: 'wrong' | 'computed';
}

interface Traced {
  text: string;
  origin: ValueOrigin;
}

const NOTHING = /\b(?:null|nil|None|undefined|NoneType)\b|Object reference not set|Nullable object/;

/**
 * Follows the values on the failing line back to where the program makes them, and finds the place that writes a value that the message quotes.
 * @param about names the values in question, in backticks
 */
export function traceValues(input: ExplainInput, about?: string): TracedValues | undefined {
  const { at, error } = input;
  const said = `${error.type}: ${error.message}`;
  const asked = about?.match(/`[^`]+`/g);
  const values = valuesOn(at).filter((text) => !asked || asked.some((each) => isPartOf(text, each.slice(1, -1))));
  const empty = NOTHING.test(said);
  const traced = tracedFrom(values, nearOriginOf, empty, input);
  const written = quotedValues(error)
    .map((value) => writtenOnce(value, input))
    .find((each) => each !== undefined);
  const choose = (from: readonly Traced[]): Traced | undefined =>
    chosen(from, error.message, written?.place) ?? only(from.filter(({ origin }) => factOf(origin.steps, said, input)));
  const near = choose(traced);
  const told = !near
    ? choose(tracedFrom(values, originOf, empty, input))
    : factOf(near.origin.steps, said, input)
      ? near
      : (only(tracedFrom([near.text], originOf, empty, input)) ?? near);
  const used = about === undefined ? (otherUse(input) ?? callerFault(input)) : undefined;
  const field = detailOf('typedProperty', error.message).name;
  const unset = field === undefined ? undefined : unsetField(field, input);
  if (unset) return { sentences: [unset.sentence], evidence: [{ ...unset.place, why: unset.why }], origin: unset.place };
  if (!told && !written && !used) return undefined;
  const from = told && originPlace(told.origin);
  const fact = told && factOf(told.origin.steps, said, input);
  const sentences = [
    ...(used ? [used.sentence] : []),
    ...(told ? originSentences(told.origin, nothingSaid(said), at, about?.includes(code(told.text)) ? told.text : undefined) : []),
    ...(fact ? [fact] : []),
    ...(written && !(from?.file === written.place.file && from.line === written.place.line)
      ? [`${code(written.text)} is written ${onPlace(written.place, at)}.`]
      : []),
  ];
  const others = traced.filter((each) => each !== told).flatMap(({ text, origin }) => placed(text, origin));
  return {
    sentences,
    evidence: [
      ...(used?.evidence ?? []),
      ...(written ? [{ ...written.place, why: `writes ${code(written.text)}` }] : []),
      ...(told ? originEvidence(told.origin, nothingSaid(said)) : []),
      ...others,
    ],
    ...((written?.place ?? from) && { origin: written?.place ?? from }),
  };
}

/** JavaScript: whether a value is written as an array or a text, which has the method that the message misses: it is another value then. */
function hasMethod(last: OriginStep | undefined, message: string): boolean {
  const method = detailOf('noMethod', message).name;
  const written = last && writtenIn(last)?.trim();
  if (method === undefined || !written) return false;
  return written.startsWith('[') ? method in Array.prototype : isQuoted(written) && method in String.prototype;
}

function tracedFrom(
  values: readonly string[],
  follow: typeof originOf,
  empty: boolean,
  { view, at, frame, error }: ExplainInput,
): Traced[] {
  const where = { file: at.file, fn: at.fn, line: at.line, frame };
  return values.flatMap((text) => {
    const { steps, end } = originOfValue(view, text, where, follow);
    const shown = empty ? couldBeEmpty({ steps, ...(end && { end }) }) : { steps };
    return (shown.steps.length > 0 || shown.end) && !hasMethod(shown.steps.at(-1), error.message) ? [{ text, origin: shown }] : [];
  });
}

/** Adds to an explanation that leads no further than the failing function where the values on the line come from. */
export function withTrace(explanation: Explanation, input: ExplainInput): Explanation {
  const { at } = input;
  const { origin } = explanation;
  if (origin && !(origin.file === at.file.file && origin.line === at.line)) return explanation;
  const traced = traceValues(input, explanation.title);
  if (!traced) return explanation;
  return {
    ...explanation,
    sentences: [...explanation.sentences, ...traced.sentences.filter((sentence) => !saysAll(explanation.sentences, sentence))],
    evidence: [...explanation.evidence, ...traced.evidence],
    ...(traced.origin && { origin: traced.origin }),
  };
}

/** Whether sentences name all the places that another one names. */
function saysAll(sentences: readonly string[], sentence: string): boolean {
  const said = sentences.join(' ');
  const places = sentence.match(/[\w./-]{1,200}:\d+|\bline \d+/g) ?? [];
  return said.includes(sentence) || (places.length > 0 && places.every((place) => said.includes(place)));
}

/** `orders` and `orders.total` of `orders.total[0]`. */
function isPartOf(text: string, whole: string): boolean {
  return whole === text || (whole.startsWith(text) && /^(?:[.[(]|->|\?\.)/.test(whole.slice(text.length)));
}

function placed(text: string, origin: ValueOrigin): Explanation['evidence'] {
  const place = originPlace(origin);
  return place ? [{ ...place, why: `where ${code(text)} comes from` }] : [];
}

/** The value in question: the one whose path leads to what the message quotes, the one that the message names, or the only one that comes from elsewhere. */
function chosen(traced: readonly Traced[], message: string, written: Place | undefined): Traced | undefined {
  const onWay = traced.filter(
    ({ origin: { steps } }) => written && steps.some(({ file, line }) => file === written.file && line === written.line),
  );
  if (onWay.length === 1) return onWay[0];
  const named = traced.filter(({ text }) => /^\W*\w{3,}$/.test(text) && hasName(message.slice(0, 600), text.replace(/\W/g, '')));
  if (named.length === 1) return named[0];
  const far = traced.filter(
    ({ origin: { steps, end } }) => end !== undefined || steps.some(({ kind }) => kind !== 'assigned' && kind !== 'element'),
  );
  return far.length === 1 ? far[0] : traced.length === 1 ? traced[0] : undefined;
}

/** A fact of the language about one of the values on the way. */
function factOf(steps: readonly OriginStep[], said: string, { at }: ExplainInput): string | undefined {
  for (const step of steps) {
    const value = writtenOrWhole(step);
    const fact = value && factAbout(value, at.file.language, said);
    if (fact) return `${code(fact.text)} ${fact.means}.`;
  }
  return undefined;
}

function writtenOrWhole(step: OriginStep): string | undefined {
  return writtenIn(step) ?? (step.kind === 'element' ? step.of : undefined);
}

function nothingSaid(said: string): string {
  return (
    NOTHING.exec(said)?.[0]
      ?.replace('NoneType', 'None')
      .replace(/^(?:Object|Nullable).*/, 'null') ?? ''
  );
}
