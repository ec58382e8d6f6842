import type { Value } from '../../values/value';
import type { Happening } from '../history';
import { plainOf } from '../plain';
import { codeAround } from '../slice';
import { valueText } from '../valueText';
import { calledName, first, partOf, workedWith, type Detector } from './pitfall';

const CUTS = /^(?:int|floor|trunc|intval|to_i|truncate)$/;
const ROUNDS = /^(?:round|floor|ceil|Round|Floor|Ceil|Ceiling|int|trunc|intval|to_i|rint)$/;
/** Languages in which the remainder has the sign of the dividend. */
const SIGNED_REMAINDER = /^(?:javascript|java|kotlin|go|php|cpp|rust|csharp)$/;
/** How far a number is off, at most, where calculating made it inexact. */
const INEXACT = 1e-9;

/** What numbers do: what is cut off, what is not exact, what counts as nothing. */
export const numberPitfalls: readonly Detector[] = [
  {
    weight: 7,
    // `int(19.99 * 100)`.
    find: ({ times }) =>
      first(times, (at) => {
        const { node } = at;
        const given =
          node.kind === 'same' && node.how === 'cast' ? partOf(at, node.of) : CUTS.test(calledName(node)) ? argumentOf(at) : undefined;
        const [from, to] = [numberOf(given?.value), numberOf(at.value)];
        if (from === undefined || to === undefined || Number.isInteger(from) || !Number.isInteger(to)) return undefined;
        const nearest = Math.round(from);
        const isInexact = nearest !== to && Math.abs(from - nearest) < Math.max(1, Math.abs(from)) * INEXACT;
        return isInexact ? { kind: 'cutFloat', at, values: [String(from), String(to)] } : undefined;
      }),
  },
  {
    weight: 7,
    // `0.1 + 0.2 == 0.3`.
    find: ({ times }) =>
      first(times, (at) => {
        const { node } = at;
        if (node.kind !== 'operate' || !/^(?:[!=]==?|[<>]=?)$/.test(node.operator) || node.operands.length !== 2) return undefined;
        const [a, b] = node.operands.map((each) => numberOf(partOf(at, each)?.value));
        if (a === undefined || b === undefined || a === b || (Number.isInteger(a) && Number.isInteger(b))) return undefined;
        const isInexact = Math.abs(a - b) < Math.max(1, Math.abs(a)) * INEXACT;
        return isInexact ? { kind: 'inexactEqual', at, values: [String(a), String(b)] } : undefined;
      }),
  },
  {
    weight: 4,
    // `-1 % 7`.
    find: ({ times, history }) =>
      first(times, (at) => {
        const { node, value } = at;
        if (node.kind !== 'operate' || node.operator !== '%' || !SIGNED_REMAINDER.test(history.family) || !(Number(value) < 0))
          return undefined;
        const [a, b] = node.operands.map((each) => numberOf(partOf(at, each)?.value));
        return a === undefined || b === undefined
          ? undefined
          : { kind: 'negativeRemainder', at, values: [String(a), String(b), String(numberOf(value))] };
      }),
  },
  {
    weight: 5,
    // `Math.round(total / 3)` for each of three: parts of a whole that no longer make it up.
    find: ({ times, node }) => {
      if (!ROUNDS.test(calledName(node)) || times.length < 2) return undefined;
      const pairs = times.map((at) => [numberOf(argumentOf(at)?.value), numberOf(at.value)] as const);
      if (pairs.some(([from, to]) => from === undefined || to === undefined)) return undefined;
      const [exact, rounded] = [0, 1].map((side) => pairs.reduce((sum, pair) => sum + pair[side]!, 0)) as [number, number];
      const isWhole = Math.abs(exact - Math.round(exact)) < 1e-6 && pairs.some(([from]) => !Number.isInteger(from));
      const last = times.at(-1)!;
      return isWhole && Math.round(exact) !== rounded
        ? { kind: 'roundedParts', at: last, values: [String(times.length), String(Math.round(exact)), String(Number(rounded.toFixed(9)))] }
        : undefined;
    },
  },
  {
    weight: 2,
    // `total / count` of whole numbers.
    find: ({ times, node, history }) =>
      first(times, (at) => {
        if (node.kind !== 'operate' || node.operator !== '/' || /^(?:javascript|php|python)$/.test(history.family)) return undefined;
        const [a, b] = node.operands.map((each) => partOf(at, each)?.value).map(plainOf);
        const isWhole = typeof a === 'bigint' && typeof b === 'bigint' && typeof plainOf(at.value) === 'bigint';
        // Other quotients are cut off on purpose as often as not.
        if (!isWhole || a === 0n || Number(plainOf(at.value)) !== 0) return undefined;
        return { kind: 'droppedFraction', at, values: [String(a), String(b), '0'] };
      }),
  },
  {
    weight: 6,
    // `empty('0')`.
    find: ({ times, node, history }) =>
      calledName(node) === 'empty' && history.family === 'php'
        ? first(times, (at) => {
            const { of } = workedWith(at);
            return of?.value === '0' && at.value === true ? { kind: 'zeroAsNothing', at, values: ["'0'"], also: of } : undefined;
          })
        : undefined,
  },
  {
    weight: 5,
    // `setback || 3` of 0, `empty(0)`.
    find: ({ times, node, history }) =>
      first(times, (at) => {
        const asked =
          node.kind === 'choice' && !node.condition && /^(?:\|\||or|\?:)$/.test(node.operator)
            ? partOf(at, node.options[0])
            : calledName(node) === 'empty' && history.family === 'php'
              ? workedWith(at).of
              : undefined;
        const isZero =
          asked !== undefined &&
          ((Number(plainOf(asked.value)) === 0 && /^(?:number|bigint)$/.test(typeof plainOf(asked.value))) ||
            (asked.value === '0' && history.family === 'php'));
        if (!isZero || at.value === asked.value) return undefined;
        const text = valueText(asked.value, history.family);
        return text === undefined ? undefined : { kind: 'zeroAsNothing', at, values: [text], also: asked };
      }),
  },
  {
    weight: 4,
    // `cents / people.length`, where some cents are left.
    find: ({ times, node }) =>
      first(times, (at) => {
        const divides = divisionIn(at);
        if (!divides || node.kind === 'literal') return undefined;
        const { of, by, isCounted } = divides;
        const each = numberOf(at.value);
        if (!isCounted || each === undefined || !Number.isInteger(of) || by < 2 || of % by === 0 || Math.abs(each * by - of) >= by)
          return undefined;
        return Number.isInteger(each)
          ? {
              kind: 'restOfDivision',
              at,
              values: [String(of), String(by), String(each), String(each * by), String(of - each * by)],
            }
          : undefined;
      }),
  },
  {
    weight: 7,
    // `2_000_000_000 + 2_000_000_000` of an `int`.
    find: ({ times, node, history }) =>
      first(times, (at) => {
        if (node.kind !== 'operate' || !/^[-+*]$/.test(node.operator) || !/^(?:java|go|cpp|csharp)$/.test(history.family)) return undefined;
        const [a, b, made] = [...node.operands.map((each) => partOf(at, each)), at].map((each) => plainOf(each?.value));
        if (typeof a !== 'bigint' || typeof b !== 'bigint' || typeof made !== 'bigint') return undefined;
        const exact = node.operator === '+' ? a + b : node.operator === '-' ? a - b : a * b;
        // Hashes and the like wrap around on purpose.
        return exact === made || /hash|seed|random|crc|checksum/i.test(codeAround(at))
          ? undefined
          : { kind: 'wrapsAround', at, values: [String(exact), String(made)] };
      }),
  },
  {
    weight: 4,
    // `round(2.5)` of Python is 2.
    find: ({ times, node, history }) =>
      first(times, (at) => {
        if (!/^(?:round|Round)$/.test(calledName(node)) || !/^(?:python|csharp)$/.test(history.family)) return undefined;
        const [from, to] = [numberOf(argumentOf(at)?.value), numberOf(at.value)];
        const isHalf =
          from !== undefined && to !== undefined && Math.abs(from % 1) === 0.5 && Number.isInteger(to) && Math.abs(to) < Math.abs(from);
        return isHalf ? { kind: 'roundsToEven', at, values: [String(from), String(to)] } : undefined;
      }),
  },
];

