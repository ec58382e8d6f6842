import { expectationIn } from './expectationIn';
import { type BlockFailure, type BlockRules, FailureBlock, outdent, runnerError } from './failureBlock';
import { digits, eachOf } from '../scan/triggers';
import type { TestRunner } from './runner';

/** ExUnit numbers its failures the same way, but names the module after the test; Minitest names the test below. */
const title =
  /^\s{0,4}(\d+)\) (?!(?:test|property|doctest) .* \([\w.]+\)$|[\w.]+: failure on setup_all callback|Got \d+ failures|(?:Failure|Error|Skipped):$)(\S.*)$/;
/** ExUnit's place of a test, below its title. */
const elixirPlace = /^\s+\S[^:]*\.exs?:\d+$/;
/** Suites and test have a line each; the last one ends with a colon. */
const longestTitle = 12;
const longestMessage = 40;

/** Mocha's spec-like reporters: `1) suite`, the test below, error, diff, stack. */
export const mocha: TestRunner = {
  name: 'mocha',
  triggers: [
    { holds: eachOf(digits, (digit) => `\n  ${digit}`), pattern: /\n {2}\d+\) / },
    { holds: eachOf(digits, (digit) => `\n${digit}) `), pattern: /\n\d\) \S/ },
  ],
  start: (line) => (title.test(line.text) ? new FailureBlock(line, rules) : undefined),
};

const rules: BlockRules = {
  ends: (text, lines) =>
    title.test(text) || (lines.length <= longestTitle && !titleEnds(lines) && (text.trim() === '' || !/^\s{5,}/.test(text))),
  read(lines) {
    const end = lines.findIndex((line) => line.trimEnd().endsWith(':'));
    if (end < 0 || end > longestTitle || lines.slice(1, 3).some((line) => elixirPlace.test(line))) return [];
    const names = lines.slice(0, end + 1).map((line, index) => (index === 0 ? line.replace(/^\s*\d+\) /, '') : line.trim()));
    const test = names.join(' ').replace(/:$/, '');
    const body = lines.slice(end + 1);
    // RSpec numbers its failures the same way.
    if (lines.some((line) => /^\s*(?:\d+\.\d+\) )?Failure\/Error:(?: |$)/.test(line))) return [];
    return [failure(test, body)];
  },
};

function titleEnds(lines: readonly string[]): boolean {
  return lines.some((line) => line.trimEnd().endsWith(':'));
}

function failure(test: string, body: readonly string[]): BlockFailure {
  const stack = body.findIndex((line) => /^\s+at \S.*:\d/.test(line));
  const text = (stack < 0 ? body : body.slice(0, stack)).join('\n');
  const first = body.findIndex((line) => line.trim() !== '');
  const [, type = 'Error', opening] = /^(\w[\w.]*)(?: \[[\w-]+\])?: (.*)$/.exec(body[first]?.trim() ?? '') ?? [];
  const said = body.slice(Math.max(first, 0), stack < 0 ? undefined : stack);
  const differs = said.findIndex((line) => line.trim() === '+ expected - actual');
  const message = outdent(said.slice(0, Math.min(differs < 0 ? longestMessage : differs, longestMessage)));
  const diff = /^ *\+ expected - actual/m.exec(text);
  return {
    test,
    ...expectationIn(diff ? text.slice(diff.index) : text),
    error: runnerError('javascript', type, [opening ?? message[0], ...message.slice(1)].join('\n'), []),
  };
}
