import { NONE, type NodeId } from '../../syntax/flatTree';
import type { CodeEdit } from '../../syntax/edits/codeEdit';
import { argumentsOf, conditionOf, isInBlock, operandsOf, operatorOf, replace, type CodeSite } from '../../syntax/edits/codeSite';
import type { RepairTemplate } from './repairTemplate';
import type { KnownKind } from './repairWords';

const LONGEST = 60;
/** The number of lines below a place to search for uses that show the expected kind of a name. */
const LOOKED_AT = 8;

/** The expected kind of a name, from the methods called on it there; methods of several kinds do not count. */
const USES: readonly (readonly [KnownKind, RegExp])[] = [
  [
    'text',
    /^(?:split|replace|charAt|charCodeAt|substr|substring|toLowerCase|toUpperCase|trim|match|startsWith|endsWith|lower|upper|strip|encode)$/,
  ],
  ['list', /^(?:forEach|map|filter|push|reduce|some|every|splice|unshift|append|extend)$/],
  ['record', /^(?:hasOwnProperty|items|keys|get|setdefault)$/],
];

/** Values of another type than the code expects, texts in another case, objects with inherited keys. */
export const typeTemplates: readonly RepairTemplate[] = [
  {
    name: 'condition-for-a-type',
    share: 4,
    fits: { notCallable: 2.5, type: 2 },
    at(site, { isA }) {
      const { tree, node, rules, fn } = site;
      const condition = isA ? conditionOf(site, node) : NONE;
      if (!isA || condition === NONE) return [];
      const text = tree.content(condition);
      const term = text.includes(rules.or[0] ?? '||') ? `(${text})` : text;
      return kindsBelow(site, tree.startLine(condition), fn).map(([name, kind]) => [
        replace(tree, condition, `${isA(name, kind)} ${rules.and} ${term}`),
      ]);
    },
  },
  {
    name: 'leave-for-another-type',
    share: 4,
    fits: { notCallable: 2.5, type: 2 },
    at(site, { isA, negate, leave }) {
      const { tree, node, fn } = site;
      const line = tree.startLine(node);
      if (!isA || !isInBlock(site, node) || line <= fn.signature.startLine) return [];
      const indent = tree.text.slice(tree.text.lastIndexOf('\n', tree.start(node) - 1) + 1, tree.start(node));
      if (indent.trim()) return [];
      return kindsBelow(site, line, fn, 1).flatMap(([name, kind]) =>
        [name, undefined].map((value): CodeEdit[] => [
          { start: tree.start(node), end: tree.start(node), text: `${leave(negate(isA(name, kind)), value, indent)}\n${indent}` },
        ]),
      );
    },
  },
  {
    name: 'every-match',
    share: 2,
    fits: { assertion: 2 },
    // A text as the pattern, or a pattern without the flag, replaces only once.
    at({ tree, node, rules, type }, { replacesOnce }) {
      const fields = rules.calls[type];
      const callee = fields ? tree.field(node, fields[0]) : NONE;
      if (!replacesOnce || callee === NONE || tree.content(tree.field(callee, 'property')) !== 'replace') return [];
      const [pattern] = argumentsOf({ tree, rules, type } as CodeSite, node) ?? [];
      const text = pattern === undefined ? '' : tree.content(pattern);
      const literal = /^(['"])([^\\]{1,20})\1$/.exec(text)?.[2];
      if (pattern !== undefined && literal !== undefined)
        return [[replace(tree, pattern, `/${literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}/g`)]];
      return pattern !== undefined && /^\/.+\/[im]*$/.test(text) ? [[replace(tree, pattern, `${text}g`)]] : [];
    },
  },
  {
    name: 'letters-of-one-case',
    share: 2,
    fits: { assertion: 1.5 },
    at({ tree, node, rules, type }, { inLowerCase }) {
      if (type === 'regex' && /\/[gm]*$/.test(tree.content(node))) return [[replace(tree, node, `${tree.content(node)}i`)]];
      if (!inLowerCase) return [];
      const sought = soughtInLowerCase({ tree, node, rules, type } as CodeSite, inLowerCase(''));
      if (sought !== NONE) return [[replace(tree, sought, inLowerCase(tree.content(sought)))]];
      if (!rules.binaries.includes(type)) return [];
      const operands = operandsOf(tree, node);
      if (!operands || !/^(?:===?|!==?)$/.test(tree.content(operatorOf(tree, node)))) return [];
      const texts = operands.map((each) => tree.content(each));
      if (texts.some((text) => /^(?:[\d-]|null$|undefined$|true$|false$|None$|typeof\b)/.test(text))) return [];
      const named = operands.filter((each) => isName(tree.type(each)) && tree.content(each).length <= LONGEST);
      const each = named.map((operand) => [replace(tree, operand, inLowerCase(tree.content(operand)))]);
      return named.length === 2 ? [named.map((operand) => replace(tree, operand, inLowerCase(tree.content(operand)))), ...each] : each;
    },
  },
  {
    name: 'nothing-inherited',
    share: 3,
    fits: { notCallable: 1.5, key: 1.5, nothing: 1.2 },
    // Keys from outside also match inherited members.
    at({ tree, node }, { bare }) {
      if (!bare || tree.content(node) !== bare.literal || tree.children(node).length > 0) return [];
      const around = tree.type(tree.parent(node));
      return /^(?:variable_declarator|assignment_expression|pair|binary_expression)$/.test(around)
        ? [[replace(tree, node, bare.without)]]
        : [];
    },
  },
];

/** The text searched for in a lower-case text: `prefix` of `key.toLowerCase().indexOf(prefix)`. */
function soughtInLowerCase(site: CodeSite, lower: string): NodeId {
  const { tree, node, rules, type } = site;
  const fields = rules.calls[type];
  const callee = fields ? tree.content(tree.field(node, fields[0])) : '';
  if (!/\.(?:indexOf|lastIndexOf|includes|startsWith|endsWith|startswith|endswith|find|count)$/.test(callee)) return NONE;
  const [sought] = argumentsOf(site, node) ?? [];
  const inSmall = callee.slice(0, callee.lastIndexOf('.')).endsWith(lower);
  return sought !== undefined && inSmall && isName(tree.type(sought)) && !tree.content(sought).endsWith(lower) ? sought : NONE;
}

function isName(type: string): boolean {
  return /^(?:identifier|member_expression|subscript_expression|attribute|subscript|field_access|call_expression)$/.test(type);
}

/** Names read from a line on, each with the kind required by the methods called on it. */
function kindsBelow(site: CodeSite, line: number, fn: CodeSite['fn'], most = 3): [name: string, kind: KnownKind][] {
  const known = site.namesAt(fn, line);
  const found = new Map<string, KnownKind>();
  for (const { object, property } of site.unit.propertyReads({ startLine: line, endLine: Math.min(fn.endLine, line + LOOKED_AT) })) {
    const kind = USES.find(([, methods]) => methods.test(property))?.[0];
    if (kind && known.has(object) && !found.has(object)) found.set(object, kind);
  }
  return [...found].slice(0, most);
}
