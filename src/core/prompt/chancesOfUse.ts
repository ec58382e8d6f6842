import type { Snippet } from '../context/failureEvidence';
import type { Suspect } from '../suspects/suspect';
import type { FunctionNode, SyntaxFile } from '../syntax/syntax';
import { isDataFile } from '../workspace/dataFile';
import { nameOf } from '../workspace/fileIndex';
import type { LineRange } from '../workspace/lineRange';

/** The most that the score of one function says: none is sure. */
const SUREST = 0.9;

interface Part extends LineRange {
  file: string;
}

/**
 * Of each piece the chance that it is of use to a reader: it holds the function to mend, calls it, is called by it, or is data that its file
 * names; a test always is.
 * @param functions the likeliest functions, one line of each, whose scores are their chances
 * @param open a parsed file; undefined for one that is not known
 */
export function chancesOfUse(
  pieces: readonly Snippet[],
  functions: readonly Suspect[],
  open: (file: string) => SyntaxFile | undefined,
): Map<string, number> {
  const likely = functions.map((each) => {
    const [startLine, endLine] = each.functionRange ?? [each.line, each.line];
    const part = { file: each.file, startLine, endLine };
    const source = open(each.file);
    return { ...part, ...linksOf(part, source), text: source?.text ?? '', chance: Math.min(SUREST, each.score) };
  });
  return new Map(
    pieces.map((piece) => {
      if (piece.role === 'test') return [piece.id, 1];
      const own = linksOf(piece, open(piece.file));
      const useless = likely.reduce((chance, each) => {
        const isOwn = each.file === piece.file && each.startLine <= piece.endLine && piece.startLine <= each.endLine;
        const isLinked = isOwn || some(own.names, each.calls) || some(each.names, own.calls) || isRead(piece.file, each.text);
        return isLinked ? chance * (1 - each.chance) : chance;
      }, 1);
      return [piece.id, 1 - useless];
    }),
  );
}

/** Whether code names a file of data, and so reads it. */
function isRead(file: string, text: string): boolean {
  return isDataFile(file) && text.includes(nameOf(file));
}

/** The names under which the functions of a part are called, and the names that it calls. */
function linksOf(part: Part, source: SyntaxFile | undefined): { names: ReadonlySet<string>; calls: ReadonlySet<string> } {
  const inside = source?.functions.filter(({ startLine }) => part.startLine <= startLine && startLine <= part.endLine) ?? [];
  return { names: new Set(inside.flatMap(namesOf)), calls: new Set(source?.calls(part).map(({ name }) => name)) };
}

function namesOf({ name, kind, className }: FunctionNode): string[] {
  if (!name) return [];
  return (kind === 'constructor' || name === '__init__') && className ? [name, className] : [name];
}

function some(names: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...names].some((name) => others.has(name));
}
