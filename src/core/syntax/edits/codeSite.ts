import { NONE, type FlatTree, type NodeId } from '../flatTree';
import type { LanguageRules } from '../languageRules';
import type { FunctionNode } from '../syntax';
import type { TreeFile } from '../treeFile';
import type { CodeEdit } from './codeEdit';
import type { CodeWords } from './codeWords';

/** One node of a function with its context, for generating variants of it. */
export interface CodeSite {
  tree: FlatTree;
  rules: CodeWords;
  language: LanguageRules;
  unit: TreeFile;
  /** Properties that the file reads of an object, by the object's text. */
  propertiesOf: (object: string) => ReadonlySet<string>;
  /** Texts of the objects that properties are read from on some lines, 1-based, inclusive. */
  objectsReadOn: (startLine: number, endLine: number) => readonly string[];
  /** Texts of a function's return values. */
  returnsOf: (fn: FunctionNode) => readonly string[];
  /** Parameters and variables of the function that have a value at a line. */
  namesAt: (fn: FunctionNode, line: number) => ReadonlySet<string>;
  fn: FunctionNode;
  node: NodeId;
  type: string;
}

/** Replaces a node. */
export function replace(tree: FlatTree, node: NodeId, text: string): CodeEdit {
  return { start: tree.start(node), end: tree.end(node), text };
}

/** One edit for each text, without the one that changes nothing. */
export function alternatives(tree: FlatTree, node: NodeId, texts: readonly (string | undefined)[]): CodeEdit[][] {
  const now = tree.content(node);
  return [...new Set(texts)].flatMap((text) => (text === undefined || text === now ? [] : [[replace(tree, node, text)]]));
}

/** Removes statements, with their lines if nothing else is on them. Leaves `pass` where a block must not be empty. */
export function removal({ tree, rules }: CodeSite, first: NodeId, last: NodeId = first): CodeEdit {
  const { text } = tree;
  const start = tree.start(first);
  let end = tree.end(last);
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  if (!rules.braces && isWholeBlock(tree, first, last)) return { start, end, text: 'pass' };
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const whole = text.slice(lineStart, start).trim() === '' && lineEnd >= 0 && /^\s*(?:#.*|\/\/.*)?$/.test(text.slice(end, lineEnd));
  return whole ? { start: lineStart, end: lineEnd + 1, text: '' } : { start, end, text: '' };
}

function isWholeBlock(tree: FlatTree, first: NodeId, last: NodeId): boolean {
  const siblings = tree.children(tree.parent(first)).filter((node) => tree.type(node) !== 'comment');
  return siblings[0] === first && siblings.at(-1) === last;
}

/** The statements of a branch: those of its block, or itself. */
export function statementsOf({ tree, rules }: CodeSite, branch: NodeId): NodeId[] {
  if (branch === NONE) return [];
  if (!rules.blocks.includes(tree.type(branch))) return [branch];
  return tree.children(branch).filter((node) => !tree.type(node).includes('comment'));
}

/** Is in a list of statements, so that it can be removed. */
export function isInBlock({ tree, rules }: CodeSite, node: NodeId): boolean {
  return rules.blocks.includes(tree.type(tree.parent(node)));
}

/** Arguments of a call in order, comments left out; undefined where the node is not a call. */
export function argumentsOf({ tree, rules, type }: CodeSite, node: NodeId): NodeId[] | undefined {
  const fields = rules.calls[type];
  const list = fields && tree.field(node, fields[1]);
  if (list === undefined || list === NONE || !tree.type(list).startsWith('argument')) return undefined;
  return tree.children(list).filter((child) => !tree.type(child).includes('comment'));
}

/** A branch or a loop. */
const CONDITIONAL = /^(?:if|unless|elif|elsif|else_if|while|until)(?:_(?:statement|clause|expression|modifier))?$/;

/** Condition of a branch or a loop, without its parentheses; {@link NONE} of any other node. */
export function conditionOf({ tree, type }: CodeSite, node: NodeId): NodeId {
  const condition = CONDITIONAL.test(type) ? tree.field(node, 'condition') : NONE;
  const wrapped = condition !== NONE && /^(?:parenthesized_expression|condition_clause)$/.test(tree.type(condition));
  return wrapped ? (tree.children(condition)[0] ?? NONE) : condition;
}

/** The operator's node of an expression of two operands. */
export function operatorOf(tree: FlatTree, node: NodeId): NodeId {
  const single = tree.field(node, 'operator');
  if (single !== NONE) return single;
  const several = tree.fieldAll(node, 'operators');
  return several.length === 1 ? several[0]! : NONE;
}

/** Left and right of an expression of two operands. */
export function operandsOf(tree: FlatTree, node: NodeId): readonly [NodeId, NodeId] | undefined {
  const left = tree.field(node, 'left');
  if (left !== NONE) return [left, tree.field(node, 'right')];
  const operands = tree.children(node).filter((child) => !tree.fieldName(child).startsWith('operator'));
  return operands.length === 2 ? [operands[0]!, operands[1]!] : undefined;
}
