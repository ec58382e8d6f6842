import { isWord } from './textTests';
import { only } from '../../only';
import { familyOf } from '../../workspace/languages';
import type { Clue } from './clue';
import { couldBeEmpty, isNotEmpty } from './emptyValues';
import { traitsOf } from '../../flow/traits';
import { code, onPlace, placeText, type ExplainInput, type Explanation } from './explanation';
import { checkOf } from './emptyCheck';
import { failingExpression } from './failingExpression';
import { endsOf, originOf } from './followed';
import { beforeItsInitialiser, textIndex } from './circumstances';
import { calledByBase, middlewareBelow, mockedModule } from './handedOver';
import { missingThis } from './missingThis';
import { callPastEnd, loopPastEnd, neighbourPastEnd } from './pastEnd';
import { patternAsked } from './patternAsked';
import { originEvidence } from './originEvidence';
import { isMistake, originPlace, originSentences } from './originText';
import { writtenIn, type OriginEnd, type ValueOrigin } from '../../flow/originSteps';
import { fieldOf } from './programView';
import { readText } from './readText';
import { shadowIn, shadowedField, type Shadow } from './shadowedName';
import { explainTakenApart } from './takenApart';
import { typedEquality } from './typedEquality';
import { factAbout } from './library/valueFacts';
import { explainUnclear } from './unclearValue';
import { unsetOf } from './unsetField';
import { lookupWitness } from './witness';

type EmptyClue = Extract<Clue, { kind: 'empty' }>;

/** An empty value was accessed: its expression, and the place in the code that left it empty. */
export function explainEmpty(clue: EmptyClue, input: ExplainInput): Explanation | undefined {
  const { at, view, frame } = input;
  const value = clue.value || traitsOf(at.file.language).nothing;
  const failing = failingExpression(clue, at, view);
  if (!failing) return explainTakenApart(clue, input);
  const seenEmpty = notSeenFilled(failing.candidates, value, input);
  const followed = seenEmpty.map((text) => ({
    text,
    origin: originOf(
      view,
      text,
      { file: at.file, fn: at.fn, line: at.line, frame },
      traitsOf(at.file.language).warnsOfMissing ? undefined : value,
    ),
  }));
  const open = followed.filter(({ text, origin }) => !(isWord(text) && isNotEmpty(origin)));
  const origins = (open.length > 0 ? open : followed).map(({ text, origin }) => ({ text, origin: couldBeEmpty(origin) }));
  const candidates = origins.map(({ text }) => text);
  const shown = origins.filter(({ origin }) => origin.end);
  const sure = origins.length === 1 ? origins[0] : undefined;
  const lacking = origins.flatMap((each) => {
    const witness = each.origin.end && !VAGUE.has(each.origin.end.kind) ? undefined : lookupWitness(each.text, input);
    return witness ? [{ ...each, witness }] : [];
  });
  const found = sure ?? (shown.length === 1 ? shown[0] : (only(shown.length === 0 ? lacking : []) ?? undefined));
  if (!found) return explainUnclear(candidates, shown, value, input);
  const { text } = found;
  const witness = lacking.find((each) => each.text === text)?.witness;
  const where = { file: at.file, fn: at.fn, line: at.line, frame };
  const ends = found.origin.end ? [] : endsOf(view, text, where, value);
  const cause = causeOf(found.origin, ends, text, input);
  // What a second variable of the name is given is not the value of this one.
  const isOther =
    cause &&
    found.origin.steps[0]?.kind === 'assigned' &&
    found.origin.steps[0].name === text &&
    found.origin.steps[0].line === cause.place.line &&
    found.origin.steps[0].file === cause.place.file;
  const origin: ValueOrigin = isOther ? { steps: [] } : found.origin;
  const several = origin.end || isOther ? [] : ends;
  const around =
    middlewareBelow(text, input) ??
    mockedModule(origin, input) ??
    calledByBase(text, input) ??
    beforeItsInitialiser(text, input) ??
    textIndex(text, input) ??
    (origin.end || several.length > 0 ? undefined : unsetOf(text, input));
  const past = callPastEnd(found.origin.steps, input) ?? (origin.end ? undefined : neighbourPastEnd(text, where, input));
  const asked = patternAsked(origin.end, view);
  const seen = valueSeen(input, text);
  const reads = readText(clue, failing.property, text, value, at.file.lines[at.line - 1] ?? '');
  const shapes = shapesOf(text, failing.property, value, input);
  const [what, ...rest] = [
    sure
      ? `Line ${at.line} ${reads}${seen === value ? ', as the program showed when it failed' : ''}.`
      : `Line ${at.line} uses ${failing.candidates.map(code).join(' and ')}; ${code(text)} is the one that the code shows can be ${value}.`,
    ...(seen && seen !== value ? [`When it failed, ${code(text)} was ${code(seen)}.`] : []),
    ...shapes,
    ...(around ? [around.sentence] : []),
    ...(past
      ? [past.sentence]
      : witness
        ? [...originSentences({ steps: origin.steps }, value, at), ...witness.sentences]
        : originSentences(origin, value, at, shapes.length || around || seen ? undefined : text)),
    ...(asked ? [`${code(asked.name)} holds only for a text that fits the pattern ${onPlace(asked.place, at)}.`] : []),
    ...factSentences(origin, value, input),
  ];
  const place =
    (past ?? loopPastEnd(text, at))?.place ??
    cause?.place ??
    witness?.place ??
    (around && familyOf(at.file.language) === 'cpp' ? around.place : undefined) ??
    missingThis(text, input)?.place ??
    around?.place ??
    originPlace(origin);
  return {
    subject: `${code(text)} is ${value}`,
    title: `${code(text)} is ${value}${at.fn?.name ? ` in ${code(at.fn.name)}` : ''}`,
    sentences: [what, ...inlinedSentence(input), ...(cause ? [...rest.slice(0, 1), cause.sentence, ...rest.slice(1)] : rest)],
    evidence: [
      ...(input.inlinedFrom ? [{ file: input.inlinedFrom.file, line: input.inlinedFrom.line, why: 'the line that the trace names' }] : []),
      ...(past ? [{ ...past.place, why: 'the loop runs past the end' }] : []),
      ...shapeEvidence(text, input),
      ...(cause ? [{ ...cause.place, why: cause.why }] : []),
      ...(around ? [{ ...around.place, why: around.why }] : []),
      ...(witness?.evidence ?? []),
      ...(several.length > MOST_ENDS ? [] : several.flatMap((end) => originEvidence({ steps: [], end }, value))),
      ...(asked ? [{ ...asked.place, why: `the pattern that decides about ${code(asked.name)}` }] : []),
      ...originEvidence(origin, value),
    ],
    ...(place && { origin: place }),
    ...((cause !== undefined || past !== undefined || isMistake(origin.end) || missingThis(text, input) !== undefined) && {
      atFault: true,
    }),
    returned: origin.steps.filter(({ kind }) => kind === 'returned'),
    check: checkOf(origin, text, value, input, seen),
  };
}

