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

/** Parts between the commas that no bracket encloses. */
function splitTop(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth--;
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)];
}
