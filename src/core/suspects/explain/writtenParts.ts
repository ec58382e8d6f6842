/** The signs of a text outside of strings, with the number of brackets that are open after each; below 0 where one closes that was open before. */
function* signsOutside(text: string): Generator<{ at: number; sign: string; depth: number }> {
  let depth = 0;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (quote) {
      if (sign === '\\') at += 1;
      else if (sign === quote) quote = '';
      continue;
    }
    if ('\'"`'.includes(sign)) quote = sign;
    else if ('([{'.includes(sign)) depth += 1;
    else if (')]}'.includes(sign)) depth -= 1;
    yield { at, sign, depth };
  }
}

/** Splits at commas outside brackets and strings. */
export function splitTop(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const { at, sign, depth } of signsOutside(text)) {
    if (sign !== ',' || depth !== 0) continue;
    parts.push(text.slice(from, at));
    from = at + 1;
  }
  return [...parts, text.slice(from)].filter((part) => part.trim() !== '');
}

/** Offset of the bracket that closes one opened before a text; -1 where none does. */
export function closingAt(text: string): number {
  for (const { at, depth } of signsOutside(text)) if (depth < 0) return at;
  return -1;
}
