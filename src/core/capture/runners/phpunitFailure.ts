import { type FrameDraft, frameOf } from '../formats/frameDraft';
import { expectationIn } from './expectationIn';
import { type BlockFailure, runnerError } from './failureBlock';

const frame = /^(?<file>\S.*\.\w+):(?<line>\d+)$/;
const thrown = /^(\\?[A-Z][\w\\]*(?:Error|Exception)|Error|Exception):(?: ([^]*)|\s*)$/;
const compared = /^(?:Failed asserting that |Expectation failed for method )/m;
const cause = /^Caused by$/;

/**
 * What PHPUnit says of one test: the message, the places of the stack, then the errors that caused it.
 * @param failed whether the test failed; otherwise an error occurred, which PHPUnit may report without its class
 */
export function phpunitFailure(test: string | undefined, lines: readonly string[], failed: boolean): BlockFailure {
  const parts: string[][] = [[]];
  for (const line of lines) {
    if (cause.test(line)) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  const [first = [], ...rest] = parts;
  const { error, values } = read(first, failed);
  let outer = error;
  for (const part of rest) {
    const inner = read(part, failed).error;
    inner.role = 'cause';
    outer.children.push(inner);
    outer = inner;
  }
  return { test, ...values, error };
}

function read(lines: readonly string[], failed: boolean) {
  const frames = lines.flatMap((line): FrameDraft[] => {
    const match = frame.exec(line);
    return match ? [frameOf(match, line.trim())] : [];
  });
  const message = lines
    .filter((line) => !frame.test(line))
    .join('\n')
    .trim();
  const header = thrown.exec(message);
  const [, named, said = ''] = header ?? [];
  const type = named ?? (compared.test(message) ? expectationFailed : failed ? assertionFailed : '');
  return {
    error: runnerError('php', type, header ? said : message, frames),
    values: header ? undefined : expectationIn(message),
  };
}

const expectationFailed = 'PHPUnit\\Framework\\ExpectationFailedException';
/** The class above it, of everything else that fails a test: `fail()`, an unmet expectation of an event. */
const assertionFailed = 'PHPUnit\\Framework\\AssertionFailedError';
