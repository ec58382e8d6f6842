import type { GuardedTrigger } from './triggers';

/** One failed test in a JUnit report, entities decoded. */
export interface XmlFailure {
  /** Full name: suites or class, and test. */
  test: string;
  /** The attributes; empty where the report has none. */
  type: string;
  message: string;
  /** The element's content: mostly a trace. */
  body: string;
  /** Offsets of the element in the input. */
  start: number;
  end: number;
}

const beginning = /<test(?:suite|case)\s+[\w:.-]{1,100}=["']/g;
/** A test of a report, with its result. */
export interface XmlTest {
  name: string;
  status: 'passed' | 'failed' | 'skipped';
}

/** Occurs in every line at which a report, or a part of one, begins. */
export const junitTrigger: GuardedTrigger = { holds: ['<testsuite ', '<testcase '], pattern: new RegExp(beginning.source) };

/** Elements that are not failures: a test's output, tests that passed in the end. */
const unread = /^(?:system-(?:out|err)|properties|skipped|(?:rerun|flaky)(?:Failure|Error))$/;

interface Tag {
  name: string;
  closes: boolean;
  /** Has no content: `<failure/>`. */
  whole: boolean;
  attributes: ReadonlyMap<string, string>;
}

/** Characters of a tag and of an element's content that are kept. */
const longestTag = 100_000;
const longestBody = 500_000;
/** Characters of other text in a row after which a report counts as cut off. */
const mostForeignLines = 1000;
/** The maximum number of lines of a tag; anything longer is something else. */
const mostTagLines = 100;
const mostSuites = 50;
const longestName = 1000;

/**
 * Reads the failed tests of JUnit's XML, which nearly every runner writes, as it arrives. Other text may come before and after a report.
 * Uses no XML parser (decision 200): reports are often cut off or not quite XML, and within a failure only its own end tag counts.
 */
export class JunitXml {
  private mode: 'text' | 'tag' | 'cdata' | 'comment' = 'text';
  private tag = '';
  /** Offset in the input. */
  private tagStart = 0;
  private tagLines = 0;
  private foreignLines = 0;
  private quote = '';
  private readonly suites: string[] = [];
  private test: string | undefined;
  private status: XmlTest['status'] = 'passed';
  private failure: (Omit<XmlFailure, 'end'> & { name: string }) | undefined;
  /** The element with ignored content. */
  private skipped: string | undefined;
  private found: XmlFailure[] = [];

  /** @param onTest called for each test of a report at its end */
  constructor(private readonly onTest?: (test: XmlTest) => void) {}

  /** Within a report: the next lines belong to it. */
  get open(): boolean {
    return this.suites.length > 0 || this.test !== undefined || this.mode !== 'text';
  }

  /**
   * Takes the next line, with its line break.
   * @param start its offset in the input
   * @returns the failures that end in it; undefined where the line belongs to no report
   */
  push(line: string, start: number): XmlFailure[] | undefined {
    const between = this.mode === 'text' && !this.failure && this.skipped === undefined;
    if (between && line.trim() === '') return undefined;
    this.found = [];
    let at = 0;
    let known = this.open;
    while (at < line.length) {
      if (!this.open) {
        beginning.lastIndex = at;
        at = beginning.exec(line)?.index ?? line.length;
        known ||= at < line.length;
      }
      if (this.mode === 'text') at = this.readText(line, at, start);
      else if (this.mode === 'tag') at = this.readTag(line, at, start);
      else at = this.readUpTo(line, at, this.mode === 'cdata' ? ']]>' : '-->');
      if (at >= 0) continue;
      if (this.mode === 'tag' || ++this.foreignLines > mostForeignLines) this.close();
      return this.found.length > 0 ? this.found : undefined;
    }
    this.foreignLines = 0;
    return known ? this.found : undefined;
  }

  /** The last failures of a report that was cut off. */
  finish(end: number): XmlFailure[] {
    this.found = [];
    this.leave(end);
    return this.found;
  }

  /** -1 where other output stands between the elements. */
  private readText(line: string, at: number, start: number): number {
    const open = line.indexOf('<', at);
    const text = line.slice(at, open < 0 ? undefined : open);
    if (this.failure) this.addBody(decoded(text));
    else if (this.skipped === undefined && text.trim() !== '') return -1;
    if (open < 0) return line.length;
    if (line.startsWith('<![CDATA[', open)) this.mode = 'cdata';
    else if (line.startsWith('<!--', open) && !this.failure) this.mode = 'comment';
    else if (this.failure && !line.startsWith(`</${this.failure.name}`, open)) {
      this.addBody('<');
      return open + 1;
    } else {
      this.mode = 'tag';
      this.tag = '';
      this.tagLines = 0;
      this.quote = '';
      this.tagStart = start + open;
      return open + 1;
    }
    return open + (this.mode === 'cdata' ? 9 : 4);
  }

  private readUpTo(line: string, at: number, end: string): number {
    const close = line.indexOf(end, at);
    if (this.failure) this.addBody(line.slice(at, close < 0 ? undefined : close));
    if (close < 0) return line.length;
    this.mode = 'text';
    return close + end.length;
  }

  private readTag(line: string, from: number, start: number): number {
    for (let at = from; at < line.length; at++) {
      const char = line[at] ?? '';
      if (this.quote === '' && char === '>') {
        this.addTag(line.slice(from, at));
        this.mode = 'text';
        this.element(this.tag, start + at + 1);
        return at + 1;
      }
      if (char === this.quote) this.quote = '';
      else if (this.quote === '' && (char === '"' || (char === "'" && line[at - 1] === '='))) this.quote = char;
    }
    this.addTag(line.slice(from));
    return ++this.tagLines > mostTagLines ? -1 : line.length;
  }

  private addTag(text: string): void {
    if (this.tag.length < longestTag) this.tag += text;
  }

  private addBody(text: string): void {
    if (this.failure && this.failure.body.length < longestBody) this.failure.body += text;
  }

  /** @param end offset behind the tag */
  private element(text: string, end: number): void {
    const tag = parseTag(text);
    if (this.failure) this.leave(end);
    else if (this.skipped !== undefined) {
      if (tag?.closes && tag.name === this.skipped) this.skipped = undefined;
    } else if (tag) this.enter(tag, end);
  }

  private enter({ name, closes, whole, attributes }: Tag, end: number): void {
    if (name === 'testsuites' || name.startsWith('?')) return;
    if (name === 'testsuite') {
      if (closes) this.suites.pop();
      else if (!whole && this.suites.length < mostSuites) this.suites.push(attributes.get('name') ?? '');
    } else if (name === 'testcase') {
      const name = closes ? this.test : fullName(attributes, this.suites);
      if (!closes) this.status = 'passed';
      if ((closes || whole) && name !== undefined) this.onTest?.({ name, status: this.status });
      this.test = closes || whole ? undefined : name;
    } else if (!closes && this.test !== undefined && (name === 'failure' || name === 'error')) {
      const { test } = this;
      this.status = 'failed';
      this.failure = {
        name,
        test,
        type: attributes.get('type') ?? '',
        message: attributes.get('message') ?? '',
        body: '',
        start: this.tagStart,
      };
      if (whole) this.leave(end);
    } else if (!closes && unread.test(name)) {
      if (name === 'skipped') this.status = 'skipped';
      if (!whole) this.skipped = name;
    }
  }

  private leave(end: number): void {
    const { failure } = this;
    this.failure = undefined;
    if (!failure) return;
    const { name: _, body, ...said } = failure;
    this.found.push({ ...said, body: thrownBody(body, said.message), end });
  }

  private close(): void {
    this.suites.length = 0;
    this.test = undefined;
    this.skipped = undefined;
    this.failure = undefined;
    this.mode = 'text';
  }
}

/** The tests of a whole report. */
export function junitTests(report: string): XmlTest[] {
  const tests: XmlTest[] = [];
  const reader = new JunitXml((test) => tests.push(test));
  for (let at = 0; at < report.length;) {
    const end = report.indexOf('\n', at);
    const next = end < 0 ? report.length : end + 1;
    reader.push(report.slice(at, next), at);
    at = next;
  }
  return tests;
}

/** pytest and Java name the class, Jest and Mocha write the whole name again, node:test has it in the surrounding suites. */
function fullName(attributes: ReadonlyMap<string, string>, suites: readonly string[]): string {
  const name = attributes.get('name') ?? '';
  const owner = attributes.get('classname') ?? '';
  const full =
    owner === '' || owner === 'test'
      ? [...suites, name].filter((part) => part !== '').join(' ')
      : name === '' || name.startsWith(owner) || name.endsWith(owner)
        ? name || owner
        : `${owner}${/\s/.test(owner) ? ' ' : '.'}${name}`;
  return full.slice(0, longestName);
}

/** node:test wraps a thrown error in its own, which adds nothing. */
function thrownBody(body: string, message: string): string {
  if (!/^\s*\[?Error \[ERR_TEST_FAILURE\]/.test(body)) return body;
  const cause = /^ {2}(?:cause|\[cause\]): (?=\S)/m.exec(body);
  return cause ? body.slice(cause.index + cause[0].length).replaceAll(/^ {2}/gm, '') : message;
}

function parseTag(text: string): Tag | undefined {
  const name = /^\/?([?A-Za-z][\w:.-]{0,100})(?=[\s/?]|$)/.exec(text)?.[1];
  if (name === undefined) return undefined;
  const attributes = new Map<string, string>();
  for (const [, key = '', , value = ''] of text.matchAll(/\s([\w:.-]{1,100})=(["'])([^]*?)\2/g)) attributes.set(key, decoded(value));
  return { name, closes: text.startsWith('/'), whole: text.endsWith('/'), attributes };
}

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w{2,4}));/g, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return entities[name] ?? whole;
    const code = decimal !== undefined ? Number(decimal) : parseInt(hex ?? '', 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
