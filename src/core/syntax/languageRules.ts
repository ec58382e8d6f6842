import { NONE, type FlatTree, type NodeId } from './flatTree';
import type { FunctionNode, ImportBinding } from './syntax';

/** A call as a grammar shows it. */
export interface RawCall {
  name: string;
  /** What the callee is taken from, as written. */
  receiver?: NodeId;
  args: NodeId[];
  construct?: boolean;
}

/** Something gets a value: `target` may be a name, a member or a destructuring pattern. */
export interface RawDefinition {
  target: NodeId;
  value?: NodeId;
  type?: NodeId;
  kind: 'variable' | 'field' | 'loop' | 'catch';
  /** The way from the value to the target, where the target is not the whole of it: `a, err := f()`. */
  path?: string[];
}

export interface RawParameter {
  target: NodeId;
  type?: NodeId;
  /** Does not count as an argument: `self`, a Go receiver. */
  implicit?: boolean;
}

/** A name in a destructuring pattern with the way to it. */
export interface PatternName {
  node: NodeId;
  path: string[];
}

export interface NamedFunction {
  /** `''` for a function without one, which counts only where nothing named is around it. */
  name: string;
  kind: FunctionNode['kind'];
  /** Class, where it is not the one around the node: Go receivers, `Foo.prototype.bar`, `Foo::bar`. */
  owner?: string;
  /** Node that the function's range begins with, where that is not the function's own: `const load = async () => {`. */
  outer?: NodeId;
}

/** What has to be known about a grammar: names of node types, and how to read what differs between languages. */
export interface LanguageRules {
  functions: readonly string[];
  classes: readonly string[];
  calls: readonly string[];
  definitions: readonly string[];
  imports: readonly string[];
  throws: readonly string[];
  returns: readonly string[];
  identifiers: readonly string[];
  /** `a.b`, with the fields that hold the object and the name. A type may be among the calls as well. */
  members: Readonly<Record<string, readonly [object: string, property: string]>>;
  /** `a['b']`: the object is the first child, the index the last. */
  subscripts: readonly string[];
  /** Stand before a function or class and belong to it: decorators, attributes. */
  leading: readonly string[];
  /** Wrap a function or class and whatever leads it. */
  wrappers: readonly string[];

  /** Undefined for a function that is no unit of its own. */
  functionName(tree: FlatTree, node: NodeId): NamedFunction | undefined;
  parameters(tree: FlatTree, node: NodeId): RawParameter[];
  className(tree: FlatTree, node: NodeId): string;
  bases(tree: FlatTree, node: NodeId): string[];
  call(tree: FlatTree, node: NodeId): RawCall | undefined;
  definition(tree: FlatTree, node: NodeId): RawDefinition[];
  /** Names of a target with the way to each; members count as one name. */
  pattern(tree: FlatTree, target: NodeId): PatternName[];
  import(tree: FlatTree, node: NodeId): ImportBinding[];
  /** What a node of a throwing type throws ({@link NONE}: nothing named); undefined where it does not throw. */
  thrown(tree: FlatTree, node: NodeId): NodeId | undefined;
  /** Local name by exported name, where a language renames on export. */
  exports?(tree: FlatTree): Map<string, string>;
}

/** A string literal's text without quotes and prefix. */
export function unquote(text: string): string {
  return text.replace(/^[a-zA-Z@$]{0,3}["'`]{1,3}/, '').replace(/["'`]{1,3}$/, '');
}

/** A type's name without arguments, pointers and modules: `Order` of `*shop.Order[T]`. */
export function bareType(text: string): string {
  const name = text
    .replace(/[<[({][^]*$/, '')
    .replace(/\b(?:const|mut|dyn|impl|struct|ref|out|in)\s+/g, '')
    .replace(/[*&?!$:\s]+$|^[*&?!$:\s]+/g, '');
  return name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':'), name.lastIndexOf('\\')) + 1).trim();
}

/** Tuples in tuples beyond which nobody takes a value apart. */
const DEEPEST_PATTERN = 20;

/** Names of a pattern whose parts are told apart by their place: tuples, lists. `skip` are fields that are no targets. */
export function placedNames(
  tree: FlatTree,
  target: NodeId,
  leaves: readonly string[],
  skip: readonly string[] = ['type', 'value', 'right', 'default'],
  path: string[] = [],
): PatternName[] {
  if (target === NONE || path.length > DEEPEST_PATTERN) return [];
  if (leaves.includes(tree.type(target))) return [{ node: target, path }];
  const parts = tree.children(target).filter((child) => !skip.includes(tree.fieldName(child)));
  return parts.flatMap((part, place) => placedNames(tree, part, leaves, skip, parts.length > 1 ? [...path, String(place)] : path));
}
