import { csvRows } from '../library/dataFiles';
import type { Core } from '../running/machine';
import { ProgramPattern } from '../values/limits';
import { Foreign, List, Obj, Pattern, Pointer, Thrown, Unknown, type Value } from '../values/value';
import { coerce, convert, isOf, textOfSlice } from './conversions';
import { libraryError } from './libraryErrors';
import type { GoMethod, GoRow } from './libraryRow';
import { elementsOf, pushed } from './linkedList';
import { writtenTo } from './libraryTexts';
import { equals } from './operators';
import { runeText } from './texts';
import { basicType, BYTE, GoType, pointerTo, sliceOf, STRING } from './types';
import { behind, countIn, errorOf, numberIn, Ref, several, Slice, sliceWith, Struct, textIn, Typed, typeOfValue, zero } from './values';
import { byteCount } from '../values/bytes';
import { libraryStruct, worldOf } from './world';
import { fromJson, toJson } from './json';

const held = (of: Value): Struct => {
  if (of instanceof Struct) return of;
  throw new Unknown('an object of the library');
};

const kept = (of: Value, name: string): Value => held(of).fields.get(name);

const textKept = (of: Value): string => textIn(kept(of, 'text') ?? '');

function added(of: Value, text: string): Value {
  held(of).fields.set('text', textKept(of) + text);
  return several(BigInt(byteCount(text)), null);
}

const BUILDER: Readonly<Record<string, GoMethod>> = {
  WriteString: (_, of, [text]) => added(of, textIn(text)),
  WriteRune: (_, of, [code]) => added(of, runeText(BigInt(numberIn(code)))),
  WriteByte: (_, of, [code]) => {
    if (Number(numberIn(code)) > 127) throw new Unknown('a byte that is no text');
    added(of, runeText(BigInt(numberIn(code))));
    return null;
  },
  Write: (_, of, [bytes]) => added(of, bytes instanceof Slice ? textOfSlice(bytes) : ''),
  String: (_, of) => textKept(of),
  Len: (_, of) => BigInt(byteCount(textKept(of))),
  Reset: (_, of) => (held(of).fields.set('text', ''), null),
  Grow: () => null,
  Bytes: (_, of) => convert(textKept(of), sliceOf(BYTE)),
  Truncate: (_, of, [size]) => (held(of).fields.set('text', textKept(of).slice(0, countIn(size))), null),
};

/** Lines of what is read, without what a scanner cuts. */
function linesOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function textOfReader(of: Value): string {
  const from = of instanceof Pointer ? of.to : of;
  const name = from instanceof Struct ? from.goType.name : '';
  if (!(from instanceof Struct) || !/^(?:strings\.Reader|bytes\.Buffer|strings\.Builder)$/.test(name)) throw new Unknown('what is read');
  const text = textKept(from);
  from.fields.set('text', '');
  return text;
}

/** The rows of a table that a reader has not given yet. */
function rowsLeft(of: Value): List {
  let rows = kept(of, 'rows');
  if (!(rows instanceof List)) {
    const all = csvRows(textOfReader(kept(of, 'from')), runeText(BigInt(numberIn(kept(of, 'Comma'))))).filter(({ length }) => length > 0);
    if (all.some(({ length }) => length !== all[0]!.length)) throw new Unknown('rows of several sizes');
    rows = new List(all.map((row) => sliceWith(sliceOf(STRING), row)));
    held(of).fields.set('rows', rows);
  }
  return rows;
}

const SCANNER: Readonly<Record<string, GoMethod>> = {
  Scan: (_, of) => {
    let parts = kept(of, 'parts');
    if (!(parts instanceof List)) {
      const text = textOfReader(kept(of, 'from'));
      const by = kept(of, 'by') ?? 'bufio.ScanLines';
      const split = by === 'bufio.ScanWords' ? text.split(/\s+/).filter(Boolean) : by === 'bufio.ScanRunes' ? [...text] : linesOf(text);
      parts = new List(split);
      held(of).fields.set('parts', parts);
    }
    const next = parts.items.shift();
    held(of).fields.set('text', next ?? '');
    return next !== undefined;
  },
  Text: (_, of) => textKept(of),
  Bytes: (_, of) => convert(textKept(of), sliceOf(BYTE)),
  Err: () => null,
  Buffer: () => null,
  Split: (_, of, [by]) => {
    if (!(by instanceof Foreign)) throw new Unknown('a split of a program');
    held(of).fields.set('by', by.name);
    return null;
  },
};

