import type { FrameDraft } from '../formats/frameDraft';
import { expectationIn } from './expectationIn';
import { type BlockRules, FailureBlock, outdent, runnerError } from './failureBlock';
import type { TestRunner } from './runner';

const title = /^\s*\d+\) (?:(test .*|property .*|doctest .*) \((\S+)\)|(\S+): (failure on setup_all callback)\b.*)$/;
const frame = /^\s+(?:\([\w.][^)]*\) )?(\S[^:]*\.exs?):(\d+): (.*)$/;

/** ExUnit: `1) test name (Module)`. */
export const exUnit: TestRunner = {
  name: 'exunit',
  triggers: [') test ', ') property ', ') doctest ', ': failure on setup_all callback'],
  start: (line) => (title.test(line.text) ? new FailureBlock(line, rules) : undefined),
};

const rules: BlockRules = {
  ends: (text) => title.test(text) || /^(?:Finished in |\d+ (?:tests?|doctests?), )/.test(text.trim()),
  read(lines) {
    const match = title.exec(lines[0] ?? '');
    // Text after the report, e.g. the dots of passing tests, is not indented.
    const end = lines.findIndex((line, index) => index > 0 && /^\S/.test(line));
    const body = outdent(lines.slice(match?.[3] ? 1 : 2, end < 0 ? undefined : end));
    const trace = body.findIndex((line) => line.trim() === 'stacktrace:');
    const said = body
      .slice(0, trace < 0 ? undefined : trace)
      .filter((line) => !/^\s*code: /.test(line))
      .join('\n')
      .trim();
    const frames = body.slice(Math.max(trace, 0)).flatMap((line): FrameDraft[] => {
      const at = frame.exec(line);
      return at ? [{ file: at[1] ?? '', line: Number(at[2]), function: at[3], raw: line.trim() }] : [];
    });
    const values = /^left: +(\S[^]*?)\nright: +(\S.*)$/m.exec(said);
    const [expected, actual] = said.startsWith('match') ? [values?.[1], values?.[2]] : [values?.[2], values?.[1]];
    const expectation = values ? { expected: expected ?? '', actual: actual ?? '' } : expectationIn(said);
    return [
      {
        test: `${match?.[2] ?? match?.[3] ?? ''} ${match?.[1] ?? 'setup_all'}`,
        ...expectation,
        error: runnerError('elixir', 'ExUnit.AssertionError', said, frames),
      },
    ];
  },
};
