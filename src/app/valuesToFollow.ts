/** Names and chains of names: `orders`, `order.items`, `this.rows`. */
const CHAIN = /(?<![\w$.])[A-Za-z_$][\w$]{0,80}(?:\.[A-Za-z_$][\w$]{0,80}){0,6}/g;

const WORDS = new Set(
  'abstract and as assert async await boolean break case catch class const continue def default del delete do elif else enum except export extends false final finally for from func function global if implements import in instanceof int interface is lambda let match new None nonlocal not null number or pass private protected public raise readonly return self static string super switch this throw throws True False true try type typeof undefined var void while with yield'.split(
    ' ',
  ),
);

/** Characters of a line that are read; a minified line would give an endless list. */
const READ = 2000;

/**
 * Expressions of a line of code that a person may want to follow, in the order of the line; in a chain, the object comes before its member.
 * @param line one line, in any language
 */
export function valuesToFollow(line: string): string[] {
  const found = new Set<string>();
  const code = line.slice(0, READ).replace(/"[^"]*"|'[^']*'/g, '""');
  for (const { 0: chain, index } of code.matchAll(CHAIN)) {
    const parts = chain.split('.');
    const called = code[index + chain.length] === '(';
    if (WORDS.has(parts[0] ?? '') && !(parts[0] === 'this' || parts[0] === 'self')) continue;
    for (let length = 1; length <= parts.length - (called ? 1 : 0); length++) {
      const name = parts.slice(0, length).join('.');
      if (!WORDS.has(name)) found.add(name);
    }
  }
  return [...found];
}
