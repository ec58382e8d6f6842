import type { SourceReader } from '../core/ports';

/**
 * Overlays a reader with texts of unsaved editors: they replace the disk's text for files that the reader would return.
 * @param texts by workspace-relative path; line ends of any kind
 */
export function withOverrides(reader: SourceReader, texts: Readonly<Record<string, string>>): SourceReader {
  const open = Object.entries(texts).filter(([file]) => !reader.neverReads?.(file));
  const unsaved = new Map(open.map(([file, text]) => [file, text.replace(/\r\n?/g, '\n')]));
  if (!unsaved.size) return reader;
  /** If the reader refuses a file that exists, e.g. a link out of the workspace, the editor's text is refused as well. */
  const standsFor = async (file: string): Promise<boolean> =>
    !reader.writePlace || (await reader.realPath?.(file)) !== undefined || (await reader.writePlace(file)) === 'absent';
  return {
    roots: reader.roots,
    read: async (file) => {
      const text = unsaved.get(file);
      return text !== undefined && (await standsFor(file)) ? text : reader.read(file);
    },
    async list(signal) {
      const saved = await reader.list(signal);
      const known = new Set(saved);
      const added = [...unsaved.keys()].filter((file) => !known.has(file));
      return added.length ? [...saved, ...added].sort() : saved;
    },
    modified: (file) => reader.modified(file),
    realRoots: async () => (await reader.realRoots?.()) ?? reader.roots,
    realPath: async (file) => reader.realPath?.(file),
    allow: (file) => reader.allow?.(file),
    neverReads: (file) => reader.neverReads?.(file) ?? false,
    ...(reader.writePlace && { writePlace: reader.writePlace.bind(reader) }),
    ...(reader.readBuilt && { readBuilt: reader.readBuilt.bind(reader) }),
    ...(reader.listBuilt && { listBuilt: reader.listBuilt.bind(reader) }),
  };
}
