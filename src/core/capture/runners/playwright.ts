import { expectationIn } from './expectationIn';
import { type BlockRules, FailureBlock, outdent, runnerError } from './failureBlock';
import type { TestRunner } from './runner';

const title = /^ {2}\d{1,6}\) (?:\[[^\]]{1,200}\] › )?(\S.{0,1000}?):(\d{1,9}):(\d{1,9}) › (.{1,2000}?)(?: ─{2,})?$/;
/** Code, frames, and the files that it wrote about the failure. */
const codeLine = /^\s*(?:> *)?\d{1,9} \||^\s*\| *\^|^\s*at \S|^(?:Error Context: |attachment #\d{1,6}: )/;

/** Playwright's reporters for a terminal: `1) [chromium] › tests/cart.spec.ts:5:5 › suite › test`. */
export const playwright: TestRunner = {
  name: 'playwright',
  triggers: [{ holds: [' › '], pattern: /\n {2}\d{1,6}\) \S.{0,1000}:\d{1,9}:\d{1,9} › / }],
  start: (line) => (title.test(line.text.trimEnd()) ? new FailureBlock(line, rules) : undefined),
};

const rules: BlockRules = {
  ends: (text) =>
    title.test(text.trimEnd()) || /^ {2}(?:Slow test file: |\d{1,6} (?:failed|flaky|interrupted|skipped|did not run|passed)\b)/.test(text),
  read([first = '', ...rest]) {
    const [, file = '', line, column, test = ''] = title.exec(first.trimEnd()) ?? [];
    const body = outdent(rest);
    const end = body.findIndex((each) => codeLine.test(each));
    const said = (end < 0 ? body : body.slice(0, end)).join('\n').trim();
    if (said === '') return [];
    const [, type = '', message = said] = /^(\w*Error): ([^]*)$/.exec(said) ?? [];
    const place = { file, line: Number(line), column: Number(column), raw: first.trim() };
    return [{ test, ...expectationIn(said), error: runnerError('javascript', type, message, [place]) }];
  },
};
