import type { OutputPart } from './outputParts';

export type TestStatus = 'passed' | 'failed' | 'skipped';

export interface ToldTest {
  name: string;
  status: TestStatus;
  /** Absolute. */
  file?: string;
  /** Name of the part of the output that lists it. */
  part?: string;
  /** Several assertions may have one name. */
  assertion?: true;
}

/** Minitest numbers its failures as Mocha does its failing tests. */
const MINITEST_DETAIL = /^(?:Failure|Error|Skipped):$/;

/** The tests that one part of an output lists. */
export function listedTests({ name, lines }: OutputPart): ToldTest[] {
  const listed = new ListedTests();
  for (const line of lines) listed.read(line);
  return name === '' ? listed.tests : listed.tests.map((test) => ({ ...test, part: name }));
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

/** Reporters that print one line a test: node:test, TAP, Mocha's spec, Go with -v, Cargo, pytest, unittest and Minitest with -v. */
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
      const [, , suite = ''] = /^(\s{2,})(\S.*)$/.exec(line) ?? [];
      // Mocha prints suites on separate lines, indented by two for each level.
      if (suite && depth % 2 === 0 && depth < 40 && !/^at |^\W/.test(suite)) openSuite(this.suites, suite, depth);
      return false;
    }
    const [, , mark = '', name = ''] = match;
    if (mark === '▶') openSuite(this.suites, name, depth);
    else if (mark === '-' ? this.mocha : !/^\d/.test(mark) || (depth >= 2 && !MINITEST_DETAIL.test(name))) {
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
    if (subtest) {
      const [, margin = '', name = ''] = subtest;
      openSuite(this.subtests, name, margin.length);
    }
    const match = /^(\s*)(not ok|ok) (?:\d+)(?!\d)(?: - | )?(.*?)(?: # (SKIP|TODO|skip|todo)\b[^]*| # time=[^]*)?$/.exec(line);
    if (!match) return comment !== null || subtest !== null;
    const [, indent = '', word, said = '', directive] = match;
    const depth = indent.length;
    // node:test and newer versions of tap print a suite's name at the depth of its result, older versions at the depth of its assertions.
    const around = this.subtests.findLast((suite) => suite.depth === depth && suite.name !== said);
    const above = [...namesAbove(this.subtests, depth), ...(around ? [around.name] : [])];
    const path = (last: string): string => [...above, last].join(' > ');
    // A comment above an announced test is what the program printed.
    const announced = this.subtests.some((suite) => suite.depth === depth && suite.name === said);
    // The end of a suite looks like a test, but its tests are already listed.
    const isSuite = this.tests.some(({ name }) => name.startsWith(`${path(said)} > `));
    this.subtests.length = this.subtests.filter((suite) => suite.depth < depth || suite === around).length;
    const status: TestStatus = directive ? 'skipped' : word === 'ok' ? 'passed' : 'failed';
    const name = above.length || announced || !this.testOfTap ? path(said) : `${this.testOfTap} ${said}`;
    if (!isSuite) this.tests.push({ name, status, assertion: true });
    return true;
  }

  private readOthers(line: string): void {
    const go = /^\s*--- (?<word>PASS|FAIL|SKIP): (?<name>\S+)/.exec(line);
    const cargo = /^test (?<name>\S.*?)(?: - should panic)? \.\.\. (?<word>ok|FAILED|ignored)/.exec(line);
    const pytest = /^(?<name>\S{1,400}?\.py::\S.{0,400}?) (?<word>PASSED|FAILED|ERROR|SKIPPED|XFAIL|XPASS)\b/.exec(line);
    const unittest = /^(?<name>\w+ \([\w.]+\))(?:.*)? \.\.\. (?<word>ok|FAIL|ERROR|skipped|expected failure)/.exec(line);
    const minitest = /^(?<name>[A-Z]\S{0,300}#\S.{0,400}?) = \d+\.\d\d s = (?<word>[.FES])$/.exec(line);
    const match = go ?? cargo ?? pytest ?? unittest ?? minitest;
    if (!match) return;
    const { name = '', word = '' } = match.groups ?? {};
    const status = /^(?:PASS|PASSED|ok|XPASS|XFAIL|expected failure|\.)$/.test(word)
      ? 'passed'
      : /^(?:SKIP|SKIPPED|ignored|skipped|S)$/.test(word)
        ? 'skipped'
        : 'failed';
    this.tests.push({ name, status });
  }
}
