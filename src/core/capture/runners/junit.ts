import type { FrameDraft } from '../formats/frameDraft';
import type { Line } from '../line';
import { expectationIn } from './expectationIn';
import { type BlockRules, FailureBlock, outdent, runnerError } from './failureBlock';
import { numbered } from './numbered';
import type { TestFailure, TestRunner } from './runner';

const junit4 = /^\d+\) (\S+)\(([\w.$]+)\)$/;
const surefire =
  /^(?:\[(?:ERROR|WARNING)\] +)?(?! )(\S.{0,400}?)(?:\(([\w.$]{1,200})\))? {1,4}(?:-- {1,4})?Time elapsed: [\d.,]{1,20} ?s(?:ec)? +<<< (?:FAILURE|ERROR)!$/;
const gradle = /^(\S.{0,300}? > \S.{0,400}) FAILED$/;
const console5 = /^ {2}(\S[^:]*):([\w$]+):(\S.*)$/;
/** Gradle's default: an error and the first line of the person's own code on its path. */
const shortError = /^\s*(Caused by: )?((?:[\w$]{1,200}\.){0,20}[\w$]{1,200})(?: at ([^\s:]{1,300}):(\d{1,9}))?\s*$/;
const bareFrame = /^\s+(?:at )?((?:[\w.-]+\/)?[\w$.<>]+)\(([^():]+)(?::(\d+))?\)$/;

/** JUnit 4's text runner, JUnit 5's console, Maven's Surefire and Gradle. */
export const junit: TestRunner = {
  name: 'junit',
  triggers: [numbered, '<<< FAILURE!', '<<< ERROR!', ' FAILED', 'MethodSource [className = '],
  start(line, before) {
    const text = line.text;
    const old = junit4.exec(text);
    if (old) return new FailureBlock(line, rules(`${old[2] ?? ''}.${old[1] ?? ''}`));
    const maven = surefire.exec(text);
    if (maven) return new FailureBlock(line, rules(maven[2] === undefined ? (maven[1] ?? '') : `${maven[2]}.${maven[1] ?? ''}`));
    const task = gradle.exec(text);
    if (task) return new FailureBlock(line, rules(task[1] ?? ''));
    const source = /MethodSource \[className = '([^']+)', methodName = '([^']+)'/.exec(text);
    const above = source ? before.above(1) : undefined;
    return source && above ? startConsole(line, above, `${source[1] ?? ''}.${source[2] ?? ''}`) : undefined;
  },
};

function startConsole(line: Line, title: Line, test: string): FailureBlock {
  return new FailureBlock(line, rules(test), console5.test(title.text) ? title.start : line.start);
}

/** `java.lang.NullPointerException at Cart.java:19`, with its causes below; undefined where the failure has another form. */
function shortErrors(lines: readonly string[]): TestFailure['error'] {
  const errors: NonNullable<TestFailure['error']>[] = [];
  for (const line of lines) {
    const [, cause, type = '', file, at] = shortError.exec(line) ?? [];
    if (type === '' || (errors.length === 0 ? file === undefined : cause === undefined)) break;
    const error = runnerError('java', type, '', file === undefined ? [] : [{ file, line: Number(at), raw: line.trim() }]);
    const outer = errors.at(-1);
    if (outer) {
      error.role = 'cause';
      outer.children.push(error);
    }
    errors.push(error);
  }
  return errors[0];
}

function rules(test: string): BlockRules {
  return {
    ends: (text) =>
      junit4.test(text) ||
      surefire.test(text) ||
      gradle.test(text) ||
      console5.test(text) ||
      /^(?:FAILURES!!!|Tests run:|Test run finished|\[(?:INFO|ERROR)\] *(?:Tests run:|Results:|$)|\d+ tests? completed|> Task |FAILURE: )/.test(
        text.trim(),
      ),
    read(lines) {
      const short = shortErrors(lines.slice(1));
      if (short) return [{ test, error: short }];
      const body = outdent(lines.slice(1)).map((line) => line.replace(/^=> /, ''));
      const firstFrame = body.findIndex((line) => bareFrame.test(line) || bareFrame.test(` ${line}`));
      const said = (firstFrame < 0 ? body : body.slice(0, firstFrame))
        .join('\n')
        .replace(/^MethodSource \[.*\]\n/, '')
        .trim();
      const header = /^(?:=> )?([\w$]+(?:\.[\w$]+)+)(?:: ([^]*))?$/.exec(said);
      const frames = body.flatMap((line): FrameDraft[] => {
        const match = bareFrame.exec(` ${line}`);
        return match ? [{ file: match[2] ?? '', line: Number(match[3] ?? 0), function: match[1], raw: line.trim() }] : [];
      });
      return [{ test, ...expectationIn(said), error: runnerError('java', header?.[1] ?? '', header?.[2] ?? said, frames) }];
    },
  };
}
