import { resultsOf } from './results';
import { isFn } from './walk';
import { nodesIn } from '../syntax/lower/ir';
import type { FunctionNode, SyntaxFile } from '../syntax/syntax';

/** Whether a function returns a value, as far as its code is lowered. */
export function returnsValue(file: SyntaxFile, fn: FunctionNode): boolean {
  for (const node of nodesIn(file.code))
    if (node.kind === 'fn' && isFn(file, fn, node)) return resultsOf(file, node).some(({ value }) => value);
  return true;
}
