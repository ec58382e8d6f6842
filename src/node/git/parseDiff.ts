/** A file of `git diff`'s output. */
export interface FileDiff {
  /** Name now; the old one for a deleted file. */
  file: string;
  renamedFrom?: string;
  deleted: boolean;
  binary: boolean;
  hunks: DiffHunk[];
}

export interface DiffHunk {
  /** 1-based first line before and after; for a side without lines, the line after which the hunk is inserted. */
  oldStart: number;
  newStart: number;
  /** The text after the second `@@`: the enclosing function. */
  heading: string;
  /** With their sign; the mark for a missing line end is `\` on its own line. */
  lines: string[];
}

const HUNK = /^@@ -(?<oldStart>\d+)(?:,(?<oldCount>\d+))? \+(?<newStart>\d+)(?:,(?<newCount>\d+))? @@ ?(?<heading>.*)$/;

/**
 * Reads `git diff` with its default prefixes `a/` and `b/`. Lines of a hunk are counted, so code that looks like a header is not taken for
 * one.
 */
export function parseDiff(text: string): FileDiff[] {
  const files: FileDiff[] = [];
  let current: FileDiff | undefined;
  let hunk: DiffHunk | undefined;
  let oldLeft = 0;
  let newLeft = 0;
  for (const line of text.split('\n')) {
    if (hunk && (oldLeft > 0 || newLeft > 0 || line.startsWith('\\'))) {
      hunk.lines.push(line);
      if (line.startsWith('\\')) continue;
      if (!line.startsWith('+')) oldLeft--;
      if (!line.startsWith('-')) newLeft--;
      continue;
    }
    if (line.startsWith('diff --git ')) {
      current = { file: '', deleted: false, binary: false, hunks: [] };
      hunk = undefined;
      files.push(current);
      continue;
    }
    if (!current) continue;
    const header = HUNK.exec(line)?.groups;
    if (header) {
      const { oldStart, oldCount = 1, newStart, newCount = 1, heading = '' } = header;
      hunk = { oldStart: Number(oldStart), newStart: Number(newStart), heading, lines: [] };
      oldLeft = Number(oldCount);
      newLeft = Number(newCount);
      current.hunks.push(hunk);
    } else if (line.startsWith('rename from ')) current.renamedFrom = unquoted(line.slice(12));
    else if (line.startsWith('rename to ')) current.file = unquoted(line.slice(10));
    else if (line.startsWith('deleted file')) current.deleted = true;
    else if (line.startsWith('--- ') && !line.endsWith('/dev/null')) current.file ||= withoutPrefix(line.slice(4));
    else if (line.startsWith('+++ ') && !line.endsWith('/dev/null')) current.file = withoutPrefix(line.slice(4));
    else if (line.startsWith('Binary files ')) {
      current.binary = true;
      const [, before = '', now = ''] = /^Binary files (.+) and (.+) differ$/.exec(line) ?? [];
      current.file ||= withoutPrefix(current.deleted ? before : now);
    }
  }
  return files.filter(({ file }) => file !== '' && file !== '/dev/null');
}

function withoutPrefix(name: string): string {
  // Git ends a name with spaces with a tab.
  return unquoted(name.replace(/\t$/, '')).replace(/^[ab]\//, '');
}

/** Git quotes names with control characters and quotes as C does. */
function unquoted(name: string): string {
  if (!name.startsWith('"')) return name;
  const named: Record<string, string> = { n: '\n', t: '\t', r: '\r' };
  return name
    .slice(1, -1)
    .replace(/\\([0-7]{3}|.)/g, (_, code: string) => (code.length === 3 ? String.fromCharCode(parseInt(code, 8)) : (named[code] ?? code)));
}
