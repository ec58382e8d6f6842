import type { Lookback } from '../line';
import { type BlockRules, FailureBlock } from './failureBlock';
import { phpunitFailure } from './phpunitFailure';
import type { TestRunner } from './runner';

const failed = /^ ✘ (\S.*)$/;
const margin = /^ {3}[│┃┊|┐├┴┬╵╷╭╰](?: (.*))?$/;
const group = /^(\S.*) \((?:[A-Z]\w*\\){0,12}[A-Z]\w*\)$/;
const outcome = /^ [✔✘⚠∅↩☢] /;
const mostAbove = 400;

/** PHPUnit with `--testdox`: ` ✘ Adds up`, below it the failure behind a margin. */
export const phpunitTestdox: TestRunner = {
  name: 'phpunit testdox',
  triggers: [{ holds: [' ✘ '], pattern: /\n ✘ \S/ }],
  start(line, before) {
    const test = failed.exec(line.text)?.[1];
    return test === undefined ? undefined : new FailureBlock(line, rules(`${suiteAbove(before)}${test}`));
  },
};

/** The name of the class above the list of its tests. */
function suiteAbove(before: Lookback): string {
  for (let n = 1; n <= mostAbove; n++) {
    const text = before.above(n)?.text;
    if (text === undefined) return '';
    const name = group.exec(text)?.[1];
    if (name !== undefined) return `${name} › `;
    if (!outcome.test(text) && !margin.test(text)) return '';
  }
  return '';
}

function rules(test: string): BlockRules {
  return {
    ends: (text) => !margin.test(text.trimEnd()),
    read(lines) {
      // With other options PHPUnit lists the failures once more below, under the names of the tests.
      const body = lines.slice(1).map((line) => margin.exec(line.trimEnd())?.[1] ?? '');
      return body.length === 0 ? [] : [{ ...phpunitFailure(test, body, true), summary: true }];
    },
  };
}
