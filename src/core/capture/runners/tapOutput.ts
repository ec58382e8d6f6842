import { cannotPass } from '../assertedValues';
import type { FrameDraft } from '../formats/frameDraft';
import type { Lookback, Line } from '../line';
import { expectationIn } from './expectationIn';
import type { Values } from './jsonValues';
import { fieldsAtStart, indentOf, isYamlEnd, yaml, yamlDepth, yamlDetails, yamlError } from './tapYaml';
import { type BlockFailure, outdent, type BlockRules, runnerError, FailureBlock } from './failureBlock';
import { difference } from './ava';
import type { TestRunner } from './runner';

const tap = /^(\s*)not ok \d+(?: - | )(\S.*)$/;
/** Ends the assertions of a test inside another. */
const plan = /^(\s*)1\.\.\d/;
const mostComments = 20;
/** tape's assertions have no dash behind their number. */
const dashed = /^not ok \d+ - /;
const frame =
  /^(?:at )?(?:async )?(?:(?<function>\S.{0,400}?) \((?<file>\S.{0,400}?):(?<line>\d{1,9}):(?<column>\d{1,9})\)|(?<bareFile>\S.{0,400}?):(?<bareLine>\d{1,9}):(?<bareColumn>\d{1,9}))$/;

/** Names of the TAP subtests around a test, outermost first. */
function suitesAbove(before: Lookback, depth: number): string[] {
  const names: string[] = [];
  let inner = depth;
  for (let n = 1; n <= 400 && inner > 0; n++) {
    const line: Line | undefined = before.above(n);
    if (!line) break;
    // Vitest opens a brace after a suite instead.
    const match = /^(\s*)# Subtest: (.*)$/.exec(line.text) ?? /^(\s*)(?:not )?ok \d+ - (.*?)(?: # time=[\d.]+ms)? \{$/.exec(line.text);
    const [, margin = '', name = ''] = match ?? [];
    const at = margin.length;
    if (!match || at >= inner) continue;
    names.unshift(name);
    inner = at;
  }
  return names;
}

