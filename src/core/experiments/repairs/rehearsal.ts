import { expectationOf } from '../../context/causeOrder';
import type { FailureEvidence, RecentChange } from '../../context/failureEvidence';
import { programData } from '../../context/programData';
import { reproducesError } from '../../context/sameError';
import type { Program } from '../../flow/way';
import { runTest, testLines, type Ended, type TestRun } from '../../interpret/failingTest';
import { History } from '../../interpret/history/history';
import { sliceOfFailure } from '../../interpret/history/slice';
import { ProgramView } from '../../suspects/explain/programView';
import { suspectsOf, type Ranking } from '../../suspects/ranking';
import { TreeFile } from '../../syntax/treeFile';
import type { Fn } from '../../syntax/lower/ir';
import type { Syntax, SyntaxFile } from '../../syntax/syntax';
import type { SourceReader } from '../../ports';
import { folderOf } from '../../workspace/fileIndex';
import { familyOf } from '../../workspace/languages';
import { mayHide } from './chosenRepairs';
import { failureKind } from './failureKind';
import { chancesIn, listRepairs, type RepairCandidate, type RepairPorts } from './listRepairs';
import { didRun } from './rehearsedChanges';
import type { Coverage } from '../coverage';
import { coverageOf, functionsCalled } from './reproducedRun';
import type { Worked } from './workedCards';
import { beginningOf, valuesThere, workedMiss } from './workedError';
import { workedPitfall } from './workedPitfall';
import { workedRows } from './workedRows';
import { placeOf, reproduces, type TestPlace } from './reproduction';
import { isSenseless } from './senselessChange';
import { undoneChanges } from './undoneChanges';

/** Changes that are worked through. */
const MOST_CHANGES = 800;
/** Milliseconds after which no other change is begun; a small program needs a part of it. */
const MOST_MS = 4_000;
/** Other files of the program that are read. */
const MOST_FILES = 24;
/** What {@link rehearse} needs. */
export interface RehearsalPorts {
  parse: RepairPorts['parse'];
  reader: SourceReader;
  syntax: Syntax;
  /** Milliseconds of any clock. */
  now: () => number;
}

/** What the interpreter shows of a failure that it has as the run had it. */
export interface Rehearsal {
  /** The changes with which the failing test passes and the other tests of its file still do, likeliest first. */
  passing: RepairCandidate[];
  /** Those that pass as well, and work out to what nobody means. */
  senseless: RepairCandidate[];
  /** Those with which one of them fails. */
  failing: RepairCandidate[];
  /** The recent change without which they pass, with those that it needs; undefined where there is none, or several. */
  undone?: readonly [RecentChange, ...RecentChange[]];
  /** The lines that the failing test runs without a change, by file; 1-based. */
  ran: TestRun['ran'];
  /** How many other tests of the file passed before. */
  others: number;
  /** All changes that are worth it were worked through. */
  complete: boolean;
  /** A check failed, and not a program that no test runs. */
  isTest: boolean;
  /** The files that were worked with. */
  files: readonly SyntaxFile[];
}

/** A failure that the interpreter has as the run had it. */
export interface Reproduction extends Worked {
  /** All files that were worked with. */
  program: Program;
  place: TestPlace;
  /** A check failed, which may throw any error. */
  isCheck: boolean;
  run: TestRun;
  /** The functions that calls ran, by `file:line name` of the call. */
  called: ReadonlyMap<string, readonly Fn[]>;
  /** What ran, as a run would have recorded it. */
  coverage: Coverage;
  /** Other tests of the file, which pass; `line`: where they begin, 1-based. */
  passing: { line: number; run: TestRun }[];
  /** Those that fail, too. */
  failing: { line: number; run: TestRun }[];
}

/**
 * Works through the failing test of a failed check, or the program that ended with an error. Nothing is run.
 * @returns undefined where it does not fail there as it did, with the same values, or the interpreter does not know some of the code
 */
