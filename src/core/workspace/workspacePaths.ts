/**
 * The names of workspace files: relative with `/`. With one root the path is relative to it; with several it starts with the root's folder
 * name, as VS Code shows it (two roots of the same name get `name (2)`).
 */

/** First path segment for each root, in their order; empty for a single root. */
export function rootNames(roots: readonly string[]): string[] {
  if (roots.length <= 1) return roots.map(() => '');
  const used = new Map<string, number>();
  return roots.map((root) => {
    const base = withSlashes(root).split('/').filter(Boolean).pop() ?? 'root';
    const count = (used.get(base) ?? 0) + 1;
    used.set(base, count);
    return count === 1 ? base : `${base} (${count})`;
  });
}

/**
 * Absolute → workspace-relative; undefined where the path lies in no root. Of nested roots the deepest wins.
 * @param names first segments, by {@link rootNames}; given where the roots have other names than their folders
 */
export function toRelative(roots: readonly string[], absolute: string, names = rootNames(roots)): string | undefined {
  const path = normalisePath(absolute);
  let best: string | undefined;
  let depth = -1;
  roots.forEach((each, index) => {
    const root = normalisePath(each).replace(/\/$/, '');
    if (root.length <= depth || !startsWithFolder(path, root)) return;
    depth = root.length;
    const rest = path.slice(root.length + 1);
    best = names[index] ? `${names[index]}/${rest}` : rest;
  });
  return best;
}

/** Workspace-relative → absolute with `/`; undefined where the first segment names no root or `..` leaves it. */
export function toAbsolute(roots: readonly string[], relative: string): string | undefined {
  const path = normalisePath(relative);
  if (path === '..' || path.startsWith('../') || isAbsolutePath(path)) return undefined;
  const names = rootNames(roots);
  for (const [index, each] of roots.entries()) {
    const root = withSlashes(each).replace(/\/$/, '');
    const name = names[index];
    if (!name) return `${root}/${path}`;
    if (path.startsWith(`${name}/`)) return `${root}/${path.slice(name.length + 1)}`;
  }
  return undefined;
}

export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') || path.startsWith('\\') || /^[a-zA-Z]:[\\/]/.test(path);
}

/** Back slashes become `/`, `.` and `..` are resolved, doubled slashes and a trailing one removed. `..` above the start is kept. */
export function normalisePath(path: string): string {
  const slashed = withSlashes(path);
  const prefix = slashed.startsWith('//') && !slashed.startsWith('///') ? '//' : slashed.startsWith('/') ? '/' : '';
  const parts: string[] = [];
  for (const part of slashed.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length && parts[parts.length - 1] !== '..') parts.pop();
    else if (part !== '..' || !prefix) parts.push(part);
  }
  return prefix + parts.join('/');
}

/** A `\` in file names of other systems is not supported, so that traces from Windows can be read everywhere. */
function withSlashes(path: string): string {
  return path.includes('\\') ? path.replaceAll('\\', '/') : path;
}

function startsWithFolder(path: string, folder: string): boolean {
  const windows = /^[a-zA-Z]:/.test(folder);
  const [a, b] = windows ? [path.toLowerCase(), folder.toLowerCase()] : [path, folder];
  return a === b || a.startsWith(`${b}/`);
}
