import { splitChoice, splitEach, splitTop, splitWord } from '../writtenParts';

/** How an expression is written: what a value's way goes through. */
export type ExpressionShape =
  /** One of several values: `a ?? b`, `c ? a : b`. */
  | { kind: 'choice'; options: string[] }
  | { kind: 'object'; parts: string[] }
  | { kind: 'list'; parts: string[] }
  /** A comprehension: each element is `element`. */
  | { kind: 'each'; element: string; keyed: boolean; condition?: string; of?: string }
  | { kind: 'index'; of: string; key: string }
  | { kind: 'member'; of: string; name: string }
  | { kind: 'other' };

const NAME = /^(?:(?:this|self|cls|\$this)(?:\.|->)|@{1,2}|\$)?[A-Za-z_$][\w$]*$/;

/** Reads the outermost part of an expression. Calls are left to the caller, which knows their sites. */
export function shapeOf(text: string): ExpressionShape {
  if (NAME.test(text)) return { kind: 'other' };
  const choice = splitChoice(text);
  if (choice) return { kind: 'choice', options: [choice.then, choice.otherwise] };
  for (const word of ['??', '||', 'or', '?:']) {
    const sides = splitWord(text, word);
    if (sides) return { kind: 'choice', options: sides.map((side) => side.trim()) };
  }
  const inner = /^([[{])([^]*)[\]}]$/.exec(text);
  if (inner && isOneBracket(text)) return literalShape(inner[1]!, inner[2]!);
  const made = /^(?:list|tuple|sorted|set|dict|next)\(([^]*)\)$/.exec(text)?.[1]?.trim();
  if (made !== undefined && splitWord(made, 'for') && splitTop(made).length === 1) return comprehension(made, false) ?? { kind: 'other' };
  if (/^\([^]*\)$/.test(text) && isOneBracket(text)) return comprehension(text.slice(1, -1), false) ?? listIn(text.slice(1, -1));
  if (isOperation(text)) return { kind: 'other' };
  const index = lastIndex(text);
  if (index) return index;
  const member = /^([^]*[\w\])"'!?])\s*(?:\?\.|\.|->)\s*([A-Za-z_$]\w*)$/.exec(text);
  return member && isBalanced(member[1]!) ? { kind: 'member', of: member[1]!.replace(/[!?]$/, ''), name: member[2]! } : { kind: 'other' };
}

function literalShape(open: string, inner: string): ExpressionShape {
  const made = comprehension(inner, open === '{');
  if (made) return made;
  const parts = splitTop(withoutComments(inner));
  return open === '{' || parts.some((part) => splitWord(part, '=>')) ? { kind: 'object', parts } : { kind: 'list', parts };
}

function listIn(inner: string): ExpressionShape {
  const parts = splitTop(inner);
  return parts.length > 1 || inner.trim().endsWith(',') ? { kind: 'list', parts } : { kind: 'other' };
}

function comprehension(inner: string, braces: boolean): ExpressionShape | undefined {
  const [head, loops = ''] = splitWord(inner.replaceAll('\n', ' '), 'for') ?? [];
  if (head === undefined || !/\sin\s/.test(loops) || splitTop(inner).length > 1) return undefined;
  const pair = braces ? splitWord(head, ':') : undefined;
  const condition = splitWord(loops, 'if')?.[1]?.trim();
  const of = splitWord(splitWord(loops, 'if')?.[0] ?? loops, 'in')?.[1]?.trim();
  return {
    kind: 'each',
    element: (pair?.[1] ?? head).trim(),
    keyed: pair !== undefined,
    ...(condition && { condition }),
    ...(of && !splitWord(of, 'for') && { of }),
  };
}

/** `rows[0]` of `rows[0]`, with the key in the last brackets. */
function lastIndex(text: string): ExpressionShape | undefined {
  if (!text.endsWith(']')) return undefined;
  let depth = 0;
  for (let at = text.length - 1; at > 0; at -= 1) {
    if (text[at] === ']') depth += 1;
    else if (text[at] === '[') depth -= 1;
    if (depth > 0) continue;
    const of = text.slice(0, at).replace(/\?\.$/, '').trim();
    return /[\w\])"'!]$/.test(of) && isBalanced(of)
      ? { kind: 'index', of: of.replace(/!$/, ''), key: text.slice(at + 1, -1).trim() }
      : undefined;
  }
  return undefined;
}

/** Whether the first bracket closes at the end. */
function isOneBracket(text: string): boolean {
  return splitEach(text.slice(1, -1)).every(({ depth }) => depth >= 0);
}

/** Whether an operator stands outside of brackets and texts. */
function isOperation(text: string): boolean {
  const outside = splitEach(text.replaceAll('->', '.'))
    .filter(({ depth }) => depth === 0)
    .map(({ sign }) => sign)
    .join('');
  return /[-+*/%<>=&|^]|\b(?:and|or|in|not|is|typeof|instanceof)\s/.test(outside);
}

function isBalanced(text: string): boolean {
  const signs = splitEach(text);
  return signs.every(({ depth }) => depth >= 0) && (signs.at(-1)?.depth ?? 0) === 0;
}

function withoutComments(text: string): string {
  return text.replace(/^[^\S\n]{0,80}(?:\/\/|#)[^\n]*/gm, '');
}
