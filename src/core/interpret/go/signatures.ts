/** Parts of a text between commas outside of brackets. */
export function partsOf(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (/[([{]/.test(sign)) depth += 1;
    else if (/[)\]}]/.test(sign)) depth -= 1;
    else if (sign === ',' && depth === 0) {
      parts.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  const last = text.slice(from).trim();
  return last === '' ? parts : [...parts, last];
}

/** Names and types of parameters or results: `a, b int, rest ...string`. */
export function paramEntries(text: string): { name: string; type: string; rest: boolean }[] {
  const parts = partsOf(text);
  const named = parts.map((each) => /^([\p{L}_][\p{L}\p{N}_]*)\s+(\S[\s\S]*)$/u.exec(each));
  const isNamed = named.some((each) => each && !/^(?:func|map|chan|struct|interface)$/.test(each[1]!));
  if (!isNamed) return parts.map((each) => ({ name: '', type: each.replace(/^\.\.\./, ''), rest: each.startsWith('...') }));
  let type = '';
  return parts
    .map((each, at) => {
      type = named[at]?.[2]?.trim() ?? type;
      return { name: named[at]?.[1] ?? each, type: type.replace(/^\.\.\./, ''), rest: type.startsWith('...') };
    })
    .map((each, at, all) => {
      // `a, b int`: the type stands behind the last name.
      if (named[at]) return each;
      const next = all.slice(at + 1).find((_, later) => named[at + 1 + later]);
      return next ? { ...each, type: next.type, rest: next.rest } : each;
    });
}
