import type { Core } from '../running/machine';
import type { Env, Value } from '../values/value';
import type { GoType } from './types';
import { copyOf, putInto } from './values';

const TYPES = new WeakMap<Env, Map<string, GoType>>();

/** The type that a name is declared with, where that is written. */
export function declaredTypeOf(env: Env, name: string): GoType | undefined {
  const holder = env.holder(name);
  return holder && TYPES.get(holder)?.get(name);
}

/** Gives a name of a scope its first value. */
export function declareName(it: Core, env: Env, name: string, value: Value, type?: GoType): void {
  if (name === '_') return;
  env.names.set(name, value);
  if (type) {
    const known = TYPES.get(env) ?? new Map<string, GoType>();
    known.set(name, type);
    TYPES.set(env, known);
  }
  it.history?.names(env, name, value);
}

/** Gives a name that is declared already another value. */
export function setName(it: Core, env: Env, name: string, value: Value): void {
  const type = TYPES.get(env)?.get(name);
  const before = env.names.get(name);
  const kept = type?.kind === 'interface' ? copyOf(value) : putInto(before, value);
  env.names.set(name, kept);
  it.history?.names(env, name, kept);
}
