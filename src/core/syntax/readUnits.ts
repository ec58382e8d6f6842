import { NONE, type FlatTree, type NodeId } from './flatTree';
import type { LanguageRules, NamedFunction } from './languageRules';
import { CLASS, FUNCTION } from './nodeKinds';
import type { ClassNode, FunctionNode, Parameter } from './syntax';

/** Functions and classes of a file, and the node of each function by its index. */
export interface Units {
  functions: FunctionNode[];
  classes: ClassNode[];
  functionNodes: NodeId[];
}

interface Scope {
  after: NodeId;
  name: string;
  classIndex?: number;
  functionIndex?: number;
}

/** Reads the functions and classes of a tree, in the order of the text. */
export function readUnits(tree: FlatTree, rules: LanguageRules, kindOf: (node: NodeId) => number): Units {
  const functions: FunctionNode[] = [];
  const classes: ClassNode[] = [];
  const functionNodes: NodeId[] = [];
  const open: Scope[] = [];
  for (let node = 0; node < tree.size; node++) {
    const kind = kindOf(node);
    if (!(kind & (FUNCTION | CLASS))) continue;
    while (open.length && open.at(-1)!.after <= node) open.pop();
    if (kind & CLASS) {
      const name = rules.className(tree, node);
      if (!name) continue;
      const cls = classNode(tree, rules, node, name, classes.length);
      classes.push(cls);
      open.push({ after: tree.after(node), name, classIndex: cls.index });
      continue;
    }
    const named = rules.functionName(tree, node);
    if (!named || (!named.name && open.some((scope) => scope.functionIndex !== undefined))) continue;
    const fn = functionNode(tree, rules, node, named, functions.length, open);
    functions.push(fn);
    functionNodes.push(node);
    open.push({ after: tree.after(node), name: named.name, functionIndex: fn.index });
  }
  return { functions, classes, functionNodes };
}

function classNode(tree: FlatTree, rules: LanguageRules, node: NodeId, name: string, index: number): ClassNode {
  const startLine = tree.startLine(withLeading(tree, rules, node));
  return {
    index,
    name,
    startLine,
    endLine: tree.endLine(node),
    header: { startLine, endLine: headerEnd(tree, node) },
    bases: rules.bases(tree, node),
  };
}

function functionNode(
  tree: FlatTree,
  rules: LanguageRules,
  node: NodeId,
  named: NamedFunction,
  index: number,
  open: readonly Scope[],
): FunctionNode {
  const startLine = tree.startLine(withLeading(tree, rules, named.outer ?? node));
  const cls = open.findLast((scope) => scope.classIndex !== undefined);
  const around = named.kind === 'test' || named.kind === 'callback' ? [] : open.map((scope) => scope.name);
  const path = named.owner ? [named.owner, named.name] : [...around, named.name];
  const parameters: Parameter[] = [];
  for (const { target, type, implicit } of rules.parameters(tree, node)) {
    if (implicit) continue;
    parameters.push({ name: tree.content(target), ...(type !== undefined && type !== NONE && { type: typeText(tree.content(type)) }) });
  }
  return {
    index,
    name: named.name,
    qualifiedName: path.filter((part) => part !== '').join('.'),
    ...((named.owner ?? cls) && { className: named.owner ?? cls!.name }),
    startLine,
    endLine: Math.max(tree.endLine(node), named.outer === undefined ? 0 : tree.endLine(named.outer)),
    signature: { startLine, endLine: headerEnd(tree, node) },
    parameters,
    parent: open.findLast((scope) => scope.functionIndex !== undefined)?.functionIndex,
    classIndex: cls?.classIndex,
    kind: named.kind,
  };
}

/** A node, or the first of its leading decorators and attributes. */
function withLeading(tree: FlatTree, rules: LanguageRules, node: NodeId): NodeId {
  let first = node;
  if (rules.wrappers.includes(tree.type(tree.parent(first)))) first = tree.parent(first);
  for (let before = tree.previous(first); before !== NONE && rules.leading.includes(tree.type(before)); before = tree.previous(first))
    first = before;
  return first;
}

/** Last line of a function's or class's header: that of an opening brace, else the one before the body. */
function headerEnd(tree: FlatTree, node: NodeId): number {
  const body = tree.field(node, 'body');
  const start = tree.startLine(node);
  if (body === NONE) return start;
  const line = tree.startLine(body);
  return line === start || tree.text[tree.start(body)] === '{' ? line : Math.max(start, line - 1);
}

/** A type annotation without its colon. */
export function typeText(text: string): string {
  return text.replace(/^[:\s]+/, '');
}
