import type { ParsedTree } from '../../syntax/openSyntax';
import { startsStatement } from '../../syntax/statementLine';
import type { ProbePlace } from './probePlaces';
import { probeStatement } from './probeStatement';

/** Lines to insert into source files, and the places without one, with the reason. */
export interface StatementsFor {
  lines: { file: string; /** 1-based, in the current file. */ before: number; text: string; index: number }[];
  refused: { file: string; line: number; why: string }[];
}

/**
 * A line that prints a value at each place where a statement is possible, in languages with a grammar that can print a shape in one line.
 * @param set the set of all lines; each has its place's index
 */
export async function statementsFor(
  places: readonly ProbePlace[],
  set: string,
  read: (file: string) => Promise<string | undefined>,
  parse: (file: string, text: string, signal?: AbortSignal) => Promise<ParsedTree | undefined>,
  signal?: AbortSignal,
): Promise<StatementsFor> {
  const made: StatementsFor = { lines: [], refused: [] };
  for (const [index, { file, line, expression }] of places.entries()) {
    const text = await read(file);
    const statement = text === undefined ? { why: 'the file cannot be read' } : probeStatement({ file, text }, expression, { set, index });
    const tree = text === undefined ? undefined : await parse(file, text, signal);
    if ('why' in statement) made.refused.push({ file, line, why: statement.why });
    else if (!tree || !startsStatement(tree, line)) made.refused.push({ file, line, why: 'no statement begins on this line' });
    else made.lines.push({ file, before: line, text: statement.line, index });
  }
  return made;
}
