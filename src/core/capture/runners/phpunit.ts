import type { Lookback } from '../line';
import { digits, eachOf } from '../scan/triggers';
import { type BlockRules, FailureBlock } from './failureBlock';
import { numbered } from './numbered';
import { phpunitFailure } from './phpunitFailure';
import type { TestRunner } from './runner';

const title = /^\d+\) ((?:[A-Z]\w*\\){0,12}[A-Z]\w*(?:::\S.*)?|\S.*\.phpt)$/;
/** The list that a title stands in: of errors and failures, or of tests that did not fail. */
const list = /^(?:There (?:was|were) \d+ )([\w -]+?):?$|^--$/;
const notFailed = /^(?:risky|skipped|incomplete|deprecat|notice|warning|PHPUnit (?:test runner )?(?:deprecat|notice|warning))/i;
/** The maximum number of lines between a title and the head of its list. */
const mostAbove = 400;

/** PHPUnit: `1) Class::test`, the message, the places of the stack. An error of the class itself has no `::test`. */
export const phpunit: TestRunner = {
  name: 'phpunit',
  triggers: [
    numbered,
    { holds: eachOf(digits, (digit) => `\n${digit}) `), pattern: /\n\d{1,4}\) (?:[A-Z][\w\\]{1,300}|\S.{0,500}\.phpt)\r?\n/ },
  ],
  start(line, before) {
    const test = title.exec(line.text)?.[1];
    if (test === undefined) return undefined;
    const kind = listAbove(before);
    if (!test.includes('::') && kind === undefined) return undefined;
    return new FailureBlock(line, kind !== undefined && notFailed.test(kind) ? passedOver : rules(kind));
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
  title.test(text) ||
  /^(?:--|FAILURES!|ERRORS!|No tests executed!|OK, but .*|Tests: \d+)$/.test(text.trim()) ||
  /^There (?:was|were) \d+ /.test(text);

/** A test that did not fail. */
const passedOver: BlockRules = { ends, read: () => [] };

function rules(kind: string | undefined): BlockRules {
  const failed = kind === undefined || kind.startsWith('failure');
  return { ends, read: ([first = '', ...lines]) => [phpunitFailure(title.exec(first)?.[1], lines, failed)] };
}
