import { type FrameDraft, frameOf } from '../formats/frameDraft';
import { placeInMessage } from '../formats/javascriptPlaceInMessage';
import { expectationIn } from './expectationIn';
import { type BlockRules, FailureBlock, outdent, runnerError } from './failureBlock';
import type { TestRunner } from './runner';

const title = /^\s*● {1,2}(\S.*)$/;
/** With two blanks Jest speaks for itself, not of a test. */
const ownTitle = /^\s*● {2}/;
/** A heading of Jest's own, above what is wrong with its configuration. */
const ownHeading = /^(?!.* › )(?:(?<type>.{0,60}\bError)|.{0,60}\bfound):$/;
const ownWarning = /^(?!.* › ).{0,60}\bWarning:$/;
const codeLine = /^\s*(?:> *)?(?:\d+ *)?\|/;
const frame = /^\s*at (?:(?<function>\S[^(]*) )?\(?(?<file>[^()\s][^()\s]*):(?<line>\d+):(?<column>\d+)\)?$/;

/** Jest: `● suite › test`. */
export const jest: TestRunner = {
  name: 'jest',
  triggers: ['● '],
  start: (line) => (title.test(line.text) && !/^\s*● Console\s*$/.test(line.text) ? new FailureBlock(line, rules) : undefined),
};

const rules: BlockRules = {
  ends: (text) =>
    title.test(text) ||
    /^(?:Test Suites:|Tests: |PASS |FAIL |Ran all test suites|Jest has detected |console\.[a-z]{3,20}$)/.test(text.trim()),
  read(lines) {
    const test = title.exec(lines[0] ?? '')?.[1] ?? '';
    const body = outdent(lines.slice(1));
    const said = body.slice(
      0,
      indexOrEnd(body, (line) => codeLine.test(line) || frame.test(line)),
    );
    const text = said.join('\n').trim();
    if (ownWarning.test(test)) return [];
    const heading = ownHeading.exec(test);
    const ownType = heading?.groups?.['type'];
    const own = ownTitle.test(lines[0] ?? '') || heading !== null;
    const message = own && ownType === undefined ? `${test}\n${text}`.trim() : text;
    const frames = body.flatMap((line): FrameDraft[] => {
      const match = frame.exec(line);
      return match ? [frameOf(match, line.trim())] : [];
    });
    if (message === '' && frames.length === 0) return [];
    const plain = withoutAdvice(message);
    const [, type = '', words = plain] = /^(\w*(?:Error|Exception)): ([^]*)$/.exec(plain) ?? [];
    const place = frames.length === 0 ? placeInMessage(words) : undefined;
    const error = runnerError('javascript', ownType ?? type, words, place ? [place] : frames);
    return own ? [{ error }] : [{ test, ...expectationIn(message), error }];
  },
};

/** Below its advice on files that it cannot parse, Jest quotes the parser. */
function withoutAdvice(message: string): string {
  const at = message.indexOf('\nDetails:\n');
  return at >= 0 && message.includes('Jest encountered an unexpected token') ? message.slice(at + '\nDetails:\n'.length).trim() : message;
}

function indexOrEnd(lines: readonly string[], test: (line: string) => boolean): number {
  const at = lines.findIndex(test);
  return at < 0 ? lines.length : at;
}
