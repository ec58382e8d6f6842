import type { FailureReport, Frame } from '../capture/failureReport';
import { expectationIn } from '../capture/runners/expectationIn';
import { only } from '../only';
import type { SyntaxFile } from '../syntax/syntax';
import { languageOfFile } from '../workspace/languages';
import type { WorkspaceCode } from './workspaceCode';

const MOST_READ = 200;
/** What an assertion of the program's own says. */
const COMPARES = /\bexpected\b[^]*\b(?:got|was)\b|\bgot\b[^]*\b(?:want|expected)/i;
const LITERAL = /"((?:[^"\\\n]|\\.){1,200})"/g;

/**
 * A report in which a comparison that a C++ program throws itself has its place: what is printed of an exception that nothing caught names
 * none. Where exactly one `throw` makes that message, its line is a frame, and so is the only call of its function with texts of the message.
 * @param names of the workspace's files
 */
export async function withThrownPlace(report: FailureReport, names: readonly string[], code: WorkspaceCode): Promise<FailureReport> {
  const [error, ...more] = report.errors;
  if (!error || more.length > 0 || error.language !== 'cpp' || error.frames.length > 0 || !COMPARES.test(error.message)) return report;
  const files: SyntaxFile[] = [];
  for (const name of names.filter((each) => languageOfFile(each) === 'cpp').slice(0, MOST_READ)) {
    const file = await code.open(name);
    if (file) files.push(file);
  }
  const type = error.type.split('::').at(-1)!;
  const thrown = only(
    files.flatMap((file) =>
      file
        .throws(wholeOf(file))
        .filter(({ value }) => value.includes(type) && saysOnly(value, error.message))
        .map(({ startLine }) => ({ file, line: startLine })),
    ),
  );
  const fn = thrown?.file.enclosing(thrown.line);
  if (!thrown) return report;
  const calls = files.flatMap((file) => file.calls(wholeOf(file)).flatMap((call) => (fn && call.name === fn.name ? [{ file, call }] : [])));
  const named = calls.filter(({ call }) => call.args.some((arg) => saysOnly(arg, error.message)));
  const wanted = expectationIn(error.message)?.expected;
  const caller =
    only(named) ?? only(calls) ?? only(calls.filter(({ call }) => wanted !== undefined && call.args.some((arg) => isSame(arg, wanted))));
  const frames = [
    frameAt(thrown.file, thrown.line, fn?.qualifiedName),
    ...(caller ? [frameAt(caller.file, caller.call.startLine, caller.file.enclosing(caller.call.startLine)?.qualifiedName)] : []),
  ];
  return { ...report, errors: [{ ...error, frames }] };
}

/** Whether an argument is written as a value is printed: `36.0` and `36.000000`. */
function isSame(arg: string, printed: string): boolean {
  const written = arg.replace(/^"([^"]*)"$/, '$1');
  return written === printed || (/^-?[\d.]+$/.test(written) && Number(written) === Number(printed));
}

const wholeOf = ({ lines }: SyntaxFile): { startLine: number; endLine: number } => ({ startLine: 1, endLine: lines.length });

/** Whether code has texts, and all of them stand in a message. */
function saysOnly(written: string, message: string): boolean {
  const texts = [...written.matchAll(LITERAL)].map(([, text = '']) => text);
  return texts.length > 0 && texts.every((text) => message.includes(text));
}

function frameAt({ file }: SyntaxFile, line: number, fn: string | undefined): Frame {
  return { file, line, ...(fn && { function: fn }), origin: 'workspace', raw: `${fn ?? 'the code'} (${file}:${line})` };
}
