import type { FailureReport } from '../capture/failureReport';
import { expectationIn } from '../capture/runners/expectationIn';
import { only } from '../only';
import { nodesIn, type Expr, type Ir } from '../syntax/lower/ir';
import { loweredFunction } from '../syntax/lower/places';
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
const MOST_READ = 600;
const MOST_PARSED = 24;

/**
 * Whether a function is the check that failed with a message: it compares two of its parameters, or is named as a check and is given a
 * condition, and what it says has an expected and an actual value. A function that validates its input compares otherwise.
 */
export function isOwnCheck({ file, fn }: OwnCheck, message: string): boolean {
  if (!expectationIn(message)) return false;
  const own = loweredFunction(file, fn);
  if (!own) return false;
  const given = new Set(own.params.map(({ name }) => name).filter(Boolean));
  const nodes = [...nodesIn(own.body)];
  if (!nodes.some(endsProgram)) return false;
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
    only(calls.filter(({ call: { args } }) => args.some((each) => Number(each.trim() || NaN) === expected)))
  );
}

function isSaid(argument: string, said: string): boolean {
  const text = /^(["'`])(?<text>(?:[^\\]|\\.){0,300})\1$/s.exec(argument.trim())?.groups?.['text'] ?? '';
  return text.trim().length >= SHORTEST_TITLE && said.includes(text);
}

/** The check of a C++ program that ended without a stack, and the one call of it that the message names. */
export async function checkWithoutStack(
  { errors }: FailureReport,
  code: WorkspaceCode,
): Promise<{ check: OwnCheck; file: SyntaxFile; call: CallSite } | undefined> {
  const [error] = errors;
  const said = error?.message.split('\n', 1)[0] ?? '';
  if (error?.language !== 'cpp' || error.frames.length > 0 || !expectationIn(said)) return undefined;
  const files: SyntaxFile[] = [];
  for (const name of code.index.files.filter((each) => languageOfFile(each) === 'cpp').slice(0, MOST_READ)) {
    if (files.length === MOST_PARSED) return undefined;
    const file = await code.open(name);
    if (file) files.push(file);
  }
  const checks = files.flatMap((file) => file.functions.map((fn) => ({ file, fn })).filter((each) => isOwnCheck(each, said)));
  const failed = checks.flatMap((check) => {
    const call = callOfCheck(said, check, files);
    return call ? [{ check, ...call }] : [];
  });
  return only(failed);
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
