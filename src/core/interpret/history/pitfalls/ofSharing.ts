import { isOnlyStatement, nodesIn, type Expr, type Ir, type Span } from '../../../syntax/lower/ir';
import { Dict, type Env, List, Moment, Obj, type Value } from '../../values/value';
import { partsWithin, type Happening, type History } from '../history';
import { plainOf } from '../plain';
import { callAround } from '../slice';
import { valueText } from '../valueText';
import { WayBack } from '../wayBack';
import type { Happenings } from './happenings';
import { calledName, first, partOf, workedWith, type Detector } from './pitfall';

const SHRINKS = /^(?:splice|remove|removeAt|delete|delete_at|shift|Remove|RemoveAt|array_splice|discard|erase)$/;
const GOES_OVER = /^(?:forEach|each|map|filter|each_with_index|ForEach|for_each)$/;
/** What changes the object that it is called on. */
const CHANGES =
  /^(?:sort|reverse|splice|push|append|extend|insert|add|sub|modify|set[A-Z]\w*|update|remove|pop|shift|unshift|clear|concat|<<|put|delete|\w+!)$/;
/** Of these, what gives that object, too, as if it were another one. */
const GIVES_ITSELF = /^(?:sort|reverse|modify|sort!|reverse!)$/;
const COPIES = /^(?:list|dict|copy|slice|dup|clone|from|assign|toList|ArrayList|HashMap|array|array_copy|ToList)$/;

/** Parts of a copy of which changes are looked for. */
const MOST_PARTS = 40;
/** Times of one expression that may change a copy. */
const MOST_COPIES = 8;

/** Whether a call has a name of its own. */
function isOfCall(from: Env, name: string, own: Env): boolean {
  for (let env: Env | undefined = from; env; env = env.parent) {
    if (env.names.has(name)) return true;
    if (env === own) return false;
  }
  return false;
}

/** The loop around a function whose variable a name is. */
function loopOf(code: readonly Ir[], name: string, fn: Span): Ir | undefined {
  const isNamed = (of: readonly Ir[]): boolean => [...nodesIn(of)].some((each) => each.kind === 'name' && each.name === name);
  return [...nodesIn(code)].findLast((each) => {
    if (!isWithin(fn, each)) return false;
    if (each.kind === 'loop') return isNamed(each.target ? [each.target] : (each.update ?? []));
    return each.kind === 'each' && isNamed(each.loops.map(({ target }) => target));
  });
}

/** Whether a call is made by code in a loop, so that the loop still goes on. */
function isDuring({ file, parent }: Happening, loop: Span): boolean {
  for (let at = parent; at; at = at.parent) if (at.file === file && at.node.kind !== 'fn' && isWithin(at.node, loop)) return true;
  return false;
}

