import type { FrameDraft } from '../formats/frameDraft';
import { expectationIn } from './expectationIn';
import { type BlockRules, FailureBlock, runnerError } from './failureBlock';
import type { TestRunner } from './runner';

const heading = /^\s*(?:\d{1,6}\) )?(?:Failure|Error):$/;
/** `CartTest#test_total [test/cart_test.rb:9]:`; an error has its place in the backtrace below. */
const title = /^\s{0,4}(\S.{0,300}#test_.{1,500}?)(?: \[([^\][]{1,1000}):(\d{1,9})\])?:$/;

/** What `assert_raises` says of an exception of another class, with its backtrace below. */
const unexpected = /^(\[[^\]\n]{1,300}\] exception expected, not)\nClass: <([\w:]{1,200})>\nMessage: <([^]{0,4000}?)>\n---Backtrace---\n/m;
const frame = /^(?<file>\S.{0,400}?):(?<line>\d{1,9}):in [`'](?<function>.{0,200}?)'$/;

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
    const thrown = file === undefined ? thrownIn(message) : undefined;
    if (thrown) return [{ test, error: thrown }];
    const raised = unexpected.exec(message);
    if (!raised) return [{ test, ...expectationIn(message), error: runnerError('ruby', type, message, frames) }];
    const [whole, said, raisedType = '', quoted = ''] = raised;
    const below = message.slice(raised.index + whole.length).split('\n');
    const end = below.findIndex((text) => /^-{5,}$/.test(text));
    const own = framesOf(below.slice(0, end < 0 ? undefined : end));
    const error = runnerError('ruby', type, `${message.slice(0, raised.index)}${said} ${raisedType}`, frames);
    error.children.push({ ...runnerError('ruby', raisedType, quoted.replace(/^"|"$/g, ''), own), role: 'cause' });
    return [{ test, error }];
  },
};

function framesOf(lines: readonly string[]): FrameDraft[] {
  return lines.flatMap((text): FrameDraft[] => {
    const { file: at = '', line: number, function: name } = frame.exec(text.trim())?.groups ?? {};
    return at ? [{ file: at, line: Number(number), ...(name && { function: name }), raw: text.trim() }] : [];
  });
}

/** An error of any class, with its frames below; undefined where it has none. */
function thrownIn(text: string): ReturnType<typeof runnerError> | undefined {
  const lines = text.split('\n');
  const [, type, said = ''] = /^([A-Z]\w*(?:::\w+)*): (.*)$/.exec(lines[0] ?? '') ?? [];
  const from = lines.findIndex((line) => /^\s/.test(line) && frame.test(line.trim()));
  if (type === undefined || from < 1) return undefined;
  return runnerError('ruby', type, [said, ...lines.slice(1, from)].join('\n'), framesOf(lines.slice(from)));
}
