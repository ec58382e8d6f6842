import { callableNames, type CandidateFacts } from '../candidateFacts';
import type { CrimeScene } from '../../context/crimeScene';
import { escapePattern } from './escapePattern';

/**
 * What a failing test does with a function: it asserts the function's result; it passes that result on to the call whose value it asserts;
 * or it calls the function apart from the assertion, above or below it.
 */
export type TestUse = 'asserts' | 'passesOn' | 'callsAbove' | 'callsBelow';

/** @returns undefined where the assertion or the test is not known */
export function testUse({ assertion }: CrimeScene, facts: CandidateFacts, all: readonly CandidateFacts[]): TestUse | undefined {
  if (!assertion) return undefined;
  const names = callableNames(facts);
  const text = withoutTexts(assertion.text);
  if (names.some((name) => isArgument(text, name))) return 'passesOn';
  if (names.some((name) => hasWord(text, name))) return 'asserts';
  const test = all.find(
    ({ candidate: { file, startLine, endLine, test: isTest } }) =>
      isTest && file === assertion.file && startLine <= assertion.line && assertion.line <= endLine,
  );
  if (!test) return undefined;
  const made = test.file
    .allDefinitions(test.candidate)
    .filter(({ value, startLine }) => value !== undefined && startLine <= assertion.line)
    .map(({ name, value = '' }) => ({ name, value: withoutTexts(value) }));
  const direct = made.filter(({ name }) => hasWord(text, name));
  // Of an object whose method is asserted, its constructor only makes what that method works on.
  const makes = facts.fn?.kind === 'constructor' || names.some((name) => /^(?:new|__init__|initialize|__construct)$/.test(name));
  const results = makes ? direct.filter(({ name }) => !isReceiver(text, name)) : direct;
  if (names.some((name) => results.some(({ value }) => hasWord(value, name) && !isArgument(value, name)))) return 'asserts';
  const behind = made.filter(({ name }) => direct.some(({ value }) => hasWord(value, name)));
  if (names.some((name) => [...direct, ...behind].some(({ value }) => hasWord(value, name)))) return 'passesOn';
  const lines = test.file.calls(test.candidate).flatMap((call) => (names.includes(call.name) ? [call.startLine] : []));
  if (lines.length === 0) return undefined;
  return lines.some((line) => line < assertion.line) ? 'callsAbove' : 'callsBelow';
}

function withoutTexts(code: string): string {
  return code.replace(/"[^"\n]{0,400}"|'[^'\n]{2,400}'/g, '""');
}

function isReceiver(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w$.])${escapePattern(name)}(?:\\.|->|::|\\?\\.)\\w{1,80}[!?]?\\(`).test(text);
}

function hasWord(text: string, word: string): boolean {
  return text.split(/[^\w$]+/).includes(word);
}

/** The call of an assertion itself. */
const ASSERTS =
  /^(?:assert\w*|expect\w*|ok|equals?|strictEqual|deepEqual|deepStrictEqual|notEqual|is|same|like|require\w*|check\w*|verify\w*|are\w*)$/i;

/** Whether a text calls a function only within the arguments of another one: `equal(total(read(text)), 50)` for `read`. */
function isArgument(text: string, name: string): boolean {
  if (!/^[\w$]{1,80}$/.test(name)) return false;
  const open: string[] = [];
  let inner = false;
  for (const [part, word = ''] of text.slice(0, 400).matchAll(/([\w$]{1,80})!?\s{0,4}\(|[()]/g)) {
    if (part === ')') open.pop();
    else {
      if (word === name) {
        if (!open.some((each, depth) => each !== '' && (depth > 0 || !ASSERTS.test(each)))) return false;
        inner = true;
      }
      open.push(word);
    }
  }
  return inner;
}