/** Objects and collections that several hold, and what is changed for all of them. */
export const sharingPitfalls: readonly Detector[] = [
  {
    weight: 7,
    // `for (var i …) buttons.push(() => press(i))`: what runs after the loop reads its one variable.
    find: ({ times, node, history }) =>
      first(node.kind === 'name' ? times : [], (at) => {
        const call = callAround(at);
        const name = node.kind === 'name' ? node.name : '';
        if (!call || call.node.kind !== 'fn' || isOfCall(at.env, name, call.env)) return undefined;
        const holder = at.env.holder(name);
        const namings = holder ? history.namingsOf(holder, name) : [];
        const last = namings.at(-1);
        if (!last || last.at > call.began || new Set(namings.map(({ text }) => text)).size < 2 || last.text !== at.text) return undefined;
        const loop = loopOf(at.file.code, name, call.node);
        if (!loop || isDuring(call, loop)) return undefined;
        const also = last.by?.node.kind === 'assign' ? last.by : undefined;
        return { kind: 'boundLate', at, values: [at.text ?? '', name], ...(also && { also }) };
      }),
  },
  {
    weight: 7,
    // `members.splice(i, 1)` in a loop over `members`.
    find: ({ times, node, happenings }) =>
      first(times, (at) => {
        const { of } = workedWith(at);
        const list = plainOf(of?.value);
        if (!SHRINKS.test(calledName(node)) || !(list instanceof List)) return undefined;
        const over = overAround(at, list, happenings);
        return over ? { kind: 'shrinksInLoop', at, values: [], also: over } : undefined;
      }),
  },
  {
    weight: 4,
    // `due = self.start; due.modify(…)`: one object by two names.
    find: ({ times, node, history }) =>
      first(times, (at) => {
        const { of } = workedWith(at);
        if (node.kind !== 'call' || node.callee.kind !== 'member' || !CHANGES.test(node.callee.name) || of?.node.kind !== 'name')
          return undefined;
        if (!isChangeable(plainOf(of.value), history)) return undefined;
        const by = history.named(of.env, of.node.name, of.began)?.by;
        const given =
          by?.node.kind === 'assign' && by.node.target.kind === 'name' && by.node.operator === '=' ? partOf(by, by.node.value) : undefined;
        if (!given || !/^(?:member|index)$/.test(given.node.kind) || given.value !== of.value) return undefined;
        return { kind: 'changedThroughCopy', at, values: [], also: given };
      }),
  },
  {
    weight: 6,
    // `team.members.sort(…)`, whose result is used.
    find: ({ times, node, history }) =>
      first(times, (at) => {
        const { of } = workedWith(at);
        const object = plainOf(of?.value);
        if (!of || !GIVES_ITSELF.test(calledName(node)) || at.value !== of.value || !isChangeable(object, history)) return undefined;
        const isUsed = at.parent !== undefined && (at.parent.node.kind !== 'fn' || at.parent.gave === at);
        const came = of.node.kind === 'name' ? new WayBack(history).before(of) : undefined;
        // What a caller made for this call alone nobody else holds.
        const isOthers = of.node.kind === 'member' || (came?.how === 'given' && /^(?:name|member|index)$/.test(came.from.node.kind));
        return isUsed && isOthers ? { kind: 'changesItself', at, values: [], also: of } : undefined;
      }),
  },
  {
    weight: 6,
    // `for (auto account : accounts) account.book(…);`
    find: ({ times, node, history }) =>
      /^(?:assign|call)$/.test(node.kind)
        ? first(times.slice(0, MOST_COPIES), (at) => {
            const copy = lostCopyAt(at, history);
            return copy ? { kind: 'lostInCopy', at, values: [copy.text ?? ''] } : undefined;
          })
        : undefined,
  },
  {
    weight: 6,
    // `list(self.rows)`, whose rows are changed later.
    find: ({ times, happenings }) =>
      first(times, (at) => {
        const of = copiedFrom(at);
        if (!of || partsOf(of.value).length !== partsOf(at.value).length || isGoneOver(at)) return undefined;
        const kept = new Set(partsOf(of.value));
        const shared = partsOf(at.value).filter((each) => kept.has(each) && isPlainCollection(each));
        const change = first(shared.slice(0, MOST_PARTS), (part) =>
          happenings.with(part).find((each) => each.began > at.ended && isChangeOf(each, part)),
        );
        return change ? { kind: 'sharedInside', at, values: [], also: change } : undefined;
      }),
  },
  {
    weight: 6,
    // `shifts[day] << shift` of a hash that does not keep what it gives for a missing key.
    find: ({ times, node, happenings }) =>
      first(times, (at) => {
        const { of } = workedWith(at);
        const name = calledName(node);
        const changes = node.kind === 'operate' ? node.operator === '<<' : CHANGES.test(name);
        const given = node.kind === 'operate' ? partOf(at, node.operands[0]) : of;
        if (!changes || !given || !isPlainCollection(given.value)) return undefined;
        const whole = given.node.kind === 'index' ? plainOf(partOf(given, given.node.of)?.value) : plainOf(workedWith(given).of?.value);
        const isDefault = given.node.kind === 'index' || /^(?:get|fetch|getOrDefault|dig)$/.test(calledName(given.node));
        if (!isDefault || !(whole instanceof Dict) || whole.values().includes(given.value)) return undefined;
        const isKept = happenings.with(given.value).some((each) => each.node.kind === 'assign' && each.began > given.began);
        return isKept ? undefined : { kind: 'defaultNotKept', at: given, values: [] };
      }),
  },
];

