import { jsonValues, type Values } from './jsonValues';

/** Values in the wording of assertions. */
const longest = 20_000;

/**
 * The expected and actual values in an assertion's message. Recognises the wording of the common libraries; undefined for any other.
 * Python's `assertEqual(first, second)` has no fixed order: the first is taken as actual, as `assert actual == expected` reads.
 */
export function expectationIn(message: string): Values | undefined {
  const text = message.slice(0, longest);
  for (const reader of readers) {
    const values = reader(text);
    if (values && !HEADER.test(values.expected) && !HEADER.test(values.actual))
      return { expected: unfold(values.expected), actual: unfold(values.actual) };
  }
  return undefined;
}

/** The lines above a hunk of a diff, which are no values. */
const HEADER = /^[ \t]*(?:@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@|(?:---|\+\+\+)(?:[ \t]|$)|[-+]?(?:got|want)\):)/m;

/** `- Expected` and `+ Received` as most runners print them; the heading decides the sides. */
const readers: ((text: string) => Values | undefined)[] = [
  jsonValues,
  // Diffs with a heading. Node: "+ actual - expected"; Jest, Vitest, PHPUnit, testify: the heading has two lines.
  (text) => diffAfter(text, /^[ \t]*\+ actual - expected.*$/m, '-'),
  (text) => diffAfter(text, /^[ \t]*\+ expected - actual.*$/m, '+'),
  // Go's cmp.Diff, whichever way its heading says.
  (text) => diffAfter(text, /^.*\(-(?:want|expected)[ ,/]{1,3}\+(?:got|actual|have)\).*$/m, '-'),
  (text) => diffAfter(text, /^.*\(-(?:got|actual|have)[ ,/]{1,3}\+(?:want|expected)\).*$/m, '+'),
  sections,
  labelled,
  // Minitest, for values of several lines.
  (text) => diffAfter(text, /^[ \t]*--- expected.*\n[ \t]*\+\+\+ actual.*$/m, '-'),
  (text) =>
    diffAfter(text, /^[ \t]*(?:- Expected|--- Expected|- Snapshot).*\n[ \t]*(?:\+ Received|\+\+\+ Actual|\+ Actual|\+ Received).*$/m, '-'),
  // Node: `7 !== 8` alone on its line.
  (text) => pair(/^[ \t]*(\S.*) !== (\S.*)$/m.exec(text), 2, 1),
  // JUnit 4 and 5, Kotlin, TestNG.
  junit,
  // MSTest.
  (text) => said(parts(text, /Expected:</, />\.? (?:\([^)]{0,500}\)\.? )?Actual:</, />/)),
  // PHPUnit.
  (text) => pair(/exception of type "([^"\n]{1,300})" matches expected exception "([^"\n]{1,300})"/.exec(text), 2, 1),
  (text) => said(parts(text, /Failed asserting that /, / (?:is identical to|matches expected|is equal to|equals) /, /\.\s*$/m), 'actual'),
  // Rust.
  (text) => (text.includes('left == right') ? said(parts(text, /^ *left: /m, /\n *right: /, /\n|$/), 'actual') : undefined),
  // Python's plain assert and unittest.
  (text) => comparison(/^(?:\w*Error: )?assert (.+)$/m.exec(text)?.[1], ' == '),
  (text) =>
    comparison(/^(?:AssertionError: )?(?:\w+ differ: )?(?!assertion )(\S.* != \S.*)$/m.exec(text)?.[1]?.replace(/ : [^]*$/, ''), ' != '),
  // Cypress.
  (text) => said(parts(text, /\bexpected '.{1,500}?' to have (?:text|value|html|prop|attr) /, /, but the \w+ was /, /$/m)),
  // Chai.
  (text) => {
    for (const line of text.split('\n')) {
      // RSpec: `expected x to be truthy, got false`.
      if (line.includes(', got ')) continue;
      const values = said(parts(line, /\bexpected /, chaiWords, / \/\/ | but got |, received difference |$/), 'actual');
      if (values)
        return values.actual.endsWith(NOT) ? { expected: `not ${values.expected}`, actual: values.actual.slice(0, -NOT.length) } : values;
    }
    return undefined;
  },
  belowLabels,
  // Go's conventions.
  (text) => said(parts(text, /\bgot:?\s+/, /(?<!\s)[,;.]?\s+(?:but )?(?:want(?:ed)?|expected):?\s+/), 'actual'),
  (text) =>
    said(
      parts(
        oneParagraph(text),
        /(?<!\bMissing )\b(?:want(?:ed)?|expected):?\s+/i,
        /(?<!\s|\bto)[,;]?\s+(?:(?:but )?(?:(?:got|have|found|actual|received):?|was:)|but was)\s+/i,
      ),
    ),
  (text) => said(parts(text, / (?:=|is|was) /, /[,;] (?:want(?:ed)?|expected) /), 'actual'),
  wantedBehind,
];

