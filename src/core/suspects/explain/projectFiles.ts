import { withoutLast } from './textTests';
import type { SourceReader } from '../../ports';
import { folderOf, type FileIndex } from '../../workspace/fileIndex';
import type { Place } from '../../flow/originSteps';

/** The maximum files of one name to read, those nearest to the top first. */
const MOST_READ = 6;

/** A definition in a project file, with its place. */
export interface NamedLine extends Place {
  name: string;
}

/** The files in which a project lists its packages and its commands. */
export class ProjectFiles {
  constructor(
    private readonly reader: SourceReader,
    readonly index: FileIndex,
  ) {}

  /** Those files nearest to the top first. */
  nearTop(files: readonly string[]): readonly string[] {
    return [...files].sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1)).slice(0, MOST_READ);
  }

  ending(suffix: string): readonly string[] {
    return this.index.files.filter((file) => file.endsWith(suffix));
  }

  has(name: string, beside: string): boolean {
    const folder = folderOf(beside);
    return this.index.has(folder === '' ? name : `${folder}/${name}`);
  }

  async find(files: readonly string[], fits: (line: string) => boolean): Promise<(Place & { text: string }) | undefined> {
    for (const file of this.nearTop(files.flatMap((name) => this.index.named(name)))) {
      const lines = await this.lines(file);
      const at = lines.findIndex(fits);
      if (at >= 0) return { file, line: at + 1, text: withoutLast(lines[at]!.trim(), ',') };
    }
    return undefined;
  }

  async named({ files, pattern }: { files: readonly string[]; pattern: RegExp }): Promise<NamedLine[]> {
    const found: NamedLine[] = [];
    for (const file of this.nearTop(files.flatMap((name) => this.index.named(name))))
      for (const [at, text] of (await this.lines(file)).entries()) {
        const name = pattern.exec(text)?.groups?.['name'];
        if (name) found.push({ file, line: at + 1, name });
      }
    return found;
  }

  /** Scripts of package.json files, with the first word of their commands. */
  async scripts(): Promise<(NamedLine & { programs: string[] })[]> {
    const found: (NamedLine & { programs: string[] })[] = [];
    for (const file of this.nearTop(this.index.named('package.json'))) {
      const lines = await this.lines(file);
      const from = lines.findIndex((line) => /^\s*"scripts"\s*:/.test(line));
      if (from < 0) continue;
      for (const [at, text] of lines.slice(from + 1).entries()) {
        if (/^\s*\}/.test(text)) break;
        const { name, run } = /^\s*"(?<name>[^"\n]{1,100})"\s*:\s*"(?<run>[^"\n]{0,400})/.exec(text)?.groups ?? {};
        if (name) found.push({ file, line: from + at + 2, name, programs: (run ?? '').split(' ').slice(0, 1) });
      }
    }
    return found;
  }

  private async lines(file: string): Promise<string[]> {
    return ((await this.reader.read(file)) ?? '').split('\n').map((line) => line.slice(0, 500));
  }
}
