import { fileIndex } from '../workspace/fileIndex';
import { isAbsolutePath, toRelative } from '../workspace/workspacePaths';
import type { SourceReader } from '../ports';

/** The file that a hypothesis refers to, or the reason why there is none. */
type CitedFile = { file: string } | { problem: string };

/**
 * Resolves a file name from a model: workspace-relative, its last segments only, with a leading `@`, `./`, `a/` or `b/`, or absolute on the
 * machine of the trace.
 * @param known files of the evidence: they win where several fit, and may be missing from the list (named only by a frame)
 */
export async function resolveCitedFile(cited: string, reader: SourceReader, known: ReadonlySet<string>): Promise<CitedFile> {
  const path = cleaned(cited);
  if (!path) return { problem: 'It names no file.' };
  const index = fileIndex(await reader.list());
  const relative = isAbsolutePath(path) ? (toRelative(reader.roots, path) ?? path) : path;
  for (const exact of [relative, relative.replace(/^[ab]\//, '')]) {
    if (index.has(exact) || (known.has(exact) && (await reader.read(exact)) !== undefined)) return { file: exact };
  }
  const { files, segments } = index.longestSuffix(relative);
  const wanted = relative.split('/').filter((segment) => segment && segment !== '.').length;
  // Either the file's path ends with the cited one, or the cited path ends with the file's whole path.
  const fitting = files.filter((file) => segments === wanted || segments === file.split('/').length);
  const seen = fitting.filter((file) => known.has(file));
  const [first, second] = seen.length === 1 ? seen : fitting;
  if (first !== undefined && second === undefined) return { file: first };
  if (first !== undefined) return { problem: `${cited} could be ${fitting.slice(0, 3).join(' or ')}.` };
  const instead = files[0] === undefined ? '' : ` There is ${files[0]}.`;
  return { problem: `${cited} does not exist in this workspace.${instead}` };
}

function cleaned(cited: string): string {
  return cited
    .trim()
    .replace(/^[`"'@<(]+|(?<![`"'>)])[`"'>)]+$/g, '')
    .replace(/^file:\/\/(?=\/)/, '')
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '')
    .replace(/(?::\d{1,7}){1,2}$/, '');
}
