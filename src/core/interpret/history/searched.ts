import { nodesIn, type Expr, type Fn, type Ir } from '../../syntax/lower/ir';
import type { Happening } from './history';
import { List } from '../values/value';
import { plainOf } from './plain';

/** A search that no element passed: each was compared with the same value. */
export interface Searched {
  /** What was gone through; the first comparison where the code does not name it. */
  of: Happening;
  /** What each was compared with. */
  key: Happening;
  /** What was compared with it, of each element that it was asked of. */
  parts: readonly Happening[];
  /** It was asked of all elements. */
  isWhole: boolean;
}

/** Comparisons that are looked at. */
const MOST = 400;
const EQUAL = /^(?:={2,3}|is|eql\?|equals|equal\?|Equals)$/;
const UNEQUAL = /^(?:!={1,2}|<>|is not)$/;

/**
 * What a search compared that found nothing: a call with a function that is asked for each element, or a function of the program with a loop
 * that goes on to its end.
 */
export function searchedIn(search: Happening): Searched | undefined {
  const loops = loopsIn(search);
  const byNode = new Map<Expr, Happening[]>();
  for (const each of comparisonsIn(search, loops, isEquality)) {
    const of = each.node;
    byNode.set(of, [...(byNode.get(of) ?? []), each]);
  }
  for (const all of byNode.values()) {
    const found = comparedIn(all);
    if (!found) continue;
    const loop = loops.findLast(({ body }) => [...nodesIn(body)].includes(all[0]!.node));
    const over = loop?.kind === 'loop' && loop.over ? search.within.findLast((each) => each.node === loop.over) : undefined;
    const of = search.node.kind === 'fn' ? (over ?? wholeOf(found.parts[0]!)) : goneThrough(search);
    const whole = plainOf(of?.value);
    return { ...found, of: of ?? all[0]!, isWhole: whole instanceof List && whole.items.length === found.parts.length };
  }
  return undefined;
}

/** A comparison of two equal numbers by which one is less or greater, of a search that found nothing: what is at a boundary is in or out by it. */
export function boundaryIn(search: Happening): Happening | undefined {
  const loops = loopsIn(search);
  return comparisonsIn(search, loops, ({ node }) => node.kind === 'operate' && /^[<>]=?$/.test(node.operator)).findLast((each) => {
    const [left, right] = each.within;
    const isNumber = left !== undefined && /^(?:number|bigint)$/.test(typeof plainOf(left.value));
    return isNumber && left.text !== undefined && left.text === right?.text && readsPart(left) !== readsPart(right);
  });
}

type Loop = Extract<Ir, { kind: 'loop' }>;

/** The loops of a function that searches by itself. */
function loopsIn({ node }: Happening): Loop[] {
  return node.kind === 'fn'
    ? [...nodesIn(node.body, ({ kind }) => kind === 'fn')].filter((each): each is Loop => each.kind === 'loop')
    : [];
}

/** The comparisons of elements: in a function that is asked for each of them, or in the loops of one that searches by itself. */
function comparisonsIn(search: Happening, loops: readonly Loop[], isOne: (each: Happening) => boolean): Happening[] {
  const isOwn = search.node.kind === 'fn';
  const inside = new Set(loops.flatMap(({ body }) => [...nodesIn(body)]));
  const bounds = new Set(loops.flatMap(({ condition }) => (condition ? [...nodesIn([condition])] : [])));
  const all: Happening[] = [];
  const add = (each: Happening, left: number): void => {
    if (all.length === MOST) return;
    const isFn = each.node.kind === 'fn';
    if (isFn && left === 0) return;
    if (isOne(each) && (!isOwn || (inside.has(each.node) && !bounds.has(each.node)))) all.push(each);
    for (const part of each.within) add(part, isFn ? left - 1 : left);
  };
  for (const each of search.within) add(each, isOwn ? 0 : 1);
  return all;
}

function isEquality(each: Happening): boolean {
  return sidesOf(each) !== undefined;
}

