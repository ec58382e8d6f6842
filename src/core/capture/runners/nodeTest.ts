import type { OfferReply } from '../formats/format';
import type { FrameDraft } from '../formats/frameDraft';
import type { Line, Lookback } from '../line';
import { difference } from './ava';
import { expectationIn, type Values } from './expectationIn';
import { type BlockFailure, type BlockRules, FailureBlock, outdent, runnerError } from './failureBlock';
import type { RunnerReader, TestFailure, TestRunner } from './runner';

const spec = /^(\s*)✖ (\S.*?)(?: \([\d.]+ms\))?(?: # [^]*)?$/;
const suite = /^\s*▶ (\S.*?)(?: \([\d.]+ms\))?$/;
const tap = /^(\s*)not ok \d+(?: - | )(\S.*)$/;
const frame = /^(?:at )?(?:async )?(?:(\S.{0,400}?) \((\S.{0,400}?):(\d{1,9}):(\d{1,9})\)|(\S.{0,400}?):(\d{1,9}):(\d{1,9}))$/;

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

/** Any TAP output: node:test, tape, Mocha's tap reporter. */
export const tapOutput: TestRunner = {
  name: 'tap',
  triggers: ['not ok '],
  start(line, before) {
    const match = tap.exec(line.text);
    if (!match) return undefined;
    const depth = match[1]?.length ?? 0;
    const test = [...(depth > 0 ? suitesAbove(before, depth) : testAbove(before)), (match[2] ?? '').replace(/ # [^]*$/, '')].join(' ');
    return new FailureBlock(line, tapRules(test));
  },
};

/** Reads a whole run, since only the lines above tell the suites of a test. */
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
    const failed = spec.exec(text);
    if (failed?.[2] === 'failing tests:') {
      this.listing = true;
      return 'taken';
    }
    const depth = indentOf(text);
    const opened = suite.exec(text);
    // Another run begins.
    if (opened && this.listing) return 'end';
    if (opened || failed) this.suites = this.suites.filter((each) => each.depth < depth);
    if (opened) this.suites.push({ name: opened[1] ?? '', depth });
    else if (failed) {
      const title = failed[2] ?? '';
      const test = [...this.suites.map(({ name }) => name), title].join(' ');
      this.block = { reader: new FailureBlock(line, specRules(test, depth)), title };
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

/** Names of the TAP subtests around a test, outermost first. */
function suitesAbove(before: Lookback, depth: number): string[] {
  const names: string[] = [];
  let inner = depth;
  for (let n = 1; n <= 400 && inner > 0; n++) {
    const line: Line | undefined = before.above(n);
    if (!line) break;
    const match = /^(\s*)# Subtest: (.*)$/.exec(line.text);
    const at = match?.[1]?.length ?? 0;
    if (!match || at >= inner) continue;
    names.unshift(match[2] ?? '');
    inner = at;
  }
  return names;
}

/** tape writes a test's name above its assertions, at the same depth. */
function testAbove(before: Lookback): string[] {
  for (let n = 1; n <= 400; n++) {
    const text = before.above(n)?.text;
    if (text === undefined || text.startsWith('TAP version')) break;
    const name = /^# (?!Subtest: |time=)(.+)$/.exec(text)?.[1];
    if (name !== undefined) return [name];
    // Subtests are no assertions of the test above them.
    if (/^\s+(?:not )?ok\b|^\s*# Subtest: /.test(text)) break;
  }
  return [];
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
      const header = /^(\w[\w.]*)(?: \[\w+\])?: (.*)$/.exec(said);
      const message = header?.[2] ?? /^'(.*)'$/.exec(said)?.[1] ?? said;
      // A suite that only sums up its tests: their failures are told as well.
      if (subtestsFailed.test(message)) return [];
      return [{ test, ...values, error: runnerError('javascript', header?.[1] ?? 'Error', message, []) }];
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
    // An error: what it says, without its frames.
    if (/^\s*at /.test(line)) break;
    value.push(line.slice(depth));
  }
  return value.join('\n').replace(/,$/, '').trim();
}

function tapRules(test: string): BlockRules {
  return {
    ends(text, lines) {
      const depth = yamlDepth(lines);
      const last = lines.at(-1) ?? '';
      if (depth !== undefined && isYamlEnd(last, depth)) return true;
      // What stands deeper than the block's marks is its content, whatever it looks like.
      if (depth !== undefined && indentOf(text) > depth) return false;
      return /^\s*(?:not ok|ok|1\.\.\d+|TAP version|# (?:Subtest:|tests) )/.test(text);
    },
    read(lines) {
      const body = lines.slice(1);
      const depth = yamlDepth(lines);
      if (depth === undefined) return body.every((line) => line.trim() === '') ? [] : [plainTap(test, outdent(body))];
      // tape indents the fields deeper than the lines around them.
      const fields = yaml(outdent(body.slice(1).filter((line) => !isYamlEnd(line, depth))));
      // A test that only sums up its subtests: their failures stand above.
      if (fields.get('failureType') === 'subtestsFailed' || fields.has('results')) return [];
      const stack = fields.get('stack') ?? '';
      const frames = stack.split('\n').flatMap(tapFrame);
      const thrown = /^\s*(\w*(?:Error|Exception)): (.*)/.exec(stack);
      // AVA tells the values below `details`, under words of its own.
      const details = yamlDetails(fields.get('details') ?? '');
      // Without an error of its own, the assertion's message is what stands behind its number.
      const message =
        fields.get('error') ??
        (fields.get('message') || details || undefined) ??
        thrown?.[2] ??
        /^\s*not ok \d+(?: - | )(.*)$/.exec(lines[0] ?? '')?.[1] ??
        '';
      const values = compared(fields) ?? difference(details) ?? expectationIn(message);
      const type = fields.get('name') ?? thrown?.[1] ?? /^\w*Error$/.exec(fields.get('type') ?? '')?.[0] ?? 'Error';
      return [{ test, ...values, error: runnerError('javascript', type, message, frames.length > 0 ? frames : place(fields)) }];
    },
  };
}

/** The one detail that AVA tells of a failure, as text: `'Returned promise resolved with:': '1'`. */
function yamlDetails(details: string): string {
  const match = /^'((?:[^']|''){1,200})': ?([^\n]*)([^]*)$/.exec(details);
  if (!match) return '';
  const [, name = '', first = '', rest = ''] = match;
  const value = /^[|>]/.test(first) ? outdent(rest.replace(/^\n/, '').split('\n')).join('\n') : scalar(first, []);
  return `${name.replaceAll("''", "'")}\n${value}`.trimEnd();
}

/** Indentation of the marks around the YAML block below a failed test; undefined where none follows it. */
function yamlDepth(lines: readonly string[]): number | undefined {
  const mark = lines[1];
  return mark?.trim() === '---' ? indentOf(mark) : undefined;
}

/** The block ends at the depth of its `---`: deeper in it, a diff has such a line for what it leaves out. */
function isYamlEnd(line: string, depth: number): boolean {
  return line.trim() === '...' && indentOf(line) <= depth;
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

/** What tape and node:test call expected and actual, tap calls wanted and found. tape leaves undefined blank. */
function compared(fields: ReadonlyMap<string, string>): Values | undefined {
  const [expected, actual] = [fields.get('expected') ?? fields.get('wanted'), fields.get('actual') ?? fields.get('found')];
  if (expected === undefined || actual === undefined) return undefined;
  const shown = (value: string): string => value.trim() || 'undefined';
  return { expected: shown(expected), actual: shown(actual) };
}

/** Where an assertion without a stack stands: `at`, on one line or as fields of its own, or the block's fields. */
function place(fields: ReadonlyMap<string, string>): FrameDraft[] {
  const at = fields.get('at') ?? '';
  // A folded text: its lines are one.
  const direct = [
    ...at.split('\n'),
    at
      .split('\n')
      .map((text) => text.trim())
      .join(' '),
  ]
    .flatMap(tapFrame)
    .slice(-1);
  if (direct.length > 0) return direct;
  const inner = /^\w+:/.test(at) ? yaml(at.split('\n')) : fields;
  const [file, line] = [inner.get('file'), Number(inner.get('line'))];
  return file === undefined || !Number.isInteger(line)
    ? []
    : tapFrame(`${file.trim()}:${String(line)}:${inner.get('column')?.trim() ?? '1'}`);
}

function plainTap(test: string, body: readonly string[]): BlockFailure {
  return { test, ...expectationIn(body.join('\n')), error: runnerError('javascript', 'Error', body[0] ?? '', []) };
}

function tapFrame(text: string): FrameDraft[] {
  const match = frame.exec(text.trim());
  if (!match) return [];
  return [
    {
      file: (match[2] ?? match[5] ?? '').replace(/^file:\/\//, ''),
      line: Number(match[3] ?? match[6]),
      column: Number(match[4] ?? match[7]),
      function: match[1],
      raw: text.trim(),
    },
  ];
}

/**
 * The little of YAML that TAP reports use: `key: value`, quoted texts, blocks. Values of blocks keep their lines. node:test writes the
 * fields of an error that was compared below `actual:`, and does not indent them.
 */
function yaml(lines: readonly string[]): Map<string, string> {
  const fields = new Map<string, string>();
  let key = '';
  let block: string[] = [];
  let inError = false;
  const flush = (): void => {
    if (key !== '') fields.set(key, inError ? errorSaid(yaml(block)) : scalar(fields.get(key) ?? '', block));
    block = [];
    inError = false;
  };
  for (const line of lines) {
    const match = /^(\w+): ?(.*)$/.exec(line);
    const [, name = '', value = ''] = match ?? [];
    inError ||= name === 'error' && /^(?:actual|expected)$/.test(key) && fields.get(key) === '' && block.length === 0;
    if (match && !(inError && !/^(?:actual|operator)$/.test(name))) {
      flush();
      key = name;
      fields.set(key, value);
    } else block.push(line);
  }
  flush();
  return fields;
}

function errorSaid(fields: ReadonlyMap<string, string>): string {
  return `${fields.get('name') ?? 'Error'}: ${fields.get('error') ?? ''}`;
}

function scalar(first: string, block: readonly string[]): string {
  if (block.length > 0)
    return outdent(block)
      .join('\n')
      .replace(/(?<!\n)\n+$/, '');
  const quoted = /^'(.*)'$/.exec(first);
  if (quoted) return (quoted[1] ?? '').replaceAll("''", "'");
  if (!/^".*"$/.test(first)) return first;
  try {
    return String(JSON.parse(first));
  } catch {
    return first.slice(1, -1);
  }
}
