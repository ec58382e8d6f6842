import { groupBy } from '../groupBy';

/** Look-ups over the workspace's file list, each built once for each list. */
export interface FileIndex {
  /** The list itself: workspace-relative, `/`, sorted. */
  readonly files: readonly string[];
  has(file: string): boolean;
  /** Every file with this last segment; else those that differ only in case. */
  named(basename: string): readonly string[];
  /** Files directly in a folder; `''` is the workspace's top. */
  inFolder(folder: string): readonly string[];
  /** Folders that contain files and have a path ending with these segments: `com/acme` finds `src/main/java/com/acme`. */
  foldersEnding(tail: string): readonly string[];
  /** Every folder that directly contains files. */
  folders(): Iterable<string>;
  /** The files that share the most trailing segments with a path, and the number of these segments (0: no file). */
  longestSuffix(path: string): { files: readonly string[]; segments: number };
}

/** An adapter returns the same array until the workspace changes, so the array itself is the key. */
const built = new WeakMap<readonly string[], FileIndex>();

/** Index of a list as `SourceReader.list` returns it. Linear in the list the first time, then free. */
export function fileIndex(files: readonly string[]): FileIndex {
  let index = built.get(files);
  if (!index) built.set(files, (index = new ListIndex(files)));
  return index;
}

class ListIndex implements FileIndex {
  private set: Set<string> | undefined;
  private names: Map<string, string[]> | undefined;
  private folded: Map<string, string[]> | undefined;
  private byFolder: Map<string, string[]> | undefined;
  private folderNames: Map<string, string[]> | undefined;

  constructor(readonly files: readonly string[]) {}

  has(file: string): boolean {
    return (this.set ??= new Set(this.files)).has(file);
  }

  named(basename: string): readonly string[] {
    const exact = (this.names ??= groupBy(this.files, nameOf)).get(basename);
    if (exact) return exact;
    return (this.folded ??= groupBy(this.files, (file) => nameOf(file).toLowerCase())).get(basename.toLowerCase()) ?? [];
  }

  inFolder(folder: string): readonly string[] {
    return this.grouped().get(folder) ?? [];
  }

  folders(): Iterable<string> {
    return this.grouped().keys();
  }

  foldersEnding(tail: string): readonly string[] {
    const named = (this.folderNames ??= groupBy(this.folders(), nameOf)).get(nameOf(tail)) ?? [];
    return named.filter((folder) => folder === tail || folder.endsWith(`/${tail}`));
  }

  private grouped(): Map<string, string[]> {
    return (this.byFolder ??= groupBy(this.files, folderOf));
  }

  longestSuffix(path: string): { files: readonly string[]; segments: number } {
    const wanted = path.split(/[\\/]+/).filter((segment) => segment !== '' && segment !== '.');
    const name = wanted.at(-1);
    if (name === undefined) return { files: [], segments: 0 };
    let best: string[] = [];
    let most = 0;
    for (const file of this.named(name)) {
      const segments = sharedTail(file.split('/'), wanted);
      if (segments > most) {
        most = segments;
        best = [file];
      } else if (segments === most) best.push(file);
    }
    return { files: best, segments: most };
  }
}

/** The number of trailing segments that two paths share; the last one is equal, because it was looked up by name. */
function sharedTail(a: readonly string[], b: readonly string[]): number {
  let count = 1;
  while (count < a.length && count < b.length && a[a.length - 1 - count] === b[b.length - 1 - count]) count++;
  return count;
}

/** Last segment of a path with `/`. */
export function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

/** Everything before the last segment, without the slash; `''` at the top. */
export function folderOf(file: string): string {
  const slash = file.lastIndexOf('/');
  return slash < 0 ? '' : file.slice(0, slash);
}
