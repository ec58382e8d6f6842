import type { FailureReport } from '../capture/failureReport';
import { FAILED_MARK } from '../capture/failedChecks';
import { expectationIn } from '../capture/runners/expectationIn';
import { only } from '../only';
import { nodesIn, type Expr, type Ir } from '../syntax/lower/ir';
import { lineOf, loweredFunction } from '../syntax/lower/places';
import type { CallSite, FunctionNode, SyntaxFile } from '../syntax/syntax';
import { languageOfFile } from '../workspace/languages';
import { framesByCause } from './causeOrder';
import { flatFrames, type FrameResolution } from './failureEvidence';
import type { WorkspaceCode } from './workspaceCode';

/** The assertion of a program that has no test framework: a function of its own that ends with an error where two arguments differ. */
export interface OwnCheck {
  file: SyntaxFile;
  fn: FunctionNode;
}

const SAME = /^(?:[!=]==?|is|is not|<=>)$/;
const COMPARES = /^(?:deep_?|strict_?|sequence_?|object_?)?(?:equals?|eql\??|same|identical|compare(?:To)?|strcmp|abs|fabs)$/i;
const ENDS = /^(?:_?exit|abort|die|panic|terminate|fatalf?|fail)$/i;
/** What a function that is given a condition is called where it checks results and not its input. */
const CHECKS = /^(?:assert|check|expect|verify|should)/i;

/** A shorter text stands in too many messages by chance. */
const SHORTEST_TITLE = 4;
const VALUE_WORDS = /\b(?:expected|want(?:ed)?|got|actual|received)\b/i;
/** What stands between a title and its values, and between a mark and a title. */
const TITLE_ENDS = /[:;,–—]\s|\s[-–—]\s|:$/;
const MARK_ENDS = /[\s:–—-]/;
const COMPARISON = /\b(?:if|unless|elif)\b.*(?:[!=]==?|\bis not\b|\b(?:equals|Equals|eql\?|deepEqual|isDeepStrictEqual)\b)/;
/** Lines between a comparison and what is printed if it fails. */
const MOST_ABOVE = 4;
const MOST_READ = 600;
const MOST_PARSED = 24;

/**
 * Whether a function is the check that failed with a message: it compares two of its parameters, or is named as a check and is given a
 * condition, and what it says has an expected and an actual value. A function that validates its input compares otherwise.
 */
export function isOwnCheck({ file, fn }: OwnCheck, message: string, printed?: PrintedWords): boolean {
  if (!expectationIn(message)) return false;
  const own = loweredFunction(file, fn);
  if (!own) return false;
  const given = new Set(own.params.map(({ name }) => name).filter(Boolean));
  const nodes = [...nodesIn(own.body)];
  if (!(printed ? says(printed, file.lines.slice(fn.startLine - 1, fn.endLine).join('\n')) : nodes.some(endsProgram))) return false;
  return nodes.some((node) => {
    if (node.kind !== 'branch') return false;
    const compared = namesCompared(node.condition, given);
    return compared >= 2 || (compared === 1 && CHECKS.test(own.name));
  });
}

/** Whether a program's main function compares a result itself and throws, instead of calling a check: nothing of it but the calls is in question. */
export function isCheckingMain({ file, fn }: OwnCheck, message: string): boolean {
  if (!/^main$/i.test(fn.name) || !expectationIn(message)) return false;
  const nodes = [...nodesIn(loweredFunction(file, fn)?.body ?? [])];
  return nodes.some(
    (node) => node.kind === 'branch' && compares([...nodesIn([node.condition])]) && [...nodesIn(node.then)].some(endsProgram),
  );
}

/** Whether an error with a message that arose in a function is a failed check of the program's own. */
export function isFailedCheck(check: OwnCheck, message: string): boolean {
  return isOwnCheck(check, message) || isCheckingMain(check, message);
}

/**
 * The comparison with which a program checks a result in place: the innermost whose branch ends the program in a line, from its beginning to
 * the end of that branch; offsets.
 * @param line 1-based
 */