export async function reproduce(
  evidence: FailureEvidence,
  ranking: Ranking,
  { reader, syntax, now }: RehearsalPorts,
  signal?: AbortSignal,
): Promise<Reproduction | undefined> {
  const isCheck = isOfCheck(evidence);
  const program = await programOf(ranking, reader, syntax, signal);
  const place = placeOf(evidence, ranking, program);
  if (!place) return undefined;
  const began = now();
  const history = new History(familyOf(place.file.language));
  const run = runTest(program, place.file, place.line, history);
  if (!(isCheck ? reproduces(evidence, run.ended, place) : reproducesError(evidence.report, run.ended))) return undefined;
  const passing: Reproduction['passing'] = [];
  const failing: Reproduction['failing'] = [];
  for (const line of testLines(place.file)) {
    if (isSame(place.file, line, place.line)) continue;
    if (now() - began > MOST_MS / 2) return undefined;
    const other = runTest(program, place.file, line);
    if (other.ended.kind === 'passed') passing.push({ line, run: other });
    if (other.ended.kind === 'failed') failing.push({ line, run: other });
  }
  const slice = sliceOfFailure(history);
  return {
    program,
    place,
    isCheck,
    run,
    called: functionsCalled(history),
    ...workedRows(history, slice, place, isCheck),
    pitfall: workedPitfall(history, slice, isCheck ? expectationOf(evidence.report, 0) : undefined),
    ...(!isCheck && { values: valuesThere(history), beginning: beginningOf(history), miss: workedMiss(history, program, run.ran) }),
    coverage: coverageOf(
      program,
      run,
      passing.map((each) => each.run),
    ),
    passing,
    failing,
  };
}

/**
 * Works a failure through without each recent change, and that of a check through with the small changes that a repair would try. Of another
 * error, only recent changes are undone.
 * @param smallChanges otherwise only recent changes are undone
 */
export async function rehearse(
  { program, place, isCheck, run, passing, failing }: Reproduction,
  evidence: FailureEvidence,
  ranking: Ranking,
  { parse, now }: RehearsalPorts,
  signal?: AbortSignal,
  smallChanges = true,
): Promise<Rehearsal> {
  const began = now();
  const isLate = (): boolean => now() - began > MOST_MS;
  const textOf = (name: string): string | undefined => program.files.find(({ file }) => file === name)?.text;
  const rehearsed = [{ line: place.line, run }, ...passing];
  const undone = [];
  for (const { changes, texts } of await undoneChanges(evidence.recentChanges, place, textOf)) {
    signal?.throwIfAborted();
    const before = await withTexts(program, texts, parse);
    if (before && endOf(before, place, rehearsed, isLate) === 'passed') undone.push(changes);
  }
  const [blamed, ...alike] = undone;
  const found: Rehearsal = {
    passing: [],
    senseless: [],
    failing: [],
    ran: run.ran,
    others: passing.length,
    complete: false,
    isTest: isCheck || testLines(place.file).some((line) => isSame(place.file, line, place.line)),
    files: program.files,
    ...(blamed && alike.length === 0 && { undone: blamed }),
  };
  if (!isCheck || !smallChanges) return { ...found, complete: true };
  const { expectations } = evidence.report;
  const listed = await listRepairs(
    suspectsOf(ranking),
    { kind: 'assertion', expectations },
    [{ file: place.file.file, line: place.line }],
    { read: (name) => Promise.resolve(textOf(name)), parse },
    signal,
  );
  // Another text may spell out what the test expects.
  const likely = listed.filter((each) => each.template !== 'other-text' && !mayHide(each) && didRun(run.ran, each));
  const chance = chancesIn(likely);
  const candidates = likely.toSorted((a, b) => chance(b) - chance(a)).slice(0, MOST_CHANGES);
  const chances = candidates.map((each) => (each.removes ? 0 : chance(each)));
  let left = chances.reduce((sum, each) => sum + each, 0);
  const enough = left * UNTRIED;
  const mends = new Map<RepairCandidate, number>();
  for (const [at, candidate] of candidates.entries()) {
    signal?.throwIfAborted();
    const changed = await withTexts(program, new Map([[candidate.file, candidate.text]]), parse);
    const kind = changed && endOf(changed, place, rehearsed, isLate);
    if (isLate()) break;
    left -= chances[at]!;
    if (kind === 'failed') found.failing.push(candidate);
    if (kind !== 'passed') continue;
    if (!candidate.removes && isSenseless(changed!, place, candidate.file, textOf(candidate.file)!)) {
      found.senseless.push(candidate);
      continue;
    }
    found.passing.push(candidate);
    mends.set(candidate, failing.filter((each) => endOf(changed!, place, [each], isLate) === 'passed').length);
  }
  // What is wrong once often fails several tests.
  const most = Math.max(0, ...found.passing.map((each) => mends.get(each)!));
  const mending = found.passing.filter((each) => mends.get(each) === most);
  return { ...found, passing: likeliestPlaceFirst(mending, chance), complete: left <= enough };
}

/** Share of the chances of all changes that may be left when the time is over. */
const UNTRIED = 0.1;

