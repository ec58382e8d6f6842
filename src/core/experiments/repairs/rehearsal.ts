import { expectationOf } from '../../context/causeOrder';
import type { FailureEvidence } from '../../context/failureEvidence';
import { runTest, testLines, type Ended } from '../../interpret/failingTest';
import { ProgramView } from '../../suspects/explain/programView';
import { suspectsOf, type Ranking } from '../../suspects/ranking';
import { TreeFile } from '../../syntax/treeFile';
import type { Syntax, SyntaxFile } from '../../syntax/syntax';
import type { SourceReader } from '../../ports';
import { folderOf } from '../../workspace/fileIndex';
import { changeOf, mayHide, type Repair } from './chosenRepairs';
import { listRepairs, type RepairCandidate, type RepairPorts } from './listRepairs';

/** Changes that are worked through. */
const MOST_CHANGES = 250;
/** Milliseconds after which no other change is begun; a small program needs a part of it. */
const MOST_MS = 1_500;
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

/**
 * The small change that the code itself shows to be right: the failing test is worked through by the interpreter, and where it fails there
 * as it did, with the same values, so are changes. The one with which it passes and the other tests of its file still do; none where one in
 * another line would do, too, as the tests do not tell then which is right, and none where the interpreter does not know some of the code.
 * Nothing is run.
 */
export async function rehearse(
  evidence: FailureEvidence,
  ranking: Ranking,
  { parse, reader, syntax, now }: RehearsalPorts,
  signal?: AbortSignal,
): Promise<Repair | undefined> {
  const expectation = expectationOf(evidence.report, 0);
  const isChecked = expectation !== undefined || evidence.report.errors.some(({ type }) => /Assert|Failed/.test(type));
  if (!isChecked) return undefined;
  const place = placeOf(ranking);
  if (!place) return undefined;
  const known = [...ranking.facts.map(({ file }) => file), ...(ranking.related?.files ?? [])];
  const program = new ProgramView([], [], [...known, ...(await filesBeside(known, reader, syntax, signal))]);
  const began = now();
  const unchanged = runTest(program, place.file, place.line);
  if (!reproduces(evidence, unchanged.ended, place)) return undefined;
  const others = testLines(place.file).filter((line) => !isSame(place.file, line, place.line));
  const passed = others.filter((line) => runTest(program, place.file, line).ended.kind === 'passed');
  const read = async (name: string): Promise<string | undefined> => program.files.find(({ file }) => file === name)?.text;
  const listed = await listRepairs(
    suspectsOf(ranking),
    { kind: 'assertion', expectations: evidence.report.expectations },
    [{ file: place.file.file, line: place.line }],
    { read, parse },
    signal,
  );
  // Another text may spell out what the test expects.
  const candidates = spread(
    listed.filter((each) => each.template !== 'other-text' && !mayHide(each) && didRun(unchanged.ran.get(each.file), each)),
  );
  let only: RepairCandidate | undefined;
  for (const candidate of candidates.slice(0, MOST_CHANGES)) {
    signal?.throwIfAborted();
    if (now() - began > MOST_MS) return undefined;
    const parsed = await parse(candidate.file, candidate.text);
    if (!parsed) continue;
    const changed = new TreeFile(candidate.file, parsed.grammar, parsed.tree);
    const withChange = new ProgramView(
      [],
      [],
      program.files.map((each) => (each.file === candidate.file ? changed : each)),
    );
    const test = withChange.files.find(({ file }) => file === place.file.file);
    if (!test || runTest(withChange, test, place.line).ended.kind !== 'passed') continue;
    if (!passed.every((line) => runTest(withChange, test, line).ended.kind === 'passed')) continue;
    if (only && (only.file !== candidate.file || only.line !== candidate.line)) return undefined;
    // Of those in one line, such as `<=` and `+ 1`, the likeliest.
    only ??= candidate;
  }
  const before = only && (await read(only.file));
  if (!only || before === undefined) return undefined;
  return { ...changeOf(only, before), others: 'notRun', symptom: false, note: noteOf(passed.length), rehearsed: true };
}

/** The other files in the folders of some, in their language: what a name means may be told there. */
async function filesBeside(
  known: readonly SyntaxFile[],
  reader: SourceReader,
  syntax: Syntax,
  signal?: AbortSignal,
): Promise<SyntaxFile[]> {
  const names = new Set(known.map(({ file }) => file));
  const kinds = new Set(known.map(({ file }) => kindOf(file)));
  const wanted = (await reader.list(signal)).filter((name) => !names.has(name) && kinds.has(kindOf(name))).slice(0, MOST_FILES);
  const files = await Promise.all(
    wanted.map(async (name) => {
      const text = await reader.read(name);
      return text === undefined ? undefined : syntax.parse(name, text, signal);
    }),
  );
  return files.filter((file) => file !== undefined);
}

