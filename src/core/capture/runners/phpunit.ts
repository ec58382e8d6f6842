import type { FrameDraft } from '../formats/frameDraft';
import type { Lookback } from '../line';
import { digits, eachOf } from '../scan/triggers';
import { expectationIn } from './expectationIn';
import { type BlockRules, FailureBlock, runnerError } from './failureBlock';
import { numbered } from './numbered';
import type { TestRunner } from './runner';

const title = /^\d+\) ((?:[A-Z]\w*\\){0,12}[A-Z]\w*(?:::\S.*)?)$/;
const frame = /^(\S.*\.\w+):(\d+)$/;
/** The list that a title stands in: of errors and failures, or of tests that did not fail. */
const list = /^(?:There (?:was|were) \d+ )([\w -]+?):?$|^--$/;
const notFailed = /^(?:risky|skipped|incomplete|deprecat|notice|warning|PHPUnit (?:test runner )?(?:deprecat|notice|warning))/i;
/** The maximum number of lines between a title and the head of its list. */
const mostAbove = 400;

/** PHPUnit: `1) Class::test`, the message, the places of the stack. An error of the class itself has no `::test`. */
export const phpunit: TestRunner = {
  name: 'phpunit',
  triggers: [numbered, { holds: eachOf(digits, (digit) => `\n${digit}) `), pattern: /\n\d{1,4}\) [A-Z][\w\\]{1,300}\r?\n/ }],
  start(line, before) {
    const test = title.exec(line.text)?.[1];
    if (test === undefined) return undefined;
    const kind = listAbove(before);
    if (!test.includes('::') && kind === undefined) return undefined;
    return new FailureBlock(line, kind !== undefined && notFailed.test(kind) ? passedOver : rules);
  },
};

/** `errors`, `failures`, `risky tests` …; undefined where no heading is found. */
function listAbove(before: Lookback): string | undefined {
  for (let n = 1; n <= mostAbove; n++) {
    const above = before.above(n);
    if (!above) return undefined;
    const kind = list.exec(above.text.trim())?.[1];
    if (kind !== undefined) return kind;
  }
  return undefined;
}

const ends = (text: string): boolean =>
  title.test(text) || /^(?:--|FAILURES!|ERRORS!|OK, but .*|Tests: \d+)$/.test(text.trim()) || /^There (?:was|were) \d+ /.test(text);

/** A test that did not fail. */
const passedOver: BlockRules = { ends, read: () => [] };

const rules: BlockRules = {
  ends,
  read(lines) {
    const test = title.exec(lines[0] ?? '')?.[1];
    const frames = lines.flatMap((line): FrameDraft[] => {
      const match = frame.exec(line);
      return match ? [{ file: match[1] ?? '', line: Number(match[2]), raw: line.trim() }] : [];
    });
    const message = lines
      .slice(1)
      .filter((line) => !frame.test(line))
      .join('\n')
      .trim();
    const header = /^(\\?[A-Z][\w\\]*(?:Error|Exception)|Error|Exception): ([^]*)$/.exec(message);
    const type = header?.[1] ?? 'PHPUnit\\Framework\\ExpectationFailedException';
    return [{ test, ...(header ? undefined : expectationIn(message)), error: runnerError('php', type, header?.[2] ?? message, frames) }];
  },
};
