import type { FailureReport } from '../capture/failureReport';
import type { CallSite, SyntaxFile } from '../syntax/syntax';
import type { FrameResolution } from './failureEvidence';
import { flatFrames } from './failureEvidence';
import { isTestCode, isTestFile } from './testCode';
import type { WorkspaceCode } from './workspaceCode';

/** Lines and characters of an assertion that are worth quoting. */
const MOST_LINES = 12;
const LONGEST = 400;
/** Lines below a crash that are searched for an assertion. */
const FARTHEST = 40;

/** Calls that assert, by their name: `assertEquals`, `expect`. */
const ASSERTS = /^_?(?:assert|expect|should|require(?!$)|verify|check)/i;
/** Objects with assertion methods: `assert.ok`, `t.equal`, `expect(x).toBe`, `x.should.equal`. */
const ASSERTING = /(?:^|[^\w$])(?:t|tap|test|chai|should|(?:assert|expect|Assert|require)\w*)(?:$|[^\w$])/;
/** `require('./cart').total` loads a module; testify's `require` is called by its name alone. */
const LOADS = /^require\(/;
const STATEMENT = /^\s*(?:assert\b|assert!|assert_\w+!|debug_assert)/;

/** Text without its indentation, with its file and 1-based line. */
interface Assertion {
  text: string;
  file: string;
  line: number;
}

/**
 * The source of the failed assertion. Where an assertion prints only `true` and `false`, or nothing, only this code shows the expectation.
 * @returns undefined where no frame lies on an assertion
 */
export function assertionAt(
  report: FailureReport,
  resolutions: readonly FrameResolution[],
  code: WorkspaceCode,
): Promise<Assertion | undefined> {
  return atTestFrame({ report, resolutions, code }, (source, line) => {
    const text = assertionOn(source, line);
    return text === undefined ? undefined : { text, line };
  });
}

/**
 * What a test that crashed would have asserted: the first assertion below the line that it had reached.
 * @returns undefined where no frame lies in a test, or nothing is asserted behind its line
 */
export function assertionNotReached(
  report: FailureReport,
  resolutions: readonly FrameResolution[],
  code: WorkspaceCode,
): Promise<Assertion | undefined> {
  return atTestFrame({ report, resolutions, code }, (source, line) => {
    const test = source.enclosing(line);
    for (let below = line + 1; test && below <= Math.min(test.endLine, line + FARTHEST); below++) {
      const text = source.enclosing(below) === test ? assertionOn(source, below) : undefined;
      if (text !== undefined) return { text, line: below };
    }
    return undefined;
  });
}

/** The first thing found at the frames in tests; Rust keeps them beside the code. */
async function atTestFrame(
  { report, resolutions, code }: { report: FailureReport; resolutions: readonly FrameResolution[]; code: WorkspaceCode },
  find: (source: SyntaxFile, line: number) => { text: string; line: number } | undefined,
): Promise<Assertion | undefined> {
  const frames = flatFrames(report);
  for (const { frame, file } of resolutions) {
    const line = frames[frame]?.line;
    if (!file || !line || !(isTestFile(file) || /\.rs$/.test(file))) continue;
    const source = await code.open(file);
    const found = source && isTestCode(source, source.enclosing(line)) ? find(source, line) : undefined;
    if (found) return { ...found, file };
  }
  return undefined;
}

/** Written to fail: `assert(false, …)`, `assertTrue(false)`, `assert False`, `assert!(false)`, `expect(false).toBe(true)`, `fail()`. */
const CONSTANT =
  /^(?:[\w$.:]{0,60}\b)?(?:assert(?:True|That|_true)?|expect|ok|true)!?(?:\.\w{1,20})?[\s(]\s*(?:false|False)\b\s*(?:[,)]|$)|^(?:[\w$.:]{0,60}\.)?fail\(/;

/** Whether an assertion cannot pass, so that its values are nobody's expectation. */
export function isConstant(assertion: string): boolean {
  return CONSTANT.test(assertion);
}

/** Whether the line that threw is an assertion that cannot pass, in tests or in the program itself. */
export async function failsOnPurpose(
  report: FailureReport,
  resolutions: readonly FrameResolution[],
  code: WorkspaceCode,
): Promise<boolean> {
  const place = resolutions.find(({ file }) => file !== undefined);
  const line = place && flatFrames(report)[place.frame]?.line;
  const text = place?.file !== undefined && line ? (await code.read(place.file))?.split('\n')[line - 1] : undefined;
  return text !== undefined && isConstant(text.trim().slice(0, LONGEST));
}

function assertionOn(source: SyntaxFile, line: number): string | undefined {
  const calls = source.calls({ startLine: line, endLine: line }).filter(asserts);
  if (calls.length === 0 && !STATEMENT.test(source.lines[line - 1] ?? '')) return undefined;
  const whole = calls.find(({ startLine, endLine }) => startLine <= line && line <= endLine && endLine - startLine < MOST_LINES);
  const range = whole ?? { startLine: line, endLine: closedBy(source.lines, line) };
  const text = source.lines
    .slice(range.startLine - 1, range.endLine)
    .map((each) => each.trim())
    .join(' ')
    .replace(/;$/, '');
  return text.length > LONGEST ? undefined : text;
}

/** The line that closes the brackets opened on a line; the line itself where none nearby does. */
function closedBy(lines: readonly string[], line: number): number {
  let open = 0;
  for (let at = line; at < line + MOST_LINES && at <= lines.length; at++) {
    for (const each of lines[at - 1]!.slice(0, LONGEST)) open += '([{'.includes(each) ? 1 : ')]}'.includes(each) ? -1 : 0;
    if (open <= 0) return at;
  }
  return line;
}

function asserts({ name, receiver = '' }: CallSite): boolean {
  return ASSERTS.test(name) || (ASSERTING.test(receiver) && !LOADS.test(receiver));
}
