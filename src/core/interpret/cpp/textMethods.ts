import type { Core } from '../running/machine';
import { counted } from '../values/limits';
import { Unknown, type Value } from '../values/value';
import { count, integer, isText, textOf } from './conversions';
import { between, iteratorOf } from './iterators';
import { letter } from './operators';
import { outOfRange } from './throwing';
import { SIZE } from './types';
import { ascii, Cell, Iter, Letter, Literal, load, size, whole } from './values';

const NPOS = 18446744073709551615n;
const place = (at: number): Value => (at < 0 ? whole(SIZE, NPOS) : size(at));

/** A text, or one letter, to look for. */
function wanted(value: Value): string {
  return isText(value) ? textOf(value) : letter(load(value));
}

export function textMethod(it: Core, self: Value, of: string, name: string, args: readonly Value[]): Value {
  const [first, second, third] = args;
  const set = (text: string): Value => {
    if (!(self instanceof Cell)) return text;
    counted(text.length / 10);
    self.value = text;
    return self;
  };
  const own = iteratorOf(it, self, name);
  if (own) {
    ascii(of);
    return own;
  }
  switch (name) {
    case 'size':
    case 'length':
      return size(ascii(of).length);
    case 'empty':
      return of === '';
    case 'c_str':
    case 'data':
      return new Literal(of);
    case 'clear':
      set('');
      return undefined;
    case 'at': {
      const at = integer(first);
      ascii(of);
      if (at < 0n || at >= BigInt(of.length))
        throw outOfRange(it, `basic_string::at: __n (which is ${BigInt.asUintN(64, at)}) >= this->size() (which is ${of.length})`);
      return new Letter(self instanceof Cell ? self : new Cell(of), Number(at));
    }
    case 'front':
    case 'back':
      if (of === '') throw new Unknown('a letter of an empty text');
      return new Letter(self instanceof Cell ? self : new Cell(of), name === 'front' ? 0 : ascii(of).length - 1);
    case 'push_back':
      set(of + letter(load(first)));
      return undefined;
    case 'pop_back':
      if (of === '') throw new Unknown('a letter of an empty text');
      set(ascii(of).slice(0, -1));
      return undefined;
    case 'append':
      if (second === undefined) return set(of + textOf(first));
      if (load(first) instanceof Iter)
        return set(
          of +
            between(it, first, second)
              .cells.map((each) => letter(load(each)))
              .join(''),
        );
      if (isText(first))
        return third === undefined && load(first) instanceof Literal
          ? set(of + ascii(textOf(first)).slice(0, count(second)))
          : set(of + part(it, textOf(first), second, third, 'append'));
      return set(of + letter(load(second)).repeat(counted(count(first))));
    case 'assign':
      if (second === undefined) return set(textOf(first));
      if (!isText(first) && !(load(first) instanceof Iter)) return set(letter(load(second)).repeat(counted(count(first))));
      break;
    case 'substr':
      return first === undefined ? of : part(it, of, first, second, 'substr');
    case 'compare': {
      if (second !== undefined) {
        const own = part(it, of, first, second, 'compare');
        return BigInt(textOrder(own, textOf(third)));
      }
      return BigInt(textOrder(of, textOf(first)));
    }
    case 'starts_with':
      return of.startsWith(wanted(first));
    case 'ends_with':
      return of.endsWith(wanted(first));
    case 'contains':
      return of.includes(wanted(first));
    case 'find': {
      const from = second === undefined ? 0 : Number(integer(second));
      return from > ascii(of).length ? place(-1) : place(of.indexOf(wanted(first), from));
    }
    case 'rfind': {
      const from = second === undefined || integer(second) === NPOS ? undefined : count(second);
      return place(from === undefined ? ascii(of).lastIndexOf(wanted(first)) : ascii(of).lastIndexOf(wanted(first), from));
    }
    case 'find_first_of':
    case 'find_first_not_of':
    case 'find_last_of':
    case 'find_last_not_of': {
      const signs = wanted(first);
      const fits = (sign: string): boolean => signs.includes(sign) !== name.includes('not');
      const all = [...ascii(of)];
      const from = second === undefined || integer(second) === NPOS ? undefined : count(second);
      return place(
        name.includes('last')
          ? all.findLastIndex((sign, at) => at <= (from ?? all.length) && fits(sign))
          : all.findIndex((sign, at) => at >= (from ?? 0) && fits(sign)),
      );
    }
    case 'replace': {
      if (load(first) instanceof Iter) break;
      const at = Number(integer(first));
      if (at > ascii(of).length)
        throw outOfRange(it, `basic_string::replace: __pos (which is ${at}) > this->size() (which is ${of.length})`);
      if (args.length > 3) break;
      return set(of.slice(0, at) + textOf(third) + of.slice(at + Number(integer(second))));
    }
    case 'insert': {
      const held = load(first);
      if (held instanceof Iter) {
        const made = of.slice(0, held.at) + letter(load(second)) + of.slice(held.at);
        set(made);
        return new Iter(self as Cell, held.at);
      }
      const at = Number(integer(held));
      if (at > ascii(of).length)
        throw outOfRange(it, `basic_string::insert: __pos (which is ${at}) > this->size() (which is ${of.length})`);
      return set(of.slice(0, at) + (third === undefined ? textOf(second) : letter(load(third)).repeat(count(second))) + of.slice(at));
    }
    case 'erase': {
      const held = first === undefined ? 0n : load(first);
      if (held instanceof Iter) {
        const to = second === undefined ? held.at + 1 : (load(second) as Iter).at;
        set(of.slice(0, held.at) + of.slice(to));
        return new Iter(self as Cell, held.at);
      }
      const at = Number(integer(held));
      if (at > ascii(of).length) throw outOfRange(it, `basic_string::erase: __pos (which is ${at}) > this->size() (which is ${of.length})`);
      return set(of.slice(0, at) + (second === undefined ? '' : of.slice(at + Number(integer(second)))));
    }
    case 'reserve':
      return undefined;
    case 'resize': {
      const to = counted(count(first));
      const fill = second === undefined ? '\0' : letter(load(second));
      set(ascii(of).slice(0, to).padEnd(to, fill));
      return undefined;
    }
    case 'remove_prefix':
    case 'remove_suffix': {
      const by = count(first);
      if (by > of.length) break;
      set(name === 'remove_prefix' ? ascii(of).slice(by) : ascii(of).slice(0, of.length - by));
      return undefined;
    }
  }
  throw new Unknown(`the method ${name}`);
}

/** How far the first letters that differ are from each other, or the sizes. */
export function textOrder(a: string, b: string): number {
  ascii(a);
  ascii(b);
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) if (a[at] !== b[at]) return a.charCodeAt(at) - b.charCodeAt(at);
  return a.length - b.length;
}

/** `substr(from, size)` */
function part(it: Core, of: string, from: Value, length: Value | undefined, name: string): string {
  const at = integer(from);
  ascii(of);
  if (BigInt.asUintN(64, at) > BigInt(of.length))
    throw outOfRange(it, `basic_string::${name}: __pos (which is ${BigInt.asUintN(64, at)}) > this->size() (which is ${of.length})`);
  if (length === undefined) return of.slice(Number(at));
  const wide = BigInt.asUintN(64, integer(length));
  return of.slice(Number(at), wide > BigInt(of.length) ? undefined : Number(at) + Number(wide));
}
