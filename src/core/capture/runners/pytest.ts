import { type FrameDraft, frameOf } from '../formats/frameDraft';
import { expectationIn } from './expectationIn';
import { type BlockRules, FailureBlock, runnerError } from './failureBlock';
import type { TestRunner } from './runner';

const title = /^_{3,} (\S.*?) _{3,}$/;
const place = /^(?<file>\S.*\.py):(?<line>\d+): (?:in (?<function>\S+)|(?<type>\w[\w.]*))?\s*$/;

/** pytest in its long, short and native styles. */
export const pytest: TestRunner = {
  name: 'pytest',
  triggers: [{ holds: ['____ '], pattern: /_{4} \S.{0,600} _{3}/ }],
  start: (line) => (title.test(line.text) ? new FailureBlock(line, rules) : undefined),
};

const rules: BlockRules = {
  ends: (text) => title.test(text) || /^={4}(?:.*[^=])?={4,}$/.test(text.trim()) || /^\d+ (?:failed|passed|error)/.test(text),
  read(lines) {
    const test = (title.exec(lines[0] ?? '')?.[1] ?? '').replace(/^(?:ERROR (?:at (?:setup|teardown) of|collecting)|\[doctest\]) /, '');
    const said = lines.flatMap((line) => {
      const [, words] = /^E {1,3}(.*)$/.exec(line) ?? [];
      return words === undefined ? [] : [words];
    });
    const text = said.length > 0 ? said.join('\n') : lines.join('\n');
    const frames = lines.flatMap((line): FrameDraft[] => {
      const match = place.exec(line);
      return match ? [frameOf(match, line.trim())] : [];
    });
    const [, thrown, message] = /^(\w[\w.]{0,300}?(?:Error|Exception|Failed|Exit)\w{0,100}|Failed): ([^]*)$/.exec(said.join('\n')) ?? [];
    const type =
      thrown ??
      [...lines]
        .reverse()
        .map((line) => place.exec(line)?.groups?.['type'])
        .find((name) => name) ??
      'AssertionError';
    return [{ test, ...expectationIn(text), error: runnerError('python', type, message ?? said.join('\n'), frames.reverse()) }];
  },
};
