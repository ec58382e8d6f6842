import type { SyntaxFile } from '../../syntax/syntax';
import { type Env, Unknown, type Value } from '../values/value';
import type { Package } from './packages';
import { paramEntries } from './signatures';

export type Kind =
  | 'int'
  | 'uint'
  | 'float'
  | 'string'
  | 'bool'
  | 'slice'
  | 'array'
  | 'map'
  | 'pointer'
  | 'func'
  | 'struct'
  | 'interface'
  | 'chan'
  | 'foreign';

export interface Field {
  readonly name: string;
  readonly type: GoType;
  readonly embedded: boolean;
  readonly tag: string;
}

/** What a type is made of. */
export interface Shape {
  readonly kind: Kind;
  readonly bits?: number;
  readonly elem?: GoType;
  readonly key?: GoType;
  readonly length?: number;
  readonly fields?: readonly Field[];
  /** Of an interface: the names of its methods. */
  readonly methods?: readonly string[];
  readonly params?: readonly GoType[];
  readonly results?: readonly GoType[];
  readonly variadic?: boolean;
}

/** A type of Go. Two are identical where their ids are the same. */
export class GoType {
  private known: Shape | undefined;

  constructor(
    readonly id: string,
    /** As `%T` writes it. */
    readonly name: string,
    private readonly make: () => Shape,
    /** Of a type with a name: where it is declared, and what its parameters are. */
    readonly declared?: { readonly pkg: Package | undefined; readonly name: string; readonly args: readonly GoType[] },
  ) {}

  get shape(): Shape {
    return (this.known ??= this.make());
  }

  get kind(): Kind {
    return this.shape.kind;
  }

  get elem(): GoType {
    return this.shape.elem ?? fault();
  }

  get key(): GoType {
    return this.shape.key ?? fault();
  }

  get fields(): readonly Field[] {
    return this.shape.fields ?? [];
  }
}

function fault(): never {
  throw new Unknown('a type');
}

const basic = (name: string, kind: Kind, bits?: number): GoType =>
  new GoType(name, name, () => ({ kind, ...(bits !== undefined && { bits }) }));

export const INT = basic('int', 'int', 64);
export const FLOAT64 = basic('float64', 'float', 64);
export const STRING = basic('string', 'string');
export const BOOL = basic('bool', 'bool');
export const RUNE = basic('int32', 'int', 32);
export const BYTE = basic('uint8', 'uint', 8);
export const ANY = new GoType('interface {}', 'interface {}', () => ({ kind: 'interface', methods: [] }));
export const ERROR = new GoType('error', 'error', () => ({ kind: 'interface', methods: ['Error'] }));

const BASICS: ReadonlyMap<string, GoType> = new Map([
  ...[INT, FLOAT64, STRING, BOOL, RUNE, BYTE, ERROR].map((each): [string, GoType] => [each.name, each]),
  ...([8, 16, 64] as const).map((bits): [string, GoType] => [`int${bits}`, basic(`int${bits}`, 'int', bits)]),
  ...([16, 32, 64] as const).map((bits): [string, GoType] => [`uint${bits}`, basic(`uint${bits}`, 'uint', bits)]),
  ['uint', basic('uint', 'uint', 64)],
  ['uintptr', basic('uintptr', 'uint', 64)],
  ['float32', basic('float32', 'float', 32)],
  ['rune', RUNE],
  ['byte', BYTE],
  ['any', ANY],
  ['comparable', new GoType('comparable', 'comparable', () => ({ kind: 'interface', methods: [] }))],
]);

/** A type without a name of its own, made of others. */
const made = new Map<string, GoType>();

function unnamed(id: string, name: string, shape: () => Shape): GoType {
  const known = made.get(id);
  if (known) return known;
  const type = new GoType(id, name, shape);
  // Types of programs would be kept for ever.
  if (made.size > 2000) made.clear();
  made.set(id, type);
  return type;
}

export const sliceOf = (elem: GoType): GoType => unnamed(`[]${elem.id}`, `[]${elem.name}`, () => ({ kind: 'slice', elem }));
export const pointerTo = (elem: GoType): GoType => unnamed(`*${elem.id}`, `*${elem.name}`, () => ({ kind: 'pointer', elem }));
export const mapOf = (key: GoType, elem: GoType): GoType =>
  unnamed(`map[${key.id}]${elem.id}`, `map[${key.name}]${elem.name}`, () => ({ kind: 'map', key, elem }));
