import { List, Unknown } from '../values/value';
import { debug } from './formats';
import { listIter } from './iterators';
import type { Row, Rows } from './rows';
import { Data, inside, Ref, refTo, strip, textIn, truthIn, Vec } from './values';
import type { World } from './machine';
import { err, NONE, ok, OPTION, ordering, RESULT, some } from './options';

const holds = (of: Data): boolean => of.variant === 'Some' || of.variant === 'Ok';
const failed = (w: World, of: Data, said: string): never => w.panic(of.decl === OPTION ? said : `${said}: ${debug(w, of.first)}`);

const unwrap: Row<Data> = (w, of) =>
  holds(of)
    ? of.first
    : w.panic(
        of.decl === OPTION
          ? 'called `Option::unwrap()` on a `None` value'
          : `called \`Result::unwrap()\` on an \`Err\` value: ${debug(w, of.first)}`,
      );

/** What a change of what is inside goes to. */
const ref = (of: Data): Ref => refTo(of.fields, '0');

/** Puts another value where an option is kept. */
function replace(site: Parameters<Row>[3], value: Data): void {
  let at = site.place();
  for (let next = at.get(); next instanceof Ref; next = at.get()) at = next;
  at.set(value);
}

/** A copy of what is inside, which the place itself no longer holds. */
const moved = (of: Data): Data => (of.fields.size === 0 ? of : new Data(of.decl, of.variant, new Map(of.fields)));

