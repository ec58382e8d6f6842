import { NONE, type FlatTree, type NodeId } from '../../src/core/syntax/flatTree';
import type { CodeEdit } from '../../src/core/syntax/edits/codeEdit';
import { alternatives, operandsOf, type CodeSite } from '../../src/core/syntax/edits/codeSite';

const MOST_NAMES = 3;

/** Another property that the file reads of the same object. */
export function otherProperties(site: CodeSite): CodeEdit[][] {
  const { tree, node, type, propertiesOf, language } = site;
  const fields = language.members[type];
  if (!fields) return [];
  const property = tree.field(node, fields[1]);
  if (property === NONE || isTarget(tree, node)) return [];
  const object = tree.content(tree.field(node, fields[0]));
  return alternatives(tree, property, closest(tree.content(property), propertiesOf(object)));
}

/** A function that is easily confused with this one. */
export function otherMethods({ tree, node, rules, type }: CodeSite): CodeEdit[][] {
  // A plain function of another name may not exist; Python's are built in.
  const fields = rules.braces ? ['name'] : ['attribute', 'function'];
  if (type !== 'property_identifier' && !(type === 'identifier' && fields.includes(tree.fieldName(node)))) return [];
  if (isTarget(tree, tree.parent(node))) return [];
  const name = tree.content(node);
  const twins = rules.twins.flatMap(([one, other]) => (one === name ? [other] : other === name ? [one] : []));
  return alternatives(tree, node, twins);
}

/** Another name that has a value here. */
export function otherNames(site: CodeSite): CodeEdit[][] {
  const { tree, node, type, fn, namesAt } = site;
  if (type !== 'identifier' || !isRead(tree, node)) return [];
  const known = namesAt(fn, tree.startLine(node));
  const name = tree.content(node);
  return known.has(name) ? alternatives(tree, node, closest(name, known)) : [];
}

/** Another key nearby. */
export function otherKeys({ tree, node, rules, type, unit, fn }: CodeSite): CodeEdit[][] {
  if (!rules.strings.includes(type) || !/^['"][\w.$-]{2,30}['"]$/.test(tree.content(node))) return [];
  if (!/subscript|argument|comparison|binary/.test(tree.type(tree.parent(node)))) return [];
  const keys = new Set<string>();
  const text = unit.lines.slice(Math.max(0, fn.startLine - 60), fn.endLine + 60).join('\n');
  for (const [key] of text.matchAll(/'[\w.$-]{2,30}'|"[\w.$-]{2,30}"/g)) keys.add(key);
  return alternatives(tree, node, closest(tree.content(node), keys));
}

/** The swapped operands of an operator that is not commutative. */
export function swappedOperands({ tree, node, rules, type }: CodeSite): CodeEdit[][] {
  const operands = rules.binaries.includes(type) ? operandsOf(tree, node) : undefined;
  if (!operands || tree.startLine(node) !== tree.endLine(node)) return [];
  const [left, right] = operands;
  const between = tree.text.slice(tree.end(left), tree.start(right));
  if (!/^\s*(?:-|\/|%|\/\/|<|>|in|instanceof)\s*$/.test(between)) return [];
  return alternatives(tree, node, [`${tree.content(right)}${between}${tree.content(left)}`]);
}

/** The names most easily confused with this one, similar ones first. */
function closest(name: string, others: ReadonlySet<string>): string[] {
  return [...others]
    .filter((other) => other !== name)
    .map((other) => ({ other, like: likeness(name, other) }))
    .sort((a, b) => b.like - a.like)
    .slice(0, MOST_NAMES)
    .map(({ other }) => other);
}

/** Share of letter pairs common to two names. */
function likeness(a: string, b: string): number {
  const pairs = (text: string) => new Set(Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2).toLowerCase()));
  const [first, second] = [pairs(a), pairs(b)];
  let common = 0;
  for (const pair of first) if (second.has(pair)) common++;
  return common / (1 + first.size + second.size - common);
}

function isTarget(tree: FlatTree, node: NodeId): boolean {
  return tree.fieldName(node) === 'left' && /assignment/.test(tree.type(tree.parent(node)));
}

/** A name that is read here, not one that is set, declared, called or looked up. */
function isRead(tree: FlatTree, node: NodeId): boolean {
  const field = tree.fieldName(node);
  if (['name', 'function', 'attribute', 'property', 'field', 'type', 'alias', 'constructor', 'left', 'parameter'].includes(field)) {
    return field === 'left' && !/assignment|^for/.test(tree.type(tree.parent(node)));
  }
  return !/parameter|pattern|import|lambda|declarator|scoped|marker|annotation|clause|target|global|nonlocal|delete/.test(
    tree.type(tree.parent(node)),
  );
}
