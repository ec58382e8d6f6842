import type { Expr } from '../../syntax/lower/ir';
import type { Core } from '../running/machine';
import { Unknown, type Value } from '../values/value';
import { callMethod, operand } from './core';
import type { CppFrame } from './frames';
import { staticVariable } from './names';
import { dereferenced } from './operators';
import { Cell, Iter, load, Moved, Optional, Ptr, Smart, Struct, Tuple } from './values';

/** Whether a member is reached through `->`. */
export function isArrow(node: Extract<Expr, { kind: 'member' }>, frame: CppFrame): boolean {
  return /^\s*->/.test(frame.file.text.slice(node.of.end, node.end)) || /^\)*\s*->/.test(frame.file.text.slice(node.of.end, node.end));
}

/** What `->` leads to. */
export function arrowOf(it: Core, of: Value): Value {
  const held = load(of);
  if (held instanceof Struct) return arrowOf(it, callMethod(it, of, 'operator->', []));
  if (held instanceof Ptr || held instanceof Smart || held instanceof Iter || held instanceof Optional) return dereferenced(it, held);
  throw new Unknown('what an arrow leads to');
}

/** A field of an object. */
export function memberOf(it: Core, node: Extract<Expr, { kind: 'member' }>, frame: CppFrame): Value {
  const from = operand(it, node.of, frame);
  const of = isArrow(node, frame) ? arrowOf(it, from) : from;
  const held = load(of);
  const name = node.name.split('::').at(-1)!;
  if (held instanceof Struct) {
    const cell = held.cells.get(name) ?? staticVariable(it, held.info, name);
    if (cell) {
      if (cell.dead) throw new Unknown('a place whose time is over');
      return of instanceof Moved ? new Moved(cell) : cell;
    }
  }
  if (held instanceof Tuple && /^(?:first|second)$/.test(name)) {
    const cell = held.cells[name === 'first' ? 0 : 1]!;
    return of instanceof Moved ? new Moved(cell) : of instanceof Cell ? cell : cell;
  }
  throw new Unknown(`the field ${name}`);
}