/** `rendered 4 thumbnails, want 3`: the only value of that kind in front. */
function wantedBehind(text: string): Values | undefined {
  if (text.includes('\n') || text.length > LONGEST_LINE) return undefined;
  const [before, expected] = parts(text, /^/, /[,;] (?:but )?(?:want(?:ed)?|expected):? (?=\S)/) ?? [];
  const kind = KINDS.find((each) => each.test(expected ?? ''));
  if (before === undefined || expected === undefined || !kind) return undefined;
  const values = before.match(new RegExp(kind.source.replace(/^\^|\$$/g, ''), 'g')) ?? [];
  return values.length === 1 ? { expected, actual: values[0] } : undefined;
}

/** Numbers, lists, texts in quotes and truths, as one value. */
const KINDS = [/^-?\d+(?:\.\d+)?$/, /^\[[^\]]{0,500}\]$/, /^"[^"]{0,500}"$/, /^(?:true|false)$/];
const LONGEST_LINE = 2000;

/** `expected null not to be null`. */
const NOT = ' not';

const chaiWords =
  / to (?:strictly |deeply |loosely )?(?:equal|be|eql|deep equal|be equal to|have (?:a )?length of|include|contain|match|be close to) /;

/**
 * The two values after `open`, before and after `middle`, up to `end` or the end of the text. Three searches in sequence: a single
 * expression would try every middle for every beginning.
 */
function parts(text: string, open: RegExp, middle: RegExp, end = /$/): [string, string] | undefined {
  const first = open.exec(text);
  if (!first) return undefined;
  const rest = text.slice(first.index + first[0].length);
  const between = middle.exec(rest);
  if (!between) return undefined;
  const second = rest.slice(between.index + between[0].length);
  const last = end.exec(second);
  return last ? [rest.slice(0, between.index), second.slice(0, last.index)] : undefined;
}

function said(values: [string, string] | undefined, first: 'expected' | 'actual' = 'expected'): Values | undefined {
  if (!values) return undefined;
  return first === 'expected' ? { expected: values[0], actual: values[1] } : { expected: values[1], actual: values[0] };
}

/** Vitest, for values of different types: each complete, below `- Expected:` and `+ Received:`. */
function sections(text: string): Values | undefined {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => /^\s*- Expected:\s*$/.test(line));
  const second = lines.findIndex((line, index) => index > first && /^\s*\+ Received:\s*$/.test(line));
  if (first < 0 || second < 0) return undefined;
  const rest = lines.slice(second + 1);
  const end = rest.findIndex((line) => line.trim() === '' || /^\s*(?:at |❯ |⎯)/.test(line));
  return { expected: dedent(lines.slice(first + 1, second)), actual: dedent(end < 0 ? rest : rest.slice(0, end)) };
}

/** `Expected: 8` and `Received: 7`, each on a line of its own, with values of several lines. */
function labelled(text: string): Values | undefined {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => /^\s*(?:[Ee]xpected(?: \w+)?|EXPECTED|Snapshot)\s*: *\S/.test(line));
  if (first < 0) return undefined;
  if (lines.some((line) => /^\s*Received function did not throw/.test(line)))
    return { expected: valueOf(lines[first] ?? ''), actual: 'did not throw' };
  const second = lines.findIndex((line, index) => index > first && actualLabel.test(line));
  if (second < 0 || second - first > 60) return undefined;
  const expected = [valueOf(lines[first] ?? ''), ...lines.slice(first + 1, second)].join('\n').trimEnd();
  const rest: string[] = [valueOf(lines[second] ?? '')];
  for (const line of lines.slice(second + 1)) {
    if (
      line.trim() === '' ||
      /^\s*(?:Received|Number of|Diff:|Stack|Timeout:|Call log:|Messages:|Test:|\(compared|at |Difference)/.test(line)
    )
      break;
    rest.push(line);
  }
  return { expected, actual: rest.join('\n').trimEnd() };
}

