import type { FrameDraft } from '../formats/frameDraft';
import { expectationIn } from './expectationIn';
import { type BlockRules, FailureBlock, runnerError } from './failureBlock';
import type { TestRunner } from './runner';

const heading = /^\s*(?:\d{1,6}\) )?(?:Failure|Error):$/;
/** `CartTest#test_total [test/cart_test.rb:9]:`; an error has its place in the backtrace below. */
const title = /^\s{0,4}(\S.{0,300}#test_.{1,500}?)(?: \[([^\][]{1,1000}):(\d{1,9})\])?:$/;

/** Minitest, on its own and in Rails. */
export const minitest: TestRunner = {
  name: 'minitest',
  triggers: ['#test_'],
  start(line, before) {
    const above = before.above(1);
    return above && heading.test(above.text) && title.test(line.text) ? new FailureBlock(line, rules, above.start) : undefined;
  },
};

const rules: BlockRules = {
  ends: (text) => heading.test(text) || /^(?:(?:bin\/)?rails test |Finished in |\d+ (?:runs|tests), )/.test(text),
  read(lines) {
    const [first = '', ...body] = lines;
    const [, test, file, line] = title.exec(first) ?? [];
    const message = body.join('\n').trim();
    const frames: FrameDraft[] = file === undefined ? [] : [{ file, line: Number(line), raw: first.trim() }];
    const type = file === undefined ? '' : 'Minitest::Assertion';
    return [{ test, ...expectationIn(message), error: runnerError('ruby', type, message, frames) }];
  },
};
