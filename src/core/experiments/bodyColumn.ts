import { chainParts } from './expressionText';

/** The start of a function's body that is written after its header on the same line. */
const INLINE_BODY = /(?:=>\s*(?:\{\s*)?|\)\s*(?::[^{)=]{0,80})?\{\s*)(?=[^\s{}/])/g;

/**
 * 1-based column at which an expression of a line can be read: where the innermost function around it begins, if that function is written
 * on this line, or the body of the line's loop, else where the code of the line begins. There, parameters and the names of a loop have no
 * values yet.
 */
export function bodyColumn(text: string, expression: string): number {
  const line = text.slice(0, 2000);
  const start = Math.max(0, line.search(/\S/)) + 1;
  const at = columnOf(line, expression);
  if (at < 0) return start;
  const inline = [...line.matchAll(INLINE_BODY)].map((match) => match.index + match[0].length);
  const bodies = [...loopBody(line), ...inline].sort((a, b) => a - b).filter((body) => body <= at);
  const around = bodies.findLast((body) => staysInside(line.slice(body, at)));
  return around === undefined ? start : around + 1;
}

/** Where the code behind the header of a loop begins on its line; 0-based. */
function loopBody(line: string): number[] {
  const header = /^\s*for\s{0,4}(?:await\s{0,4})?\(/.exec(line)?.[0];
  if (header === undefined) return [];
  let depth = 1;
  let at = header.length;
  for (; at < line.length && depth > 0; at++) depth += line[at] === '(' ? 1 : line[at] === ')' ? -1 : 0;
  const code = line.slice(at).search(/[^\s{]/);
  return depth > 0 || code < 0 ? [] : [at + code];
}

/** Where the whole expression is written last, else the name that it begins with: first it may be the parameter itself. 0-based. */
function columnOf(line: string, expression: string): number {
  const whole = lastWord(line, expression);
  return whole >= 0 ? whole : lastWord(line, chainParts(expression).root);
}

function lastWord(line: string, word: string): number {
  for (let at = line.lastIndexOf(word); at >= 0 && word; at = at > 0 ? line.lastIndexOf(word, at - 1) : -1)
    if (!/[\w$.]/.test(line.charAt(at - 1)) && !/[\w$]/.test(line.charAt(at + word.length))) return at;
  return -1;
}

/** Whether code leaves none of the brackets or arguments around its start. */
function staysInside(code: string): boolean {
  let depth = 0;
  for (const character of code) {
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character) && --depth < 0) return false;
    else if (character === ',' && depth === 0) return false;
  }
  return true;
}
