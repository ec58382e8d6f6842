import type { Expr, Ir, Stmt } from './ir';

/** Names that a target sets: of a pattern each. */
export function namesSet(target: Expr): string[] {
  const names: string[] = [];
  const pending = [target];
  while (pending.length > 0) {
    const node = pending.pop()!;
    if (node.kind === 'name') names.push(node.name);
    else pending.push(...partsOf(node).toReversed());
  }
  return names;
}

function partsOf(target: Expr): readonly Expr[] {
  switch (target.kind) {
    case 'list':
      return target.elements;
    case 'map':
      return target.entries.map(({ value }) => value);
    case 'same':
      return [target.of];
    // A part with a default.
    case 'choice':
      return target.operator === '=' ? target.options.slice(0, 1) : [];
    default:
      return [];
  }
}

/** The blocks of a statement; names that one declares are not known in the other. */
export function listsOf(node: Ir): (readonly Stmt[])[] {
  switch (node.kind) {
    case 'branch':
      return [node.then, node.otherwise ?? []];
    case 'try':
      return [node.body, ...node.catches.map(({ body }) => body), node.last ?? []];
    case 'switch':
      return node.cases.map(({ body }) => body);
    case 'block':
    case 'loop':
    case 'fn':
      return [node.body];
    default:
      return [];
  }
}