/** The two sides of a comparison for equality. */
function sidesOf({ node, within }: Happening): [Happening, Happening] | undefined {
  const found = (part: Expr | undefined): Happening | undefined => within.find((each) => each.node === part);
  const isOperate = node.kind === 'operate' && node.operands.length === 2 && (EQUAL.test(node.operator) || UNEQUAL.test(node.operator));
  const isCall = node.kind === 'call' && node.callee.kind === 'member' && EQUAL.test(node.callee.name) && node.args.length === 1;
  const [left, right] = isOperate
    ? [found(node.operands[0]), found(node.operands[1])]
    : isCall && node.callee.kind === 'member'
      ? [found(node.callee.of), found(node.args[0]!.value)]
      : [];
  return left && right ? [left, right] : undefined;
}

/** Of comparisons in one place, none of which finds its two sides equal: the side that stays the same, and the other ones. */
function comparedIn(all: readonly Happening[]): Pick<Searched, 'key' | 'parts'> | undefined {
  const isUnequal = (each: Happening): boolean => each.value === (each.node.kind === 'operate' && UNEQUAL.test(each.node.operator));
  const sides = all.flatMap((each) => [sidesOf(each)!]);
  if (!all.every(isUnequal) || sides.some((both) => both.some(({ text }) => text === undefined))) return undefined;
  const isSame = (at: 0 | 1): boolean => sides.every((both) => both[at].text === sides[0]![at].text && !readsPart(both[at]));
  const at = isSame(0) ? 0 : isSame(1) ? 1 : undefined;
  if (at === undefined || (isSame(0) && isSame(1) && sides.length > 1)) return undefined;
  const isOther = sides.every((both) => both[1 - at]!.node.kind !== 'literal');
  if (!isOther || (sides.length === 1 && !readsPart(sides[0]![1 - at]!))) return undefined;
  const key = sides.at(-1)![at];
  return { key, parts: sides.map((both) => both[1 - at]!) };
}

/** Whether something is a part of an element: what is looked for has a name of its own, or is written. */
function readsPart({ node }: Happening): boolean {
  if (node.kind === 'index' || node.kind === 'call') return true;
  return node.kind === 'member' && !/^(?:this|self|cls|\$this)$/.test(node.of.kind === 'name' ? node.of.name : '');
}

/** What a call with a function goes through: `tasks` of `tasks.iter().find(…)`. */
function goneThrough(search: Happening): Happening | undefined {
  const { node, within } = search;
  if (node.kind === 'index') return goneThroughOf(within, node.of);
  if (node.kind !== 'call') return undefined;
  const { callee, args } = node;
  if (callee.kind === 'member') {
    const of = goneThroughOf(within, callee.of);
    if (of) return of;
  }
  for (const { value } of args) {
    const each = within.find((part) => part.node === value);
    if (each && each.node.kind !== 'fn')
      return value.kind === 'each' ? each.within.find((part) => part.node === value.loops[0]?.over) : each;
  }
  return undefined;
}

function goneThroughOf(within: readonly Happening[], node: Expr): Happening | undefined {
  const of = within.find((each) => each.node === node);
  return of && of.node.kind === 'call' ? (goneThrough(of) ?? of) : of;
}

/** The whole that a part was read from: `tasks` of `tasks[i].name`. */
function wholeOf(part: Happening): Happening | undefined {
  const { node, within } = part;
  const of =
    node.kind === 'member' || node.kind === 'index'
      ? node.of
      : node.kind === 'call' && node.callee.kind === 'member'
        ? node.callee.of
        : undefined;
  const whole = of && within.find((each) => each.node === of);
  return whole && whole.node.kind !== 'name' ? (wholeOf(whole) ?? whole) : whole;
}

/** Whether a function of the program gives nothing because its loop came to its end. */
export function hasLoop({ body }: Fn): boolean {
  return [...nodesIn(body, ({ kind }) => kind === 'fn')].some(({ kind }) => kind === 'loop');
}
