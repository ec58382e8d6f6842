/** One hunk as a model wrote it: its numbers may be wrong, absent or miscounted. */
export interface LooseHunk {
  /** 1-based first line in the old file from the header; absent where the header has no numbers. */
  oldStart?: number;
  /** Text after the header's second `@@`: usually the enclosing function's first line. */
  heading: string;
  /** Each with its ` `, `+` or `-` in front. */
  lines: string[];
  /** The new file's end according to `\ No newline at end of file`. */
  endsWithoutNewline?: boolean;
}

/** A diff's changes to one file. */
export interface FilePatch {
  /** Path as written, without `a/` and `b/` of git; empty where the diff names no file. */
  path: string;
  /** The path before a rename. */
  from?: string;
  kind: 'change' | 'create' | 'delete' | 'rename' | 'binary';
  hunks: LooseHunk[];
  added: number;
  removed: number;
}

const HUNK_NUMBERS = /^@@+ -(?<oldStart>\d{1,9})(?:,(?<oldCount>\d{1,9}))? \+\d{1,9}(?:,(?<newCount>\d{1,9}))? ?@@/;

/**
 * Reads a unified diff leniently: Markdown fences and prose around it, wrong or missing counts, CRLF, empty context lines without
 * their blank, files without headers, and the `*** Update File:` form that some models write. Linear in the text.
 * @returns one entry for each file section, in order; empty when the text holds no patch
 */
export function parseDiff(diff: string): FilePatch[] {
  const reader = new DiffReader(diff.replace(/\r\n?/g, '\n').split('\n'));
  return reader.read();
}

class DiffReader {
  private readonly patches: FilePatch[] = [];
  private patch: FilePatch | undefined;
  private hunk: LooseHunk | undefined;
  /** Old and new lines that the hunk's header still announces; undefined where it announces none. */
  private due: { old: number; new: number } | undefined;
  /** Empty lines at the hunk's end: context, or a separator before the text after it. */
  private emptyTail = 0;

  constructor(private readonly lines: readonly string[]) {}

  read(): FilePatch[] {
    for (let at = 0; at < this.lines.length; at++) {
      const line = this.lines[at] ?? '';
      const next = this.lines[at + 1] ?? '';
      if (line.startsWith('--- ') && next.startsWith('+++ ') && !this.isBody(at + 2)) {
        this.openUnified(line, next);
        at++;
      } else if (!this.metadata(line)) this.body(line);
    }
    this.closeHunk();
    return this.patches.filter((patch) => patch.hunks.length || patch.kind !== 'change');
  }

  /** A removed `-- comment` over an added `++ x` looks like a file header; a real one is followed by `@@`. */
  private isBody(behind: number): boolean {
    return this.due !== undefined && this.due.old > 0 && this.due.new > 0 && !this.lines[behind]?.startsWith('@@');
  }

  private open(path: string, kind: FilePatch['kind']): void {
    this.closeHunk();
    this.patch = { path, kind, hunks: [], added: 0, removed: 0 };
    this.patches.push(this.patch);
  }

  private openUnified(oldLine: string, newLine: string): void {
    const from = headerPath(oldLine);
    const to = headerPath(newLine);
    // The header of git before it says what becomes of the file.
    const isSame = this.patch && !this.patch.hunks.length && ['', to ?? from].includes(this.patch.path);
    const started = isSame && this.patch?.kind !== 'change' ? this.patch : undefined;
    if (started) this.patches.pop();
    const kind = from === undefined ? 'create' : to === undefined ? 'delete' : (started?.kind ?? 'change');
    this.open(to ?? from ?? '', kind);
    if (kind === 'rename' && this.patch) this.patch.from = from;
  }

