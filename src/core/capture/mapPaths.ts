/** Paths as source maps and traces write them: `/` between segments, `..` allowed. */

/** Everything before the last segment; `''` at the top, `/` at the root. */
export function folderOf(file: string): string {
  const slash = file.lastIndexOf('/');
  return slash < 0 ? '' : file.slice(0, slash === 0 ? 1 : slash);
}

/** Joins and resolves `.` and `..`; surplus `..` stay at the front. */
export function join(folder: string, path: string): string {
  const parts: string[] = [];
  const absolute = folder.startsWith('/');
  for (const part of [...folder.split('/'), ...path.split('/')]) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return (absolute ? '/' : '') + parts.join('/');
}

/** Does a joined path leave the tree that it was joined in? */
export function escapes(path: string): boolean {
  return path.startsWith('../') || path.startsWith('/../') || path === '..' || path.includes('\0');
}

/** Percent signs resolved; the path unchanged where they are invalid. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** A path or address up to its `?` or `#`. */
export function withoutQuery(file: string): string {
  const at = file.search(/[?#]/);
  return at < 0 ? file : file.slice(0, at);
}

/** Does a path lead through a package manager's folder? */
export function inDependencies(path: string): boolean {
  return /(?:^|\/)node_modules\//.test(path);
}