export const arrayOf = (length: number, elem: GoType): GoType =>
  unnamed(`[${length}]${elem.id}`, `[${length}]${elem.name}`, () => ({ kind: 'array', length, elem }));

export function basicType(name: string): GoType | undefined {
  return BASICS.get(name);
}

/** Who knows what the names in types stand for. */
interface Names {
  typeOfPackage(local: string, name: string, args: readonly GoType[], scope: Scope): GoType;
  typeNamed(name: string, args: () => GoType[], scope: Scope): GoType;
  constant(written: string, scope: Scope): Value;
  /** Whether a name stands for a type. */
  isType(name: string, scope: Scope): boolean;
}

/** Where a type is written: names may be of its package, its file, or its function. */
export interface Scope {
  readonly world: Names;
  readonly pkg: Package;
  readonly file: SyntaxFile;
  /** 0-based offset in the file. */
  readonly at: number;
  /** Types that stand for parameters are known here. */
  readonly env?: Env | undefined;
}

/** The type that a text is. @throws {Unknown} */
export function typeIn(text: string, scope: Scope): GoType {
  return new TypeReader(text, 0, scope).type();
}

/** Reads types from a text. */
export class TypeReader {
  constructor(
    private readonly text: string,
    public at: number,
    private readonly scope: Scope,
  ) {}

  private skip(lines = false): void {
    const pattern = lines ? /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y : /[ \t]*/y;
    pattern.lastIndex = this.at;
    this.at += pattern.exec(this.text)?.[0].length ?? 0;
  }

  private take(sign: string): boolean {
    if (!this.text.startsWith(sign, this.at)) return false;
    this.at += sign.length;
    return true;
  }

  private need(sign: string): void {
    this.skip(true);
    if (!this.take(sign)) throw new Unknown('a type');
  }

  private word(): string {
    const pattern = /[\p{L}_][\p{L}\p{N}_]*/uy;
    pattern.lastIndex = this.at;
    const word = pattern.exec(this.text)?.[0] ?? '';
    this.at += word.length;
    return word;
  }

  type(): GoType {
    this.skip(true);
    if (this.take('*')) return pointerTo(this.type());
    if (this.take('(')) {
      const inner = this.type();
      this.need(')');
      return inner;
    }
    if (this.take('[')) {
      const end = this.text.indexOf(']', this.at);
      const size = this.text.slice(this.at, end).trim();
      this.at = end + 1;
      const elem = this.type();
      if (size === '') return sliceOf(elem);
      return arrayOf(size === '...' ? -1 : this.lengthOf(size), elem);
    }
    if (this.take('<-chan') || /^chan\b/.test(this.text.slice(this.at, this.at + 5))) {
      this.take('chan');
      this.skip();
      this.take('<-');
      const elem = this.type();
      return unnamed(`chan ${elem.id}`, `chan ${elem.name}`, () => ({ kind: 'chan', elem }));
    }
    const word = this.word();
    switch (word) {
      case 'map': {
        this.need('[');
        const key = this.type();
        this.need(']');
        return mapOf(key, this.type());
      }
      case 'func':
        return this.func();
      case 'struct':
        return this.struct();
      case 'interface':
        return this.interface();
      case '':
        throw new Unknown('a type');
    }
    if (this.take('.')) {
      const own = this.word();
      return this.scope.world.typeOfPackage(word, own, this.args(), this.scope);
    }
    return this.scope.world.typeNamed(word, () => this.args(), this.scope);
  }

  private lengthOf(size: string): number {
    if (/^\d+$/.test(size)) return Number(size);
    const value = this.scope.world.constant(size, this.scope);
    if (typeof value !== 'bigint') throw new Unknown('the length of an array');
    return Number(value);
  }

  /** `[int, string]` behind the name of a type. */
  private args(): GoType[] {
    if (!this.take('[')) return [];
    const all: GoType[] = [];
    do all.push(this.type());
    while ((this.skip(true), this.take(',')));
    this.need(']');
    return all;
  }

