import type { Core } from '../running/machine';
import type { Cls } from './value';
import { isNumber, Obj, Thrown, Unknown, type Value } from './value';

const ENUMS = /^(?:Enum|IntEnum|StrEnum|Flag|IntFlag)$/;

/** The kind of an enumeration of Python; undefined for another class. */
export function enumKind(cls: Cls): string | undefined {
  const kind = cls.order.flatMap(({ foreigns }) => foreigns).find((name) => ENUMS.test(name));
  if (kind === 'Enum' && cls.order.some(({ foreigns }) => foreigns.includes('int'))) return 'IntEnum';
  return kind === 'Enum' && cls.order.some(({ foreigns }) => foreigns.includes('str')) ? 'StrEnum' : kind;
}

/** What `auto()` stands for behind the members before it. */
export function automatic(kind: string, name: string, before: readonly Value[]): Value {
  if (kind === 'StrEnum') return name.toLowerCase();
  const numbers = before.filter((each) => typeof each === 'bigint');
  if (/Flag$/.test(kind)) return numbers.length === 0 ? 1n : 1n << BigInt(numbers.reduce((a, b) => (a > b ? a : b)).toString(2).length);
  return numbers.length === 0 ? 1n : numbers.reduce((a, b) => (a > b ? a : b)) + 1n;
}

/** A member of an enumeration. */
export function memberOfEnum(cls: Cls, name: Value, value: Value): Obj {
  const fields = new Map<string, Value>([
    ['name', name],
    ['value', value],
  ]);
  return new Obj(cls, fields);
}

/** The members of an enumeration: names of one value are one member, and combined flags are none that is gone through. */
export function setUpMembers(it: Core, cls: Cls, kind: string, values: readonly [string, Value][], construct: (of: Obj) => void): void {
  cls.members = [];
  const known: [Value, Obj][] = [];
  for (const [name, value] of values) {
    const alias = known.find(([other]) => sameKey(other, value))?.[1];
    if (alias) {
      cls.statics.set(name, alias);
      continue;
    }
    const one = memberOfEnum(cls, name, value);
    construct(one);
    known.push([one.fields.get('value'), one]);
    cls.statics.set(name, one);
    const isSingle = !/Flag$/.test(kind) || (typeof value === 'bigint' && value > 0n && (value & (value - 1n)) === 0n);
    if (isSingle) cls.members.push(one);
  }
  void it;
}

function sameKey(a: Value, b: Value): boolean {
  return isNumber(a) && isNumber(b) ? a === b : typeof a === 'string' && a === b;
}

/** The member with a value, as `Color(1)` gives it. */
export function withValue(it: Core, cls: Cls, value: Value, same: (a: Value, b: Value) => boolean): Value {
  if (value instanceof Obj && value.cls === cls) return value;
  const all = [...cls.statics.values()].filter((each): each is Obj => each instanceof Obj && each.cls === cls);
  const found = all.find((each) => same(each.fields.get('value'), value));
  if (found) return found;
  if (/Flag$/.test(enumKind(cls) ?? '') && typeof value === 'bigint') return memberOfEnum(cls, null, value);
  const said = `${it.shown(value, true)} is not a valid ${cls.name}`;
  throw new Thrown(new Obj(undefined, new Map<string, Value>([['message', said]]), 'ValueError'));
}

/** A member of an enumeration of numbers or texts as its value, for what operators do with it; any other value is itself. */
export function plainOf(value: Value): Value {
  if (!(value instanceof Obj) || !value.cls?.members) return value;
  return /^(?:Int|Str)/.test(enumKind(value.cls) ?? '') ? value.fields.get('value') : value;
}

/** What an operator gives for two flags of one enumeration; undefined where it is no operator of flags. */
export function onFlags(operator: string, a: Value, b: Value): Value {
  if (!(a instanceof Obj) || !a.cls?.members || !/Flag$/.test(enumKind(a.cls) ?? '')) return undefined;
  const { cls } = a;
  const left = a.fields.get('value');
  const right = b instanceof Obj && b.cls === cls ? b.fields.get('value') : b;
  if (typeof left !== 'bigint' || typeof right !== 'bigint' || !/^[&|^]$/.test(operator)) return undefined;
  return flagOf(cls, operator === '&' ? left & right : operator === '|' ? left | right : left ^ right);
}

/** `~flag`: all other flags of the enumeration. */
export function withoutFlag(of: Obj): Value {
  const value = of.fields.get('value');
  const all = (of.cls?.members ?? []).reduce((sum, each) => sum | (each.fields.get('value') as bigint), 0n);
  if (typeof value !== 'bigint' || !of.cls) throw new Unknown('a flag');
  return flagOf(of.cls, all & ~value);
}

function flagOf(cls: Cls, value: bigint): Obj {
  const known = [...cls.statics.values()].find((each) => each instanceof Obj && each.cls === cls && each.fields.get('value') === value);
  return known instanceof Obj ? known : memberOfEnum(cls, null, value);
}
