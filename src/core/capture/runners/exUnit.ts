import { type FrameDraft, frameOf } from '../formats/frameDraft';
import { expectationIn } from './expectationIn';
import { type BlockRules, FailureBlock, outdent, runnerError } from './failureBlock';
import type { TestRunner } from './runner';

const title = /^\s*\d+\) (?:(\S.*) \((\S+)\)|(\S+): (failure on setup_all callback)\b.*)$/;
/** The place of the test, below its title and its parameters. */
const ownPlace = /^\s+\S[^:]{0,500}\.exs?:\d{1,9}$/;
const parameters = /^\s+Parameters: /;
const frame = /^\s+(?:\([\w.][^)]*\) )?(?<file>\S[^:]*\.exs?):(?<line>\d+): (?<function>.*)$/;

/** ExUnit: `1) test name (Module)`. */
export const exUnit: TestRunner = {
  name: 'exunit',
  triggers: [': failure on setup_all callback', { holds: ['.exs:', '.ex:'], pattern: /\s[^\s:]{1,500}\.exs?:\d{1,9}\r?\n/ }],
  start(line, before) {
    if (title.exec(line.text)?.[3] !== undefined) return new FailureBlock(line, rules);
    if (!ownPlace.test(line.text)) return undefined;
    let above = before.above(1);
    if (above && parameters.test(above.text)) above = before.above(2);
    if (!above || !title.test(above.text)) return undefined;
    return new FailureBlock({ ...above, end: line.end }, rules);
  },
};

const rules: BlockRules = {
  ends: (text) => title.test(text) || /^(?:Finished in |\d+ (?:tests?|doctests?), )/.test(text.trim()),
  read(lines) {
    const [, name = 'setup_all', module, setUp = ''] = title.exec(lines[0] ?? '') ?? [];
    // Text after the report, e.g. the dots of passing tests, is not indented.
    const end = lines.findIndex((line, index) => index > 0 && /^\S/.test(line));
    const body = outdent(lines.slice(1, end < 0 ? undefined : end));
    const trace = body.findIndex((line) => line.trim() === 'stacktrace:');
    const said = body
      .slice(0, trace < 0 ? undefined : trace)
      .filter((line) => !/^\s*code: /.test(line))
      .join('\n')
      .trim();
    const frames = body.slice(Math.max(trace, 0)).flatMap((line): FrameDraft[] => {
      const at = frame.exec(line);
      return at ? [frameOf(at, line.trim())] : [];
    });
    const values = /^left: +(\S[^]*?)\nright: +(\S.*(?:\n {2,}.*)*)/m.exec(said);
    const [, left, right] = values ?? [];
    const [expected, actual] = said.startsWith('match') ? [left, right] : [right, left];
    const expectation = values ? { expected: aligned(expected), actual: aligned(actual) } : expectationIn(said.split('\n', 1)[0] ?? '');
    return [
      {
        test: `${module ?? setUp} ${name}`,
        ...expectation,
        error: runnerError('elixir', 'ExUnit.AssertionError', said, frames),
      },
    ];
  },
};

/** The further lines of a value are in the column of its first. */
function aligned(value = ''): string {
  const [first = '', ...more] = value.split('\n');
  return [first, ...outdent(more)].join('\n').trim();
}
