import type { FrameDraft } from '../formats/format';
import { expectationIn } from './expectationIn';
import { type BlockRules, FailureBlock, outdent, runnerError } from './failureBlock';
import type { TestRunner } from './runner';

const title = /^\s*\d+(?:\.\d+)?\) (\S.*)$/;
const frame = /^\s*# (\S.*?):(\d+)(?::in [`'](.*)')?$/;

/** RSpec: a numbered title, `Failure/Error:`, what was expected, the backtrace behind `#`. */
export const rspec: TestRunner = {
  name: 'rspec',
  triggers: ['Failure/Error: '],
  start(line, before) {
    if (!/^\s*Failure\/Error: /.test(line.text)) return undefined;
    const above = before.above(1);
    const match = title.exec(above?.text ?? '');
    return match && above ? new FailureBlock(line, rules(match[1] ?? ''), above.start) : undefined;
  },
};

function rules(test: string): BlockRules {
  return {
    ends: (text) => title.test(text) || /^(?:Finished in |Failed examples:|rspec \.\/)/.test(text),
    read(lines) {
      const frames = lines.flatMap((line): FrameDraft[] => {
        const match = frame.exec(line);
        return match ? [{ file: match[1] ?? '', line: Number(match[2]), function: match[3], raw: line.trim() }] : [];
      });
      // What stands behind "Failure/Error:" is code; what it says comes below.
      const body = outdent(lines.slice(1).filter((line) => !frame.test(line)));
      const first = body.findIndex((line) => line.trim() !== '');
      const named = /^([A-Z]\w*(?:::\w+)*):$/.exec(body[first]?.trim() ?? '');
      const message = outdent(body.slice(named ? first + 1 : Math.max(first, 0)))
        .join('\n')
        .trim();
      const values = named ? undefined : expectationIn(message);
      return [
        { test, ...values, error: runnerError('ruby', named?.[1] ?? 'RSpec::Expectations::ExpectationNotMetError', message, frames) },
      ];
    },
  };
}