  private func(): GoType {
    const params = this.params();
    this.skip();
    const results = this.text[this.at] === '(' ? this.params().types : /[\w*[<]/.test(this.text[this.at] ?? '') ? [this.type()] : [];
    const ids = (types: readonly GoType[], by: 'id' | 'name'): string => types.map((each) => each[by]).join(', ');
    const written = (by: 'id' | 'name'): string => {
      const all = params.types.map((each, at) => (params.variadic && at === params.types.length - 1 ? `...${each.elem[by]}` : each[by]));
      const given = results.length === 0 ? '' : results.length === 1 ? ` ${results[0]![by]}` : ` (${ids(results, by)})`;
      return `func(${all.join(', ')})${given}`;
    };
    return unnamed(written('id'), written('name'), () => ({ kind: 'func', params: params.types, results, variadic: params.variadic }));
  }

  /** What stands in brackets behind `func`: types, or names with types. */
  private params(): { types: GoType[]; variadic: boolean } {
    this.need('(');
    const from = this.at;
    for (let depth = 1; depth > 0; this.at += 1) {
      if (this.at >= this.text.length) throw new Unknown('a type');
      if (/[([{]/.test(this.text[this.at]!)) depth += 1;
      if (/[)\]}]/.test(this.text[this.at]!)) depth -= 1;
    }
    const entries = paramEntries(this.text.slice(from, this.at - 1));
    const types = entries.map(({ type }) => typeIn(type, this.scope));
    const variadic = entries.at(-1)?.rest === true;
    return { types: variadic ? [...types.slice(0, -1), sliceOf(types.at(-1)!)] : types, variadic };
  }

  private struct(): GoType {
    this.need('{');
    const fields: Field[] = [];
    for (;;) {
      this.skip(true);
      while (this.take(';')) this.skip(true);
      if (this.take('}')) break;
      fields.push(...this.fieldsOfLine());
    }
    const written = (by: 'id' | 'name'): string =>
      `struct {${fields.map(({ name, type, embedded }) => ` ${embedded ? '' : `${name} `}${type[by]}`).join(';')}${fields.length > 0 ? ' ' : ''}}`;
    return unnamed(`${written('id')}${fields.map(({ tag }) => tag).join('')}`, written('name'), () => ({ kind: 'struct', fields }));
  }

  private fieldsOfLine(): Field[] {
    const line = /^[^\n;}]*/.exec(this.text.slice(this.at))![0];
    const [, names] = /^([\p{L}_][\p{L}\p{N}_]*(?:\s*,\s*[\p{L}_][\p{L}\p{N}_]*)*)[ \t]+(?![`"/])\S/u.exec(line) ?? [];
    if (names !== undefined) this.at += names.length;
    const from = this.at;
    const type = this.type();
    const written = this.text.slice(from, this.at).trim();
    this.skip();
    const tag = /^(?:`([^`]*)`|"((?:[^"\\]|\\.)*)")/.exec(this.text.slice(this.at));
    if (tag) this.at += tag[0].length;
    const said = tag?.[1] ?? tag?.[2] ?? '';
    if (names === undefined)
      return [{ name: written.replace(/^\*/, '').replace(/\[.*$/s, '').replace(/^.*\./, ''), type, embedded: true, tag: said }];
    return names.split(',').map((name) => ({ name: name.trim(), type, embedded: false, tag: said }));
  }

  private interface(): GoType {
    this.need('{');
    const methods: string[] = [];
    const embeds: GoType[] = [];
    for (;;) {
      this.skip(true);
      while (this.take(';')) this.skip(true);
      if (this.take('}')) break;
      const [name] = /^[\p{L}_][\p{L}\p{N}_]*(?=\()/u.exec(this.text.slice(this.at)) ?? [];
      if (name !== undefined) {
        this.at += name.length;
        methods.push(name);
        this.func();
        continue;
      }
      // Types that a parameter may stand for.
      const line = /^[^\n;}]*/.exec(this.text.slice(this.at))![0];
      if (/[~|]/.test(line) || /^\w+$/.test(line.trim()) === false) this.at += line.length;
      else embeds.push(this.type());
    }
    const all = (): string[] => [...methods, ...embeds.flatMap((each) => each.shape.methods ?? [])];
    const id = `interface { ${[...methods, ...embeds.map((each) => each.id)].join('; ')} }`;
    return methods.length + embeds.length === 0 ? ANY : unnamed(id, id, () => ({ kind: 'interface', methods: all() }));
  }
}