/**
 * Changes that pass, those of a statement together: where much of what was tried in one passes, there the fault is. Statements by the sum of
 * their changes' chances.
 */
function likeliestPlaceFirst(passing: readonly RepairCandidate[], chance: (candidate: RepairCandidate) => number): RepairCandidate[] {
  const placeOfChange = ({ file, statement }: RepairCandidate): string => `${file}:${statement}`;
  const sums = new Map<string, number>();
  for (const each of passing) sums.set(placeOfChange(each), (sums.get(placeOfChange(each)) ?? 0) + chance(each) ** MANY);
  return passing.toSorted((a, b) => sums.get(placeOfChange(b))! - sums.get(placeOfChange(a))! || chance(b) - chance(a));
}

/** Below 1: many changes that pass tell more of a place than one that is likely. */
const MANY = 0.75;

/** The code of a failure, with the files beside it and the data that it may read. */
export async function programOf(ranking: Ranking, reader: SourceReader, syntax: Syntax, signal?: AbortSignal): Promise<ProgramView> {
  const known = [...ranking.facts.map(({ file }) => file), ...(ranking.related?.files ?? [])];
  const data = await programData(await reader.list(signal), reader, ranking.related?.data);
  return new ProgramView([], [], [...known, ...(await filesBeside(known, reader, syntax, signal))], undefined, data);
}

/** A program with other texts of some files. @returns undefined where a text cannot be read as code */
export async function withTexts(
  program: Program,
  texts: ReadonlyMap<string, string>,
  parse: RepairPorts['parse'],
): Promise<Program | undefined> {
  const changed = new Map<string, SyntaxFile>();
  for (const [file, text] of texts) {
    const parsed = await parse(file, text);
    if (!parsed) return undefined;
    changed.set(file, new TreeFile(file, parsed.grammar, parsed.tree));
  }
  return new ProgramView(
    [],
    [],
    program.files.map((each) => changed.get(each.file) ?? each),
    undefined,
    program.data,
  );
}

/** Steps of a test with a change, and for each of its steps without it, after which it counts as endless. */
const LEAST_STEPS = 5_000;
const MORE_STEPS = 10;

/** How some tests of a program end: as the first of them that does not pass. */
function endOf(
  program: Program,
  place: TestPlace,
  tests: readonly { line: number; run: Pick<TestRun, 'steps'> }[],
  isLate: () => boolean,
): Ended['kind'] | undefined {
  const test = program.files.find(({ file }) => file === place.file.file);
  for (const { line, run } of tests) {
    if (isLate() || !test) return undefined;
    const { kind } = runTest(program, test, line, undefined, LEAST_STEPS + run.steps * MORE_STEPS).ended;
    if (kind !== 'passed') return kind;
  }
  return 'passed';
}

/** The other files in the folders of some, in their language: what a name means may be told there. */
async function filesBeside(
  known: readonly SyntaxFile[],
  reader: SourceReader,
  syntax: Syntax,
  signal?: AbortSignal,
): Promise<SyntaxFile[]> {
  const names = new Set(known.map(({ file }) => file));
  // What ends a program of C++ by itself names no file.
  const kinds = new Set(known.length > 0 ? known.map(({ file }) => kindOf(file)) : [CPP_FILES]);
  const wanted = (await reader.list(signal)).filter((name) => !names.has(name) && kinds.has(kindOf(name))).slice(0, MOST_FILES);
  const files = await Promise.all(
    wanted.map(async (name) => {
      const text = await reader.read(name);
      return text === undefined ? undefined : syntax.parse(name, text, signal);
    }),
  );
  return files.filter((file) => file !== undefined);
}

/** Whether a check failed, which may throw any error. */
function isOfCheck({ report: { errors, expectations } }: FailureEvidence): boolean {
  const isOne = errors.some(({ type, message }) => /Failed/.test(type) || failureKind(type, message) === 'assertion');
  return expectations.length > 0 || isOne;
}

const CPP_FILES = 'C++';

/** Folder and ending of a file; headers of C++ are in other folders, and have another ending. */
function kindOf(file: string): string {
  if (/\.(?:cc|cpp|cxx|c\+\+|h|hh|hpp|hxx)$/.test(file)) return CPP_FILES;
  return `${folderOf(file)} ${file.slice(file.lastIndexOf('.'))}`;
}

/** Whether two lines are in one test. */
function isSame(file: SyntaxFile, begins: number, line: number): boolean {
  return file.functions.some(
    (fn) => fn.startLine <= begins && begins <= fn.endLine && fn.startLine <= line && line <= fn.endLine && begins - fn.startLine < 4,
  );
}
