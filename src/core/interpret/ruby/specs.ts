import { AssertFailed, thrownBy } from '../testing/assertions';
import { isOfTypes } from '../testing/checks';
import { listOf } from '../values/iteration';
import type { Core } from '../running/machine';
import { compared, equal, isTrue, same } from '../values/comparing';
import { matchIn } from './matches';
import { Cls, Dict, Foreign, Func, isNumber, List, nameOf, Native, Obj, Pattern, Unknown, type Machine, type Value } from '../values/value';

/** Words of Ruby's specs. */
export const SPEC = /^(?:describe|context|feature|it|specify|example|scenario|before|let!?|subject!?|after|around)$/;

/** Values of a spec by name, which are made when they are first asked for. */
export type Lets = ReadonlyMap<string, Func>;

/** A spec: its blocks share an object, which has what they set. */
export function specified(it: Core, word: string, args: Value[], block: Func): Value {
  if (/^(?:let!?|subject!?)$/.test(word)) {
    const name = args.length > 0 ? nameOf(args[0]) : 'subject';
    it.lets = new Map([...it.lets, [name, block], ...(word.startsWith('subject') ? [['subject', block] as [string, Func]] : [])]);
    if (word.endsWith('!')) it.befores.push(new Native(() => null), named(name));
    return null;
  }
  if (/^(?:describe|context|feature)$/.test(word)) {
    const { befores, lets, described } = it;
    it.befores = [...befores];
    if (args[0] instanceof Cls) it.described = args[0];
    it.call(block, []);
    Object.assign(it, { befores, lets, described });
    return null;
  }
  if (word === 'around') throw new Unknown('what runs around a spec');
  if (word === 'before') {
    if (args.some((each) => !/^(?:each|example)$/.test(nameOf(each)))) throw new Unknown('what runs before all specs');
    it.befores.push(block);
  } else if (word !== 'after')
    it.tests.push({
      title: args[0] ?? '',
      fn: block,
      befores: [...it.befores],
      lets: it.lets,
      ...(it.described && { described: it.described }),
    });
  return null;
}

/** Asks for a value that is made before each spec. */
function named(name: string): Native {
  return new Native(([spec]) => (spec instanceof Obj ? letOf(spec, name)?.() : null) ?? null);
}

/** An object of a spec that runs. */
export function specObject(it: Core, lets: Lets, described: Value): Obj {
  const made = new Obj(undefined, new Map(), 'spec');
  const known = new Map<string, Value>();
  for (const [name, fn] of lets)
    LETS.set(made, {
      ...LETS.get(made),
      [name]: () => {
        if (!known.has(name)) known.set(name, it.call(withSelf(fn, made), []));
        return known.get(name);
      },
    });
  const all: Record<string, () => Value> = { ...LETS.get(made), described_class: () => described ?? none() };
  if (!lets.has('subject') && described instanceof Cls)
    all['subject'] = () => {
      if (!known.has('subject')) known.set('subject', it.make(described, [], new Map()));
      return known.get('subject');
    };
  LETS.set(made, all);
  return made;
}

function none(): never {
  throw new Unknown('a value of a spec');
}

const LETS = new WeakMap<Obj, Record<string, () => Value>>();

/** What gives a value of a spec by its name. */
export function letOf(self: Value, name: string): (() => Value) | undefined {
  const all = self instanceof Obj ? LETS.get(self) : undefined;
  return all && Object.hasOwn(all, name) ? all[name] : undefined;
}

export function withSelf(fn: Func, self: Value): Func {
  return new Func(fn.fn, fn.file, fn.env, self, fn.owner, fn.home);
}

/** Whether a name makes what `expect(…).to` is given. */
export function isMatcher(name: string): boolean {
  return Object.hasOwn(MATCHERS, name) || /^(?:be|have)_\w+$/.test(name);
}

/** What `expect(…).to` is given. */
export function matcherOf(name: string, args: Value[], named: ReadonlyMap<string, Value>): Obj {
  const all = new Dict();
  for (const [key, value] of named) all.set(key, value);
  return new Obj(
    undefined,
    new Map<string, Value>([
      ['name', name],
      ['args', new List(args)],
      ['named', all],
    ]),
    'matcher',
  );
}

