import { assertedValues } from './assertedValues';
import { withComponentStacks } from './componentStacks';
import type { ErrorReport, Expectation, FailureReport } from './failureReport';
import { compiler } from './formats/compiler';
import type { TraceError, TraceFormat } from './formats/format';
import type { FrameDraft } from './formats/frameDraft';
import { frameOrigin } from './frameOrigin';
import { importingFile } from './importingFile';
import { ownText } from './ownText';
import { withoutClosing } from './closingWords';
import type { TestFailure } from './runners/runner';
import type { FoundTrace } from './scan/foundTrace';

/** An error with more causes than this has a cycle of causes. */
const mostInTree = 500;
const longestText = 100_000;
/** Messages compared with the lines of a list at the end. */
const mostCompared = 500;

/**
 * Traces and failed tests → the report: in the order of the output, every error with its causes after it, tests and expectations
 * attached to the errors they are about.
 * @param formats find the origin of frames of a failure that only the test runner reports
 * @param roots absolute folders of the workspace
 */
export function assembleReport(
  found: readonly FoundTrace[],
  failures: readonly TestFailure[],
  formats: readonly TraceFormat[],
  roots: readonly string[],
): FailureReport {
  const all = withComponentStacks([...found].sort((a, b) => a.start - b.start));
  const repeats = toldSummaries(failures, all);
  const tests = failures.filter((test) => !repeats.includes(test)).sort((a, b) => a.start - b.start);
  const hides = [...repeats, ...tests.filter(({ whole }) => whole)];
  const traces = all.filter(({ start }) => !hides.some((test) => test.start <= start && start <= test.end));
  const owners = ownersByTrace(traces, tests);
  const withTrace = new Set(owners);
  const items: { start: number; errors: TraceError[]; format?: TraceFormat; test?: TestFailure }[] = traces.map((trace, index) => ({
    ...trace,
    test: owners[index],
  }));
  for (const test of tests) {
    if (withTrace.has(test) || !test.error) continue;
    const { error } = test;
    items.push({ start: test.start, errors: [error], format: formats.find(({ language }) => language === error.language), test });
  }
  items.sort((a, b) => a.start - b.start);
  const repeated = repeatedItems(items);

  const errors: ErrorReport[] = [];
  const expectations: Expectation[] = [];
  const firstError = new Map<TestFailure, number>();
  const told = tests.filter((test) => !items.some((item) => item.test === test && repeated.has(item)));
  for (const item of items) {
    if (repeated.has(item)) continue;
    const { errors: trees, format, test } = item;
    if (test && !firstError.has(test)) firstError.set(test, errors.length);
    for (const tree of trees.map((each) => withWords(each, test))) {
      const index = errors.length;
      addTree(errors, tree, format, roots, test?.test);
      // The runner's own values are better than values read from a message.
      if (!test || !compares(test)) add(expectations, { ...assertedValues(tree), test: test?.test }, index);
    }
  }
  for (const test of told) add(expectations, test, firstError.get(test));
  return { errors, expectations };
}

/**
 * A trace without a type takes the runner's message where it has none itself, as for a time-out, or only the last lines of it: without a
 * type above it, a message of several lines has no beginning.
 */
function withWords(error: TraceError, test: TestFailure | undefined): TraceError {
  const said = test?.error;
  if (!said || error.type !== '') return error;
  if (error.message === '') return { ...error, type: said.type, message: said.message };
  const [first = ''] = error.message.split('\n');
  const [start = '', ...more] = said.message.split('\n').map((line) => line.trim());
  const goesOn = !start.startsWith(first.trim()) && more.some((line) => line.startsWith(first.trim()));
  return goesOn ? { ...error, message: said.message } : error;
}

interface Item {
  errors: TraceError[];
  format?: TraceFormat;
  test?: TestFailure;
}

/**
 * Some outputs print a failure twice: where it happens and in a list at the end (node:test), or to the log and to the screen (PHP). The
 * copy has the same error, frames and test, though its test may lack the names of the suites. Build tools list the errors of a compiler
 * once more at the end.
 */
function repeatedItems<T extends Item>(items: readonly T[]): Set<T> {
  const firsts = new Map<string, T[]>();
  const untested = new Map<string, T>();
  const repeated = new Set<T>();
  for (const item of items) {
    const [error] = item.errors;
    if (item.errors.length !== 1 || !error || error.frames.length === 0) continue;
    const places = error.frames.toArray().map(({ file, line, column }) => `${file}:${line}:${column ?? 0}`);
    // The list at the end may indent a message in another way.
    const words = [error.message.replaceAll(/\s+/g, ' '), ...places].join('\n');
    const key = [error.type, words].join('\n');
    const equals = firsts.get(key) ?? [];
    const name = item.test?.test;
    if (item.format?.language === 'javascript' && item.test === undefined) {
      // A log may name an error by its base class, and the end of the program by its own.
      const twin = untested.get(words);
      const [type, other] = [error.type, twin?.errors[0]?.type];
      if (twin && type !== other && (type === 'Error' || other === 'Error')) {
        repeated.add(type === 'Error' ? item : twin);
        if (type !== 'Error') untested.set(words, item);
        continue;
      }
      untested.set(words, item);
    }
    // A PHP program dies once, but both its log and its page report it.
    if ((item.format === compiler || item.format?.name === 'php' || error.again) && equals.length > 0 && name === undefined)
      repeated.add(item);
    else if (equals.some(({ test }) => test?.test !== name && (name === undefined || (test?.test ?? '').endsWith(` ${name}`))))
      repeated.add(item);
    else if (equals.length < 50) firsts.set(key, [...equals, item]);
  }
  return repeated;
}

