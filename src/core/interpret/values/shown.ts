import { isStruct } from '../csharp/structs';
import { shownDecimal } from './decimals';
import { enumKind } from './enums';
import { fullName } from '../running/lookup';
import { shownMoment } from '../library/moments';
import { argumentsOfError } from '../python/errors';
import { pythonMomentCode, zoneText } from '../python/moments';
import { Cls, Decimal, Dict, Foreign, List, Moment, Obj, Pointer, Sym, Unknown, type Value, type Machine } from './value';

const TEXT_METHODS = /^(?:__str__|toString|to_s|String|ToString|__toString)$/;
const WORDS: Readonly<Record<string, readonly [nothing: string, yes: string, no: string]>> = {
  python: ['None', 'True', 'False'],
  csharp: ['', 'True', 'False'],
  ruby: ['', 'true', 'false'],
  php: ['', '1', ''],
};

/** A value as its language writes it. @param inner within a list, or as code would write it */
export function shown(it: Machine, value: Value, inner = false): string {
  const { family } = it;
  const [nothing, yes, no] = WORDS[family] ?? ['null', 'true', 'false'];
  if (value === undefined) return nothing;
  if (value === null) return inner && family === 'ruby' ? 'nil' : nothing;
  if (typeof value === 'boolean') return value ? yes : no;
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return numberText(value, family);
  if (typeof value === 'string') return inner && /^(?:python|ruby)$/.test(family) ? quoted(value, family) : value;
  if (value instanceof List) {
    const items = value.items.map((each) => shown(it, each, true));
    if (family === 'python' && value.kind === 'tuple') return `(${items.join(', ')}${items.length === 1 ? ',' : ''})`;
    if (/^(?:csharp|cpp|php)$/.test(family)) throw new Unknown('a list as a text');
    return `[${items.join(', ')}]`;
  }
  if (value instanceof Dict) {
    const [keys, pairs] = [value.keys(), value.pairs()];
    if (value.kind === 'set') {
      if (family === 'python') {
        const all = keys.length === 0 ? '' : `{${keys.map((key) => shown(it, key, true)).join(', ')}}`;
        return value.fixed ? `frozenset(${all})` : all || 'set()';
      }
      if (/^(?:java|kotlin)$/.test(family)) return `[${keys.map((key) => shown(it, key, true)).join(', ')}]`;
      throw new Unknown('a set as a text');
    }
    const between = { python: ': ', ruby: '=>', java: '=', kotlin: '=' }[family];
    if (between === undefined) throw new Unknown('a map as a text');
    const text = (all: readonly [Value, Value][]): string =>
      `{${all.map(([key, each]) => `${shown(it, key, true)}${between}${shown(it, each, true)}`).join(', ')}}`;
    if (family === 'python' && value.fallback) throw new Unknown('what makes what is missing, as a text');
    // What is most often in a counter comes first.
    if (family === 'python' && value.otherwise === 0n)
      return pairs.length === 0 ? 'Counter()' : `Counter(${text(pairs.toSorted(([, a], [, b]) => Number(b) - Number(a)))})`;
    return text(pairs);
  }
  if (value instanceof Obj) {
    if (value.isTuple && it.methodOf(value, /^__(?:str|repr)__$/) === undefined)
      return `${value.cls?.name ?? value.type}(${[...value.fields].map(([name, each]) => `${name}=${shown(it, each, true)}`).join(', ')})`;
    const own =
      (inner && family === 'python' ? it.methodOf(value, /^__repr__$/) : undefined) ??
      it.methodOf(value, TEXT_METHODS) ??
      it.methodOf(value, /^__repr__$/);
    if (own) return shown(it, it.call(own, []));
    if (value.held) return shown(it, value.held);
    if (value.type !== '' && value.fields.has('message') && family === 'java') {
      if (!value.cls) throw new Unknown('the package of an error');
      const said = value.fields.get('message');
      return said === null ? fullName(value.cls) : `${fullName(value.cls)}: ${shown(it, said)}`;
    }
    if (value.type !== '' && value.fields.has('message')) {
      if (inner && family === 'python')
        return `${value.cls?.name ?? value.type}(${argumentsOfError(value)
          .items.map((each) => shown(it, each, true))
          .join(', ')})`;
      return shown(it, value.fields.get('message'), value.type === 'KeyError' && family === 'python');
    }
    if (value.cls?.members && family === 'python') return enumText(it, value, inner);
    if (value.constant) return value.constant.name;
    if (value.type === 'entry') return `${shown(it, value.fields.get('key'), true)}=${shown(it, value.fields.get('value'), true)}`;
    if (/^(?:optional|heap|cell|joiner|builder)$/.test(value.type)) return shown(it, it.send(value, 'toString', []));
    if (value.isData && family === 'java')
      return `${value.cls?.name}[${[...value.fields].map(([name, each]) => `${name}=${shown(it, each, true)}`).join(', ')}]`;
    if (value.isData && family === 'csharp' && value.cls && !isStruct(value.cls))
      return `${value.cls.name} { ${[...value.fields].map(([name, each]) => `${name} = ${shown(it, each, true)}`).join(', ')} }`;
    if (value.isData && family === 'kotlin')
      return `${value.cls?.name}(${[...value.fields].map(([name, each]) => `${name}=${shown(it, each, true)}`).join(', ')})`;
    if (value.type === 'timezone') return zoneText(value, inner);
    if (value.isData && !value.cls) throw new Unknown('a text of something else');
    if (value.cls?.env && family === 'python') throw new Unknown('the name of a class in a function');
    if (value.isData && family === 'python')
      return `${value.cls?.name}(${[...value.fields].map(([name, each]) => `${name}=${shown(it, each, true)}`).join(', ')})`;
  }
  if (value instanceof Cls || (value instanceof Foreign && family === 'ruby')) return value.name;
  if (value instanceof Pointer) {
    const own = it.methodOf(value.to, /^(?:Error|String)$/);
    if (own) return shown(it, it.call(own, []));
    if (inner) throw new Unknown('an address');
    return `&${shown(it, value.to, true)}`;
  }
  if (value instanceof Decimal) return inner && family === 'python' ? `Decimal('${shownDecimal(it, value)}')` : shownDecimal(it, value);
  if (value instanceof Moment) return inner && family === 'python' ? pythonMomentCode(value) : shownMoment(it, value);
  if (value instanceof Sym)
    return !inner ? value.name : PLAIN_SYMBOL.test(value.name) ? `:${value.name}` : `:${quoted(value.name, family)}`;
  throw new Unknown('a text of something else');
}

