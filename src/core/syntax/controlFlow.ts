import { NONE, type FlatTree, type NodeId } from './flatTree';
import type { Branch, Operation } from './syntax';

const BRANCH = /^(?:if_statement|if_expression|elif_clause|if|elsif|unless|if_modifier|unless_modifier)$/;
const LEAVES =
  /^(?:return_statement|return_expression|return|raise_statement|throw_statement|throw_expression|continue_statement|break_statement|next|break)$/;
const ENDS = /^(?:return_statement|return_expression|return|raise_statement|throw_statement|throw_expression)$/;
/** Calls of standard libraries that do not return; Ruby's and PHP's keywords are calls or statements of their own. */
const NEVER_RETURNS =
  /^(?:(?:os\.Exit|log\.(?:Fatal|Panic)(?:f|ln)?|panic|runtime\.Goexit|process\.(?:exit|abort)|(?:sys|os)\.(?:exit|_exit|abort)|exit|quit|System\.exit|exitProcess|Environment\.(?:Exit|FailFast)|(?:std::)?(?:abort|terminate|process::(?:exit|abort))|t\.(?:Fatalf?|FailNow|Skip(?:f|Now)?)|pytest\.(?:fail|skip|exit))\s*\(|(?:panic|unreachable|todo|unimplemented|bail)!|(?:raise|abort|die|exit)\b(?![\w.=]| *=))/;
const BLOCK = /^(?:block|statement_block|compound_statement|statement_list|then|else|else_clause|expression_statement|declaration_list)$/;
/** Nodes that may exit a function in ways that its last statement does not show. */
const UNCLEAR =
  /^(?:while_statement|for_statement|try_statement|with_statement|match_statement|switch_statement|do_statement|loop_expression|match_expression|switch_expression|when_expression|try_expression|labeled_statement|using_statement|lock_statement)$/;

/** Comparisons, sums and assignments with an operator of a stretch of nodes; `a < b < c` of Python as its first pair. */
export function operationAt(tree: FlatTree, node: NodeId): Operation | undefined {
  const type = tree.type(node);
  if (!/^(?:binary|comparison_operator|augmented_assignment|boolean_operator|compound_assignment|operator_assignment)/.test(type))
    return undefined;
  const operands = tree.children(node).filter((child) => !/^operators?$/.test(tree.fieldName(child)));
  const left = tree.field(node, 'left') === NONE ? operands[0] : tree.field(node, 'left');
  const right = tree.field(node, 'right') === NONE ? operands[1] : tree.field(node, 'right');
  if (left === undefined || right === undefined) return undefined;
  const named = tree.field(node, 'operator') === NONE ? tree.field(node, 'operators') : tree.field(node, 'operator');
  const between = tree.text.slice(tree.end(left), tree.start(right)).trim();
  return {
    operator: named === NONE ? between : tree.content(named),
    left: tree.content(left),
    right: tree.content(right),
    line: tree.startLine(node),
    column: tree.column(node),
  };
}

export function branchAt(tree: FlatTree, node: NodeId): Branch | undefined {
  const type = tree.type(node);
  if (!BRANCH.test(type)) return undefined;
  const condition = tree.field(node, 'condition');
  const consequence = tree.field(node, 'consequence') === NONE ? tree.field(node, 'body') : tree.field(node, 'consequence');
  if (condition === NONE || consequence === NONE) return undefined;
  const alternative = tree.field(node, 'alternative');
  const text = tree.content(condition);
  return {
    line: tree.startLine(node),
    condition: text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1).trim() : text,
    unless: type.startsWith('unless'),
    then: { startLine: tree.startLine(consequence), endLine: tree.endLine(consequence) },
    ...(alternative !== NONE && { otherwise: { startLine: tree.startLine(alternative), endLine: tree.endLine(alternative) } }),
    leaves: leaves(tree, lastOf(tree, consequence)),
  };
}

