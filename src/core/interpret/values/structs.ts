import { counted } from './limits';
import { classNamed, filesLike } from '../../flow/program';
import { fieldNames } from '../../flow/structs';
import type { Expr, Fn } from '../../syntax/lower/ir';
import type { SyntaxFile } from '../../syntax/syntax';
import type { Core, Frame } from '../running/machine';
import { goList } from '../go/lists';
import { coerced } from './operators';
import { Cls, Dict, List, Obj, Pointer, Unknown, type Value } from './value';

/** What a variable without a value holds. */
export function emptyValue(it: Core, type: string | undefined): Value {
  if (it.family === 'javascript') return undefined;
  if (type === undefined || /^(?:python|ruby|php)$/.test(it.family)) return null;
  if (/^(?:int|long|short|byte|u?int\d*|i\d+|u\d+|usize|size_t|rune)$/.test(type)) return 0n;
  if (/^(?:double|float|float64|float32|f64|f32)$/.test(type)) return 0;
  if (/^(?:boolean|bool)$/.test(type)) return false;
  if (it.family === 'go') {
    if (type === 'string') return '';
    if (/^(?:strings\.Builder|bytes\.Buffer)$/.test(type)) return new Obj(undefined, new Map<string, Value>([['text', '']]), 'builder');
    if (/^list\.List$/.test(type)) return goList();
    if (/^sync\.(?:Mutex|RWMutex|WaitGroup)$/.test(type)) return new Obj(undefined, new Map(), 'lock');
    if (type.startsWith('[]')) return new List([]);
    if (type.startsWith('map[')) return null;
    if (/^\w+$/.test(type) && structOf(it, it.main, type)) return structNamed(it, type, it.main);
    if (/^(?:\*|func\b|error$|any$|interface\b|chan\b)/.test(type)) return null;
    throw new Unknown('an empty value');
  }
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

export function composite(it: Core, node: Extract<Expr, { kind: 'map' | 'list' }>, written: string, frame: Frame): Value {
  const type = written.replace(/^[&*]/, '');
  const element = /^(?:\[\w*\]|map\[[^\]]+\])\*?(.+)$/.exec(type)?.[1];
  const inner = (each: Expr): Value =>
    element !== undefined && (each.kind === 'map' || each.kind === 'list')
      ? pointed(written, composite(it, each, element, frame))
      : coerced(it, copied(it, it.evaluate(each, frame)), element);
  if (element !== undefined) {
    // Arrays are copied where slices are not.
    if (/^\[\d/.test(type)) throw new Unknown('an array');
    if (node.kind === 'list') return new List(node.elements.map(inner));
    if (type.startsWith('map[')) {
      const map = goMap(it, element);
      for (const { key, value } of node.entries) map.set(key ? it.evaluate(key, frame) : null, inner(value));
      return map;
    }
    throw new Unknown('a literal');
  }
  const name = type === 'Self' ? (frame.owner?.name ?? type) : it.family === 'go' ? type.replace(/\[.*$/s, '') : type;
  const object = structNamed(it, name, frame.file);
  if (node.kind === 'map') {
    for (const { key, value } of node.entries) {
      if (key?.kind !== 'literal') throw new Unknown('a struct');
      const kind = fieldType(it, name, key.value);
      object.fields.set(
        key.value,
        coerced(
          it,
          (value.kind === 'map' || value.kind === 'list') && kind !== undefined
            ? composite(it, value, kind, frame)
            : copied(it, it.evaluate(value, frame)),
          kind,
        ),
      );
    }
    return object;
  }
  const names = fieldNames(it.program, frame.file, name);
  if (node.elements.length > names.length) throw new Unknown('a struct');
  node.elements.forEach((each, at) =>
    object.fields.set(names[at]!, coerced(it, copied(it, it.evaluate(each, frame)), fieldType(it, name, names[at]!))),
  );
  return object;
}

function goMap(it: Core, element: string): Dict {
  const map = new Dict();
  if (/^(?:\*|func|interface|map\[|any$|error$)/.test(element)) map.otherwise = null;
  else if (structOf(it, it.main, element)) {
    map.fallback = () => structNamed(it, element, it.main);
    map.keeps = false;
  } else map.otherwise = emptyValue(it, element);
  return map;
}

/** `make(map[string]int)`, `make([]int, 3)`: the type is no part of the lowered call. */
export function goMade(it: Core, args: readonly Value[], written: string): Value {
  const type = /^make\(\s*((?:map\[[^\]]+\]|\[\])[^,)]+)/.exec(written)?.[1]?.trim();
  const element = type === undefined ? undefined : /^(?:\[\]|map\[[^\]]+\])(.+)$/.exec(type)?.[1];
  if (element === undefined) throw new Unknown('a make');
  if (type!.startsWith('map[')) return goMap(it, element);
  return new List(Array.from({ length: counted(Number(args[0] ?? 0)) }, () => emptyValue(it, element)));
}

function structOf(it: Core, file: SyntaxFile, type: string): boolean {
  return fieldNames(it.program, file, type).length > 0;
}

/** A struct of Go or Rust with empty fields; its methods are found by their receiver. */
export function structNamed(it: Core, type: string, file: SyntaxFile): Obj {
  if (it.family === 'rust') {
    const at = classNamed(it.program, type, file);
    if (!at) throw new Unknown('a struct');
    const body = bodyOf(at.file.text, `struct ${at.node.name}`) ?? '';
    const parts = body.split(/[,\n]/).flatMap((each): [string, Value][] => {
      const [name = '', kind] = each.split(':', 2);
      return kind === undefined ? [] : [[name.replace('pub', '').trim(), emptyValue(it, kind.trim())]];
    });
    return new Obj(it.classOf(at), new Map(parts), '', true);
  }
  const names = fieldNames(it.program, file, type);
  let cls = it.structClasses.get(type);
  if (!cls) {
    const members = filesLike(it.program, file.language).flatMap((each) =>
      each.code.filter(
        (node): node is Fn =>
          node.kind === 'fn' && node.words.includes('method') && (node.params[0]?.type ?? '').replace(/^\*/, '').split('[', 1)[0] === type,
      ),
    );
    const owner = filesLike(it.program, file.language).find((each) => members[0] !== undefined && each.code.includes(members[0])) ?? file;
    if (members.some((each) => !owner.code.includes(each))) throw new Unknown('methods in several files');
    cls = new Cls({ file: owner, node: { start: 0, end: 0, kind: 'class', name: type, members } }, undefined, undefined);
    it.structClasses.set(type, cls);
  }
  const object = new Obj(cls, new Map(), '', true);
  for (const name of names) {
    const kind = fieldType(it, type, name);
    object.fields.set(name, kind === undefined ? null : emptyValue(it, kind));
  }
  return object;
}

function fieldType(it: Core, type: string, field: string): string | undefined {
  const heads = [`type ${type} struct`, `struct ${type}`];
  const body = filesLike(it.program, it.main.language).flatMap(({ text }) => heads.flatMap((head) => bodyOf(text, head) ?? []))[0];
  for (const line of (body ?? '').split(/[\n;]/)) {
    const [, names = '', kind] =
      (it.family === 'rust'
        ? /^\s*(?:pub(?:\([^)]*\))?\s+)?(\w+)\s*:\s*([^,]+)/
        : /^\s*(\w+(?:\s*,\s*\w+)*)\s+([^/\s`]+(?:\[[^/]*?)?)/
      ).exec(line) ?? [];
    if (names.split(',').some((name) => name.trim() === field)) return kind?.trim();
  }
  return undefined;
}

/** A struct of Go is a value: what holds it has a copy. */
export function copied(it: Core, value: Value): Value {
  if (it.family === 'php' && value instanceof List)
    return new List(
      value.items.map((each) => copied(it, each)),
      value.kind,
    );
  if (it.family === 'php' && value instanceof Dict) {
    const copy = new Dict(value.kind);
    for (const [key, each] of value.pairs()) copy.set(key, copied(it, each));
    return copy;
  }
  if (it.family === 'go' && value instanceof Obj && value.isData && value.cls) {
    const copy = new Obj(value.cls, new Map(), value.type, true);
    for (const [name, each] of value.fields) copy.fields.set(name, copied(it, each));
    return copy;
  }
  return value;
}

/** What a method of Go is called on: a pointer, or a copy, as its receiver says. */
export function receiverOf(it: Core, fn: Fn, of: Obj): Value {
  return fn.params[0]?.implicit && (fn.params[0].type ?? '').startsWith('*') ? new Pointer(of) : copied(it, of);
}

/** What stands in the braces behind a head. */
function bodyOf(text: string, head: string): string | undefined {
  const at = text.indexOf(`${head} {`);
  return at < 0 ? undefined : text.slice(at + head.length + 2, text.indexOf('}', at));
}

/** An element that a list or a map of pointers is given without its type is one. */
function pointed(type: string, value: Value): Value {
  return /^(?:\[\w*\]|map\[[^\]]+\])\*/.test(type) && value instanceof Obj ? new Pointer(value) : value;
}
