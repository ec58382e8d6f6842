import type { FrameDraft } from '../formats/frameDraft';
import { expectationIn } from './expectationIn';
import { type BlockRules, FailureBlock, outdent, runnerError } from './failureBlock';
import type { TestRunner } from './runner';

const title = /^\s*● (\S.*)$/;
const codeLine = /^\s*(?:> *)?(?:\d+ *)?\|/;
const frame = /^\s*at (?:(\S[^(]*) )?\(?([^()\s][^()\s]*):(\d+):(\d+)\)?$/;

/** Jest: `● suite › test`. */
export const jest: TestRunner = {
  name: 'jest',
  triggers: ['● '],
  start: (line) => (title.test(line.text) && !/^\s*● Console\s*$/.test(line.text) ? new FailureBlock(line, rules) : undefined),
};

const rules: BlockRules = {
  ends: (text) =>
    title.test(text) ||
    /^(?:Test Suites:|Tests: |PASS |FAIL |Ran all test suites|Jest has detected |console\.[a-z]{3,20}$)/.test(text.trim()),
  read(lines) {
    const test = title.exec(lines[0] ?? '')?.[1] ?? '';
    const body = outdent(lines.slice(1));
    const said = body.slice(
      0,
      indexOrEnd(body, (line) => codeLine.test(line) || frame.test(line)),
    );
    const message = said.join('\n').trim();
    const frames = body.flatMap((line): FrameDraft[] => {
      const match = frame.exec(line);
      return match
        ? [{ file: match[2] ?? '', line: Number(match[3]), column: Number(match[4]), function: match[1], raw: line.trim() }]
        : [];
    });
    if (message === '' && frames.length === 0) return [];
    const header = /^(\w*(?:Error|Exception)): ([^]*)$/.exec(message);
    return [{ test, ...expectationIn(message), error: runnerError('javascript', header?.[1] ?? '', header?.[2] ?? message, frames) }];
  },
};

function indexOrEnd(lines: readonly string[], test: (line: string) => boolean): number {
  const at = lines.findIndex(test);
  return at < 0 ? lines.length : at;
}
