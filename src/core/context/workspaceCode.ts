import type { SourceReader } from '../ports';
import { extensionOf, extensionsBeside } from '../workspace/languages';
import type { Syntax, SyntaxFile } from '../syntax/syntax';
import { folderOf, type FileIndex } from '../workspace/fileIndex';

/** The maximum number of files parsed for one failure; further ones are too far away. */
const MOST_PARSED = 120;
/** The maximum number of characters parsed for one failure. */
const MOST_TEXT = 5_000_000;
/** The maximum number of files and characters in a search by name. */
const MOST_SEARCHED = 400;
const MOST_SEARCHED_TEXT = 3_000_000;
const BATCH = 32;

/**
 * The workspace's code for collecting one failure's evidence: each file is read and parsed once. Limits depend on counts, never on time.
 */
export class WorkspaceCode {
  private readonly opened = new Map<string, Promise<SyntaxFile | undefined>>();
  private readonly texts = new Map<string, Promise<string | undefined>>();
  private parsedText = 0;

  constructor(
    private readonly reader: SourceReader,
    private readonly syntax: Syntax,
    readonly index: FileIndex,
    private readonly signal?: AbortSignal,
  ) {}

  read(file: string): Promise<string | undefined> {
    let text = this.texts.get(file);
    if (!text) this.texts.set(file, (text = this.reader.read(file)));
    return text;
  }

  /** Undefined when there is no such text, or when the limits are reached. */
  open(file: string): Promise<SyntaxFile | undefined> {
    let opened = this.opened.get(file);
    if (!opened) this.opened.set(file, (opened = this.parse(file)));
    return opened;
  }

  private async parse(file: string): Promise<SyntaxFile | undefined> {
    this.signal?.throwIfAborted();
    if (this.opened.size > MOST_PARSED || this.parsedText > MOST_TEXT) return undefined;
    const text = await this.read(file);
    if (text === undefined) return undefined;
    this.parsedText += text.length;
    return this.syntax.parse(file, text, this.signal);
  }

  /** Texts of the files that may contain code of the same language, nearest to a file first. */
  async near(file: string): Promise<{ file: string; text: string }[]> {
    const family = extensionsBeside(file);
    const folder = folderOf(file).split('/');
    // Whole folders by their distance: a workspace has far fewer of them than files.
    const folders = [...this.index.folders()].map((each) => ({ each, steps: distance(folder, each.split('/')) }));
    folders.sort((a, b) => a.steps - b.steps || (a.each < b.each ? -1 : 1));
    const ranked: string[] = [];
    for (const { each } of folders) {
      if (ranked.length >= MOST_SEARCHED) break;
      ranked.push(...this.index.inFolder(each).filter((other) => family.includes(extensionOf(other))));
    }
    ranked.length = Math.min(ranked.length, MOST_SEARCHED);
    const found: { file: string; text: string }[] = [];
    let size = 0;
    for (let at = 0; at < ranked.length && size < MOST_SEARCHED_TEXT; at += BATCH) {
      this.signal?.throwIfAborted();
      const texts = await Promise.all(ranked.slice(at, at + BATCH).map(async (each) => ({ file: each, text: await this.read(each) })));
      for (const { file: each, text } of texts) {
        if (text === undefined || size >= MOST_SEARCHED_TEXT) continue;
        size += text.length;
        found.push({ file: each, text });
      }
    }
    return found;
  }
}

/** Steps from one folder to another through the tree. */
function distance(folder: readonly string[], other: readonly string[]): number {
  let shared = 0;
  while (shared < folder.length && shared < other.length && folder[shared] === other[shared]) shared++;
  return folder.length + other.length - 2 * shared;
}
