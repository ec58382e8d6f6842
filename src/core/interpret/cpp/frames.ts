import type { SyntaxFile } from '../../syntax/syntax';
import type { Frame } from '../running/machine';
import type { Env } from '../values/value';
import type { ClassInfo, CppType } from './types';
import type { Cell } from './values';

/** The frame of a function: with its class, and what the names of its template stand for. */
export interface CppFrame extends Frame {
  readonly cls?: ClassInfo | undefined;
  readonly bound?: ReadonlyMap<string, CppType> | undefined;
  /** What it gives. */
  readonly result?: CppType | undefined;
}

export interface Options {
  /** The class of the object, and the place of the object itself. */
  cls?: ClassInfo;
  self?: Cell;
  /** What a template is given in the code. */
  explicit?: readonly CppType[];
  /** What a constructor does before its body. */
  initial?: (frame: CppFrame) => void;
  /** The names around a lambda. */
  env?: Env;
  around?: CppFrame;
}

export function memberFrame(cls: ClassInfo, self: Cell | undefined, file: SyntaxFile, env: Env): CppFrame {
  return { file, env, self, owner: undefined, fn: undefined, cls, bound: cls.bound };
}

const STATICS = new WeakMap<Env, Map<string, CppType>>();

/** Keeps the type that a name is declared with. */
export function setStatic(env: Env, name: string, type: CppType): void {
  let known = STATICS.get(env);
  if (!known) STATICS.set(env, (known = new Map<string, CppType>()));
  known.set(name, type);
}

export function staticOf(env: Env, name: string): CppType | undefined {
  const holder = env.holder(name);
  return holder && STATICS.get(holder)?.get(name);
}

const REFERENCES = new WeakMap<Env, Set<string>>();

export function isReference(env: Env, name: string): boolean {
  return REFERENCES.get(env)?.has(name) === true;
}

/** A name that is another name of a place which does not end with it. */
export function markReference(env: Env, name: string): void {
  const known = REFERENCES.get(env);
  if (known) known.add(name);
  else REFERENCES.set(env, new Set([name]));
}
