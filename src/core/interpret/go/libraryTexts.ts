import type { Core } from '../running/machine';
import { counted } from '../values/limits';
import { Unknown, type Value } from '../values/value';
import { convert } from './conversions';
import { formatGo, printedGo, printedLine } from './formats';
import type { GoRow } from './libraryRow';
import { comparedTexts, isTruth } from './operators';
import { FRACTION, fractionText, quotedGo, runeText } from './texts';
import { basicType, RUNE, sliceOf, STRING } from './types';
import { countIn, errorOf, numberIn, panic, scalar, several, Slice, sliceWith, textIn, zero } from './values';
import { byteCount } from '../values/bytes';

const texts = (all: readonly string[]): Value => sliceWith(sliceOf(STRING), [...all]);

/** The place of a part in bytes; -1 where it is none. */
function placeIn(text: string, part: string, last = false): number {
  const at = last ? text.lastIndexOf(part) : text.indexOf(part);
  return at < 0 ? -1 : byteCount(text.slice(0, at));
}

const rune = (sign: string): Value => scalar(RUNE, BigInt(sign.codePointAt(0)!));

/** What `unicode.IsSpace` holds for. */
const BLANK = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/u;

export function trimmed(text: string, is: (sign: string) => boolean, left: boolean, right: boolean): string {
  const signs = [...text];
  let from = 0;
  let to = signs.length;
  if (left) while (from < to && is(signs[from]!)) from += 1;
  if (right) while (to > from && is(signs[to - 1]!)) to -= 1;
  return signs.slice(from, to).join('');
}

const byFunction =
  (it: Core, fn: Value) =>
  (sign: string): boolean =>
    isTruth(it.call(fn, [rune(sign)]));

/** `strings.Split` and its like. */
function split(text: string, by: string, most = -1, keeps = false): string[] {
  if (most === 0) return [];
  if (by === '') {
    const signs = [...text];
    return most < 0 || signs.length <= most ? signs : [...signs.slice(0, most - 1), signs.slice(most - 1).join('')];
  }
  const parts: string[] = [];
  let from = 0;
  for (let at = text.indexOf(by); at >= 0 && (most < 0 || parts.length < most - 1); at = text.indexOf(by, from)) {
    parts.push(text.slice(from, keeps ? at + by.length : at));
    from = at + by.length;
  }
  return [...parts, text.slice(from)];
}

function fields(text: string, is: (sign: string) => boolean): string[] {
  const found: string[] = [];
  let word = '';
  for (const sign of text) {
    if (!is(sign)) word += sign;
    else if (word !== '') {
      found.push(word);
      word = '';
    }
  }
  return word === '' ? found : [...found, word];
}

function replaced(text: string, from: string, to: string, most: number): string {
  if (from === to || most === 0) return text;
  if (from === '') throw new Unknown('a replacement of nothing');
  let left = most < 0 ? Number.POSITIVE_INFINITY : most;
  return text.replaceAll(from, (all) => (left-- > 0 ? to : all));
}

/** A letter in another case; those that become several letters are not known. */
function cased(text: string, upper: boolean): string {
  return [...text]
    .map((sign) => {
      const other = upper ? sign.toUpperCase() : sign.toLowerCase();
      return [...other].length === 1 ? other : sign;
    })
    .join('');
}

const numError = (fn: string, text: string, why: string): Value =>
  errorOf(`strconv.${fn}: parsing ${quotedGo(text)}: ${why}`, [], '*strconv.NumError');

