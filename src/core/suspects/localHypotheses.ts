import type { FailureEvidence } from '../context/failureEvidence';
import { hasReason } from '../context/reason';
import { reasonText } from '../context/reasonText';
import { MAX_HYPOTHESES, WRONG_HERE, type Evidence, type Hypothesis } from '../hypothesis';
import type { CandidateFacts } from './candidateFacts';
import { changeShown } from './explain/changedLines';
import type { CommandExplained, ShownPlace } from './explain/explanation';
import { explainFurtherFaults, traceFailure, traceResult, type FailureExplained } from './explain/explainFailure';
import { claimText } from './explain/faults/claimText';
import type { FaultOnPath } from './explain/faults/faultsOnPath';
import { ranSentence } from './explain/runText';
import { cut, shownName, storyOf, type Story } from './explain/story';
import {
  checkOf,
  evidenceOf,
  fromElsewhere,
  rootCauseOf,
  SURFACES,
  surfaceSentences,
  surfacesAs,
  titleOf,
  withoutCapital,
  withoutTitle,
} from './explain/storyText';
import type { Place } from '../flow/originSteps';
import { assertsResult } from './explain/testUse';
import { textFault } from '../capture/textFault';
import { knownOf } from './knownFaults';
import type { ScoredLine } from './lineScores';
import type { RankedFunction, Ranking } from './ranking';
import { shownChance } from './shownChance';

/** A ranking is never certain: its shown chance stays below this, and well below where nothing leads from the failure to the function. */
const HIGHEST_CONFIDENCE = 0.75;
const HIGHEST_NEAR = 0.3;
/** Functions less likely than this relative to the others do not get a card. */
const LOWEST_SHARE = 0.05;
/** One in nine of the real crashes with a value that another function gave was mended there (decision 24): its card shows no less. */
const LOWEST_OF_ORIGIN = 0.1;
/** Of a known fault on the path that nothing else speaks for, and of one that the test's result or the value's way confirms. */
const LOWEST_OF_FAULT = 0.3;
const LOWEST_OF_CONFIRMED = 0.5;
const MOST_SENTENCES = 3;
const MOST_EVIDENCE = 6;
/** Of a failed assertion without a known cause, whose rows are all that the card has. */
const MOST_MAKING = 8;
const LONGEST_LINE = 500;
const MOST_LINES = 4;

/**
 * Hypotheses in sentences from program facts: the failing line, the origin of its value, recent changes. At most three, one for each
 * function, in the ranking's order. They claim only what the code shows.
 */
export function localHypotheses(failureEvidence: FailureEvidence, ranking: Ranking): Hypothesis[] {
  const { by, functions, facts, related, command } = ranking;
  if (command) return [aboutCommand(command, by)];
  const { explained, faults } = knownOf(failureEvidence, ranking);
  const chosen: RankedFunction[] = [];
  const seen = new Set<string>();
  // What is known of one function does not make the others less likely than each other.
  const rest = 1 - functions.reduce((sum, { share, lines }) => (hasKnownFault(lines) ? sum + share : sum), 0);
  for (const ranked of functions) {
    if (chosen.length === MAX_HYPOTHESES || (chosen.length && ranked.share < LOWEST_SHARE * rest)) break;
    const { file, startLine, endLine } = ranked.facts.candidate;
    const place = `${file}:${startLine}-${endLine}`;
    if (seen.has(place) || ranked.lines.length === 0) continue;
    seen.add(place);
    chosen.push(ranked);
  }
  if (explained) keepExplained(chosen, functions, explained);
  const further = functions.length > 0 ? explainFurtherFaults(failureEvidence, facts, related) : undefined;
  const frames = functions.some((each) => each.facts.stackPlace !== undefined);
  const traced = explained || functions.length === 0 ? undefined : traceFailure(failureEvidence, facts, related);
  // How the asserted value is computed is told of a function that is on that way.
  const isOnWay = ({ facts: own }: RankedFunction): boolean => own.testCall > 0 || !!traced?.evidence.some((each) => holds(own, each));
  const teller = traced?.asserted ? Math.max(0, chosen.findIndex(isOnWay)) : undefined;
  const cards = chosen.map((ranked, index) => {
    const sources = { further, traced: teller === undefined || index === teller ? traced : undefined, all: facts };
    const story = storyOf(failureEvidence, ranked.facts, explained, sources);
    const made = (): ShownPlace[] | undefined => traceResult(failureEvidence, facts, ranked.facts, related);
    // The first card of an explained crash tells what made its value, too.
    const known =
      faults.find((each) => each.facts === ranked.facts) ??
      (index === 0 && explained ? faults.find(({ confirmed }) => confirmed) : undefined);
    // A fault of the test's own text is no guess among candidates.
    const chance = ranked.facts.candidate.test ? ranked.share : shownChance(ranked.share, frames);
    return hypothesis({ ...ranked, chance }, chosen.slice(0, index), { ...story, ...(known && { known }) }, by, made);
  });
  const text = textIn(facts, related);
  // A function and the one around it may have the same text.
  return cards
    .filter(({ title }, index) => cards.findIndex((each) => each.title === title) === index)
    .map((card) => ({ ...card, evidence: card.evidence.map((each) => ({ ...each, ...text(each) })) }));
}

