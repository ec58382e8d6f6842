import type { TraceError } from '../formats/format';
import { type FrameDraft, frameOf } from '../formats/frameDraft';
import { expectationIn } from './expectationIn';
import { type BlockRules, FailureBlock, outdent, runnerError } from './failureBlock';
import type { Lookback } from '../line';
import type { TestRunner } from './runner';

const title = /^\s*\d+(?:\.\d+)?\) (\S.*)$/;
/** One of several failures of a test: `1.2) Failure/Error: …`. */
const part = /^\s*(\d+)\.\d+\) Failure\/Error:(?: |$)/;
/** No test ran yet. */
const outside = /^\s*An error occurred (?:while loading \S.*\.|in an? `.{1,60}` hook\.)$/;
const farthestTitle = 400;
const frame = /^\s*#\s{1,4}(?<file>\S.{0,400}?):(?<line>\d+)(?::in [`'](?<function>.{1,300})')?$/;

const causeRule = /^\s*# --- Caused by: ---$/;

/** RSpec: a numbered title, `Failure/Error:`, the expectation, the backtrace after `#`. */
export const rspec: TestRunner = {
  name: 'rspec',
  triggers: ['Failure/Error:'],
  start(line, before) {
    const numbered = part.exec(line.text);
    if (numbered) return new FailureBlock(line, rules(titleAbove(before, numbered[1] ?? '')));
    if (!/^\s*Failure\/Error:(?: |$)/.test(line.text)) return undefined;
    const above = before.above(1);
    if (above && outside.test(above.text)) return new FailureBlock(line, rules(undefined), above.start);
    const match = title.exec(above?.text ?? '');
    return match && above ? new FailureBlock(line, rules(match[1] ?? ''), above.start) : undefined;
  },
};

/** The title of the test whose failures are numbered `1.1`, `1.2`. */
function titleAbove(before: Lookback, number: string): string {
  for (let n = 1; n <= farthestTitle; n++) {
    const text = before.above(n)?.text;
    if (text === undefined) break;
    const [, given, title = ''] = /^\s*(\d+)\) (\S.*)$/.exec(text) ?? [];
    if (given === number) return title;
  }
  return '';
}

function rules(test: string | undefined): BlockRules {
  return {
    ends: (text) => title.test(text) || /^(?:Finished in |Failed examples:|No examples found|An error occurred |rspec \.\/)/.test(text),
    read(lines) {
      const causes: string[][] = [];
      const own: string[] = [];
      // Code of several lines stands below, up to an empty one.
      const isBelow = /Failure\/Error:$/.test(lines[0]?.trimEnd() ?? '');
      const from = isBelow
        ? Math.max(
            1,
            lines.findIndex((line) => line.trim() === ''),
          )
        : 1;
      for (const line of lines.slice(from)) {
        if (causeRule.test(line)) causes.push([]);
        else (causes.at(-1) ?? own).push(line);
      }
      // The text after "Failure/Error:" is code; the message follows below.
      const error = read(own, test === undefined ? '' : 'RSpec::Expectations::ExpectationNotMetError');
      const values = error.type.startsWith('RSpec::') ? expectationIn(error.message) : undefined;
      // All lines of a cause have the prefix that other errors have only before their frames.
      causes.reduce((outer: TraceError, cause) => {
        const inner: TraceError = { ...read(cause, '', /^\s*# ?/), role: 'cause' };
        outer.children.push(inner);
        return inner;
      }, error);
      return [{ test, ...values, error }];
    },
  };
}

/** `Type:`, the message below it, the frames. */
function read(lines: readonly string[], unnamed: string, margin?: RegExp): ReturnType<typeof runnerError> {
  const frames = lines.flatMap((line): FrameDraft[] => {
    const match = frame.exec(line);
    return match ? [frameOf(match, line.trim())] : [];
  });
  const said = lines.filter((line) => !frame.test(line) && !/^\s*# -+$/.test(line));
  const body = outdent(margin ? said.map((line) => line.replace(margin, '')) : said);
  const first = body.findIndex((line) => line.trim() !== '');
  const named = /^([A-Z]\w*(?:::\w+)*):$/.exec(body[first]?.trim() ?? '');
  const message = outdent(body.slice(named ? first + 1 : Math.max(first, 0))).join('\n');
  return runnerError('ruby', named?.[1] ?? unnamed, message, frames);
}
