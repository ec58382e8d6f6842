import { Dict, List, Obj, type Value } from '../../values/value';
import type { Happening } from '../history';
import { callAround } from '../slice';
import { targetOf, WayBack } from '../wayBack';
import { isChangeOf, isPlainCollection, loopsAround, outermost } from './ofSharing';
import { calledName, first, partOf, workedWith, type Detector } from './pitfall';

const ADDS = /^(?:push|append|add|Add|push_back|emplace_back|extend|update|set|put|<<|insert)$/;

/** What stays from before: results that hold what an earlier call left, and values that were worked out before what they are made of changed. */
export const statePitfalls: readonly Detector[] = [
  {
    weight: 5,
    // A list that each call of a function fills, and gives.
    find: ({ times, node, happenings }) => {
      if (times.length < 2 || (!ADDS.test(calledName(node)) && node.kind !== 'operate' && node.kind !== 'assign')) return undefined;
      const byCall = new Map<Happening, { at: Happening; list: Value }>();
      for (const at of times) {
        const list = filled(at);
        const call = callAround(at);
        if (list && call && loopsAround(outermost(at)).length > 0 && !byCall.has(call)) byCall.set(call, { at, list });
      }
      const all = [...byCall];
      return first(all.slice(1), ([call, { at, list }]) => {
        const [earlier] = all.find(([other, each]) => other !== call && each.list === list && other.ended < call.began) ?? [];
        const isGiven = [earlier, call].every((each) => each?.gave && targetOf(each.gave.value) === list);
        const before = happenings.giving(list).find(({ began, text }) => began > call.began && text !== undefined);
        return earlier && isGiven && before ? { kind: 'sameResult', at, values: [before.text!], also: call.gave! } : undefined;
      });
    },
  },
  {
    weight: 6,
    // `[[0] * 3] * 3`, `Array(3).fill([])`: one list in several places.
    find: ({ times, node, happenings }) =>
      first(times, (at) => {
        if (!/^(?:call|operate|each|list)$/.test(node.kind)) return undefined;
        const parts = partsOf(at.value);
        const twice = parts.find((each, place) => isChangeable(each) && parts.indexOf(each) !== place);
        if (twice === undefined || at.within.some(({ value }) => partsOf(value).filter((each) => each === twice).length > 1))
          return undefined;
        const change = happenings.with(twice).find((each) => each.began > at.ended && isChangeOf(each, twice));
        return change
          ? { kind: 'oneInSeveral', at, values: [String(parts.filter((each) => each === twice).length)], also: change }
          : undefined;
      }),
  },
  {
    weight: 4,
    // `this.total`, set before `this.items` got another one.
    find: ({ times, node, history, happenings }) => {
      if (node.kind !== 'member' && node.kind !== 'index') return undefined;
      return first(times.slice(-1), (at) => {
        const came = new WayBack(history).before(at);
        if (came?.how !== 'kept' && came?.how !== 'named') return undefined;
        const made = came.from;
        // What is kept as it is was meant to be what it was.
        if (!/^(?:operate|call|each)$/.test(made.node.kind) || isChangeable(at.value) || at.text === undefined) return undefined;
        const holder = partOf(at, node.of)?.value;
        const change = first(readBy(made), (read) => {
          const of = read.value;
          return isChangeable(of) && of !== holder
            ? happenings.with(of).find((each) => each.began > made.ended && each.ended < at.began && isChangeOf(each, of))
            : undefined;
        });
        return change ? { kind: 'outdated', at, values: [at.text], also: change } : undefined;
      });
    },
  },
];

/** What an addition fills: the list, or the map. */
function filled(at: Happening): Value | undefined {
  const { node } = at;
  const of =
    node.kind === 'assign'
      ? node.target.kind === 'index' || node.target.kind === 'member'
        ? partOf(at, node.target.of)
        : undefined
      : node.kind === 'operate'
        ? node.operator === '<<'
          ? partOf(at, node.operands[0])
          : undefined
        : workedWith(at).of;
  const value = targetOf(of?.value);
  return value instanceof List || value instanceof Dict ? value : undefined;
}

/** What was read, directly or in calls, to work something out. */
function readBy(made: Happening): Happening[] {
  const found: Happening[] = [];
  const pending = [...made.within];
  for (let next = pending.pop(); next && found.length < MOST_READ; next = pending.pop()) {
    if (next.node.kind === 'member' || next.node.kind === 'name') found.push(next);
    pending.push(...next.within);
  }
  return found;
}

const MOST_READ = 60;

function partsOf(value: Value): readonly Value[] {
  if (value instanceof List) return value.items;
  return value instanceof Dict && value.kind === 'map' ? value.values() : [];
}

/** Whether it is a collection or an object without a class; one without fields counts for nothing. */
function isChangeable(value: Value): boolean {
  return isPlainCollection(value) && !(value instanceof Obj && value.fields.size === 0);
}
