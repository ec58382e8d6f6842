import { familyOf } from '../../workspace/languages';
import type { SyntaxFile } from '../syntax';
import { nodesIn, type Assign, type Expr, type Fn, type Ir, type Span, type Stmt } from './ir';
import { pathTo, within } from './places';

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

/** Languages in which a variable belongs to the whole function, wherever it is first set. */
const OF_FUNCTIONS = /^(?:python|php|ruby)$/;

/**
 * The stretch of code in which a variable is the one that an assignment sets.
 * @returns undefined where the code does not show it: a name of another scope or another file
 */
export function scopeSet(file: SyntaxFile, name: string, assign: Assign): Span | undefined {
  const whole: Span = { start: 0, end: file.text.length };
  const path = pathTo(file.code, assign);
  const family = familyOf(file.language);
  const fns = path.filter((node): node is Fn => node.kind === 'fn');
  if (OF_FUNCTIONS.test(family)) {
    const fn = fns.findLast(({ words }) => !words.includes('block'));
    if (!fn) return path.some(({ kind }) => kind === 'class') ? undefined : whole;
    return [...nodesIn(fn.body)].some((node) => node.kind === 'jump' && /^(?:global|nonlocal)\b/.test(node.how) && node.how.includes(name))
      ? undefined
      : fn;
  }
  if (assign.declares === undefined) {
    const owner = fns.findLast((fn) => declaresIn(fn, name));
    return owner ?? (family === 'javascript' && fns.length === 0 ? whole : undefined);
  }
  if (assign.declares === 'var' && family === 'javascript') return fns.at(-1) ?? whole;
  if (/^(?:field|static)$/.test(assign.declares)) return undefined;
  return blockAround(path) ?? whole;
}

function declaresIn(fn: Fn, name: string): boolean {
  if (fn.params.some(({ pattern }) => namesSet(pattern).includes(name))) return true;
  for (const node of nodesIn(fn.body, (inner) => inner.kind === 'fn'))
    if (node.kind === 'assign' && node.declares !== undefined && namesSet(node.target).includes(name)) return true;
  return false;
}

/** The innermost list of statements that the last node of a path is in. */
function blockAround(path: readonly Ir[]): Span | undefined {
  const last = path.at(-1);
  for (let at = path.length - 2; at >= 0; at -= 1) {
    const node = path[at]!;
    if (node.kind === 'loop' || node.kind === 'fn') return node;
    const own = listsOf(node).find((list) => list.some((each) => within(last!, each)));
    if (own) return { start: own[0]!.start, end: own.at(-1)!.end };
  }
  return undefined;
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
