import type { Expr } from '../../syntax/lower/ir';
import type { Core, Frame } from '../running/machine';
import type { Dict } from '../values/value';
import { Pointer, Unknown, type Value } from '../values/value';
import { declaredTypeOf, setName } from './names';
import { coerce } from './conversions';
import type { GoType } from './types';
import {
  behind,
  copyOf,
  countIn,
  GoArray,
  GoMap,
  NilOf,
  nilRead,
  panic,
  putInto,
  Ref,
  runtimeError,
  Slice,
  Struct,
  typeOfValue,
} from './values';
import { worldOf } from './world';

/** Something that can be given a value: a variable, a field, an element, or what a pointer leads to. */
export interface Place {
  readonly holder: object;
  readonly key: unknown;
  readonly type: GoType | undefined;
  readonly get: () => Value;
  readonly set: (value: Value) => void;
}

/** The struct that a value is or points to. */
export function structIn(value: Value): Struct {
  const held = value instanceof Pointer ? value.to : value instanceof Ref ? value.get() : value;
  if (held instanceof Struct) return held;
  if (held instanceof Pointer) return structIn(held);
  if (held === null || held instanceof NilOf) return nilRead();
  throw new Unknown('a field of something else');
}

/** The struct that has a field: the one that is asked, or one that it embeds. */
export function holderOf(of: Struct, name: string): Struct | undefined {
  let level = [of];
  for (let depth = 0; depth < 6 && level.length > 0; depth += 1) {
    const found = level.find((each) => each.fields.has(name));
    if (found) return found;
    level = level.flatMap((each) =>
      each.goType.fields
        .filter(({ embedded }) => embedded)
        .flatMap((field): Struct[] => {
          const inner = each.fields.get(field.name);
          const held = inner instanceof Pointer ? inner.to : inner;
          if (inner instanceof NilOf && field.type.kind === 'pointer' && field.type.elem.fields.some((own) => own.name === name))
            return nilRead();
          return held instanceof Struct ? [held] : [];
        }),
    );
  }
  return undefined;
}

export function fieldPlace(of: Struct, name: string): Place {
  const holder = holderOf(of, name);
  if (!holder) throw new Unknown(`the field ${name}`);
  const type = holder.goType.fields.find((field) => field.name === name)?.type;
  return {
    holder,
    key: name,
    type,
    get: () => holder.fields.get(name),
    set: (value) => {
      const kept = type ? coerce(value, type) : value;
      holder.fields.set(name, type?.kind === 'interface' ? copyOf(kept) : putInto(holder.fields.get(name), kept));
    },
  };
}

export function elementPlace(of: Value, key: Value): Place {
  const held = of instanceof Ref ? of.get() : of;
  if (held instanceof GoMap) return mapPlace(held, key);
  const at = countIn(key);
  const elem = typeOfValue(held)?.elem;
  if (!(held instanceof Slice || held instanceof GoArray)) {
    if (held instanceof NilOf || held === null) return nilRead();
    throw new Unknown('an element of something else');
  }
  const size = held instanceof Slice ? held.length : held.items.length;
  if (at < 0 || at >= size) return runtimeError(at < 0 ? `index out of range [${at}]` : `index out of range [${at}] with length ${size}`);
  const items = held instanceof Slice ? held.array!.items : held.items;
  const place = held instanceof Slice ? held.from + at : at;
  return {
    holder: held instanceof Slice ? held.array! : held,
    key: place,
    type: elem,
    get: () => items[place],
    set: (value) => {
      const kept = elem ? coerce(value, elem) : value;
      items[place] = elem?.kind === 'interface' ? copyOf(kept) : putInto(items[place], kept);
    },
  };
}

function mapPlace(of: GoMap, asked: Value): Place {
  const { key: keys, elem } = of.type;
  const key = coerce(asked, keys);
  return {
    holder: of,
    key: undefined,
    type: elem,
    get: () => (of.has(key) ? of.get(key) : coerce(undefined, elem)),
    set: (value) => {
      if (of.isNil) panic('assignment to entry in nil map');
      (of as Dict).set(copyOf(key), copyOf(coerce(value, elem)));
    },
  };
}

/** What an expression stands for that is given a value, or pointed to. */
export function placeOf(it: Core, node: Expr, frame: Frame): Place {
  switch (node.kind) {
    case 'name': {
      const env = frame.env.holder(node.name) ?? globalHolder(it, node.name, frame);
      return {
        holder: env,
        key: node.name,
        type: declaredTypeOf(env, node.name),
        get: () => env.names.get(node.name),
        set: (value) => {
          const type = declaredTypeOf(env, node.name);
          setName(it, env, node.name, type ? coerce(value, type) : value);
        },
      };
    }
    case 'member': {
      const pkg = node.of.kind === 'name' && !frame.env.holder(node.of.name) ? worldOf(it).imported(node.of.name, frame.file) : undefined;
      if (typeof pkg === 'object') {
        worldOf(it).global(pkg, node.name);
        return placeOf(it, { ...node, kind: 'name', name: node.name }, { ...frame, env: pkg.env });
      }
      return fieldPlace(structIn(it.evaluate(node.of, frame)), node.name);
    }
    case 'index': {
      if (node.slice || node.keys.length !== 1) throw new Unknown('a part that is given a value');
      const of = it.evaluate(node.of, frame);
      return elementPlace(of, it.evaluate(node.keys[0]!, frame));
    }
    case 'operate': {
      if (node.operator === '*' && node.operands.length === 1) {
        const pointer = it.evaluate(node.operands[0]!, frame);
        const to = behind(pointer);
        if (pointer instanceof Ref)
          return { holder: pointer.holder, key: pointer.key, type: pointer.to, get: pointer.get, set: pointer.set };
        return { holder: to as object, key: '', type: typeOfValue(to), get: () => to, set: (value) => void putInto(to, value) };
      }
      throw new Unknown('what is given a value');
    }
    default:
      throw new Unknown('what is given a value');
  }
}

function globalHolder(it: Core, name: string, frame: Frame): Frame['env'] {
  const world = worldOf(it);
  const pkg = world.packageOf(frame.file);
  if (world.global(pkg, name) === undefined) throw new Unknown(`the name ${name}`);
  return pkg.env;
}

/** A pointer to a place. */
export function pointerToPlace(place: Place): Value {
  const value = place.get();
  if (value instanceof Struct) return new Pointer(value);
  return new Ref(place.type ?? typeOfValue(value), place.holder, place.key, place.get, place.set);
}
