import type { Expr } from '../../syntax/lower/ir';
import { List, Unknown, type Value } from '../values/value';
import { fieldType } from './convert';
import type { Type } from './modules';
import { Data, F32, inside, Int, itemRef, plainKey, Range, Rc, Ref, refTo, RustMap, strip, Vec, View } from './values';
import { sliceOf } from './slices';
import type { RustFrame, World } from './machine';

/** Whether an expression names something that is kept somewhere. */
export function isPlace(node: Expr): boolean {
  return (
    node.kind === 'name' ||
    node.kind === 'member' ||
    node.kind === 'index' ||
    (node.kind === 'operate' && node.operator === '*' && node.operands.length === 1)
  );
}

/** Where the value of an expression is kept. */
export interface Place {
  readonly ref: Ref;
  readonly type?: Type | undefined;
}

/** A place of its own for a value. */
export function ownPlace(value: Value): Ref {
  const cell = { value };
  return new Ref(
    () => cell.value,
    (next) => {
      cell.value = next;
    },
  );
}

/** The place of an expression; of one that has none, a new one. */
export function placeOf(w: World, node: Expr, frame: RustFrame, isChanged = true): Place {
  switch (node.kind) {
    case 'name': {
      const holder = frame.env.holder(node.name);
      if (!holder) return { ref: ownPlace(w.valueOf(node, frame)) };
      const set = (value: Value): void => {
        holder.names.set(node.name, value);
        w.it.history?.names(holder, node.name, value);
      };
      return { ref: new Ref(() => holder.names.get(node.name), set), type: w.keptType(holder, node.name) };
    }
    case 'member': {
      const of = inside(w.evaluate(node.of, frame));
      if (of instanceof Data) {
        if (!of.fields.has(node.name)) return fieldOfDeref(w, of, node.name);
        return {
          ref: refTo(of.fields, node.name),
          type: fieldType(w, { name: of.decl.name, args: [], decl: of.decl }, of.variant, node.name),
        };
      }
      if (of instanceof List && /^\d+$/.test(node.name)) return { ref: itemRef(of.items, Number(node.name)) };
      if (of instanceof Range)
        return {
          ref:
            node.name === 'start'
              ? new Ref(
                  () => of.from,
                  (value) => void (of.from = value),
                )
              : new Ref(
                  () => of.to,
                  (value) => void (of.to = value),
                ),
        };
      throw new Unknown('a field of something else');
    }
    case 'index': {
      const of = w.evaluate(node.of, frame);
      const key = w.valueOf(node.keys[0]!, frame);
      w.here(frame.file, node.start);
      return elementPlace(w, of, key, isChanged);
    }
    case 'operate': {
      if (!isPlace(node)) break;
      const [operand] = node.operands;
      const value = w.evaluate(operand!, frame);
      if (value instanceof Ref) return { ref: value };
      if (value instanceof Rc)
        return {
          ref: new Ref(
            () => value.cell.value,
            (next) => void (value.cell.value = next),
          ),
        };
      if (value instanceof Data && w.methodsFor(value, 'deref_mut').length > 0) return { ref: w.callMethod(value, 'deref_mut', []) as Ref };
      // What is in a box.
      return placeOf(w, operand!, frame);
    }
    default:
  }
  const value = w.evaluate(node, frame);
  return { ref: value instanceof Ref ? value : ownPlace(value) };
}

function fieldOfDeref(w: World, of: Data, name: string): Place {
  for (const method of ['deref_mut', 'deref']) {
    if (w.methodsFor(of, method).length === 0) continue;
    const held = inside(w.callMethod(of, method, []));
    if (held instanceof Data && held.fields.has(name)) return { ref: refTo(held.fields, name) };
  }
  throw new Unknown(`the field ${name}`);
}

/** The place of an element. */
export function elementPlace(w: World, given: Value, key: Value, isChanged = false): Place {
  const of = inside(given);
  const at = inside(key);
  if (of instanceof Data) {
    const method = isChanged && w.methodsFor(of, 'index_mut').length > 0 ? 'index_mut' : 'index';
    if (w.methodsFor(of, method).length === 0) throw new Unknown('an index of something else');
    const found = w.callMethod(given, method, [key]);
    return { ref: found instanceof Ref ? found : ownPlace(found) };
  }
  if (of instanceof RustMap) {
    const text = plainKey(key);
    if (!of.has(text)) w.panic('no entry found for key');
    return { ref: ownPlace(of.get(text)) };
  }
  if ((of instanceof Vec || of instanceof View) && at instanceof Int) {
    const [list, from, length] = of instanceof View ? [of.of.items, of.from, of.to - of.from] : [of.items, 0, of.items.length];
    const place = Number(at.value);
    if (at.value < 0n || place >= length) {
      if (of instanceof Vec && of.kind === 'deque') w.panic('Out of bounds access');
      w.panic(`index out of bounds: the len is ${length} but the index is ${at.value}`);
    }
    return { ref: itemRef(list, from + place), type: of instanceof Vec ? of.elem : of.of.elem };
  }
  if (at instanceof Range) {
    const part = sliceOf(w, of, at, isChanged);
    return { ref: ownPlace(part) };
  }
  throw new Unknown('an index of something else');
}

/** A value for a place that has one already, whose kind of number it takes. */
export function adopted(before: Value, value: Value): Value {
  const [old, next] = [strip(before), value];
  if (next instanceof Int && next.isOpen && old instanceof Int && !old.isOpen) return new Int(old.type, next.value);
  if (typeof next === 'number' && old instanceof F32) return new F32(Math.fround(next));
  return next;
}
