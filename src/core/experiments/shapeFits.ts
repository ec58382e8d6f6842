import { isNothing, mergeShapes, type Shape } from './shape';

/** Whether a shape is covered by the shapes seen elsewhere. Lengths do not count: an empty list fits any list. */
export function shapeFits(shape: Shape, seen: readonly Shape[]): boolean {
  if (!seen.length) return false;
  return fits(shape, mergeShapes(seen));
}

function fits(shape: Shape, seen: Shape): boolean {
  if (isUnknown(shape) || isUnknown(seen)) return true;
  if (shape.kind === 'union') return shape.of.every((each) => fits(each, seen));
  if (seen.kind === 'union') return seen.of.some((each) => fits(shape, each));
  if (shape.kind === 'plain') return seen.kind === 'plain' && plainFits(shape.name, seen.name);
  switch (shape.kind) {
    case 'text':
      return seen.kind === 'text' && seen.name === shape.name;
    case 'list':
      return seen.kind === 'list' && seen.name === shape.name && fitsAny(shape.items, seen.items);
    case 'around':
      return seen.kind === 'around' && seen.name === shape.name && fits(shape.of, seen.of);
    case 'map':
      if (seen.kind === 'object') return seen.name === shape.name && (!shape.size || seen.fields.every((f) => fits(shape.value, f.shape)));
      return seen.kind === 'map' && seen.name === shape.name && (shape.size === 0 || fits(shape.value, seen.value));
    case 'object':
      if (seen.kind === 'map') return seen.name === shape.name && shape.fields.every((field) => fits(field.shape, seen.value));
      return seen.kind === 'object' && seen.name === shape.name && fieldsFit(shape, seen);
  }
}

/** Not inspected: too deep or unreadable. */
function isUnknown(shape: Shape): boolean {
  return shape.kind === 'plain' && (shape.name === '…' || shape.name === 'getter' || shape.name === 'proxy');
}

function plainFits(name: string, seen: string): boolean {
  if (name === seen) return true;
  if (name === 'int' || name === '-0') return seen === 'num' || seen === 'float' || seen === 'int';
  return name === 'num' && seen === 'float';
}

/** If the list was empty elsewhere, its elements cannot be compared. */
function fitsAny(items: readonly Shape[], seen: readonly Shape[]): boolean {
  if (!seen.length) return true;
  const merged = mergeShapes(seen);
  return items.every((item) => fits(item, merged));
}

type ObjectShape = Extract<Shape, { kind: 'object' }>;

function fieldsFit(shape: ObjectShape, seen: ObjectShape): boolean {
  const others = new Map(seen.fields.map((field) => [field.name, field]));
  for (const field of shape.fields) {
    const other = others.get(field.name);
    others.delete(field.name);
    if (other ? !fits(field.shape, other.shape) && !(field.optional && other.optional && isNothing(field.shape)) : !seen.more) return false;
  }
  return shape.more > 0 || [...others.values()].every((field) => field.optional);
}
