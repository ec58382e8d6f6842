import { Moment, type Value } from '../../values/value';
import type { Happening } from '../history';
import { codeAround } from '../slice';
import { calledName, first, partOf, workedWith, type Detector } from './pitfall';

const DAY_OF_MONTH = /^(?:getDate|getUTCDate|day|mday|getDayOfMonth|Day)$/;
const DAY = 86_400_000;
/** Days that some months do not have. */
const LATE = 29;
/** Days that a month lacks at most. */
const OVER = 3;

/** What dates and times do: days that a month does not have, and parts that are taken for the whole. */
export const momentPitfalls: readonly Detector[] = [
  {
    weight: 6,
    // `new Date(2023, 1, 31)`, `$start->modify('+1 month')` of 31 January.
    find: ({ times, node }) =>
      first(times, (at) => {
        const after = at.value;
        // Whether a date is one is asked in this way, too.
        if (!(after instanceof Moment) || node.kind !== 'call' || /getDate\(\) *[!=]==?/.test(codeAround(at))) return undefined;
        const { of, others } = workedWith(at);
        const named = others.map(({ value }) => value).find((each) => typeof each === 'string');
        const isByMonth = of?.value instanceof Moment && /^(?:modify|add|sub)$/.test(calledName(node)) && /month/.test(String(named));
        const wanted =
          isByMonth && of.value !== after
            ? new Date((of.value as Moment).ms).getUTCDate()
            : node.makes
              ? Number(partOf(at, node.args[2]?.value)?.value)
              : 0;
        const given = node.makes ? new Date(after.ms).getDate() : new Date(after.ms).getUTCDate();
        return wanted >= LATE && wanted <= 31 && given <= OVER
          ? { kind: 'overflowingMonth', at, values: [String(wanted), String(given)] }
          : undefined;
      }),
  },
  {
    weight: 5,
    // `day.getDate() - before.getDate() === 1` of the first of a month.
    find: ({ times, node }) =>
      first(times, (at) => {
        if (node.kind !== 'operate' || node.operands.length !== 2 || !/^(?:-|[<>]=?|[!=]==?)$/.test(node.operator)) return undefined;
        const [one, other] = node.operands.map((each) => partOf(at, each));
        const [a, b] = [dayIn(one), dayIn(other)];
        if (!a || !b || monthOf(a) === monthOf(b) || /month/i.test(codeAround(at))) return undefined;
        return { kind: 'otherMonth', at, values: [one!.text ?? '', other!.text ?? ''] };
      }),
  },
  {
    weight: 6,
    // `(end - start).seconds` of more than a day.
    find: ({ times, node }) =>
      first(times, (at) => {
        const of = node.kind === 'member' ? partOf(at, node.of)?.value : undefined;
        if (node.kind !== 'member' || node.name !== 'seconds' || !(of instanceof Moment) || of.kind !== 'span') return undefined;
        const days = Math.floor(of.ms / DAY);
        return days === 0 || /\.days\b/.test(codeAround(at))
          ? undefined
          : { kind: 'durationPart', at, values: [String(days), at.text ?? ''] };
      }),
  },
];

/** The date that a day of the month is taken from. */
function dayIn(at: Happening | undefined): Moment | undefined {
  if (!at) return undefined;
  const { node } = at;
  const of: Value =
    node.kind === 'member' && DAY_OF_MONTH.test(node.name)
      ? partOf(at, node.of)?.value
      : node.kind === 'call' && DAY_OF_MONTH.test(calledName(node))
        ? workedWith(at).of?.value
        : undefined;
  return of instanceof Moment && of.kind !== 'span' ? of : undefined;
}

function monthOf({ ms }: Moment): string {
  return new Date(ms).toISOString().slice(0, 7);
}
