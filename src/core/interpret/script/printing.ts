import { type Machine, Unknown, type Value } from '../values/value';
import { textOf } from './operators';

/** `util.format` with plain values. */
export function formattedText(it: Machine, [first, ...args]: Value[]): string {
  if ([first, ...args].some((each) => each !== null && typeof each === 'object')) throw new Unknown('how an object is shown');
  const left = [...args];
  if (typeof first !== 'string') return [first, ...args].map((each) => textOf(it, each)).join(' ');
  const said = first.replace(/%([sdif%])/g, (all, sign: string) => {
    if (sign === '%') return left.length > 0 || args.length > 0 ? '%' : all;
    if (left.length === 0) return all;
    const value = left.shift();
    if (sign === 's') return textOf(it, value);
    const number = Number(value);
    return String(sign === 'i' ? Math.trunc(number) : number);
  });
  return [said, ...left.map((each) => textOf(it, each))].join(' ');
}
