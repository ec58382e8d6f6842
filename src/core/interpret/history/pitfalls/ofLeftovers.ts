import { Slice } from '../../go/values';
import { List, type Value } from '../../values/value';
import type { Happening } from '../history';
import { callAround } from '../slice';
import { targetOf, WayBack } from '../wayBack';
import { calledName, first, partOf, workedWith, type Detector, type Repeated } from './pitfall';

const ADDS = /^(?:push|append|add|Add|push_back|emplace_back|extend|addAll|concat|<<)$/;
const LENGTHS = /^(?:length|size|len|count|Count|Length|is_empty|isEmpty|empty\?|any\?|empty)$/;
const CLEARS = /^(?:clear|splice|drain|take|split_off|Clear|clear!|slice!)$/;

/** Collections and texts that are filled and emptied in turns, and arrays that several parts share. */
export const leftoverPitfalls: readonly Detector[] = [
  {
    weight: 6,
    // `batch.push(row)`, where the batch is taken whenever it is full, and not in the end.
    find: (repeated) => {
      const last = repeated.times.at(-1);
      const list = last && listOf(last);
      if (!last || !list || list.items.length === 0) return undefined;
      const receiver = receiverOf(last)!;
      const owner = ownerOf(receiver);
      const times = repeated.times.filter((at) => ownerOf(receiverOf(at)) === owner);
      const text = repeated.history.textOf(list);
      const call = callAround(last);
      if (times.length < 2 || text === undefined || !call || !Number.isFinite(call.ended)) return undefined;
      if (isRead(list, last, repeated) || !wasEmptied(list, times, repeated)) return undefined;
      const end = endAfter(last, repeated);
      return { kind: 'leftBehind', at: last, values: [text], also: receiver, ...(end && { end }) };
    },
  },
  {
    weight: 6,
    // `word += letter`, where the word is taken at each blank, and not in the end.
    find: ({ times, node, history }) => {
      const last = times.at(-1);
      if (node.kind !== 'assign' || node.operator !== '+=' || !last || typeof last.value !== 'string' || last.value === '')
        return undefined;
      const { target } = node;
      const name = target.kind === 'name' || target.kind === 'member' ? target.name : undefined;
      const call = callAround(last);
      const owner = (at: Happening): unknown => ownerOf({ ...at, node: target });
      const begins = times.filter((at) => owner(at) === owner(last) && at.value === partOf(at, node.value)?.value);
      if (name === undefined || !call || !Number.isFinite(call.ended) || begins.length < 2) return undefined;
      const isRead = history.all.some(
        (each) =>
          each.began > last.ended &&
          (each.node.kind === 'name' || each.node.kind === 'member') &&
          each.node.name === name &&
          each.value === last.value,
      );
      return isRead || last.text === undefined ? undefined : { kind: 'leftBehind', at: last, values: [last.text], also: last };
    },
  },
  {
    weight: 6,
    // `append(way, step)` of Go, where another slice has the array up to there.
    find: ({ times, node, history }) => {
      if (history.family !== 'go' || calledName(node) !== 'append') return undefined;
      const all = appendsOf(history.all);
      return first(times, (at) => {
        const made = at.value;
        if (!(made instanceof Slice) || !made.array) return undefined;
        const place = made.from + made.length - 1;
        const other = all.find(
          ({ happening, slice }) =>
            happening.ended < at.began &&
            slice !== made &&
            slice.array === made.array &&
            slice.from <= place &&
            place < slice.from + slice.length,
        );
        if (!other || !isReadAfter(other.slice, at, history.all)) return undefined;
        const [before, after] = [other.happening, at].map((each) => workedWith(each).others[0]?.text);
        if (before === undefined || after === undefined || before === after) return undefined;
        const begun = new WayBack(history).from(workedWith(at).of!).find((each) => each.node.kind === 'index' && each.node.slice);
        return { kind: 'sharedSlot', at, values: [before, after], also: begun ?? other.happening };
      });
    },
  },
];

/** What gives the result of the last other function of the same file, or of the one that filled the list, and leaves the rest in it. */
function endAfter(last: Happening, { history }: Repeated): Happening | undefined {
  const filled = callAround(last);
  const after = history.all.findLast(
    ({ node, file, began, ended }) =>
      node.kind === 'fn' && file === last.file && began > last.ended && Number.isFinite(ended) && node !== filled?.node,
  );
  return (after ?? filled)?.gave;
}

/** The object that has the field, or the call that has the name, in which something is gathered. */
function ownerOf(at: Happening | undefined): unknown {
  if (!at) return undefined;
  const { node, env } = at;
  if (node.kind === 'member') return targetOf(at.within.find((each) => each.node === node.of)?.value);
  const name = node.kind === 'name' ? node.name : '';
  return env.holder(name) ?? env.holder('this')?.names.get('this') ?? env;
}

function receiverOf(at: Happening): Happening | undefined {
  const { node } = at;
  if (node.kind === 'operate') return node.operator === '<<' ? partOf(at, node.operands[0]) : undefined;
  return node.kind === 'call' && node.callee.kind === 'member' && ADDS.test(node.callee.name) ? workedWith(at).of : undefined;
}

function listOf(at: Happening): List | undefined {
  const value = targetOf(receiverOf(at)?.value);
  return value instanceof List ? value : undefined;
}

/** Whether a list is used after something was added, and not only counted. */
function isRead(list: List, last: Happening, { happenings }: Repeated): boolean {
  return happenings.giving(list).some((each) => each.began > last.ended && !isCounted(each));
}

function isCounted({ node, parent }: Happening): boolean {
  const around = parent?.node;
  if (around?.kind === 'member') return around.of === node && LENGTHS.test(around.name);
  return around?.kind === 'call' && LENGTHS.test(calledName(around));
}

/** Whether what was in a list before was taken: out of it, or with the whole list. */
function wasEmptied(list: List, times: readonly Happening[], { happenings }: Repeated): boolean {
  const lists = new Map<List, Happening>();
  for (const at of times) {
    const each = listOf(at);
    if (each) lists.set(each, at);
  }
  const begins = times[0]!.began;
  const isCleared = happenings
    .with(list)
    .some(
      (each) =>
        each.began > begins && each.began < times.at(-1)!.began && CLEARS.test(each.node.kind === 'fn' ? '' : calledName(each.node)),
    );
  return (
    isCleared ||
    [...lists].some(([each, at]) => each !== list && happenings.giving(each).some((one) => one.began > at.ended && !isCounted(one)))
  );
}

interface Append {
  happening: Happening;
  slice: Slice;
}

const appendsKnown = new WeakMap<readonly Happening[], Append[]>();

function appendsOf(all: readonly Happening[]): Append[] {
  const known = appendsKnown.get(all);
  if (known) return known;
  const found = all.flatMap((happening): Append[] => {
    const { node, value } = happening;
    return node.kind !== 'fn' && calledName(node) === 'append' && value instanceof Slice && value.array
      ? [{ happening, slice: value }]
      : [];
  });
  appendsKnown.set(all, found);
  return found;
}

/** Whether a slice is read by something else after its array was written. */
function isReadAfter(slice: Value, at: Happening, all: readonly Happening[]): boolean {
  return all.some(({ value, began, node }) => began > at.ended && value === slice && node.kind !== 'assign');
}
