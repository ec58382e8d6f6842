import { splitTop } from '../writtenParts';

/** The last operation of an expression: `.trim()` of `cells[1].trim()`. */
export type Operation =
  | { op: 'call'; base: string | undefined; name: string; args: string[] }
  | { op: 'member'; base: string; name: string }
  | { op: 'index'; base: string; key: string };

/** Where each bracket outside of texts was opened, by the place where it closes. */
function openedAt(text: string): Map<number, number> {
  const open: number[] = [];
  const found = new Map<number, number>();
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (quote) {
      if (sign === '\\') at += 1;
      else if (sign === quote) quote = '';
    } else if ('"`'.includes(sign) || (sign === "'" && /^'(?:\\.|[^'\\])[^']{0,200}'/.test(text.slice(at, at + 210)))) quote = sign;
    else if ('([{'.includes(sign)) open.push(at);
    else if (')]}'.includes(sign)) found.set(at, open.pop() ?? -1);
  }
  return found;
}

/** An expression without what does not change its value: `return`, `await`, references, casts, brackets around it, `!!`, `?`. */
export function stripped(expression: string): string {
  let text = expression.trim();
  for (;;) {
    let next = text
      .replace(/[;,]$/, '')
      .replace(/^(?:return|await|move|ref|out|const)\s+/, '')
      .replace(/^&(?:mut\s+)?(?=[\w([&])|^\*(?=[\w(])/, '')
      .replace(/^\((?:[A-Z]\w*|int|long|double|float|string|char|byte|short)(?:<[^()<>]{0,80}>)?(?:\[\])?\)\s*(?=[\w("])/, '')
      .replace(/(?<!\s)\s{1,4}as\?? [\w.<>?]{1,60}$/, '')
      .replace(/(?:!!|[!?])$/, '')
      .trim();
    if (next.startsWith('(') && next.endsWith(')') && openedAt(next).get(next.length - 1) === 0 && splitTop(next.slice(1, -1)).length === 1)
      next = next.slice(1, -1).trim();
    if (next === text) return text;
    text = next;
  }
}

const NAME_AT_END = /(?<![\w$])([A-Za-z_$]\w*)(?:(?:::)?<[^<>()]{0,80}(?:<[^<>()]{0,60}>)?>)?$/;
const JOINED = /(?:\?\.|\.|->|::)$/;
/** What may stand before the last operation: names, members, calls, without an operator between them. */
const ONE_VALUE = /^[&*]{0,2}(?:new )?[\w$.:?!<>\s"'`@[\](){}-]*$/;

/** The last operation of an expression; undefined for a name, a literal and for operators. */
export function lastOperation(text: string): Operation | undefined {
  const brackets = openedAt(text);
  const last = text.length - 1;
  const end = text[last];
  const open = brackets.get(last);
  if (end === ']' && open !== undefined && open > 0) {
    const base = text.slice(0, open);
    return /[\w)\]?!]$/.test(base) && isOneValue(base)
      ? { op: 'index', base: base.replace(/\?$/, ''), key: text.slice(open + 1, -1).trim() }
      : undefined;
  }
  if (end === ')' && open !== undefined && open > 0) return callAt(text.slice(0, open), splitTop(text.slice(open + 1, -1)));
  // Kotlin: `rows.map { parse(it) }`, `rows.fold(0) { … }`.
  if (end === '}' && open !== undefined && open > 0) {
    const before = text.slice(0, open).trimEnd();
    const lambda = text.slice(open);
    const inner = before.endsWith(')') ? brackets.get(before.length - 1) : undefined;
    const called = inner === undefined ? before : before.slice(0, inner);
    if (!/\.\s*[a-z]\w*$/.test(called)) return undefined;
    return callAt(called, [...(inner === undefined ? [] : splitTop(before.slice(inner + 1, -1))), lambda]);
  }
  const name = /(?<![\w$])([A-Za-z_$]\w*|\d{1,2})$/.exec(text)?.[1];
  const before = name === undefined ? '' : text.slice(0, -name.length);
  const joined = JOINED.exec(before.trimEnd())?.[0];
  const base = joined === undefined ? '' : before.trimEnd().slice(0, -joined.length).trimEnd();
  return name !== undefined && base && !/^-?\d+$/.test(base) && isOneValue(base) ? { op: 'member', base, name } : undefined;
}

function callAt(before: string, args: string[]): Operation | undefined {
  const [whole = '', name] = NAME_AT_END.exec(before.trimEnd()) ?? [];
  if (name === undefined) return undefined;
  const lead = before.trimEnd().slice(0, -whole.length).trimEnd();
  const joined = JOINED.exec(lead)?.[0];
  const base = joined === undefined ? lead.trim().replace(/^new$/, '') : lead.slice(0, -joined.length).trimEnd();
  const trimmed = args.map((arg) => arg.trim());
  if (base === '') return joined === undefined ? { op: 'call', base: undefined, name, args: trimmed } : undefined;
  return joined !== undefined && isOneValue(base) ? { op: 'call', base, name, args: trimmed } : undefined;
}

/** Whether no operator joins two values. */
function isOneValue(base: string): boolean {
  const brackets = openedAt(base);
  let flat = base;
  for (const [close, open] of brackets)
    if (open >= 0) flat = flat.slice(0, open) + '('.padEnd(close - open, '_') + ')' + flat.slice(close + 1);
  const outside = flat.replace(/"(?:[^"\\]|\\.){0,300}"|'(?:[^'\\]|\\.){0,80}'|`[^`]{0,300}`/g, '_');
  return (
    ONE_VALUE.test(outside) &&
    !/[\w)\]"']\s+[\w("']/.test(
      outside
        .replace(/^(?:new|await)\s+/, '')
        .split('\n')
        .map((line) => line.trim())
        .join(''),
    ) &&
    !/ -|- |--/.test(outside)
  );
}

/** A text that is written out, without its quotes; undefined for other expressions and where parts are put in. */
export function textLiteral(text: string): string | undefined {
  const raw =
    /^(?:r|R|@)?"""([^]*)"""$/.exec(text)?.[1] ?? /^`([^`$]*)`$/.exec(text)?.[1] ?? /^(?:r#"|R"\()([^]*)(?:"#|\)")$/.exec(text)?.[1];
  if (raw !== undefined) return raw;
  const plain = /^(?:@|b|u8|L)?"((?:[^"\\]|\\.)*)"[sf]?$/.exec(text)?.[1] ?? /^'((?:[^'\\]|\\.){0,200})'$/.exec(text)?.[1];
  return plain?.replace(/\\(.)/g, (_, sign: string) => ESCAPED[sign] ?? sign);
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };

/** A number that is written out, without its type and its separators. */
export function numberLiteral(text: string): number | undefined {
  const digits = /^([+-]?\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?)(?:[uUlLfFdDmMnN]{0,3}|_?(?:[iu](?:8|16|32|64|128|size)|f32|f64))$/.exec(
    text,
  )?.[1];
  return digits === undefined ? undefined : Number(digits.replaceAll('_', ''));
}
