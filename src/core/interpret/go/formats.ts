import type { Core } from '../running/machine';
import { counted } from '../values/limits';
import { Func, isNumber, List, Native, Obj, Pointer, Unknown, type Value } from '../values/value';
import { hasMethod } from './conversions';
import { methodIn } from './lookup';
import { ordered } from './operators';
import { type GoType } from './types';
import { GoArray, GoMap, NilOf, numberIn, raw, Ref, Slice, Struct, textIn, typeOfValue } from './values';
import { bytesOf } from '../values/bytes';
import { fractionText, quotedGo, runeText } from './texts';

interface Verb {
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
  readonly verb: string;
}

const PLAIN: Verb = { flags: '', width: undefined, precision: undefined, verb: 'v' };

/** A value as `%v` writes it. */
export function shownGo(it: Core, value: Value): string {
  return written(it, value, PLAIN, 0, false);
}

/** A value as `%#v` writes it, where that is plain. */
export function codeOf(it: Core, value: Value): string {
  return written(it, value, { ...PLAIN, flags: '#' }, 0, false);
}

/** `fmt.Sprint`: blanks stand between two values that are no texts. */
export function printedGo(it: Core, args: readonly Value[]): string {
  return args.reduce<string>((all, each, at) => {
    const apart = at > 0 && typeof raw(each) !== 'string' && typeof raw(args[at - 1]) !== 'string';
    return `${all}${apart ? ' ' : ''}${shownGo(it, each)}`;
  }, '');
}

export function printedLine(it: Core, args: readonly Value[]): string {
  return `${args.map((each) => shownGo(it, each)).join(' ')}\n`;
}

