import type { FrameDraft } from '../formats/frameDraft';
import { expectationIn } from './expectationIn';
import { type BlockRules, FailureBlock, outdent, runnerError } from './failureBlock';
import type { TestRunner } from './runner';

/** `00:01 +3 -1: cart adds [E]` */
const title = /^\d{2,4}:\d{2} \+\d{1,6}(?: ~\d{1,6})?(?: -\d{1,6})?: (?<test>.{1,600}) \[E\]$/;
const next = /^\d{2,4}:\d{2} \+\d{1,6}/;
/** `lib/cart.dart 3:5        total` */
const frame = /^\s*(?<file>\S.{0,400}?) (?<line>\d{1,9}):(?<column>\d{1,9}) {1,60}(?<name>\S.{0,300})$/;
/** `package:matcher          expect`: a package's own frame has no place. */
const folded = /^(?:package|dart):\S{1,200} {2,60}\S{1,200}$/;

/** `dart test` and `flutter test`. */
export const dartTest: TestRunner = {
  name: 'dart test',
  triggers: [' [E]'],
  start: (line) => (title.test(line.text) ? new FailureBlock(line, rules) : undefined),
};

const rules: BlockRules = {
  ends: (text) => next.test(text),
  read(lines) {
    const test = title.exec(lines[0] ?? '')?.groups?.['test'];
    const body = outdent(lines.slice(1));
    const frames = body.flatMap((line): FrameDraft[] => {
      const { file, line: at, column, name } = frame.exec(line)?.groups ?? {};
      return file === undefined ? [] : [{ file, line: Number(at), column: Number(column), function: name, raw: line.trim() }];
    });
    const end = body.findIndex((line) => frame.test(line) || folded.test(line.trim()));
    const said = outdent(end < 0 ? body : body.slice(0, end))
      .join('\n')
      .trim();
    const { type = '', message = said } = /^(?<type>[A-Z]\w{0,80}(?:Error|Exception|Failure)): (?<message>[^]*)$/.exec(said)?.groups ?? {};
    return [{ test, ...expectationIn(said), error: runnerError('dart', type, message, frames) }];
  },
};
