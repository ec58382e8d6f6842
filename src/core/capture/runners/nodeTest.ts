import type { OfferReply } from '../formats/format';
import type { Line } from '../line';
import { expectationIn } from './expectationIn';
import type { Values } from './jsonValues';
import { type BlockRules, FailureBlock, outdent, runnerError } from './failureBlock';
import type { RunnerReader, TestFailure, TestRunner } from './runner';
import { indentOf } from './tapYaml';

/** ESLint's summary looks similar: `✖ 5 problems (4 errors, 1 warning)`. */
const spec = /^(\s*)✖ (?!\d{1,9} problems? \()(\S.*?)(?: \([\d.]+ms\))?(?: # [^]*)?$/;
const suite = /^\s*▶ (\S.*?)(?: \([\d.]+ms\))?$/;

/** Node's own runner with its spec reporter. */
export const nodeTest: TestRunner = {
  name: 'node:test',
  triggers: ['▶ ', '✖ '],
  start(line) {
    if (!suite.test(line.text) && !spec.test(line.text)) return undefined;
    const reader = new SpecReader();
    reader.offer(line);
    return reader;
  },
};

/** Reads a whole run, because only the lines above name the suites of a test. */
class SpecReader implements RunnerReader {
  readonly patience = 5000;
  private readonly failures: TestFailure[] = [];
  private suites: { name: string; depth: number }[] = [];
  private block: { reader: FailureBlock; title: string } | undefined;
  /** The list at the end is being read: it repeats the failures, without the names of their suites. */
  private listing = false;
  /** Full names of the tests, by their title and error. */
  private readonly told = new Map<string, string>();

  offer(line: Line): OfferReply {
    const text = line.text;
    if (this.block?.reader.offer(line) === 'taken') return 'taken';
    this.closeBlock();
    const [, , failed] = spec.exec(text) ?? [];
    if (failed === 'failing tests:') {
      this.listing = true;
      return 'taken';
    }
    const depth = indentOf(text);
    const opened = suite.exec(text);
    // Another run begins.
    if (opened && this.listing) return 'end';
    if (opened || failed !== undefined) this.suites = this.suites.filter((each) => each.depth < depth);
    if (opened) this.suites.push({ name: opened[1] ?? '', depth });
    else if (failed !== undefined) {
      const test = [...this.suites.map(({ name }) => name), failed].join(' ');
      this.block = { reader: new FailureBlock(line, specRules(test, depth)), title: failed };
    } else return 'other';
    return 'taken';
  }

  private closeBlock(): void {
    for (const failure of this.block?.reader.close() ?? []) {
      const key = [this.block?.title, failure.error?.type, failure.error?.message].join('\n');
      const test = this.listing ? this.told.get(key) : undefined;
      this.failures.push(test === undefined ? failure : { ...failure, test, summary: true });
      if (!this.listing) this.told.set(key, failure.test ?? '');
    }
    this.block = undefined;
  }

  close(): TestFailure[] {
    this.closeBlock();
    return this.failures;
  }
}

const subtestsFailed = /^\d{1,9} subtests? failed$/;

function specRules(test: string, depth: number): BlockRules {
  return {
    ends: (text) => text.trim() !== '' && text.length - text.trimStart().length <= depth,
    read(lines) {
      const body = outdent(lines.slice(1));
      const first = body.findIndex((line) => line.trim() !== '');
      if (first < 0) return [];
      const values = property(body, 'actual', 'expected') ?? expectationIn(body.join('\n'));
      const said = body[first] ?? '';
      const [, type = 'Error', words] = /^(\w[\w.]*)(?: \[\w+\])?: (.*)$/.exec(said) ?? [];
      const message = words ?? /^'(.*)'$/.exec(said)?.[1] ?? said;
      // A suite that only summarises its tests: their failures are also reported.
      if (subtestsFailed.test(message)) return [];
      return [{ test, ...values, error: runnerError('javascript', type, message, []) }];
    },
  };
}

/** The values in the properties that Node prints below an AssertionError's stack. */
function property(lines: readonly string[], actualName: string, expectedName: string): Values | undefined {
  const actual = valueOf(lines, actualName);
  const expected = valueOf(lines, expectedName);
  return actual === undefined || expected === undefined ? undefined : { actual, expected };
}

function valueOf(lines: readonly string[], name: string): string | undefined {
  const start = lines.findIndex((line) => new RegExp(`^\\s*${name}: `).test(line));
  const first = lines[start];
  if (start < 0 || first === undefined) return undefined;
  const depth = first.length - first.trimStart().length;
  const value = [first.trimStart().slice(name.length + 2)];
  for (const line of lines.slice(start + 1)) {
    const own = line.length - line.trimStart().length;
    if (line.trim() === '' || own < depth || (own === depth && /^\w+: /.test(line.trimStart())) || line.trim() === '}') break;
    // An error's message, without its frames.
    if (/^\s*at /.test(line)) break;
    value.push(line.slice(depth));
  }
  return value.join('\n').replace(/,$/, '').trim();
}
