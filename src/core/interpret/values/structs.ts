import { classNamed, filesLike } from '../../flow/program';
import type { Expr } from '../../syntax/lower/ir';
import type { SyntaxFile } from '../../syntax/syntax';
import type { Core, Frame } from '../running/machine';
import { coerced } from './operators';
import { copiedStruct, isStruct } from '../csharp/structs';
import { Decimal, Dict, List, Moment, Obj, Unknown, type Value } from './value';

/** What a variable without a value holds. */
export function emptyValue(it: Core, type: string | undefined): Value {
  if (it.family === 'javascript') return undefined;
  if (it.family === 'csharp') return emptyOfNet(it, type);
  if (type === undefined || /^(?:python|ruby|php)$/.test(it.family)) return null;
  if (/^(?:int|long|short|byte|u?int\d*|i\d+|u\d+|usize|size_t|rune)$/.test(type)) return 0n;
  if (/^(?:double|float|float64|float32|f64|f32)$/.test(type)) return 0;
  if (/^(?:boolean|bool)$/.test(type)) return false;
  if (it.family === 'rust') {
    if (/^(?:String|&str)$/.test(type)) return '';
    if (/^Vec</.test(type)) return new List([]);
    if (/Map</.test(type)) return new Dict();
    if (/Set</.test(type)) return new Dict('set');
  }
  if (/^(?:cpp|rust|csharp)$/.test(it.family)) {
    if (/^std::string$/.test(type)) return '';
    if (/^std::vector|^std::(?:unordered_)?(?:map|set)/.test(type))
      return /vector/.test(type) ? new List([]) : new Dict(/set/.test(type) ? 'set' : 'map');
  }
  return null;
}

/** 0 of a number, the first of an enum, a struct with empty fields, and nothing of all else. */
function emptyOfNet(it: Core, type: string | undefined): Value {
  if (type === undefined || /[?\]>]$|^(?:string|object|var)$/.test(type)) return null;
  if (/^(?:s?byte|u?short|u?int|u?long|Int(?:16|32|64))$/.test(type)) return 0n;
  if (/^(?:double|float|Double|Single)$/.test(type)) return 0;
  if (/^[dD]ecimal$/.test(type)) return new Decimal(0n, 0);
  if (/^(?:bool|Boolean)$/.test(type)) return false;
  if (type === 'char') return '\0';
  if (type === 'DateTime') return new Moment('time', Date.parse('0001-01-01T00:00:00Z'));
  if (type === 'TimeSpan') return new Moment('span', 0);
  const at = classNamed(it.program, type, it.main);
  if (!at) return null;
  const cls = it.classOf(at);
  if (cls.members) return cls.members.find(({ constant }) => constant?.ordinal === 0) ?? unknownStruct();
  return isStruct(cls) ? it.make(cls, [], new Map()) : null;
}

function unknownStruct(): never {
  throw new Unknown('a number of an enum');
}

/** A literal of a struct of Rust. */
export function composite(it: Core, node: Extract<Expr, { kind: 'map' }>, written: string, frame: Frame): Value {
  const type = written.replace(/^[&*]/, '');
  const name = type === 'Self' ? (frame.owner?.name ?? type) : type;
  const object = structNamed(it, name, frame.file);
  for (const { key, value } of node.entries) {
    if (key?.kind !== 'literal') throw new Unknown('a struct');
    object.fields.set(key.value, coerced(it, copied(it, it.evaluate(value, frame)), fieldType(it, name, key.value)));
  }
  return object;
}

/** A struct with empty fields. */
export function structNamed(it: Core, type: string, file: SyntaxFile): Obj {
  const at = classNamed(it.program, type, file);
  if (!at) throw new Unknown('a struct');
  const body = bodyOf(at.file.text, `struct ${at.node.name}`) ?? '';
  const parts = body.split(/[,\n]/).flatMap((each): [string, Value][] => {
    const [name = '', kind] = each.split(':', 2);
    return kind === undefined ? [] : [[name.replace('pub', '').trim(), emptyValue(it, kind.trim())]];
  });
  return new Obj(it.classOf(at), new Map(parts), '', true);
}

function fieldType(it: Core, type: string, field: string): string | undefined {
  const body = filesLike(it.program, it.main.language).flatMap(({ text }) => bodyOf(text, `struct ${type}`) ?? [])[0];
  for (const line of (body ?? '').split(/[\n;]/)) {
    const [, name, kind] = /^\s*(?:pub(?:\([^)]*\))?\s+)?(\w+)\s*:\s*([^,]+)/.exec(line) ?? [];
    if (name === field) return kind?.trim();
  }
  return undefined;
}

/** Arrays of PHP are values: what holds them has a copy. */
export function copied(it: Core, value: Value): Value {
  if (it.family === 'csharp') return copiedStruct(it, value);
  if (it.family === 'php' && value instanceof List) {
    const copy = new List(
      value.items.map((each) => copied(it, each)),
      value.kind,
    );
    copy.copyOf = value;
    return copy;
  }
  if (it.family === 'php' && value instanceof Dict) {
    const copy = new Dict(value.kind);
    copy.copyOf = value;
    for (const [key, each] of value.pairs()) copy.set(key, copied(it, each));
    return copy;
  }
  return value;
}

/** What stands in the braces behind a head. */
function bodyOf(text: string, head: string): string | undefined {
  const at = text.indexOf(`${head} {`);
  return at < 0 ? undefined : text.slice(at + head.length + 2, text.indexOf('}', at));
}
