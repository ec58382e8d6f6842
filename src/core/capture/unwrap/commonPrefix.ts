import { type KnownPrefix, prefixesAt } from './cleanLine';

/** Removes the prefix that all lines of an output share. */
export type PrefixCut = (line: string) => string;

/** The minimum number of lines; fewer may share a prefix by chance. */
const fewestLines = 4;
/** One in this many lines may lack the prefix, e.g. the command that was copied with its output. */
const linesForOneOther = 12;
const mostRounds = 3;
/** The share of lines with a level from which an output counts as a logger's; its records must stay separate. */
const shareOfLoggers = 0.6;
const level = /^.{0,60}?\b(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|SEVERE|CRITICAL)\b/;
const anyLevel = /\b(?:trace|debug|info|warn|warning|err|error|fatal)\b/i;
/** Lines of a trace that are naturally similar. */
const ofTraces = /^\s*(?:at |from |File "|#\d|in |E {3}|Caused by|Error|\*|[|+>-])/;
const frame = /^\s*(?:at |from |File "|#\d|in |E {3}|[|+>])/;
/** A frame that keeps its own indentation. */
const frameBehind = /^\s+(?:at \S|from \S|File "|#\d{1,3} )/;
/** Firefox and Safari do not indent frames. */
const browserFrame = /^[^\s@]{0,200}@(?:\[native code\]$|\S{1,1000}:\d{1,9}$)/;
/** The sign of a comment is no accident on the few lines of a short trace. */
const commentSign = /^(?:\/\/|#|--|;{1,3}|%|REM|rem) $/;
const longestPrefix = 120;
const numbered = /^ {0,8}(\d{1,7})(?:[:|\t ]|$)/;
/** What stands between the number of a line and its text, the widest first. */
const numberGaps = [/^ *\d{1,7}(?: {2}| ?[:|] |[ :|]{0,2}$)/, /^ *\d{1,7}(?:[\t :|]|$)/];

/**
 * The common prefix of an output's lines: the time and the name from a build server or a container runtime, the prefix of any other tool,
 * or the indentation of a block copied from elsewhere. Undefined where there is none.
 * @param lines the first lines of the output
 */
export function commonPrefix(lines: readonly string[]): PrefixCut | undefined {
  const cuts: PrefixCut[] = [];
  let rest = lines.filter((line) => line.trim() !== '');
  for (let round = 0; round < mostRounds; round++) {
    const known = knownPrefix(rest);
    if (known === 'in turns') break;
    if (known && shareOf(rest.map(known), (line) => level.test(line)) >= shareOfLoggers) break;
    const cut = known ?? literalPrefix(rest) ?? lineNumbers(rest) ?? wordsPrefix(rest);
    if (!cut) break;
    cuts.push(cut);
    rest = rest.map(cut).filter((line) => line.trim() !== '');
  }
  const indentation = commonIndentation(rest);
  if (indentation) cuts.push(indentation);
  return cuts.length === 0 ? undefined : (line) => cuts.reduce((text, cut) => cut(text), line);
}

/** A time or the name of one output, as servers and container runtimes write them. */
function knownPrefix(lines: readonly string[]): PrefixCut | 'in turns' | undefined {
  const found = lines.map(prefixesAt);
  const rules = new Map<number, number>();
  for (const { rule } of found.flat()) rules.set(rule, (rules.get(rule) ?? 0) + 1);
  const [rule, count = 0] = [...rules].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? [];
  if (rule === undefined || !isCommon(count, lines.length)) return undefined;
  const byRule = (prefixes: readonly KnownPrefix[]) => prefixes.find((prefix) => prefix.rule === rule);
  // Interleaved outputs are told apart by their names; consecutive steps are one output.
  const names = found.flatMap((prefixes) => byRule(prefixes)?.name ?? []);
  const turns = names.filter((name, index) => index > 0 && name !== names[index - 1]).length;
  if (turns >= new Set(names).size) return 'in turns';
  const signed = found.every((prefixes) => byRule(prefixes)?.end !== byRule(prefixes)?.shortEnd);
  return (line) => line.slice(byRule(prefixesAt(line))?.[signed ? 'end' : 'shortEnd'] ?? 0);
}

/**
 * Any text that all lines begin with, numbers apart, where it ends like a prefix and the text after it has its own indentation or blank
 * lines.
 */
function literalPrefix(lines: readonly string[]): PrefixCut | undefined {
  const shapes = lines.map(shapeOf);
  const candidates = new Map<string, number>();
  for (let i = 1; i < shapes.length; i++) {
    const shared = upToDelimiter(sharedStart(shapes[i - 1] ?? '', shapes[i] ?? ''));
    if (shared !== '') candidates.set(shared, (candidates.get(shared) ?? 0) + 1);
  }
  const [usual] = [...candidates].sort((a, b) => b[1] - a[1])[0] ?? [];
  if (usual === undefined) return undefined;
  // Neighbouring lines may have more in common than the prefix, e.g. the sign before their number.
  const alike = shapes.map((each) => sharedStart(usual, each)).filter((each) => upToDelimiter(each) !== '');
  const shape = upToDelimiter(alike.reduce(sharedStart));
  if (shape === '' || isOfText(shape)) return undefined;
  const begins = (line: string) => shapeOf(line).startsWith(shape) || shapeOf(line) === shape.trimEnd();
  const few = lines.length < fewestLines;
  if (few ? !lines.every(begins) : !isCommon(lines.filter(begins).length, lines.length)) return undefined;
  return proven(prefixPattern(shape), lines, few ? frameBehind : /^\s+\S|^$/);
}

/** Whether a beginning is what programs write themselves. */
function isOfText(shape: string): boolean {
  return ofTraces.test(shape) || anyLevel.test(shape);
}

function prefixPattern(shape: string): RegExp {
  const source = shape.trimEnd().replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  return new RegExp(`^${source.replaceAll('0', '\\d{1,20}')}(?:${/\s$/.test(shape) ? '\\s' : ''}|$)`);
}

/**
 * Cuts what matches, if the rest looks like a text of its own: a line start written by the program itself is never followed by an
 * indentation or a frame and never alone on its line.
 * @param own what some of the texts behind a prefix are like
 */
function proven(pattern: RegExp, lines: readonly string[], own: RegExp): PrefixCut | undefined {
  const cut = (line: string) => line.replace(pattern, '');
  const texts = lines.map(cut);
  return texts.some((text) => own.test(text) || browserFrame.test(text)) && texts.some((text) => /^\S/.test(text)) ? cut : undefined;
}

/**
 * The prefix that every single line has, without a separator of its own: `pod container `, or the sign of a comment or a quote.
 */
function wordsPrefix(lines: readonly string[]): PrefixCut | undefined {
  // A line that is empty behind its prefix lost the space at its end.
  const shared = lines.map((line) => `${shapeOf(line)} `).reduce(sharedStart, `${shapeOf(lines[0] ?? '')} `);
  const words = shared.slice(0, shared.lastIndexOf(' ') + 1);
  // npm begins each of its lines with its name.
  const own = words.search(/\bnpm |\b(?:trace|debug|info|warn|warning|err|error|fatal)\b/i);
  const shape = own < 0 ? words : words.slice(0, own);
  const fewest = commentSign.test(shape) ? 2 : fewestLines;
  if (lines.length < fewest || shape.trim() === '' || frame.test(shape.replace(/^[+>]/, ''))) return undefined;
  return proven(prefixPattern(shape), lines, /^ {2,}\S|^\t|^$/);
}

/** Numbers of lines, as editors and `cat -n` show them. */
function lineNumbers(lines: readonly string[]): PrefixCut | undefined {
  const first = Number(numbered.exec(lines[0] ?? '')?.[1]);
  if (lines.length < fewestLines || !lines.every((line, index) => Number(numbered.exec(line)?.[1]) === first + index)) return undefined;
  const gap = numberGaps.find((each) => lines.every((line) => each.test(line)));
  return gap && ((line) => line.replace(gap, ''));
}

/** The part of a text that can be a prefix: up to its last separator; empty where no word comes before one. */
function upToDelimiter(text: string): string {
  const found = /^.*[>|:\]})#$%»│┃\t-] ?/s.exec(text)?.[0] ?? '';
  return found.trim().length >= 3 && /\w/.test(found) ? found : '';
}

function commonIndentation(lines: readonly string[]): PrefixCut | undefined {
  const [first = ''] = lines;
  const indentation = lines.reduce(
    (shared, line) => sharedStart(shared, /^[ \t]*/.exec(line)?.[0] ?? ''),
    /^[ \t]*/.exec(first)?.[0] ?? '',
  );
  // Frames without the lines above them are naturally indented.
  if (indentation === '' || frame.test(first)) return undefined;
  return (line) => (line.startsWith(indentation) ? line.slice(indentation.length) : line);
}

function shapeOf(line: string): string {
  return line.slice(0, longestPrefix).replace(/\d+/g, '0');
}

function sharedStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return a.slice(0, length);
}

function isCommon(count: number, of: number): boolean {
  return of >= fewestLines && of - count <= Math.floor(of / linesForOneOther);
}

function shareOf(lines: readonly string[], test: (line: string) => boolean): number {
  return lines.filter(test).length / Math.max(1, lines.length);
}
