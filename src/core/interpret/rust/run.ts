import type { Expr } from '../../syntax/lower/ir';
import type { Core, Frame } from '../running/machine';
import type { Value } from '../values/value';
import { callValue } from './calls';
import { worked } from './expressions';
import type { RustFrame } from './machine';
import { worldOf } from './world';

/** The value of an expression of Rust. */
export function rustValue(it: Core, node: Expr, frame: Frame): Value {
  const w = worldOf(it);
  const want = w.wanted;
  w.wanted = undefined;
  return worked(w, node, frame as RustFrame, want);
}

/** Calls a closure, or a function as a value. */
export function callRust(it: Core, callee: Value, args: readonly Value[]): Value {
  return callValue(worldOf(it), callee, args);
}
