/** A member of a printed object: `type: 'Identifier',`, `"code": 404`, `[cause]: undefined`, `name=None`. */
const MEMBER = /^(?<indent>\s*)(?:[-*]\s)?(?:['"]?(?<key>[\w$.@-]{1,60})['"]?|\[(?<symbol>[\w$() .]{1,60})\])\s?[:=]\s?(?<value>.*)$/;
/** What an object is, and what it says of itself. */
const SAYS =
  /^(?:type|name|kind|code|message|errno|syscall|path|status(?:Code|Text)?|reason|operator|method|url|rule(?:Id)?|detail|hint)$/i;
const NOTHING = /^(?:null|undefined|None|nil|NaN|''|""|\[\]|\{\}|<nil>)?[,;)}\]]*$/;
const OPENS = /[{[(]$/;
/** One of a list: `{ type: 'Rule', value: 3 },`, `[ 1, 2 ],`, `'text',`, `12,`. */
const ELEMENT = /^\s*(?:[{[(].*[)\]}]|'[^']*'|"[^"]*"|[\d.+-]+),?$/;
/** The least share of members in a text that is read as a printed object. */
const MEMBERS = 0.5;
/** A run of lines in a message that is shorter than this is shown as it is. */
const SHORTEST_DUMP = 8;

/**
 * The lines of a printed object that tell most, in their order: what it is and what it lacks, before the rest, each below the lines that
 * open it. Of a text that is no printed object, the first lines.
 * @param most lines to keep, marks of what is left out not counted
 */
export function tellingLines(lines: readonly string[], most: number): string[] {
  if (lines.length <= most) return [...lines];
  if (most <= 0) return [];
  const members = lines.map((line) => MEMBER.exec(line.slice(0, 300))?.groups);
  const count = members.filter(Boolean).length;
  if (count < MEMBERS * lines.filter((line) => /\w/.test(line) && !ELEMENT.test(line.slice(0, 300))).length)
    return [...lines.slice(0, most), leftOut(lines.length - most)];
  const depths = lines.map((line) => line.length - line.trimStart().length);
  const least = Math.min(...depths.filter((_, at) => members[at]));
  const scored = lines.map((_, at) => ({ at, score: scoreOf(members[at], depths[at]! - least) }));
  const keep = new Set<number>();
  for (const { at } of scored.toSorted((a, b) => b.score - a.score || a.at - b.at)) {
    const path = [at, ...openersOf(lines, depths, at)].filter((each) => !keep.has(each));
    if (keep.size + path.length > most) continue;
    for (const each of path) keep.add(each);
    if (keep.size >= most) break;
  }
  return withMarks(lines, keep);
}

/** A message with the objects in it cut to what tells; other lines stay. */
export function tellingMessage(message: string, most: number): string {
  const lines = message.split('\n');
  if (lines.length <= Math.max(most, SHORTEST_DUMP)) return message;
  const shown: string[] = [];
  for (let at = 0; at < lines.length;) {
    const end = dumpEnd(lines, at);
    if (end - at < SHORTEST_DUMP) shown.push(lines[at++]!);
    else {
      shown.push(...tellingLines(lines.slice(at, end), most));
      at = end;
    }
  }
  return shown.join('\n');
}

/** Behind the last line of the object that a line opens; the line itself where it opens none. */
function dumpEnd(lines: readonly string[], from: number): number {
  if (!OPENS.test(lines[from]!.trimEnd().slice(-1))) return from;
  const indent = indentOf(lines[from]!);
  let end = from + 1;
  while (end < lines.length && (indentOf(lines[end]!) > indent || lines[end]!.trim() === '')) end++;
  return end < lines.length && /^\s*[\])}]/.test(lines[end]!) ? end + 1 : from;
}

function scoreOf(groups: Record<string, string | undefined> | undefined, depth: number): number {
  if (!groups) return 0;
  const near = 1 / (1 + depth / 2);
  const value = groups['value']!.trim();
  if (SAYS.test(groups['key'] ?? '')) return 4 * near;
  if (NOTHING.test(value)) return 3 * near;
  return (OPENS.test(value) ? 0.5 : 1) * near;
}

/** The lines above that open the objects around a line. */
function openersOf(lines: readonly string[], depths: readonly number[], at: number): number[] {
  const openers: number[] = [];
  let depth = depths[at]!;
  for (let above = at - 1; above >= 0 && depth > 0; above--) {
    if (depths[above]! >= depth || !lines[above]!.trim()) continue;
    depth = depths[above]!;
    if (OPENS.test(lines[above]!.trimEnd())) openers.push(above);
  }
  return openers;
}

function withMarks(lines: readonly string[], keep: ReadonlySet<number>): string[] {
  const shown: string[] = [];
  let left = 0;
  lines.forEach((line, at) => {
    // A closing bracket alone says nothing.
    if (!keep.has(at)) {
      left += 1;
      return;
    }
    if (left) shown.push(leftOut(left));
    left = 0;
    shown.push(line);
  });
  return left ? [...shown, leftOut(left)] : shown;
}

function leftOut(count: number): string {
  return `… ${count} more ${count === 1 ? 'line' : 'lines'}`;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
