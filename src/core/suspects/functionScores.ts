import type { FailureEvidence } from '../context/failureEvidence';
import type { Reason } from '../context/reason';
import { familyOf } from '../workspace/languages';
import { lastName, type CandidateFacts } from './candidateFacts';
import { sharedWords, wordsOf } from './words';

/**
 * Weights of the prior: round numbers chosen on real Python and Java bugs; the different values for JavaScript (`SCRIPT`) were chosen on
 * real faults of npm packages outside the evaluation set. The unit is arbitrary; only their ratios count.
 */
const WEIGHT = {
  /** The throwing function; each place further out keeps `stackDecay` of it. */
  stack: 14,
  stackDecay: 0.75,
  /** Subtracted from a function that throws on purpose: its caller passed the rejected value (moves it behind that caller). */
  throwsOnPurpose: 6,
  /** Subtracted from functions that only forward calls. */
  passesOn: 4,
  /** Reached from a frame, scaled by the likelihood from the context station. */
  reached: 3,
  /** Called by the failing test. */
  testCall: 10,
  /** Called where an error arose that was caught and rethrown without its own stack. */
  tried: 4,
  /**
   * The wrong value comes from here, in languages without data on the place of fixes ({@link FIXED_AT_SURFACE}): before the callers that
   * only passed it on. A function on the stack has the stack's weight already.
   */
  origin: 10,
  originOnStack: 3,
  /** Its name is in the message. */
  inMessage: 0.7,
  /** Subtracted from functions of a few lines, by the logarithm of their length: longer ones have more chances for a mistake. */
  short: 1,
  length: 0.2,
} as const;

/**
 * JavaScript throws more often at the place of the mistake: its tests call a package's single entry, which is rarely the cause, and checks
 * of arguments are next to the code that they protect. Shares of the weights above.
 */
const SCRIPT = { throwsOnPurpose: 0.5, testCallOnStack: 0.4 } as const;

/**
 * What a recent change adds to the logarithm of a function's chance: it breaks ties, since most changes of a day broke nothing; and much
 * where it wrote the very line that the wrong value comes from (`npm run bench:calibration`).
 */
const CHANGED = 0.15;
const CHANGED_ORIGIN = 5;
/** The share of it that remains where no call and no value leads from the failure to the function. */
const CHANGED_NEAR = 0.4;
/**
 * In these languages seven of nine real bugs with a value from another function were fixed where the error surfaces, and one at the value's
 * origin.
 */
export const FIXED_AT_SURFACE = /^(?:javascript|python|java)$/;
const SHORT_LINES = 4;
const PASSES_ON = /^(wrapper|wrapped|inner|_?call|__call__|<lambda>|lambda|invoke|dispatch|apply)$/;

export interface ScoredFunction {
  facts: CandidateFacts;
  score: number;
  /** Chance that the cause is in here, against the other candidates: softmax of the scores; 0..1. */
  share: number;
  /** Program facts that support it. */
  reasons: Reason[];
}

/** The number of recently changed functions, without tests and module code, where every statement is a candidate. */
export function changedFunctions(facts: readonly CandidateFacts[]): number {
  return facts.filter(({ changes, candidate }) => changes.length > 0 && !candidate.test && candidate.function !== undefined).length;
}

/**
 * The contribution of recent changes to the logarithm of a function's chance; nothing where everything changed, and little where nothing
 * leads to the function.
 * @param changedCount see {@link changedFunctions}
 */
export function changeLogit({ changes, candidate, origin }: CandidateFacts, changedCount: number): number {
  if (changes.length === 0) return 0;
  // A function that returns nothing has its own first line as the origin: any change of it may have opened that way. A deletion has no
  // lines of its own, and touches those around it.
  const wroteOrigin =
    origin !== undefined &&
    changes.some(
      ({ startLine, endLine }) =>
        origin === candidate.startLine || (Math.min(startLine, endLine) <= origin && origin <= Math.max(startLine, endLine)),
    );
  return ((wroteOrigin ? CHANGED_ORIGIN : CHANGED) * (candidate.near ? CHANGED_NEAR : 1)) / (1 + Math.log2(Math.max(1, changedCount)));
}

/**
 * Softmax temperature, in units of {@link WEIGHT}; it gives a lone top frame of an implicit error a share that matches how often it is
 * right.
 */
const TEMPERATURE = 3.2;

/** Scores every candidate that is not test code, best first. Equal scores keep the order of the facts. */
export function functionScores(evidence: FailureEvidence, facts: readonly CandidateFacts[]): ScoredFunction[] {
  const messageWords = new Set(evidence.report.errors.flatMap((error) => wordsOf(error.message.slice(0, 2000))));
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
    if (makesIt) sum += stackPlace === undefined ? WEIGHT.origin : WEIGHT.originOnStack;
    reasons.push({ kind: 'origin' });
  }
  if (facts.changes.length) {
    sum += TEMPERATURE * changeLogit(facts, changedCount);
    reasons.push({ kind: 'changed' });
  }
  sum += WEIGHT.inMessage * sharedWords(name, messageWords);
  const length = candidate.endLine - candidate.startLine + 1;
  // A one-line function that returns the wrong value gets no deduction for its length.
  if (length < SHORT_LINES && !makesIt) sum -= WEIGHT.short;
  sum += WEIGHT.length * Math.log(length);
  return { facts, score: sum, share: 0, reasons };
}
