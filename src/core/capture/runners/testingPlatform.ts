import type { FrameDraft } from '../formats/frameDraft';
import { expectationIn } from './expectationIn';
import { type BlockRules, FailureBlock, outdent, runnerError } from './failureBlock';
import type { TestRunner } from './runner';

const title = /^(?<result>failed|passed|skipped) (?<test>\S.{0,1000}) \((?:\d{1,6}(?:[.,]\d{1,6})?(?:ms|m|s|h) ?){1,4}\)$/;
const assembly = /^from \S.{0,1000}\.dll \(.{1,100}\)$/;
const frame = /^at (?<name>\S.{0,1000}?\(.{0,1000}?\)) in (?<file>\S.{0,1000}):(?:line )?(?<at>\d{1,9})$/;
const summary = /^(?:Test run summary: |Failed!|Passed!)/;

/** Microsoft's testing platform, with which `dotnet test` runs MSTest, NUnit, xUnit and TUnit since .NET 10. */
export const testingPlatform: TestRunner = {
  name: 'Microsoft.Testing.Platform',
  triggers: [{ holds: ['\nfailed '], pattern: /\nfailed \S.{0,1000} \(\d{1,6}(?:[.,]\d{1,6})?(?:ms|m|s|h)/ }],
  start: (line) => (title.exec(line.text.trimEnd())?.groups?.['result'] === 'failed' ? new FailureBlock(line, rules) : undefined),
};

const rules: BlockRules = {
  ends: (text) => title.test(text.trimEnd()) || summary.test(text),
  read([first = '', ...lines]) {
    const body = outdent(lines).map((line) => line.trimEnd());
    const at = body.findIndex((line) => frame.test(line.trim()));
    const said = (at < 0 ? body : body.slice(0, at)).filter((line) => !assembly.test(line.trim()));
    // NUnit's adapter says it twice, around the name of the assembly.
    const message = said
      .filter((line, index) => line.trim() === '' || said.indexOf(line) === index)
      .join('\n')
      .trim();
    const frames = body.flatMap((line): FrameDraft[] => {
      const { name, file = '', at: row } = frame.exec(line.trim())?.groups ?? {};
      return row === undefined ? [] : [{ file, line: Number(row), function: name?.replace(/\([^]*$/, ''), raw: line.trim() }];
    });
    const [, type = '', rest = message] = /^((?:[A-Za-z_]\w{0,100}\.){0,20}\w{1,100}Exception) ?: ([^]*)$/.exec(message) ?? [];
    const test = title.exec(first.trimEnd())?.groups?.['test'];
    return [{ ...(test !== undefined && { test }), ...expectationIn(message), error: runnerError('csharp', type, rest, frames) }];
  },
};
