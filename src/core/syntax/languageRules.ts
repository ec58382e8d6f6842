import { NONE, type FlatTree, type NodeId } from './flatTree';
import type { GivenFields } from './givenFields';
import type { FunctionNode, ImportBinding } from './syntax';

/** A call in a grammar's tree. */
export interface RawCall {
  name: string;
  /** The receiver of the callee, as written. */
  receiver?: NodeId;
  args: NodeId[];
  construct?: boolean;
}

/** An assignment: `target` may be a name, a member or a destructuring pattern. */
export interface RawDefinition {
  target: NodeId;
  value?: NodeId;
  type?: NodeId;
  kind: 'variable' | 'field' | 'loop' | 'catch';
  /** The path from the value to the target, where the target is only a part of it: `a, err := f()`. */
  path?: string[];
}

export interface RawParameter {
  target: NodeId;
  type?: NodeId;
  /** Does not count as an argument: `self`, a Go receiver. */
  implicit?: boolean;
}

/** A name in a destructuring pattern with its path. */
export interface PatternName {
  node: NodeId;
  path: string[];
}

export interface NamedFunction {
  /** `''` for a function without one, which counts only where no named one is around it. */
  name: string;
  kind: FunctionNode['kind'];
  /** Class, where it differs from the one around the node: Go receivers, `Foo.prototype.bar`, `Foo::bar`. */
  owner?: string;
  /** First node of the function's range, where that is not the function's own: `const load = async () => {`. */
  outer?: NodeId;
}

/** The data on a grammar: names of node types, and functions for the differences between languages. */
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
  /** Precede a function or class and belong to it: decorators, attributes. */
  leading: readonly string[];
  /** Wrap a function or class with its decorators. */
  wrappers: readonly string[];
  /** For a grammar that names few fields. */
  fields?: GivenFields;

  /** Undefined for a function that is not a separate unit. */
  functionName(tree: FlatTree, node: NodeId): NamedFunction | undefined;
  parameters(tree: FlatTree, node: NodeId): RawParameter[];
  className(tree: FlatTree, node: NodeId): string;
  bases(tree: FlatTree, node: NodeId): string[];
  call(tree: FlatTree, node: NodeId): RawCall | undefined;
  definition(tree: FlatTree, node: NodeId): RawDefinition[];
  /** Names of a target with their paths; members count as one name. */
  pattern(tree: FlatTree, target: NodeId): PatternName[];
  import(tree: FlatTree, node: NodeId): ImportBinding[];
  /** The thrown expression of a node with a throwing type ({@link NONE} if it has none); undefined where it does not throw. */
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

/** The maximum nesting of tuples in a destructuring. */
const DEEPEST_PATTERN = 20;

/** Names of a positional pattern: tuples, lists. `skip` are fields that are not targets. */
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