export function checkAround(file: SyntaxFile, line: number): { start: number; end: number } | undefined {
  let found: { start: number; end: number } | undefined;
  for (const node of nodesIn(file.code)) {
    const last = node.kind === 'branch' ? node.then.at(-1) : undefined;
    if (node.kind !== 'branch' || !last || lineOf(file, node.start) > line || lineOf(file, last.end) < line) continue;
    const ends = [...nodesIn(node.then)].some(
      (each) => endsProgram(each) && lineOf(file, each.start) <= line && line <= lineOf(file, each.end),
    );
    if (ends && compares([...nodesIn([node.condition])])) found = { start: node.start, end: last.end };
  }
  return found;
}

function endsProgram(node: Ir): boolean {
  return node.kind === 'throw' || (node.kind === 'call' && ENDS.test(calledName(node.callee)));
}

/** How many parameters a condition compares as wholes; 0 where it looks into one, or compares their order. */
function namesCompared(condition: Expr, given: ReadonlySet<string>): number {
  const nodes = [...nodesIn([condition])];
  const callees = new Set(nodes.flatMap((node) => (node.kind === 'call' ? [node.callee] : [])));
  if (nodes.some((node) => node.kind === 'index' || (node.kind === 'member' && !callees.has(node)))) return 0;
  const names = new Set(nodes.flatMap((node) => (node.kind === 'name' && given.has(node.name) ? [node.name] : [])));
  return compares(nodes) ? names.size : Math.min(names.size, 1);
}

function compares(nodes: readonly Ir[]): boolean {
  return nodes.some(
    (node) => (node.kind === 'operate' && SAME.test(node.operator)) || (node.kind === 'call' && COMPARES.test(calledName(node.callee))),
  );
}

function calledName(callee: Expr): string {
  return callee.kind === 'name' || callee.kind === 'member' ? (callee.name.split('::').at(-1) ?? '') : '';
}

/** The one call of a check that a message is of: by a text or a value that it is given, `same(3, queue.length(), "after two")`. */
function callOfCheck(said: string, check: OwnCheck, files: readonly SyntaxFile[]): { file: SyntaxFile; call: CallSite } | undefined {
  const calls = files.flatMap((file) =>
    file
      .calls({ startLine: 1, endLine: file.lines.length })
      .filter(({ name }) => name === check.fn.name)
      .map((call) => ({ file, call })),
  );
  const expected = Number(expectationIn(said)?.expected.trim() || NaN);
  return (
    only(calls) ??
    only(calls.filter(({ call: { args } }) => args.some((each) => isSaid(each, said)))) ??
    only(
      calls.filter(({ call: { args } }) => args.some((each) => isSaid(each, said) && said.startsWith(each.trim().slice(1, -1).trim()))),
    ) ??
    only(calls.filter(({ call: { args } }) => args.some((each) => Number(each.trim() || NaN) === expected)))
  );
}

