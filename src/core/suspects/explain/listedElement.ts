import { isEmptyLiteral } from './emptyValues';
import { literalAt } from './keyLookup';
import { writtenIn, type ValueOrigin } from './originSteps';
import type { OriginWalk } from './originWalk';
import { closingAt, keysIn, partUnder, splitTop } from './writtenParts';

/**
 * A member of an element of a list that the program writes out: of the only element that sets it to nothing, or that lacks it. Undefined
 * where each has a value, or several have none.
 * @param from the way of the element
 */
export function ofListed(walk: OriginWalk, object: string, property: string, from: ValueOrigin): ValueOrigin | undefined {
  const last = from.steps.at(-1);
  if (from.end || !last || !from.steps.some(({ kind }) => kind === 'element')) return undefined;
  const text = writtenIn(last)?.trim() ?? '';
  const list = text.startsWith('[') ? literalAt(walk, last, text, []) : undefined;
  const inner = list && /^\[([^]*)$/.exec(list.text)?.[1];
  if (!list || inner === undefined) return undefined;
  const elements = elementsOf(inner);
  if (!elements || elements.length < 2) return undefined;
  const values = elements.map(({ text: each, down }) => ({ down, value: partUnder(splitTop(each.slice(1, -1)), property), whole: each }));
  const empty = values.filter(({ value }) => value !== undefined && isEmptyLiteral(value));
  const missing = values.filter(({ value, whole }) => value === undefined && keysIn(whole)?.includes(property) === false);
  const [one, ...others] = [...empty, ...missing];
  if (!one || others.length > 0 || values.length === missing.length) return undefined;
  const inside = one.value === undefined ? 0 : one.whole.slice(0, one.whole.search(new RegExp(`\\b${property}\\b`))).split('\n').length - 1;
  const place = { file: list.file.file, line: list.line + one.down + inside };
  return {
    steps: from.steps,
    end:
      one.value === undefined
        ? { kind: 'missingKey', ...place, object, key: property, keys: keysIn(one.whole) ?? [] }
        : { kind: 'literal', ...place, name: property, value: one.value },
  };
}

/** The objects in a list, each with the lines above it; undefined where one is something else. @param rest the text behind the bracket */
function elementsOf(rest: string): { text: string; down: number }[] | undefined {
  const found: { text: string; down: number }[] = [];
  let from = 0;
  for (const part of splitTop(rest.slice(0, endOf(rest)))) {
    const at = rest.indexOf(part, from);
    from = at + part.length;
    const text = part.trim();
    if (!/^\{[^]*\}$/.test(text) || /\.\.\.|\*\*/.test(text)) return undefined;
    found.push({ text, down: rest.slice(0, at + part.indexOf(text)).split('\n').length - 1 });
  }
  return found;
}

function endOf(rest: string): number {
  const end = closingAt(rest);
  return end < 0 ? 0 : end;
}