type Matcher = (it: Machine, value: Value, args: Value[], of: Obj) => boolean;

const compares = (it: Machine, sign: string, a: Value, b: Value): boolean => {
  const order = compared(it, a, b);
  return sign === '>' ? order > 0 : sign === '>=' ? order >= 0 : sign === '<' ? order < 0 : order <= 0;
};

const MATCHERS: Readonly<Record<string, Matcher>> = {
  eq: (it, value, [other]) => same(it, other, value),
  eql: (it, value, [other]) => typeof other === typeof value && same(it, other, value),
  equal: (it, value, [other]) => equal(it, value, other, 'is'),
  be: (it, value, args, of) => {
    const sign = of.fields.get('sign');
    if (typeof sign === 'string')
      return sign === '==' ? same(it, value, of.fields.get('other')) : compares(it, sign, value, of.fields.get('other'));
    return args.length === 0
      ? isTrue(it, value)
      : typeof args[0] === 'object' && args[0] !== null
        ? value === args[0]
        : value === args[0] || (isNumber(value) && same(it, value, args[0]));
  },
  be_nil: (_, value) => value === null,
  be_truthy: (it, value) => isTrue(it, value),
  be_falsey: (it, value) => !isTrue(it, value),
  be_falsy: (it, value) => !isTrue(it, value),
  be_a: (it, value, [type]) => it.kindOf(value, type),
  be_an: (it, value, [type]) => it.kindOf(value, type),
  be_kind_of: (it, value, [type]) => it.kindOf(value, type),
  be_instance_of: (it, value, [type]) => (value instanceof Obj && value.cls ? value.cls === type : it.kindOf(value, type)),
  be_an_instance_of: (it, value, [type]) => (value instanceof Obj && value.cls ? value.cls === type : it.kindOf(value, type)),
  be_between: (it, value, [low, high]) => compared(it, value, low) >= 0 && compared(it, value, high) <= 0,
  be_within: (_, value, [delta], of) => Math.abs(Number(value) - Number(of.fields.get('of'))) <= Number(delta),
  include: (it, value, args, of) => {
    const named_ = of.fields.get('named') as Dict;
    if (named_.entries.size > 0 && !(value instanceof Dict)) throw new Unknown('a check of something else');
    const holds = (item: Value): boolean =>
      value instanceof Dict && item instanceof Dict
        ? item.pairs().every(([key, each]) => value.has(key) && fits(it, each, value.get(key)))
        : value instanceof Dict && value.kind === 'map'
          ? value.has(item)
          : typeof value === 'string'
            ? value.includes(nameOf(item))
            : listOf(it, value).some((each) => fits(it, item, each));
    return (
      args.every(holds) &&
      named_.pairs().every(([key, each]) => (value as Dict).pairs().some(([own, one]) => nameOf(own) === key && fits(it, each, one)))
    );
  },
  contain_exactly: (it, value, args) => isSameSet(it, listOf(it, value), args),
  match_array: (it, value, [all]) => isSameSet(it, listOf(it, value), listOf(it, all)),
  start_with: (it, value, args) =>
    typeof value === 'string' ? value.startsWith(nameOf(args[0])) : args.every((each, at) => same(it, listOf(it, value)[at], each)),
  end_with: (it, value, args) =>
    typeof value === 'string'
      ? value.endsWith(nameOf(args[0]))
      : args.toReversed().every((each, at) => same(it, listOf(it, value).at(-1 - at), each)),
  match: (it, value, [pattern]) => (pattern instanceof Pattern ? matchIn(it, nameOf(value), pattern) !== null : fits(it, pattern, value)),
  have_attributes: (it, value, _, of) =>
    (of.fields.get('named') as Dict).pairs().every(([name, each]) => fits(it, each, it.send(value, nameOf(name), []))),
  respond_to: (it, value, names) => names.every((name) => isTrue(it, it.send(value, 'respond_to?', [name]))),
  all: (it, value, [matcher]) => listOf(it, value).every((each) => fits(it, matcher, each)),
  satisfy: (it, value, [block]) => isTrue(it, it.call(block, [value])),
  have_key: (_, value, [key]) => value instanceof Dict && value.has(key),
  raise_error: (it, block, args) => raisesAs(it, block, args),
  change: (it, block, args, of) => {
    const read = (): Value =>
      args[0] instanceof Func || args[0] instanceof Native ? it.call(args[0], []) : it.send(args[0], nameOf(args[1]), []);
    const before = read();
    it.call(block, []);
    const after = read();
    const by = of.fields.get('by');
    const [from, to] = [of.fields.get('from'), of.fields.get('to')];
    if (by !== undefined) return isNumber(before) && isNumber(after) && Number(after) - Number(before) === Number(by);
    return (from === undefined || same(it, from, before)) && (to === undefined ? !same(it, before, after) : same(it, to, after));
  },
};