function aboutCommand({ title, sentences, evidence: places, check }: CommandExplained, source: string): Hypothesis {
  return {
    id: 'local-1',
    title,
    rootCause: sentences.join(' '),
    evidence: evidence(places),
    confidence: HIGHEST_CONFIDENCE,
    check,
    source,
    guess: false,
    warnings: [],
  };
}

/**
 * @param ranked with the chance that is shown for it
 * @param before the functions of the cards above it
 * @param made how its function makes the result that a failed test asserts
 */
function hypothesis(
  ranked: RankedFunction & { chance: number },
  before: readonly RankedFunction[],
  { known, ...story }: Story & { known?: FaultOnPath },
  source: string,
  made: () => ShownPlace[] | undefined,
): Hypothesis {
  const { facts, chance, reasons, lines } = ranked;
  const { candidate } = facts;
  const least = story.explained && isOrigin(ranked, story.explained) ? LOWEST_OF_ORIGIN : 0;
  const [best] = lines;
  const said = best?.reasons[0] ?? reasons[0];
  // Where a line has nothing of its own to say, the one that the trace names stands for its function.
  const line = best?.reasons[0] || facts.frameLines.length === 0 ? (best?.line ?? candidate.startLine) : facts.frameLines[0]!;
  // What is known of the whole function is not said of one of its lines.
  const ofFunction = !best?.reasons[0] && line !== candidate.startLine && candidate.function;
  const because = said ? reasonText(said) : 'highest ranked line of this function';
  const suspect = { file: candidate.file, line, why: said && ofFunction ? `in ${shownName(facts)}: ${because}` : because };
  const [change] = facts.changes;
  const shown = change && changeShown(change);
  const teller = story.explained && before.find((each) => tells(each.facts, story.explained!));
  const told =
    story.explained &&
    aboutExplained(facts, story.explained, before, { teller, ofText: story.error !== undefined && textFault(story.error) !== undefined });
  const isOffStack = story.expectation !== undefined && facts.stackPlace === undefined && !candidate.test && !known;
  if (!told && isOffStack && !story.traced?.asserted && !(facts.testCall && assertsResult(story.testUse))) story.made = made();
  if (!told && facts.testCall && assertsResult(story.testUse)) {
    const own = made();
    // What the way of the asserted value adds is what lies behind the function and what it calls.
    if (own && story.traced?.asserted && story.traced.evidence.every((place) => own.some((each) => isSame(each, place))))
      delete story.traced;
    if (!story.traced?.asserted) story.made = own;
  }
  const general = told || known ? undefined : rootCauseOf(facts, suspect, story, teller && cardAbout(teller, 'what fails there'));
  const changed = change
    ? `Recent change: ${linesOf(change)}, ${change.commit ? `commit ${change.commit}${change.summary ? ` "${cut(change.summary)}"` : ''}` : 'not committed yet'}.`
    : undefined;
  // What a class has may stand outside of the function that is on the path.
  const own = known?.facts.candidate;
  const isInside = known && own && own.startLine <= known.claim.line && known.claim.line <= own.endLine;
  const claim =
    known &&
    claimText(known.claim, {
      ...(isInside && { fn: own.function }),
      ...(known.file.file !== candidate.file && { file: known.file.file }),
    });
  const isTold =
    claim !== undefined &&
    (isTheMistake(known, story.explained) || says(told?.sentences.join(' ') ?? '', claim.sentence, known?.claim.also));
  const added = [
    told && known && !isTold ? claimText(known.claim, { file: known.file.file }).sentence : undefined,
    ranSentence(facts, reasons, story),
    furtherFaults(story),
    changed,
  ].filter((sentence) => sentence !== undefined);
  const sentences = inFewSentences(
    told?.sentences ?? [
      ...(claim
        ? [claim.sentence, ...(known.leads ? (story.explained ? fromElsewhere(story.explained) : surfaceSentences(story)).slice(0, 1) : [])]
        : []),
      ...(general ?? []),
      ...(story.traced?.asserted ? story.traced.sentences : []),
    ],
    MOST_SENTENCES - added.length,
  );
  const title = told?.title ?? claim?.title ?? titleOf(facts, story);
  return {
    id: `local-${before.length + 1}`,
    title,
    rootCause: withoutTitle([...sentences, ...added], title).join(' '),
    evidence: evidence(
      [
        ...(told ? told.evidence.slice(0, 2) : []),
        ...(known ? placesOf(known, !told) : []),
        ...(known?.leads && !told && story.shows ? [{ ...story.shows, why: SURFACES }] : []),
        ...(told?.evidence ?? []),
        ...(story.made ?? []),
        ...tracedEvidence(story, suspect),
        // Beside a way, what else is known of the function's lines is noise.
        ...(told?.evidence.some(({ step }) => step !== undefined) ? [] : evidenceOf(facts, suspect, story)),
      ],
      story.shows,
      told && story.explained ? originOf(story.explained) : known && { file: known.file.file, line: known.claim.line },
      story.made && !known ? MOST_MAKING : MOST_EVIDENCE,
    ),
    confidence: Math.min(
      candidate.near && !told ? HIGHEST_NEAR : HIGHEST_CONFIDENCE,
      Math.max(chance, least, !told && !story.explained ? leastOf(known) : 0),
    ),
    check: told?.check ?? claim?.check ?? checkOf(facts, suspect, story),
    ...(shown && { change: shown }),
    source,
    guess: false,
    warnings: reasons.length === 0 && !told ? ['Weak evidence: it is near the failure in the call graph.'] : [],
  };
}

