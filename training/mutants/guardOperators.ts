import type { Operator } from './operator';
import { NONE, type FlatTree, type NodeId } from '../../src/core/syntax/flatTree';
import type { CodeEdit } from '../../src/core/syntax/edits/codeEdit';
import {
  alternatives,
  isInBlock,
  operandsOf,
  operatorOf,
  removal,
  replace,
  statementsOf,
  type CodeSite,
} from '../../src/core/syntax/edits/codeSite';

const LONGEST_GUARD = 4;
const LONGEST_BODY = 12;

/** Missing checks, and forgotten branches. */
export const guardOperators: readonly Operator[] = [
  {
    name: 'drop-guard',
    bugClass: 'missing-guard',
    weight: 7,
    at(site) {
      const { tree, node, rules, type } = site;
      if (type !== 'if_statement' || tree.field(node, 'alternative') !== NONE || !isInBlock(site, node)) return [];
      const body = statementsOf(site, tree.field(node, 'consequence'));
      const last = body.at(-1);
      if (last === undefined || body.length > LONGEST_GUARD || !rules.exits.includes(tree.type(last))) return [];
      return [[removal(site, node)]];
    },
  },
  {
    name: 'unwrap-condition',
    bugClass: 'missing-guard',
    weight: 6,
    at: unwrapCondition,
  },
  {
    name: 'drop-condition-part',
    bugClass: 'missing-guard',
    weight: 6,
    at({ tree, node, rules, type }) {
      if (!rules.binaries.includes(type)) return [];
      const operator = tree.content(operatorOf(tree, node));
      const operands = operandsOf(tree, node);
      if (!operands || (operator !== rules.and && operator !== rules.or[0])) return [];
      if (operator !== rules.and && !isCondition(tree, node)) return [];
      return operands.map((operand) => [replace(tree, node, tree.content(operand))]);
    },
  },
  {
    name: 'drop-conditional',
    bugClass: 'missing-guard',
    weight: 4,
    at({ tree, node, rules }) {
      const [, yes, no] = rules.ternary(tree, node) ?? [];
      if (yes === undefined || no === undefined || yes === NONE || no === NONE) return [];
      return alternatives(tree, node, [tree.content(yes), tree.content(no)]);
    },
  },
  {
    name: 'drop-optional-chain',
    bugClass: 'missing-guard',
    weight: 5,
    at({ tree, node, type }) {
      return type === 'optional_chain' && tree.type(tree.parent(node)) === 'member_expression' ? [[replace(tree, node, '.')]] : [];
    },
  },
  {
    name: 'drop-branch',
    bugClass: 'missing-case',
    weight: 6,
    at(site) {
      const { tree, node, rules, type } = site;
      if (rules.branches.includes(type)) {
        if (tree.endLine(node) - tree.startLine(node) > LONGEST_BODY || (rules.braces && type === 'else_clause')) return [];
        const parent = tree.parent(node);
        const alike = tree.children(parent).filter((child) => tree.type(child) === type);
        if (type !== 'elif_clause' && type !== 'else_clause' && alike.length < 2) return [];
        // A `case` without statements falls through to the next one: this is the mistake.
        return [[removal(site, node)]];
      }
      if (type !== 'if_statement' || !rules.braces) return [];
      const otherwise = tree.field(node, 'alternative');
      const so = tree.field(node, 'consequence');
      if (otherwise === NONE || so === NONE || tree.endLine(otherwise) - tree.startLine(otherwise) > LONGEST_BODY) return [];
      return [[{ start: tree.end(so), end: tree.end(otherwise), text: '' }]];
    },
  },
  {
    name: 'drop-break',
    bugClass: 'missing-case',
    weight: 2,
    at(site) {
      const { tree, node, type } = site;
      const around = tree.type(tree.parent(node));
      return type === 'break_statement' && (around === 'switch_case' || around === 'switch_block_statement_group')
        ? [[removal(site, node)]]
        : [];
    },
  },
];

function isCondition(tree: FlatTree, node: NodeId): boolean {
  let at = node;
  while (tree.fieldName(at) !== 'condition') {
    at = tree.parent(at);
    if (at === NONE || tree.type(at).endsWith('statement')) return false;
  }
  return true;
}

/** `if (c) { a(); }` becomes `a();`. */
function unwrapCondition(site: CodeSite): CodeEdit[][] {
  const { tree, node, rules, type } = site;
  if (type !== 'if_statement' || tree.field(node, 'alternative') !== NONE || !isInBlock(site, node)) return [];
  const body = tree.field(node, 'consequence');
  const statements = statementsOf(site, body);
  const [first, last] = [statements[0], statements.at(-1)];
  if (first === undefined || last === undefined || rules.exits.includes(tree.type(last))) return [];
  if (statements[0] === body) return [[{ start: tree.start(node), end: tree.start(body), text: '' }]];
  const [firstLine, lastLine] = [tree.startLine(first), tree.endLine(last)];
  if (firstLine === tree.startLine(node) || lastLine - firstLine >= LONGEST_BODY) return [];
  if (tree.endLine(tree.field(node, 'condition')) >= firstLine) return [];
  const lineStart = (line: number) => tree.lineStarts[line - 1]!;
  const indent = tree.start(first) - lineStart(firstLine) - (tree.start(node) - lineStart(tree.startLine(node)));
  if (indent <= 0) return [];
  const edits: CodeEdit[] = [{ start: lineStart(tree.startLine(node)), end: lineStart(firstLine), text: '' }];
  for (let line = firstLine; line <= lastLine; line++) {
    const at = lineStart(line);
    const text = tree.text.slice(at, at + indent);
    if (text.startsWith('\n')) continue;
    if (text.trim() !== '' || text.includes('\n')) return [];
    edits.push({ start: at, end: at + indent, text: '', cosmetic: true });
  }
  if (rules.braces) {
    if (tree.endLine(node) <= lastLine || tree.lineStarts.length <= tree.endLine(node)) return [];
    edits.push({ start: lineStart(tree.endLine(node)), end: lineStart(tree.endLine(node) + 1), text: '', cosmetic: true });
  }
  // The first of the dedents begins where the removed header ends, so one edit does both.
  const [header, dedent, ...rest] = edits;
  return header && dedent ? [[{ ...header, end: dedent.end, text: '' }, ...rest]] : [];
}
