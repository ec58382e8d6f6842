import type { ErrorReport, Expectation, FailureReport, Frame } from './failureReport';
import { fieldsOf, listOf, noText, text, type TextWalk } from './textWalk';

const frameTexts = fieldsOf<Frame>({
  file: text,
  line: noText,
  column: noText,
  function: text,
  origin: noText,
  raw: text,
  generated: fieldsOf<NonNullable<Frame['generated']>>({ file: text, line: noText, column: noText }),
});

const errorTexts = fieldsOf<ErrorReport>({
  type: text,
  message: text,
  details: text,
  times: noText,
  language: noText,
  role: noText,
  parent: noText,
  test: text,
  frames: listOf(frameTexts),
});

const expectationTexts = fieldsOf<Expectation>({ expected: text, actual: text, test: text, error: noText });

/** Maps every text of a report, for example to replace secrets before a prompt, a file or an export. */
export const mapTexts: TextWalk<FailureReport> = fieldsOf<FailureReport>({
  errors: listOf(errorTexts),
  expectations: listOf(expectationTexts),
  leftOut: noText,
});
