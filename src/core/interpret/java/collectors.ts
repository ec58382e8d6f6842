import { fail } from '../library/errors';
import { compared } from '../values/comparing';
import { operated } from '../values/operators';
import { optionalOf } from '../library/optionals';
import { list, num, type Row } from '../library/rowParts';
import { Dict, List, type Machine, Native, Obj, Unknown, type Value } from '../values/value';

/** A map or a set that keeps the order of a hash table. */
export function hashed(made: Dict): Dict {
  made.places = 16;
  return made;
}

/** What gathers elements: a function of a list. */
const gathering =
  (gather: (it: Machine, items: Value[], args: Value[]) => Value): Row =>
  (it, args) =>
    new Native(([items]) => gather(it, list(it, items), args));

const finished = (it: Machine, items: Value[], by: Value): Value => (by === undefined ? new List(items) : it.call(by, [new List(items)]));

const groups = (it: Machine, items: Value[], [key, ...more]: Value[]): Value => {
  const made = more.length > 1 ? (it.call(more[0], []) as Dict) : hashed(new Dict());
  const found = new Dict();
  for (const each of items) {
    const own = it.call(key, [each]);
    const group = found.get(own);
    if (group instanceof List) group.items.push(each);
    else found.set(own, new List([each]));
  }
  for (const [own, group] of found.pairs()) made.setFirst(own, finished(it, (group as List).items, more.at(-1)));
  return made;
};

const added =
  (give: (it: Machine, values: (number | bigint)[]) => Value): Row =>
  (it, args) =>
    gathering((_, items, [fn]) =>
      give(
        it,
        items.map((each) => (fn === undefined ? each : it.call(fn, [each])) as bigint),
      ),
    )(it, args, new Map());

const averageOf = (_: Machine, values: (number | bigint)[]): Value =>
  values.length === 0 ? 0 : values.reduce<number>((total, each) => total + Number(each), 0) / values.length;

/** Numbers as a summary of them. */
export function summaryOf(it: Machine, values: (number | bigint)[]): Value {
  if (values.length === 0) throw new Unknown('a summary of nothing');
  const total = values.reduce<Value>((sum, each) => operated(it, '+', sum, each), typeof values[0] === 'bigint' ? 0n : 0);
  const [least, most] = [-1, 1].map((sign) => values.reduce((a, b) => (compared(it, b, a) * sign > 0 ? b : a)));
  const fields: [string, Value][] = [
    ['Count', BigInt(values.length)],
    ['Sum', total],
    ['Min', least],
    ['Max', most],
    ['Average', averageOf(it, values)],
  ];
  return new Obj(undefined, new Map<string, Value>(fields.map(([name, value]) => [`get${name}`, new Native(() => value)])));
}

const chosenOf =
  (sign: 1 | -1): Row =>
  (it, args) =>
    gathering((_, items, [by]) =>
      optionalOf(items.length === 0 ? null : items.reduce((a, b) => (num(it.call(by, [b, a])) * sign > 0 ? b : a))),
    )(it, args, new Map());

/** What gathers the elements of a stream, by name. */
export const COLLECTORS: Readonly<Record<string, Row>> = {
  'Collectors.toUnmodifiableList': gathering((_, items) => new List([...items])),
  'Collectors.toCollection': gathering((it, items, [make]) => {
    const made = it.call(make, []);
    for (const each of items) it.send(made, 'add', [each]);
    return made;
  }),
  'Collectors.groupingBy': gathering(groups),
  'Collectors.partitioningBy': gathering((it, items, [is, by]) => {
    const made = new Dict();
    for (const side of [false, true])
      made.set(
        side,
        finished(
          it,
          items.filter((each) => (it.call(is, [each]) === true) === side),
          by,
        ),
      );
    return made;
  }),
  'Collectors.toMap': gathering((it, items, [key, value, merge, make]) => {
    const made = make === undefined ? hashed(new Dict()) : (it.call(make, []) as Dict);
    for (const each of items) {
      const [own, held] = [it.call(key, [each]), it.call(value, [each])];
      if (made.has(own) && merge === undefined)
        return fail(
          'IllegalStateException',
          `Duplicate key ${it.shown(own)} (attempted merging values ${it.shown(made.get(own))} and ${it.shown(held)})`,
        );
      const merged = made.has(own) ? it.call(merge, [made.get(own), held]) : held;
      if (merge === undefined) made.set(own, merged);
      else made.setFirst(own, merged);
    }
    return made;
  }),
  'Collectors.counting': gathering((_, items) => BigInt(items.length)),
  'Collectors.summingInt': added((it, values) => values.reduce<Value>((sum, each) => operated(it, '+', sum, each), 0n)),
  'Collectors.summingLong': added((it, values) => values.reduce<Value>((sum, each) => operated(it, '+', sum, each), 0n)),
  'Collectors.summingDouble': added((_, values) => values.reduce<number>((sum, each) => sum + Number(each), 0)),
  'Collectors.averagingInt': added(averageOf),
  'Collectors.averagingLong': added(averageOf),
  'Collectors.averagingDouble': added(averageOf),
  'Collectors.summarizingInt': added(summaryOf),
  'Collectors.summarizingDouble': added(summaryOf),
  'Collectors.maxBy': chosenOf(1),
  'Collectors.minBy': chosenOf(-1),
  'Collectors.mapping': gathering((it, items, [fn, by]) =>
    finished(
      it,
      items.map((each) => it.call(fn, [each])),
      by,
    ),
  ),
  'Collectors.filtering': gathering((it, items, [is, by]) =>
    finished(
      it,
      items.filter((each) => it.call(is, [each]) === true),
      by,
    ),
  ),
  'Collectors.flatMapping': gathering((it, items, [fn, by]) =>
    finished(
      it,
      items.flatMap((each) => list(it, it.call(fn, [each]))),
      by,
    ),
  ),
  'Collectors.collectingAndThen': gathering((it, items, [by, fn]) => it.call(fn, [finished(it, items, by)])),
  'Collectors.reducing': gathering((it, items, [start, ...fns]) =>
    items.reduce((total, each) => it.call(fns.at(-1), [total, fns.length > 1 ? it.call(fns[0], [each]) : each]), start),
  ),
};
