import type { SourceReader } from '../../src/core/ports';

/** A workspace in memory: text by workspace-relative file. `outside` can be read by its absolute path but is not listed. */
export function memoryReader(files: Record<string, string>, outside: Record<string, string> = {}): SourceReader {
  const listed = Object.keys(files).sort();
  return {
    roots: ['/home/dev/app'],
    read: (file) => Promise.resolve(Object.hasOwn(files, file) ? files[file] : Object.hasOwn(outside, file) ? outside[file] : undefined),
    list: () => Promise.resolve(listed),
    modified: () => Promise.resolve(undefined),
  };
}
