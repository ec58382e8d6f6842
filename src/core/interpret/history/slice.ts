import { childrenOf, nodesIn, type Expr, type Fn, type Ir } from '../../syntax/lower/ir';
import type { Happening, History } from './history';
import { namesSet } from '../../syntax/lower/scopes';
import { Dict, List, Obj, OwnValue, Pointer, type Value } from '../values/value';
import { targetOf, WayBack } from './wayBack';

/** A part of what made a value, with the happening that shows it. */
export interface Part {
  happening: Happening;
  /** A condition that decided what ran. */
  decides: boolean;
}

const MOST_PARTS = 400;
/** Collections and objects whose changes are looked for. */
const MOST_WHOLES = 40;

/**
 * What made some values, and the conditions that decided it, nearest first: a dynamic slice. B. Korel and J. Laski, "Dynamic program slicing"
 * (1988); conditions of branches that were not taken count where they set what is followed (T. Gyimóthy et al., relevant slices, 1999).
 */
export function sliceOf(history: History, starts: readonly Happening[]): Part[] {
  const way = new WayBack(history);
  const parts: Part[] = [];
  const seen = new Set<Expr | Fn>();
  const calls = new Set<Happening>();
  const wholes = new Set<Value>();
  const pending = [...starts];
  for (let at = 0; at < pending.length && parts.length < MOST_PARTS; at += 1) {
    const happening = pending[at]!;
    if (seen.has(happening.node)) continue;
    seen.add(happening.node);
    parts.push({ happening, decides: false });
    const came = way.before(happening);
    if (came) pending.push(came.from);
    // What a call of a library gives on may have been chosen by all that it was given.
    if (!came || (happening.node.kind === 'call' && came.how !== 'returned')) pending.push(...madeOf(happening));
    const { value } = happening;
    if (isWhole(value) && !wholes.has(value) && wholes.size < MOST_WHOLES) {
      wholes.add(value);
      pending.push(...changesOf(history, value, Number.isFinite(happening.ended) ? happening.ended : happening.began));
    }
    const call = callAround(happening);
    if (!call || calls.has(call)) continue;
    calls.add(call);
    for (const each of conditionsIn(call)) {
      if (seen.has(each.node)) continue;
      seen.add(each.node);
      parts.push({ happening: each, decides: true });
      pending.push(...each.within.filter(isWorked));
    }
  }
  return parts;
}

/** What made what a failure compares or fails on. */
export function sliceOfFailure(history: History): Part[] {
  const { broken } = history;
  return broken ? sliceOf(history, broken.node.kind === 'fn' ? broken.within : [broken]) : [];
}

function isWhole(value: Value): boolean {
  return (
    value instanceof List ||
    value instanceof Dict ||
    value instanceof Obj ||
    value instanceof Pointer ||
    (value instanceof OwnValue && value.whole !== undefined)
  );
}

/** The calls and assignments that may have changed a collection or an object, the last first. */
function changesOf(history: History, whole: Value, before: number): Happening[] {
  const isIt = ({ value }: Happening): boolean => targetOf(value) === targetOf(whole);
  return history.all
    .filter(({ node, began, within }) => {
      if (began >= before) return false;
      if (node.kind === 'assign')
        return (
          (node.target.kind === 'index' || node.target.kind === 'member') && within.some((each) => each.node !== node.value && isIt(each))
        );
      return (
        node.kind === 'call' &&
        node.callee.kind === 'member' &&
        within.some((each) => node.callee.kind === 'member' && each.node === node.callee.of && isIt(each))
      );
    })
    .reverse();
}

/** What a value was worked out of. */
function madeOf({ node, within }: Happening): Happening[] {
  const inner = within.filter(isWorked);
  if (node.kind === 'call' || node.kind === 'index' || node.kind === 'member') return inner;
  return /^(?:operate|list|map|each|choice|literal|assign|opaque|same)$/.test(node.kind) ? inner : [];
}

function isWorked({ node }: Happening): boolean {
  return node.kind !== 'literal' || (node.parts?.length ?? 0) > 0;
}

/** The call of a function of the program that a happening is in. */
export function callAround({ parent }: Happening): Happening | undefined {
  let at = parent;
  while (at && at.node.kind !== 'fn') at = at.parent;
  return at;
}

/** The code of the function of the program that a happening is in; that of its file outside of all. */
export function codeAround(happening: Happening): string {
  const { file } = happening;
  const node = callAround(happening)?.node;
  return node ? file.text.slice(node.start, node.end) : file.text;
}

/** The conditions that decided in a call what it returns and sets; the last time that each was asked. */
function conditionsIn(call: Happening): Happening[] {
  const { node } = call;
  if (node.kind !== 'fn') return [];
  const asked = new Set<Ir>();
  for (const each of nodesIn(node.body, (inner) => inner.kind === 'fn')) {
    if (each.kind === 'branch' && decides([...each.then, ...(each.otherwise ?? [])])) asked.add(each.condition);
    if (each.kind === 'loop' && each.condition) asked.add(each.condition);
    if (each.kind === 'choice' && each.condition) asked.add(each.condition);
    if (each.kind === 'each') for (const condition of each.conditions) asked.add(condition);
  }
  const found = new Map<Ir, Happening>();
  const pending = [...call.within];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (asked.has(next.node) && (found.get(next.node)?.began ?? 0) < next.began) found.set(next.node, next);
    if (next.node.kind !== 'fn') pending.push(...next.within);
  }
  return [...found.values()].sort((a, b) => b.began - a.began);
}

/** Whether some code leaves its function or a loop, or changes something. */
function decides(code: readonly Ir[]): boolean {
  return [...nodesIn(code)].some(
    (node) =>
      node.kind === 'return' ||
      node.kind === 'jump' ||
      node.kind === 'throw' ||
      (node.kind === 'assign' && namesSet(node.target).length + childrenOf(node.target).length > 0) ||
      node.kind === 'call',
  );
}
