import { junitTests } from '../capture/scan/junitXml';
import { stripTerminalSequences } from '../capture/unwrap/terminalText';
import type { TestResults } from './experiment';

/** Maximum length of a test's name; lines of other output may be longer. */
const LONGEST_LINE = 2000;

type Status = 'passed' | 'failed' | 'skipped';

interface ToldTest {
  name: string;
  status: Status;
  /** Absolute. */
  file?: string;
  /** Several assertions may have one name. */
  assertion?: true;
}

/**
 * The tests of a run.
 * @param output the output of the run
 * @param recorded results written by the runners: lines of `{"name", "status", "file"}`, the JSON of Jest and Vitest, or JUnit's XML
 * @returns undefined where no test runner is recognised
 */
export function readTestResults(output: string, recorded: readonly string[] = []): TestResults | undefined {
  const told = recorded.flatMap(readRecord);
  if (told.length) return collected(told);
  const { tests, lines } = listedTests(output);
  return tests.length ? collected(tests) : counted(lines);
}

function listedTests(output: string): { tests: ToldTest[]; lines: readonly string[] } {
  const lines = stripTerminalSequences(output)
    .split('\n')
    .map((line) => line.slice(0, LONGEST_LINE).replace(/\r$/, ''));
  const listed = new ListedTests();
  for (const line of lines) listed.read(line);
  return { tests: listed.tests, lines };
}

function readRecord(text: string): ToldTest[] {
  if (text.trimStart().startsWith('<')) return junitTests(text);
  if (text.startsWith('TAP version')) return listedTests(text).tests;
  const jest = parsed(text);
  if (isRecord(jest) && Array.isArray(jest['testResults'])) return jest['testResults'].flatMap(fileOfJest);
  return text.split('\n').flatMap((line) => {
    const entry = parsed(line);
    if (!isRecord(entry)) return [];
    const { name, status, file } = entry;
    if (typeof name !== 'string') return [];
    if (status !== 'passed' && status !== 'failed' && status !== 'skipped') return [];
    return [{ name, status, ...(typeof file === 'string' && { file }) }];
  });
}

/** One file of Jest's or Vitest's JSON. */
function fileOfJest(file: unknown): ToldTest[] {
  if (!isRecord(file) || !Array.isArray(file['assertionResults'])) return [];
  return file['assertionResults'].flatMap((test: unknown) => {
    if (!isRecord(test) || typeof test['title'] !== 'string') return [];
    const suites = Array.isArray(test['ancestorTitles']) ? test['ancestorTitles'].map(String).filter(Boolean) : [];
    const status: Status = test['status'] === 'passed' ? 'passed' : test['status'] === 'failed' ? 'failed' : 'skipped';
    const path = file['name'];
    return [{ name: [...suites, test['title']].join(' > '), status, ...(typeof path === 'string' && { file: path }) }];
  });
}

function collected(tests: readonly ToldTest[]): TestResults {
  const ended = new Map<string, ToldTest>();
  // A retried test counts with its last result; set-up and tear-down count only if they fail.
  for (const test of tests) ended.set(test.assertion ? `${ended.size}` : JSON.stringify([test.file, test.name]), test);
  const byName = new Map<string, ToldTest>();
  // For tests with the same name in several files, the name refers to the failed one.
  for (const test of ended.values()) if (byName.get(test.name)?.status !== 'failed') byName.set(test.name, test);
  const of = (wanted: Status): string[] => [...byName.values()].filter(({ status }) => status === wanted).map(({ name }) => name);
  const [passed, failed, skipped] = [of('passed'), of('failed'), of('skipped')];
  const files = new Map([...byName.values()].flatMap(({ name, file }) => (file === undefined ? [] : [[name, file] as const])));
  const assertions = tests.filter(({ assertion }) => assertion).map(({ name, status }) => ({ name, status }));
  return {
    ...{ passed, failed, skipped, ran: passed.length + failed.length, named: true },
    ...(files.size > 0 && { files }),
    ...(assertions.length > 0 && { assertions }),
  };
}

/** A suite that the lines below it belong to. */
interface Suite {
  name: string;
  /** Columns that it is indented by. */
  depth: number;
}

function openSuite(suites: Suite[], name: string, depth: number): void {
  while ((suites.at(-1)?.depth ?? -1) >= depth) suites.pop();
  suites.push({ name, depth });
}

function namesAbove(suites: readonly Suite[], depth: number): string[] {
  return suites.filter((suite) => suite.depth < depth).map(({ name }) => name);
}

/** Reporters that print one line a test: node:test, TAP, Mocha's spec, Go with -v, Cargo, pytest with -v, unittest with -v. */
class ListedTests {
  readonly tests: ToldTest[] = [];
  private readonly suites: Suite[] = [];
  private readonly subtests: Suite[] = [];
  /** The list of failures at the end repeats them. */
  private ended = false;
  private mocha = false;
  private testOfTap = '';

