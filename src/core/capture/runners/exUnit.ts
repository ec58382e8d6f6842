import type { FrameDraft } from '../formats/format';
import { expectationIn } from './expectationIn';
import { type BlockRules, FailureBlock, outdent, runnerError } from './failureBlock';
import type { TestRunner } from './runner';

const title = /^\s*\d+\) (test .*|property .*|doctest .*) \((\S+)\)$/;
const frame = /^\s+(?:\([\w.]+[^)]*\) )?(\S[^:]*\.exs?):(\d+): (.*)$/;

/** ExUnit: `1) test name (Module)`. */
export const exUnit: TestRunner = {
  name: 'exunit',
  triggers: [') test ', ') property ', ') doctest '],
  start: (line) => (title.test(line.text) ? new FailureBlock(line, rules) : undefined),
};

const rules: BlockRules = {
  ends: (text) => title.test(text) || /^(?:Finished in |\d+ (?:tests?|doctests?), )/.test(text.trim()),
  read(lines) {
    const match = title.exec(lines[0] ?? '');
    const body = outdent(lines.slice(2));
    const trace = body.findIndex((line) => line.trim() === 'stacktrace:');
    const said = body
      .slice(0, trace < 0 ? undefined : trace)
      .join('\n')
      .trim();
    const frames = body.slice(Math.max(trace, 0)).flatMap((line): FrameDraft[] => {
      const at = frame.exec(line);
      return at ? [{ file: at[1] ?? '', line: Number(at[2]), function: at[3], raw: line.trim() }] : [];
    });
    const values = /^left: +([^]*?)\nright: +([^]*?)$/m.exec(said);
    const expectation = values ? { expected: values[2] ?? '', actual: values[1] ?? '' } : expectationIn(said);
    return [
      {
        test: `${match?.[2] ?? ''} ${match?.[1] ?? ''}`,
        ...expectation,
        error: runnerError('elixir', 'ExUnit.AssertionError', said, frames),
      },
    ];
  },
};
