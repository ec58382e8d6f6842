/** Names and chains of names: `orders`, `order.items`, `this.rows`. */
const CHAIN = /(?<![\w$.])[A-Za-z_$][\w$]{0,80}(?:\.[A-Za-z_$][\w$]{0,80}){0,6}/g;

const WORDS = new Set(
  'abstract and as assert async await boolean break case catch class const continue def default del delete do elif else enum except export extends false final finally for from func function global if implements import in instanceof int interface is lambda let match new None nonlocal not null number or pass private protected public raise readonly return self static string super switch this throw throws True False true try type typeof undefined var void while with yield'.split(
    ' ',
  ),
);

/** Characters of a line that are read; a minified line would give an endless list. */
const READ = 2000;

/** Names that a message quotes: `reading 'length'`, `KeyError: 'user'`, `x is not a function`. */
const QUOTED = /['"`‘“](?<quoted>[\w$.]{1,80})['"`’”]|^(?:\w{1,60}: )?(?<subject>[A-Za-z_$][\w$.]{0,80}) is (?:not|undefined|null|nil)\b/gm;

/**
 * Expressions of a line of code that a person may want to follow: first the one that the error's message is about, then what is read, then
 * what is assigned; each in the order of the line, in a chain the object before its member. Names of arguments and keys are no values.
 * @param line one line, in any language
 * @param message of the error at this line
 */
export function valuesToFollow(line: string, message = ''): string[] {
  const found = new Set<string>();
  const assigned = new Set<string>();
  const code = line.slice(0, READ).replace(/"[^"]*"|'[^']*'/g, (text) => `"${' '.repeat(text.length - 2)}"`);
  for (const { 0: chain, index } of code.matchAll(CHAIN)) {
    const parts = chain.split('.');
    const after = code.slice(index + chain.length, index + chain.length + 4);
    if (WORDS.has(parts[0] ?? '') && !(parts[0] === 'this' || parts[0] === 'self')) continue;
    if (parts.length === 1 && isName(code.slice(0, index), after)) continue;
    const isTarget = /^\s*:?=(?![=>~])/.test(after);
    for (let length = 1; length <= parts.length - (after.startsWith('(') ? 1 : 0); length++) {
      const name = parts.slice(0, length).join('.');
      if (!WORDS.has(name)) (isTarget && length === parts.length ? assigned : found).add(name);
    }
  }
  const all = [...new Set([...found, ...assigned])];
  const fault = atFault(all, line.slice(0, READ), message);
  return fault === undefined ? all : [fault, ...all.filter((each) => each !== fault)];
}

/** The name of an argument or of a key, not a value: `rate=0.2` in brackets, `rate: 0.2`. */
function isName(before: string, after: string): boolean {
  const inBrackets = /[(,{]\s*$/.test(before.slice(-80));
  const opened = before.split('(').length > before.split(')').length;
  return inBrackets && ((opened && /^=(?!=)/.test(after)) || /^:(?!:)/.test(after));
}

/** The expression that a message is about: the one that it quotes, or the one whose member or key it quotes. */
function atFault(expressions: readonly string[], code: string, message: string): string | undefined {
  for (const { groups = {} } of message.slice(0, READ).matchAll(QUOTED)) {
    const name = groups['quoted'] ?? groups['subject'] ?? '';
    if (expressions.includes(name)) return name;
    const owner = expressions.findLast(
      (each) => code.includes(`${each}.${name}`) || code.includes(`${each}?.${name}`) || isKeyOf(each, name, code),
    );
    if (owner !== undefined) return owner;
  }
  return undefined;
}

function isKeyOf(expression: string, key: string, code: string): boolean {
  return [`['${key}']`, `["${key}"]`, `[:${key}]`].some((access) => code.includes(expression + access));
}
