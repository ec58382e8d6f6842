import type { Shape } from '../shape';
import { shapeText } from '../shapeText';

/**
 * Whether two observations may be of one value. A text and a plain value never change; a list or an object may have got other members in
 * between.
 */
export function maybeSame(a: Shape, b: Shape): boolean {
  const [one, other] = [settled(a), settled(b)];
  if ([one, other].some(({ kind }) => kind === 'union')) return true;
  if (one.kind !== other.kind) return isUninspected(one) || isUninspected(other) || (isContainer(one) && isContainer(other));
  return one.kind === 'plain' || one.kind === 'text'
    ? isUninspected(one) || isUninspected(other) || shapeText(one) === shapeText(other)
    : true;
}

/** What a promise resolved to is the same value. */
function settled(shape: Shape): Shape {
  return shape.kind === 'around' && shape.name === 'Promise' ? shape.of : shape;
}

/** An object with other members may look like a map. */
function isContainer({ kind }: Shape): boolean {
  return kind === 'object' || kind === 'map';
}

function isUninspected(shape: Shape): boolean {
  return shape.kind === 'plain' && /^(?:…|getter|proxy|pending)$/.test(shape.name);
}