/** A symbol of Ruby that is written without quotes. */
const PLAIN_SYMBOL =
  /^(?:(?:@{1,2}|\$)?[\p{L}_][\p{L}\d_]*|[\p{L}_][\p{L}\d_]*[?!=]|\[\]=?|[-+*/%<>!~^&|]|\*\*|[=!]~|===?|!=|<=>?|>=|<<|>>|[-+]@)$/u;

/** A member of an enumeration of Python. */
function enumText(it: Machine, of: Obj, inner: boolean): string {
  const [name, value] = [of.fields.get('name'), of.fields.get('value')];
  if (typeof name !== 'string') throw new Unknown('flags as a text');
  const kind = enumKind(of.cls!) ?? '';
  if (inner) return `<${of.cls!.name}.${name}: ${shown(it, value, true)}>`;
  return /^(?:Int|Str)/.test(kind) && !of.cls!.foreigns.some((each) => /^(?:str|int)$/.test(each))
    ? shown(it, value)
    : `${of.cls!.name}.${name}`;
}

function numberText(value: number, family: string): string {
  if (!Number.isFinite(value)) {
    if (family === 'python') return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
    throw new Unknown('no finite number');
  }
  if (/^(?:java|kotlin)$/.test(family) && value !== 0 && (Math.abs(value) >= 1e7 || Math.abs(value) < 1e-3)) {
    const [digits = '', power = ''] = value.toExponential().split('e');
    return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(power)}`;
  }
  if (family === 'python' && (Math.abs(value) >= 1e16 || (value !== 0 && Math.abs(value) < 1e-4)))
    return value.toExponential().replace(/e([-+])(\d)$/, 'e$10$2');
  if (family === 'python' && Object.is(value, -0)) return '-0.0';
  if ((family !== 'python' && Math.abs(value) >= 1e15) || (value !== 0 && Math.abs(value) < 1e-4))
    throw new Unknown('a number with an exponent');
  // Older runtimes write 15 digits, newer ones as many as there are.
  if (family === 'csharp' && (Object.is(value, -0) || Number(value.toPrecision(15)) !== value))
    throw new Unknown('all digits of a fraction');
  const isWhole = Number.isInteger(value);
  return isWhole && /^(?:python|java|ruby|kotlin)$/.test(family) ? value.toFixed(1) : String(value);
}

function quoted(text: string, family: string): string {
  if (family === 'ruby') return JSON.stringify(text).replace(/#(?=[{$@])/g, '\\#');
  const sign = text.includes("'") && !text.includes('"') ? '"' : "'";
  return sign + text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/\t/g, '\\t').replaceAll(sign, `\\${sign}`) + sign;
}
