/** `List<int>` of `Dictionary<string, List<int>>`, `int` of `List<int>`: the type of what a collection holds; undefined for another type. */
export function elementTypeIn(type: string): string | undefined {
  const open = type.indexOf('<');
  if (open < 0 || !type.endsWith('>')) return undefined;
  let depth = 0;
  let from = open + 1;
  for (let at = from; at < type.length - 1; at += 1) {
    if (type[at] === '<') depth += 1;
    else if (type[at] === '>') depth -= 1;
    else if (type[at] === ',' && depth === 0) from = at + 1;
  }
  return type.slice(from, -1).trim();
}