/** Folder and ending of a file. */
function kindOf(file: string): string {
  return `${folderOf(file)} ${file.slice(file.lastIndexOf('.'))}`;
}

/** What was worked out, and for how many tests. */
function noteOf(others: number): string {
  if (others === 0) return 'Worked out from the code, without a run: the failing test would pass with it.';
  return others === 1
    ? 'Worked out from the code, without a run: the failing test and another one of its file would pass with it.'
    : `Worked out from the code, without a run: the failing test and ${others} others of its file would pass with it.`;
}

interface TestPlace {
  file: SyntaxFile;
  line: number;
}

/** The line of the failing test that the failure came from; of a program without tests that of its outermost frame. */
function placeOf({ facts }: Ranking): TestPlace | undefined {
  const framed = facts.filter(({ frameLines }) => frameLines.length > 0);
  const own = framed.find(({ candidate }) => candidate.test) ?? framed.toSorted((a, b) => (b.stackPlace ?? 0) - (a.stackPlace ?? 0))[0];
  return own && { file: own.file, line: own.frameLines[0]! };
}

/**
 * Changes with the chance of their template shared among all that it makes, likeliest first: of hundreds of names one fits by chance, and of
 * the only `break` of a loop hardly.
 */
function spread(listed: readonly RepairCandidate[]): RepairCandidate[] {
  const counts = new Map<string, number>();
  for (const { template } of listed) counts.set(template, (counts.get(template) ?? 0) + 1);
  const chance = ({ template, weight }: RepairCandidate): number => weight / (counts.get(template) ?? 1);
  return listed.toSorted((a, b) => chance(b) - chance(a));
}

/** Whether two lines are in one test. */
function isSame(file: SyntaxFile, begins: number, line: number): boolean {
  return file.functions.some(
    (fn) => fn.startLine <= begins && begins <= fn.endLine && fn.startLine <= line && line <= fn.endLine && begins - fn.startLine < 4,
  );
}

/** Whether the test failed in the interpreter as it did in its run: in the same line, with the same values. */
function reproduces(evidence: FailureEvidence, ended: Ended, { file, line }: TestPlace): boolean {
  if (ended.kind !== 'failed') return false;
  const expectation = expectationOf(evidence.report, 0);
  const isHere = ended.lines.some((each) => each.file === file.file && each.line === line);
  if (ended.said !== undefined && ended.values.length === 0)
    return (
      isHere && evidence.report.errors.some(({ message }) => message.includes(ended.said!) || signs(message).includes(signs(ended.said!)))
    );
  if (expectation && ended.values.length === 2) {
    const [a = '', b = ''] = ended.values.map(signs);
    const [wanted, got] = [signs(expectation.expected), signs(expectation.actual)];
    if ((a === wanted && b === got) || (a === got && b === wanted)) return true;
    // Of long values only parts are printed.
    const [part, other] = [shownParts(expectation.expected), shownParts(expectation.actual)];
    return isHere && wanted !== got && ((holdsAll(a, part) && holdsAll(b, other)) || (holdsAll(a, other) && holdsAll(b, part)));
  }
  return isHere;
}

/** The words and numbers of a value, which tools print with different marks around them. */
function signs(value: string): string {
  return (value.replace(/\b(?:Some|Ok)\(/g, '(').match(/[\p{L}_]+|-?\d+(?:\.\d+)?/gu) ?? [])
    .map((word) => (/^(?:None|null|nil|undefined|NULL)$/.test(word) ? 'nothing' : /^-?\d/.test(word) ? String(Number(word)) : word))
    .join(' ');
}

/** The words of a value that is printed with `...` in it, without those that it cuts. */
function shownParts(value: string): string {
  const parts = value.split(/\.\.\.|…/);
  const whole = parts.map((part, at) => {
    const from = at > 0 ? part.search(/[^\p{L}\p{N}_]/u) : 0;
    const text = from < 0 ? '' : part.slice(from);
    if (at === parts.length - 1) return text;
    let to = text.length;
    while (to > 0 && /[\p{L}\p{N}_]/u.test(text[to - 1]!)) to -= 1;
    return text.slice(0, to);
  });
  return signs(whole.join(' '));
}

/** Whether a value has all words of another one, in their order. */
function holdsAll(value: string, words: string): boolean {
  const all = value.split(' ');
  let at = 0;
  for (const word of words.split(' ')) {
    at = all.indexOf(word, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** Whether the statement of a change ran: what did not run makes no difference to the test. */
function didRun(ran: ReadonlySet<number> | undefined, { line, statement }: RepairCandidate): boolean {
  return ran !== undefined && [line, statement, line - 1, line + 1].some((each) => ran.has(each));
}