/** Jest, for Node's assertions and older matchers: each value below its label. */
function belowLabels(text: string): Values | undefined {
  const lines = text.split('\n');
  const first = lines.findIndex((line) =>
    /^\s*Expected (?:value|string|object|array|promise|mock function|function)\b[^:]{0,200}:\s*$/.test(line),
  );
  const second = lines.findIndex((line, index) => index > first && /^\s*Received:\s*$/.test(line));
  if (first < 0 || second < 0) return undefined;
  const label = lines[second] ?? '';
  const margin = label.length - label.trimStart().length;
  const rest = lines.slice(second + 1);
  const end = rest.findIndex((line) => line.length - line.trimStart().length <= margin);
  const expected = dedent(lines.slice(first + 1, second));
  return {
    expected: / not\b/.test(lines[first] ?? '') ? `not ${expected.trim()}` : expected,
    actual: dedent(rest.slice(0, end < 0 ? undefined : end)),
  };
}

const actualLabel = /^\s*(?:Received(?: \w+)?|[Aa]ctual|[Gg]ot|but was|[Bb]ut [Gg]ot|But was|but|Found|ACTUAL)\s*: *\S/;

function valueOf(line: string): string {
  return line.slice(line.indexOf(':') + 1).trim();
}

/** JUnit 4 marks differences with brackets; they are removed where both values have them. */
function junit(text: string): Values | undefined {
  const match =
    parts(text, /expected:? ?</, /> but was:? ?</, />(?=[.,;)]?\s|\.?$)/) ??
    parts(text, /expected:? ?\[/, /\] but (?:found|was):? ?\[/, /\]/);
  if (!match) return undefined;
  const [expected, actual] = match;
  const marked = /ComparisonFailure/.test(text);
  return marked ? { expected: withoutMarks(expected), actual: withoutMarks(actual) } : { expected, actual };
}

function withoutMarks(value: string): string {
  const open = value.indexOf('[');
  const close = value.lastIndexOf(']');
  return open < 0 || close < open ? value : value.slice(0, open) + value.slice(open + 1, close) + value.slice(close + 1);
}

function pair(match: RegExpExecArray | null, expected: number, actual: number): Values | undefined {
  return match ? { expected: match[expected] ?? '', actual: match[actual] ?? '' } : undefined;
}

/** Both sides of a comparison; the operator outside brackets and quotes counts. */
function comparison(text: string | undefined, operator: string): Values | undefined {
  if (text === undefined) return undefined;
  let depth = 0;
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (quote !== '') {
      if (char === '\\') i += 1;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    else if (depth === 0 && text.startsWith(operator, i)) return { actual: text.slice(0, i), expected: text.slice(i + operator.length) };
  }
  return undefined;
}

/** The lines of a diff below its heading: shared ones belong to both values. */
export function diffAfter(text: string, heading: RegExp, expectedSign: '+' | '-'): Values | undefined {
  const match = heading.exec(text);
  if (!match) return undefined;
  const indent = /^[ \t]*/.exec(match[0])?.[0].length ?? 0;
  const expected: string[] = [];
  const actual: string[] = [];
  let begun = false;
  for (const full of text.slice(match.index + match[0].length + 1).split('\n')) {
    const line = full.slice(Math.min(indent, /^[ \t]*/.exec(full)?.[0].length ?? 0));
    if (/^@@.*@@/.test(line) || /^\\ No newline/.test(line)) continue;
    if (!begun && (line.trim() === '' || /^[ \t]*(?:---|\+\+\+)(?:[ \t]|$)/.test(line))) continue;
    if (line.trim() === '' && !line.startsWith('  ')) {
      if (begun) break;
      continue;
    }
    if (!/^[-+ \t]/.test(line) || /^\s*actual expected$/.test(line)) break;
    if (/^\s*(?:at |❯ |\d+ ?\||> \d+ ?\||\^+\s*$|Test:|Messages:)/.test(line)) break;
    begun = true;
    const sign = line[0];
    const value = line.slice(1);
    if (sign !== '+' && sign !== '-') {
      expected.push(value);
      actual.push(value);
    } else (sign === expectedSign ? expected : actual).push(value);
  }
  return begun ? { expected: dedent(expected), actual: dedent(actual) } : undefined;
}

function dedent(lines: readonly string[]): string {
  const depths = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const depth = depths.length > 0 ? Math.min(...depths) : 0;
  return lines.map((line) => line.slice(depth)).join('\n');
}

function oneParagraph(text: string): string {
  return text.split(/\n\s*\n/, 1)[0] ?? '';
}

/** RSpec announces the stack of an exception that was not expected behind it. */
function unfold(value: string): string {
  return value.trim().replace(/ with backtrace:$/, '');
}
