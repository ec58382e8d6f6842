import type { LineRange } from '../../src/core/context/failureEvidence';
import type { CodeEdit } from '../../src/core/syntax/edits/codeEdit';
import { codeSites } from '../../src/core/syntax/edits/codeSites';
import type { FlatTree } from '../../src/core/syntax/flatTree';
import type { FunctionNode } from '../../src/core/syntax/syntax';
import { callOperators } from './callOperators';
import { guardOperators } from './guardOperators';
import type { Mutation } from './mutation';
import { nameOperators } from './nameOperators';
import { openGrammars } from './openGrammars';
import type { Operator } from './operator';
import { valueOperators } from './valueOperators';

export const OPERATORS: readonly Operator[] = [...guardOperators, ...valueOperators, ...callOperators, ...nameOperators];

/** One mistake that can be made in a file. */
export interface PossibleMutation extends Mutation {
  weight: number;
  /** Lines of the original text that it touches. */
  span: LineRange;
  fn: FunctionNode;
}

/**
 * Lists every mistake that the operators can make in the functions of a file.
 * @returns in source order; empty where the file cannot be read
 */
export async function listMutations(file: string, text: string): Promise<PossibleMutation[]> {
  const parsed = await openGrammars(file, text);
  const sites = parsed && codeSites(file, parsed);
  if (!sites) return [];
  const found: PossibleMutation[] = [];
  for (const site of sites.within({ startLine: 1, endLine: sites.unit.lines.length })) {
    for (const { name, bugClass, weight, at } of OPERATORS) {
      for (const edits of at(site)) found.push({ operator: name, bugClass, weight, edits, fn: site.fn, span: spanOf(site.tree, edits) });
    }
  }
  return found;
}

function spanOf(tree: FlatTree, edits: readonly CodeEdit[]): LineRange {
  const [first, last] = [edits[0]!, edits.findLast(({ cosmetic }) => !cosmetic)!];
  return { startLine: tree.lineAt(first.start), endLine: tree.lineAt(Math.max(first.start, last.end - 1)) };
}

/** Whether a text is free of syntax errors, as far as the grammar can tell. */
export async function parses(file: string, text: string): Promise<boolean> {
  const parsed = await openGrammars(file, text);
  if (!parsed) return false;
  const { tree } = parsed;
  for (let node = 0; node < tree.size; node++) if (tree.type(node) === 'ERROR') return false;
  return true;
}
