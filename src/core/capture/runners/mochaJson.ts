import type { OfferReply } from '../formats/format';
import type { Line } from '../line';
import { type BlockFailure, FailureBlock, runnerError } from './failureBlock';
import type { RunnerReader, TestFailure, TestRunner } from './runner';

const title = /^\s*"fullTitle": ("(?:[^"\\]|\\.){0,2000}"),?$/;
const field = /^\s*"(stack|message|name|actual|expected|title)": ("(?:[^"\\]|\\.)*"),?$/;
const streamed = /^\["fail",(\{.*\})\]$/;
const longestLine = 200_000;

/** Mocha's `json` reporter, and equal ones such as Cypress': each test as an object, failed tests once more at the end. */
export const mochaJson: TestRunner = {
  name: 'mocha json',
  triggers: [{ holds: ['"fullTitle": '], pattern: /\n {0,40}"fullTitle": "/ }],
  start(line) {
    if (!title.test(line.text)) return undefined;
    const reader = new MochaJsonReader();
    reader.offer(line);
    return reader;
  },
};

/** Mocha's `json-stream`: one line a test. */
export const mochaJsonStream: TestRunner = {
  name: 'mocha json-stream',
  triggers: ['["fail",{'],
  start: (line) =>
    line.text.length < longestLine && streamed.test(line.text.trim())
      ? new FailureBlock(line, { ends: () => true, read: ([first = '']) => ofStream(first) })
      : undefined,
};

class MochaJsonReader implements RunnerReader {
  readonly patience = 5000;
  private readonly told = new Set<string>();
  private readonly failures: TestFailure[] = [];
  private block: FailureBlock | undefined;

  offer(line: Line): OfferReply {
    const test = textOf(title.exec(line.text)?.[1]);
    if (test !== undefined) {
      this.closeBlock();
      this.block = new FailureBlock(line, { ends: (text) => /^\s{0,4}[}\]]/.test(text), read: (lines) => ofObject(test, lines) });
      return 'taken';
    }
    if (/^\}/.test(line.text)) return 'end';
    if (this.block?.offer(line) === 'end') this.closeBlock();
    return 'taken';
  }

  private closeBlock(): void {
    for (const failure of this.block?.close() ?? []) {
      const key = failure.test ?? '';
      this.failures.push(this.told.has(key) ? { ...failure, summary: true } : failure);
      this.told.add(key);
    }
    this.block = undefined;
  }

  close(): TestFailure[] {
    this.closeBlock();
    return this.failures;
  }
}

/** The failure in the lines of one test's object; none where its `err` is empty. */
function ofObject(test: string, lines: readonly string[]): BlockFailure[] {
  const fields = new Map<string, string>();
  for (const line of lines) {
    const [, name, written] = (line.length < longestLine ? field.exec(line) : undefined) ?? [];
    const value = textOf(written);
    if (name && value !== undefined && !fields.has(name)) fields.set(name, value);
  }
  return fields.has('stack') || fields.has('message') ? [failureOf(test, fields)] : [];
}

function ofStream(line: string): BlockFailure[] {
  try {
    const { fullTitle, err, stack } = JSON.parse(streamed.exec(line.trim())?.[1] ?? '') as Record<string, unknown>;
    if (typeof fullTitle !== 'string') return [];
    const said = new Map(Object.entries({ message: err, stack }).filter((each): each is [string, string] => typeof each[1] === 'string'));
    return [failureOf(fullTitle, said)];
  } catch {
    return [];
  }
}

function failureOf(test: string, fields: ReadonlyMap<string, string>): BlockFailure {
  const [expected, actual] = [fields.get('expected'), fields.get('actual')];
  const type = fields.get('name') ?? /^(\w[\w.]*?(?:Error|Exception))\b/.exec(fields.get('stack') ?? '')?.[1] ?? 'Error';
  return {
    test,
    ...(expected !== undefined && actual !== undefined && { expected, actual }),
    error: runnerError('javascript', type, fields.get('message') ?? '', []),
  };
}

function textOf(json: string | undefined): string | undefined {
  if (json === undefined) return undefined;
  try {
    return String(JSON.parse(json));
  } catch {
    return undefined;
  }
}