/** tape writes a test's name above its assertions, at the same depth. */
function testAbove(before: Lookback): string[] {
  for (let n = 1; n <= 400; n++) {
    const text = before.above(n)?.text;
    if (text === undefined || text.startsWith('TAP version')) break;
    // Lines further right are what a test logged.
    const name = /^# (?!Subtest: |time=| )(.+)$/.exec(text)?.[1];
    if (name !== undefined) return [name];
    // Subtests are not assertions of the test above them.
    if (/^\s+(?:not )?ok\b|^\s*# Subtest: /.test(text)) break;
  }
  return [];
}

/** Whether the assertions of the test stand above its result, further right; those that failed are read by themselves. */
function hasAssertionsAbove(before: Lookback, depth: number): boolean {
  for (let n = 1; n <= mostComments; n++) {
    const text = before.above(n)?.text;
    if (text === undefined) return false;
    if (!/^\s*(?:#|$)/.test(text)) return (plan.exec(text)?.[1] ?? '').length > depth;
  }
  return false;
}

/** tape and node:test write expected and actual, tap writes wanted and found. tape leaves undefined blank. */
function compared(fields: ReadonlyMap<string, string>): Values | undefined {
  const [expected, actual] = [fields.get('expected') ?? fields.get('wanted'), fields.get('actual') ?? fields.get('found')];
  if (expected === undefined || actual === undefined) return undefined;
  if (cannotPass({ operator: fields.get('operator'), actual: actual.trim(), message: fields.get('error') ?? '' })) return undefined;
  // node:test leaves an empty array or object blank; its message shows which.
  if (fields.has('failureType') && (expected.trim() === '' || actual.trim() === '')) return expectationIn(fields.get('error') ?? '');
  const shown = (value: string): string => value.trim() || 'undefined';
  return { expected: shown(expected), actual: shown(actual) };
}

/** The place of an assertion without a stack: `at`, on one line or as fields of its own, or the block's fields. */
function place(fields: ReadonlyMap<string, string>): FrameDraft[] {
  const at = fields.get('at') ?? '';
  const lines = at.split('\n').map((text) => text.trim());
  const listed = lines.flatMap(tapFrame);
  // A folded text: its lines form one line.
  const direct = listed.length > 0 ? listed : tapFrame(lines.join(' '));
  if (direct.length > 0) return direct;
  const inner = /^\w+:/.test(at) ? yaml(at.split('\n')) : fields;
  const [file, line] = [inner.get('file'), Number(inner.get('line'))];
  return file === undefined || !Number.isInteger(line)
    ? []
    : tapFrame(`${file.trim()}:${String(line)}:${inner.get('column')?.trim() ?? '1'}`);
}

/** A result without a block of YAML; Perl's tests tell more in comments. */
function plainTap(test: string, title: string, body: readonly string[]): BlockFailure {
  const said = outdent(body.map((line) => line.replace(/^\s*#/, ''))).filter((line) => line.trim() !== '');
  const [, file, at] = /^[ \t]{0,20}at (\S[^\n]{0,1000}) line (\d{1,9})\.$/m.exec(said.join('\n')) ?? [];
  const frames = file === undefined ? [] : [{ file, line: Number(at), raw: `at ${file} line ${at}.` }];
  const isPerl = /^\s*Failed test\b/.test(said[0] ?? '');
  const message = isPerl || body[0]?.trimStart().startsWith('#') ? titleOf(title) : (said[0] ?? titleOf(title));
  return {
    test,
    ...expectationIn(said.join('\n')),
    error: runnerError(isPerl ? 'perl' : 'javascript', isPerl ? '' : 'Error', message, frames),
  };
}

/** The text behind the number of a result. */
function titleOf(line: string): string {
  return /^\s*not ok \d+(?: - | )(.*?)(?: # time=[\d.]+ms)?$/.exec(line)?.[1] ?? '';
}

function tapFrame(text: string): FrameDraft[] {
  const groups = frame.exec(text.trim())?.groups;
  if (!groups) return [];
  const { bareFile = '', bareLine, bareColumn, file = bareFile, line = bareLine, column = bareColumn, function: name } = groups;
  return [{ file: file.replace(/^file:\/\//, ''), line: Number(line), column: Number(column), function: name, raw: text.trim() }];
}

/** What a test logged stands between its title and the details. */
function withoutComments([title = '', ...lines]: readonly string[]): string[] {
  const first = lines.findIndex((line) => !/^\s*#(?: |$)/.test(line));
  return first < 0 ? [title] : [title, ...lines.slice(first)];
}

function tapRules(test: string, isParent: boolean): BlockRules {
  return {
    ends(text, given) {
      const lines = withoutComments(given);
      const depth = yamlDepth(lines);
      const last = lines.at(-1) ?? '';
      if (depth !== undefined && isYamlEnd(last, depth)) return true;
      // Lines indented deeper than the block's marks are its content, whatever they look like.
      if (depth !== undefined && indentOf(text) > depth) return false;
      return /^\s*(?:not ok|ok|1\.\.\d+|TAP version|# (?:Subtest:|tests) )/.test(text);
    },
    read(given) {
      const lines = withoutComments(given);
      const body = lines.slice(1);
      const depth = yamlDepth(lines);
      // Vitest opens a brace behind a suite.
      if (depth === undefined)
        return isParent || /\{\s*$/.test(lines[0] ?? '') ? [] : [plainTap(test, lines[0] ?? '', body.length > 0 ? body : given.slice(1))];
      // tape indents the fields deeper than the lines around them.
      const fields = yaml(fieldsAtStart(body.slice(1).filter((line) => !isYamlEnd(line, depth))));
      // A test that only summarises its subtests: their failures are above.
      if (
        fields.get('failureType') === 'subtestsFailed' ||
        fields.has('results') ||
        (isParent && !fields.has('error') && !fields.has('stack'))
      )
        return [];
      for (const [name, value] of yamlError(fields.get('error') ?? '')) fields.set(name, value);
      const stack = fields.get('stack') ?? '';
      const frames = stack.split('\n').flatMap(tapFrame);
      const [, thrown, thrownMessage] = /^\s*(\w*(?:Error|Exception)): (.*)/.exec(stack) ?? [];
      // QUnit's `message` of an exception has its trace, and the `stack` of an assertion has no error above its frames.
      const traced = /^\s{0,20}at \S/m.test(fields.get('message') ?? '');
      const whole = traced || (frames.length > 0 && thrown === undefined && fields.has('severity'));
      // AVA prints the values below `details`, with its own labels.
      const details = yamlDetails(fields.get('details') ?? '');
      // Without an error of its own, the assertion's message is the text after its number.
      const message =
        fields.get('error') ??
        (traced ? thrownMessage : undefined) ??
        (fields.get('message') || details || undefined) ??
        thrownMessage ??
        titleOf(lines[0] ?? '');
      const values = compared(fields) ?? difference(details) ?? expectationIn(message);
      const type = fields.get('name') ?? thrown ?? /^\w*Error$/.exec(fields.get('type') ?? '')?.[0] ?? 'Error';
      return [
        {
          test,
          ...values,
          ...(whole && { whole }),
          error: runnerError('javascript', type, message, frames.length > 0 ? frames : place(fields)),
        },
      ];
    },
  };
}

/** Any TAP output: node:test, tape, Mocha's tap reporter. */
export const tapOutput: TestRunner = {
  name: 'tap',
  triggers: ['not ok '],
  start(line, before) {
    const match = tap.exec(line.text);
    if (!match) return undefined;
    const [, margin = '', title = ''] = match;
    const depth = margin.length;
    const test = [
      ...(depth > 0 ? suitesAbove(before, depth) : dashed.test(line.text) ? [] : testAbove(before)),
      title.replace(/ # [^]*$/, ''),
    ].join(' ');
    return new FailureBlock(line, tapRules(test, hasAssertionsAbove(before, depth)));
  },
};
