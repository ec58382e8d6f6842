import { type FrameDraft, frameOf } from '../formats/frameDraft';
import type { Line } from '../line';
import { expectationIn } from './expectationIn';
import { type BlockRules, FailureBlock, outdent, runnerError } from './failureBlock';
import { numbered } from './numbered';
import type { OfferReply } from '../formats/format';
import type { RunnerReader, TestFailure, TestRunner } from './runner';

const junit4 = /^\d+\) (?<method>\S+)\((?<owner>[\w.$]+)\)$/;
const surefire =
  /^(?:\[(?:ERROR|WARNING)\] +)?(?! |Tests run: )(\S.{0,400}?)(?:\(([\w.$]{1,200})\))? {1,4}(?:-- {1,4})?Time elapsed: [\d.,]{1,20} ?s(?:ec)? +<<< (?:FAILURE|ERROR)!$/;
/** Surefire's line above the failures of a class; some versions name below it only the methods. */
const surefireClass = /^(?:\[(?:ERROR|WARNING)\] +)?Tests run: \d{1,9}, .{1,120} <<< (?:FAILURE|ERROR)! {0,4}--? in ([\w.$]{1,300})$/;
const gradle = /^(\S.{0,300}? > \S.{0,400}) FAILED$/;
const console5 = /^ {2}(\S[^:]*):([\w$]+):(\S.*)$/;
/** Defects4J's list of failing tests, above each trace. */
const listed = /^--- ([\w.$]{1,300})::(\w{1,200}(?:\[[^\]]{1,200}\])?)$/;
/** Gradle's default: an error and the first line of the person's own code on its path. */
const shortError = /^\s*(Caused by: )?((?:[\w$]{1,200}\.){0,20}[\w$]{1,200})(?: at ([^\s:]{1,300}):(\d{1,9}))?\s*$/;
const bareFrame = /^\s+(?:at )?(?<function>(?:[\w.-]+\/)?[\w$.<>]+)\((?<file>[^():]+)(?::(?<line>\d+))?\)$/;

/** JUnit 4's text runner, JUnit 5's console, Maven's Surefire, Gradle and Defects4J. */
export const junit: TestRunner = {
  name: 'junit',
  triggers: [
    numbered,
    '<<< FAILURE!',
    '<<< ERROR!',
    ' FAILED',
    { holds: ['\n--- '], pattern: /\n--- [\w.$]{1,300}::\w/ },
    'MethodSource [className = ',
    'ClassSource [className = ',
  ],
  start(line, before) {
    const text = line.text;
    const old = junit4.exec(text)?.groups;
    if (old) return new FailureBlock(line, rules(`${old['owner']}.${old['method']}`));
    const [, ownClass, test] = listed.exec(text) ?? [];
    if (ownClass !== undefined) return new FailureBlock(line, rules(`${ownClass}.${test ?? ''}`));
    const owner = surefireClass.exec(text)?.[1];
    if (owner !== undefined) return new SurefireClass(owner);
    const maven = surefireBlock(line);
    if (maven) return maven;
    const task = gradle.exec(text);
    if (task) return new FailureBlock(line, rules(task[1] ?? ''));
    const [, source, method] = /(?:Method|Class)Source \[className = '([^']+)', (?:methodName = '([^']+)')?/.exec(text) ?? [];
    const above = source === undefined ? undefined : before.above(1);
    return source !== undefined && above ? startConsole(line, above, method === undefined ? source : `${source}.${method}`) : undefined;
  },
};

function surefireBlock(line: Line, owner?: string): FailureBlock | undefined {
  const [, name, ownClass = owner] = surefire.exec(line.text) ?? [];
  if (name === undefined) return undefined;
  return new FailureBlock(
    line,
    rules(ownClass === undefined || `${name}.`.startsWith(`${ownClass}.`) ? name : `${ownClass}.${name}`, ownClass),
  );
}

/** The failures of one class in Surefire's output. */
class SurefireClass implements RunnerReader {
  private readonly failures: TestFailure[] = [];
  private block: FailureBlock | undefined;

  constructor(private readonly owner: string) {}

  offer(line: Line): OfferReply {
    const next = surefireBlock(line, this.owner);
    if (next) {
      this.closeBlock();
      this.block = next;
      return 'taken';
    }
    if (!this.block) return surefireClass.test(line.text) ? 'end' : 'other';
    return this.block.offer(line);
  }

  close(): TestFailure[] {
    this.closeBlock();
    return this.failures;
  }

  private closeBlock(): void {
    this.failures.push(...(this.block?.close() ?? []));
    this.block = undefined;
  }
}

/** `shop.CartTest$Empty.isFree` for the test `shop.CartTest.isFree`. */
function isInside(name: string, outer: string, test: string): boolean {
  return name.startsWith(`${outer}$`) && name.endsWith(test.slice(outer.length)) && test.startsWith(`${outer}.`);
}

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

const chained = /^\s*(Caused by|Suppressed): /;

/** An error as JUnit's console prints it: frames without `at`, and its causes below. */
function bareError(body: readonly string[]): { said: string; error: ReturnType<typeof runnerError>; frames: FrameDraft[] } {
  const next = body.findIndex((line, at) => at > 0 && chained.test(line));
  const own = next < 0 ? body : body.slice(0, next);
  const firstFrame = own.findIndex((line) => bareFrame.test(line) || bareFrame.test(` ${line}`));
  const said = (firstFrame < 0 ? own : own.slice(0, firstFrame))
    .join('\n')
    .replace(/^(?:Method|Class)Source \[.*\]\n/, '')
    .replace(chained, '')
    .trim();
  const [, type = '', message = said] = /^(?:=> )?([\w$]+(?:\.[\w$]+)+)(?:: ([^]*))?$/.exec(said) ?? [];
  const frames = own.flatMap((line): FrameDraft[] => {
    const match = bareFrame.exec(` ${line}`);
    return match ? [frameOf(match, line.trim())] : [];
  });
  const error = runnerError('java', type, message, frames);
  if (next > 0) {
    const child = bareError(body.slice(next)).error;
    child.role = chained.exec(body[next] ?? '')?.[1] === 'Suppressed' ? 'suppressed' : 'cause';
    error.children.push(child);
  }
  return { said, error, frames };
}

/** @param outer the class that the runner names; the test may be in a class inside it, which the frames tell */
function rules(test: string, outer?: string): BlockRules {
  return {
    ends: (text, above) =>
      (above.at(-1)?.trim() === '' && /^Running [\w.$]{1,300}$/.test(text)) ||
      junit4.test(text) ||
      listed.test(text) ||
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
      const { said, error, frames } = bareError(body);
      const inside = outer === undefined ? undefined : frames.find(({ function: name = '' }) => isInside(name, outer, test));
      return [
        {
          test: inside?.function ?? test,
          ...expectationIn(said),
          error,
        },
      ];
    },
  };
}
