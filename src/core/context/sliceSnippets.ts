import type { LineRange, Snippet } from './failureEvidence';
import { groupBy } from '../groupBy';
import type { Found } from './search/found';
import { foldedRanges, SHORTEST_FOLD } from './foldCode';
import { reasonsText } from './reasonText';
import { sameCode, SHORTEST_COPY } from './twins';

/** A snippet before secrets are replaced and tokens counted. */
export type RawSnippet = Omit<Snippet, 'tokens'>;

/** Of two merged functions, a shorter inner one counts as pointed at. */
const SHORT_INNER = 60;
/** A function of fewer lines comes with a function around it that is not long. */
const SMALL_CLOSURE = 6;
const SHORT_OUTER = 60;
/** A longer class header is not shown with its methods. */
const LONGEST_HEADER = 8;
/** Lines of a long function without a line to fold it around, where there is no room for all of it. */
const SHORT_FORM = 45;
/** Nobody reads or mends it: it is shown only where the trace leads into it. */
const MINIFIED = /\.min\.[cm]?js$/;
const MOST_SNIPPETS = 80;
const LEAST_RELEVANT = 0.03;
/** Below this number of lines less relevant code is included too: a small module is shown whole. */
const FEW_LINES = 250;

/** Extracts the code of the likeliest functions: each once, nested and overlapping ones merged, long ones folded. Keeps the order. */
export function sliceSnippets(found: readonly Found[], words: ReadonlySet<string> = new Set()): RawSnippet[] {
  const kept: Found[] = [];
  let lines = 0;
  // Lines beside the functions come last, so that no function is as likely as a line in it.
  for (const each of [...found.filter(({ shownOnly }) => !shownOnly), ...found.filter(({ shownOnly }) => shownOnly)].map(widened)) {
    if (kept.length >= MOST_SNIPPETS) break;
    if (each.frame === undefined && MINIFIED.test(each.source.file)) continue;
    if (each.relevance < LEAST_RELEVANT && each.distance > 0 && (lines > FEW_LINES || each.relevance < LEAST_RELEVANT / 3)) continue;
    lines += each.endLine - each.startLine + 1;
    let whole = each;
    for (let at = overlapping(kept, whole); at >= 0; at = overlapping(kept, whole)) {
      whole = merged(kept[at]!, whole);
      kept.splice(at, 1);
    }
    kept.push(whole);
  }
  kept.sort((a, b) => b.relevance - a.relevance);
  const headed = new Set<string>();
  return withoutCopies(kept).map(({ found: each, copies }) => {
    const header = headerAbove(each, kept);
    const key = header && `${each.source.file}:${header.startLine}`;
    const snippet = snippetOf(each, words);
    if (copies.length) snippet.reason = sameCode(snippet.reason, copies);
    if (!key || headed.has(key)) return snippet;
    headed.add(key);
    return withHeader(snippet, each, header);
  });
}

/**
 * A function that several files contain, such as a source and its bundles, once: the one on the stack, or that of the smallest file. With
 * the other files.
 */
function withoutCopies(kept: readonly Found[]): { found: Found; copies: string[] }[] {
  const same = groupBy(kept, (each) => textOf(each) ?? `${each.source.file}:${each.startLine}`);
  return [...same.values()].map((group) => {
    const onStack = group.find(({ frame }) => frame !== undefined);
    const found = onStack ?? group.toSorted((a, b) => a.source.lines.length - b.source.lines.length)[0]!;
    const copies = group.filter((each) => each !== found).map(({ source }) => source.file);
    return { found: { ...found, relevance: group[0]!.relevance }, copies };
  });
}

/** Undefined for a function so short that equal ones need not be copies. */
function textOf({ source, fn, startLine, endLine }: Found): string | undefined {
  if (!fn || endLine - startLine + 1 < SHORTEST_COPY) return undefined;
  return source.lines
    .slice(startLine - 1, endLine)
    .map((line) => line.trim())
    .join('\n');
}

/** A closure of a few lines is unclear without the function around it, if that is short itself. */
function widened(found: Found): Found {
  const outer = found.fn?.parent === undefined ? undefined : found.source.functions[found.fn.parent];
  // A group of tests is not a unit of code.
  if (
    !outer ||
    outer.kind === 'callback' ||
    found.fn?.kind === 'test' ||
    found.endLine - found.startLine >= SMALL_CLOSURE ||
    outer.endLine - outer.startLine >= SHORT_OUTER
  )
    return found;
  return { ...found, fn: outer, startLine: outer.startLine, endLine: outer.endLine };
}

/** The lines that open a method's class, where no other snippet lies between them and the method. */
function headerAbove({ source, fn, startLine }: Found, kept: readonly Found[]): LineRange | undefined {
  const cls = fn?.classIndex === undefined ? undefined : source.classes[fn.classIndex];
  if (!cls || cls.header.endLine >= startLine || cls.header.endLine - cls.header.startLine > LONGEST_HEADER) return undefined;
  const taken = kept.some(
    (other) => other.source.file === source.file && other.startLine < startLine && other.endLine >= cls.header.startLine,
  );
  return taken ? undefined : cls.header;
}

