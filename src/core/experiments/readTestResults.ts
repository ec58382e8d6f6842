import { junitTests } from '../capture/scan/junitXml';
import type { TestResults } from './experiment';
import { listedTests, type TestStatus, type ToldTest } from './listedTests';
import { outputParts } from './outputParts';

/**
 * The tests of a run.
 * @param output the output of the run
 * @param recorded results written by the runners: lines of `{"name", "status", "file"}`, the JSON of Jest and Vitest, or JUnit's XML
 * @returns undefined where no test runner is recognised
 */
export function readTestResults(output: string, recorded: readonly string[] = []): TestResults | undefined {
  const told = recorded.flatMap(readRecord);
  if (told.length) return collected(told);
  const parts = outputParts(output);
  const tests = parts.flatMap(listedTests);
  return tests.length ? collected(tests) : added(parts.flatMap(({ lines }) => counted(lines) ?? []));
}

function readRecord(text: string): ToldTest[] {
  if (text.trimStart().startsWith('<')) return junitTests(text);
  if (text.startsWith('TAP version')) return outputParts(text).slice(0, 1).flatMap(listedTests);
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
    const status: TestStatus = test['status'] === 'passed' ? 'passed' : test['status'] === 'failed' ? 'failed' : 'skipped';
    const path = file['name'];
    return [{ name: [...suites, test['title']].join(' > '), status, ...(typeof path === 'string' && { file: path }) }];
  });
}

function collected(tests: readonly ToldTest[]): TestResults {
  const ended = new Map<string, ToldTest>();
  // A retried test counts with its last result; set-up and tear-down count only if they fail.
  for (const test of tests) ended.set(test.assertion ? `${ended.size}` : JSON.stringify([test.file, test.part, test.name]), test);
  const byName = new Map<string, ToldTest>();
  // For tests with the same name in several files, the name refers to the failed one.
  for (const test of ended.values()) if (byName.get(test.name)?.status !== 'failed') byName.set(test.name, test);
  const of = (wanted: TestStatus): string[] => [...byName.values()].filter(({ status }) => status === wanted).map(({ name }) => name);
  const [passed, failed, skipped] = [of('passed'), of('failed'), of('skipped')];
  const files = new Map([...byName.values()].flatMap(({ name, file }) => (file === undefined ? [] : [[name, file] as const])));
  const parts = new Map([...byName.values()].flatMap(({ name, part }) => (part === undefined ? [] : [[name, part] as const])));
  const assertions = tests.filter(({ assertion }) => assertion).map(({ name, status }) => ({ name, status }));
  return {
    ...{ passed, failed, skipped, ran: passed.length + failed.length, named: true },
    ...(files.size > 0 && { files }),
    ...(new Set(parts.values()).size > 1 && { parts }),
    ...(assertions.length > 0 && { assertions }),
  };
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
  // Ruby's minitest and test-unit.
  {
    pattern:
      /^(?<total>\d+) (?:runs|tests), \d+ assertions, (?<failed>\d+) failures, (?<errors>\d+) errors(?:, \d+ pendings)?, (?<skipped>\d+) (?:skips|omissions)/,
    read: ({ total, failed, errors, skipped }) => [Number(failed) + Number(errors), Number(skipped), Number(total)],
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
    [...line.matchAll(new RegExp(`(?<!\\d)(\\d+) (?:${words})\\b`, 'g'))].reduce((sum, [, count]) => sum + Number(count), 0);
  const [passed, failed, skipped] = [of('passed|xpassed|xfailed|passing'), of('failed|errors?|failing'), of('skipped|pending|todo')];
  return passed + failed + skipped > 0 && (/ in [\d.]+s| total$|\(\d+\)$|\bpassing \(/.test(line) || /^\s*Tests/.test(line))
    ? unnamed(failed, skipped, passed + failed + skipped)
    : undefined;
}

/** The numbers of several runs together. */
function added(results: readonly TestResults[]): TestResults | undefined {
  const [first, ...more] = results;
  if (!first || !more.length) return first;
  const of = (list: 'passed' | 'failed' | 'skipped'): string[] => results.flatMap((each) => each[list]);
  return {
    ...first,
    passed: of('passed'),
    failed: of('failed'),
    skipped: of('skipped'),
    ran: results.reduce((sum, { ran }) => sum + ran, 0),
  };
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
