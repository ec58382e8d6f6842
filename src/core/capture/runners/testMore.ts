import { expectationIn } from './expectationIn';
import { type BlockRules, FailureBlock, outdent, runnerError } from './failureBlock';
import type { TestRunner } from './runner';

const failed = /^\s*# {1,6}Failed (?:\(TODO\) )?test(?: '(?<name>.{1,1000})')?(?: at (?<file>\S.{0,500}) line (?<at>\d{1,9})\.)?$/;
const where = /^\s*# {1,6}(?:in \S+ )?at (?<file>\S.{0,500}) line (?<at>\d{1,9})\.$/;

/** Perl's Test::More as `prove` shows it: the comments without the results, which name the same tests in TAP. */
export const testMore: TestRunner = {
  name: 'Test::More',
  triggers: [{ holds: [' Failed test'], pattern: /# {1,6}Failed test/ }],
  start: (line) => (failed.test(line.text.trimEnd()) ? new FailureBlock(line, rules) : undefined),
};

const rules: BlockRules = {
  ends: (text) => !/^\s*#/.test(text) || failed.test(text.trimEnd()) || /^\s*# Looks like /.test(text),
  read(lines) {
    const title = failed.exec(lines[0]?.trimEnd() ?? '')?.groups ?? {};
    const placed = title['at'] === undefined ? lines.map((line) => where.exec(line.trimEnd())?.groups).find(Boolean) : title;
    const { file, at } = placed ?? {};
    const said = outdent(lines.slice(1).map((line) => line.replace(/^\s*#/, '')));
    const frames = file === undefined ? [] : [{ file, line: Number(at), raw: `at ${file} line ${at ?? ''}.` }];
    const test = title['name'];
    return [
      {
        ...(test !== undefined && { test }),
        ...expectationIn(said.join('\n')),
        summary: true,
        error: runnerError('perl', '', test ?? '', frames),
      },
    ];
  },
};