/** Puts the class's header in front, with the members in between folded. */
function withHeader(snippet: RawSnippet, { source, startLine }: Found, header: LineRange): RawSnippet {
  const between = startLine - header.endLine - 1;
  const short = between < SHORTEST_FOLD;
  const gap = { startLine: header.endLine + 1, endLine: startLine - 1 };
  const lines = source.lines.slice(header.startLine - 1, short ? startLine - 1 : header.endLine);
  if (!short) lines.push(markOf(source.lines[gap.startLine - 1], between));
  return {
    ...snippet,
    startLine: header.startLine,
    text: [...lines, snippet.text].join('\n'),
    folded: short ? snippet.folded : [gap, ...snippet.folded],
  };
}

/** A snippet of exactly the lines that a person asked for. */
export function pinnedSnippet(source: Found['source'], range: LineRange): RawSnippet {
  const fn = source.enclosing(range.startLine);
  return {
    id: `${source.file}:${range.startLine}-${range.endLine}:pinned`,
    file: source.file,
    ...range,
    ...(fn && fn.startLine <= range.startLine && range.endLine <= fn.endLine && { function: fn.qualifiedName }),
    role: 'callee',
    text: source.lines.slice(range.startLine - 1, range.endLine).join('\n'),
    folded: [],
    focusLines: [],
    relevance: 1,
    reason: 'added by hand',
    pinned: true,
  };
}

/** The first that has lines in common with another one. */
function overlapping(kept: readonly Found[], { source, startLine, endLine }: Found): number {
  return kept.findIndex((other) => other.source.file === source.file && other.startLine <= endLine && startLine <= other.endLine);
}

/** Two that overlap become one: the outer function, as strong as the stronger. */
function merged(first: Found, second: Found): Found {
  const outer = first.endLine - first.startLine >= second.endLine - second.startLine ? first : second;
  return {
    ...first,
    fn: outer.fn,
    startLine: Math.min(first.startLine, second.startLine),
    endLine: Math.max(first.endLine, second.endLine),
    ...(second.callsFrame !== undefined && { callsFrame: second.callsFrame }),
    // Of a call in a function that is shown, what is not seen at once.
    reasons: [...first.reasons, ...second.reasons.filter((reason) => reason.kind === 'callSite' && reason.given < reason.of)],
    focus: new Set([...first.focus, ...second.focus, ...(second.endLine - second.startLine < SHORT_INNER ? span(second) : [])]),
    names: new Set([...first.names, ...second.names]),
  };
}

function snippetOf(found: Found, words: ReadonlySet<string>): RawSnippet {
  const { source, fn, startLine, endLine } = found;
  const folded = foldedRanges(found, words);
  const focusLines = [...found.focus].filter((line) => startLine <= line && line <= endLine).sort((a, b) => a - b);
  const short = focusLines.length ? [] : foldedRanges(found, words, SHORT_FORM);
  return {
    id: `${source.file}:${startLine}-${endLine}:${found.role}`,
    file: source.file,
    startLine,
    endLine,
    ...(fn && { function: fn.qualifiedName }),
    role: found.role,
    ...(found.frame !== undefined && { frame: found.frame }),
    text: foldedText(found, folded),
    folded,
    focusLines,
    ...(linesOf(short) > linesOf(folded) && { short }),
    relevance: Math.round(found.relevance * 1e4) / 1e4,
    ...(found.callsFrame !== undefined && { callsFrame: found.callsFrame }),
    reason: reasonOf(found),
    ...(found.near && found.reasons.every(({ kind }) => kind === 'sameFile') && { filler: true }),
  };
}

function reasonOf({ reasons, rethrows, handsOn }: Found): string {
  const [first, ...others] = reasons;
  const again =
    rethrows === undefined ? [] : [rethrows === 'here' ? 'the error is rethrown here' : `the error is rethrown at line ${rethrows}`];
  const kinds = [...again, ...(handsOn ? ['runs a function that it was given'] : [])];
  if (!kinds.length || !first) return reasonsText(reasons);
  const said = first.kind === 'throws' && rethrows === 'here' ? [] : [reasonsText([first])];
  return [...said, ...kinds, ...others.map((each) => reasonsText([each]))].join(', ');
}

/** The lines with each folded range as exactly one mark. */
function foldedText({ source, startLine, endLine }: Found, folded: readonly LineRange[]): string {
  const rows: string[] = [];
  for (let line = startLine; line <= endLine; line++) {
    const fold = folded.find((each) => each.startLine === line);
    if (fold) {
      rows.push(markOf(source.lines[line - 1], fold.endLine - fold.startLine + 1));
      line = fold.endLine;
    } else rows.push(source.lines[line - 1] ?? '');
  }
  return rows.join('\n');
}

function markOf(first: string | undefined, count: number): string {
  return `${/^\s*/.exec(first ?? '')![0].slice(0, 40)}… ${count} lines left out`;
}

function linesOf(ranges: readonly LineRange[]): number {
  return ranges.reduce((sum, { startLine, endLine }) => sum + endLine - startLine + 1, 0);
}

function span({ startLine, endLine }: LineRange): number[] {
  return Array.from({ length: endLine - startLine + 1 }, (_, at) => startLine + at);
}
