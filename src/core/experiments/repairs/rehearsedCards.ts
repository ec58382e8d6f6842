import type { FailureEvidence, RecentChange } from '../../context/failureEvidence';
import { MAX_HYPOTHESES, WRONG_HERE, type Hypothesis } from '../../hypothesis';
import { localHypotheses } from '../../suspects/localHypotheses';
import type { Ranking } from '../../suspects/ranking';
import { withoutFaults } from '../../suspects/knownFaults';
import { withOrigin, withSeenFirst } from '../../suspects/originLeads';
import type { Suspect } from '../../suspects/suspect';
import { revertingHypothesis, suspectsAfterBlame, theChangesOf } from '../blamedChange';
import type { Coverage } from '../coverage';
import { withCoverage } from '../withCoverage';
import type { BlameChange } from '../experiment';
import { textHash } from '../../workspace/textHash';
import { changeOf, type Repair } from './chosenRepairs';
import { changeKey, type RepairCandidate } from './listRepairs';
import { oneOfEachLineFirst } from './promisingChanges';
import { refutedFaults } from './refutedFaults';
import { rehearse, reproduce, type Rehearsal, type RehearsalPorts, type Reproduction } from './rehearsal';
import type { RehearsedChanges } from './rehearsedChanges';
import { withRarePitfall, withWorkedRows } from './workedCards';
import { isCause, suspectsWithRepairs, withRepairs } from './repairHypotheses';

/** What is said of a failure without a model and without a run. */
export interface LocalCards {
  /** At most three, best first. */
  cards: Hypothesis[];
  /** Suspects, best first, with those of the change at their head. */
  leads: (suspects: Suspect[]) => Suspect[];
}

/** What was worked out of failures, so that it is done once for each. */
export class Rehearsals {
  private readonly reproductions = new KeptWork<Reproduction>();
  private readonly whole = new KeptWork<Rehearsal>();
  private readonly ofRecent = new KeptWork<Rehearsal>();

  reproduction(
    evidence: FailureEvidence,
    ranking: Ranking,
    ports: RehearsalPorts,
    signal?: AbortSignal,
  ): Promise<Reproduction | undefined> {
    return this.reproductions.of(evidence, () => reproduce(evidence, ranking, ports, signal), signal);
  }

  /**
   * What runs of a failure that can be worked through, as a run would have recorded it, and a ranking that knows it, without the known faults
   * that did not make it.
   */
  async ran(
    evidence: FailureEvidence,
    ranking: Ranking,
    ports: RehearsalPorts,
    signal?: AbortSignal,
    observed?: Coverage,
  ): Promise<{ ranking: Ranking; coverage?: Coverage | undefined }> {
    const worked = await this.reproduction(evidence, ranking, ports, signal);
    const coverage = observed ?? worked?.coverage;
    const refuted = worked && (await refutedFaults(evidence, ranking, worked, ports.parse));
    const held = refuted?.size ? withoutFaults(evidence, ranking, refuted) : ranking;
    const weighed = coverage ? withCoverage(held, coverage) : held;
    const { miss, beginning, pitfall } = worked ?? {};
    const origin = miss?.origin ?? beginning;
    // What was looked for in vain may be wrong itself: where the lookup is tells less then.
    const isSure = !miss || miss.origin !== undefined;
    const led = pitfall?.isRare ? withSeenFirst(evidence, weighed, pitfall) : weighed;
    return { ranking: origin ? withOrigin(evidence, led, origin, isSure) : led, coverage };
  }

  /**
   * @param ranking decides only for the first call which changes are likely
   * @param smallChanges otherwise only recent changes are undone
   */
  of(
    evidence: FailureEvidence,
    ranking: Ranking,
    ports: RehearsalPorts,
    signal?: AbortSignal,
    smallChanges = true,
  ): Promise<Rehearsal | undefined> {
    const work = async (): Promise<Rehearsal | undefined> => {
      const reproduction = await this.reproduction(evidence, ranking, ports, signal);
      return reproduction && rehearse(reproduction, evidence, ranking, ports, signal, smallChanges);
    };
    return (smallChanges ? this.whole : this.ofRecent).of(evidence, work, signal);
  }
}

/** Work that is done once for each failure. */
class KeptWork<T> {
  private readonly kept = new WeakMap<FailureEvidence, Promise<T | undefined>>();

  async of(evidence: FailureEvidence, work: () => Promise<T | undefined>, signal?: AbortSignal): Promise<T | undefined> {
    const known = this.kept.get(evidence);
    if (known) {
      // One that its caller has left is begun again.
      const done = await known.catch((): typeof LEFT => LEFT);
      if (done !== LEFT) return done;
      signal?.throwIfAborted();
    }
    const working = work();
    this.kept.set(evidence, working);
    working.catch(() => this.kept.get(evidence) === working && this.kept.delete(evidence));
    return working;
  }
}

const LEFT = 'left';

