import { NONE } from '../../syntax/flatTree';
import type { ParsedTree } from '../../syntax/openSyntax';
import type { WatchedFunction } from './watchReturns';

/** Functions of a Python file, each with the line that its code object names as its first: that of its first decorator, if it has one. */
export function pythonFunctions({ tree }: Pick<ParsedTree, 'tree'>): (WatchedFunction & { codeLine: number })[] {
  const found: (WatchedFunction & { codeLine: number })[] = [];
  for (let node = 0; node < tree.size; node++) {
    if (tree.type(node) !== 'function_definition') continue;
    const parent = tree.parent(node);
    const isDecorated = parent !== NONE && tree.type(parent) === 'decorated_definition';
    const startLine = tree.startLine(node);
    found.push({ startLine, endLine: tree.endLine(node), codeLine: isDecorated ? tree.startLine(parent) : startLine });
  }
  return found;
}
