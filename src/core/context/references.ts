import { plural, t } from '../language';
import type { SyntaxFile } from '../syntax/syntax';
import type { LineRange } from './failureEvidence';
import { isAbsolutePath, normalisePath } from '../workspace/workspacePaths';
import type { WorkspaceCode } from './workspaceCode';

/** A piece of code that a person asked for, or one sentence with the reason for its absence. */
export type Reference = { source: SyntaxFile; range: LineRange } | { problem: string };

/** The maximum number of lines included of a file named without a range. */
const MOST_LINES = 400;

/** Reads `@file`, `@file:12` or `@file:10-40`; files outside the workspace are refused. */
export async function readReference(text: string, code: WorkspaceCode): Promise<Reference> {
  const match = /^@?(?<named>[^\n]+?)(?::(?<first>\d{1,7})(?:-(?<final>\d{1,7}))?)?$/.exec(text.trim());
  if (!match) return { problem: t('"{0}" is no reference. Write @file or @file:10-40.', text.trim()) };
  const { named = '', first, final = first } = match.groups ?? {};
  const path = normalisePath(named);
  if (isAbsolutePath(path) || path === '..' || path.startsWith('../')) {
    return { problem: t('{0} lies outside the workspace and was not read. Name a file of the workspace.', named) };
  }
  const { index } = code;
  const suffix = index.has(path) ? { files: [path], segments: 0 } : index.longestSuffix(path);
  const fits = suffix.segments === 0 || suffix.segments === path.split('/').length ? suffix.files : [];
  const [file] = fits;
  if (fits.length > 1)
    return { problem: t('{0} fits {1} files. Write more of its path: {2}.', path, fits.length, fits.slice(0, 3).join(', ')) };
  // A file that is not listed (new, unsaved) may still be readable.
  const source = await code.open(file ?? path);
  if (!source) return { problem: t('{0} was not found in the workspace, or it is ignored. Check its path.', path) };
  const last = source.lines.length;
  const start = Number(first ?? 1);
  const end = Number(final ?? Math.min(last, MOST_LINES));
  if (start < 1 || start > last || end < start)
    return { problem: plural(last, '{1} has {0} line; {2} is not in it.', '{1} has {0} lines; {2} is not in it.', path, text.trim()) };
  return { source, range: { startLine: start, endLine: Math.min(end, last) } };
}
