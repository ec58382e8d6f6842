import { expectationOf } from '../../../context/causeOrder';
import type { FailureEvidence } from '../../../context/failureEvidence';
import { nodesIn, type Ir } from '../../../syntax/lower/ir';
import { lineOf, nodesOn, spanOfLines, within } from '../../../syntax/lower/places';
import { groupBy } from '../../../groupBy';
import { only } from '../../../only';
import type { Expectation } from '../../../capture/failureReport';
import type { CallSite, SyntaxFile } from '../../../syntax/syntax';
import type { Place } from '../../../flow/originSteps';
import type { CandidateFacts } from '../../candidateFacts';
import type { FailureExplained } from '../explainFailure';
import type { RelatedCode } from '../relatedCode';
import { FAULT_RATES } from './faultRates';
import { findFaults, type FaultFound } from './findFaults';
import { changedNumbers, lastName } from './shapes';

/** A known fault in a function that the failure passed, or may have. */
export interface FaultOnPath extends FaultFound {
  /** The function that has it. */
  facts: CandidateFacts;
  /** The test's result, the error, or the way of the wrong value, is of the kind that this fault makes. */
  confirmed: boolean;
  /** It comes before the explanation of a crash: the error is one that it makes, or it is rare and what makes the wrong value runs it. */
  leads?: true;
}