/** The copy that something changes, and that nothing reads afterwards while what it was copied from is read. */
function lostCopyAt(at: Happening, { all }: History): Happening | undefined {
  const { node, parent } = at;
  const isStatement = !parent || (parent.node.kind === 'fn' && parent.gave !== at);
  const target = node.kind === 'assign' && node.target.kind !== 'name' ? node.target : undefined;
  const own = node.kind === 'call' && node.callee.kind === 'member' ? node.callee.of : undefined;
  const of = !isStatement ? undefined : target ? rootOf(at, target) : own && partOf(at, own);
  const copy = plainOf(of?.value);
  if (!of || !(copy instanceof List || copy instanceof Dict || copy instanceof Obj) || !copy.copyOf) return undefined;
  // What a method changes shows in what the object is like.
  const isChanged = target !== undefined || CHANGES.test(calledName(node)) || writtenAs(copy, of) !== of.text;
  return isChanged && isLost(copy, at.ended, all) ? of : undefined;
}

/** Whether nothing reads or gives a copy after a time, and something reads what it was copied from. */
function isLost(copy: List | Dict | Obj, since: number, all: readonly Happening[]): boolean {
  const sources = originsOf(copy.copyOf);
  let isSourceRead = false;
  for (let at = all.length - 1; at >= 0; at -= 1) {
    const { began, ended, node, value } = all[at]!;
    const isCall = node.kind === 'fn';
    if (isCall ? ended <= since : began <= since) continue;
    const origins = originsOf(plainOf(value));
    if (origins.includes(copy)) return false;
    isSourceRead ||= !isCall && origins.some((each) => sources.includes(each));
  }
  return isSourceRead;
}

/** A value, and what it was copied from. */
function originsOf(value: Value): Value[] {
  const all: Value[] = [];
  for (let at = value; at instanceof List || at instanceof Dict || at instanceof Obj; at = at.copyOf) all.push(at);
  return all;
}

function writtenAs(object: Value, { text }: Happening): string | undefined {
  return text?.endsWith('…') ? text : valueText(object, 'cpp');
}

/** What holds the place that an assignment sets: `account` of `account.limit.cents`. */
function rootOf(at: Happening, target: Expr): Happening | undefined {
  let parts = partsWithin(at);
  let node = target;
  let of: Happening | undefined;
  while (node.kind === 'member' || node.kind === 'index') {
    node = node.of;
    of = parts.find((each) => each.node === node) ?? of;
    parts = of ? [...parts, ...of.within] : parts;
  }
  return of;
}

/** Of a loop over a list, or a call that goes over it, what gave the list, where something happens in one of its turns. */
function overAround(at: Happening, list: Value, happenings: Happenings): Happening | undefined {
  for (let inner = at; ; inner = inner.parent!) {
    const { parent } = inner;
    if (parent?.node.kind === 'call' && GOES_OVER.test(calledName(parent.node)) && plainOf(workedWith(parent).of?.value) === list)
      return workedWith(parent).of;
    const over = first(loopsAround(inner), (loop) => overOf(loop, list, inner, at, happenings));
    if (over || !parent) return over;
  }
}

type Loop = Extract<Ir, { kind: 'loop' }>;

/** The loops around what happened directly in a function, or in a file, the innermost first. */
export function loopsAround({ node, parent, file }: Happening): Loop[] {
  if (parent && parent.node.kind !== 'fn') return [];
  const known = loopsOf.get(node);
  if (known) return known;
  const body = parent?.node.kind === 'fn' ? parent.node.body : file.code;
  const loops = [...nodesIn(body, ({ kind }) => kind === 'fn')]
    .filter((each): each is Loop => each.kind === 'loop' && each.body.some((step) => isWithin(node, step)))
    .reverse();
  loopsOf.set(node, loops);
  return loops;
}

