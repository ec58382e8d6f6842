import type { CodeEdit } from '../../syntax/edits/codeEdit';
import { isInBlock, type CodeSite } from '../../syntax/edits/codeSite';
import { NONE, type FlatTree, type NodeId } from '../../syntax/flatTree';
import type { LineRange } from '../../workspace/lineRange';

/** Statements that cannot be left out by themselves: what they declare is used elsewhere. */
const DECLARATIONS = /declaration|definition|import|export|block|comment/;
/** A statement of more lines holds others, which are left out one by one. */
const MOST_LINES = 80;

/**
 * Edits that no fix would make, and that tell whether a function matters for a failure: it ends at once, one of its statements is left out,
 * a condition always or never holds. Every line keeps its number where the language allows it.
 * @param range of the function
 * @param isOwn whether a statement at a line may be changed
 */
export function telltaleEdits(
  sites: Iterable<CodeSite>,
  range: LineRange,
  isOwn: (line: number) => boolean,
): Record<'ends' | 'leftOut' | 'forced', CodeEdit[]> {
  const found = { ends: [] as CodeEdit[], leftOut: [] as CodeEdit[], forced: [] as CodeEdit[] };
  for (const site of sites) {
    if (found.ends.length === 0) found.ends.push(...endsAtOnce(site, range));
    if (!isOwn(site.tree.startLine(site.node))) continue;
    const without = leftOut(site);
    if (without) found.leftOut.push(without);
    found.forced.push(...forced(site));
  }
  return found;
}

function endsAtOnce({ tree, rules, node, type }: CodeSite, range: LineRange): CodeEdit[] {
  const body = /function|method|arrow/.test(type) && tree.endLine(node) === range.endLine ? tree.field(node, 'body') : NONE;
  if (body === NONE || !rules.blocks.includes(tree.type(body))) return [];
  if (rules.braces) return ['return;', 'return arguments[0];'].map((text) => insertion(tree.start(body) + 1, text));
  const first = tree.children(body)[0];
  if (first === undefined) return [];
  const start = tree.start(first);
  return [insertion(start, `return ${rules.nil}\n${tree.text.slice(tree.text.lastIndexOf('\n', start) + 1, start)}`)];
}

function leftOut(site: CodeSite): CodeEdit | undefined {
  const { tree, rules, node, type } = site;
  if (!isInBlock(site, node) || DECLARATIONS.test(type) || tree.endLine(node) - tree.startLine(node) > MOST_LINES) return undefined;
  const nothing = /^return/.test(type) ? 'return' : rules.braces ? '' : 'pass';
  return replacing(tree, node, rules.braces ? `${nothing};` : nothing);
}

function forced({ tree, rules, node, type }: CodeSite): CodeEdit[] {
  if (!/^(?:if|elif|while)_(?:statement|clause)$/.test(type)) return [];
  const condition = tree.field(node, 'condition');
  if (condition === NONE) return [];
  // A loop that never ends tells nothing.
  const values = type.startsWith('while') ? [rules.no] : [rules.yes, rules.no];
  return values.map((value) => replacing(tree, condition, rules.braces ? `(${value})` : value));
}

function insertion(at: number, text: string): CodeEdit {
  return { start: at, end: at, text };
}

/** The text in place of a node, with as many lines where that changes no meaning. */
function replacing(tree: FlatTree, node: NodeId, text: string): CodeEdit {
  const start = tree.start(node);
  let end = tree.end(node);
  while (end > start && /\s/.test(tree.text[end - 1]!)) end--;
  const lines = text.startsWith('(') || text.endsWith(';') ? tree.text.slice(start, end).split('\n').length - 1 : 0;
  return { start, end, text: text + '\n'.repeat(lines) };
}
