import { strictEqual } from 'node:assert';
import { withoutClosing } from '../../../../src/core/capture/closingWords';

describe("the words of the tool that ran a program, below an error's message", () => {
  for (const said of [
    'Process completed with exit code 1.',
    '##[error]Process completed with exit code 1.',
    '\n ELIFECYCLE  Command failed with exit code 1.',
    'error Command failed with exit code 1.\nFinished: FAILURE',
  ])
    it(`are left out: ${said.trim()}`, () => strictEqual(withoutClosing(`no order\n  line 3\n${said}`), 'no order\n  line 3'));

  it('are kept where there is nothing else, and where the message itself names a code', () => {
    for (const text of ['Process completed with exit code 1.', 'no order\nexit code 3', 'a\n\n']) strictEqual(withoutClosing(text), text);
  });
});
