import type { FrameDraft } from '../formats/frameDraft';
import { expectationIn } from './expectationIn';
import { type BlockFailure, type BlockRules, FailureBlock, runnerError } from './failureBlock';
import type { TestRunner } from './runner';

// The level at the start of a line is removed: `ERROR` of pytest, `[ERROR]` of Maven.
const pytestLine = /^(?:FAILED )?(\S+\.py(?:::\S.{0,500}?)?)(?: - ([^]+))?$/;
/** A program's log line about a file looks almost the same. */
const isPytestError = /^\S+\.py(?:::\S| - [A-Z]\w*(?:Error|Exception|Failed|Exit)\b)/;
/** `CartTest.total:12->sum:4 » NullPointer …`; `CartTest>BaseTest.total:12` for a test that a class inherits. */
const surefireLine =
  /^ {2}(?:(?<heir>[A-Za-z_$][\w$]*)>)?(?<owner>[A-Za-z_$][\w$]*)\.(?<method>[\w$]+)(?:\[[^\]]*\])?:(?<line>\d+)(?<inner>(?:->[\w$.]+:\d+)*)(?: » (?<type>[\w$.]+))?(?: (?<said>.*))?$/;

/** The list of failed tests at the end of pytest's output; often its only remaining part. */
export const pytestSummary: TestRunner = {
  name: 'pytest summary',
  triggers: [
    { holds: ['FAILED '], pattern: /^FAILED \S+\.py/m },
    { holds: ['ERROR '], pattern: /^ERROR \S+\.py(?:::\S.*)? - \w/m },
  ],
  start: (line) =>
    (line.text.startsWith('FAILED ') || (line.level === 'ERROR' && isPytestError.test(line.text))) && pytestLine.test(line.text)
      ? new FailureBlock(line, oneLine(pytestFailure))
      : undefined,
};

/** The same at the end of Maven's output, with the lines of the test class on the failure's path. */
export const surefireSummary: TestRunner = {
  name: 'surefire summary',
  triggers: [{ holds: ['[ERROR]   ', '[WARNING]   '], pattern: /\] {3}(?:[\w$]+>)?[\w$]+\.[\w$[\]]+:\d+/ }],
  start: (line) =>
    /^(?:ERROR|WARNING)$/.test(line.level) && surefireLine.test(line.text) ? new FailureBlock(line, surefireRules) : undefined,
};

function oneLine(read: (text: string) => BlockFailure): BlockRules {
  return { ends: () => true, read: ([text = '']) => [{ ...read(text), summary: true }] };
}

function pytestFailure(text: string): BlockFailure {
  const [, test = '', said = ''] = pytestLine.exec(text) ?? [];
  const [, thrown, words] = /^([A-Za-z_][\w.]*): (.*)$/.exec(said) ?? [];
  // pytest writes no type before the message of an `assert`.
  const type = thrown ?? (/^[A-Za-z_][\w.]*$/.test(said) ? said : said.startsWith('assert ') ? 'AssertionError' : '');
  const message = words ?? (type === said ? '' : said);
  // A module that could not be collected is listed with its file only.
  const frames: FrameDraft[] = /^[^:]+\.py$/.test(test) ? [{ file: test, line: 0, raw: text.trim() }] : [];
  return { test, ...expectationIn(message), error: runnerError('python', type, message, frames) };
}

const surefireRules: BlockRules = {
  ends: (text) => text.trim() === '' || surefireLine.test(text) || /^(?:Failures|Errors|Flakes|Tests run): ?/.test(text),
  read([first = '', ...more]) {
    const { heir, owner = '', method = '', line = '0', inner = '', type = '', said = '' } = surefireLine.exec(first)?.groups ?? {};
    const message = [said, ...more.map((each) => each.trim())].join('\n').trim();
    const frame = (cls: string, name: string, at: string): FrameDraft => ({
      file: `${cls}.java`,
      line: Number(at),
      function: `${cls}.${name}`,
      raw: `${cls}.${name}:${at}`,
    });
    const frames = [frame(owner, method, line)];
    for (const [, called = '', at = ''] of inner.matchAll(/->([\w$.]+):(\d+)/g)) {
      const dot = called.lastIndexOf('.');
      frames.unshift(frame(dot < 0 ? owner : called.slice(0, dot), called.slice(dot + 1), at));
    }
    return [
      { test: `${heir ?? owner}.${method}`, ...expectationIn(message), error: runnerError('java', type, message, frames), summary: true },
    ];
  },
};
