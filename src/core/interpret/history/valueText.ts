import { Dict, List, Obj, Pointer, OwnValue, Sym, type Value } from '../values/value';

/** Characters that a value is written with, and levels of what is in it. */
const LONGEST = 60;
const DEEPEST = 3;

const NOTHING: Readonly<Record<string, string>> = { python: 'None', ruby: 'nil', go: 'nil', cpp: 'nullptr' };
/** Languages whose code has no such value: what a call without a result gives. */
const HAS_NO_UNDEFINED = /^(?:cpp|rust)$/;

/** A value as code would write it, cut after some characters; undefined of what has no such text. Runs nothing of the program. */
export function valueText(value: Value, family: string): string | undefined {
  const text = textOf(value, family, DEEPEST);
  return text !== undefined && text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function textOf(value: Value, family: string, levels: number): string | undefined {
  if (value === undefined && HAS_NO_UNDEFINED.test(family)) return undefined;
  if (value === undefined) return family === 'javascript' ? 'undefined' : (NOTHING[family] ?? 'null');
  if (value === null) return NOTHING[family] ?? 'null';
  if (typeof value === 'boolean') return family === 'python' ? (value ? 'True' : 'False') : String(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number')
    return Number.isInteger(value) && /^(?:python|ruby|java|kotlin|rust)$/.test(family) ? value.toFixed(1) : String(value);
  if (typeof value === 'string') return quoted(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value, family);
  if (value instanceof Sym) return family === 'javascript' ? undefined : `:${value.name}`;
  if (value instanceof Pointer) return textOf(value.to, family, levels);
  if (value instanceof OwnValue) return value.written ?? textOf(value.plain, family, levels);
  if (levels === 0) return UNTOLD;
  if (value instanceof List) {
    // What a call of Rust without a result gives.
    if (family === 'rust' && value.kind === 'tuple' && value.items.length === 0) return undefined;
    const items = some(value.items, (each) => textOf(each, family, levels - 1));
    return value.kind === 'tuple' ? `(${items})` : `[${items}]`;
  }
  if (value instanceof Dict) {
    const entries = some(value.entries.values(), ([key, each]) =>
      value.kind === 'set' ? textOf(key, family, 1) : `${partOf(key, family, 1)}: ${partOf(each, family, levels - 1)}`,
    );
    return `{${entries}}`;
  }
  if (!(value instanceof Obj) || (value.type !== '' && !value.cls)) return undefined;
  // Values of Rust without a name have their places for one.
  const isTuple = family === 'rust' && (value.fields.size === 0 || value.fields.has('0'));
  const fields = some(value.fields, ([name, each]) =>
    isTuple ? partOf(each, family, levels - 1) : `${name.replace(/^[@ ]/, '')}: ${partOf(each, family, levels - 1)}`,
  );
  if (isTuple && fields === '' && value.cls) return value.cls.name;
  return value.cls ? `${value.cls.name}(${fields})` : `{${fields}}`;
}

/** A function, say, has no text. */
const UNTOLD = '…';

function partOf(value: Value, family: string, levels: number): string {
  return textOf(value, family, levels) ?? UNTOLD;
}

/** Parts of a value, until they are too long. */
function some<T>(parts: Iterable<T>, text: (part: T) => string | undefined): string {
  const all: string[] = [];
  let length = 0;
  for (const part of parts) {
    if (length > LONGEST) break;
    const each = text(part) ?? UNTOLD;
    length += each.length + 2;
    all.push(each);
  }
  return all.join(', ');
}

function quoted(text: string, family: string): string {
  const written = JSON.stringify(text);
  return /^(?:python|javascript|ruby|php)$/.test(family) && !/['\\]/.test(written) ? `'${written.slice(1, -1)}'` : written;
}