const loopsOf = new WeakMap<Ir, Loop[]>();

/** What is directly in a function, or in a file, of all that something is in. */
export function outermost(at: Happening): Happening {
  let outer = at;
  while (outer.parent && outer.parent.node.kind !== 'fn') outer = outer.parent;
  return outer;
}

export function isWithin(inner: { start: number; end: number }, outer: { start: number; end: number }): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** What gave a list to a loop that goes over it element by element, or by their places and not back from its end. */
function overOf(loop: Loop, list: Value, { file }: Happening, at: Happening, happenings: Happenings): Happening | undefined {
  const texts = (nodes: readonly Ir[] = []): string => nodes.map((each) => file.text.slice(each.start, each.end)).join('\n');
  const leaves = /\b(?:break|return)\b/.test(texts(loop.body));
  if (loop.over) {
    const over = happenings.of(loop.over).findLast(({ began }) => began < at.began);
    return over && plainOf(over.value) === list && !leaves ? over : undefined;
  }
  const isAdjusted = /--|-=/.test(texts(loop.update)) || /\w--|--\w|-= ?1/.test(texts(loop.body));
  if (loop.how !== 'count' || !loop.condition || isAdjusted || leaves) return undefined;
  return first(
    [...nodesIn([loop.condition])].filter((node) => !isOnlyStatement(node)),
    (node) => happenings.of(node).findLast(({ value, began }) => began < at.began && plainOf(value) === list),
  );
}

function isChangeable(object: Value, { family }: History): boolean {
  if (object instanceof Moment) return family === 'php' ? object.isChanged : family === 'javascript';
  return object instanceof List || object instanceof Dict || (object instanceof Obj && object.cls !== undefined);
}

/** Whether a loop goes over what was worked out, and nobody keeps it. */
function isGoneOver(at: Happening): boolean {
  const body = at.parent?.node.kind === 'fn' ? at.parent.node.body : at.parent ? [] : at.file.code;
  return [...nodesIn(body)].some((each) => each.kind === 'loop' && each.over === at.node);
}

/** What an expression is a copy of, as far as it copies one level. */
function copiedFrom(at: Happening): Happening | undefined {
  const { node, value } = at;
  if (!isPlainCollection(value)) return undefined;
  if (node.kind === 'index' && node.slice) return partOf(at, node.of);
  if (node.kind === 'list' || node.kind === 'map')
    return (
      at.within.find((each) => each.node.kind === 'same' && each.node.how === 'spread') ??
      at.within.find(
        (each) =>
          isPlainCollection(each.value) &&
          each.value !== value &&
          partsOf(each.value).some((part) => partsOf(value).includes(part) && isPlainCollection(part)),
      )
    );
  const { of, others } = workedWith(at);
  if (node.kind !== 'call' || !COPIES.test(calledName(node))) return undefined;
  return [of, ...others].find((each) => each && each.value !== value && isPlainCollection(each.value) && partsOf(each.value).length > 0);
}

function partsOf(value: Value): readonly Value[] {
  if (value instanceof List) return value.items;
  return value instanceof Dict ? value.values() : value instanceof Obj ? [...value.fields.values()] : [];
}

/** A list, a map or an object without a class. */
export function isPlainCollection(value: Value): boolean {
  return value instanceof List || value instanceof Dict || (value instanceof Obj && !value.cls && value.type === '');
}

/** Whether something sets a part of an object, or is a call that changes it. */
export function isChangeOf({ node, within }: Happening, object: Value): boolean {
  const of =
    node.kind === 'assign' && (node.target.kind === 'index' || node.target.kind === 'member')
      ? node.target.of
      : node.kind === 'call' && node.callee.kind === 'member' && CHANGES.test(node.callee.name)
        ? node.callee.of
        : undefined;
  return of !== undefined && within.some((part) => part.node === of && part.value === object);
}
