import { NONE, type FlatTree, type NodeId } from '../../../src/core/syntax/flatTree';
import { openGrammars } from '../openGrammars';

/** A stretch of code that always runs from its beginning. */
export interface Block {
  /** 1-based lines of the original text, inclusive. */
  startLine: number;
  endLine: number;
}

/**
 * Puts a call into every block of a Java file that records the block's number.
 * @param first number of the first block
 * @returns undefined if the file cannot be read
 */
export async function instrument(file: string, text: string, first: number): Promise<{ text: string; blocks: Block[] } | undefined> {
  const parsed = await openGrammars(file, text);
  if (!parsed) return undefined;
  const { tree } = parsed;
  const blocks: Block[] = [];
  let instrumented = '';
  let from = 0;
  for (let node = 0; node < tree.size; node++) {
    const at = callPlace(tree, node);
    if (at === undefined) continue;
    instrumented += `${text.slice(from, at)} mutants.Hits.hit(${first + blocks.length});`;
    from = at;
    blocks.push({ startLine: tree.startLine(node), endLine: tree.endLine(node) });
  }
  return { text: instrumented + text.slice(from), blocks };
}

/** After the opening brace; in a constructor, after a call of another constructor, which must come first. */
function callPlace(tree: FlatTree, node: NodeId): number | undefined {
  const type = tree.type(node);
  if (type === 'block') return tree.start(node) + 1;
  if (type !== 'constructor_body') return undefined;
  const other = tree.child(node, 'explicit_constructor_invocation');
  return other === NONE ? tree.start(node) + 1 : undefined;
}

/** Numbers of the blocks by the lines that belong to each: the innermost one around a line. */
export function blockOfLines(blocks: readonly Block[], first: number): Map<number, number> {
  const byLine = new Map<number, number>();
  blocks.forEach(({ startLine, endLine }, index) => {
    // The line on which an inner block begins belongs to the code around it.
    for (let line = byLine.has(startLine) ? startLine + 1 : startLine; line <= endLine; line++) byLine.set(line, first + index);
  });
  return byLine;
}
