import type { Value } from '../values/value';
import type { TypeItem } from './code/nodes';
import { Decl } from './modules';
import { Data } from './values';

function builtIn(name: string, variants: readonly (readonly [string, number])[]): Decl {
  const field = (at: number): TypeItem['variants'][number]['fields'][number] => ({
    name: String(at),
    ty: { name: '_', path: [], args: [] },
    attributes: [],
  });
  const item: TypeItem = {
    ...{ kind: 'enum', name, start: 0, end: 0, generics: new Map() },
    attributes: ['[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Eq, Ord, Hash)]'],
    variants: variants.map(([own, size]) => ({
      name: own,
      shape: size === 0 ? 'unit' : 'tuple',
      fields: Array.from({ length: size }, (_, at) => field(at)),
      attributes: [],
    })),
  };
  return new Decl(item, undefined);
}

export const OPTION = builtIn('Option', [
  ['None', 0],
  ['Some', 1],
]);
export const RESULT = builtIn('Result', [
  ['Ok', 1],
  ['Err', 1],
]);
export const ORDERING = builtIn('Ordering', [
  ['Less', 0],
  ['Equal', 0],
  ['Greater', 0],
]);
/** Variants that every module knows by their names. */
export const PRELUDE: Readonly<Record<string, Decl>> = { None: OPTION, Some: OPTION, Ok: RESULT, Err: RESULT };
export const REVERSE = builtIn('Reverse', [['Reverse', 1]]);
export const BUILT_IN: Readonly<Record<string, Decl>> = { Option: OPTION, Result: RESULT, Ordering: ORDERING, Reverse: REVERSE };

export const NONE = new Data(OPTION, 'None');
const one = (decl: Decl, variant: string, value: Value): Data => new Data(decl, variant, new Map([['0', value]]));
export const some = (value: Value): Data => one(OPTION, 'Some', value);
export const option = (value: Value | undefined): Data => (value === undefined ? NONE : some(value));
export const ok = (value: Value): Data => one(RESULT, 'Ok', value);
export const err = (value: Value): Data => one(RESULT, 'Err', value);
export const ORDERS = ['Less', 'Equal', 'Greater'].map((each) => new Data(ORDERING, each));
export const ordering = (sign: number): Data => ORDERS[Math.sign(sign) + 1]!;
