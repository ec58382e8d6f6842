import type { Fn, Ir } from '../../../syntax/lower/ir';
import { namesSet } from '../../../syntax/lower/scopes';
import type { SyntaxFile } from '../../../syntax/syntax';
import { List, type Value } from '../../values/value';
import type { Happening, History, Naming } from '../history';
import { plainOf } from '../plain';
import { valueText } from '../valueText';

/** One turn of a loop, or one call of a function that a library goes over a collection with. */
export interface Turn {
  /** The values that its names had, and what it read from places of a list, as texts. */
  items: string[];
  /** Directly in it, in order. */
  within: Happening[];
  /** On the clock of the history. */
  began: number;
  ended: number;
  /** What gave the function its result. */
  gave?: Happening | undefined;
}

/** All turns of one loop, from its beginning to its end. */
export interface LoopRun {
  /** The loop, or the function that is called for each element. */
  node: Ir;
  file: SyntaxFile;
  /** What gave the collection, or those that it reads from by places. */
  over: Happening[];
  turns: Turn[];
}

/** What loops and functions that are called for each element did, in the order of their last turns. */
export function loopRuns(history: History, isOwn: (file: string) => boolean): LoopRun[] {
  const runs = [...ofLoops(history, isOwn), ...ofCallbacks(history, isOwn)].filter(({ turns }) => turns.length > 1);
  return runs.toSorted((a, b) => a.turns.at(-1)!.began - b.turns.at(-1)!.began);
}

function ofLoops(history: History, isOwn: (file: string) => boolean): LoopRun[] {
  const runs: { run: LoopRun; by: Happening | undefined }[] = [];
  const last = new Map<Ir, (typeof runs)[number]>();
  const outside = history.all.filter(({ parent }) => !parent);
  const known = new Map<Ir, Map<Happening | undefined, readonly Happening[]>>();
  const timesOf = (node: Ir, by: Happening | undefined): readonly Happening[] => {
    const byCall = known.get(node) ?? new Map<Happening | undefined, readonly Happening[]>();
    known.set(node, byCall);
    const times = byCall.get(by) ?? (by?.within ?? outside).filter((each) => each.node === node);
    byCall.set(by, times);
    return times;
  };
  for (const { node, file, at, by } of history.turns) {
    if (!isOwn(file.file) || (node.kind !== 'loop' && node.kind !== 'each')) continue;
    const given = node.kind === 'each' ? node.loops[0]?.over : node.over;
    const over = given && lastBefore(timesOf(given, by), at);
    let open = last.get(node);
    const turn = open?.run.turns.at(-1);
    if (turn) turn.ended = Math.min(turn.ended, at);
    if (!open || open.by !== by || open.run.over[0] !== over) {
      open = { run: { node, file, over: over ? [over] : [], turns: [] }, by };
      last.set(node, open);
      runs.push(open);
    }
    open.run.turns.push({ items: [], within: [], began: at, ended: by?.ended ?? Number.POSITIVE_INFINITY });
  }
  const namings = history.allNamings;
  for (const { run, by } of runs) for (const turn of run.turns) fill(turn, run, by?.within ?? outside, namings);
  return runs.map(({ run }) => ({ ...run, turns: run.turns.filter(({ items }) => items.length > 0) }));
}

function fill(turn: Turn, { node, over }: LoopRun, pool: readonly Happening[], namings: readonly (Naming & { name: string })[]): void {
  const targets =
    node.kind === 'each'
      ? node.loops.flatMap(({ target }) => namesSet(target))
      : node.kind === 'loop' && node.target
        ? namesSet(node.target)
        : [];
  const began = (each: Happening): number => each.began;
  turn.within = pool.slice(firstAfter(pool, turn.began, began), firstAfter(pool, turn.ended, began));
  for (let place = firstAfter(namings, turn.began, ({ at }) => at); place < namings.length; place += 1) {
    const { name, at, text } = namings[place]!;
    if (at >= turn.ended) break;
    if (targets.includes(name) && text !== undefined) turn.items.push(text);
  }
  if (targets.length > 0) return;
  for (const { text, within } of turn.within.flatMap((each) => elementsRead(each))) {
    if (text !== undefined) turn.items.push(text);
    if (within[0] && !over.some(({ node: known }) => known === within[0]!.node)) over.push(within[0]);
  }
}

/** Index of the first of some, in the order of their times, after a time. */
function firstAfter<T>(some: readonly T[], time: number, timeOf: (each: T) => number): number {
  let [low, high] = [0, some.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timeOf(some[middle]!) > time) high = middle;
    else low = middle + 1;
  }
  return low;
}

function lastBefore(times: readonly Happening[], time: number): Happening | undefined {
  return times[firstAfter(times, time, ({ began }) => began) - 1];
}

/** What reads elements of lists by their places. */
function elementsRead(happening: Happening): Happening[] {
  const { node, within } = happening;
  if (node.kind === 'fn') return [];
  return [...(node.kind === 'index' && !node.slice ? [happening] : []), ...within.flatMap((each) => elementsRead(each))];
}

function ofCallbacks(history: History, isOwn: (file: string) => boolean): LoopRun[] {
  const runs: LoopRun[] = [];
  for (const call of history.all) {
    if (call.node.kind !== 'call') continue;
    const calls = call.within.filter(({ node, file }) => node.kind === 'fn' && isOwn(file.file));
    const [first] = calls;
    if (!first || calls.length < 2 || calls.some(({ node }) => node !== first.node)) continue;
    runs.push({
      ...{ node: first.node, file: first.file, over: listOf(call) },
      turns: calls.map(({ node, within, env, began, ended, gave }) => ({
        ...{ items: node.kind === 'fn' ? givenTo(node, env, history) : [], within, began, ended, gave },
      })),
    });
  }
  return runs;
}

/** The list that a call is called on, or that what it is called on goes over: `lines.each.with_index`. */
function listOf({ node, within }: Happening): Happening[] {
  const of = node.kind === 'call' && node.callee.kind === 'member' ? node.callee.of : undefined;
  const receiver = of && within.find((each) => each.node === of);
  if (!receiver) return [];
  return plainOf(receiver.value) instanceof List ? [receiver] : listOf(receiver);
}

function givenTo({ params }: Fn, env: Happening['env'], { family }: History): string[] {
  const names = params.flatMap(({ pattern }) => namesSet(pattern));
  return names.flatMap((name) => valueText(env.holder(name)?.names.get(name), family) ?? []);
}

/** The elements of the lists that a loop goes over. */
export function elementsOf(over: Happening): readonly Value[] {
  const list = plainOf(over.value);
  return list instanceof List ? list.items : [];
}
