import { Unknown, type Value } from '../values/value';
import { coerce, cloned, defaultOf, fits, mapOf, plainType } from './convert';
import { toIter } from './iterators';
import type { Type } from './modules';
import { cast, fitsIn } from './numbers';
import { Char, Data, F32, Heap, inside, Int, isIntType, itemsIn, Library, Rc, RustMap, strip, textIn, Vec } from './values';
import type { World } from './machine';
import { err, NONE, ok, some } from './options';

/** What `clone` gives. */
export function clone(w: World, value: Value): Value {
  return cloned(w, value, (data) => {
    const own = w.methodsFor(data, 'clone');
    if (own.length > 0) return w.invoke(own, [data]);
    if (!data.decl.derives.has('Clone')) throw new Unknown('a clone');
    return undefined;
  });
}

export function defaultValue(w: World, type: Type | undefined): Value {
  return defaultOf(w, plainType(type), (decl) => {
    const own = w.methodsOf(decl, 'default');
    return own.length > 0 ? w.invoke(own, [], type, { name: decl.name, args: type?.args ?? [], decl }) : undefined;
  });
}

/** What `mem::take` leaves. */
export function emptyLike(w: World, value: Value): Value {
  if (value instanceof Heap) return new Heap([]);
  if (value instanceof Vec) {
    const made = new Vec([], value.isArray, value.kind as 'list');
    if (value.isArray) throw new Unknown('an empty array');
    made.elem = value.elem;
    return made;
  }
  if (value instanceof RustMap) {
    const made = mapOf(w, `${value.isHash ? 'Hash' : 'BTree'}${value.kind === 'map' ? 'Map' : 'Set'}`);
    [made.key, made.value] = [value.key, value.value];
    return made;
  }
  if (value instanceof Data)
    return value.decl.name === 'Option' && value.decl.isBuiltIn
      ? NONE
      : defaultValue(w, { name: value.decl.name, args: [], decl: value.decl });
  if (typeof value === 'string') return '';
  if (typeof value === 'boolean') return false;
  if (typeof value === 'number') return 0;
  if (value instanceof Int) return new Int(value.type, 0n);
  if (value instanceof F32) return new F32(0);
  throw new Unknown('what is left');
}

/** `From` and `Into`. */
export function converted(w: World, given: Value, wanted: Type | undefined): Value {
  const type = plainType(wanted);
  if (!type) return given;
  const value = strip(given);
  const own = w.methodsOf(type.decl ?? type.name, 'from').filter((each) => !each.trait || each.trait.name === 'From');
  const target = own.length > 0 && !(value instanceof Data && value.decl === type.decl);
  if (target) return w.invoke(own, [given], type, type);
  if (fits(w, value, type)) return coerce(w, given, type);
  const into = w.methodsFor(value, 'into');
  if (into.length > 0) return w.invoke(into, [value], type);
  const of = inside(value);
  const { name } = type;
  if (type.bounds) return given;
  if (isIntType(name) && (of instanceof Int || of instanceof Char || typeof of === 'boolean')) {
    if (of instanceof Int && !fitsIn(name, of.value)) throw new Unknown('a conversion');
    return cast(of, name);
  }
  if (/^f(?:32|64)$/.test(name) && (of instanceof Int || of instanceof F32)) return cast(of, name);
  if (name === 'char' && of instanceof Int) return cast(of, 'char');
  if (/^(?:String|str|PathBuf|Path|OsString)$/.test(name)) return textIn(of);
  if (/^(?:Rc|Arc)$/.test(name)) return new Rc({ value: converted(w, of, type.args[0]) });
  if (name === 'Option' && type.decl?.isBuiltIn) return some(converted(w, given, type.args[0]));
  if (name === 'Vec' || name === 'VecDeque' || (name === '[]' && !(of instanceof RustMap))) {
    if (typeof of === 'string') return w.callMethod(of, 'into_bytes', []);
    return coerce(w, new Vec(itemsIn(of), false, name === 'VecDeque' ? 'deque' : 'list'), { ...type, name: name === '[]' ? 'Vec' : name });
  }
  if (/^(?:Hash|BTree)(?:Map|Set)$/.test(name)) return w.callMethod(toIter(w, of), 'collect', [], type);
  throw new Unknown('a conversion');
}