function isSaid(argument: string, said: string): boolean {
  const text = /^(["'`])(?<text>(?:[^\\]|\\.){0,300})\1$/s.exec(argument.trim())?.groups?.['text'] ?? '';
  return text.trim().length >= SHORTEST_TITLE && said.includes(text);
}

/** Where a check of the program's own failed, in an output without a stack. */
export interface FailedCheck {
  /** Absent where the code around the line compares and prints itself. */
  check?: OwnCheck;
  file: SyntaxFile;
  /** 1-based line of the call, or of the comparison. */
  line: number;
}

/**
 * The check of a C++ program that ended without a stack, or of any program that printed that it failed and went on; found by the one call
 * that the message names.
 */
export async function checkWithoutStack({ errors }: FailureReport, code: WorkspaceCode): Promise<FailedCheck | undefined> {
  const [error] = errors;
  const said = error?.message.split('\n', 1)[0] ?? '';
  if (!error || error.frames.length > 0 || !expectationIn(error.message)) return undefined;
  const printed = error.language === 'unknown' && error.type === '' ? wordsOf(said) : undefined;
  if (error.language !== 'cpp' && !printed) return undefined;
  const files = await parsedFor(printed, code);
  const checks = files.flatMap((file) =>
    file.functions.map((fn) => ({ file, fn })).filter((each) => isOwnCheck(each, error.message, printed)),
  );
  const failed = checks.flatMap((check): FailedCheck[] => {
    const found = callOfCheck(said, check, files);
    return found ? [{ check, file: found.file, line: found.call.startLine }] : [];
  });
  const compared = printed ? files.flatMap((file) => comparisonsBefore(printed, file)) : [];
  return compared.length > 0 ? only(compared) : only(failed);
}

/** What the code says around the values of a printed line. */
interface PrintedWords {
  /** The sign of the failure: `FAIL`. */
  mark: string;
  /** What was checked. */
  title: string;
}

function wordsOf(said: string): PrintedWords {
  const mark = FAILED_MARK.exec(said)?.[0] ?? '';
  const rest = said.slice(mark.length);
  const [title] = rest.slice(0, VALUE_WORDS.exec(rest)?.index).split(TITLE_ENDS, 1);
  return { mark: mark.split(MARK_ENDS, 1)[0] ?? '', title: (title ?? '').trim() };
}

/** The files in which the check and its call may be: all of a few, or those that hold the words that were printed. */
async function parsedFor(printed: PrintedWords | undefined, code: WorkspaceCode): Promise<SyntaxFile[]> {
  const languages = (name: string): boolean => (printed ? languageOfFile(name) !== undefined : languageOfFile(name) === 'cpp');
  const files: SyntaxFile[] = [];
  for (const name of code.index.files.filter(languages).slice(0, MOST_READ)) {
    if (printed && !holdsWords(await code.read(name), printed)) continue;
    if (files.length === MOST_PARSED) return [];
    const file = await code.open(name);
    if (file) files.push(file);
  }
  return files;
}

function holdsWords(text: string | undefined, words: PrintedWords): boolean {
  if (text === undefined) return false;
  return (words.title.length >= SHORTEST_TITLE && text.includes(words.title)) || says(words, text);
}

/** Whether code has the words around the values. */
function says({ mark }: PrintedWords, text: string): boolean {
  return text.includes(mark) && VALUE_WORDS.test(text);
}

/** The conditions under which the words themselves are printed, without a function for it. */
function comparisonsBefore({ mark, title }: PrintedWords, file: SyntaxFile): FailedCheck[] {
  if (title.length < SHORTEST_TITLE) return [];
  return file.lines.flatMap((text, index): FailedCheck[] => {
    const at = text.indexOf(title);
    if (at < 0 || !text.slice(0, at).includes(mark) || !VALUE_WORDS.test(text.slice(at))) return [];
    const before = file.lines.slice(Math.max(0, index - MOST_ABOVE), index + 1).findLastIndex((line) => COMPARISON.test(line));
    return before < 0 ? [] : [{ file, line: Math.max(0, index - MOST_ABOVE) + before + 1 }];
  });
}

/** A report with the values that a program's own check compared, where it has none yet. */
export async function withOwnExpectation(
  report: FailureReport,
  resolutions: readonly FrameResolution[],
  code: WorkspaceCode,
): Promise<FailureReport> {
  const [first] = report.errors;
  const values = first && report.expectations.length === 0 ? expectationIn(first.message) : undefined;
  if (!values) return report;
  const check = (await checkOf(report, resolutions, code)) ?? (await checkWithoutStack(report, code));
  return check ? { ...report, expectations: [{ ...values, error: 0 }] } : report;
}

/** The check in which the first error arose. */
async function checkOf(report: FailureReport, resolutions: readonly FrameResolution[], code: WorkspaceCode): Promise<OwnCheck | undefined> {
  const innermost = framesByCause(report, resolutions).find(({ resolution }) => resolution.file !== undefined);
  if (!innermost || innermost.error !== 0) return undefined;
  const file = await code.open(innermost.resolution.file!);
  const fn = file?.enclosing(flatFrames(report)[innermost.resolution.frame]?.line ?? 0);
  return file && fn && isFailedCheck({ file, fn }, report.errors[0]!.message) ? { file, fn } : undefined;
}
