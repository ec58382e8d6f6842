import { childrenOf, isOnlyStatement, type Assign, type Fn, type Ir, type Stmt } from '../../syntax/lower/ir';
import { familyOf } from '../../workspace/languages';
import type { SyntaxFile } from '../../syntax/syntax';
import type { Core } from '../running/machine';
import { Env, Unknown, type Value } from '../values/value';
import { ERRORS } from './errors';
import { type Scope, TypeReader } from './typeReader';
import { type ClassDecl, ClassInfo, CppType, type EnumInfo, type FnAt, type TemplateParam } from './types';
import { type Cell, EnumValue, load, typeOf } from './values';
import { wordsBefore } from './written';
import { declaredType, initialValue } from './core';
import type { CppFrame } from './frames';

interface Global {
  readonly node: Assign;
  readonly file: SyntaxFile;
  cell?: Cell;
}

/** A program of C++: what its files declare. */
export class World {
  readonly classes = new Map<string, ClassDecl[]>();
  readonly functions = new Map<string, FnAt[]>();
  readonly heads = new Map<string, FnAt[]>();
  readonly enums = new Map<string, EnumInfo[]>();
  private readonly enumerators = new Map<string, EnumValue[]>();
  private readonly globals = new Map<string, Global[]>();
  private readonly aliases = new Map<string, { text: string; params: readonly TemplateParam[]; file: SyntaxFile; at: number }[]>();
  private readonly macros = new Map<string, string>();
  private readonly infos = new Map<string, ClassInfo>();
  private readonly envs = new Map<SyntaxFile, Env>();
  /** Static variables of functions. */
  readonly kept = new Map<unknown, Cell>();
  private readonly keptCells = new Set<unknown>();
  private hasDestructors: boolean | undefined;
  private readonly open = new Set<Global>();
  /** What the program does with collections without an order is the other way round. */
  reversed = false;
  /** A collection without an order was gone through. */
  disordered = false;
  /** The error that is handled. */
  handled: Value[] = [];

  constructor(readonly it: Core) {
    for (const file of it.program.files) {
      if (familyOf(file.language) !== 'cpp') continue;
      this.envs.set(file, new Env(undefined, true));
      for (const node of file.code) this.collect(node, file, undefined, false);
      this.readText(file);
    }
  }