/** `fmt.Sprintf`. */
export function formatGo(it: Core, format: string, args: readonly Value[]): string {
  let next = 0;
  let said = '';
  let at = 0;
  let isPlaced = false;
  const star = (): number => Number(numberIn(args[next++] ?? 0n));
  for (const match of format.matchAll(/%([-+# 0]*)(\*|\d+)?(?:\.(\*|\d*))?(\[\d+\])?([a-zA-Z%])?/g)) {
    const [all, flags = '', wide, precise, place, verb] = match;
    said += format.slice(at, match.index);
    at = match.index + all.length;
    if (verb === '%') {
      said += '%';
      continue;
    }
    if (verb === undefined) {
      said += '%!(NOVERB)';
      continue;
    }
    const width = wide === '*' ? star() : wide === undefined ? undefined : Number(wide);
    const precision = precise === undefined ? undefined : precise === '*' ? star() : Number(precise || 0);
    if (place !== undefined) isPlaced = true;
    if (place !== undefined) next = Number(place.slice(1, -1)) - 1;
    if (next >= args.length) {
      said += `%!${verb}(MISSING)`;
      continue;
    }
    const isLeft = width !== undefined && width < 0;
    said += formattedGo(it, args[next++], { flags: isLeft ? `${flags}-` : flags, width: isLeft ? -width : width, precision, verb });
  }
  said += format.slice(at);
  if (next < args.length && !isPlaced)
    said += `%!(EXTRA ${args
      .slice(next)
      .map((each) => `${typeOfValue(each)?.name ?? '<nil>'}=${shownGo(it, each)}`)
      .join(', ')})`;
  return said;
}

function formattedGo(it: Core, value: Value, verb: Verb): string {
  if (verb.verb === 'T') return padded(typeText(value), verb);
  if (verb.verb === 'p') throw new Unknown('an address');
  const isWhole =
    value instanceof Slice || value instanceof Struct || value instanceof GoMap || value instanceof GoArray || value instanceof Pointer;
  // Each part is padded by itself.
  return isWhole || verb.verb === 'w'
    ? written(it, value, verb.verb === 'w' ? { ...verb, verb: 'v' } : verb, 0, false)
    : written(it, value, verb, 0, false);
}

function typeText(value: Value): string {
  if (value === null) return '<nil>';
  if (value instanceof Obj && value.type === 'goerror') return textIn(value.fields.get('kind') ?? '*errors.errorString');
  const type = typeOfValue(value);
  if (!type) throw new Unknown('the name of a type');
  return type.name;
}

function padded(text: string, { flags, width }: Verb, zeros = false): string {
  if (width === undefined) return text;
  const missing = counted(width) - [...text].length;
  if (missing <= 0) return text;
  if (flags.includes('-')) return text + ' '.repeat(missing);
  if (zeros && flags.includes('0')) {
    const sign = /^[-+ ]/.exec(text)?.[0] ?? '';
    return sign + '0'.repeat(missing) + text.slice(sign.length);
  }
  return ' '.repeat(missing) + text;
}

const bad = (it: Core, value: Value, { verb }: Verb): string => `%!${verb}(${typeText(value)}=${shownGo(it, value)})`;

/** @param hidden the value is in a field that only its package sees, whose methods are not called */
function written(it: Core, value: Value, verb: Verb, depth: number, hidden: boolean): string {
  if (depth > 20) throw new Unknown('a deep value');
  if (value === null || value === undefined)
    return verb.verb === 'v' || depth > 0
      ? padded(verb.flags.includes('#') && depth > 0 ? 'interface {}(nil)' : '<nil>', verb)
      : `%!${verb.verb}(<nil>)`;
  const said = hidden || verb.flags.includes('#') ? undefined : byItself(it, value, verb);
  if (said !== undefined)
    return verb.verb === 'q'
      ? padded(quotedGo(said), verb)
      : verb.verb === 'x'
        ? padded(hex(bytesOf(said)), verb)
        : padded(cut(said, verb), verb);
  const plain = raw(value);
  const type = typeOfValue(value);
  if (typeof plain === 'boolean') return /^[vt]$/.test(verb.verb) ? padded(String(plain), verb) : bad(it, value, verb);
  if (isNumber(plain)) return numberText(it, value, plain, type!, verb);
  if (typeof plain === 'string') return textText(it, value, plain, verb);
  return partsText(it, value, verb, depth, hidden);
}

function cut(text: string, { precision }: Verb): string {
  return precision === undefined ? text : [...text].slice(0, precision).join('');
}

/** What a value says of itself: `Error` and `String`. */
function byItself(it: Core, value: Value, { verb }: Verb): string | undefined {
  if (!/^[vsqxX]$/.test(verb)) return undefined;
  if (value instanceof Obj && value.type === 'goerror') return textIn(value.fields.get('message'));
  if (value instanceof NilOf || (value instanceof Ref && !value.to?.declared)) return nilText(value);
  for (const name of ['Error', 'String']) {
    if (hasMethod(value, name)) {
      const said = raw(it.send(value, name, []));
      if (typeof said !== 'string') throw new Unknown('a text of a value');
      return said;
    }
  }
  return undefined;
}

function nilText(value: Value): string | undefined {
  if (!(value instanceof NilOf)) return undefined;
  // A method of a nil pointer may fail, which is printed.
  if (['Error', 'String'].some((name) => methodIn(value, name) !== undefined)) return '<nil>';
  return undefined;
}

function numberText(it: Core, value: Value, plain: bigint | number, type: GoType, verb: Verb): string {
  const plus = verb.flags.includes('+') && verb.verb !== 'v';
  const signed = (text: string): string => (text.startsWith('-') ? text : plus ? `+${text}` : verb.flags.includes(' ') ? ` ${text}` : text);
  if (type.kind === 'float') {
    if (!/^[vfFgGeE]$/.test(verb.verb)) return bad(it, value, verb);
    return padded(signed(fractionText(Number(plain), verb.verb, verb.precision, type.shape.bits ?? 64)), verb, true);
  }
  const whole = BigInt(plain);
  const based = (base: number, prefix: string): string => {
    const digits = (whole < 0n ? -whole : whole).toString(base).padStart(counted(verb.precision ?? 0), '0');
    return `${whole < 0n ? '-' : ''}${verb.flags.includes('#') ? prefix : ''}${digits}`;
  };
  switch (verb.verb) {
    case 'v':
    case 'd':
      return padded(
        signed(
          verb.flags.includes('#') && verb.verb === 'v' && type.kind === 'uint'
            ? `0x${whole.toString(16)}`
            : verb.verb === 'd' && verb.precision !== undefined
              ? based(10, '')
              : String(whole),
        ),
        verb,
        true,
      );
    case 'b':
      return padded(signed(based(2, '0b')), verb, true);
    case 'o':
      return padded(signed(based(8, '0')), verb, true);
    case 'x':
      return padded(signed(based(16, '0x')), verb, true);
    case 'X':
      return padded(signed(based(16, '0x').toUpperCase().replace('0X', '0X')), verb, true);
    case 'c':
      return padded(runeText(whole), verb);
    case 'q':
      return padded(quotedGo(runeText(whole), "'"), verb);
    case 'U':
      return padded(`U+${whole.toString(16).toUpperCase().padStart(4, '0')}`, verb);
    default:
      return bad(it, value, verb);
  }
}

const hex = (bytes: Uint8Array): string => [...bytes].map((each) => each.toString(16).padStart(2, '0')).join('');

function textText(it: Core, value: Value, plain: string, verb: Verb): string {
  switch (verb.verb) {
    case 'v':
      return padded(verb.flags.includes('#') ? quotedGo(plain) : cut(plain, verb), verb);
    case 's':
      return padded(cut(plain, verb), verb, true);
    case 'q':
      return padded(verb.flags.includes('#') && !/[`\n]/.test(plain) ? `\`${plain}\`` : quotedGo(plain), verb);
    case 'x':
      return padded(hex(bytesOf(plain)), verb);
    case 'X':
      return padded(hex(bytesOf(plain)).toUpperCase(), verb);
    default:
      return bad(it, value, verb);
  }
}

function partsText(it: Core, value: Value, verb: Verb, depth: number, hidden: boolean): string {
  const code = verb.flags.includes('#');
  const own = (each: Value, isHidden = hidden): string => written(it, each, verb, depth + 1, isHidden);
  if (value instanceof Slice || value instanceof GoArray) {
    const isBytes = value.type.elem.kind === 'uint' && value.type.elem.shape.bits === 8;
    if (isBytes && /^[sqxX]$/.test(verb.verb) && value instanceof Slice) {
      const bytes = Uint8Array.from(value.items.map((each) => Number(numberIn(each))));
      return verb.verb === 'x' ? hex(bytes) : textText(it, value, new TextDecoder().decode(bytes), verb);
    }
    if (code)
      return value instanceof Slice && !value.array
        ? `${value.type.name}(nil)`
        : `${value.type.name}{${value.items.map((each) => own(each)).join(', ')}}`;
    return `[${value.items.map((each) => own(each)).join(' ')}]`;
  }
  if (value instanceof GoMap) {
    const pairs = value.pairs().toSorted(([a], [b]) => ordered(a, b));
    if (code)
      return value.isNil
        ? `${value.type.name}(nil)`
        : `${value.type.name}{${pairs.map(([key, each]) => `${own(key)}:${own(each)}`).join(', ')}}`;
    return `map[${pairs.map(([key, each]) => `${own(key)}:${own(each)}`).join(' ')}]`;
  }
  if (value instanceof Struct) {
    if (!value.goType.declared?.pkg && value.goType.fields.length === 0 && value.goType.declared)
      throw new Unknown('a value of the library as a text');
    const named = code || verb.flags.includes('+');
    const fields = value.goType.fields.map((field) => {
      const isOwn = hidden || !/^\p{Lu}/u.test(field.name);
      return `${named ? `${field.name}:` : ''}${own(value.fields.get(field.name), isOwn)}`;
    });
    return `${code ? value.goType.name : ''}{${fields.join(code ? ', ' : ' ')}}`;
  }
  if (value instanceof Pointer || value instanceof Ref) {
    const to = value instanceof Pointer ? value.to : value.get();
    const isWhole = to instanceof Struct || to instanceof Slice || to instanceof GoMap || to instanceof GoArray;
    if (depth > 0 || !isWhole) throw new Unknown('an address');
    return `&${written(it, to, verb, depth + 1, hidden)}`;
  }
  if (value instanceof NilOf)
    return code
      ? `(${value.type.name})(nil)`
      : verb.verb === 'v' || verb.verb === 's'
        ? verb.verb === 's' && depth === 0
          ? `%!s(${value.type.name}=<nil>)`
          : '<nil>'
        : `%!${verb.verb}(${value.type.name}=<nil>)`;
  if (value instanceof Obj && value.type === 'goerror') return textIn(value.fields.get('message'));
  if (value instanceof Func || value instanceof Native) throw new Unknown('an address');
  if (value instanceof List) throw new Unknown('several values as a text');
  throw new Unknown('a value as a text');
}
