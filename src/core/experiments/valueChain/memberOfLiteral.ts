import { splitTop } from '../../suspects/explain/writtenParts';

/** The text of a property of an object literal, or of an element of a list: `orders` of `{ orders, loading: true }`. */
export function memberOfLiteral(literal: string, member: string): string | undefined {
  const text = literal.trim();
  if (/^\d+$/.test(member) && text.startsWith('[')) return splitTop(text.slice(1, -1))[Number(member)]?.trim();
  if (!/^[({]/.test(text)) return undefined;
  const inner = text.replace(/^\(?\s*\{|\}\s*\)?$/g, '');
  for (const entry of splitTop(inner)) {
    const { key, value } = /^\s*['"]?(?<key>[\w$]+)['"]?\s*(?::\s*(?<value>[^]*))?$/.exec(entry)?.groups ?? {};
    if (key === member) return (value ?? key).trim();
  }
  return undefined;
}
