import { expectationIn } from './expectationIn';
import { type BlockRules, FailureBlock, runnerError } from './failureBlock';
import type { TestRunner } from './runner';

/** `FAIL [   0.004s] (1/3) shop cart::tests::adds`: the crate, then the test. */
const title =
  /^\s*(?:TRY \d{1,3} )?(?:FAIL|SIG[A-Z]{2,8}|ABORT|TIMEOUT)(?: \[)?\s{0,20}\[?[>\s\d.]{1,20}s\](?: \(\s{0,6}\d{1,6}\/\d{1,6}\))? \S{1,300} (\S.*)$/;
const ends =
  /^\s*(?:(?:TRY \d{1,3} )?(?:PASS|FAIL|SLOW|SIG[A-Z]{2,8}|ABORT|TIMEOUT|LEAK) \[|Summary \[|Cancell?ing |error: test run failed\s*$|─{4,}$)/;
/** Titles of the two outputs, which nextest prints above each. */
const label = /^\s*(?:std(?:out|err) ───|--- STD(?:OUT|ERR):.*---)\s*$/;

/** `cargo nextest`: a line of each test, its output below it or at the end. */
export const nextest: TestRunner = {
  name: 'cargo nextest',
  triggers: [
    {
      holds: ['FAIL [', 'ABORT [', 'TIMEOUT [', 'SIGSEGV [', 'SIGABRT ['],
      pattern: /(?:FAIL|ABORT|TIMEOUT|SIG[A-Z]{2,8}) \[[>\s\d.]{1,20}s\]/,
    },
  ],
  start: (line) => (title.test(line.text) ? new FailureBlock(line, rules) : undefined),
};

const rules: BlockRules = {
  ends: (text) => ends.test(text),
  read([first = '', ...rest]) {
    const test = (title.exec(first)?.[1] ?? '').trimEnd();
    const body = rest.filter((line) => !label.test(line)).join('\n');
    // The list at the end has the titles alone.
    if (body.trim() === '') return [];
    return [{ test, ...expectationIn(body), error: runnerError('rust', '', body, []) }];
  },
};
