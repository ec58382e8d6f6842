import { splitTop } from '../../suspects/explain/writtenParts';
import { chainParts, isChain, plainExpression } from '../expressionText';
import { mergeShapes, plain, type Shape } from '../shape';

/** A step into whichever element of a list, or value of a table. */
export const ELEMENT = '*';

/**
 * The members that are read from a value later, outermost first: a name, a quoted key or an index as written, or {@link ELEMENT}.
 * `orders[0].items` of `shop` is `['orders', '0', 'items']`, where `orders` is read by a name and `0` in brackets.
 */
export type MemberPath = readonly string[];

/** Root and the steps from it; an index that is computed is {@link ELEMENT}. */
export function chainSteps(chain: string): { root: string; path: string[] } {
  const { root } = chainParts(chain);
  const steps = [...chain.slice(root.length).matchAll(/\.([\p{L}\p{N}_$#]+)|\[([^[\]]*)\]/gu)];
  return {
    root,
    path: steps.map(([, name, index = '']) => name ?? (/^(?:\d+|(["'])[^"'\\]*\1)$/.test(index.trim()) ? index.trim() : ELEMENT)),
  };
}

/** An expression with the members that can be written after it, and the steps that remain: those from the first {@link ELEMENT} on. */
export function withMembers(expression: string, path: MemberPath): { chain: string; rest: MemberPath } {
  const end = path.indexOf(ELEMENT);
  const own = end < 0 ? path : path.slice(0, end);
  const chain = expression + own.map((step) => (/^[\p{L}_$#]/u.test(step) ? `.${step}` : `[${step}]`)).join('');
  return { chain, rest: end < 0 ? [] : path.slice(end) };
}

/** The part of a literal that the steps lead to: `orders` and `['0']` of `{ orders, loading: true }` for `['orders', '0']`. */
export function intoLiteral(expression: string, path: MemberPath): { text: string; path: MemberPath } {
  let text = plainExpression(expression);
  let left = path;
  for (let [step] = left; step !== undefined && !isChain(text); [step] = left) {
    const part = memberOfLiteral(text, step) ?? spreadOf(text);
    if (part === undefined) break;
    if (part !== spreadOf(text)) left = left.slice(1);
    text = plainExpression(part);
  }
  return { text, path: left };
}

/** A part of {@link intoLiteral} with the members that can be read with it at once. */
export function readable({ text, path }: { text: string; path: MemberPath }): { chain: string; rest: MemberPath } {
  return isChain(text) ? withMembers(text, path) : { chain: text, rest: path };
}

/** The text of a property of an object literal, or of an element of a list: `orders` of `{ orders, loading: true }`. */
export function memberOfLiteral(literal: string, member: string): string | undefined {
  const text = literal.trim();
  if (/^\d+$/.test(member) && text.startsWith('[')) return splitTop(text.slice(1, -1))[Number(member)]?.trim();
  const name = member.replace(/^["']|["']$/g, '');
  for (const entry of entriesOf(text)) {
    const { key, value } = /^\s*['"]?(?<key>[\w$]+)['"]?\s*(?::\s*(?<value>[^]*))?$/.exec(entry)?.groups ?? {};
    if (key === name) return (value ?? key ?? '').trim();
  }
  return undefined;
}

/** What an object literal takes its other members from: `order` of `{ ...order, id }`, `row` of `{**row}`. */
function spreadOf(literal: string): string | undefined {
  const spreads = entriesOf(literal.trim()).flatMap((entry) => /^\s*(?:\.\.\.|\*\*)([^]+)$/.exec(entry)?.[1]?.trim() ?? []);
  return spreads.length === 1 ? spreads[0] : undefined;
}

function entriesOf(text: string): string[] {
  return /^[({]/.test(text) && /[)}]$/.test(text) ? splitTop(text.replace(/^\(?\s*\{|\}\s*\)?$/g, '')) : [];
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
