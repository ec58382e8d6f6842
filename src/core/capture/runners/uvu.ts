import { FailureBlock, outdent, runnerError } from './failureBlock';
import type { TestRunner } from './runner';

const title = /^\s{0,8}FAIL {1,4}"(.{1,1000})"$/;
const end = /^\s{0,4}(?:Total|Passed|Skipped|Duration): /;
const frame = /^\s+at \S.*:\d/;
const mostLines = 40;

/** uvu: `FAIL  "test"`, the message without its type, the frames. */
export const uvu: TestRunner = {
  name: 'uvu',
  triggers: [{ holds: ['FAIL  "', 'FAIL "'], pattern: /\n\s{0,8}FAIL {1,4}"/ }],
  start(line) {
    const test = title.exec(line.text)?.[1];
    if (test === undefined) return undefined;
    return new FailureBlock(line, {
      ends: (text) => title.test(text) || end.test(text),
      read(lines) {
        const stack = lines.findIndex((text) => frame.test(text));
        const told = withoutCopy(lines.slice(1, stack < 0 ? mostLines : stack));
        // Of a message only the first line is indented; values are indented whole.
        const said = told.some((text) => /^ {0,3}\S/.test(text)) ? told : outdent(told);
        const [expected, actual] = [valuesBehind(said, '++'), valuesBehind(said, '--')];
        return [
          {
            test,
            ...(expected !== '' && actual !== '' && { expected, actual }),
            error: runnerError('javascript', 'Error', said.join('\n'), []),
          },
        ];
      },
    });
  },
};

/** The stack's own copy of the message's further lines, trimmed, stands between the two. */
function withoutCopy(lines: readonly string[]): readonly string[] {
  const written = (part: readonly string[]) => part.flatMap((line) => (line.trim() === '' ? [] : [line.trim()])).join('\n');
  for (let at = lines.length - 1; at > 0; at--) {
    if (lines[at]?.trim() !== '') continue;
    const copy = written(lines.slice(at));
    if (copy !== '' && `\n${written(lines.slice(0, at))}\n`.includes(`\n${copy}\n`)) return lines.slice(0, at);
  }
  return lines;
}

/** `++7    (Expected)`, or a line of an object for each sign; blanks are shown as `·`. */
function valuesBehind(lines: readonly string[], sign: string): string {
  return lines
    .flatMap((line) => {
      const text = line.trim();
      return text.startsWith(sign)
        ? [
            text
              .slice(sign.length)
              .replace(/ {1,20}\((?:Expected|Actual)\)$/, '')
              .replaceAll('·', ' ')
              .trim(),
          ]
        : [];
    })
    .join('\n');
}
