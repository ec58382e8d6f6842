import type { FailureReport } from '../capture/failureReport';
import type { SourceReader } from '../ports';
import type { FrameResolution } from './crimeScene';

const comment = /^\s*(?:\/\/|\/?\*|#(?!include))/;
const loads = /\b(?:import|require|from|export)\b/;
const quoted = /["'`]([^"'`]{1,1000})["'`]/g;
const pythonImport = /^\s*(?:import|from)\s+(\.*[\w.]+)/;

/**
 * A report whose frames of failed imports stand at the import's line, where the output names the importing file alone: the line is
 * looked up in that file. The report itself where there is none.
 * @param resolutions of the report's frames
 */
export async function withImportLines(
  report: FailureReport,
  resolutions: readonly FrameResolution[],
  reader: SourceReader,
): Promise<FailureReport> {
  const files = new Map(resolutions.flatMap(({ frame, file }): [number, string][] => (file === undefined ? [] : [[frame, file]])));
  let at = 0;
  let any = false;
  const errors: FailureReport['errors'] = [];
  for (const error of report.errors) {
    const frames: typeof error.frames = [];
    for (const frame of error.frames) {
      const file = files.get(at++);
      const text = file !== undefined && frame.line === 0 ? await reader.read(file) : undefined;
      const line = text === undefined ? undefined : importLine(text.split('\n'), error.message);
      any ||= line !== undefined;
      frames.push(line === undefined ? frame : { ...frame, line });
    }
    errors.push({ ...error, frames });
  }
  return any ? { ...report, errors } : report;
}

/**
 * The line, 1-based, that imports what an error's message says was not found: under the name that the message has, or under a
 * relative one that was resolved to it.
 */
export function importLine(lines: readonly string[], message: string): number | undefined {
  const wanted = /["'`]([^"'`\n]{1,1000})["'`]/.exec(message)?.[1]?.replaceAll('\\', '/');
  if (wanted === undefined) return undefined;
  const at = lines.findIndex(
    (line) => !comment.test(line) && loads.test(line) && modulesOn(line).some((specifier) => leadsTo(specifier, wanted)),
  );
  return at < 0 ? undefined : at + 1;
}

function modulesOn(line: string): string[] {
  const dotted = pythonImport.exec(line)?.[1];
  const names = [...line.matchAll(quoted)].map(([, name = '']) => name);
  return dotted === undefined ? names : [...names, dotted];
}

function leadsTo(specifier: string, wanted: string): boolean {
  if (specifier === wanted || specifier.startsWith(`${wanted}/`) || specifier.startsWith(`${wanted}.`)) return true;
  const tail = specifier.replace(/^(?:\.{1,2}\/)+/, '');
  return tail !== '' && tail !== specifier && wanted.endsWith(`/${tail}`);
}