export const OPTIONS: Rows<Data> = {
  unwrap,
  expect: (w, of, [said]) => (holds(of) ? of.first : failed(w, of, textIn(said))),
  unwrap_err: (w, of) =>
    of.variant === 'Err' ? of.first : w.panic(`called \`Result::unwrap_err()\` on an \`Ok\` value: ${debug(w, of.first)}`),
  expect_err: (w, of, [said]) => (of.variant === 'Err' ? of.first : w.panic(`${textIn(said)}: ${debug(w, of.first)}`)),
  unwrap_or: (_, of, [other]) => (holds(of) ? of.first : other),
  unwrap_or_else: (w, of, [fn], { want }) => (holds(of) ? of.first : w.call(fn, of.decl === RESULT ? [of.first] : [], want)),
  unwrap_or_default: (w, of, _, { want }) => (holds(of) ? of.first : w.defaultOf(want)),
  is_some: (_, of) => of.variant === 'Some',
  is_none: (_, of) => of.variant === 'None',
  is_ok: (_, of) => of.variant === 'Ok',
  is_err: (_, of) => of.variant === 'Err',
  is_some_and: (w, of, [fn]) => holds(of) && truthIn(w.call(fn, [of.first])),
  is_ok_and: (w, of, [fn]) => holds(of) && truthIn(w.call(fn, [of.first])),
  is_none_or: (w, of, [fn]) => !holds(of) || truthIn(w.call(fn, [of.first])),
  is_err_and: (w, of, [fn]) => !holds(of) && truthIn(w.call(fn, [of.first])),
  map: (w, of, [fn], { want }) => (holds(of) ? new Data(of.decl, of.variant, new Map([['0', w.call(fn, [of.first], want?.args[0])]])) : of),
  map_err: (w, of, [fn], { want }) => (holds(of) ? of : err(w.call(fn, [of.first], want?.args[1]))),
  map_or: (w, of, [other, fn], { want }) => (holds(of) ? w.call(fn, [of.first], want) : other),
  map_or_else: (w, of, [other, fn], { want }) =>
    holds(of) ? w.call(fn, [of.first], want) : w.call(other, of.decl === RESULT ? [of.first] : [], want),
  inspect: (w, of, [fn]) => (holds(of) && w.call(fn, [of.first]), of),
  inspect_err: (w, of, [fn]) => (!holds(of) && w.call(fn, [of.first]), of),
  and_then: (w, of, [fn], { want }) => (holds(of) ? w.call(fn, [of.first], want) : of),
  and: (_, of, [other]) => (holds(of) ? other : of),
  or: (_, of, [other]) => (holds(of) ? of : other),
  or_else: (w, of, [fn], { want }) => (holds(of) ? of : w.call(fn, of.decl === RESULT ? [of.first] : [], want)),
  xor: (_, of, [other]) => {
    const right = inside(other) as Data;
    return holds(of) === holds(right) ? NONE : holds(of) ? of : right;
  },
  filter: (w, of, [fn]) => (holds(of) && truthIn(w.call(fn, [of.first])) ? of : NONE),
  ok: (_, of) => (holds(of) ? some(of.first) : NONE),
  err: (_, of) => (holds(of) ? NONE : some(of.first)),
  ok_or: (_, of, [other]) => (holds(of) ? ok(of.first) : err(other)),
  ok_or_else: (w, of, [fn]) => (holds(of) ? ok(of.first) : err(w.call(fn, []))),
  as_ref: (_, of) => of,
  as_deref: (w, of) => (holds(of) ? new Data(of.decl, of.variant, new Map([['0', w.dereferenced(of.first)]])) : of),
  as_slice: (_, of) => new Vec(holds(of) ? [of.first] : []),
  as_mut: (_, of) => (of.fields.size === 0 ? of : new Data(of.decl, of.variant, new Map([['0', ref(of)]]))),
  as_deref_mut: (_, of) => (of.fields.size === 0 ? of : new Data(of.decl, of.variant, new Map([['0', ref(of)]]))),
  copied: (_, of) => (holds(of) ? new Data(of.decl, of.variant, new Map([['0', strip(of.first)]])) : of),
  cloned: (w, of) => w.clone(of),
  take: (_, of, __, site) => {
    const value = moved(of);
    replace(site, NONE);
    return value;
  },
  take_if: (w, of, [fn], site) => {
    if (!holds(of) || !truthIn(w.call(fn, [ref(of)]))) return NONE;
    const value = moved(of);
    replace(site, NONE);
    return value;
  },
  replace: (_, of, [value], site) => {
    const old = moved(of);
    replace(site, some(value));
    return old;
  },
  insert: (_, __, [value], site) => {
    const made = some(value);
    replace(site, made);
    return ref(made);
  },
  get_or_insert: (_, of, [value], site) => {
    if (holds(of)) return ref(of);
    const made = some(value);
    replace(site, made);
    return ref(made);
  },
  get_or_insert_with: (w, of, [fn], site) => {
    if (holds(of)) return ref(of);
    const made = some(w.call(fn, []));
    replace(site, made);
    return ref(made);
  },
  iter: (_, of) => listIter(holds(of) ? [of.first] : []),
  into_iter: (_, of) => listIter(holds(of) ? [of.first] : []),
  iter_mut: (_, of) => listIter(holds(of) ? [ref(of)] : []),
  zip: (_, of, [other]) => {
    const right = inside(other) as Data;
    return holds(of) && holds(right) ? some(new List([of.first, right.first], 'tuple')) : NONE;
  },
  unzip: () => {
    throw new Unknown('the method unzip');
  },
  flatten: (_, of) => (holds(of) ? of.first : of),
  transpose: (_, of) => {
    if (of.decl === OPTION) {
      if (!holds(of)) return ok(NONE);
      const inner = inside(of.first) as Data;
      return inner.variant === 'Ok' ? ok(some(inner.first)) : inner;
    }
    if (!holds(of)) return some(of);
    const inner = inside(of.first) as Data;
    return inner.variant === 'Some' ? some(ok(inner.first)) : NONE;
  },
  unwrap_unchecked: unwrap,
};

export const ORDERINGS: Rows<Data> = {
  reverse: (_, of) => ordering({ Less: 1, Equal: 0, Greater: -1 }[of.variant] ?? 0),
  then: (_, of, [other]) => (of.variant === 'Equal' ? other : of),
  then_with: (w, of, [fn]) => (of.variant === 'Equal' ? w.call(fn, []) : of),
  is_lt: (_, of) => of.variant === 'Less',
  is_le: (_, of) => of.variant !== 'Greater',
  is_gt: (_, of) => of.variant === 'Greater',
  is_ge: (_, of) => of.variant !== 'Less',
  is_eq: (_, of) => of.variant === 'Equal',
  is_ne: (_, of) => of.variant !== 'Equal',
};
