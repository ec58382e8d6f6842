import { fileLine } from '../formats/pythonChain';
import { type BlockRules, FailureBlock, outdent, runnerError } from './failureBlock';
import type { TestRunner } from './runner';

/** Python's doctest: the place of an example, its expected and its actual output. */
export const doctest: TestRunner = {
  name: 'doctest',
  triggers: ['Failed example:'],
  start(line, before) {
    const above = before.above(1);
    const place = fileLine.exec(above?.text ?? '');
    return above && place && line.text === 'Failed example:' ? new FailureBlock(line, rules(place), above.start) : undefined;
  },
};

function rules([raw, , file = '', line, test]: RegExpExecArray): BlockRules {
  return {
    ends: (text) => /^\*{20,}$/.test(text),
    read(lines) {
      const message = lines.join('\n').trim();
      const error = runnerError('python', '', message, [{ file, line: Number(line), raw: raw.trim() }]);
      const expected = section(lines, 'Expected');
      const actual = section(lines, 'Got');
      return [{ test, ...(expected !== undefined && actual !== undefined && { expected, actual }), error }];
    },
  };
}

/** The indented text below `Expected:` or `Got:`; `Expected nothing` may replace them. */
function section(lines: readonly string[], name: string): string | undefined {
  const start = lines.findIndex((line) => line === `${name}:` || line === `${name} nothing`);
  if (start < 0) return undefined;
  if (lines[start] !== `${name}:`) return 'nothing';
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => /^\S/.test(line));
  return outdent(end < 0 ? rest : rest.slice(0, end))
    .join('\n')
    .trimEnd();
}
