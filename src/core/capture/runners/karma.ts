import { expectationIn } from './expectationIn';
import { type BlockRules, FailureBlock, outdent, runnerError } from './failureBlock';
import type { TestRunner } from './runner';

/** `Chrome Headless 120.0.0.0 (Linux x86_64) Cart adds up prices FAILED` */
const title = /^[A-Z][\w.]{1,40}(?: [\w.]{1,40}){0,4} \([^()\n]{1,80}\) (\S.{0,1000}) FAILED\s*$/;

/** Karma: the browser, the suites and the test in one line, the failure indented below. */
export const karma: TestRunner = {
  name: 'karma',
  triggers: [{ holds: [' FAILED'], pattern: / FAILED\s{0,4}\n/ }],
  start: (line) => (title.test(line.text) ? new FailureBlock(line, rules) : undefined),
};

const rules: BlockRules = {
  ends: (text) => /^\S/.test(text),
  read([first = '', ...rest]) {
    const test = title.exec(first)?.[1] ?? '';
    const lines = outdent(rest);
    const stack = lines.findIndex((line) => /^\s*at \S|^\S{0,200}@\S+:\d/.test(line));
    const said = (stack < 0 ? lines : lines.slice(0, stack)).join('\n').trim();
    const [, type = 'Error', message = said] = /^(\w[\w.]{0,100}(?:Error|Exception)): ([^]*)$/.exec(said) ?? [];
    return [{ test, ...expectationIn(said), error: runnerError('javascript', type, message, []) }];
  },
};
