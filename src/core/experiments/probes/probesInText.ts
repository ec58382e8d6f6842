import { PROBE_COMMENT, PROBE_HEADS } from './probeStatement';

/** A probe in a source file. */
export interface FoundProbe {
  /** `k3f9.2` */
  name: string;
  /** 1-based. */
  line: number;
  /** Offsets of the text removed with it: whole lines with their line ends. */
  start: number;
  end: number;
}

/** A probe by its file. */
export interface ProbeInFile {
  /** With `/`: relative to the repository for git's index, relative to the workspace for files on disk. */
  file: string;
  /** 1-based. */
  line: number;
  /** `k3f9.2` */
  probe: string;
}

/** The maximum number of lines of one statement after formatting. */
const MOST_LINES = 60;

const MARKED = new RegExp(`(?://|#)[ \\t]{0,4}${PROBE_COMMENT}([a-z\\d]{4,12}\\.\\d{1,3})[ \\t]*\\r?$`);

/** Inserts lines before others, each with the indentation of the line after it. @param lines 1-based, in the original text */
export function insertLines(text: string, lines: readonly { before: number; text: string }[]): string {
  const end = /\r?\n/.exec(text)?.[0] ?? '\n';
  const parts = text.split(/(?<=\n)/);
  for (const each of [...lines].sort((a, b) => b.before - a.before)) {
    const indent = /^[ \t]*/.exec(parts[each.before - 1] ?? '')?.[0] ?? '';
    parts.splice(each.before - 1, 0, `${indent}${each.text}${end}`);
  }
  return parts.join('');
}

/** Probes in a text, in order, including those wrapped by a formatter. A mark after other code is not removed. */
export function findProbes(text: string): FoundProbe[] {
  if (!text.includes(PROBE_COMMENT)) return [];
  const lines = text.split(/(?<=\n)/);
  const offsets: number[] = [];
  let offset = 0;
  for (const line of lines) {
    offsets.push(offset);
    offset += line.length;
  }
  const found: FoundProbe[] = [];
  let free = 0;
  for (const [at, line] of lines.entries()) {
    const name = MARKED.exec(line.replace(/\n$/, ''))?.[1];
    if (name === undefined) continue;
    for (let first = at; first >= Math.max(free, at - MOST_LINES); first--) {
      const text = lines[first]?.trimStart() ?? '';
      if (!PROBE_HEADS.some((head) => text.startsWith(head))) continue;
      found.push({ name, line: first + 1, start: offsets[first]!, end: offsets[at]! + line.length });
      break;
    }
    free = at + 1;
  }
  return found;
}

/** The text without its probes; every other character stays. */
export function withoutProbes(text: string): string {
  let kept = '';
  let from = 0;
  for (const { start, end } of findProbes(text)) {
    kept += text.slice(from, start);
    from = end;
  }
  return kept + text.slice(from);
}
