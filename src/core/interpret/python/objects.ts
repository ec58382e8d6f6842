import {
  baseName,
  endingOf,
  fileObject,
  isTemporary,
  kindOfPath,
  lineOfFile,
  linesOf,
  makeFolder,
  namesIn,
  normalised,
  parentOf,
  restOf,
  textOfFile,
  writeFile,
} from '../library/dataFiles';
import { fail } from '../library/errors';
import { text } from '../library/parts';
import { List, Native, Obj, Unknown, type Machine, type Value } from '../values/value';

/** What a value says as a path. */
export const pathOf = (value: Value): string =>
  value instanceof Obj && value.type === 'path' ? text(value.fields.get('text')) : text(value);
export const path = (value: string): Obj => new Obj(undefined, new Map<string, Value>([['text', value]]), 'path');
export const joined = (parts: readonly string[]): string =>
  parts.reduce((whole, part) => (part.startsWith('/') || whole === '' || whole === '.' ? part : `${whole}/${part}`));

/** The bytes of a text, which only stand for it. @throws {@link Unknown} for another way than those of ASCII and UTF-8 */
export function encoded(of: string, [way, errors]: readonly Value[], named: ReadonlyMap<string, Value>): Obj {
  const [coding, onError] = [way ?? named.get('encoding') ?? 'utf-8', errors ?? named.get('errors') ?? 'strict'];
  const isAscii = typeof coding === 'string' && /^(?:us-)?ascii$/i.test(coding);
  if (!isAscii && !(typeof coding === 'string' && /^utf-?8$/i.test(coding))) throw new Unknown('a coding');
  if (isAscii && onError !== 'ignore' && /[^\x00-\x7f]/.test(of)) throw new Unknown('a text in ASCII');
  const kept = isAscii ? of.replace(/[^\x00-\x7f]/g, '') : of;
  return new Obj(undefined, new Map([['text', kept]]), 'bytes', true);
}

/** `open(path)` @throws {@link Unknown} for a file that is written, or that is not known */
export function opened(it: Machine, [name, mode]: readonly Value[], named: ReadonlyMap<string, Value>): Value {
  const how = mode ?? named.get('mode') ?? 'r';
  const path = pathOf(name);
  if (how === 'w' || how === 'wt') {
    writeFile(it, path, '');
    return fileObject('', path);
  }
  if (how === 'a' || how === 'at') return fileObject(kindOfPath(it, path) === 'file' ? textOfFile(it, path) : '', path);
  if (how !== 'r' && how !== 'rt') throw new Unknown('a file that is written');
  return fileObject(readable(it, path));
}

function readable(it: Machine, path: string): string {
  if (isTemporary(path) && kindOfPath(it, path) !== 'file') return missing(path);
  return textOfFile(it, path);
}

function missing(path: string): never {
  return fail('FileNotFoundError', `[Errno 2] No such file or directory: '${path}'`);
}

/** A method or a part of a path, a file, a reader or a logger; undefined for another one. */
export function ofLibrary(it: Machine, of: Obj, name: string, args: Value[] | undefined): Value {
  switch (of.type) {
    case 'logger':
      return args ? null : new Native(() => null);
    case 'path':
      return ofPath(it, of, name, args);
    case 'file':
      return args && ofFile(it, of, name, args);
    case 'bytes':
      return args && name === 'decode' ? of.fields.get('text') : undefined;
    case 'reader':
      return args ? undefined : of.fields.get(name);
    default:
      return undefined;
  }
}

function ofPath(it: Machine, of: Obj, name: string, args: Value[] | undefined): Value {
  const own = text(of.fields.get('text'));
  switch (name) {
    case 'parent':
      return path(parentOf(own));
    case 'name':
      return baseName(own);
    case 'suffix':
      return endingOf(own);
    case 'stem':
      return baseName(own).slice(0, baseName(own).length - endingOf(own).length);
    case 'resolve':
    case 'absolute':
      return args && path(normalised(own));
    case 'joinpath':
      return args && path(joined([own, ...args.map(pathOf)]));
    case 'with_suffix':
      return args && path(own.slice(0, own.length - endingOf(own).length) + text(args[0]));
    case 'with_name':
      return args && path(joined([parentOf(own), text(args[0])]));
    case 'read_text':
      return args && readable(it, own);
    case 'write_text':
      return args && (writeFile(it, own, text(args[0])), BigInt(text(args[0]).length));
    case 'exists':
      return args && kindOfPath(it, own) !== undefined;
    case 'is_file':
      return args && kindOfPath(it, own) === 'file';
    case 'is_dir':
      return args && kindOfPath(it, own) === 'folder';
    case 'mkdir':
      return args && (makeFolder(it, own), null);
    case 'touch':
      return args && (kindOfPath(it, own) === undefined ? writeFile(it, own, '') : undefined, null);
    case 'unlink':
      if (args && kindOfPath(it, own) !== 'file') return missing(own);
      return args && (it.texts.delete(normalised(own)), null);
    case 'iterdir':
      return args && new List(namesIn(it, own).map((each) => path(joined([own, each]))));
    case 'open':
      return args && opened(it, [of, ...args], new Map());
    default:
      return undefined;
  }
}

function ofFile(it: Machine, of: Obj, name: string, args: readonly Value[]): Value {
  switch (name) {
    case 'read':
      return args.length === 0 ? restOf(of) : undefined;
    case 'readline':
      return lineOfFile(of) ?? '';
    case 'readlines':
      return new List(linesOf(restOf(of)));
    case 'write': {
      const before = text(of.fields.get('text'));
      const path = of.fields.get('name');
      of.fields.set('text', before + text(args[0]));
      if (typeof path === 'string') writeFile(it, path, before + text(args[0]));
      of.fields.set('at', BigInt(before.length + text(args[0]).length));
      return BigInt(text(args[0]).length);
    }
    case 'getvalue':
      return of.fields.get('text');
    case 'seek':
      of.fields.set('at', args[0] ?? 0n);
      return args[0] ?? 0n;
    case 'close':
      return null;
    default:
      return undefined;
  }
}
