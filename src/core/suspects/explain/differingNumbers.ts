import { only } from '../../only';

const NUMBERS = /(-?\d+(?:\.\d+)?)/;

/** `86.33` and `86.00` of `Mia: 86.33 B` and `Mia: 86.00 B`: the only number that differs where all else is the same. */
export function differingNumbers(expected: string, actual: string): [wanted: string, got: string] | undefined {
  const [wanted, got] = [expected, actual].map((text) => text.split(NUMBERS));
  if (!wanted || !got || wanted.length !== got.length) return undefined;
  const at = only(wanted.flatMap((part, index) => (part === got[index] ? [] : [index])));
  return at === undefined || at % 2 === 0 ? undefined : [wanted[at]!, got[at]!];
}