/** What waits runs when something waits for it. */
const LOCK: Readonly<Record<string, GoMethod>> = Object.fromEntries(
  ['Lock', 'Unlock', 'RLock', 'RUnlock', 'Add', 'Done', 'TryLock'].map((name): [string, GoMethod] => [
    name,
    () => (name === 'TryLock' ? true : null),
  ]),
);

const ONCE: Readonly<Record<string, GoMethod>> = {
  Do: (it, of, [fn]) => {
    if (kept(of, 'done') === true) return null;
    held(of).fields.set('done', true);
    it.call(fn, []);
    return null;
  },
};

const ATOMIC: Readonly<Record<string, GoMethod>> = {
  Load: (_, of) => new Typed(atomicType(of), BigInt(numberIn(kept(of, 'value') ?? 0n))),
  Store: (_, of, [value]) => (held(of).fields.set('value', numberIn(value)), null),
  Add: (_, of, [by]) => {
    const sum = BigInt(numberIn(kept(of, 'value') ?? 0n)) + BigInt(numberIn(by));
    held(of).fields.set('value', sum);
    return convert(sum, atomicType(of));
  },
};

function atomicType(of: Value) {
  return basicType(held(of).goType.name.replace('atomic.I', 'i'))!;
}

const ERROR_METHODS: Readonly<Record<string, GoMethod>> = {
  Error: (_, of) => (of instanceof Obj ? (of.fields.get('message') ?? '') : ''),
  Unwrap: (_, of) => wrappedBy(of)[0] ?? null,
};

function wrappedBy(of: Value): Value[] {
  const wraps = of instanceof Obj ? of.fields.get('wraps') : undefined;
  return wraps instanceof List ? wraps.items : [];
}

/** An error, and all that it wraps. */
function* chain(it: Core, error: Value): Generator<Value> {
  if (error === null || error === undefined) return;
  yield error;
  if (error instanceof Obj && error.type === 'goerror') {
    for (const each of wrappedBy(error)) yield* chain(it, each);
    return;
  }
  if (!isOf(error, UNWRAPS)) return;
  const inner = it.send(error, 'Unwrap', []);
  if (inner instanceof Slice) for (const each of inner.items) yield* chain(it, each);
  else yield* chain(it, inner);
}

const UNWRAPS = new GoType('', '', () => ({ kind: 'interface', methods: ['Unwrap'] }));
const IS = new GoType('', '', () => ({ kind: 'interface', methods: ['Is'] }));

const REGEXP: Readonly<Record<string, GoMethod>> = {
  MatchString: (_, of, [text]) => patternOf(of).test(textIn(text)),
  FindString: (_, of, [text]) => patternOf(of).exec(textIn(text))?.[0] ?? '',
  FindStringSubmatch: (_, of, [text]) => {
    const match = patternOf(of).exec(textIn(text));
    return match
      ? sliceWith(
          sliceOf(STRING),
          [...match].map((each) => each ?? ''),
        )
      : zero(sliceOf(STRING));
  },
  FindAllString: (_, of, [text, most]) => {
    const found = [...textIn(text).matchAll(globalOf(of))].map(([all]) => all);
    const kept = countIn(most) < 0 ? found : found.slice(0, countIn(most));
    return kept.length === 0 ? zero(sliceOf(STRING)) : sliceWith(sliceOf(STRING), kept);
  },
  FindAllStringSubmatch: (_, of, [text, most]) => {
    const found = [...textIn(text).matchAll(globalOf(of))].map((match) =>
      sliceWith(
        sliceOf(STRING),
        [...match].map((each) => each ?? ''),
      ),
    );
    const kept = countIn(most) < 0 ? found : found.slice(0, countIn(most));
    return kept.length === 0 ? zero(sliceOf(sliceOf(STRING))) : sliceWith(sliceOf(sliceOf(STRING)), kept);
  },
  ReplaceAllString: (_, of, [text, by]) => {
    const to = textIn(by);
    if (/\$(?!\d(?![\w])|\{\d+\})/.test(to)) throw new Unknown('a replacement');
    return textIn(text).replace(globalOf(of), (...match: unknown[]) =>
      to.replace(/\$\{?(\d+)\}?/g, (_all, at: string) => (match[Number(at)] as string | undefined) ?? ''),
    );
  },
  ReplaceAllStringFunc: (it, of, [text, fn]) => textIn(text).replace(globalOf(of), (all) => textIn(it.call(fn, [all]))),
  Split: (_, of, [text, most]) => {
    if (countIn(most) >= 0) throw new Unknown('a split into some');
    return sliceWith(sliceOf(STRING), textIn(text).split(patternOf(of)));
  },
  String: (_, of) => kept(of, 'text')!,
};