/** The cards of a failure, with the small change that the interpreter shows to be right, if it finds one. */
export async function localCards(
  evidence: FailureEvidence,
  ranking: Ranking,
  ports: RehearsalPorts,
  signal?: AbortSignal,
  rehearsals: Rehearsals = new Rehearsals(),
): Promise<LocalCards> {
  const { cards, leads } = await likelyCards(evidence, ranking, ports, signal, rehearsals);
  const [first, ...others] = cards;
  return { cards: first ? [{ ...first, confidence: Math.max(first.confidence, chanceOf(first)) }, ...others] : cards, leads };
}

/**
 * How often a first card is about the faulty function that names a mistake of its own line, or a change with which the test would pass: of 68
 * programs that nobody had looked at, 14 of 16 and 6 of 9.
 */
function chanceOf({ evidence, fix }: Hypothesis): number {
  if (evidence.some(({ why }) => why === WRONG_HERE)) return KNOWN;
  return fix && fix.addresses !== 'symptom' ? PASSES : 0;
}

const KNOWN = 0.7;
const PASSES = 0.6;

async function likelyCards(
  evidence: FailureEvidence,
  ranking: Ranking,
  ports: RehearsalPorts,
  signal: AbortSignal | undefined,
  rehearsals: Rehearsals,
): Promise<LocalCards> {
  const cards = localHypotheses(evidence, ranking);
  // Where the code itself shows the cause, a small change adds nothing that is worth the time.
  const isKnown = cards[0]?.evidence.some(isCause) === true;
  const rehearsal = await rehearsals.of(evidence, ranking, ports, signal, !isKnown);
  const repair = rehearsal && repairOf(rehearsal);
  if (rehearsal?.undone && !repair) return blamingCards(cards, rehearsal, rehearsal.undone, ranking);
  const worked = await rehearsals.reproduction(evidence, ranking, ports, signal);
  if (!repair) return ledByPitfall({ cards: worked ? withWorkedRows(cards, worked) : cards, leads: (suspects) => suspects }, worked);
  const verdict = { candidates: [repair], tried: 0 };
  const merged = withRepairs(cards, verdict).map((card, at) => ({
    ...card,
    id: `local-${at + 1}`,
    source: ranking.by,
    ...(rehearsal.undone && card.fix?.diff === repair.diff && { confidence: Math.max(card.confidence, BLAMED) }),
  }));
  return ledByPitfall({ cards: merged, leads: (suspects) => suspectsWithRepairs(suspects, merged, verdict) }, worked);
}

/** The same led by what hardly ever happens in a program that works. */
function ledByPitfall({ cards, leads }: LocalCards, worked: Reproduction | undefined): LocalCards {
  const led = worked ? withRarePitfall(cards, worked) : cards;
  const { pitfall } = worked ?? {};
  if (!pitfall || led[0]?.title !== pitfall.title) return { cards: led, leads };
  const isIts = ({ file, line, functionRange: [first, last] = [line, line] }: Suspect): boolean =>
    file === pitfall.file && first <= pitfall.line && pitfall.line <= last;
  return { cards: led, leads: (suspects) => leads(suspects).toSorted((a, b) => Number(isIts(b)) - Number(isIts(a))) };
}

/**
 * The change that is told, with those in other lines that would do, too, where they are few: the tests do not tell then which is right. Where it
 * passes without a recent change, only what mends the lines of that change is told.
 */
function repairOf(rehearsal: Rehearsal): Repair | undefined {
  const { others, complete, undone } = rehearsal;
  const passing = usualOf(rehearsal).usual.map(({ repair }) => repair);
  const usual = undone ? passing.filter((each) => isIn(each, undone)) : passing;
  const lines = oneOfEachLine(usual);
  // Where much would do, only what is known to be wrong by itself is told.
  const known = usual[0]?.removes && !undone ? usual[0] : undefined;
  if (!undone && !complete) return undefined;
  if (lines.length > MOST_TOLD) return known && { ...known, note: noteOf(others) };
  const worded = usual.filter(({ tells, removes }) => tells ?? removes);
  if (undone) return worded[0] && { ...worded[0], note: [noteOf(others), `It would without ${theChangesOf(undone)}, too.`].join(' ') };
  const [first, ...besides] = worded.length > 0 ? oneOfEachLine(worded) : lines;
  const rivals = lines.length - 1;
  return first && { ...first, note: noteOf(others), ...(rivals > 0 && { rivals, besides }) };
}

function isIn({ file, line }: Pick<Repair, 'file' | 'line'>, changes: readonly RecentChange[]): boolean {
  return changes.some((change) => change.file === file && change.startLine <= line && line <= change.endLine);
}