function parsedInt(fn: string, text: string, base: number, bits: number, unsigned: boolean): Value {
  const none = (why: string, value = 0n): Value =>
    several(unsigned ? convert(value, UINT64) : fn === 'Atoi' ? value : convert(value, INT64), numError(fn, text, why));
  const plain = base === 0 ? text.replaceAll('_', '') : text;
  const match = /^([-+]?)(0[xX]|0[bB]|0[oO]|0(?=\d))?([\da-zA-Z]+)$/.exec(plain);
  if (!match || (unsigned && match[1] !== '')) return none('invalid syntax');
  const own = base === 0 ? ({ '0x': 16, '0X': 16, '0b': 2, '0B': 2, '0o': 8, '0O': 8, '0': 8 }[match[2] ?? ''] ?? 10) : base;
  if (base !== 0 && /[xXbBoO]/.test(match[2] ?? '') && !(own > 33)) return none('invalid syntax');
  const digits = base === 0 ? match[3]! : `${match[2] ?? ''}${match[3]!}`;
  let value = 0n;
  for (const digit of digits.toLowerCase()) {
    const code = /\d/.test(digit) ? Number(digit) : digit.charCodeAt(0) - 87;
    if (code >= own) return none('invalid syntax');
    value = value * BigInt(own) + BigInt(code);
  }
  if (match[1] === '-') value = -value;
  const size = BigInt(bits === 0 ? 64 : bits);
  const [least, most] = unsigned ? [0n, (1n << size) - 1n] : [-(1n << (size - 1n)), (1n << (size - 1n)) - 1n];
  if (value < least) return none('value out of range', least);
  if (value > most) return none('value out of range', most);
  return several(unsigned ? convert(value, UINT64) : fn === 'Atoi' ? value : convert(value, INT64), null);
}

const INT64 = basicType('int64')!;
const UINT64 = basicType('uint64')!;

function parsedFloat(text: string): Value {
  if (FRACTION.test(text.replace(/^[-+]/, ''))) {
    const value = Number(text);
    return Number.isFinite(value) ? several(value, null) : several(value, numError('ParseFloat', text, 'value out of range'));
  }
  if (/^[-+]?(?:inf(?:inity)?|nan|0x)/i.test(text)) throw new Unknown('a number');
  return several(0, numError('ParseFloat', text, 'invalid syntax'));
}

const is =
  (pattern: RegExp): GoRow =>
  (_, [value]) =>
    pattern.test(runeText(BigInt(numberIn(value))));

/** What is written to a stream of the program is kept; another writer gets it. */
export function writtenTo(it: Core, to: Value, text: string): Value {
  if (/^os\.Std/.test((to as { name?: string } | null)?.name ?? '')) {
    it.printed.push(text);
    return several(BigInt(byteCount(text)), null);
  }
  return it.send(to, 'Write', [convert(text, sliceOf(basicType('uint8')!))]);
}

const formatted: GoRow = (it, [format, ...args]) => formatGo(it, textIn(format), args);