/** The share of a sentence's longer words that another text must have to say the same. */
const SAME_WORDS = 0.6;

/** Whether a text says what a sentence does: it has all its code, and its other line or most of its words. */
function says(text: string, sentence: string, also: number | undefined): boolean {
  const quoted = sentence.match(/`[^`]+`/g) ?? [];
  const words = sentence.replace(/`[^`]+`/g, ' ').match(/[a-z]{5,}/g) ?? [];
  const shared = words.filter((word) => text.includes(word));
  const isOther = also !== undefined && new RegExp(`(?:line |:)${also}\\b`, 'i').test(text);
  return quoted.every((each) => text.includes(each.slice(1, -1))) && (isOther || shared.length >= words.length * SAME_WORDS);
}

function hasKnownFault(lines: readonly ScoredLine[]): boolean {
  return lines.some(({ reasons }) => hasReason(reasons, 'knownFault'));
}

/** @param titled the card's title says what is wrong */
function placesOf({ claim, file }: FaultOnPath, titled: boolean): ShownPlace[] {
  const why = titled ? WRONG_HERE : reasonText({ kind: 'knownFault', what: claimText(claim).title });
  return [
    { file: file.file, line: claim.line, why },
    ...(claim.also === undefined ? [] : [{ file: claim.alsoIn ?? file.file, line: claim.also, why: 'the other side of it' }]),
  ];
}

/** The least chance of a card by what speaks against its function. */
function leastOf(known: FaultOnPath | undefined): number {
  if (known?.confirmed) return LOWEST_OF_CONFIRMED;
  return known ? LOWEST_OF_FAULT : 0;
}

function isSame(a: Place, b: Place): boolean {
  return a.file === b.file && a.line === b.line;
}

/** The failing line, and where its values come from. */
function tracedEvidence(story: Story, suspect: ShownPlace): ShownPlace[] {
  const { traced, shows } = story;
  if (!traced || !shows) return [];
  if (traced.asserted) return traced.evidence;
  const surface = {
    ...shows,
    why: shows.file === suspect.file && shows.line === suspect.line ? suspect.why : surfacesAs(story),
  };
  return [surface, ...traced.evidence];
}

/** The other lines of the function in the same list of errors. */
function furtherFaults({ alsoFaulty }: Story): string | undefined {
  const shown = alsoFaulty.slice(0, MOST_LINES);
  if (shown.length === 0) return undefined;
  const more = alsoFaulty.length - shown.length;
  const lines = shown.length > 1 && !more ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : shown.join(', ');
  return shown.length > 1
    ? `There are further errors on lines ${lines}${more ? ` and ${more} more` : ''}.`
    : `There is another error on line ${lines}.`;
}

