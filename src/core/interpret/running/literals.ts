import type { Expr } from '../../syntax/lower/ir';
import type { SyntaxFile } from '../../syntax/syntax';
import { formattedBy, inRoom } from '../csharp/formats';
import { formatted } from '../library/formats';
import { Unknown, type Value, type Machine } from '../values/value';

type Literal = Extract<Expr, { kind: 'literal' }>;

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\u001B',
  a: '\u0007',
  s: ' ',
};

/** A text as it is written, with its escapes read. */
export function plainText({ value, start }: Literal, file: SyntaxFile, family: string): string {
  const head = file.text.slice(start, start + 4);
  if (/^[a-zA-Z]*[rR]["'#]/.test(head) && /^(?:python|rust|cpp)$/.test(family)) return value;
  if (head.startsWith("'") && /^(?:php|ruby)$/.test(family)) return value.replace(/\\([\\'])/g, '$1');
  if (family === 'csharp' && /^(?:@|""")/.test(head)) return value;
  return unescaped(head.startsWith('"""') && family === 'java' ? withoutMargin(value) : value);
}

/** A text block of Java without the blanks that all its lines begin with. */
function withoutMargin(value: string): string {
  const lines = value.slice(value.indexOf('\n') + 1).split('\n');
  const last = lines.length - 1;
  const margins = lines.filter((line, at) => line.trim() !== '' || at === last).map((line) => line.length - line.trimStart().length);
  const margin = Math.min(...margins);
  return lines.map((line) => line.slice(margin).trimEnd()).join('\n');
}

function unescaped(text: string): string {
  return text.replace(
    /\\(?:x([\da-fA-F]{2})|u\{?([\da-fA-F]{1,6})\}?|(\r?\n)|(.))/g,
    (_, hex: string, code: string, line: string, sign: string) => {
      if (line !== undefined) return '';
      const number = hex ?? code;
      return number === undefined ? (ESCAPES[sign] ?? sign) : String.fromCodePoint(Number.parseInt(number, 16));
    },
  );
}

/** What stands before and behind a part of a text, by family. */
const OPENS: Readonly<Record<string, RegExp>> = {
  python: /\{[\s(]*$/,
  javascript: /\$\{[\s(]*$/,
  ruby: /#\{[\s(]*$/,
  kotlin: /\$\{?[\s(]*$/,
  csharp: /\{[\s(]*$/,
  php: /\{?$/,
};

/** `width`, `column.width`: what a format is made of. */
function namesOf(written: string): Expr {
  const place = { start: 0, end: 0 };
  const [first = '', ...more] = written.split('.');
  if (/^\d*$/.test(first)) return { ...place, kind: 'literal', of: 'number', value: first || '0' };
  return more.reduce<Expr>((of, name) => ({ ...place, kind: 'member', of, name }), { ...place, kind: 'name', name: first });
}

/** `width + 2` */
function calculationOf(written: string): Expr {
  const [, left = '', operator, right = ''] = /^([\w.]*) ?([-+*]) ?(\w+)$/.exec(written) ?? [];
  if (operator === undefined) return namesOf(written);
  return { start: 0, end: 0, kind: 'operate', operator, operands: [namesOf(left), namesOf(right)] };
}

/** A text with what is filled into it. */
export function filledText(
  { start, end, parts = [] }: Literal,
  file: SyntaxFile,
  family: string,
  evaluate: (part: Expr) => Value,
  shown: (value: Value) => string,
  it: Machine,
): string {
  const opens = OPENS[family];
  if (!opens) throw new Unknown('a text with parts');
  const whole = file.text.slice(start, end);
  const quote = /^[$@\w]*("""|'''|["'`])/.exec(whole);
  if (!quote) throw new Unknown('a text without quotes');
  const close = quote[1]!;
  let from = start + quote[0].length;
  const to = end - close.length;
  let said = '';
  const plain = (text: string): string => {
    const joined = family === 'python' ? text.replace(/(?<!\\)["']\s{0,20}\\?\s{0,20}[fFrR]?["']/g, '') : text;
    const doubled = /^(?:python|csharp)$/.test(family) ? joined.replace(/\{\{/g, '{').replace(/\}\}/g, '}') : joined;
    return family === 'csharp' && /^\$?@/.test(whole) ? doubled.replaceAll('""', '"') : unescaped(doubled);
  };
  for (const part of parts) {
    const before = file.text.slice(from, part.start);
    const open = opens.exec(before);
    if (!open) throw new Unknown('a part of a text');
    said += plain(before.slice(0, open.index));
    const value = evaluate(part);
    const rest = file.text.slice(part.end, to);
    if (family === 'php' && !open[0]) {
      said += shown(value);
      from = part.end;
      continue;
    }
    if (family === 'kotlin' && open[0] === '$') {
      said += shown(value);
      from = part.end;
      continue;
    }
    if (family === 'csharp') {
      const [all, room, spec] = /^[\s)]*(?:,\s*(-?\d+)\s*)?(?::([^{}]*))?\}/.exec(rest) ?? [];
      if (all === undefined) throw new Unknown('a format of a part');
      said += inRoom(formattedBy(it, value, spec ?? ''), Number(room ?? 0));
      from = part.end + all.length;
      continue;
    }
    const tail = /^[\s)]*(=\s*)?(![rsa])?(?::((?:[^{}]|\{[\w.]*(?: ?[-+*] ?\w+)?\})*))?\}/.exec(rest);
    if (!tail) throw new Unknown('a format of a part');
    const [, tells, how, spec] = tail;
    if (tells !== undefined) said += `${before.slice(open.index + 1)}${file.text.slice(part.start, part.end)}${tells}`;
    const own = how === '!r' || (tells !== undefined && how === undefined && spec === undefined) ? it.shown(value, true) : value;
    const written = spec?.replace(/\{([\w.]*(?: ?[-+*] ?\w+)?)\}/g, (_, inner: string) => shown(evaluate(calculationOf(inner))));
    said += written === undefined || written === '' ? (typeof own === 'string' ? own : shown(own)) : formatted(it, own, written, family);
    from = part.end + tail[0].length;
  }
  return said + plain(file.text.slice(from, to));
}
