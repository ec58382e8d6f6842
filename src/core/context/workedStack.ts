import type { ErrorReport, FailureReport, Frame } from '../capture/failureReport';
import type { Program } from '../flow/way';
import { runTest } from '../interpret/failingTest';
import type { SyntaxFile } from '../syntax/syntax';
import { languageOfFile } from '../workspace/languages';
import { mayPrint } from './printedPlace';
import { programData } from './programData';
import { reproducesError } from './sameError';
import type { WorkspaceCode } from './workspaceCode';

/** Languages whose runtimes say where an error came from only if they are asked to. */
const SILENT: ReadonlySet<string> = new Set(['cpp', 'csharp', 'rust']);
/** A program of more files is not worked through. */
const MOST_FILES = 48;

/**
 * A report with the calls that led to its error, where the run printed none of them and the program fails in the interpreter as it did. Returns
 * the same report where it does not.
 */
export async function withWorkedStack(report: FailureReport, code: WorkspaceCode): Promise<FailureReport> {
  const [error] = report.errors;
  if (!error || report.errors.length > 1 || report.expectations.length > 0) return report;
  const { language } = error;
  const own = error.frames.filter(({ origin, line }) => origin === 'workspace' && line > 0);
  if (!SILENT.has(language) || own.length > 1) return report;
  const names = code.index.files.filter((file) => mayPrint(file) && languageOfFile(file) === language);
  if (names.length === 0 || names.length > MOST_FILES) return report;
  const files = (await Promise.all(names.map((file) => code.open(file)))).filter((file) => file !== undefined);
  const start = startOf(own[0], files);
  if (!start) return report;
  const program: Program = {
    ...{ files, frames: [], testRow: () => undefined, moduleFile: () => undefined },
    data: await programData(code.index.files, code),
  };
  const { ended } = runTest(program, start.file, start.line);
  if (ended.kind !== 'failed') return report;
  // Mono does not know the places of all calls: those that it leaves out are further in than the outermost one.
  const isInner = language === 'csharp' && own.length === 1;
  if (!reproducesError(report, isInner ? { ...ended, lines: ended.lines.slice(0, 1) } : ended)) return report;
  const calls = isInner ? ended.lines.slice(1).toReversed() : ended.lines.toReversed().slice(own.length);
  const frames = calls.map(({ file, line }): Frame => {
    const name = files.find((each) => each.file === file)?.enclosing(line)?.qualifiedName;
    return {
      ...{ file, line, origin: 'workspace', raw: `at ${file}:${line} (worked out from the code)` },
      ...(name !== undefined && { function: name }),
    };
  });
  return { ...report, errors: [isInner ? { ...error, frames: [...frames, ...error.frames] } : withFrames(error, frames)] };
}

function withFrames(error: ErrorReport, frames: readonly Frame[]): ErrorReport {
  return { ...error, frames: [...error.frames, ...frames] };
}

/** Where the program begins: in the only `main` of its files, or in that of the program which has the line that failed. */
function startOf(failed: Frame | undefined, files: readonly SyntaxFile[]): { file: SyntaxFile; line: number } | undefined {
  if (failed) {
    const [file] = files
      .filter((each) => each.file === failed.file || failed.file.endsWith(`/${each.file}`))
      .toSorted((a, b) => b.file.length - a.file.length);
    return file && { file, line: failed.line };
  }
  const [found, more] = files.flatMap((file) =>
    file.functions.flatMap(({ name, startLine }) => (name === 'main' ? [{ file, line: startLine }] : [])),
  );
  return more ? undefined : found;
}
