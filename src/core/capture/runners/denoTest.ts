import { expectationIn } from './expectationIn';
import { type BlockRules, FailureBlock, runnerError } from './failureBlock';
import type { TestRunner } from './runner';

/** `adds => ./main_test.ts:3:6` */
const title = /^(\S.{0,1000}?) => (?:\.{0,2}\/|file:|https?:)?\S{1,500}:\d{1,9}:\d{1,9}\s*$/;

/** `deno test`: the test and its place, `error: ` and the trace below. */
export const denoTest: TestRunner = {
  name: 'deno test',
  triggers: [{ holds: [' => '], pattern: / => \S{1,500}:\d{1,9}:\d{1,9}\s*\n/ }],
  start: (line) => (title.test(line.text) ? new FailureBlock(line, rules) : undefined),
};

const rules: BlockRules = {
  ends: (text) => title.test(text) || /^\s*(?:FAILURES|ERRORS)\s*$|^(?:(?:FAILED|ok) \| )?\d{1,9} passed/.test(text),
  read([first = '', ...rest]) {
    const test = title.exec(first)?.[1] ?? '';
    const at = rest.findIndex((line) => line.startsWith('error: ') && line.trim() !== 'error: Test failed');
    // The list at the end has the titles alone.
    if (at < 0) return [];
    const said = rest.slice(at).join('\n');
    const [, type = 'Error', message = ''] = /^error: (?:(\w[\w.]{0,100}(?:Error|Exception)): )?(.*)/.exec(said) ?? [];
    return [{ test, ...expectationIn(said), error: runnerError('javascript', type, message, []) }];
  },
};
