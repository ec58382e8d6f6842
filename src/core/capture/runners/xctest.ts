import type { FrameDraft } from '../formats/frameDraft';
import type { Values } from './jsonValues';
import { type BlockRules, FailureBlock, runnerError } from './failureBlock';
import type { TestRunner } from './runner';

/** `CartTests.swift:12: error: CartTests.testTotal : XCTAssertEqual failed: …`; Xcode writes `-[ShopTests.CartTests testTotal]`. */
const title =
  /^(?<file>\S.{0,1000}?):(?<line>\d{1,9}): error: (?:-\[(?<suite>\S{1,300}) (?<method>\S{1,300})\]|(?<test>[\w.]{1,500}\.\w{1,300})) : (?<first>.*)$/;
const next = /^(?:Test Case |Test Suite |\s+Executed \d+ tests?,)/;
/** An assertion's words: its name, then its values. */
const assertion = /^(XCT\w{1,60}) failed(?:: | - ?|$)([^]*)$/;
/** A complete message; a value of several lines continues below. */
const whole = /(?:"\)?|\)| -(?: [^]*)?)$/;
/** Characters of a message that are searched for values. */
const longestValues = 20_000;
const compared =
  /^\("([^]*)"\) is not (equal|identical|greater than|less than|(?:greater|less) than or equal)(?: to)? (?:to )?\("([^]*)"\)/;

/** XCTest, of Swift's own tools and of Xcode. */
export const xctest: TestRunner = {
  name: 'xctest',
  triggers: [{ holds: [': error: '], pattern: /: error: (?:-\[\S{1,300} \S{1,300}\]|[\w.]{1,500}\.\w{1,300}) : / }],
  start: (line) => (title.test(line.text) ? new FailureBlock(line, rules) : undefined),
};

const rules: BlockRules = {
  ends: (text, lines) => next.test(text) || title.test(text) || whole.test(lines[lines.length - 1] ?? ''),
  read(lines) {
    const match = title.exec(lines[0] ?? '')?.groups;
    if (!match) return [];
    const { file = '', line, suite, method, test = `${suite}.${method}`, first = '' } = match;
    const said = [first, ...lines.slice(1)].join('\n').replace(/ - ?$/, '').trimEnd();
    const [, type = said.startsWith('failed - ') ? 'XCTFail' : '', message = said.replace(/^failed - /, '')] = assertion.exec(said) ?? [];
    // An error thrown by a test method has no place.
    const frames: FrameDraft[] = Number(line) > 0 ? [{ file, line: Number(line), function: test, raw: (lines[0] ?? '').trim() }] : [];
    return [{ test, ...valuesOf(type, message), error: runnerError('swift', type, message, frames) }];
  },
};

/** XCTest prints the actual value first. */
function valuesOf(type: string, message: string): Values | undefined {
  if (type === 'XCTAssertNil') return { expected: 'nil', actual: /^"([^]*)"/.exec(message)?.[1] ?? message };
  const [, actual, how, limit] = compared.exec(message.slice(0, longestValues)) ?? [];
  if (actual === undefined || limit === undefined) return undefined;
  return { actual, expected: how === 'equal' || how === 'identical' ? limit : `${how} ${/equal$/.test(how ?? '') ? 'to ' : ''}${limit}` };
}
