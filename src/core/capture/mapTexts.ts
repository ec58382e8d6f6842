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

/** Every text of a report, for whatever is done with all of them: replacing secrets on the way to a prompt, to disk, to an export. */
export const mapTexts: TextWalk<FailureReport> = fieldsOf<FailureReport>({
  errors: listOf(errorTexts),
  expectations: listOf(expectationTexts),
  leftOut: noText,
});