  private readText(file: SyntaxFile): void {
    for (const { 1: name, 2: text, index } of file.text.matchAll(/\busing (\w{1,80}) ?= ?([^;]{1,300});/g))
      this.alias(name!, text!, file, index);
    for (const { 1: text, index } of file.text.matchAll(/\btypedef ([^;{}]{1,300});/g)) {
      const [name] = /(?<!\w)\w+$/.exec(text!.trimEnd()) ?? [];
      if (name !== undefined) this.alias(name, text!.trimEnd().slice(0, -name.length), file, index);
    }
    for (const [, name, text] of file.text.matchAll(/^[ \t]{0,8}#[ \t]{0,8}define[ \t]{1,8}(\w{1,80})[ \t]{1,40}([^\n\\]{1,200})$/gm))
      this.macros.set(name!, text!.split('//')[0]!.split('/*')[0]!.trim());
    for (const [, name] of file.text.matchAll(/^[ \t]{0,8}#[ \t]{0,8}define[ \t]{1,8}(\w{1,80})\(/gm)) this.macros.set(`${name}(`, '');
  }

  private alias(name: string, text: string, file: SyntaxFile, at: number): void {
    push(this.aliases, name, { text, params: templateParams(file, at), file, at });
  }

  /** Whether a name is a macro with arguments, whose text is not worked through. */
  isMacro(name: string): boolean {
    return this.macros.has(`${name}(`);
  }

  macro(name: string): string | undefined {
    return this.macros.get(name);
  }

  private collect(node: Ir, file: SyntaxFile, outer: ClassDecl | undefined, inFunction: boolean): void {
    switch (node.kind) {
      case 'class':
        this.collectClass(node, file, outer);
        return;
      case 'fn':
        this.collectFunction(node, file, outer, inFunction);
        for (const each of node.body) this.collect(each, file, undefined, true);
        return;
      case 'assign':
        if (!inFunction && node.declares !== undefined && node.target.kind === 'name')
          this.collectVariable(node, node.target.name, file, outer);
        return;
      case 'opaque':
        if (/^enum\b/.test(file.text.slice(node.start, node.start + 5))) this.collectEnum(node, file, outer);
        else for (const each of node.parts) this.collect(each, file, outer, inFunction);
        return;
      case 'block':
        for (const head of node.heads ?? []) {
          const at = { fn: head, file, params: templateParams(file, head.start), ...(outer && { of: outer }) };
          push(outer ? outer.heads : this.heads, head.name, at);
        }
        for (const each of node.body) this.collect(each, file, outer, inFunction);
        return;
      default:
        for (const each of childrenOf(node))
          if (inFunction || isOnlyStatement(each) || each.kind === 'fn' || each.kind === 'opaque')
            this.collect(each, file, outer, inFunction);
    }
  }

  private collectClass(node: Extract<Stmt, { kind: 'class' }>, file: SyntaxFile, outer: ClassDecl | undefined): void {
    const head = file.text.slice(node.start, node.start + 400).split('{')[0]!;
    const bases = /(?<!:):(?!:)(.*)$/s.exec(head)?.[1];
    const name = node.name.replace(/<.*$/s, '');
    const decl: ClassDecl = {
      ...{ name: name.split('::').at(-1)!, file, node, outer, params: templateParams(file, node.start) },
      bases: bases === undefined ? [] : splitTop(bases).map((each) => each.replace(/\b(?:public|private|protected|virtual)\b/g, '').trim()),
      ...{ fields: [], methods: new Map(), heads: new Map() },
    };
    if (node.name.includes('<')) throw new Unknown('a specialised template');
    if (bases && /\bvirtual\b/.test(bases)) throw new Unknown('a virtual base');
    push(this.classes, decl.name, decl);
    for (const each of node.members) this.collect(each, file, decl, false);
  }

  private collectFunction(fn: Fn, file: SyntaxFile, outer: ClassDecl | undefined, inFunction: boolean): void {
    if (inFunction) return;
    if (fn.name === '') {
      const to = /\boperator\s+([\w:<>]{1,60}[\s*&]*)\(/.exec(file.text.slice(fn.start, fn.start + 120))?.[1];
      if (to === undefined || !outer) return;
      push(outer.methods, `operator ${to.trim()}`, { fn, file, of: outer, params: [] });
      return;
    }
    const params = templateParams(file, fn.start);
    const isFriend = /\bfriend\s+$/.test(file.text.slice(Math.max(0, fn.start - 40), fn.start));
    const parts = splitName(fn.name);
    const name = parts.at(-1)!.replace(/^(operator\s*)\s+(?=\W)/, 'operator');
    if (outer && !isFriend) {
      push(outer.methods, name, { fn, file, of: outer, params });
      return;
    }
    // A class may be declared in a file that is read later.
    push(this.functions, name, { fn, file, params });
  }

  private moved = false;

  /** Functions of classes that are written outside of them go to their classes. */
  private moveMethods(): void {
    if (this.moved) return;
    this.moved = true;
    for (const [name, all] of this.functions) {
      const left = all.filter((each) => {
        const parts = splitName(each.fn.name);
        const owner = parts.length > 1 ? this.classNamed(parts.at(-2)!.replace(/<.*$/s, ''), parts.slice(0, -2), each.file) : undefined;
        if (!owner) return true;
        push(owner.methods, name, { ...each, of: owner });
        return false;
      });
      if (left.length > 0) this.functions.set(name, left);
      else this.functions.delete(name);
    }
  }

  private collectVariable(node: Assign, name: string, file: SyntaxFile, outer: ClassDecl | undefined): void {
    const words = wordsBefore(file, node);
    if (outer) {
      outer.fields.push({ node, name, isStatic: words.includes('static') });
      return;
    }
    if (words.includes('extern') || words.includes('using') || words.includes('typedef')) return;
    push(this.globals, name, { node, file });
  }

  private collectEnum({ start, end }: Ir, file: SyntaxFile, outer: ClassDecl | undefined): void {
    const text = file.text
      .slice(start, end)
      .replace(/\/\/[^\n]*/g, '')
      .replace(/\s+/g, ' ');
    const [, isClass, name = ''] = /^enum (class |struct )?(\w+)?/.exec(text) ?? [];
    if (!text.includes('{')) return;
    const body = text.slice(text.indexOf('{') + 1, text.lastIndexOf('}'));
    if (body.includes('/*')) throw new Unknown('a comment in an enumeration');
    const values = new Map<string, bigint>();
    let next = 0n;
    for (const each of body.split(',').filter((part) => part.trim() !== '')) {
      const [own, given] = each.split('=').map((part) => part.trim());
      if (given !== undefined) next = enumValue(given, values);
      values.set(own!, next);
      next += 1n;
    }
    const info: EnumInfo = { name, isClass: isClass !== undefined, outer, values };
    if (name !== '') push(this.enums, name, info);
    if (!info.isClass) for (const [own, value] of values) push(this.enumerators, own, new EnumValue(info, value));
  }

  /** Names that a file declares for itself. */
  env(file: SyntaxFile): Env {
    return this.envs.get(file) ?? new Env(undefined, true);
  }

  fileFrame(file: SyntaxFile, cls?: ClassInfo): CppFrame {
    return { file, env: this.env(file), self: undefined, owner: undefined, fn: undefined, cls, bound: cls?.bound };
  }

  classNamed(name: string, outers: readonly string[], file: SyntaxFile, near?: ClassDecl): ClassDecl | undefined {
    const all = this.classes.get(name) ?? [];
    if (all.length < 2) return all[0];
    for (let at = near; at; at = at.outer) {
      const found = all.find(({ outer }) => outer === at) ?? (at.name === name ? at : undefined);
      if (found) return found;
    }
    const fits = all.filter(({ outer }) => (outers.length > 0 ? outer?.name === outers.at(-1) : !outer));
    const own = fits.filter((each) => each.file === file);
    const [found, more] = own.length > 0 ? own : fits.length > 0 ? fits : all;
    if (more) throw new Unknown(`one of several classes ${name}`);
    return found;
  }

  info(decl: ClassDecl, args: readonly CppType[] = []): ClassInfo {
    const key = `${decl.file.file} ${decl.node.start} ${args.map(({ id }) => id).join()}`;
    const known = this.infos.get(key);
    if (known) return known;
    this.moveMethods();
    if (decl.params.some(({ rest }) => rest)) throw new Unknown('a template with a pack');
    const bound = new Map<string, CppType>();
    const frame = { ...this.fileFrame(decl.file), bound };
    decl.params.forEach(({ name, fallback, isType, written }, at) => {
      const arg = args[at] ?? (fallback === undefined ? undefined : this.typeIn(fallback, { ...this.fileFrame(decl.file), bound }));
      if (!arg) throw new Unknown('a template without its arguments');
      bound.set(name, isType ? arg : this.withType(arg, written, frame));
    });
    const bases = decl.bases.map((each) => {
      const type = this.typeIn(each, frame, decl.outer);
      if (!type.cls) throw new Unknown('a base of the library');
      return type.cls;
    });
    const info = new ClassInfo(
      decl,
      decl.name,
      bases,
      bound,
      decl.params.map(({ name }) => bound.get(name)!),
    );
    this.infos.set(key, info);
    return info;
  }

  /** A number that a template is given, with the type that the template says. */
  withType(arg: CppType, written: string | undefined, frame: CppFrame): CppType {
    if (arg.kind !== 'constant' || written === undefined || written === 'auto') return arg;
    return new CppType('constant', arg.name, [this.typeIn(written, frame)]);
  }

  errorClass(name: string): ClassInfo | undefined {
    const plain = name.replace(/^std::/, '');
    if (!Object.hasOwn(ERRORS, plain)) return undefined;
    const key = `std::${plain}`;
    let info = this.infos.get(key);
    if (!info) {
      const base = ERRORS[plain];
      info = new ClassInfo(undefined, key, base === undefined ? [] : [this.errorClass(base)!]);
      this.infos.set(key, info);
    }
    return info;
  }

  scope(frame: CppFrame, near: ClassDecl | undefined = frame.cls?.decl): Scope {
    return {
      named: (name, args) => this.typeNamed(name, args, frame, near),
      constant: (name) => {
        const bound = frame.bound?.get(name);
        if (bound?.kind === 'constant') return BigInt(bound.name);
        const value = load(this.it.evaluate({ start: frame.file.text.length, end: frame.file.text.length, kind: 'name', name }, frame));
        const plain =
          typeof value === 'bigint' ? value : typeOf(value).kind === 'int' ? (value as { value: bigint } & typeof value).value : undefined;
        if (plain === undefined) throw new Unknown('a constant');
        return plain;
      },
    };
  }

  private typeNamed(name: string, args: () => CppType[], frame: CppFrame, near: ClassDecl | undefined): CppType | undefined {
    const parts = name.split('::');
    const plain = parts.at(-1)!;
    const bound = frame.bound?.get(plain);
    if (bound && parts.length === 1) return bound;
    if (near?.name === plain && frame.cls?.decl === near && args().length === 0) return frame.cls.type;
    const alias = this.aliasNamed(plain, frame.file);
    if (alias) {
      const given = args();
      const own = new Map([...(frame.bound ?? []), ...alias.params.map(({ name: param }, at): [string, CppType] => [param, given[at]!])]);
      return new TypeReader(alias.text, this.scope({ ...frame, file: alias.file, bound: own }, near)).whole();
    }
    const decl = this.classNamed(plain, parts.slice(0, -1), frame.file, near);
    if (decl) return this.info(decl, args()).type;
    const listed = this.enumNamed(plain, parts.slice(0, -1), near);
    if (listed) return new CppType('enum', listed.name, [], undefined, listed);
    return this.errorClass(name)?.type;
  }

  private aliasNamed(name: string, file: SyntaxFile): { text: string; params: readonly TemplateParam[]; file: SyntaxFile } | undefined {
    const all = this.aliases.get(name) ?? [];
    if (all.length < 2) return all[0];
    const own = all.filter((each) => each.file === file);
    const [found, ...more] = own.length > 0 ? own : all;
    if (more.some(({ text }) => text !== found!.text)) throw new Unknown(`one of several types ${name}`);
    return found;
  }

  enumNamed(name: string, outers: readonly string[], near?: ClassDecl): EnumInfo | undefined {
    const all = this.enums.get(name) ?? [];
    if (all.length < 2) return all[0];
    for (let at = near; at; at = at.outer) {
      const found = all.find(({ outer }) => outer === at);
      if (found) return found;
    }
    const [found, more] = all.filter(({ outer }) => outers.length === 0 || outer?.name === outers.at(-1));
    if (more) throw new Unknown(`one of several types ${name}`);
    return found;
  }

  /** The value of a name that an enumeration declares without a scope of its own. */
  enumerator(name: string): EnumValue | undefined {
    const [found, more] = this.enumerators.get(name) ?? [];
    if (more) throw new Unknown(`one of several names ${name}`);
    return found;
  }

  /** The type that is written somewhere. */
  typeIn(text: string, frame: CppFrame, near?: ClassDecl): CppType {
    return new TypeReader(text, this.scope(frame, near ?? frame.cls?.decl)).whole();
  }

  /** The type that a text stands for, where it does. */
  typeMaybe(text: string, frame: CppFrame): CppType | undefined {
    const plain = text.replace(/^std::/, '').replace(/<[\s\S]*$/, '');
    const last = plain.split('::').at(-1)!;
    const isOne =
      frame.bound?.has(last) ||
      this.classes.has(last) ||
      this.enums.has(last) ||
      this.aliases.has(last) ||
      this.errorClass(last) !== undefined ||
      TYPE_NAMES.test(plain);
    return isOne && (!this.functions.has(last) || this.classes.has(last)) ? this.typeIn(text, frame) : undefined;
  }

  functionsNamed(name: string, file: SyntaxFile): FnAt[] {
    this.moveMethods();
    const parts = splitName(name);
    const plain = parts.at(-1)!;
    const all = this.functions.get(plain) ?? [];
    const own = all.filter((each) => each.file === file || !isLocal(each));
    return own;
  }

  /** A variable of the program, after it has its value. */
  global(name: string, file: SyntaxFile): Cell | undefined {
    const parts = name.split('::');
    const all = this.globals.get(parts.at(-1)!) ?? [];
    const own = all.filter((each) => each.file === file);
    const [found, more] = own.length > 0 ? own : all;
    if (!found) return undefined;
    if (more) throw new Unknown(`one of several variables ${name}`);
    return this.globalCell(found);
  }

  private globalCell(found: Global): Cell {
    if (found.cell) return found.cell;
    if (this.open.has(found)) throw new Unknown('a variable that needs itself');
    this.open.add(found);
    const frame = this.fileFrame(found.file);
    const cell = initialValue(this.it, declaredType(this.it, found.node, frame), found.node.value, frame, true);
    found.cell = cell;
    return cell;
  }

  /** Gives the variables of all files their values. */
  start(): void {
    this.moveMethods();
    for (const all of this.globals.values())
      for (const each of all) if (!/::/.test((each.node.target as { name: string }).name)) this.globalCell(each);
  }

  keep(node: unknown, cell: Cell): void {
    this.kept.set(node, cell);
    this.keptCells.add(cell);
  }

  isKept(cell: Cell): boolean {
    return this.keptCells.has(cell);
  }

  /** Whether some class of the program does something when an object ends. */
  get destructors(): boolean {
    this.moveMethods();
    return (this.hasDestructors ??= [...this.classes.values()].some((all) =>
      all.some(({ name, methods }) => methods.get(`~${name}`)?.some(({ fn }) => fn.body.length > 0)),
    ));
  }

  /** What a class gives a static variable of its own outside of it. */
  staticOutside(decl: ClassDecl, name: string): Global | undefined {
    for (const [own, all] of this.globals) {
      const parts = own.split('::');
      if (parts.length > 1 && parts.at(-1) === name && parts.at(-2) === decl.name) return all[0];
    }
    return undefined;
  }
}

const TYPE_NAMES =
  /^(?:int|long|short|char|bool|double|float|unsigned|size_t|u?int\d+_t|string|string_view|vector|deque|list|array|map|set|multimap|multiset|unordered_map|unordered_set|pair|tuple|optional|variant|unique_ptr|shared_ptr|weak_ptr|function|queue|stack|priority_queue|ostringstream|istringstream|stringstream|ifstream|ofstream|less|greater|monostate|hash|plus|minus|multiplies|equal_to)$/;

/** Whether only its own file knows a function. */
function isLocal({ fn, file }: FnAt): boolean {
  return fn.words.includes('static') || /\bnamespace\s*\{[^}]{0,2000}$/.test(file.text.slice(Math.max(0, fn.start - 2_000), fn.start));
}

function enumValue(text: string, known: ReadonlyMap<string, bigint>): bigint {
  if (text.includes('|')) return text.split('|').reduce((sum, each) => sum | enumValue(each.trim(), known), 0n);
  const [, left, shift] = /^(\w+)\s*<<\s*(\w+)$/.exec(text) ?? [];
  if (left !== undefined) return BigInt(left) << BigInt(shift!);
  const found = known.get(text);
  if (found !== undefined) return found;
  const [, letter] = /^'(.)'$/.exec(text) ?? [];
  if (letter !== undefined) return BigInt(letter.charCodeAt(0));
  if (!/^-?(?:\d+|0x[\da-f]+)$/i.test(text)) throw new Unknown('a value of an enumeration');
  return text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text);
}

/** `A::B<C::D>::e` in its parts. */
export function splitName(name: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  const operator = name.search(/\boperator\b/);
  for (let at = 0; at < name.length; at += 1) {
    if (operator >= 0 && at >= operator) break;
    if (name[at] === '<') depth += 1;
    if (name[at] === '>') depth -= 1;
    if (depth === 0 && name.startsWith('::', at)) {
      parts.push(name.slice(from, at));
      from = at + 2;
    }
  }
  return [...parts, name.slice(from)].filter((each) => each !== '');
}

/** Parts between commas that stand in no brackets. */
export function splitTop(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (/[<([{]/.test(text[at]!)) depth += 1;
    if (/[>)\]}]/.test(text[at]!)) depth -= 1;
    if (depth === 0 && text[at] === ',') {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)].map((each) => each.trim()).filter((each) => each !== '');
}

/** What stands in `template <…>` before a declaration. */
export function templateParams({ text }: SyntaxFile, at: number): TemplateParam[] {
  const before = text.slice(Math.max(0, at - 300), at);
  const from = before.lastIndexOf('template');
  if (from < 0) return [];
  const head = before.slice(from + 'template'.length).trim();
  if (!head.startsWith('<') || /[;{}]/.test(head)) return [];
  const end = head.lastIndexOf('>');
  return splitTop(head.slice(1, end)).map((each): TemplateParam => {
    const [own, fallback] = each.split('=').map((part) => part.trim());
    const name = /(?<!\w)\w+$/.exec(own!)?.[0] ?? '';
    return {
      ...{ name, isType: /^(?:typename|class)\b/.test(own!) || !/^(?:int|unsigned|long|bool|char|std::size_t|size_t|auto)\b/.test(own!) },
      written: own!.slice(0, own!.length - name.length).trim(),
      ...{ rest: own!.includes('...'), ...(fallback !== undefined && { fallback }) },
    };
  });
}

function push<T>(map: Map<string, T[]>, name: string, value: T): void {
  const known = map.get(name);
  if (known) known.push(value);
  else map.set(name, [value]);
}

const worlds = new WeakMap<Core, World>();

export function cppWorld(it: Core): World {
  let world = worlds.get(it);
  if (!world) worlds.set(it, (world = new World(it)));
  return world;
}
