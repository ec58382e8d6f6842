import type { FrameDraft } from '../formats/frameDraft';
import { expectationIn } from './expectationIn';
import { type BlockRules, FailureBlock, runnerError } from './failureBlock';
import { numbered } from './numbered';
import type { TestRunner } from './runner';

const title = /^\d+\) ([\w\\]+::\S.*)$/;
const frame = /^(\S.*\.\w+):(\d+)$/;

/** PHPUnit: `1) Class::test`, the message, the places of the stack. */
export const phpunit: TestRunner = {
  name: 'phpunit',
  triggers: [numbered],
  start: (line) => (title.test(line.text) ? new FailureBlock(line, rules) : undefined),
};

const rules: BlockRules = {
  ends: (text) => title.test(text) || /^(?:--|FAILURES!|ERRORS!|Tests: \d+)$/.test(text.trim()) || /^There (?:was|were) \d+ /.test(text),
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
    const header = /^(\\?[A-Z][\w\\]*(?:Error|Exception)): ([^]*)$/.exec(message);
    const type = header?.[1] ?? 'PHPUnit\\Framework\\ExpectationFailedException';
    return [{ test, ...(header ? undefined : expectationIn(message)), error: runnerError('php', type, header?.[2] ?? message, frames) }];
  },
};
