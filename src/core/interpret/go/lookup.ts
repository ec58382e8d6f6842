import { Pointer, type Value } from '../values/value';
import type { Method } from './packages';
import type { GoType } from './types';
import { NilOf, Ref, Struct, typeOfValue } from './values';

/** A method, and the embedded fields that lead to it. */
export interface Found {
  method: Method;
  type: GoType;
  path: readonly string[];
}

const MOST_LEVELS = 6;

/** The method that a type declares, or has from what it embeds. */
export function methodOfType(type: GoType, name: string): Found | undefined {
  let level: { type: GoType; path: readonly string[] }[] = [{ type, path: [] }];
  for (let depth = 0; depth < MOST_LEVELS && level.length > 0; depth += 1) {
    for (const each of level) {
      const { declared } = each.type;
      const method = declared?.pkg?.methods.get(declared.name)?.get(name);
      if (method) return { method, type: each.type, path: each.path };
    }
    level = level.flatMap((each) =>
      each.type.kind === 'struct'
        ? each.type.fields
            .filter(({ embedded }) => embedded)
            .map((field) => ({ type: field.type.kind === 'pointer' ? field.type.elem : field.type, path: [...each.path, field.name] }))
        : [],
    );
  }
  return undefined;
}

/** A method that a value has by itself: one of a pointer only where it is one. */
export function methodIn(value: Value, name: string): Found | undefined {
  const isPointer = value instanceof Pointer || value instanceof Ref || (value instanceof NilOf && value.type.kind === 'pointer');
  const type =
    value instanceof Pointer
      ? typeOfValue(value.to)
      : value instanceof NilOf
        ? value.type.kind === 'pointer'
          ? value.type.elem
          : value.type
        : value instanceof Ref
          ? value.to
          : typeOfValue(value);
  const found = type && methodOfType(type, name);
  if (found) {
    const last = found.path.length > 0 ? embeddedIn(value, found.path) : undefined;
    return !found.method.pointer || isPointer || last instanceof Pointer ? found : undefined;
  }
  // An interface in a field gives its methods, too.
  const held = value instanceof Pointer ? value.to : value;
  if (!(held instanceof Struct)) return undefined;
  for (const field of held.goType.fields) {
    if (!field.embedded || field.type.kind !== 'interface') continue;
    const inner = held.fields.get(field.name);
    const own = inner === null || inner === undefined ? undefined : methodIn(inner, name);
    if (own) return { ...own, path: [field.name, ...own.path] };
  }
  return undefined;
}

/** What embedded fields lead to. */
export function embeddedIn(value: Value, path: readonly string[]): Value {
  return path.reduce<Value>((at, name) => {
    const held = at instanceof Pointer ? at.to : at;
    return held instanceof Struct ? held.fields.get(name) : undefined;
  }, value);
}
