import { belongsToGit } from '../context/gitFolder';
import { fileIndex } from '../workspace/fileIndex';
import { isAbsolutePath } from '../workspace/workspacePaths';
import type { SourceReader } from '../ports';

/**
 * The reason why a path from a diff must not be written; undefined for a plain path inside the workspace.
 * @param path as written in the diff
 */
export function pathProblem(path: string): string | undefined {
  if (!path.trim()) return 'The patch names no file.';
  if (/[\u0000-\u001f]/.test(path) || path.length > 1000) return 'The patch names a file with characters that no file name holds.';
  if (isAbsolutePath(path) || path.startsWith('~') || /^[a-z][a-z\d+.-]*:/i.test(path)) {
    return `The patch writes to ${path}, which is not a path inside the workspace.`;
  }
  const segments = path.split(/[\\/]/);
  if (segments.includes('..')) return `The patch writes to ${path}, which leads out of the workspace.`;
  if (belongsToGit(path)) {
    return `The patch writes to ${path}, which belongs to git.`;
  }
  if (segments.some((segment) => segment === '' || segment.includes(':'))) return `The patch names ${path}, which is no usable file name.`;
  return undefined;
}

/**
 * The workspace file for a diff's path: the path itself, else the only file that ends with it.
 * @throws Error with the sentence for the person when there is none or more than one
 */
export async function existingFile(path: string, reader: SourceReader): Promise<string> {
  const wanted = path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  const index = fileIndex(await reader.list());
  // A file that was allowed by name need not be in the list.
  if (index.has(wanted) || (await reader.read(wanted)) !== undefined) return wanted;
  const { files, segments } = index.longestSuffix(wanted);
  const [first] = files;
  if (first !== undefined && segments === wanted.split('/').length) {
    if (files.length === 1) return first;
    throw new Error(`The patch changes ${path}, which could be ${files.slice(0, 3).join(' or ')}.`);
  }
  throw new Error(`The patch changes ${path}, which does not exist in this workspace.`);
}
