import type { CrimeScene } from '../context/crimeScene';
import type { Reason } from '../context/reason';
import { familyOf } from '../workspace/languages';
import { lastName, type CandidateFacts } from './candidateFacts';
import { sharedWords, wordsOf } from './words';

/**
 * Weights of the prior: round numbers chosen on real Python and Java bugs; what JavaScript needs differently (`SCRIPT`) was chosen on real
 * faults of npm packages that nothing is judged on. The unit is arbitrary; what counts is how they stand to each other.
 */
const WEIGHT = {
  /** The throwing function; each place further out keeps `stackDecay` of it. */
  stack: 14,
  stackDecay: 0.75,
  /** Taken from a function that throws on purpose: its caller handed it what it refuses (moves it behind that caller). */
  throwsOnPurpose: 6,
  /** Taken from functions that only pass calls on. */
  passesOn: 4,
  /** Reached from a frame, by how likely the context station finds it. */
  reached: 3,
  /** Called by the failing test. */
  testCall: 10,
  /** Called where the error arose that was caught and thrown on without its own stack. */
  tried: 4,
  /** Changed lately, when it is the only one; shared among the changed. */
  changed: 13,
  /** The wrong value comes from here, where nothing is known of where fixes go ({@link FIXED_AT_SURFACE}); enough for a card. */
  origin: 6,
  /** Name stands in the message. */
  inMessage: 0.7,
  /** Taken from functions of a few lines, given by the logarithm of length: there is more to get wrong. */
  short: 1,
  length: 0.2,
} as const;

/**
 * JavaScript throws more often where the mistake is: its tests call a package's one entry, which is seldom it, and checks of what a caller
 * gave stand beside the code that they protect. Shares of the weights above.
 */
const SCRIPT = { throwsOnPurpose: 0.5, testCallOnStack: 0.4 } as const;

/** Of the weight of a change, what is left where no call and no value leads from the failure to the function. */
const CHANGED_NEAR = 0.4;
/**
 * In these languages real bugs whose value comes from another function were mended where the error surfaces, seven of nine, and one
 * where the value comes from.
 */
export const FIXED_AT_SURFACE = /^(?:javascript|python|java)$/;
const SHORT_LINES = 4;
const PASSES_ON = /^(wrapper|wrapped|inner|_?call|__call__|<lambda>|lambda|invoke|dispatch|apply)$/;

export interface ScoredFunction {
  facts: CandidateFacts;
  score: number;
  /** Chance that the cause is in here, against the other candidates: softmax of the scores; 0..1. */
  share: number;
  /** Program facts that speak for it. */
  reasons: Reason[];
}

/** Where everything changed, a change says nothing; and little where nothing leads to it. */
function changeWeight({ changes, candidate }: CandidateFacts, changedCount: number): number {
  if (changes.length === 0) return 0;
  return (WEIGHT.changed * (candidate.near ? CHANGED_NEAR : 1)) / (1 + Math.log2(Math.max(1, changedCount)));
}

/** How many functions were changed recently; tests and module code, of which every statement is a candidate, are not counted. */
export function changedFunctions(facts: readonly CandidateFacts[]): number {
  return facts.filter(({ changes, candidate }) => changes.length > 0 && !candidate.test && candidate.function !== undefined).length;
}

/** What recent changes add to the logarithm of a function's chance. @param changedCount see {@link changedFunctions} */
export function changeLogit(facts: CandidateFacts, changedCount: number): number {
  return changeWeight(facts, changedCount) / TEMPERATURE;
}

/** Softmax temperature, in units of {@link WEIGHT}; with it a lone top frame of an implicit error gets about the share that is right that often. */
const TEMPERATURE = 3.2;

/** Scores every candidate that is not test code, best first. Equal scores keep the order of the facts. */
export function functionScores(scene: CrimeScene, facts: readonly CandidateFacts[]): ScoredFunction[] {
  const messageWords = new Set(scene.report.errors.flatMap((error) => wordsOf(error.message.slice(0, 2000))));
  const changedCount = changedFunctions(facts);
  const scored = facts
    .filter((fact) => !fact.candidate.test)
    .map((fact) => score(fact, messageWords, changedCount))
    .sort((a, b) => b.score - a.score);
  const best = scored[0]?.score ?? 0;
  const total = scored.reduce((sum, each) => sum + Math.exp((each.score - best) / TEMPERATURE), 0);
  for (const each of scored) each.share = Math.exp((each.score - best) / TEMPERATURE) / total;
  return scored;
}

function score(facts: CandidateFacts, messageWords: ReadonlySet<string>, changedCount: number): ScoredFunction {
  const { candidate, file, stackPlace } = facts;
  const script = familyOf(file.language) === 'javascript';
  const name = lastName(candidate.function ?? '');
  const reasons: Reason[] = [];
  let sum = 0;
  if (stackPlace !== undefined) {
    sum += WEIGHT.stack * WEIGHT.stackDecay ** stackPlace;
    reasons.push(stackPlace === 0 ? { kind: 'arises', of: 'function' } : { kind: 'onStack' });
  } else {
    sum += WEIGHT.reached * candidate.relevance;
    reasons.push(...candidate.reasons);
  }
  if (facts.throwsOnPurpose || facts.rethrows) {
    sum -= WEIGHT.throwsOnPurpose * (script ? SCRIPT.throwsOnPurpose : 1);
    reasons.push({ kind: facts.rethrows ? 'rethrows' : 'throwsOnPurpose' });
  }
  if (facts.tried) {
    sum += WEIGHT.tried * facts.tried;
    reasons.push({ kind: 'tried' });
  }
  if (PASSES_ON.test(name)) sum -= WEIGHT.passesOn;
  if (facts.testCall) {
    const entry = script && stackPlace !== undefined && stackPlace > 0;
    sum += WEIGHT.testCall * facts.testCall * (entry ? SCRIPT.testCallOnStack : 1);
    reasons.push({ kind: 'calledByTest' });
  }
  const makesIt = facts.origin !== undefined && !FIXED_AT_SURFACE.test(familyOf(file.language));
  if (facts.origin !== undefined) {
    if (makesIt) sum += WEIGHT.origin;
    reasons.push({ kind: 'origin' });
  }
  if (facts.changes.length) {
    sum += changeWeight(facts, changedCount);
    reasons.push({ kind: 'changed' });
  }
  sum += WEIGHT.inMessage * sharedWords(name, messageWords);
  const length = candidate.endLine - candidate.startLine + 1;
  // A function of one line that hands the wrong value out is as short as it has to be.
  if (length < SHORT_LINES && !makesIt) sum -= WEIGHT.short;
  sum += WEIGHT.length * Math.log(length);
  return { facts, score: sum, share: 0, reasons };
}