/**
 * The failures in a list at the end that were already reported above: by its test's name or, where a runner prints a bare trace, by its
 * message.
 */
function toldSummaries(failures: readonly TestFailure[], traces: readonly FoundTrace[]): TestFailure[] {
  const told = new Set(
    failures.flatMap(({ summary, test }) =>
      summary || test === undefined ? [] : [bareName(test), bareName(test).replace(/[([{].*/s, '')],
    ),
  );
  const placed = new Set(failures.flatMap(({ summary, error }) => (summary || !error ? [] : [placeAndWords(error)])));
  const said = [...new Set(traces.flatMap(({ errors }) => errors.map(({ message }) => message)))].slice(0, mostCompared);
  return failures.filter(({ summary, test = '', error }) => {
    if (!summary) return false;
    const message = error?.message.replace(/\.{3}$/, '') ?? '';
    // Surefire writes `IllegalState no server` for the error of a whole class.
    const messages = [message, ...(error?.language === 'java' ? [message.replace(/^[A-Z][\w$]{0,100} /, '')] : [])].filter(Boolean);
    return (
      told.has(bareName(test)) ||
      (error && error.frames.length > 0 && placed.has(placeAndWords(error))) ||
      said.some((each) => messages.some((start) => each.startsWith(start))) ||
      (error?.message === '' &&
        error.type !== '' &&
        traces.some(({ errors }) => errors.some((each) => each.type === error.type && each.message === '')))
    );
  });
}

function placeAndWords({ type, message, frames }: TraceError): string {
  return [type, message, ...frames.toArray().map(({ file, line }) => `${file}:${line}`)].join('\n');
}

/** `test_total[0-1]` of `tests/test_cart.py::TestCart::test_total[0-1]` and of `TestCart.test_total[0-1]`. */
function bareName(test: string): string {
  const parameters = test.indexOf('[');
  const name = parameters < 0 ? test : test.slice(0, parameters);
  return name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':')) + 1) + (parameters < 0 ? '' : test.slice(parameters));
}

/** For each trace the failed test whose report contains its start; the innermost of nested reports. Both lists are sorted by start. */
function ownersByTrace(traces: readonly FoundTrace[], tests: readonly TestFailure[]): (TestFailure | undefined)[] {
  const open: TestFailure[] = [];
  let next = 0;
  return traces.map((trace) => {
    for (let test = tests[next]; test && test.start <= trace.start; test = tests[++next]) open.push(test);
    while (open.length > 0 && (open[open.length - 1]?.end ?? 0) < trace.start) open.pop();
    return open[open.length - 1];
  });
}

/** Adds an error and those below it: depth first, without recursion, because a chain of causes may be long. */
function addTree(
  errors: ErrorReport[],
  root: TraceError,
  format: TraceFormat | undefined,
  roots: readonly string[],
  test: string | undefined,
): void {
  const first = errors.length;
  const waiting: { error: TraceError; parent?: number }[] = [{ error: root }];
  for (let item = waiting.pop(); item; item = waiting.pop()) {
    const { error, parent } = item;
    const index = errors.length;
    if (index - first >= mostInTree) break;
    const language = error.language ?? format?.language ?? 'unknown';
    const frames: FrameDraft[] = error.frames.toArray();
    const importer = language === 'javascript' ? importingFile(error.message.slice(0, longestText), frames) : undefined;
    if (importer) frames.push(importer);
    const report: ErrorReport = {
      type: ownText(error.type),
      message: shortened(withoutClosing(error.message)),
      language,
      role: parent === undefined ? 'thrown' : error.role,
      frames: frames.map((frame) => ({ ...frame, origin: frameOrigin(frame, format, roots) })),
    };
    if (error.details) report.details = shortened(error.details);
    if (error.times !== undefined) report.times = error.times;
    if (parent !== undefined) report.parent = parent;
    else if (test) report.test = test;
    errors.push(report);
    for (const child of [...error.children].reverse())
      if (language !== 'javascript' || !repeats(error, child)) waiting.push({ error: child, parent: index });
  }
}

/** Whether a cause only says once more what its error says, e.g. Rollup's, which lacks the place. */
function repeats(error: TraceError, cause: TraceError): boolean {
  if (cause.type !== error.type || cause.message === '' || !error.message.endsWith(cause.message) || cause.children.length > 0)
    return false;
  const places = ({ frames }: TraceError) => frames.toArray().map(({ raw }) => raw.trim());
  const [own, others] = [places(cause), places(error)];
  return own.length > 0 && own.every((raw) => others.includes(raw));
}

/** Both ends of a text that is too long to read. */
function shortened(text: string): string {
  if (text.length <= longestText) return ownText(text);
  const half = longestText / 2;
  return ownText(`${text.slice(0, half)}\n[${text.length - longestText} characters left out]\n${text.slice(-half)}`);
}

function compares({ expected, actual }: Partial<Omit<Expectation, 'error'>>): boolean {
  return expected !== undefined || actual !== undefined;
}

function add(expectations: Expectation[], said: Partial<Omit<Expectation, 'error'>>, error: number | undefined): void {
  if (!compares(said) || (said.expected === 'undefined' && said.actual === 'undefined')) return;
  const expectation: Expectation = { expected: ownText(said.expected ?? ''), actual: ownText(said.actual ?? '') };
  if (said.test) expectation.test = said.test;
  if (error !== undefined) expectation.error = error;
  expectations.push(expectation);
}
