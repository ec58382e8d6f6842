import { type BlockRules, FailureBlock, runnerError } from './failureBlock';
import type { TestRunner } from './runner';

/** `✘ Test adds() recorded an issue at CartTests.swift:8:5: Expectation failed: (total → 7) == 8` */
const title =
  /^\S{1,4} Test (?<test>.{1,300}?) recorded an issue(?: with .{1,200}?)? at (?<file>[^\s:]{1,400}):(?<line>\d{1,9}):(?<column>\d{1,9}): (?<message>.*)$/;
const compared = /^Expectation failed: \(.{1,400} → (?<actual>.{1,400})\) == (?<expected>.{1,400})$/;

/** Swift Testing, which newer packages use instead of XCTest. */
export const swiftTesting: TestRunner = {
  name: 'swift testing',
  triggers: [' recorded an issue'],
  start: (line) => (title.test(line.text) ? new FailureBlock(line, rules) : undefined),
};

const rules: BlockRules = {
  ends: (text) => !/^(?:↳|\s+\S)/.test(text),
  read(lines) {
    const { test, file = '', line, column, message = '' } = title.exec(lines[0] ?? '')?.groups ?? {};
    const { actual, expected } = compared.exec(message)?.groups ?? {};
    const frames = [{ file, line: Number(line), column: Number(column), function: test, raw: (lines[0] ?? '').trim() }];
    const said = [message, ...lines.slice(1).map((each) => each.trim())].join('\n').trim();
    return [
      { test, ...(actual !== undefined && expected !== undefined && { actual, expected }), error: runnerError('swift', '', said, frames) },
    ];
  },
};
