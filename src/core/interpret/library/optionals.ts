import { fail } from './errors';
import { asked } from './methodParts';
import { named, refuse } from './parts';
import { same } from '../values/comparing';
import { isNumber, List, Obj, Thrown, type Value } from '../values/value';

/** A value that may be missing, as Java's `Optional`; nothing is a missing one. */
export function optionalOf(value: Value): Obj {
  return new Obj(undefined, new Map([['value', value ?? null]]), 'optional', true);
}

const held = (of: Obj): Value => of.fields.get('value') ?? null;

/** Methods of an optional value. */
export const OPTIONAL = named<Obj>({
  ispresent: (_, of) => held(of) !== null,
  isempty: (_, of) => held(of) === null,
  'get getasint getaslong getasdouble orelsethrow': (it, of, [fn]) => {
    const value = held(of);
    if (value !== null) return value;
    if (fn === undefined) return fail('NoSuchElementException', 'No value present');
    throw new Thrown(it.call(fn, []));
  },
  orelse: (_, of, [otherwise]) => held(of) ?? otherwise,
  orelseget: (it, of, [fn]) => held(of) ?? it.call(fn, []),
  map: (it, of, [fn]) => (held(of) === null ? of : optionalOf(it.call(fn, [held(of)]))),
  flatmap: (it, of, [fn]) => (held(of) === null ? of : it.call(fn, [held(of)])),
  filter: (it, of, [fn]) => (held(of) === null || asked(it, fn, held(of)) ? of : optionalOf(null)),
  or: (it, of, [fn]) => (held(of) === null ? it.call(fn, []) : of),
  ifpresent: (it, of, [fn]) => {
    if (held(of) !== null) it.call(fn, [held(of)]);
    return null;
  },
  ifpresentorelse: (it, of, [fn, otherwise]) => {
    if (held(of) === null) it.call(otherwise, []);
    else it.call(fn, [held(of)]);
    return null;
  },
  stream: (_, of) => new List(held(of) === null ? [] : [held(of)]),
  equals: (it, of, [other]) => other instanceof Obj && other.type === 'optional' && same(it, held(of), held(other)),
  tostring: (it, of) => {
    // Of numbers there are several kinds.
    const value = held(of);
    return value === null || isNumber(value) ? refuse('an optional as a text') : `Optional[${it.shown(value)}]`;
  },
});
