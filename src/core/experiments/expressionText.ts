/** 1-based. */
export interface Place {
  line: number;
  column: number;
}

/** An expression without parts that do not change its value: parentheses, `await`, `as T`, `!`. */
export function plainExpression(text: string): string {
  let plain = text.trim();
  for (let before = ''; before !== plain;) {
    before = plain;
    plain = withoutCast(plain.replace(/^await\s+/, ''))
      .replace(/!$/, '')
      .trim();
    if (plain.startsWith('(') && closes(plain)) plain = plain.slice(1, -1).trim();
  }
  return plain.replace(/!(?=[.[])/g, '');
}

function withoutCast(text: string): string {
  const at = Math.max(text.lastIndexOf(' as '), text.lastIndexOf(' satisfies '));
  return at > 0 && /^[\w$.<>[\]| ]+$/.test(text.slice(at)) ? text.slice(0, at) : text;
}

/** Whether the first parenthesis is closed by the last character. */
function closes(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at === text.length - 1;
  }
  return false;
}

const CHAIN = /^[\p{L}_$@][\p{L}\p{N}_$]*(?:\??\.[\p{L}_$#][\p{L}\p{N}_$]*|(?:\?\.)?\[[^[\]()]{1,60}\])*$/u;
const NOT_A_NAME = /^(?:null|undefined|true|false|None|True|False|new|function|NaN)$/;

/** `orders`, `this.cache`, `cache[userId]`, `order?.items[0]`. */
export function isChain(text: string): boolean {
  return text.length <= 120 && CHAIN.test(text) && !NOT_A_NAME.test(text);
}

/** Root and the steps from it. */
export function chainParts(chain: string): { root: string; path: string[] } {
  const root = /^[\p{L}\p{N}_$@]+/u.exec(chain)?.[0] ?? chain;
  const path = [...chain.slice(root.length).matchAll(/\.([\p{L}\p{N}_$#]+)|\[([^[\]]*)\]/gu)].map(([, name, index]) => name ?? index ?? '');
  return { root, path };
}

/** Operators that compare two values. */
export const COMPARES = /^(?:[!=]==?|[<>]=?|instanceof|is|is not|in|not in)$/;