  read(line: string): void {
    if (/^\s*(?:✖ failing tests:|\d+ passing \(|# tests \d|ℹ tests \d)/.test(line)) this.ended = true;
    if (this.ended && !/^(?:TAP version|=== RUN)/.test(line)) return;
    this.ended = false;
    if (!this.readSpec(line) && !this.readTap(line)) this.readOthers(line);
  }

  /** `▶ suite`, `✔ test (0.5ms)`, `✖ test`, `﹣ test # SKIP`; Mocha's `✓`, `1) test`, `- test` below plain suites. */
  private readSpec(line: string): boolean {
    const match = /^(\s*)(▶|✔|✓|√|✖|﹣|\d+\)|-) (\S.*?)(?: \([\d.]+ ?m?s\))?(?: # [^]*)?$/.exec(line);
    const depth = /^\s*/.exec(line)?.[0].length ?? 0;
    if (!match) {
      const suite = /^(\s{2,})(\S.*)$/.exec(line);
      // Mocha prints suites on separate lines, indented by two for each level.
      if (suite && depth % 2 === 0 && depth < 40 && !/^at |^\W/.test(suite[2] ?? '')) openSuite(this.suites, suite[2] ?? '', depth);
      return false;
    }
    const [, , mark = '', name = ''] = match;
    if (mark === '▶') openSuite(this.suites, name, depth);
    else if (mark === '-' ? this.mocha : !/^\d/.test(mark) || depth >= 2) {
      if (/[✓√]/.test(mark)) this.mocha = true;
      if (/[✔✖]/.test(mark) && this.closes(name, depth)) return true;
      const status = /[✔✓√]/.test(mark) ? 'passed' : mark === '﹣' || mark === '-' ? 'skipped' : 'failed';
      this.tests.push({ name: [...namesAbove(this.suites, depth), name].join(' > '), status });
    }
    return true;
  }

  /** node:test prints `✔ suite` again at the end of a suite. */
  private closes(name: string, depth: number): boolean {
    const at = this.suites.findIndex((suite) => suite.name === name && suite.depth === depth);
    if (at < 0) return false;
    this.suites.length = at;
    return true;
  }

  /** An assertion of tape counts as a test, named after the comment above it. */
  private readTap(line: string): boolean {
    const comment = /^# (?!(?:tests|pass|fail|skip|todo|cancelled|suites|duration_ms|ok)\b|Subtest:)(\S.*)$/.exec(line);
    if (comment) this.testOfTap = comment[1] ?? '';
    const subtest = /^(\s*)# Subtest: (.*)$/.exec(line);
    if (subtest) openSuite(this.subtests, subtest[2] ?? '', subtest[1]?.length ?? 0);
    const match = /^(\s*)(not ok|ok) (?:\d+)(?!\d)(?: - | )?(.*?)(?: # (SKIP|TODO|skip|todo)\b[^]*| # time=[^]*)?$/.exec(line);
    if (!match) return comment !== null || subtest !== null;
    const [, indent = '', word, said = '', directive] = match;
    const depth = indent.length;
    // node:test and newer versions of tap print a suite's name at the depth of its result, older versions at the depth of its assertions.
    const around = this.subtests.findLast((suite) => suite.depth === depth && suite.name !== said);
    const above = [...namesAbove(this.subtests, depth), ...(around ? [around.name] : [])];
    const path = (last: string): string => [...above, last].join(' > ');
    // The end of a suite looks like a test, but its tests are already listed.
    const isSuite = this.tests.some(({ name }) => name.startsWith(`${path(said)} > `));
    this.subtests.length = this.subtests.filter((suite) => suite.depth < depth || suite === around).length;
    const status: Status = directive ? 'skipped' : word === 'ok' ? 'passed' : 'failed';
    const name = above.length || !this.testOfTap ? path(said) : `${this.testOfTap} ${said}`;
    if (!isSuite) this.tests.push({ name, status, assertion: true });
    return true;
  }

  private readOthers(line: string): void {
    const go = /^\s*--- (PASS|FAIL|SKIP): (\S+)/.exec(line);
    const cargo = /^test (\S.*?)(?: - should panic)? \.\.\. (ok|FAILED|ignored)/.exec(line);
    const pytest = /^(\S{1,400}?\.py::\S.{0,400}?) (PASSED|FAILED|ERROR|SKIPPED|XFAIL|XPASS)\b/.exec(line);
    const unittest = /^(\w+ \([\w.]+\))(?:.*)? \.\.\. (ok|FAIL|ERROR|skipped|expected failure)/.exec(line);
    const match = go ? [go[2], go[1]] : [cargo, pytest, unittest].find((each) => each)?.slice(1, 3);
    if (!match) return;
    const [name = '', word = ''] = match;
    const status = /^(?:PASS|PASSED|ok|XPASS|XFAIL|expected failure)$/.test(word)
      ? 'passed'
      : /^(?:SKIP|SKIPPED|ignored|skipped)$/.test(word)
        ? 'skipped'
        : 'failed';
    this.tests.push({ name, status });
  }
}

/** Runners that print numbers only. */
const COUNTS: readonly {
  pattern: RegExp;
  /** @param above the lines before it */
  read: (groups: Record<string, string | undefined>, above: readonly string[]) => [failed: number, skipped: number, total?: number];
}[] = [
  { pattern: /^Ran (?<total>\d+) tests? in /, read: ({ total }) => [0, 0, Number(total)] },
  {
    pattern: /^\[?\w*\]? ?Tests run: (?<total>\d+), Failures: (?<failed>\d+), Errors: (?<errors>\d+), Skipped: (?<skipped>\d+)/,
    read: ({ total, failed, errors, skipped }) => [Number(failed) + Number(errors), Number(skipped), Number(total)],
  },
  {
    pattern: /^(?:Failed|Passed)!\s+- Failed:\s+(?<failed>\d+), Passed:\s+\d+, Skipped:\s+(?<skipped>\d+), Total:\s+(?<total>\d+)/,
    read: ({ total, failed, skipped }) => [Number(failed), Number(skipped), Number(total)],
  },
  {
    pattern: /^(?<total>\d+) examples?, (?<failed>\d+) failures?(?:, (?<skipped>\d+) pending)?/,
    read: ({ total, failed, skipped }) => [Number(failed), Number(skipped ?? 0), Number(total)],
  },
  { pattern: /^OK \((?<total>\d+) tests?, \d+ assertions?\)/, read: ({ total }) => [0, 0, Number(total)] },
  // JUnit 4's text runner prints an I for each ignored test, and does not count it.
  {
    pattern: /^OK \((?<total>\d+) tests?\)$/,
    read: ({ total }, above) => {
      const ignored = above.filter((line) => /(?<![A-DF-HJ-Za-z])I(?:[.EI]|$)/.test(line)).length;
      return [0, ignored, Number(total) + ignored];
    },
  },
  {
    pattern: /^Tests run: (?<total>\d+), {1,3}Failures: (?<failed>\d+)$/,
    read: ({ total, failed }) => [Number(failed), 0, Number(total)],
  },
  {
    pattern:
      /^Tests: (?<total>\d+), Assertions: \d+(?:, Errors: (?<errors>\d+))?(?:, Failures: (?<failed>\d+))?(?:, .*?Skipped: (?<skipped>\d+))?/,
    read: ({ total, failed, errors, skipped }) => [Number(failed ?? 0) + Number(errors ?? 0), Number(skipped ?? 0), Number(total)],
  },
  {
    pattern: /^(?<total>\d+) tests completed, (?<failed>\d+) failed(?:, (?<skipped>\d+) skipped)?/,
    read: ({ total, failed, skipped }) => [Number(failed), Number(skipped ?? 0), Number(total)],
  },
];

function counted(lines: readonly string[]): TestResults | undefined {
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at]?.replace(/^=+ | =+$/g, '') ?? '';
    const summary = summaryOfWords(line);
    if (summary) return summary;
    for (const { pattern, read } of COUNTS) {
      const match = pattern.exec(line);
      if (!match) continue;
      const [failed, skipped, total = 0] = read(match.groups ?? {}, lines.slice(0, at));
      const unittest = /^(?:FAILED|OK) \((.*)\)$/m.exec(lines.slice(at).join('\n'))?.[1] ?? '';
      const of = (word: string): number => Number(new RegExp(`\\b${word}=(\\d+)`).exec(unittest)?.[1] ?? 0);
      return unnamed(failed + of('failures') + of('errors'), skipped + of('skipped'), total);
    }
  }
  return undefined;
}

/** `3 passed, 1 failed, 2 skipped in 0.1s` of pytest; `Tests  1 failed | 2 passed (3)` of Vitest; `Tests: 1 failed, 2 passed, 3 total`. */
function summaryOfWords(line: string): TestResults | undefined {
  if (
    !/^(?:\s*Tests:? {1,8})?\d+ (?:passed|failed|skipped|todo|error|errors|deselected|warnings?|xfailed|xpassed|passing|pending|failing)\b/.test(
      line,
    )
  )
    return undefined;
  const of = (words: string): number =>
    [...line.matchAll(new RegExp(`(?<!\\d)(\\d+) (?:${words})\\b`, 'g'))].reduce((sum, match) => sum + Number(match[1]), 0);
  const [passed, failed, skipped] = [of('passed|xpassed|xfailed|passing'), of('failed|errors?|failing'), of('skipped|pending|todo')];
  return passed + failed + skipped > 0 && (/ in [\d.]+s| total$|\(\d+\)$|\bpassing \(/.test(line) || /^\s*Tests/.test(line))
    ? unnamed(failed, skipped, passed + failed + skipped)
    : undefined;
}

function unnamed(failed: number, skipped: number, total: number): TestResults {
  const nameless = (count: number): string[] => Array.from({ length: Math.min(count, 1000) }, () => '');
  const passed = Math.max(0, total - failed - skipped);
  return { passed: nameless(passed), failed: nameless(failed), skipped: nameless(skipped), ran: passed + failed, named: false };
}

function parsed(text: string): unknown {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
