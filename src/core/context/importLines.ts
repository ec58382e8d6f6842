import type { FailureReport } from '../capture/failureReport';
import type { SourceReader } from '../ports';
import type { FrameResolution } from './failureEvidence';

const comment = /^\s*(?:\/\/|\/?\*|#(?!include))/;
const loads = /\b(?:import|require|from|export)\b/;
const quoted = /["'`]([^"'`]{1,1000})["'`]/g;
const pythonImport = /^\s*(?:import|from)\s+(\.*[\w.]+)/;

/**
 * A report with its frames of failed imports placed at the import's line: where the output has only the importing file, the line is looked
 * up in it. Returns the same report where there is no such frame.
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
 * The 1-based line of the import that an error's message reports as not found: under the name in the message, or under a relative one that
 * resolves to it.
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
