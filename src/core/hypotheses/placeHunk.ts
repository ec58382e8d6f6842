import type { LooseHunk } from './parseDiff';

/** A hunk with a known place in the file. */
export interface PlacedHunk {
  /** 0-based index of the first line it replaces or, for a pure insertion, of the line after it. */
  at: number;
  /** With operations as prefixes, and the file's indentation. */
  lines: string[];
}

/** Maximum line comparisons for one hunk: with a huge file and a huge hunk not every place is searched. */
const SEARCH_LIMIT = 20_000_000;

/**
 * Finds the place of a hunk: its old lines decide, its numbers only choose between several places. Ignores trailing blanks, and adds
 * indentation that is missing in the whole hunk.
 * @param lines of the file, without line ends
 * @param shift offset in lines of the earlier hunks from their stated numbers
 * @returns the place, or the reason why there is none
 */
export function placeHunk(lines: readonly string[], hunk: LooseHunk, shift: number): PlacedHunk | { problem: string } {
  const old = hunk.lines.filter((line) => !line.startsWith('+')).map((line) => line.slice(1));
  const claimed = hunk.oldStart === undefined ? undefined : hunk.oldStart - 1 + shift;
  if (!old.length) return placeInsertion(lines, hunk, claimed);

  const exact = places(lines, old, (line, wanted) => line === wanted.trimEnd());
  if (exact.length) return choose(exact, claimed, lines, hunk, hunk.lines);

  const shifted = places(lines, old, (line, wanted) => line.trim() === wanted.trim());
  const fitting = shifted.flatMap((at) => {
    const indent = missingIndent(lines, old, at);
    return indent === undefined ? [] : [{ at, indent }];
  });
  if (!fitting.length) return placeCore(lines, hunk) ?? { problem: explainMismatch(lines, old, claimed) };
  const chosen = choose(
    fitting.map((each) => each.at),
    claimed,
    lines,
    hunk,
    hunk.lines,
  );
  if ('problem' in chosen) return chosen;
  const indent = fitting.find((each) => each.at === chosen.at)?.indent ?? '';
  return { at: chosen.at, lines: hunk.lines.map((line) => (line.length > 1 ? line.slice(0, 1) + indent + line.slice(1) : line)) };
}

/**
 * Like `patch --fuzz`, drops context at the hunk's ends, which models quote from memory, at most two lines at either end. The rest must
 * contain a line to remove and match at exactly one place.
 */
function placeCore(lines: readonly string[], hunk: LooseHunk): PlacedHunk | undefined {
  const isContext = (line: string | undefined) => line?.startsWith(' ') ?? false;
  let core = hunk.lines;
  for (let fuzz = 1; fuzz <= 2; fuzz++) {
    core = core.slice(isContext(core[0]) ? 1 : 0, isContext(core.at(-1)) ? -1 : undefined);
    const old = core.filter((line) => !line.startsWith('+')).map((line) => line.slice(1));
    if (!core.some((line) => line.startsWith('-') && line.trim().length > 3)) return undefined;
    const found = places(lines, old, (line, wanted) => line === wanted.trimEnd());
    const [only] = found;
    if (only !== undefined && found.length === 1) return { at: only, lines: core };
  }
  return undefined;
}

function placeInsertion(lines: readonly string[], hunk: LooseHunk, claimed: number | undefined): PlacedHunk | { problem: string } {
  // In `@@ -N,0`, N is the line before the insertion.
  const at = claimed === undefined ? undefined : claimed + 1;
  const empty = lines.length === 1 && lines[0] === '';
  if (empty) return { at: 0, lines: hunk.lines };
  if (at === undefined || at < 0 || at > lines.length) return { problem: 'it has no line that says where it belongs' };
  return { at, lines: hunk.lines };
}

function places(lines: readonly string[], old: readonly string[], same: (line: string, wanted: string) => boolean): number[] {
  const trimmed = lines.map((line) => line.trimEnd());
  const found: number[] = [];
  let cost = 0;
  for (let at = 0; at + old.length <= trimmed.length && cost < SEARCH_LIMIT; at++) {
    let matched = 0;
    while (matched < old.length && same(trimmed[at + matched] ?? '', old[matched] ?? '')) matched++;
    cost += matched + 1;
    if (matched === old.length) found.push(at);
  }
  return found;
}

function choose(
  found: readonly number[],
  claimed: number | undefined,
  lines: readonly string[],
  hunk: LooseHunk,
  hunkLines: string[],
): PlacedHunk | { problem: string } {
  const [only] = found;
  if (only !== undefined && found.length === 1) return { at: only, lines: hunkLines };
  const anchor = hunk.heading ? lines.findIndex((line) => line.includes(hunk.heading)) : -1;
  const wanted = claimed ?? (anchor < 0 ? undefined : anchor);
  if (wanted !== undefined) {
    const [near, next] = [...found].sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted));
    // Numbers from models are guesses: only a place clearly nearer than the next one is accepted.
    if (near !== undefined && next !== undefined && Math.abs(near - wanted) * 3 <= Math.abs(next - wanted)) {
      return { at: near, lines: hunkLines };
    }
  }
  const shown = found.slice(0, 4).map((at) => at + 1);
  return { problem: `it fits at ${found.length} places (lines ${shown.join(', ')}${found.length > 4 ? ' …' : ''})` };
}

/** The leading blanks missing from every old line, or undefined where they differ. */
function missingIndent(lines: readonly string[], old: readonly string[], at: number): string | undefined {
  let indent: string | undefined;
  for (const [offset, wanted] of old.entries()) {
    if (!wanted.trim()) continue;
    const line = lines[at + offset] ?? '';
    const here = leading(line);
    const there = leading(wanted);
    if (!here.endsWith(there)) return undefined;
    const missing = here.slice(0, here.length - there.length);
    if (indent !== undefined && indent !== missing) return undefined;
    indent = missing;
  }
  return indent;
}

function leading(line: string): string {
  return line.slice(0, line.length - line.trimStart().length);
}

/** Names the line that differs at the place where most of the hunk's lines match. */
function explainMismatch(lines: readonly string[], old: readonly string[], claimed: number | undefined): string {
  const wanted = old.map((line) => line.trim());
  const starts = lines.length * old.length <= SEARCH_LIMIT ? lines.keys() : [Math.max(0, claimed ?? 0)];
  let best = -1;
  let most = 0;
  for (const at of starts) {
    let matched = 0;
    for (const [offset, text] of wanted.entries()) if (text && lines[at + offset]?.trim() === text) matched++;
    const nearer = claimed !== undefined && matched === most && Math.abs(at - claimed) < Math.abs(best - claimed);
    if (matched > most || (matched > 0 && nearer)) {
      most = matched;
      best = at;
    }
  }
  if (best < 0) return `“${shorten(wanted.find((text) => text) ?? '')}” is nowhere in the file`;
  const offset = wanted.findIndex((text, index) => lines[best + index]?.trim() !== text);
  const actual = lines[best + offset];
  const expected = `the patch expects “${shorten(wanted[offset] ?? '')}”`;
  return actual === undefined
    ? `the file ends before line ${best + offset + 1}, where ${expected}`
    : `line ${best + offset + 1} reads “${shorten(actual.trim())}”, ${expected}`;
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
