import type { SourceReader } from '../core/ports';

/**
 * Lays texts of unsaved editors over a reader: they win over the disk.
 * @param texts by workspace-relative path; line ends of any kind
 */
export function withOverrides(reader: SourceReader, texts: Readonly<Record<string, string>>): SourceReader {
  const unsaved = new Map(Object.entries(texts).map(([file, text]) => [file, text.replace(/\r\n?/g, '\n')]));
  if (!unsaved.size) return reader;
  return {
    roots: reader.roots,
    read: async (file) => unsaved.get(file) ?? reader.read(file),
    async list(signal) {
      const saved = await reader.list(signal);
      const known = new Set(saved);
      const added = [...unsaved.keys()].filter((file) => !known.has(file));
      return added.length ? [...saved, ...added].sort() : saved;
    },
    realRoots: async () => (await reader.realRoots?.()) ?? reader.roots,
    modified: (file) => reader.modified(file),
    allow: (file) => reader.allow?.(file),
  };
}
