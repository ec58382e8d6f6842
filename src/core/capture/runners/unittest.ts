import { expectationIn } from './expectationIn';
import { type BlockRules, FailureBlock, runnerError } from './failureBlock';
import type { TestRunner } from './runner';

const title = /^(?:FAIL|ERROR): (\S+) \(([\w.<>-]+)\)(?: (.*))?$/;

/** Python's unittest: `FAIL: test (module.Class.test)` between two rules. */
export const unittest: TestRunner = {
  name: 'unittest',
  triggers: ['\nFAIL: ', '\nERROR: '],
  start: (line, before) =>
    title.test(line.text) && /^={20,}$/.test(before.above(1)?.text ?? '') ? new FailureBlock(line, rules) : undefined,
};

const rules: BlockRules = {
  ends: (text) => /^={20,}$/.test(text) || /^Ran \d+ tests? in /.test(text),
  read(lines) {
    const match = title.exec(lines[0] ?? '');
    const [, method = '', owner = '', subTest] = match ?? [];
    const name = owner.endsWith(`.${method}`) ? owner : `${owner}.${method}`;
    const body = lines.join('\n');
    const at = body.lastIndexOf('\nAssertionError');
    const message = at < 0 ? '' : body.slice(at + 1).replace(/\n-{20,}\s*$/, '');
    const test = subTest === undefined ? name : `${name} ${subTest}`;
    return [{ test, ...(at < 0 ? undefined : expectationIn(message)), error: runnerError('python', '', message || (lines[1] ?? ''), []) }];
  },
};
