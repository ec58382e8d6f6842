import { droppedArguments, swappedArguments } from './callEdits';
import type { CodeEdit } from '../../src/core/syntax/edits/codeEdit';
import { argumentsOf, isInBlock, removal, statementsOf } from '../../src/core/syntax/edits/codeSite';
import { NONE, type FlatTree, type NodeId } from '../../src/core/syntax/flatTree';
import type { Operator } from './operator';

/** Calls with the wrong arguments, and missing work. */
export const callOperators: readonly Operator[] = [
  {
    name: 'swap-arguments',
    bugClass: 'argument-order',
    weight: 4,
    at: swappedArguments,
  },
  {
    name: 'drop-argument',
    bugClass: 'other',
    weight: 3,
    at: droppedArguments,
  },
  {
    name: 'drop-tidying',
    bugClass: 'other',
    weight: 3,
    at(site) {
      const { tree, node, language } = site;
      const args = argumentsOf(site, node);
      if (args?.length !== 0) return [];
      const call = language.call(tree, node);
      if (!call || call.receiver === undefined || call.receiver === NONE || !site.rules.tidying.includes(call.name)) return [];
      return [[{ start: tree.end(call.receiver), end: tree.end(node), text: '' }]];
    },
  },
  {
    name: 'skip-update',
    bugClass: 'stale-state',
    weight: 3,
    at(site) {
      const { tree, node, rules, type } = site;
      if (type !== rules.expressionStatement || !isInBlock(site, node)) return [];
      const inner = tree.children(node)[0] ?? NONE;
      const kind = tree.type(inner);
      const kept = rules.updates.includes(kind) || rules.calls[kind] !== undefined || setsState(tree, inner, rules.assignments);
      return kept ? [[removal(site, node)]] : [];
    },
  },
  {
    name: 'drop-return',
    bugClass: 'other',
    weight: 2,
    at(site) {
      const { tree, node, type, rules } = site;
      const value = tree.children(node)[0];
      if (type !== 'return_statement' || value === undefined) return [];
      const calls = rules.calls[tree.type(value)] !== undefined;
      return calls ? [[{ start: tree.start(node), end: tree.start(value), text: '' }]] : [];
    },
  },
  {
    name: 'early-step',
    bugClass: 'stale-state',
    weight: 1,
    // The last statement of a loop's body runs before the one that should come first.
    at(site) {
      const { tree, node, rules, type } = site;
      if (!rules.blocks.includes(type) || !/^(?:for|while|enhanced_for)/.test(tree.type(tree.parent(node)))) return [];
      const [before, last] = statementsOf(site, node).slice(-2);
      if (before === undefined || last === undefined || rules.exits.includes(tree.type(last))) return [];
      return swapStatements(tree, before, last);
    },
  },
];

/** The target outlives the statement: a member, an element. */
function setsState(tree: FlatTree, node: NodeId, assignments: readonly string[]): boolean {
  if (!assignments.includes(tree.type(node))) return false;
  return !['identifier', 'pattern_list', 'tuple_pattern'].includes(tree.type(tree.field(node, 'left')));
}

function swapStatements(tree: FlatTree, first: NodeId, second: NodeId): CodeEdit[][] {
  const single = [first, second].every((node) => tree.startLine(node) === tree.endLine(node));
  if (!single || tree.startLine(first) === tree.startLine(second)) return [];
  const [before, after] = [tree.content(first).trimEnd(), tree.content(second).trimEnd()];
  return [
    [
      { start: tree.start(first), end: tree.start(first) + before.length, text: after },
      { start: tree.start(second), end: tree.start(second) + after.length, text: before },
    ],
  ];
}
