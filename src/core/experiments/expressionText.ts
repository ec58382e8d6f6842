import type { CallSite, SyntaxFile } from '../syntax/syntax';

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

export interface CallbackText {
  /** 0-based index of the argument. */
  argument: number;
  parameters: string[];
  /** The start of its body. */
  body: Place;
}

const ARROW_OR_FUNCTION =
  /^(?:async\s+)?(?:(?<single>[\w$]+)\s*=>|\((?<list>[^()]*)\)\s*(?::[^=]{0,80})?=>|function(?:\s*\*)?(?:\s*[\w$]+)?\s*\((?<old>[^()]*)\))\s*/;
/** Also as a named argument: `key=lambda row: row.date`. */
const LAMBDA = /^(?:\w{1,40}=)?lambda\b(?<list>[^:]{0,200}):\s*/;

/** Functions that are written in the arguments of a call. */
export function methodCallbacks(source: SyntaxFile, call: CallSite): CallbackText[] {
  return call.args.flatMap((text, argument): CallbackText[] => {
    const match = ARROW_OR_FUNCTION.exec(text) ?? LAMBDA.exec(text);
    if (!match) return [];
    const { single, list, old } = match.groups ?? {};
    const parameters = (single ?? list ?? old ?? '').split(',').map((each) => /^\s*(?:\.\.\.)?([\w$]+)/.exec(each)?.[1] ?? '');
    const head = match[0].length + (/^\{?\s*/.exec(text.slice(match[0].length))?.[0].length ?? 0);
    const from = offsetOf(source, call.startLine, call.column);
    const start = source.text.indexOf(text.slice(0, head), from);
    return start < 0 ? [] : [{ argument, parameters, body: placeAt(source, start + head) }];
  });
}

function offsetOf(source: SyntaxFile, line: number, column: number): number {
  let offset = column - 1;
  for (let at = 0; at < line - 1; at++) offset += (source.lines[at]?.length ?? 0) + 1;
  return offset;
}

function placeAt(source: SyntaxFile, offset: number): Place {
  const before = source.text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}

/** Operators that compare two values. */
export const COMPARES = /^(?:[!=]==?|[<>]=?|instanceof|is|is not|in|not in)$/;