function patternOf(of: Value): RegExp {
  const pattern = kept(of, 'pattern');
  if (!(pattern instanceof Pattern)) throw new Unknown('a pattern');
  return pattern.regex;
}

const globalOf = (of: Value): RegExp => new ProgramPattern(patternOf(of).source, `${patternOf(of).flags.replace('g', '')}g`);

function compiled(it: Core, written: string): Value {
  const flags = /^\(\?([ims]+)\)/.exec(written);
  const body = (flags ? written.slice(flags[0].length) : written)
    .replace(/\(\?P</g, '(?<')
    .replace(/\\A/g, '^')
    .replace(/\\z/g, '$');
  if (/\\[QEpPC]|\[\[:|\(\?[imsU-]/.test(body)) throw new Unknown('a pattern');
  try {
    const pattern = new Pattern(new ProgramPattern(body, `u${flags?.[1] ?? ''}`));
    return new Pointer(libraryStruct(it, 'regexp.Regexp', { text: written, pattern }));
  } catch (error) {
    throw error instanceof Unknown ? error : new Unknown('a pattern');
  }
}

const LIST: Readonly<Record<string, GoMethod>> = {
  Len: (_, of) => BigInt(elementsOf(held(of)).length),
  Front: (it, of) => pointed(it, elementsOf(held(of))[0]),
  Back: (it, of) => pointed(it, elementsOf(held(of)).at(-1)),
  PushFront: (it, of, [value]) => new Pointer(pushed(it, held(of), value, 0)),
  PushBack: (it, of, [value]) => new Pointer(pushed(it, held(of), value, elementsOf(held(of)).length)),
  Remove: (_, of, [element]) => {
    const items = elementsOf(held(of));
    const at = items.indexOf(held(behind(element)));
    if (at >= 0) items.splice(at, 1);
    return held(behind(element)).fields.get('Value') ?? null;
  },
  MoveToFront: (_, of, [element]) => moved(of, element, 0),
  MoveToBack: (_, of, [element]) => moved(of, element, -1),
  InsertBefore: (it, of, [value, mark]) => new Pointer(pushed(it, held(of), value, elementsOf(held(of)).indexOf(held(behind(mark))))),
  InsertAfter: (it, of, [value, mark]) => new Pointer(pushed(it, held(of), value, elementsOf(held(of)).indexOf(held(behind(mark))) + 1)),
  Init: (_, of) => (elementsOf(held(of)).splice(0), new Pointer(held(of))),
};

function pointed(it: Core, element: Struct | undefined): Value {
  return element ? new Pointer(element) : zero(pointerTo(worldOf(it).libraryType('list.Element')));
}

function moved(of: Value, element: Value, to: number): Value {
  const items = elementsOf(held(of));
  const own = held(behind(element));
  const at = items.indexOf(own);
  if (at < 0) return null;
  items.splice(at, 1);
  if (to < 0) items.push(own);
  else items.unshift(own);
  return null;
}

const neighbour =
  (by: number): GoMethod =>
  (_, of) => {
    const list = kept(of, 'list');
    const items = list instanceof Pointer ? elementsOf(held(list.to)) : [];
    const next = items[items.indexOf(held(of)) + by];
    return next ? new Pointer(next) : zero(pointerTo(held(of).goType));
  };

const prefixed = (type: string, methods: Readonly<Record<string, GoMethod>>): Record<string, GoMethod> =>
  Object.fromEntries(Object.entries(methods).map(([name, method]) => [`${type}.${name}`, method]));

export const OBJECT_METHODS: Readonly<Record<string, GoMethod>> = {
  ...prefixed('strings.Builder', BUILDER),
  ...prefixed('bytes.Buffer', BUILDER),
  ...prefixed('bufio.Scanner', SCANNER),
  ...prefixed('sync.Mutex', LOCK),
  ...prefixed('sync.RWMutex', LOCK),
  ...prefixed('sync.WaitGroup', {
    ...LOCK,
    Wait: (it) => (worldOf(it).runStarted(), null),
    Go: (it, _, [fn]) => (worldOf(it).started.push(() => void it.call(fn, [])), null),
  }),
  ...prefixed('sync.Once', ONCE),
  ...prefixed('atomic.Int64', ATOMIC),
  ...prefixed('atomic.Int32', ATOMIC),
  ...prefixed('goerror', ERROR_METHODS),
  ...prefixed('regexp.Regexp', REGEXP),
  ...prefixed('list.List', LIST),
  'bufio.Writer.WriteString': (it, of, [text]) => writtenTo(it, kept(of, 'to'), textIn(text)),
  'bufio.Writer.Write': (it, of, [bytes]) => writtenTo(it, kept(of, 'to'), bytes instanceof Slice ? textOfSlice(bytes) : ''),
  'bufio.Writer.Flush': () => null,
  'bufio.Reader.ReadString': (it, of, [until]) => {
    const from = kept(of, 'from');
    const rest = textKept(of) + (from === null ? '' : textOfReader(from));
    held(of).fields.set('from', null);
    const at = rest.indexOf(runeText(BigInt(numberIn(until))));
    held(of).fields.set('text', at < 0 ? '' : rest.slice(at + 1));
    return at < 0 ? several(rest, libraryError(worldOf(it), 'io.EOF')) : several(rest.slice(0, at + 1), null);
  },
  'csv.Reader.Read': (it, of) => {
    const rows = rowsLeft(of);
    const next = rows.items.shift();
    return next === undefined ? several(null, libraryError(worldOf(it), 'io.EOF')) : several(next, null);
  },
  'csv.Reader.ReadAll': (_, of) => several(sliceWith(sliceOf(sliceOf(STRING)), rowsLeft(of).items.splice(0)), null),
  'list.Element.Next': neighbour(1),
  'list.Element.Prev': neighbour(-1),
  'strings.Replacer.Replace': (_, of, [text]) => {
    const pairs = kept(of, 'pairs');
    const all = pairs instanceof List ? pairs.items.map(textIn) : [];
    let [said, rest] = ['', textIn(text)];
    while (rest !== '') {
      const at = all.findIndex((each, place) => place % 2 === 0 && each !== '' && rest.startsWith(each));
      said += at < 0 ? [...rest][0]! : all[at + 1]!;
      rest = rest.slice(at < 0 ? [...rest][0]!.length : all[at]!.length);
    }
    return said;
  },
};

const ioError = (it: Core, file: string): Value =>
  errorOf(`open ${file}: no such file or directory`, [libraryError(worldOf(it), 'os.ErrNotExist')], '*fs.PathError');

export const GO_OBJECTS: Readonly<Record<string, GoRow>> = {
  'errors.New': (_, [text]) => errorOf(textIn(text)),
  'errors.Is': (it, [error, target]) => {
    for (const each of chain(it, error)) {
      if (equals(it, each, target)) return true;
      if (!(each instanceof Obj && each.type === 'goerror') && isOf(each, IS) && it.send(each, 'Is', [target]) === true) return true;
    }
    return error === null && target === null;
  },
  'errors.As': (it, [error, target]) => {
    if (!(target instanceof Ref) || !target.to) throw new Unknown('what an error is asked for');
    for (const each of chain(it, error)) {
      if (!isOf(each, target.to)) continue;
      target.set(coerce(each, target.to));
      return true;
    }
    return false;
  },
  'errors.Unwrap': (it, [error]) => {
    if (error instanceof Obj && error.type === 'goerror') return wrappedBy(error).length === 1 ? wrappedBy(error)[0]! : null;
    return error !== null && isOf(error, UNWRAPS) ? it.send(error, 'Unwrap', []) : null;
  },
  'errors.Join': (it, args) => {
    const all = args.filter((each) => each !== null);
    if (all.length === 0) return null;
    return errorOf(all.map((each) => textIn(it.send(each, 'Error', []))).join('\n'), all, '*errors.joinError');
  },
  'strings.NewReader': (it, [text]) => new Pointer(libraryStruct(it, 'strings.Reader', { text: textIn(text) })),
  'bytes.NewBufferString': (it, [text]) => new Pointer(libraryStruct(it, 'bytes.Buffer', { text: textIn(text) })),
  'strings.NewReplacer': (it, args) => new Pointer(libraryStruct(it, 'strings.Replacer', { pairs: new List(args) })),
  'bufio.NewScanner': (it, [from]) => new Pointer(libraryStruct(it, 'bufio.Scanner', { from: from ?? null })),
  'bufio.NewWriter': (it, [to]) => new Pointer(libraryStruct(it, 'bufio.Writer', { to: to ?? null })),
  'bufio.NewReader': (it, [from]) => new Pointer(libraryStruct(it, 'bufio.Reader', { from: from ?? null })),
  'io.ReadAll': (_, [from]) => several(convert(textOfReader(from), sliceOf(BYTE)), null),
  'list.New': (it) => new Pointer(libraryStruct(it, 'list.List')),
  'regexp.MustCompile': (it, [text]) => compiled(it, textIn(text)),
  'regexp.Compile': (it, [text]) => several(compiled(it, textIn(text)), null),
  'regexp.MatchString': (it, [pattern, text]) => several(patternOf((compiled(it, textIn(pattern)) as Pointer).to).test(textIn(text)), null),
  'regexp.QuoteMeta': (_, [text]) => textIn(text).replace(/[\\.+*?()|[\]{}^$]/g, String.raw`\$&`),
  'os.ReadFile': (it, [name]) => {
    const text = fileText(it, textIn(name));
    return text === undefined ? several(null, ioError(it, textIn(name))) : several(convert(text, sliceOf(BYTE)), null);
  },
  'os.Exit': (_, [code]) => exit(BigInt(numberIn(code))),
  'os.Getenv': () => '',
  'json.Unmarshal': (it, [bytes, to]) => fromJson(it, textIn(convert(bytes, STRING)), to),
  'json.Marshal': (it, [value]) => several(convert(toJson(it, value, ''), sliceOf(BYTE)), null),
  'json.MarshalIndent': (it, [value, prefix, indent]) => {
    if (textIn(prefix) !== '') throw new Unknown('a prefix');
    return several(convert(toJson(it, value, textIn(indent)), sliceOf(BYTE)), null);
  },
  'atomic.AddInt64': (_, [to, by]) => atomicAdd(to, by),
  'atomic.AddInt32': (_, [to, by]) => atomicAdd(to, by),
  'atomic.LoadInt64': (_, [of]) => behind(of),
  'atomic.LoadInt32': (_, [of]) => behind(of),
  ...Object.fromEntries(['SetFlags', 'SetPrefix', 'Print', 'Printf', 'Println'].map((name) => [`log.${name}`, (): Value => null])),
  ...Object.fromEntries(['Fatal', 'Fatalf', 'Fatalln'].map((name) => [`log.${name}`, () => exit(1n)])),
  'csv.NewReader': (it, [from]) => new Pointer(libraryStruct(it, 'csv.Reader', { from: from ?? null, Comma: 44n })),
  'context.Background': (it) => new Pointer(libraryStruct(it, 'context.emptyCtx')),
};

function exit(code: bigint): never {
  throw new Thrown(new Obj(undefined, new Map([['code', code]]), 'exit'));
}

function atomicAdd(to: Value, by: Value): Value {
  if (!(to instanceof Ref)) throw new Unknown('what is counted');
  const type = typeOfValue(to.get())!;
  to.set(convert(BigInt(numberIn(to.get())) + BigInt(numberIn(by)), type));
  return to.get();
}

/** The text of a file that the program may read, by its path or by the end of it. */
function fileText(it: Core, name: string): string | undefined {
  const plain = name.replace(/^(?:\.\.?\/)+/, '');
  const found = [...it.texts].filter(([file]) => file === plain || file.endsWith(`/${plain}`));
  if (found.length > 1) throw new Unknown('a file');
  if (found.length === 0) throw new Unknown('a file that may not be there');
  return found[0]![1];
}
