export interface PackageManifest {
  folder: string;
  main: string | undefined;
  exports: unknown;
  imports: unknown;
}

/** The part matched by `*`; undefined when the pattern does not fit. */
export function wildcard(pattern: string, module: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === module ? '' : undefined;
  const [head, tail] = [pattern.slice(0, star), pattern.slice(star + 1)];
  if (module.length < head.length + tail.length || !module.startsWith(head) || !module.endsWith(tail)) return undefined;
  return module.slice(head.length, module.length - tail.length);
}

function firstString(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  const preferred = ['source', 'import', 'module', 'default', 'require', 'node'];
  const entries = Object.entries(value).sort(([a], [b]) => (preferred.indexOf(a) + 1 || 99) - (preferred.indexOf(b) + 1 || 99));
  for (const [key, inner] of entries) {
    const found = key === 'types' ? undefined : firstString(inner);
    if (found) return found;
  }
  return undefined;
}

/** Target of a subpath in a manifest's `exports` or `imports`: the first condition that leads to a file. */
export function exported(map: unknown, path: string): string | undefined {
  if (typeof map === 'string') return path === '.' ? map : undefined;
  if (typeof map !== 'object' || map === null) return undefined;
  for (const [key, value] of Object.entries(map)) {
    if (!key.startsWith('.') && !key.startsWith('#')) return path === '.' ? firstString(map) : undefined;
    const rest = wildcard(key, path);
    if (rest !== undefined) return firstString(value)?.replace('*', rest);
  }
  return undefined;
}
