import { expectationIn } from './expectationIn';
import { type BlockFailure, FailureBlock, outdent, runnerError } from './failureBlock';
import type { TestRunner } from './runner';

const title = /^\s{0,4}\d{1,6}\) (\S.*)$/;
const labels = /^ {0,8}(Message|Stack):\s*$/;
const end = /^(?:\d+ specs?, \d+ failures?|Pending:|Ran \d+ of \d+ specs|Suite error: |Incomplete: )/;

/** Jasmine: a numbered test, `Message:` and `Stack:` below it. */
export const jasmine: TestRunner = {
  name: 'jasmine',
  triggers: [{ holds: ['Message:'], pattern: /\n {0,8}Message:\s*\n/ }],
  start(line, before) {
    const above = labels.exec(line.text)?.[1] === 'Message' ? before.above(1) : undefined;
    const test = title.exec(above?.text ?? '')?.[1];
    if (!above || test === undefined) return undefined;
    return new FailureBlock(
      line,
      { ends: (text) => title.test(text) || end.test(text), read: (lines) => failureOf(test, lines) },
      above.start,
    );
  },
};

function failureOf(test: string, lines: readonly string[]): BlockFailure[] {
  const stack = lines.findIndex((line) => labels.exec(line)?.[1] === 'Stack');
  const said = outdent(lines.slice(1, stack < 0 ? undefined : stack))
    .join('\n')
    .trim();
  const [, type = 'Error', message = said] = /^(\w[\w.]{0,100}(?:Error|Exception)): ([^]*)$/.exec(said) ?? [];
  return [{ test, ...expectationIn(said), error: runnerError('javascript', type, message, []) }];
}
