import { expectationOf } from '../context/causeOrder';
import type { FailureEvidence } from '../context/failureEvidence';
import { hasReason } from '../context/reason';
import { textFault } from '../capture/textFault';
import type { CandidateFacts } from './candidateFacts';
import { explainFailure, type FailureExplained } from './explain/explainFailure';
import { claimText } from './explain/faults/claimText';
import { faultsOnPath, speaksForItself, type FaultOnPath } from './explain/faults/faultsOnPath';
import type { ScoredLine } from './lineScores';
import type { RankedFunction, Ranking } from './ranking';

/** What the code alone tells of a failure: the explanation of its message, and what is at fault on its path. */
export interface Known {
  explained: FailureExplained | undefined;
  /** The most probable first. */
  faults: FaultOnPath[];
}

/**
 * How much more likely than any other the function of the most probable fault is, where nothing else explains the failure or good code
 * hardly has such a fault. What runs show of another function can still outweigh it.
 */
const FAULT_WEIGHT = 4;
/** The share of a function's chance that the line of its fault has. */
const FAULT_LINE = 0.7;

const known = new WeakMap<readonly CandidateFacts[], Known>();

/** What is known of a ranking's failure; worked out once. */
export function knownOf(evidence: FailureEvidence, { facts, functions, related }: Pick<Ranking, 'facts' | 'functions' | 'related'>): Known {
  let found = known.get(facts);
  if (!found) known.set(facts, (found = functions.length > 0 ? lookFor(evidence, facts, related) : NOTHING));
  return found;
}

/** Puts what was found since in place of what is known of a ranking's failure. */
export function tellOf({ facts }: Pick<Ranking, 'facts'>, found: Known): void {
  known.set(facts, found);
}

const NOTHING: Known = { explained: undefined, faults: [] };

function lookFor(evidence: FailureEvidence, facts: readonly CandidateFacts[], related: Ranking['related']): Known {
  const explained = explainFailure(evidence, facts, related);
  const faults = isAboutText(evidence) ? [] : faultsOnPath(evidence, facts, related, explained);
  return { explained, faults };
}

/**
 * A ranking without some of its known faults, of which it was found that they did not make the failure. They are told nowhere from then on.
 */
export function withoutFaults(evidence: FailureEvidence, ranking: Ranking, refuted: ReadonlySet<FaultOnPath>): Ranking {
  const before = knownOf(evidence, ranking);
  tellOf(ranking, { ...before, faults: before.faults.filter((each) => !refuted.has(each)) });
  const [first] = before.faults;
  if (!first || !refuted.has(first)) return ranking;
  const functions = ranking.functions.map((each) => {
    const isRaised = each.facts === first.facts && each.lines.some(({ reasons }) => hasReason(reasons, 'knownFault'));
    return isRaised ? { ...each, share: each.share / FAULT_WEIGHT, lines: each.lines.map(withoutFault) } : each;
  });
  return withKnownFaults(evidence, { ...ranking, functions: functions.toSorted((a, b) => b.share - a.share) });
}

function withoutFault(line: ScoredLine): ScoredLine {
  return { ...line, reasons: line.reasons.filter(({ kind }) => kind !== 'knownFault') };
}

/** Errors of a compiler or a parser: nothing ran. */
function isAboutText({ report }: FailureEvidence): boolean {
  const [error] = report.errors;
  return error !== undefined && textFault(error) !== undefined;
}

/** A ranking in which the function and the line of the most probable known fault rise. */
export function withKnownFaults(evidence: FailureEvidence, ranking: Ranking): Ranking {
  const { explained, faults } = knownOf(evidence, ranking);
  const [first] = faults;
  const counts = first && (!explained || first.leads || (expectationOf(evidence.report, 0) !== undefined && speaksForItself(first)));
  const place = counts && { facts: first.facts, line: first.claim.line, what: claimText(first.claim).title };
  if (!place || !ranking.functions.some(({ facts }) => facts === place.facts)) return ranking;
  const most = Math.max(...ranking.functions.map(({ share }) => share));
  const weighed = ranking.functions.map((each) =>
    each.facts === place.facts ? { ...withLine(each, place), share: most * FAULT_WEIGHT } : each,
  );
  const total = weighed.reduce((sum, { share }) => sum + share, 0) || 1;
  const functions = weighed.map((each) => ({ ...each, share: each.share / total })).sort((a, b) => b.share - a.share);
  return { ...ranking, functions };
}

function withLine(ranked: RankedFunction, { line, what }: { line: number; what: string }): RankedFunction {
  const { candidate } = ranked.facts;
  if (line < candidate.startLine || line > candidate.endLine) return ranked;
  const own = ranked.lines.find((each) => each.line === line);
  const others = ranked.lines.filter((each) => each !== own);
  const rest = others.reduce((sum, { share }) => sum + share, 0) || 1;
  const first: ScoredLine = {
    line,
    share: FAULT_LINE,
    marks: own?.marks ?? new Set(),
    reasons: [{ kind: 'knownFault', what }, ...(own?.reasons ?? [])],
  };
  return { ...ranked, lines: [first, ...others.map((each) => ({ ...each, share: (each.share / rest) * (1 - FAULT_LINE) }))] };
}
