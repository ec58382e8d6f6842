import { nodesIn, type Span } from '../../syntax/lower/ir';
import type { SyntaxFile } from '../../syntax/syntax';

/** What code asks to know whether its file is the program that runs. */
const ENTRY =
  /(?<![.\w])__name__\b|\brequire\.main\b|\bmodule\.parent\b|\bimport\.meta\.main\b|\bargv\b[^\n]{0,80}\bimport\.meta\b|\bimport\.meta\b[^\n]{0,80}\bargv\b|\b__FILE__ ?== ?\$|\$(?:0|PROGRAM_NAME) ?== ?__FILE__|\bPHP_SAPI\b|\bphp_sapi_name\b|\bSCRIPT_(?:FILE)?NAME\b|\bget_included_files\b/;

/** The conditions that a program is started by, such as `__name__ == "__main__"`: with another one it does nothing, and fails no more. */
export function entryConditions(file: SyntaxFile): Span[] {
  if (!ENTRY.test(file.text)) return [];
  const found: Span[] = [];
  for (const node of nodesIn(file.code)) {
    const isJoined = node.kind === 'operate' && /^(?:&&|and)$/.test(node.operator);
    const asked = node.kind === 'branch' || node.kind === 'choice' ? node.condition : isJoined ? node.operands[0] : undefined;
    if (asked && ENTRY.test(file.text.slice(asked.start, asked.end)))
      found.push({ start: node.start, end: isJoined ? node.operands[1]!.start : asked.end });
  }
  return found;
}
