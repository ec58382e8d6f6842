import { isTestFile } from '../context/testCode';
import type { ErrorReport } from '../capture/failureReport';
import type { openTrees, ParsedTree } from '../syntax/openSyntax';
import type { Edit } from './experiment';
import type { FailureTarget } from './failureOf';
import { statementAt, throwingAt, throwingTest } from './throwingCode';

/** Edits with which a place throws an error. */
export interface Throwing {
  edits: readonly Edit[];
  /** `main.js:3`. */
  where: string;
}

export interface ThrowingPorts {
  /** The text of a workspace file without edits. */
  read: (file: string) => Promise<string | undefined>;
  parse: ReturnType<typeof openTrees>;
  /** Absolute path of a frame's file. */
  absolute: (file: string) => string;
  /** Workspace-relative name of an absolute path. */
  nameOf: (file: string) => string;
}

/**
 * The edits, and in addition the failing test throws before anything else; a program without tests throws before or after the statement that
 * led to the failure, in its outermost frame. Undefined where that place is not found.
 */
export async function throwingEdits(
  target: FailureTarget,
  edits: readonly Edit[],
  when: 'before' | 'after',
  ports: ThrowingPorts,
): Promise<Throwing | undefined> {
  const { test } = target;
  const [error] = target.report.errors;
  const frames = (error?.frames ?? []).filter(({ origin }) => origin === 'workspace');
  // The outermost frame of a shortened stack is somewhere inside the program, and a right fix may lead elsewhere.
  if (test === undefined && error && isShortened(error)) return undefined;
  const frame = frames.findLast(({ file }) => test === undefined || isTestFile(ports.nameOf(ports.absolute(file))));
  const file = test === undefined || target.testFile === undefined ? frame && ports.absolute(frame.file) : target.testFile;
  if (file === undefined) return undefined;
  const edited = edits.find((edit) => edit.file === file);
  const parsed = async (text: string | undefined): Promise<ParsedTree | undefined> =>
    text === undefined ? undefined : ports.parse(file, text);
  const unedited = await ports.read(file);
  const now = await parsed(edited ? edited.text : unedited);
  if (!now) return undefined;
  const rest = edits.filter((edit) => edit !== edited);
  const line = frame && ports.absolute(frame.file) === file ? frame.line : 0;
  const before = edited ? await parsed(unedited) : now;
  const statement = before && statementAt(before, line);
  // The test's name may be put together while it runs.
  const text =
    (test === undefined ? undefined : throwingTest(now, test)) ??
    (statement === undefined ? undefined : throwingAt(now, statement, test === undefined ? when : 'before'));
  return text === undefined ? undefined : { edits: [...rest, { file, text }], where: `${ports.nameOf(file)}:${line}` };
}

/** Node prints ten frames of a stack; a whole one ends in its own code, or in a function that waited for the rest. */
function isShortened({ language, frames }: ErrorReport): boolean {
  const last = frames.at(-1);
  return language === 'javascript' && last !== undefined && last.origin !== 'runtime' && !/\basync /.test(last.raw.slice(0, 200));
}
