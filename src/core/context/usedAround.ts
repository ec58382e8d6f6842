import type { Definition, FunctionNode, SyntaxFile } from '../syntax/syntax';
import type { LineRange } from './failureEvidence';
import { importRanges, linesIn } from './importRanges';
import { classValues, moduleValues } from './nearbyCode';
import type { Reason } from './reason';
import { namesUsed } from './search/aside';

/** Lines of imports up to which they are shown. */
const MOST_IMPORTS = 12;
/** Of a value or a class header of more lines, only the first is shown. */
const LONGEST_VALUE = 60;
const LONGEST_HEADER = 3;

/** Lines outside of functions, with the first reason to show them; the header of a class needs none. */
export interface UsedLines extends LineRange {
  reason?: Reason;
}

/**
 * What a function uses of its file outside of functions: imports, the values of the module and of its class that its lines name, and the
 * header of its class. In the order of their lines; what stands together is one range.
 * @param allImports whether a short list of imports is shown whole: to mend a file, one needs to know what it has
 */
export function usedAround(
  source: SyntaxFile,
  fn: Pick<FunctionNode, 'name' | 'startLine' | 'endLine' | 'classIndex'>,
  allImports: boolean,
): UsedLines[] {
  const named = namesUsed(source, fn);
  const every = importRanges(source, () => true);
  const imports = allImports && linesIn(every) <= MOST_IMPORTS ? every : importRanges(source, (local) => named.has(local));
  const cls = fn.classIndex === undefined ? undefined : source.classes[fn.classIndex];
  const own = new Set(source.allDefinitions(fn).flatMap(({ kind, name }) => (kind === 'field' ? [] : [name])));
  const isUsed = ({ name, startLine }: Definition): boolean =>
    named.has(name) && !own.has(name) && !(fn.startLine <= startLine && startLine <= fn.endLine);
  const values = [...moduleValues(source), ...(cls ? classValues(source, cls) : [])].filter(isUsed);
  const used: UsedLines[] = [
    ...(linesIn(imports) <= MOST_IMPORTS ? imports.map((each) => ({ ...each, reason: { kind: 'imports' } as const })) : []),
    ...values.map((value) => ({ ...linesOf(value), reason: { kind: 'readsValue', reader: fn.name, name: value.name } as const })),
    ...(cls ? [shortened(cls.header, LONGEST_HEADER)] : []),
  ];
  return joined(source, used);
}

function linesOf({ startLine, endLine, valueRange }: Definition): LineRange {
  return shortened({ startLine, endLine: Math.max(endLine, valueRange?.endLine ?? 0) }, LONGEST_VALUE);
}

function shortened({ startLine, endLine }: LineRange, most: number): LineRange {
  return { startLine, endLine: endLine - startLine < most ? endLine : startLine };
}

/** Ranges in the order of their lines; those that overlap or have only blank lines between them as one. */
function joined(source: SyntaxFile, ranges: readonly UsedLines[]): UsedLines[] {
  const all: UsedLines[] = [];
  for (const range of ranges.toSorted((a, b) => a.startLine - b.startLine)) {
    const last = all.at(-1);
    if (last && source.lines.slice(last.endLine, range.startLine - 1).every((line) => !line.trim()))
      last.endLine = Math.max(last.endLine, range.endLine);
    else all.push({ ...range });
  }
  return all;
}