/** At most `most` sentences: the last one takes in the remaining ones. */
function inFewSentences(sentences: readonly string[], most: number): string[] {
  const shown = sentences.slice(0, MOST_SENTENCES);
  if (shown.length <= most) return shown;
  const rest = shown.slice(most - 1).map((sentence, at) => (at ? withoutCapital(sentence) : sentence).replace(/\.$/, ''));
  return [...shown.slice(0, most - 1), `${rest.join('; ')}.`];
}

/** The place where the error surfaces and the origin of its value each have a card if they are ranked; the last cards give way. */
function keepExplained(chosen: RankedFunction[], functions: readonly RankedFunction[], explained: FailureExplained): void {
  const { at, explanation } = explained;
  const places = [{ file: at.file.file, line: at.line }, ...(explanation.origin ? [explanation.origin] : [])];
  const wanted = places.flatMap((place) => functions.find(({ facts, lines }) => lines.length > 0 && holds(facts, place)) ?? []);
  for (const each of wanted) {
    if (chosen.includes(each)) continue;
    // What only may have to do with it gives way before what led to it.
    const off = chosen.findLastIndex((other) => !wanted.includes(other) && other.facts.stackPlace === undefined);
    const last = off > 0 ? off : chosen.findLastIndex((other) => !wanted.includes(other));
    if (chosen.length < MAX_HYPOTHESES) chosen.push(each);
    else if (last > 0) chosen.splice(last, 1, each);
  }
  chosen.sort((a, b) => functions.indexOf(a) - functions.indexOf(b));
  const from = chosen.findIndex((each) => isOrigin(each, explained));
  const above = chosen.findIndex(({ share }, index) => index > 0 && index < from && share < LOWEST_OF_ORIGIN);
  if (above > 0) chosen.splice(above, 0, ...chosen.splice(from, 1));
}

/** Whether a fault is the mistake that an explanation tells. */
function isTheMistake(known: FaultOnPath | undefined, explained: FailureExplained | undefined): boolean {
  const { atFault, origin } = explained?.explanation ?? {};
  return known !== undefined && atFault === true && origin?.file === known.file.file && origin.line === known.claim.line;
}

/** Whether a function gave the wrong value, as the code shows, off the line where the error surfaces. */
function isOrigin({ facts }: RankedFunction, { at, explanation: { origin }, ofValue, tested, traced }: FailureExplained): boolean {
  return (
    ofValue && !tested && !traced && origin !== undefined && holds(facts, origin) && !holds(facts, { file: at.file.file, line: at.line })
  );
}

/** Where the value goes wrong, if that is known and not the line where it surfaces. */
function originOf({ explanation: { origin }, ofValue, traced }: FailureExplained): Place | undefined {
  return ofValue && !traced ? origin : undefined;
}

interface Told {
  title: string;
  sentences: string[];
  evidence: ShownPlace[];
  check: string;
}

/** Whether the card of a function tells the whole explanation, if no card above it does. */
function tells(facts: CandidateFacts, { at, explanation: { origin }, named, traced }: FailureExplained): boolean {
  const places = [{ file: at.file.file, line: at.line }, named, traced ? undefined : origin];
  return places.some((place) => place !== undefined && holds(facts, place));
}

function cardAbout({ facts }: RankedFunction, what: string): string {
  return `The hypothesis about ${shownName(facts)} says ${what}.`;
}

/** Sentences that need the one before them. */
const CONTINUES = /^(?:It|Its|That|This|They|Their|Both|Each|Neither|There)\b/;

/** What the card of an origin still has to say below the one that tells the whole. */
function withoutRepetition({ at, explanation }: FailureExplained, teller: RankedFunction | undefined): string[] {
  const rest = explanation.sentences.slice(1);
  if (!teller || !rest[0] || CONTINUES.test(rest[0])) return fromElsewhere({ at, explanation });
  return [...fromElsewhere({ at, explanation: { ...explanation, sentences: rest } }), cardAbout(teller, 'where that fails')];
}

/**
 * The part of an explanation for the card of a function: the place where the error surfaces, or the origin of the value.
 * @param about `teller`: a card above that tells the whole; `ofText`: nothing ran
 */