function raisesAs(it: Machine, block: Value, args: readonly Value[]): boolean {
  const error = thrownBy(it, () => it.call(block, []));
  if (!error) return false;
  const types = args.filter((each) => each instanceof Cls || each instanceof Foreign);
  if (types.length > 0 && !isOfTypes(it, error, types)) return false;
  const said = args.find((each) => typeof each === 'string' || each instanceof Pattern);
  const message = it.shown(it.send(error, 'message', []));
  return said === undefined || (said instanceof Pattern ? matchIn(it, message, said) !== null : message === said);
}

function isSameSet(it: Machine, items: readonly Value[], wanted: readonly Value[]): boolean {
  const left = [...items];
  for (const each of wanted) {
    const at = left.findIndex((one) => fits(it, each, one));
    if (at < 0) return false;
    left.splice(at, 1);
  }
  return left.length === 0;
}

/** Whether a value is what a matcher asks for, or equal to another value. */
function fits(it: Machine, matcher: Value, value: Value): boolean {
  if (!(matcher instanceof Obj) || matcher.type !== 'matcher') {
    if (matcher instanceof Pattern && typeof value === 'string') return matchIn(it, value, matcher) !== null;
    return same(it, matcher, value);
  }
  const name = nameOf(matcher.fields.get('name'));
  const args = (matcher.fields.get('args') as List).items;
  const own = Object.hasOwn(MATCHERS, name) ? MATCHERS[name] : undefined;
  if (own) return own(it, value, args, matcher);
  const [, word, rest = ''] = /^(be|have)_(\w+)$/.exec(name) ?? [];
  if (word === undefined) throw new Unknown(`the matcher ${name}`);
  return isTrue(it, it.send(value, word === 'be' ? `${rest}?` : `has_${rest}?`, args));
}

/** `expect(…).to`, and what comes behind a matcher; undefined for another name. */
export function ofSpec(it: Machine, of: Obj, name: string, args: Value[]): Value {
  if (of.type === 'expect' && /^(?:to|not_to|to_not)$/.test(name)) {
    const [value, matcher] = [of.fields.get('value'), args[0]];
    const holds = fits(it, matcher, value);
    const isPlainValue =
      matcher instanceof Obj && /^(?:eq|eql|be|equal|match_array|contain_exactly)$/.test(nameOf(matcher.fields.get('name')));
    const wanted = isPlainValue ? (matcher.fields.get('args') as List).items : [];
    if (holds !== (name === 'to')) throw new AssertFailed(wanted.length === 1 ? [wanted[0], value] : []);
    return null;
  }
  if (of.type !== 'matcher') return undefined;
  const set = (key: string, value: Value): Obj => new Obj(undefined, new Map([...of.fields, [key, value]]), 'matcher');
  if (/^(?:[<>]=?|==)$/.test(name)) return new Obj(undefined, new Map([...of.fields, ['sign', name], ['other', args[0]]]), 'matcher');
  if (/^(?:of|by|from|to)$/.test(name)) return set(name, args[0]);
  if (name === 'with_message') return set('args', new List([...(of.fields.get('args') as List).items, args[0]]));
  if (/^(?:and|or|exactly|times|once|twice)$/.test(name)) throw new Unknown('several matchers');
  return undefined;
}

/** The checks of specs and tests that share a name with what a program may declare. */
export function expectation(value: Value): Obj {
  return new Obj(undefined, new Map([['value', value]]), 'expect');
}
