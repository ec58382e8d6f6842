import type { SyntaxFile } from '../../syntax/syntax';
import type { LineRange } from '../failureEvidence';
import { moduleValues } from '../nearbyCode';
import { addAside, namesUsed } from './aside';
import type { CodeSearch } from './codeSearch';

/** A script of up to this many lines is shown with all the lines that run at its start. */
const SHORT_SCRIPT = 40;
const MOST_VALUES = 4;
const LONGEST_VALUE = 12;
const RELATIVE = 0.4;

/** The script that starts the program: the lines of a short one outside its functions, else the values that its line on the stack reads. */
export function addScriptStart(search: CodeSearch): void {
  const start = search.frames.findLast(({ found }) => !found.test && !found.fn);
  if (!start) return;
  const { source, relevance } = start.found;
  const reason = { kind: 'startsProgram' } as const;
  const last = source.lines.findLastIndex((line) => line.trim()) + 1;
  if (last <= SHORT_SCRIPT) {
    for (const range of ownLines(source, last)) addAside(search, source, range, reason, RELATIVE * relevance);
    return;
  }
  const read = namesUsed(source, start.found);
  const values = moduleValues(source).filter(({ name, startLine }) => read.has(name) && startLine < start.line);
  for (const { startLine } of values.slice(0, MOST_VALUES)) {
    const range = source.statement(startLine);
    if (range.endLine - range.startLine < LONGEST_VALUE) addAside(search, source, range, reason, RELATIVE * relevance);
  }
}

/** The runs of lines up to the last that stand in no function and no class. */
function ownLines(source: SyntaxFile, last: number): LineRange[] {
  const units = [...source.functions, ...source.classes];
  const ranges: LineRange[] = [];
  for (let line = 1; line <= last; line++) {
    if (!source.lines[line - 1]?.trim() || units.some(({ startLine, endLine }) => startLine <= line && line <= endLine)) continue;
    const run = ranges.at(-1);
    const between = run && source.lines.slice(run.endLine, line - 1).every((each) => !each.trim());
    if (run && between) run.endLine = line;
    else ranges.push({ startLine: line, endLine: line });
  }
  return ranges;
}