function aboutExplained(
  facts: CandidateFacts,
  explained: FailureExplained,
  before: readonly RankedFunction[],
  { teller, ofText }: { teller: RankedFunction | undefined; ofText: boolean },
): Told | undefined {
  const { at, explanation, ofValue, tested, named, traced } = explained;
  const { origin, sentences, title, subject } = explanation;
  const surface = {
    file: at.file.file,
    line: at.line,
    why: tested ? 'the function that the test calls' : SURFACES,
  };
  const lead = origin && explanation.evidence.find(({ file, line }) => file === origin.file && line === origin.line);
  const isHere = origin?.file === surface.file && origin.line === surface.line;
  const source = origin && { ...origin, why: lead?.why ?? (isHere ? surface.why : 'where it comes from') };
  if (holds(facts, surface)) {
    const above = source && !traced && before.find((each) => holds(each.facts, source));
    if (above) return whereItSurfaces({ title, sentences, surface, source }, above, explanation);
    const first = source && holds(facts, source) ? [source, surface] : [surface, ...(source ? [source] : [])];
    return { title, sentences, evidence: [...first, ...explanation.evidence], check: explanation.check };
  }
  if (named && holds(facts, named))
    return {
      title,
      sentences: named.file === at.file.file ? sentences : fromElsewhere({ at, explanation }),
      evidence: [surface, ...(source ? [source] : []), { ...named, why: 'the line that the trace names' }, ...explanation.evidence],
      check: explanation.check,
    };
  const returned = explanation.returned?.find((place) => holds(facts, place));
  const from = source && holds(facts, source) ? source : returned && { ...returned, why: 'returns it' };
  if (!from || traced) return undefined;
  return {
    title: `${subject ?? title}${ofValue ? ', and it comes from' : ofText ? ': the other side is' : ': see'} ${shownName(facts)}`,
    sentences: withoutRepetition(explained, teller),
    evidence: [from, surface, ...explanation.evidence],
    check: explanation.check,
  };
}

/** The place where a value surfaces, if a card above says where it comes from: that this code does not allow for the value. */
function whereItSurfaces(
  { title, sentences, surface, source }: Pick<Told, 'title' | 'sentences'> & Record<'surface' | 'source', Told['evidence'][number]>,
  above: RankedFunction,
  { subject, atFault, check }: FailureExplained['explanation'],
): Told {
  return {
    title,
    sentences: [
      ...sentences.slice(0, 1),
      cardAbout(above, 'where that comes from'),
      ...(atFault || !subject ? [] : [`If it can be right that ${subject}, this line has to allow for it.`]),
    ],
    evidence: [surface, source],
    check: subject ? `May it happen that ${subject} here? If not, this is not the cause.` : check,
  };
}

function holds({ candidate }: CandidateFacts, { file, line }: Place): boolean {
  return candidate.file === file && candidate.startLine <= line && line <= candidate.endLine;
}

/**
 * Places as evidence, each line once, the most important first.
 * @param failing the line where the error surfaces: the beginning of the value's way
 * @param origin the line where the value goes wrong: its end
 */
function evidence(places: readonly ShownPlace[], failing?: Place, origin?: Place, most = MOST_EVIDENCE): Evidence[] {
  const found = new Map<string, Evidence>();
  for (const { file, line, why, step } of places) {
    const key = `${file}:${line}`;
    const known = found.get(key);
    if (known && step !== undefined) known.step ??= step;
    if (!known) found.set(key, { file, line, why, verified: true, ...(step !== undefined && { step }) });
  }
  const all = [...found.values()];
  const last = Math.max(0, ...all.map(({ step = 0 }) => step));
  for (const each of all) {
    if (failing && isSame(each, failing)) each.step = 0;
    else if (origin && isSame(each, origin)) {
      each.origin = true;
      each.step ??= last + 1;
    }
  }
  const ends = all.filter((each) => each.step === 0 || each.origin);
  const kept = new Set([...new Set([...ends, ...all])].slice(0, most));
  return all.filter((each) => kept.has(each));
}

/** The lines of cited files, for the rows of a card. */
function textIn(facts: readonly CandidateFacts[], related: Ranking['related']): (place: Place) => { text?: string } {
  const files = new Map([...(related?.files ?? []), ...facts.map(({ file }) => file)].map((file) => [file.file, file]));
  return ({ file, line }) => {
    const text = files.get(file)?.lines[line - 1]?.trim();
    return text ? { text: text.slice(0, LONGEST_LINE) } : {};
  };
}

function linesOf({ startLine, endLine }: { startLine: number; endLine: number }): string {
  return endLine > startLine ? `lines ${startLine}–${endLine}` : `line ${startLine}`;
}
