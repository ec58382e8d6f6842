import { familyOf } from '../../../workspace/languages';
import { escapePattern } from '../escapePattern';
import { shapeOf } from './expressionShape';
import type { ExpressionAt } from '../originSteps';
import { only, type ProgramView } from '../programView';
import { waysOf } from './valueWays';
import type { Way } from './walk';
import { lastName, splitEach } from '../writtenParts';

const MOST_DEPTH = 6;

/** The number that an expression has, where the code alone decides it: from what is written out, through the only way of each value. */
export function knownNumber(view: ProgramView, expression: string, at: ExpressionAt, depth = 0): number | undefined {
  const text = unwrapped(expression.trim());
  if (/^-?\d{1,12}(?:\.\d{1,9})?$/.test(text)) return Number(text);
  if (depth > MOST_DEPTH || text === '') return undefined;
  const sides = operation(text);
  if (sides) {
    const left = knownNumber(view, sides.left, at, depth + 1);
    const right = knownNumber(view, sides.right, at, depth + 1);
    return left === undefined || right === undefined ? undefined : computed(sides.operator, left, right, at);
  }
  const counted = /^(?:len|count)\(([\w$.>-]{1,80})\)$/.exec(text)?.[1] ?? /^([\w$.@]{1,80})\.(?:length|size|count)$/.exec(text)?.[1];
  const way = only(waysOf(view, counted ?? text, at));
  if (!way || way.end || way.last.path.length > 0 || way.last.text === text || isCounted(way)) return undefined;
  if (counted === undefined) return knownNumber(view, way.last.text, way.last.at, depth + 1);
  if (mayChange(lastName(counted), at) || (way.trail ?? []).some((each) => mayChange(lastName(each.text), each.at))) return undefined;
  const list = shapeOf(way.last.text);
  return list.kind === 'list' && !list.parts.some((part) => /^\s*(?:\*|\.\.\.)/.test(part)) ? list.parts.length : undefined;
}

/** Whether a name on the way is counted up or down, which no definition shows, or set within a line: in a callback, behind a condition. */
function isCounted({ trail = [] }: Way): boolean {
  return trail.some(({ text, at }) => {
    const name = lastName(text);
    if (!/^[\w$]+$/.test(name)) return false;
    const whole = escapePattern(name);
    const counts = new RegExp(
      `(?:\\+\\+|--)\\s?(?:[\\w$]{1,60}(?:\\.|->)){0,4}${whole}(?![\\w$])|(?<![\\w$])${whole}\\s?(?:\\+\\+|--)|(?:[{(|;>])\\s?${whole}\\s?(?:[-+*/%|&]|\\|\\||\\?\\?)?=(?![=>])`,
    );
    return at.file.lines.some((line) => counts.test(line.slice(0, 500)));
  });
}

/** Whether a call or an assignment changes the elements of a collection of that name. */
function mayChange(name: string, { file }: ExpressionAt): boolean {
  if (!/^[\w$@]+$/.test(name)) return false;
  const whole = escapePattern(name);
  const changes = new RegExp(
    `(?<![\\w$])${whole}(?:\\.(?:append|extend|insert|remove|pop|clear|push|shift|unshift|splice|add|delete|concat|reject|select|map|filter|uniq|compact|sort|discard|update)\\w{0,10}!?(?![\\w])|\\[[^\\]\\n]{0,80}\\]\\s?=(?!=)|\\s?(?:<<|\\+=))|\\b(?:array_\\w{1,20}|sort|del)\\b[^\\n]{0,40}(?<![\\w$])${whole}(?![\\w$])`,
  );
  return file.lines.some((line) => changes.test(line.slice(0, 500)));
}

function unwrapped(text: string): string {
  const inner = /^\(([^]*)\)$/.exec(text)?.[1];
  return inner !== undefined && splitEach(inner).every(({ depth }) => depth >= 0) ? inner.trim() : text;
}

/** The operation that is done last: of those that bind least, the last one. */
function operation(text: string): { left: string; operator: string; right: string } | undefined {
  const signs = splitEach(text).filter(({ depth }) => depth === 0);
  for (const operators of ['+-', '*/%']) {
    const found = signs.findLast(({ at, sign }) => operators.includes(sign) && /[\w)\]$]\s?$/.test(text.slice(Math.max(0, at - 2), at)));
    if (!found) continue;
    const twice = found.sign === '/' && text[found.at + 1] === '/';
    const right = text.slice(found.at + (twice ? 2 : 1));
    return /^[=*]/.test(right) ? undefined : { left: text.slice(0, found.at), operator: twice ? '//' : found.sign, right };
  }
  return undefined;
}

function computed(operator: string, left: number, right: number, { file }: ExpressionAt): number | undefined {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '//':
      return right === 0 ? undefined : Math.floor(left / right);
    case '%':
      return left < 0 || right <= 0 ? undefined : left % right;
    case '/':
      return right === 0 || /^(?:ruby)$/.test(familyOf(file.language)) ? undefined : left / right;
    default:
      return undefined;
  }
}