export const GO_TEXTS: Readonly<Record<string, GoRow>> = {
  'fmt.Sprintf': formatted,
  'fmt.Sprint': (it, args) => printedGo(it, args),
  'fmt.Sprintln': (it, args) => printedLine(it, args),
  'fmt.Println': (it, args) => (it.printed.push(printedLine(it, args)), several(0n, null)),
  'fmt.Print': (it, args) => (it.printed.push(printedGo(it, args)), several(0n, null)),
  'fmt.Printf': (it, [format, ...args]) => (it.printed.push(formatGo(it, textIn(format), args)), several(0n, null)),
  'fmt.Fprintf': (it, [to, format, ...args]) => writtenTo(it, to, formatGo(it, textIn(format), args)),
  'fmt.Fprintln': (it, [to, ...args]) => writtenTo(it, to, printedLine(it, args)),
  'fmt.Fprint': (it, [to, ...args]) => writtenTo(it, to, printedGo(it, args)),
  'fmt.Errorf': (it, [format, ...args]) => {
    const verbs = [...textIn(format).matchAll(/%[-+#\d. ]{0,20}([a-zA-Z%])/g)].map(([, verb]) => verb).filter((verb) => verb !== '%');
    const wraps = args.filter((each, at) => verbs[at] === 'w' && each !== null);
    return errorOf(formatGo(it, textIn(format), args), wraps, wraps.length > 0 ? '*fmt.wrapError' : '*errors.errorString');
  },
  'io.WriteString': (it, [to, text]) => writtenTo(it, to, textIn(text)),
  'html.EscapeString': (_, [text]) =>
    textIn(text).replace(/[&'<>"]/g, (sign) => ({ '&': '&amp;', "'": '&#39;', '<': '&lt;', '>': '&gt;' })[sign] ?? '&#34;'),
  'strings.Contains': (_, [a, b]) => textIn(a).includes(textIn(b)),
  'strings.ContainsRune': (_, [a, b]) => textIn(a).includes(runeText(BigInt(numberIn(b)))),
  'strings.ContainsAny': (_, [a, b]) => [...textIn(b)].some((sign) => textIn(a).includes(sign)),
  'strings.HasPrefix': (_, [a, b]) => textIn(a).startsWith(textIn(b)),
  'strings.HasSuffix': (_, [a, b]) => textIn(a).endsWith(textIn(b)),
  'strings.Index': (_, [a, b]) => BigInt(placeIn(textIn(a), textIn(b))),
  'strings.LastIndex': (_, [a, b]) => BigInt(placeIn(textIn(a), textIn(b), true)),
  'strings.IndexByte': (_, [a, b]) => BigInt(placeIn(textIn(a), runeText(BigInt(numberIn(b))))),
  'strings.IndexRune': (_, [a, b]) => BigInt(placeIn(textIn(a), runeText(BigInt(numberIn(b))))),
  'strings.LastIndexByte': (_, [a, b]) => BigInt(placeIn(textIn(a), runeText(BigInt(numberIn(b))), true)),
  'strings.IndexAny': (_, [a, b]) => {
    const at = [...textIn(a)].findIndex((sign) => textIn(b).includes(sign));
    return at < 0 ? -1n : BigInt(byteCount([...textIn(a)].slice(0, at).join('')));
  },
  'strings.IndexFunc': (it, [a, fn]) => {
    const at = [...textIn(a)].findIndex(byFunction(it, fn));
    return at < 0 ? -1n : BigInt(byteCount([...textIn(a)].slice(0, at).join('')));
  },
  'strings.Split': (_, [a, by]) => texts(split(textIn(a), textIn(by))),
  'strings.SplitN': (_, [a, by, most]) =>
    countIn(most) === 0 ? zero(sliceOf(STRING)) : texts(split(textIn(a), textIn(by), countIn(most))),
  'strings.SplitAfter': (_, [a, by]) => texts(split(textIn(a), textIn(by), -1, true)),
  'strings.Fields': (_, [a]) => texts(fields(textIn(a), (sign) => BLANK.test(sign))),
  'strings.FieldsFunc': (it, [a, fn]) => texts(fields(textIn(a), byFunction(it, fn))),
  'strings.Join': (_, [all, by]) => (all instanceof Slice ? all.items.map(textIn).join(textIn(by)) : ''),
  'strings.Repeat': (_, [a, count]) => {
    const times = countIn(count);
    if (times < 0) return panic('strings: negative Repeat count');
    counted(times * Math.max(1, textIn(a).length));
    return textIn(a).repeat(times);
  },
  'strings.Replace': (_, [a, from, to, most]) => replaced(textIn(a), textIn(from), textIn(to), countIn(most)),
  'strings.ReplaceAll': (_, [a, from, to]) => replaced(textIn(a), textIn(from), textIn(to), -1),
  'strings.ToUpper': (_, [a]) => cased(textIn(a), true),
  'strings.ToLower': (_, [a]) => cased(textIn(a), false),
  'strings.Title': (_, [a]) => textIn(a).replace(/(?<![\p{L}\p{N}_'])\p{L}/gu, (sign) => cased(sign, true)),
  'strings.TrimSpace': (_, [a]) => trimmed(textIn(a), (sign) => BLANK.test(sign), true, true),
  'strings.Trim': (_, [a, of]) => trimmed(textIn(a), (sign) => textIn(of).includes(sign), true, true),
  'strings.TrimLeft': (_, [a, of]) => trimmed(textIn(a), (sign) => textIn(of).includes(sign), true, false),
  'strings.TrimRight': (_, [a, of]) => trimmed(textIn(a), (sign) => textIn(of).includes(sign), false, true),
  'strings.TrimFunc': (it, [a, fn]) => trimmed(textIn(a), byFunction(it, fn), true, true),
  'strings.TrimLeftFunc': (it, [a, fn]) => trimmed(textIn(a), byFunction(it, fn), true, false),
  'strings.TrimRightFunc': (it, [a, fn]) => trimmed(textIn(a), byFunction(it, fn), false, true),
  'strings.TrimPrefix': (_, [a, b]) => (textIn(a).startsWith(textIn(b)) ? textIn(a).slice(textIn(b).length) : textIn(a)),
  'strings.TrimSuffix': (_, [a, b]) =>
    textIn(b) !== '' && textIn(a).endsWith(textIn(b)) ? textIn(a).slice(0, -textIn(b).length) : textIn(a),
  'strings.CutPrefix': (_, [a, b]) =>
    textIn(a).startsWith(textIn(b)) ? several(textIn(a).slice(textIn(b).length), true) : several(textIn(a), false),
  'strings.CutSuffix': (_, [a, b]) =>
    textIn(a).endsWith(textIn(b)) ? several(textIn(a).slice(0, textIn(a).length - textIn(b).length), true) : several(textIn(a), false),
  'strings.Cut': (_, [a, by]) => {
    const [text, part] = [textIn(a), textIn(by)];
    const at = text.indexOf(part);
    return at < 0 ? several(text, '', false) : several(text.slice(0, at), text.slice(at + part.length), true);
  },
  'strings.EqualFold': (_, [a, b]) => cased(textIn(a), false) === cased(textIn(b), false),
  'strings.Compare': (_, [a, b]) => BigInt(Math.sign(comparedTexts(textIn(a), textIn(b)))),
  'strings.Count': (_, [a, part]) =>
    textIn(part) === '' ? BigInt([...textIn(a)].length + 1) : BigInt(textIn(a).split(textIn(part)).length - 1),
  'strings.Map': (it, [fn, a]) =>
    [...textIn(a)]
      .map((sign) => {
        const code = BigInt(numberIn(it.call(fn, [rune(sign)])));
        return code < 0n ? '' : runeText(code);
      })
      .join(''),
  'strconv.Itoa': (_, [value]) => String(numberIn(value)),
  'strconv.Quote': (_, [a]) => quotedGo(textIn(a)),
  'strconv.FormatInt': (_, [value, base]) => BigInt(numberIn(value)).toString(countIn(base)),
  'strconv.FormatUint': (_, [value, base]) => BigInt(numberIn(value)).toString(countIn(base)),
  'strconv.FormatBool': (_, [value]) => String(isTruth(value)),
  'strconv.FormatFloat': (_, [value, verb, precision, bits]) =>
    fractionText(Number(numberIn(value)), runeText(BigInt(numberIn(verb))), countIn(precision), countIn(bits)),
  'strconv.Atoi': (_, [a]) => parsedInt('Atoi', textIn(a), 10, 64, false),
  'strconv.ParseInt': (_, [a, base, bits]) => parsedInt('ParseInt', textIn(a), countIn(base), countIn(bits), false),
  'strconv.ParseUint': (_, [a, base, bits]) => parsedInt('ParseUint', textIn(a), countIn(base), countIn(bits), true),
  'strconv.ParseFloat': (_, [a]) => parsedFloat(textIn(a)),
  'strconv.ParseBool': (_, [a]) => {
    const text = textIn(a);
    if (/^(?:1|t|T|true|TRUE|True)$/.test(text)) return several(true, null);
    return /^(?:0|f|F|false|FALSE|False)$/.test(text)
      ? several(false, null)
      : several(false, numError('ParseBool', text, 'invalid syntax'));
  },
  'unicode.IsLetter': is(/^\p{L}$/u),
  'unicode.IsDigit': is(/^\p{Nd}$/u),
  'unicode.IsNumber': is(/^\p{N}$/u),
  'unicode.IsUpper': is(/^\p{Lu}$/u),
  'unicode.IsLower': is(/^\p{Ll}$/u),
  'unicode.IsPunct': is(/^\p{P}$/u),
  'unicode.IsSpace': is(BLANK),
  'unicode.ToUpper': (_, [value]) => rune(cased(runeText(BigInt(numberIn(value))), true)),
  'unicode.ToLower': (_, [value]) => rune(cased(runeText(BigInt(numberIn(value))), false)),
  'utf8.RuneCountInString': (_, [a]) => BigInt([...textIn(a)].length),
  'utf8.RuneLen': (_, [value]) => BigInt(byteCount(runeText(BigInt(numberIn(value))))),
  'bytes.Equal': (_, [a, b]) => textOrBytes(a) === textOrBytes(b),
};

/** The codes of some bytes as one text. */
function textOrBytes(value: Value): string {
  if (value === null) return '';
  if (value instanceof Slice) return value.items.map((each) => String(numberIn(each))).join(' ');
  throw new Unknown('no bytes');
}