const invalid = (kind: string, said: string): Data => err(new Library('ParseIntError', `ParseIntError { kind: ${kind} }`, said));

function parsedInt(text: string, type: string): Data {
  if (text === '') return invalid('Empty', 'cannot parse integer from empty string');
  if (!/^[-+]?\d+$/.test(text) || (text.startsWith('-') && type.startsWith('u')))
    return invalid('InvalidDigit', 'invalid digit found in string');
  const value = BigInt(text.replace('+', ''));
  if (fitsIn(type, value)) return ok(new Int(type, value));
  return value < 0n
    ? invalid('NegOverflow', 'number too small to fit in target type')
    : invalid('PosOverflow', 'number too large to fit in target type');
}

function parsedFloat(text: string, type: string): Data {
  const fail = (kind: string, said: string): Data => err(new Library('ParseFloatError', `ParseFloatError { kind: ${kind} }`, said));
  if (text === '') return fail('Empty', 'cannot parse float from empty string');
  const special = /^([-+]?)(?:(inf|infinity)|(nan))$/i.exec(text);
  if (!special && !/^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i.test(text)) return fail('Invalid', 'invalid float literal');
  const value = special ? (special[3] ? Number.NaN : special[1] === '-' ? -Infinity : Infinity) : Number(text);
  return ok(type === 'f64' ? value : new F32(Math.fround(value)));
}

/** `text.parse()`; `wanted`: the type of the whole result. */
export function parsed(w: World, text: string, type: Type | undefined, wanted: Type | undefined): Value {
  const of = plainType(type);
  if (!of) throw new Unknown('what is parsed');
  const own = w.methodsOf(of.decl ?? of.name, 'from_str');
  if (own.length > 0) return w.invoke(own, [text], wanted, of);
  if (isIntType(of.name)) return parsedInt(text, of.name);
  switch (of.name) {
    case 'f64':
    case 'f32':
      return parsedFloat(text, of.name);
    case 'bool':
      if (text === 'true' || text === 'false') return ok(text === 'true');
      return err(new Library('ParseBoolError', 'ParseBoolError', 'provided string was not `true` or `false`'));
    case 'char': {
      const [first, more] = [...text];
      if (first !== undefined && more === undefined) return ok(new Char(first));
      return err(
        new Library(
          'ParseCharError',
          first === undefined ? 'EmptyString' : 'TooManyChars',
          first === undefined ? 'cannot parse char from empty string' : 'too many characters in string',
        ),
      );
    }
    case 'String':
    case 'PathBuf':
      return ok(text);
    default:
      throw new Unknown(`what is parsed as ${of.name}`);
  }
}

/** `try_from` of a whole number. */
export function tryInt(value: Value, type: string): Value {
  const of = inside(value);
  if (of instanceof Int) {
    if (fitsIn(type, of.value)) return ok(new Int(type, of.value));
    return err(new Library('TryFromIntError', 'TryFromIntError(())', 'out of range integral type conversion attempted'));
  }
  if (of instanceof Char) return tryInt(new Int('u32', BigInt(of.code)), type);
  throw new Unknown('a conversion');
}

/** What a type of the program collects by its own code. */
export function fromIter(w: World, iter: Value, type: Type): Value {
  const own = w.methodsOf(type.decl!, 'from_iter');
  if (own.length === 0) throw new Unknown('what is collected');
  return w.invoke(own, [iter], type, type);
}

/** What `deref` gives: of a text or a vector itself. */
export function dereferenced(w: World, value: Value): Value {
  const of = inside(value);
  return of instanceof Data && w.methodsFor(of, 'deref').length > 0 ? w.callMethod(of, 'deref', []) : value;
}