/** Places of which each may leave a value empty: more of them explain nothing. */
const MOST_ENDS = 3;

/** Ends that tell how a value may be empty, and not where it is. */
const VAGUE: ReadonlySet<string> = new Set(['lookup', 'missingKey', 'onlyKeys']);

/** What the language or a library gives on the way of the value. */
function factSentences({ steps }: ValueOrigin, value: string, { at, error }: ExplainInput): string[] {
  const fact = steps
    .map((step) => factAbout(writtenIn(step) ?? '', at.file.language, `${error.type}: ${error.message} ${value}`))
    .find(Boolean);
  return fact ? [`${code(fact.text)} ${fact.means}.`] : [];
}

function inlinedSentence({ inlinedFrom, at }: ExplainInput): string[] {
  if (!inlinedFrom) return [];
  return [
    `The trace names only its caller (${placeText(inlinedFrom, at)}): nothing on that line itself can be null, and a short method like ${code(inlinedFrom.call)} can be inlined.`,
  ];
}

/** The reason why the code on the value's path leaves it empty: a second variable of its name, a comparison that never holds. */
function causeOf({ steps, end }: ValueOrigin, ends: readonly OriginEnd[], text: string, { at, view }: ExplainInput): Shadow | undefined {
  const field = fieldOf(text) ?? text;
  const own = at.fn && shadowIn(text, at.file, at.fn);
  if (own) return own;
  if (isWord(field)) {
    const hidden = shadowedField(field, at.file, at.fn);
    if (hidden) return hidden;
  }
  for (const place of [...(end ? [end] : []), ...ends, ...steps]) {
    const file = view.file(place.file);
    const fn = file?.enclosing(place.line);
    if (!file || !fn || fn === at.fn) continue;
    for (const { value } of file.returns(fn)) {
      const shadow = shadowIn(value.trim(), file, fn);
      if (shadow) return inFile(shadow, at);
    }
    const declared = place.kind === 'uninitialised' ? shadowIn(place.name, file, fn) : undefined;
    if (declared) return inFile(declared, at);
    const compared = end && typedEquality(file, fn, view);
    if (compared) return inFile({ ...compared, why: 'compares values of different types' }, at);
  }
  return undefined;
}

function inFile(shadow: Shadow, at: ExplainInput['at']): Shadow {
  return shadow.place.file === at.file.file ? shadow : { ...shadow, sentence: `In ${shadow.place.file}: ${shadow.sentence}` };
}

function shapeEvidence(text: string, input: ExplainInput): Explanation['evidence'] {
  const loop = loopPastEnd(text, input.at);
  if (loop) return [{ ...loop.place, why: 'the loop runs one past the end' }];
  const unbound = missingThis(text, input);
  return unbound ? [{ ...unbound.place, why: 'passes the method without its `this`' }] : [];
}

/** Without those that the failing program showed to hold something. */
function notSeenFilled(candidates: readonly string[], value: string, input: ExplainInput): readonly string[] {
  const left = candidates.filter((text) => (valueSeen(input, text) ?? value) === value);
  return left.length > 0 ? left : candidates;
}

/** The value of an expression in the failing frame, in a stopped debugger or where a run threw. */
function valueSeen({ evidence, at }: ExplainInput, text: string): string | undefined {
  return evidence.values.find(({ frame, name }) => frame === at.frame && name === text)?.value;
}

const EXPRESS = /(?:^|[\\/])node_modules[\\/](?:express|router)[\\/]/;

/** Well-known shapes of the expression itself. */
function shapesOf(text: string, property: string | undefined, value: string, input: ExplainInput): string[] {
  const { at } = input;
  const loop = loopPastEnd(text, at);
  if (loop) return [loop.sentence];
  const unbound = missingThis(text, input);
  if (unbound) return unbound.sentences;
  if (/^\w+\.body$/.test(text) && input.error.frames.some(({ file }) => EXPRESS.test(file)))
    return [
      `Express fills ${code(text)} only where a parser such as ${code('express.json()')} has read it before: without one, or for another content type, it is not set.`,
    ];
  const chain = /^(.*)\?\.([\w$]+(?:\(\))?)$/s.exec(text);
  if (chain && property)
    return [
      `The \`?.\` only covers a missing ${code(chain[1]!)}: ${code(chain[2]!)} itself is ${value}, and ${code(`.${property}`)} after it is not covered. ${code(`?.${property}`)} would be.`,
    ];
  return [];
}
