import { expectationOf } from '../../../context/causeOrder';
import type { FailureEvidence } from '../../../context/failureEvidence';
import { lineOf, spanOfLines } from '../../../syntax/lower/places';
import { groupBy } from '../../../groupBy';
import { only } from '../../../only';
import type { Expectation } from '../../../capture/failureReport';
import type { CallSite, SyntaxFile } from '../../../syntax/syntax';
import type { CandidateFacts } from '../../candidateFacts';
import type { FailureExplained } from '../explainFailure';
import type { RelatedCode } from '../relatedCode';
import { FAULT_RATES } from './faultRates';
import { findFaults, type FaultFound } from './findFaults';
import { changedNumbers } from './shapes';

/** A known fault in a function that the failure passed, or may have. */
export interface FaultOnPath extends FaultFound {
  /** The function that has it. */
  facts: CandidateFacts;
  /** The test's result, or the way of the wrong value, is of the kind that this fault makes. */
  confirmed: boolean;
}

/** Faults that fire more often than this in 100,000 lines of good code are told only where something confirms them. */
const RARE = 3;
const HARDLY_ANY = 0.5;
/** Calls that are followed from the functions of the stack and the test. */
const MOST_LEVELS = 2;
const MOST_FUNCTIONS = 40;
/** How much less a function counts that is only called from those of the path. */
const BELOW = 0.5;
const CONFIRMED = 10;
const ON_FRAME = 3;
const CONSTRUCTOR = /^(?:constructor|__init__|initialize|__construct|new)$/;

/** Whether a fault comes before what else is known of a failed assertion: the result is of its kind, or good code has hardly any. */
export function speaksForItself({ fault, confirmed }: FaultOnPath): boolean {
  return confirmed || FAULT_RATES[fault.id] <= HARDLY_ANY;
}

/** The known faults on a failure's path, the one that most probably made it first. Refuted ones are left out. */
export function faultsOnPath(
  evidence: FailureEvidence,
  facts: readonly CandidateFacts[],
  related: RelatedCode | undefined,
  explained: FailureExplained | undefined,
): FaultOnPath[] {
  const path = functionsOnPath(facts);
  const files = [...new Map([...facts.map(({ file }) => file), ...(related?.files ?? [])].map((file) => [file.file, file])).values()];
  const expectation = expectationOf(evidence.report, 0);
  const shown = new Set(explained?.explanation.evidence.map(({ file, line }) => `${file}:${line}`));
  const known = new Map<SyntaxFile, FaultFound[]>();
  const scored: { fault: FaultOnPath; score: number }[] = [];
  for (const [own, level] of path) {
    let all = known.get(own.file);
    if (!all) known.set(own.file, (all = findFaults(own.file, files)));
    for (const found of all) {
      if (!concerns(found, own, path)) continue;
      const fits = fitsResult(found, expectation);
      if (fits === false) continue;
      const onWay = shown.has(`${found.file.file}:${found.claim.line}`);
      const confirmed = fits === true || onWay;
      const rate = FAULT_RATES[found.fault.id];
      if (!confirmed && rate > RARE) continue;
      const near = own.frameLines.includes(found.claim.line) ? ON_FRAME : level === 0 ? 1 : BELOW ** level;
      scored.push({ fault: { ...found, facts: own, confirmed }, score: ((confirmed ? CONFIRMED : 1) * near) / (1 + rate) });
    }
  }
  for (const { file, line, claim, ...found } of faultsOfTests(facts, files)) {
    const own = [...path.keys()].find(({ fn }) => fn?.name === claim.by);
    if (own && fitsResult({ fault: found.fault, claim }, expectation) !== false)
      scored.push({ fault: { ...found, file, claim, facts: own, confirmed: true }, score: line === claim.line ? CONFIRMED * ON_FRAME : 1 });
  }
  const best = scored.sort((a, b) => b.score - a.score).map(({ fault }) => fault);
  return best.filter(({ at, file }, index) => best.findIndex((each) => each.file === file && each.at.start === at.start) === index);
}

/** Whether the result of the failed test is of the kind that a fault makes: its only number that is another one, or all of it. */
function fitsResult({ fault, claim }: Pick<FaultFound, 'fault' | 'claim'>, expectation: Expectation | undefined): boolean | undefined {
  if (!expectation || !fault.fits) return undefined;
  const { expected, actual } = expectation;
  const [wanted, got] = only(changedNumbers(expected, actual) ?? [])?.map(String) ?? [expected, actual];
  return fault.fits(wanted!, got!, claim);
}

/** What a failed test itself does wrong with a function that it calls. */
function faultsOfTests(facts: readonly CandidateFacts[], files: readonly SyntaxFile[]): (FaultFound & { line: number })[] {
  return facts.flatMap(({ candidate, file, frameLines }) => {
    const [line] = frameLines;
    if (!candidate.test || line === undefined) return [];
    return findFaults(file, files, spanOfLines(file, line)).flatMap((found) =>
      /^(?:gives-nothing|await-missing)$/.test(found.fault.id) ? [{ ...found, line }] : [],
    );
  });
}

/** Functions of the stack and those that the failed test calls, then those that they call; with the number of calls between. */
export function functionsOnPath(facts: readonly CandidateFacts[]): Map<CandidateFacts, number> {
  const path = new Map<CandidateFacts, number>();
  const own = facts.filter(({ candidate }) => !candidate.test);
  const byName = groupBy(
    own.filter(({ fn }) => fn),
    ({ fn }) => fn!.name,
  );
  const byClass = groupBy(
    own.filter(({ fn }) => fn?.className && (CONSTRUCTOR.test(fn.name) || fn.name === fn.className)),
    ({ fn }) => fn!.className!,
  );
  /** The function that a call runs: a constructor by its class, `Tags.new` and `Tags(…)` too. */
  const called = ({ name, receiver }: CallSite): CandidateFacts[] => {
    const made = byClass.get(CONSTRUCTOR.test(name) && receiver !== undefined ? receiver : name);
    return (made?.length === 1 ? made : byName.get(name)?.length === 1 ? byName.get(name) : undefined) ?? [];
  };
  let level = own.filter(({ frameLines, testCall }) => frameLines.length > 0 || testCall > 0);
  // Of a script without tests, what was collected for its failure.
  if (level.length === 0) level = own;
  for (let depth = 0; depth <= MOST_LEVELS && path.size < MOST_FUNCTIONS; depth += 1) {
    for (const each of level) if (!path.has(each)) path.set(each, depth);
    const calls = level.flatMap(({ file, candidate }) => file.calls(candidate));
    level = [...new Set(calls.flatMap(called))].filter((each) => !path.has(each));
  }
  return path;
}

/** Whether a fault is in a function, or in the class or the module around it and in no other function of the path. */
function concerns(
  { file, at, fault }: FaultFound,
  { file: own, candidate, fn }: CandidateFacts,
  path: ReadonlyMap<CandidateFacts, number>,
): boolean {
  if (file !== own) return false;
  const line = lineOf(file, at.start);
  const isIn = (range: { startLine: number; endLine: number }): boolean => range.startLine <= line && line <= range.endLine;
  if (isIn(candidate)) return true;
  if (fault.on !== 'class' || [...path.keys()].some((each) => each.file === own && isIn(each.candidate))) return false;
  const cls = fn?.classIndex === undefined ? undefined : file.classes[fn.classIndex];
  return cls !== undefined && isIn(cls);
}
