import { List, Unknown, type Value } from '../values/value';
import type { Pat, Segment } from './code/nodes';
import { compared, equal } from './comparing';
import type { Decl, Type } from './modules';
import { copyOf, Data, inside, itemRef, itemsIn, Ref, refTo, Vec, View } from './values';
import type { RustFrame, World } from './machine';
import { BUILT_IN, PRELUDE } from './options';

/** The variant, or the struct, that a path names. */
export function variantOf(w: World, segments: readonly Segment[], frame: RustFrame): { decl: Decl; name: string } | undefined {
  const last = segments.at(-1)!.name;
  const { scope } = frame;
  if (segments[0]!.name === 'Self' && scope.self?.decl) {
    const { decl } = scope.self;
    return segments.length === 1 ? { decl, name: decl.item.variants[0]!.name } : decl.variant(last) && { decl, name: last };
  }
  const found = w.find(segments, scope) ?? w.find(segments, scope, true);
  if (found?.kind === 'variant') return { decl: found.decl, name: found.variant.name };
  if (found?.kind === 'type' && found.decl.item.kind === 'struct') return { decl: found.decl, name: found.decl.name };
  if (found?.kind === 'alias') {
    const type = w.typeOf(found.ty, { module: found.module, generics: new Map() });
    if (type?.decl?.item.kind === 'struct') return { decl: type.decl, name: type.decl.name };
  }
  if (found) return undefined;
  if (segments.length === 1 && Object.hasOwn(PRELUDE, last)) return { decl: PRELUDE[last]!, name: last };
  const of = segments.length > 1 ? segments.at(-2)!.name : last;
  const path = scope.module.libraryPath(segments.map(({ name }) => name));
  const decl = Object.hasOwn(BUILT_IN, of) ? BUILT_IN[of] : BUILT_IN[path.at(-2) ?? ''];
  return decl?.variant(last) && { decl, name: last };
}

/** A value with where it is kept, so that a name can refer to it. */
interface Place {
  readonly value: Value;
  /** None where the pattern is matched by value. */
  readonly ref?: Ref | undefined;
}

function declare(w: World, name: string, value: Value, { env }: RustFrame): void {
  env.names.set(name, value);
  w.it.history?.names(env, name, value);
}

/** Matches a value against a pattern, and declares the names in it. */
export function bind(w: World, pat: Pat, value: Value, frame: RustFrame, type?: Type): boolean {
  if (pat.kind === 'bind' && !pat.sub && !pat.ref && !isConstant(w, pat.name, frame)) {
    if (type) w.keepType(frame.env, pat.name, type);
    declare(w, pat.name, copyOf(value), frame);
    return true;
  }
  return matches(w, pat, { value }, frame);
}

function isConstant(w: World, name: string, frame: RustFrame): boolean {
  return /^[A-Z]/.test(name) && (Object.hasOwn(PRELUDE, name) || w.find([{ name, args: [] }], frame.scope) !== undefined);
}

function matches(w: World, pat: Pat, at: Place, frame: RustFrame): boolean {
  switch (pat.kind) {
    case '_':
    case 'rest':
      return true;
    case 'bind': {
      if (isConstant(w, pat.name, frame)) return matchesPath(w, [{ name: pat.name, args: [] }], at.value, frame);
      if (pat.sub && !matches(w, pat.sub, at, frame)) return false;
      declare(w, pat.name, pat.ref && pat.isMut ? referred(at) : (at.ref ?? (pat.isMut ? copyOf(at.value) : at.value)), frame);
      return true;
    }
    case 'ref':
      return matches(w, pat.of, { value: at.ref ? at.ref.get() : at.value instanceof Ref ? at.value.get() : at.value }, frame);
    case 'or':
      return pat.options.some((each) => matches(w, each, at, frame));
    case 'value':
      return equal(w, at.value, w.valueOf(pat.value, frame));
    case 'range': {
      const value = inside(at.value);
      const from = pat.from && compared(w, value, w.valueOf(pat.from, frame));
      const to = pat.to && compared(w, value, w.valueOf(pat.to, frame));
      return (from === undefined || from >= 0) && (to === undefined || (pat.closed ? to <= 0 : to < 0));
    }
    case 'path':
      return matchesPath(w, pat.segments, at.value, frame);
    case 'tuple':
    case 'slice':
      return matchesItems(w, pat.items, at, frame, pat.kind === 'slice');
    case 'variant':
    case 'struct': {
      const found = variantOf(w, pat.segments, frame);
      const held = heldIn(at);
      if (!found || !(held.value instanceof Data) || held.value.decl !== found.decl) throw new Unknown('a pattern');
      const { value: data } = held;
      if (!(data instanceof Data) || data.variant !== found.name) return false;
      const part = (name: string): Place => {
        if (!data.fields.has(name)) throw new Unknown('a pattern');
        return { value: data.fields.get(name), ref: held.isRef ? refTo(data.fields, name) : undefined };
      };
      if (pat.kind === 'struct') return pat.fields.every(([name, each]) => matches(w, each, part(name), frame));
      const rest = pat.items.findIndex(({ kind }) => kind === 'rest');
      const size = data.fields.size;
      return pat.items.every(
        (each, place) =>
          each.kind === 'rest' ||
          matches(w, each, part(String(rest >= 0 && place > rest ? size - pat.items.length + place : place)), frame),
      );
    }
  }
}

function referred(at: Place): Value {
  if (at.ref) return at.ref;
  throw new Unknown('a reference to a part');
}

/** What a place holds, behind references; `isRef`: it can be changed there. */
function heldIn({ value, ref }: Place): { value: Value; isRef: boolean } {
  let at = value;
  let isRef = ref !== undefined;
  while (at instanceof Ref) [at, isRef] = [at.get(), true];
  return { value: at, isRef };
}

function matchesPath(w: World, segments: readonly Segment[], value: Value, frame: RustFrame): boolean {
  const found = variantOf(w, segments, frame);
  const held = inside(value);
  if (found && held instanceof Data && held.decl === found.decl) return held.variant === found.name;
  const name = segments.map((each) => each.name).join('::');
  return equal(w, value, w.valueOf({ start: 0, end: 0, kind: 'name', name, segments } as never, frame));
}

function matchesItems(w: World, items: readonly Pat[], at: Place, frame: RustFrame, isSlice: boolean): boolean {
  const held = heldIn(at);
  const of = held.value;
  if (!(of instanceof List || of instanceof View)) throw new Unknown('a pattern');
  const values = itemsIn(of);
  const place = items.findIndex((each) => each.kind === 'rest' || (each.kind === 'bind' && each.sub?.kind === 'rest'));
  if (place < 0 ? values.length !== items.length : values.length < items.length - 1) {
    if (!isSlice) throw new Unknown('a pattern');
    return false;
  }
  const left = values.length - items.length;
  const base = of instanceof View ? of.from : 0;
  const list = of instanceof View ? of.of.items : of.items;
  return items.every((each, index) => {
    if (index === place) {
      if (each.kind !== 'bind') return true;
      const part = held.isRef && of instanceof Vec ? new View(of, index, index + left + 1) : new Vec(values.slice(index, index + left + 1));
      declare(w, each.name, part, frame);
      return true;
    }
    const own = place >= 0 && index > place ? index + left : index;
    return matches(w, each, { value: values[own], ref: held.isRef ? itemRef(list, base + own) : undefined }, frame);
  });
}
