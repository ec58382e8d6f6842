import { isOnlyStatement, type Expr, type Ir } from '../syntax/lower/ir';
import { nodesOn, overlap, spanOfLines } from '../syntax/lower/places';
import type { SyntaxFile } from '../syntax/syntax';

/** The expression of a text on a line: read there, or the innermost around it that is written so. */
export function expressionOn(file: SyntaxFile, text: string, line: number): Expr | undefined {
  const wanted = plain(text);
  if (wanted === '') return undefined;
  const here = spanOfLines(file, line);
  const fits = nodesOn(file.code, here).filter(
    (node): node is Expr =>
      !isOnlyStatement(node) && overlap(node, here) && !isKey(file, node) && plain(file.text.slice(node.start, node.end)) === wanted,
  );
  const read = fits.filter((node) => !isTarget(file, node, here));
  return (read.length > 0 ? read : fits)[0];
}

function plain(text: string): string {
  let all = text.trim().replace(/\s+/g, '').replace(/\?\./g, '.').replace(/\(\)$/, '').replace(/!$/, '');
  while (all.startsWith('(') && all.endsWith(')') && isOneBracket(all)) all = all.slice(1, -1);
  return all;
}

function isOneBracket(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return at === text.length - 1;
  }
  return false;
}

/** The key of an entry, which is written without quotes. */
function isKey(file: SyntaxFile, node: Ir): boolean {
  return node.kind === 'literal' && node.of === 'text' && /^[\w$]+$/.test(file.text.slice(node.start, node.end));
}

function isTarget(file: SyntaxFile, node: Ir, here: { start: number; end: number }): boolean {
  return nodesOn(file.code, here).some((each) => each.kind === 'assign' && each.target === node);
}