function leaves(tree: FlatTree, last: NodeId): boolean {
  return last !== NONE && (LEAVES.test(tree.type(last)) || neverReturns(tree, last));
}

function neverReturns(tree: FlatTree, statement: NodeId): boolean {
  return NEVER_RETURNS.test(tree.text.slice(tree.start(statement), Math.min(tree.end(statement), tree.start(statement) + 60)));
}

/**
 * Whether a function's body can end without a return or a throw, where the tree shows it.
 * @returns undefined where it does not show it: loops, `try`, `switch`
 */
export function fallsThrough(tree: FlatTree, body: NodeId): boolean | undefined {
  const last = lastOf(tree, body);
  if (last === NONE) return true;
  const type = tree.type(last);
  if (ENDS.test(type) || neverReturns(tree, last)) return false;
  // A loop over a collection ends when the collection does.
  if (/^(?:for_statement|for_in_statement|foreach_statement|enhanced_for_statement|for_range_loop)$/.test(type))
    return isBounded(tree, last) ? true : undefined;
  if (type === 'try_statement') return tryFallsThrough(tree, last);
  if (UNCLEAR.test(type)) return undefined;
  if (!BRANCH.test(type)) return true;
  const alternatives = tree.fieldAll(last, 'alternative');
  const otherwise = alternatives.at(-1);
  if (otherwise === undefined || tree.type(otherwise) === 'elif_clause') return true;
  const consequence = tree.field(last, 'consequence') === NONE ? tree.field(last, 'body') : tree.field(last, 'consequence');
  const ways = [consequence, ...alternatives.map((each) => blockOf(tree, each))].map((way) => fallsThrough(tree, way));
  return ways.includes(true) ? true : ways.includes(undefined) ? undefined : false;
}

/** A `try` ends where its body or one of its handlers does, unless its `finally` leaves the function. */
function tryFallsThrough(tree: FlatTree, node: NodeId): boolean | undefined {
  const parts = tree
    .children(node)
    .filter((child) => /^(?:block|statement_block|except_clause|catch_clause|else_clause|finally_clause)$/.test(tree.type(child)));
  const ways = parts.map((part) => {
    const inner = /clause$/.test(tree.type(part)) ? tree.children(part).findLast((child) => BLOCK.test(tree.type(child))) : part;
    return { final: tree.type(part) === 'finally_clause', falls: inner === undefined ? undefined : fallsThrough(tree, inner) };
  });
  if (ways.some(({ final, falls }) => final && falls !== true)) return undefined;
  const ends = ways.filter(({ final }) => !final).map(({ falls }) => falls);
  return ends.includes(true) ? true : ends.includes(undefined) ? undefined : false;
}

function isBounded(tree: FlatTree, loop: NodeId): boolean {
  return (
    tree.field(loop, 'left') !== NONE ||
    tree.field(loop, 'right') !== NONE ||
    tree.child(loop, 'range_clause') !== NONE ||
    tree.type(loop) !== 'for_statement'
  );
}

function blockOf(tree: FlatTree, clause: NodeId): NodeId {
  const inner = tree.field(clause, 'consequence') === NONE ? tree.field(clause, 'body') : tree.field(clause, 'consequence');
  return inner === NONE ? clause : inner;
}

/** The last statement of a block, or the statement itself. */
function lastOf(tree: FlatTree, node: NodeId): NodeId {
  let at = node;
  while (at !== NONE && BLOCK.test(tree.type(at))) {
    const inner = tree
      .children(at)
      .filter((child) => !/comment|^empty_statement$/.test(tree.type(child)))
      .at(-1);
    if (inner === undefined) return tree.type(at) === 'expression_statement' ? at : NONE;
    if (
      tree.type(at) === 'expression_statement' &&
      !BRANCH.test(tree.type(inner)) &&
      !LEAVES.test(tree.type(inner)) &&
      !UNCLEAR.test(tree.type(inner))
    )
      return at;
    at = inner;
  }
  return at;
}
