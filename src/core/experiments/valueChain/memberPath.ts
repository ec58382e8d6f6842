import type { Path, Selector } from '../../flow/way';
import { mergeShapes, plain, type Shape } from '../shape';

/** A step into whichever element of a list, or value of a table. */
export const ELEMENT = '*';

/** The members that are read from a value later, outermost first: a name, a quoted key or an index as written, or {@link ELEMENT}. */
export type MemberPath = readonly string[];

/** An expression with the parts that can be written after it, and those that remain. What a promise gives is the promise itself here. */
export function withMembers(expression: string, path: Path): { look: string; rest: MemberPath } {
  let look = expression;
  const steps = path.filter(({ kind }) => kind !== 'awaited');
  let at = 0;
  for (; at < steps.length; at++) {
    const member = memberOf(steps[at]!);
    if (member === undefined) break;
    look += member;
  }
  return { look, rest: stepsOf(steps.slice(at)) };
}

/** What is read of a value later; a key that a call looks up may be any. */
export function stepsOf(path: Path): MemberPath {
  const steps = path.filter(({ kind }) => kind !== 'awaited');
  const end = steps.findIndex(({ kind }) => kind === 'keyOf' || kind === 'count');
  return (end < 0 ? steps : steps.slice(0, end)).map((step) => (step.kind === 'key' && !isLookedUp(step) ? step.key : ELEMENT));
}

/** `orders.get('a')`: no member of that name. */
function isLookedUp(step: Extract<Selector, { kind: 'key' }>): boolean {
  return step.by !== undefined && step.written !== 'brackets';
}

function memberOf(step: Selector): string | undefined {
  if (step.kind === 'computed' && step.written === 'brackets') return `[${step.key}]`;
  if (step.kind !== 'key' || isLookedUp(step)) return undefined;
  if (step.written === 'brackets') return `[${step.by ?? JSON.stringify(step.key)}]`;
  return /^-?\d+$/.test(step.key) ? `[${step.key}]` : /^[\p{L}_$#][\p{L}\p{N}_$]*$/u.test(step.key) ? `.${step.key}` : undefined;
}
/** The shape of what the steps lead to; undefined where the shape does not tell. */
export function shapeAt(shape: Shape, path: MemberPath): Shape | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return shape;
  const parts = partsAt(shape, step.replace(/^["']|["']$/g, ''))?.map((part) => shapeAt(part, rest));
  return parts?.length && parts.every((part) => part !== undefined) ? mergeShapes(parts) : undefined;
}

function partsAt(shape: Shape, step: string): Shape[] | undefined {
  switch (shape.kind) {
    case 'around':
      return shape.name === 'Promise' ? partsAt(shape.of, step) : undefined;
    case 'union': {
      const parts = shape.of.map((each) => partsAt(each, step));
      return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
    }
    case 'list':
      return step === ELEMENT || /^-?\d+$/.test(step) ? shape.items : undefined;
    case 'map':
      return step === ELEMENT ? [shape.value] : undefined;
    case 'object': {
      if (step === ELEMENT) return shape.more ? undefined : shape.fields.map((field) => field.shape);
      const field = shape.fields.find(({ name }) => name === step);
      if (!field) return shape.more || shape.name !== undefined ? undefined : [plain('undefined')];
      return field.optional ? [field.shape, plain('undefined')] : [field.shape];
    }
    default:
      return undefined;
  }
}