/** A quotient that is made a whole number, by itself or by what is around it. */
function divisionIn(at: Happening): { of: number; by: number; isCounted: boolean } | undefined {
  const { node } = at;
  const operation =
    node.kind === 'operate' && /^\/{1,2}$/.test(node.operator) ? at : ROUNDS.test(calledName(node)) ? argumentOf(at) : undefined;
  if (operation?.node.kind !== 'operate' || !/^\/{1,2}$/.test(operation.node.operator)) return undefined;
  const [of, by] = operation.node.operands.map((each) => partOf(operation, each));
  const [a, b] = [numberOf(of?.value), numberOf(by?.value)];
  if (a === undefined || b === undefined || !by) return undefined;
  return { of: a, by: b, isCounted: COUNTS.test(by.file.text.slice(by.node.start, by.node.end)) };
}

/** Code that counts the elements of something. */
const COUNTS = /\.(?:length|size|count|Count|Length)\b|\b(?:len|count|sizeof)\(/;

function argumentOf(at: Parameters<typeof workedWith>[0]): ReturnType<typeof workedWith>['of'] {
  const { of, others } = workedWith(at);
  // `Math.floor(x)` has a receiver that is no number.
  return numberOf(of?.value) === undefined ? others[0] : of;
}

function numberOf(value: Value): number | undefined {
  const plain = plainOf(value);
  return typeof plain === 'number' || typeof plain === 'bigint' ? Number(plain) : undefined;
}