  /** Lines between files. True when the line was one of them. */
  private metadata(line: string): boolean {
    if (line.startsWith('diff --git ')) this.open(/ b\/([^]{1,1000})$/.exec(line)?.[1] ?? '', 'change');
    else if (/^(?:```|~~~)/.test(line)) this.closeHunk();
    else if (line.startsWith('*** ')) return this.sectionHeader(line);
    else if (line.startsWith('@@')) this.openHunk(line);
    else if (!this.hunk && this.patch && line.startsWith('new file mode')) this.patch.kind = 'create';
    else if (!this.hunk && this.patch && line.startsWith('deleted file mode')) this.patch.kind = 'delete';
    else if (!this.hunk && this.patch && line.startsWith('rename from ')) this.patch.from = cleanPath(line.slice('rename from '.length));
    else if (!this.hunk && this.patch && line.startsWith('rename to ')) this.renamed(cleanPath(line.slice('rename to '.length)));
    else if (!this.hunk && this.patch && /^(?:Binary files |GIT binary patch)/.test(line)) this.patch.kind = 'binary';
    else return false;
    return true;
  }

  private sectionHeader(line: string): boolean {
    const [, done, path = ''] = /^\*\*\* (Update|Add|Delete) File: (.{1,1000})$/.exec(line) ?? [];
    if (done) this.open(cleanPath(path), done === 'Update' ? 'change' : done === 'Add' ? 'create' : 'delete');
    else if (line.startsWith('*** Move to: ') && this.patch) {
      this.patch.from = this.patch.path;
      this.renamed(cleanPath(line.slice('*** Move to: '.length)));
    } else if (!/^\*\*\* (?:Begin Patch|End Patch|End of File)/.test(line)) return false;
    return true;
  }

  private renamed(to: string): void {
    if (!this.patch) return;
    this.patch.kind = 'rename';
    this.patch.path = to;
  }

  private openHunk(line: string): void {
    this.closeHunk();
    if (!this.patch) this.open('', 'change');
    const numbers = HUNK_NUMBERS.exec(line);
    // `@@` and `@@ function name` without numbers: the place is found by the lines alone.
    const heading = numbers ? line.slice(numbers[0].length) : line.replace(/^@@+[-+\d, .]*(?:@@+)?/, '').replace(/(?<!@)@@+\s*$/, '');
    this.hunk = { heading: heading.trim(), lines: [] };
    this.due = undefined;
    if (numbers) {
      const { oldStart, oldCount = 1, newCount = 1 } = numbers.groups ?? {};
      this.hunk.oldStart = Number(oldStart);
      this.due = { old: Number(oldCount), new: Number(newCount) };
    }
    this.patch?.hunks.push(this.hunk);
  }

  private body(line: string): void {
    if (!this.hunk) {
      // A file's lines may follow its header without any `@@`.
      if (!this.patch || this.patch.hunks.length || !/^[-+ ]/.test(line)) return;
      this.openHunk('@@');
    }
    const hunk = this.hunk;
    if (!hunk) return;
    const operation = line[0];
    if (line === '') this.add(hunk, ' ', '');
    else if (operation === ' ' || operation === '+' || operation === '-') this.add(hunk, operation, line.slice(1));
    else if (operation === '\\') {
      // After a removed line it refers to the old file: the new one ends with a newline unless a second one follows.
      hunk.endsWithoutNewline = !hunk.lines.at(-1)?.startsWith('-');
    } else if (this.due && this.due.old > 0 && this.due.new > 0) this.add(hunk, ' ', line);
    else this.closeHunk();
    this.emptyTail = line === '' ? this.emptyTail + 1 : 0;
  }

  private add(hunk: LooseHunk, operation: ' ' | '+' | '-', text: string): void {
    hunk.lines.push(operation + text);
    if (this.due && operation !== '+') this.due.old--;
    if (this.due && operation !== '-') this.due.new--;
    if (this.patch && operation === '+') this.patch.added++;
    if (this.patch && operation === '-') this.patch.removed++;
  }

  private closeHunk(): void {
    if (this.hunk && this.emptyTail) this.hunk.lines.length -= this.emptyTail;
    if (this.hunk && !this.hunk.lines.length) this.patch?.hunks.pop();
    this.hunk = undefined;
    this.due = undefined;
    this.emptyTail = 0;
  }
}

/** Path of a `---` or `+++` line; undefined for `/dev/null`. */
function headerPath(line: string): string | undefined {
  const path = cleanPath(line.slice(4).split('\t', 1)[0] ?? '');
  if (path === '/dev/null') return undefined;
  return path.replace(/^[ab]\//, '');
}

function cleanPath(path: string): string {
  const bare = path.trim();
  const plain = bare.replace(/^["'`](.*)["'`]$/, '$1');
  return bare.startsWith('"') && plain !== bare ? unescaped(plain) : plain;
}

const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', '"': '"', '\\': '\\' };

/** A name that git quotes: other letters than ASCII as octal bytes of UTF-8. */
function unescaped(name: string): string {
  const bytes = name
    .replace(/%/g, '%25')
    .replace(/\\(?:([0-3][0-7]{2})|([tnr"\\]))/g, (_all, octal: string | undefined, letter: string) =>
      octal === undefined ? encodeURIComponent(ESCAPES[letter] ?? letter) : `%${Number.parseInt(octal, 8).toString(16).padStart(2, '0')}`,
    );
  try {
    return decodeURIComponent(bytes);
  } catch {
    // The bytes are not UTF-8.
    return name;
  }
}