/** Faults that fire more often than this in 100,000 lines of good code are told only where something confirms them. */
const RARE = 3;
const HARDLY_ANY = 0.5;
/** Calls that are followed from the functions of the stack and the test. */
const MOST_LEVELS = 4;
const MOST_FUNCTIONS = 40;
/** The level of a small program's functions that no call leads to. */
export const NOT_REACHED = MOST_LEVELS + 1;
/** How much less a function counts that is only called from those of the path. */
const BELOW = 0.5;
/** Frames of an error that tell by which call of a library it was thrown. */
const MOST_FRAMES = 4;
const CONFIRMED = 10;
const ON_FRAME = 3;
/** Errors about what is not there: null, a key, an element, a file's part. */
const NOT_THERE =
  /KeyError|KeyNotFound|NoSuchElement|NullPointer|NullReference|null\b|nil\b|None\b|NoneType|undefined|not (?:present|found)|key not found|no (?:key|entry|value)|Undefined (?:array key|index|property)|on a `?None|(?:divide|divided|division|modulo|\/) by (?:zero|0)/i;
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
  const crash = expectation ? undefined : errorText(evidence);
  const shown = new Set(explained?.explanation.evidence.map(({ file, line }) => `${file}:${line}`));
  const read = membersRead(explained, facts, files);
  const makesWhatIsRead = (found: FaultFound): boolean => assignsOneOf(found, namesOnWay(explained, files));
  const onItsWay = new Set(functionsCalled([...(explained?.ofValue ? explained.explanation.evidence : []), ...asked(facts)], path));
  const isAbsence = crash !== undefined && NOT_THERE.test(crash);
  const origin = explained?.explanation.origin;
  // The explanation of the crash does not tell where its value comes from; of a line of the stack itself it does not ask.
  const isUnknown = explained?.explanation.origin === undefined;
  const known = new Map<SyntaxFile, FaultFound[]>();
  const scored: { fault: FaultOnPath; score: number }[] = [];
  for (const [own, level] of path) {
    let all = known.get(own.file);
    if (!all) known.set(own.file, (all = findFaults(own.file, files, undefined, related?.data)));
    for (const found of all) {
      const isOutside = crash !== undefined && found.fault.fails !== undefined && isOutsideOfAll(found, own, path);
      if (!isOutside && !concerns(found, own, path)) continue;
      const fails = crash === undefined ? undefined : found.fault.fails?.(crash, found.claim, related?.data ?? [], files);
      const made = fails !== undefined && fails !== false;
      if (isOutside && !made) continue;
      const fits = made || fitsResult(found, expectation);
      if (fits === false || (found.fault.byResult && fits !== true)) continue;
      const rate = FAULT_RATES[found.fault.id];
      // A fault that is known by its errors is not confirmed by the way of another one.
      const sets = rate <= RARE && setsWhatIsRead(found, read);
      const isOne = sets && crash !== undefined && found.fault.mayFail?.(crash) === true;
      const isOther = fails === false && !isOne;
      if (found.fault.byError && !made && !isOne) continue;
      const contradicts = crash !== undefined && found.fault.contradicts === true && fails !== false;
      const placed = `${found.file.file}:${found.claim.line}`;
      const isShown = sets || shown.has(placed);
      const onWay = !isOther && isShown;
      const isLeftOut =
        isAbsence && found.fault.leavesOut === true && (shown.has(placed) || touches(found, origin) || makesWhatIsRead(found));
      const confirmed = fits === true || onWay || isLeftOut || contradicts;
      if (!confirmed && rate > (level > MOST_LEVELS ? HARDLY_ANY : RARE)) continue;
      const near = own.frameLines.includes(found.claim.line) ? ON_FRAME : level === 0 ? 1 : BELOW ** level;
      const leads =
        made ||
        contradicts ||
        isLeftOut ||
        isOne ||
        (crash !== undefined &&
          rate <= HARDLY_ANY &&
          (onWay || onItsWay.has(own) || own.frameLines.includes(found.claim.line) || (own.frameLines.length > 0 && isUnknown)));
      scored.push({
        fault: {
          ...found,
          ...(typeof fails === 'object' && { claim: { ...found.claim, ...fails } }),
          ...{ facts: own, confirmed },
          ...(leads && { leads }),
        },
        score: ((confirmed ? CONFIRMED : 1) * near) / (1 + rate),
      });
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

/** Members that the failing line of an explained error and the lines of its explanation read. */
function membersRead(explained: FailureExplained | undefined, facts: readonly CandidateFacts[], files: readonly SyntaxFile[]): Set<string> {
  if (!explained) return new Set();
  const failing = facts.flatMap(({ arises, frameLines, candidate }) =>
    arises && frameLines[0] !== undefined ? [{ file: candidate.file, line: frameLines[0] }] : [],
  );
  return new Set(
    [...failing, ...explained.explanation.evidence].flatMap(({ file: name, line }) => {
      const file = files.find((each) => each.file === name);
      return file
        ? nodesOn(file.code, spanOfLines(file, line)).flatMap((node) =>
            node.kind === 'member' ? [node.name] : node.kind === 'index' && lastName(node) !== '' ? [lastName(node)] : [],
          )
        : [];
    }),
  );
}

/** Whether a fault sets a member that the lines of the explanation read, or tells of one. */
function setsWhatIsRead({ file, at, claim }: FaultFound, read: ReadonlySet<string>): boolean {
  if (read.size === 0) return false;
  if ([claim.by, claim.other].some((each) => each !== undefined && read.has(each.replace(/^.*\./, '')))) return true;
  return nodesOn(file.code, at).some((node) => {
    const target = node.kind !== 'assign' ? undefined : node.target.kind === 'index' ? node.target.of : node.target;
    return target?.kind === 'member' && read.has(target.name);
  });
}

/** Whether a fault stands around the origin of a value, or has to do with what is set there. */
function touches({ file, at, claim }: FaultFound, origin: Place | undefined): boolean {
  if (origin?.file !== file.file) return false;
  const [from, to] = [claim.also ?? claim.line, lineOf(file, at.end)];
  if (from <= origin.line && origin.line <= to) return true;
  const set = nodesOn(file.code, spanOfLines(file, origin.line)).flatMap((node) =>
    node.kind === 'assign' && lastName(node.target) !== '' ? [lastName(node.target)] : [],
  );
  return nodesOn(file.code, spanOfLines(file, from, to)).some((node) => set.includes(lastName(node)));
}

/** Names and members that the lines of an explanation read. */
function namesOnWay(explained: FailureExplained | undefined, files: readonly SyntaxFile[]): Set<string> {
  return new Set(
    explained?.explanation.evidence.flatMap(({ file: name, line }) => {
      const file = files.find((each) => each.file === name);
      return file ? nodesOn(file.code, spanOfLines(file, line)).map(lastName) : [];
    }),
  );
}

/** Whether what a fault makes is assigned to one of some names, where it stands. */
function assignsOneOf({ file, at }: FaultFound, names: ReadonlySet<string>): boolean {
  return (
    names.size > 0 &&
    nodesOn(file.code, at).some(
      (node) =>
        node.kind === 'assign' &&
        node.value !== undefined &&
        within(at, node.value) &&
        lastName(node.target) !== '' &&
        names.has(lastName(node.target)),
    )
  );
}

/** The errors of a failure with the innermost frames of each. */
function errorText({ report }: FailureEvidence): string {
  return report.errors
    .map(({ type, message, frames }) => [`${type}: ${message}`, ...frames.slice(0, MOST_FRAMES).map(({ raw }) => raw)].join('\n'))
    .join('\n');
}

/** The conditions that decide about the lines of the stack: what a throw depends on. */
function asked(facts: readonly CandidateFacts[]): Place[] {
  return facts.flatMap(({ arises, throwsOnPurpose, candidate, file, frameLines: [line = 0] }) => {
    const around =
      arises && throwsOnPurpose ? file.branches(candidate).filter(({ then }) => then.startLine <= line && line <= then.endLine) : [];
    return around.map((branch) => ({ file: candidate.file, line: branch.line }));
  });
}

/** The functions of the path that some lines call. */
function functionsCalled(lines: readonly Place[], path: ReadonlyMap<CandidateFacts, number>): CandidateFacts[] {
  const files = new Map([...path.keys()].map(({ file }) => [file.file, file]));
  const names = lines.flatMap(
    ({ file, line }) =>
      files
        .get(file)
        ?.calls({ startLine: line, endLine: line })
        .map(({ name }) => name) ?? [],
  );
  return [...path.keys()].filter(({ fn }) => fn !== undefined && names.includes(fn.name));
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

/**
 * Functions of the stack and those that the failed test calls, then those that they call or hand on as a value; with the number of calls between.
 * Of a small program all others too, as the last: tables, symbols and callbacks call what no call names.
 */
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
  const called = ({ name, receiver }: Pick<CallSite, 'name' | 'receiver'>): CandidateFacts[] => {
    const made = byClass.get(CONSTRUCTOR.test(name) && receiver !== undefined ? receiver : name);
    return (made?.length === 1 ? made : byName.get(name)?.length === 1 ? byName.get(name) : undefined) ?? [];
  };
  /** The constructors of the variables that C++ declares: `Buffer buffer("2k")` is no call. */
  const made = ({ file, candidate }: CandidateFacts): CandidateFacts[] =>
    file.language === 'cpp'
      ? file.allDefinitions(candidate).flatMap(({ type }) => (type === undefined ? [] : (byClass.get(type) ?? [])))
      : [];
  const reachedBy = (from: readonly CandidateFacts[]): CandidateFacts[] =>
    from.flatMap((each) => [
      ...each.file.calls(each.candidate).flatMap(called),
      ...made(each),
      ...valuesHandedOn(each.file, each.candidate).flatMap((name) => called({ name })),
    ]);
  let level = own.filter(({ frameLines, testCall }) => frameLines.length > 0 || testCall > 0);
  // Of a script without tests, what was collected for its failure.
  if (level.length === 0) level = own;
  const helpers = reachedBy(helpersOfTests(facts));
  for (let depth = 0; depth <= MOST_LEVELS && path.size < MOST_FUNCTIONS; depth += 1) {
    for (const each of level) if (!path.has(each)) path.set(each, depth);
    level = [...new Set([...reachedBy(level), ...(depth === 0 ? helpers : [])])].filter((each) => !path.has(each));
  }
  if (own.length <= MOST_FUNCTIONS) for (const each of own) if (!path.has(each)) path.set(each, NOT_REACHED);
  return path;
}

/** Functions of the tests that a failed one calls, or that run before it. */
function helpersOfTests(facts: readonly CandidateFacts[]): CandidateFacts[] {
  const tests = facts.filter(({ candidate }) => candidate.test);
  const failed = tests.filter(({ frameLines }) => frameLines.length > 0);
  const names = new Set(failed.flatMap(({ file, candidate }) => file.calls(candidate).map(({ name }) => name)));
  return tests.filter(
    ({ fn, file }) => failed.some((each) => each.file === file) && (!fn || names.has(fn.name) || /^(?:set_?up|before)/i.test(fn.name)),
  );
}

const handedOn = new WeakMap<SyntaxFile, readonly { name: string; line: number }[]>();

/** Names that some lines give away without a call: `map(line, hires)`, `[this.read, this.parse]`. */
function valuesHandedOn(file: SyntaxFile, { startLine, endLine }: { startLine: number; endLine: number }): string[] {
  let all = handedOn.get(file);
  if (!all) {
    const given = [...nodesIn(file.code)].flatMap((node): readonly Ir[] =>
      node.kind === 'call'
        ? node.args.map(({ value }) => value)
        : node.kind === 'list'
          ? node.elements
          : node.kind === 'map'
            ? node.entries.map(({ value }) => value)
            : node.kind === 'return' && node.value
              ? [node.value]
              : [],
    );
    all = given.flatMap((node) => {
      const value = node.kind === 'same' ? node.of : node;
      const name = value.kind === 'literal' && value.of === 'text' ? value.value : lastName(value.kind === 'call' ? undefined : value);
      return /^[A-Za-z_]\w*[?!]?$/.test(name) ? [{ name, line: lineOf(file, node.start) }] : [];
    });
    handedOn.set(file, all);
  }
  return all.flatMap(({ name, line }) => (startLine <= line && line <= endLine ? [name] : []));
}

/** Whether a fault stands in no function, but in the body of a module or a class: the first of the path's functions in that file has it. */
function isOutsideOfAll({ file, at }: FaultFound, own: CandidateFacts, path: ReadonlyMap<CandidateFacts, number>): boolean {
  const line = lineOf(file, at.start);
  const inFile = [...path.keys()].filter((each) => each.file === file);
  const isIn = (range: { startLine: number; endLine: number }): boolean => range.startLine <= line && line <= range.endLine;
  return inFile[0] === own && !file.functions.some(isIn) && !inFile.some(({ candidate }) => isIn(candidate));
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
