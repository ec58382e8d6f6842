import { type FrameDraft, frameOf } from '../formats/frameDraft';
import { expectationIn } from './expectationIn';
import { type BlockRules, FailureBlock, runnerError } from './failureBlock';
import type { TestRunner } from './runner';

const title = /^\s*FAIL\s+(?:\|\w+\| )?(\S.*?) > (\S[^]*)$/;
const frame = /^\s*❯ (?:(?<function>\S.*?) )?(?<file>\S+?):(?<line>\d+):(?<column>\d+)$/;

/** Vitest: `FAIL file > suite > test`. */
export const vitest: TestRunner = {
  name: 'vitest',
  triggers: [{ holds: ['FAIL  '], pattern: /FAIL {2,4}\S.{0,300} > / }],
  start: (line) => (title.test(line.text) ? new FailureBlock(line, rules) : undefined),
};

/** An error without a message is printed with its properties, as `util.inspect` does: `{`, `stack: …`, `message: '',`. */
function inspectedError(body: readonly string[]): { type: string; message: string } | undefined {
  if (body[0] !== '{') return undefined;
  const valueOf = (name: string) =>
    body.map((line) => new RegExp(`^  ${name}: '(.*)',?$`).exec(line)?.[1]).find((value) => value !== undefined);
  const message = valueOf('message');
  return message === undefined ? undefined : { type: valueOf('name') ?? 'Error', message };
}

const rules: BlockRules = {
  ends: (text) => title.test(text) || /^⎯{5,}/.test(text.trim()) || /^\s*Test Files {2}/.test(text),
  read(lines) {
    const test = title.exec(lines[0] ?? '')?.[2]?.replace(/ \[ [^\][]{1,300} \]$/, '');
    const body = lines.slice(1);
    const inspected = inspectedError(body);
    const [, type] = /^(\w[\w.]*): (.*)$/.exec(body[0] ?? '') ?? [];
    const end = body.findIndex((line) => frame.test(line));
    const said = body.slice(0, end < 0 ? undefined : end).join('\n');
    const frames = body.flatMap((line): FrameDraft[] => {
      const match = frame.exec(line);
      return match ? [frameOf(match, line.trim())] : [];
    });
    // The diff has more detail than the sentence above it.
    const message = said.replace(/(?<!\s)\n\s*\n- Expected[^]*$/, '').slice(type === undefined ? 0 : type.length + 2);
    if (inspected) return [{ test, whole: true, error: runnerError('javascript', inspected.type, inspected.message, frames) }];
    return body.length === 0 ? [] : [{ test, ...expectationIn(said), error: runnerError('javascript', type ?? 'Error', message, frames) }];
  },
};