/** The cards of a failure, led by the recent change without which its test would pass, or its program would end without the error. */
function blamingCards(
  cards: readonly Hypothesis[],
  { others, isTest }: Rehearsal,
  undone: readonly [RecentChange, ...RecentChange[]],
  ranking: Ranking,
): LocalCards {
  const changes = undone.map(({ file, startLine, endLine, commit, diff }): BlameChange => ({
    ...{ file, startLine, endLine, diff: `--- a/${file}\n+++ b/${file}\n${diff}` },
    ...(commit !== undefined && { commit }),
  }));
  const several = undone.length > 1;
  const title = isTest ? `It would pass without ${theChangesOf(undone)}` : `It would not fail without ${theChangesOf(undone)}`;
  const note = isTest ? noteOf(others) : 'Worked out from the code, without a run: the program would end without this error.';
  const card = revertingHypothesis(changes, {
    title,
    rootCause: note,
    confidence: BLAMED,
    check: several
      ? 'Take the changes back and run the command: it should pass.'
      : 'Take the change back and run the command: it should pass.',
  });
  const [first] = cards;
  const isThere = ({ file, line }: { file: string; line: number }): boolean =>
    card.evidence.some((each) => each.file === file && each.line === line);
  // The rows of a card that knows no cause show how the value is made, which the change is a part of.
  const rows = first?.evidence.some(isCause) ? [] : (first?.evidence.filter((each) => !isThere(each)) ?? []);
  const tells = first?.evidence.some((each) => isCause(each) && isIn(each, undone));
  const led = tells
    ? [
        { ...first!, rootCause: [first!.rootCause, `${title}.`, note].join(' '), confidence: Math.max(first!.confidence, BLAMED) },
        ...cards.slice(1),
      ]
    : [{ ...card, evidence: [...card.evidence, ...rows] }, ...cards];
  const merged = led.slice(0, MAX_HYPOTHESES).map((each, at) => ({ ...each, id: `local-${at + 1}`, source: ranking.by }));
  return { cards: merged, leads: (suspects) => suspectsAfterBlame(suspects, changes) };
}

/** The confidence for a change without which the test would pass, as it was worked out. */
const BLAMED = 0.8;

/** What a search for a small change, which runs what it tries, has to know of a rehearsal. */
export function rehearsedChanges(rehearsal: Rehearsal): RehearsedChanges {
  const { usual, unusual } = usualOf(rehearsal);
  const passing = [...oneOfEachLineFirst(usual.map(({ candidate }) => candidate)), ...unusual.map(({ candidate }) => candidate)];
  return {
    passing: passing.slice(0, MOST_FIRST).map((each) => ({ ...each })),
    failing: new Set([...rehearsal.failing, ...rehearsal.senseless].map(changeKey)),
    ran: rehearsal.ran,
    texts: new Map(rehearsal.files.map(({ file, text }) => [file, textHash(text)])),
  };
}

/** Changes that a search tries before all others: so many that pass end it. */
const MOST_FIRST = 6;

interface DescribedChange {
  candidate: RepairCandidate;
  repair: Repair;
}

/** The changes that pass; those apart that write a word which the program has nowhere, where others pass. */
function usualOf({ passing, files }: Rehearsal): { usual: DescribedChange[]; unusual: DescribedChange[] } {
  const described = passing.flatMap((candidate): DescribedChange[] => {
    const before = files.find(({ file }) => file === candidate.file)?.text;
    if (before === undefined) return [];
    return [{ candidate, repair: { ...changeOf(candidate, before), others: 'notRun', symptom: false, note: '', rehearsed: true } }];
  });
  // What people write in place of a mistake is mostly somewhere in the program.
  const has = (word: string): boolean => files.some(({ text }) => text.includes(word));
  const isUsual = ({ repair: { changed } }: DescribedChange): boolean => (changed?.to.match(/[\p{L}_]{3,}/gu) ?? []).every(has);
  const usual = withoutUnlikely(described.filter(isUsual));
  return usual.length > 0 ? { usual, unusual: described.filter((each) => !isUsual(each)) } : { usual: described, unusual: [] };
}

/** Of the changes of one template those that are not far less likely than another one. */
function withoutUnlikely(described: readonly DescribedChange[]): DescribedChange[] {
  const best = new Map<string, number>();
  for (const { candidate } of described) best.set(candidate.template, Math.max(best.get(candidate.template) ?? 0, candidate.weight));
  return described.filter(({ candidate: { template, weight } }) => weight * FAR >= best.get(template)!);
}

const FAR = 6;

function oneOfEachLine(repairs: readonly Repair[]): Repair[] {
  return repairs.filter(({ file, line }, at) => repairs.findIndex((each) => each.file === file && each.line === line) === at);
}

/** Lines in which a change would do, up to which each is told. */
const MOST_TOLD = 3;

/** What was worked out, and for how many tests. */
function noteOf(others: number): string {
  if (others === 0) return 'Worked out from the code, without a run: the failing test would pass.';
  return others === 1
    ? 'Worked out from the code, without a run: the failing test would pass, and another one of its file still would.'
    : `Worked out from the code, without a run: the failing test would pass, and ${others} others of its file still would.`;
}
