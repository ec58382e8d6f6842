import * as z from 'zod/mini';
import type { GuardedTrigger } from './triggers';

/** One failed test in a CTRF report. */
export interface CtrfFailure {
  /** Its suites and its name. */
  test: string;
  message: string;
  /** Empty where the reporter writes none. */
  trace: string;
  /** The file of the test, and its line where the report has one. */
  place?: { file: string; line: number };
  /** Offsets of the lines of its object in the input. */
  start: number;
  end: number;
}

const head = /"reportFormat"\s{0,10}:\s{0,10}"CTRF"|"tool"\s{0,10}:\s{0,10}\{/;
const list = /"tests"\s{0,10}:\s{0,10}\[/g;

/** Occurs in the head of every report, above its tests; reports before version 0.0.0 of the specification only name their tool. */
export const ctrfTrigger: GuardedTrigger = { holds: ['"reportFormat"', '"tool"'], pattern: new RegExp(head.source) };

const testSchema = z.object({
  name: z.string(),
  status: z.enum(['passed', 'failed', 'skipped', 'pending', 'other']),
  suite: z.optional(z.union([z.string(), z.array(z.string())])),
  message: z.optional(z.nullable(z.string())),
  trace: z.optional(z.nullable(z.string())),
  filePath: z.optional(z.nullable(z.string())),
  line: z.optional(z.nullable(z.number())),
});

/** Lines between the head of a report and its tests. */
const mostHeadLines = 500;
/** Characters of one test's object, and those kept of a text in it. */
const longestTest = 16_000_000;
const longestText = 500_000;
const longestName = 1000;

/**
 * Reads the failed tests of a report in the Common Test Report Format as it arrives, one object at a time: a report that was cut off still
 * has its first tests. Other text may come before and after it.
 */
export class CtrfJson {
  private state: 'outside' | 'head' | 'tests' = 'outside';
  private headLines = 0;
  /** Open braces and brackets within the list of tests. */
  private depth = 0;
  private inText = false;
  private escaped = false;
  private object = '';
  private start = 0;

  /** Within a report: the next lines may belong to it. */
  get open(): boolean {
    return this.state !== 'outside';
  }

  /**
   * Takes the next line, with its line break.
   * @param start its offset in the input
   * @returns the failures whose objects end in it; undefined where the line belongs to no list of tests
   */
  push(line: string, start: number): CtrfFailure[] | undefined {
    if (this.state !== 'tests') {
      if (head.test(line)) [this.state, this.headLines] = ['head', 0];
      else if (this.state === 'head' && ++this.headLines > mostHeadLines) this.state = 'outside';
      if (this.state === 'outside') return undefined;
      list.lastIndex = 0;
      if (!list.test(line)) return undefined;
      this.state = 'tests';
      return this.read(line, list.lastIndex, start);
    }
    return this.read(line, 0, start);
  }

  private read(line: string, from: number, start: number): CtrfFailure[] {
    const found: CtrfFailure[] = [];
    let begin = this.depth > 0 ? from : -1;
    for (let at = from; at < line.length; at++) {
      const char = line[at];
      if (this.inText) {
        // No text of JSON holds a line break: a very long line comes in pieces.
        if (char === '\n') continue;
        if (this.escaped) this.escaped = false;
        else if (char === '\\') this.escaped = true;
        else if (char === '"') this.inText = false;
      } else if (char === '"') this.inText = true;
      else if (char === '{' || char === '[') {
        if (this.depth++ === 0) [begin, this.start, this.object] = [at, start + at, ''];
      } else if (char === '}' || char === ']') {
        if (this.depth === 0) {
          this.state = 'outside';
          return found;
        }
        if (--this.depth > 0) continue;
        this.add(line.slice(begin, at + 1));
        begin = -1;
        const failure = failureIn(this.object, this.start, start + at + 1);
        if (failure) found.push(failure);
      }
    }
    if (begin >= 0) this.add(line.slice(begin, this.inText ? -1 : undefined));
    return found;
  }

  private add(text: string): void {
    if (this.object.length <= longestTest) this.object += text;
  }
}

function failureIn(json: string, start: number, end: number): CtrfFailure | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  const parsed = testSchema.safeParse(value);
  if (!parsed.success || parsed.data.status !== 'failed') return undefined;
  const { name, suite = [], message, trace, filePath, line } = parsed.data;
  const suites = [suite].flat().filter((each) => each !== '' && !name.startsWith(each));
  const place = filePath ? { place: { file: filePath, line: Math.max(0, Math.trunc(line ?? 0)) } } : {};
  return { test: [...suites, name].join(' ').slice(0, longestName), message: textOf(message), trace: textOf(trace), ...place, start, end };
}

function textOf(value: string | null | undefined): string {
  return value?.slice(0, longestText) ?? '';
}
