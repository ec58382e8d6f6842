import { fail } from '../library/errors';
import { type Named, refuse, type Row } from '../library/parts';
import { AssertFailed } from '../testing/assertions';
import { isCallable } from '../values/builtInTypes';
import { same } from '../values/comparing';
import { isLibraryError } from '../values/errorKinds';
import { listOf } from '../values/iteration';
import { Cls, Dict, Foreign, List, type Machine, nameOf, Native, Obj, Thrown, Unknown, type Value } from '../values/value';

/** Calls of each mock, in their order. */
const CALLS = new WeakMap<Obj, List[]>();
/** What a mock gives one after the other. */
const LEFT = new WeakMap<Obj, Value[]>();

/** A call as `call(…)` writes it. */
function callOf(args: readonly Value[], named: Named): List {
  const given = new List([...args], 'tuple');
  const byName = new Dict();
  for (const [name, value] of named) byName.set(name, value);
  const made = new List([given, byName], 'tuple');
  made.fields = new Map<string, Value>([
    ['args', given],
    ['kwargs', byName],
  ]);
  return made;
}

function newMock(named: Named = new Map()): Obj {
  const made = new Obj(undefined, new Map(), 'mock');
  CALLS.set(made, []);
  for (const [name, value] of named) {
    if (/^(?:spec_set|wraps|unsafe)$/.test(name)) throw new Unknown('a mock of something');
    if (name !== 'spec' && name !== 'name' && name !== 'autospec') made.fields.set(name, value);
  }
  return made;
}

export const isMock = (value: Value): value is Obj => value instanceof Obj && value.type === 'mock';

/** What a mock gives for a call, which it notes. */
export function calledMock(it: Machine, of: Obj, args: readonly Value[], named: Named): Value {
  CALLS.get(of)!.push(callOf(args, named));
  const effect = of.fields.get('side_effect') ?? null;
  if (effect !== null) {
    if (isError(it, effect)) throw new Thrown(effect instanceof Obj ? effect : it.call(effect, []));
    if (isCallable(effect) || isMock(effect)) return it.call(effect, [...args], named);
    const left = LEFT.get(of) ?? [...listOf(it, effect)];
    LEFT.set(of, left);
    if (left.length === 0) return fail('StopIteration');
    const next = left.shift();
    if (isError(it, next)) throw new Thrown(next instanceof Obj ? next : it.call(next, []));
    return next;
  }
  return partOfMock(it, of, 'return_value');
}

function isError(it: Machine, value: Value): boolean {
  if (value instanceof Foreign) return isLibraryError(it.family, value.name);
  const cls = value instanceof Cls ? value : value instanceof Obj ? value.cls : undefined;
  if (cls) return cls.order.some(({ foreigns }) => foreigns.some((name) => isLibraryError(it.family, name)));
  return value instanceof Obj && isLibraryError(it.family, value.type);
}

/** A part of a mock: what it was told, what it noted, a check, or another mock. */
export function partOfMock(it: Machine, of: Obj, name: string): Value {
  const calls = CALLS.get(of)!;
  switch (name) {
    case 'called':
      return calls.length > 0;
    case 'call_count':
    case 'await_count':
      return BigInt(calls.length);
    case 'call_args':
      return calls.at(-1) ?? null;
    case 'call_args_list':
      return new List([...calls]);
    case 'reset_mock':
      return new Native(() => {
        calls.length = 0;
        return null;
      });
  }
  const check = checkOf(it, calls, name);
  if (check) return check;
  if (of.fields.has(name)) return of.fields.get(name);
  if (/^(?:__\w+__|mock_calls|method_calls|configure_mock|assert\w*)$/.test(name)) return refuse(`${name} of a mock`);
  const made = newMock();
  of.fields.set(name, made);
  return made;
}

function checkOf(it: Machine, calls: readonly List[], name: string): Native | undefined {
  const [, how] = /^assert_(?:called|awaited)(?:_(\w+))?$/.exec(name) ?? [undefined, name === 'assert_not_called' ? 'never' : ''];
  const ends = (holds: boolean): Value => {
    if (!holds) throw new AssertFailed();
    return null;
  };
  const isOne = (call: List | undefined, args: readonly Value[], named: Named): boolean =>
    call !== undefined && same(it, call, callOf(args, named));
  if (/^assert_(?:called|awaited)$/.test(name)) return new Native(() => ends(calls.length > 0));
  switch (how) {
    case 'never':
      return new Native(() => ends(calls.length === 0));
    case 'once':
      return new Native(() => ends(calls.length === 1));
    case 'with':
      return new Native((args, named) => ends(isOne(calls.at(-1), args, named)));
    case 'once_with':
      return new Native((args, named) => ends(calls.length === 1 && isOne(calls[0], args, named)));
    default:
      if (name === 'assert_any_call') return new Native((args, named) => ends(calls.some((each) => isOne(each, args, named))));
      return undefined;
  }
}

/** Sets a part of a module, a class or an object to something else for a while. @returns what takes that back */
export function patched(patch: Obj): () => void {
  const [of, name, value] = ['of', 'name', 'value'].map((each) => patch.fields.get(each));
  const names = of instanceof Cls ? of.statics : of instanceof Obj ? of.fields : refuse('a patch');
  const own = nameOf(name);
  if (of instanceof Cls && of.at.node.members.some((each) => each.kind === 'fn' && each.name === own)) return refuse('a patch of a method');
  const before = names.get(own);
  const had = names.has(own);
  names.set(own, value);
  return () => {
    if (had) names.set(own, before);
    else names.delete(own);
  };
}

function patchOf(of: Value, name: string, given: Value | undefined, named: Named): Obj {
  const options = new Map([...named].filter(([each]) => each !== 'new'));
  const value = given ?? named.get('new');
  const fields = new Map<string, Value>([
    ['of', of],
    ['name', name],
    ['value', value === undefined ? newMock(options) : value],
    ['isMade', value === undefined],
  ]);
  return new Obj(undefined, fields, 'patch');
}

/** What a path such as `shop.cart.fetch` is in. */
function holderOf(it: Machine, path: string): Value {
  const parts = path.split('.');
  for (let size = parts.length; size > 0; size -= 1) {
    const module = it.moduleNamed(parts.slice(0, size).join('/'));
    if (module) return parts.slice(size).reduce((of: Value, name) => it.property(of, name), module);
  }
  return refuse('a patch of a library');
}

const mock: Row = (_, __, named) => newMock(named);

/** What makes mocks and patches, by name. */
export const MOCKS: Readonly<Record<string, Row>> = {
  ...Object.fromEntries(['Mock', 'MagicMock', 'AsyncMock'].map((name) => [`mock.${name}`, mock])),
  'mock.call': (_, args, named) => callOf(args, named),
  'mock.patch': (it, [path, value], named) => {
    const whole = nameOf(path);
    return patchOf(holderOf(it, whole.slice(0, whole.lastIndexOf('.'))), whole.slice(whole.lastIndexOf('.') + 1), value, named);
  },
  'mock.patch.object': (_, [of, name, value], named) => patchOf(of, nameOf(name), value, named),
};

export const isPatch = (value: Value): boolean => value instanceof Obj && value.type === 'patch';
