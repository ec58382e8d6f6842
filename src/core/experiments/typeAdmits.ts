import type { Shape } from './shape';
import { elementType, splitUnion } from './declaredTypes';

/**
 * Whether a declared type allows a value of a shape; undefined where the text of the type does not decide it: names of other types, type
 * parameters.
 */
export function typeAdmits(type: string, shape: Shape): boolean | undefined {
  const answers = splitUnion(type.trim()).map((part) => partAdmits(part, shape));
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

const PRIMITIVES: Record<string, RegExp> = {
  string: /^str$/,
  str: /^str$/,
  number: /^(?:int|num|float|NaN|-0|-?Infinity)$/,
  int: /^(?:int|-0)$/,
  float: /^(?:int|num|float|NaN|-0|-?Infinity)$/,
  boolean: /^bool$/,
  bool: /^bool$/,
  bytes: /^bytes$/,
  null: /^null$/,
  undefined: /^undefined$/,
  void: /^undefined$/,
  None: /^None$/,
  bigint: /^bigint$/,
  symbol: /^symbol$/,
  double: /^(?:int|num|float|NaN)$/,
  long: /^int$/,
};

function partAdmits(part: string, shape: Shape): boolean | undefined {
  if (shape.kind === 'union') return shape.of.map((each) => partAdmits(part, each)).find((answer) => answer !== true) ?? true;
  if (/^(?:any|unknown|object|Any|never|\?|\*|[A-Z]\w?)$/.test(part))
    return part === 'any' || part === 'unknown' || part === 'Any' || part === '*' ? true : undefined;
  if (/^(?:Maybe|Nullable|Optional|Option)\b/.test(part) || part.startsWith('?')) return isNothing(shape) ? true : undefined;
  const inner = /^(?:Promise|PromiseLike|Awaited|Readonly|Awaitable|Coroutine)[<[]([^]*)[>\]]$/.exec(part)?.[1];
  if (inner !== undefined) return typeAdmits(inner, shape.kind === 'around' && shape.name === 'Promise' ? shape.of : shape);
  const name = shape.kind === 'plain' || shape.kind === 'text' ? shape.name : undefined;
  const primitive = PRIMITIVES[part];
  if (primitive) return name !== undefined && primitive.test(name);
  if (/^['"`]/.test(part)) return name === 'str' ? undefined : false;
  if (/^-?\d/.test(part)) return name === 'int' || name === 'num' ? undefined : false;
  if (isNothing(shape)) return false;
  const element = elementType(part);
  if (element !== undefined && shape.kind === 'list') {
    const answers = shape.items.map((item) => typeAdmits(element, item));
    return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
  }
  if (element !== undefined) return shape.kind === 'text' || shape.kind === 'plain' ? false : undefined;
  return undefined;
}

function isNothing(shape: Shape): boolean {
  return shape.kind === 'plain' && /^(?:null|undefined|None)$/.test(shape.name);
}
