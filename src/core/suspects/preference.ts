import { dot, softmax } from '../attention/scaledDotProduct';
import type { CandidateFacts } from './candidateFacts';
import type { RankedFunction, Ranking } from './ranking';

/**
 * What the person's verdicts taught: how much more (or less) than the ranking's own judgement each kind of function turned out to be the
 * cause, as weights added to the logarithm of its chance. Stays on this machine; all zero where nothing was learned.
 */
export interface Preference {
  /** By {@link KINDS}. */
  weights: number[];
  /** Verdicts that it was learned from. */
  verdicts: number;
}

/** What is told apart; each 0 or 1, or a share. */
const KINDS: { name: string; of: (facts: CandidateFacts) => number }[] = [
  { name: 'throws', of: ({ stackPlace }) => +(stackPlace === 0) },
  { name: 'calls the thrower', of: ({ stackPlace }) => +(stackPlace === 1) },
  { name: 'further out on the stack', of: ({ stackPlace }) => +(stackPlace !== undefined && stackPlace > 1) },
  { name: 'throws on purpose', of: ({ throwsOnPurpose }) => +throwsOnPurpose },
  { name: 'called by the test', of: ({ testCall }) => testCall },
  { name: 'changed lately', of: ({ changes }) => +(changes.length > 0) },
  { name: 'short', of: ({ candidate }) => +(candidate.endLine - candidate.startLine < 3) },
  { name: 'no function', of: ({ candidate }) => +(candidate.function === undefined) },
];

/** Step of one verdict; larger ones did harm (`npm run bench:preference`). */
const RATE = 0.05;
/** A taste, not a judgement: no weight may change a chance by more than a factor of e to this. */
const LARGEST = 1;
/** A rejected function with all of the chance would push without bound. */
const MOST_PUSH = 2;

export const NO_PREFERENCE: Preference = { weights: KINDS.map(() => 0), verdicts: 0 };

/** Whether stored weights are of this code: older ones are forgotten. */
export function isPreference(value: unknown): value is Preference {
  const { weights, verdicts } = (value ?? {}) as Partial<Preference>;
  return (
    Array.isArray(weights) &&
    weights.length === KINDS.length &&
    weights.every((weight) => Number.isFinite(weight)) &&
    Number.isInteger(verdicts)
  );
}

/** The ranking with the person's experience added. Lines keep their shares within each function. */
export function withPreference(ranking: Ranking, { weights, verdicts }: Preference): Ranking {
  if (verdicts === 0 || ranking.functions.length === 0) return ranking;
  const logits = ranking.functions.map((each) => Math.log(Math.max(each.share, 1e-9)) + dot(weights, kindsOf(each)));
  const shares = softmax(logits);
  const functions = ranking.functions.map((each, i) => ({ ...each, share: shares[i] ?? 0 }));
  return { ...ranking, functions: functions.sort((a, b) => b.share - a.share) };
}

/**
 * Learns from one verdict by one step of gradient ascent on the logarithm of its chance (softmax over the functions): of the function for
 * `confirmed`, of any other for `rejected`.
 * @param ranking as it was shown, preference included
 * @param right picks the function that the verdict is about
 * @returns the same preference where no function is meant
 */
export function learnVerdict(
  preference: Preference,
  ranking: Ranking,
  right: (ranked: RankedFunction) => boolean,
  verdict: 'confirmed' | 'rejected',
): Preference {
  const meant = ranking.functions.find(right);
  if (!meant) return preference;
  const own = kindsOf(meant);
  const expected = KINDS.map((_, kind) => ranking.functions.reduce((sum, each) => sum + each.share * (kindsOf(each)[kind] ?? 0), 0));
  const push = verdict === 'confirmed' ? 1 : -Math.min(MOST_PUSH, meant.share / Math.max(1e-9, 1 - meant.share));
  const weights = preference.weights.map((weight, kind) => {
    const moved = weight + RATE * push * ((own[kind] ?? 0) - (expected[kind] ?? 0));
    return Math.max(-LARGEST, Math.min(LARGEST, moved));
  });
  return { weights, verdicts: preference.verdicts + 1 };
}

function kindsOf({ facts }: RankedFunction): number[] {
  return KINDS.map(({ of }) => of(facts));
}
