import { fieldNames } from '../flow/structs';
import { basesOf, classNamed, filesLike, fnsNamed, importOf, isMethod, methodsOf, moduleOf, type ClassAt } from '../flow/program';
import { traitsOf } from '../flow/traits';
import type { Program } from '../flow/way';
import { nodesIn, type Argument, type Expr, type Fn, type Ir, type Param, type Span, type Stmt } from '../syntax/lower/ir';
import { lineOf } from '../syntax/lower/places';
import type { SyntaxFile } from '../syntax/syntax';
import { familyOf } from '../workspace/languages';
import { callForeign, isForeign } from './functions';
import { callMethod } from './methods';
import { equal, isTrue, operated, coerced } from './operators';
import { filledText, plainText } from './literals';
import { shown } from './shown';
import {
  Cls,
  Dict,
  Env,
  Foreign,
  Func,
  isNumber,
  itemsOf,
  List,
  Native,
  Obj,
  Pattern,
  Thrown,
  Unknown,
  nameOf,
  type Value,
} from './values';

/** What a statement ends with; absent where the next one follows. */
type Completion = { kind: 'return'; value: Value } | { kind: 'jump'; how: string } | undefined;

interface Frame {
  readonly file: SyntaxFile;
  readonly env: Env;
  readonly self: Value;
  readonly owner: Cls | undefined;
  readonly fn: Fn | undefined;
  /** What a block of Ruby that the function was called with is. */
  readonly block?: Value;
  /** What a generator gave so far. */
  readonly yielded?: Value[];
}

/** Steps of one program; more than a test of a small program takes. */
const MOST_STEPS = 150_000;
const MOST_DEPTH = 300;
const CONSTRUCTORS = /^(?:constructor|__init__|initialize|__construct)$/;
const BLOCK_SCOPED = /^(?:javascript|java|go|rust|csharp|cpp|kotlin)$/;
/** The last expression of a function is its result. */
const TAILS = /^(?:ruby|rust)$/;

/**
 * Runs lowered code by itself: numbers, texts, lists, maps, objects, functions of the program, and calls of libraries that it knows. What it does
 * not know ends it with {@link Unknown}, so that it never guesses.
 */
export class Interpreter {
  /** Lines that ran, by file. */
  readonly ran = new Map<string, Set<number>>();
  /** The calls that are open, outermost first: file and line. */
  readonly stack: { file: SyntaxFile; line: number }[] = [];
  readonly family: string;
  /** What the tests of the program registered. */
  readonly tests: { title: Value; fn: Func; befores: readonly Value[] }[] = [];
  befores: Value[] = [];
  private steps = 0;
  private readonly modules = new Map<SyntaxFile, Env>();
  private readonly classes = new Map<unknown, Cls>();
  private last: Value = null;

  constructor(
    readonly program: Program,
    readonly main: SyntaxFile,
  ) {
    this.family = familyOf(main.language);
  }

  /** The names of a file, after what it runs by itself. */
  module(file: SyntaxFile): Env {
    const known = this.modules.get(file);
    if (known) return known;
    const env = new Env(undefined, true);
    this.modules.set(file, env);
    const frame: Frame = { file, env, self: undefined, owner: undefined, fn: undefined };
    this.declare(file.code, frame);
    for (const each of file.code) if (each.kind !== 'fn' && each.kind !== 'class' && !this.isImport(each, file)) this.run(each, frame);
    return env;
  }

  /** `const tax = require('./tax')`, `module.exports = { tax }`, `require 'Tax.php'`: names are found by the imports. */
  private isImport(node: Stmt, file: SyntaxFile): boolean {
    const written = file.text.slice(node.start, Math.min(node.end, node.start + 400));
    if (this.family === 'php') return /^(?:require|include)(?:_once)?\b|^declare\b/.test(written);
    if (this.family !== 'javascript') return false;
    if (node.kind === 'block') return node.body.every((each) => this.isImport(each, file));
    return (
      node.kind === 'assign' &&
      (/^(?:module\.)?exports\b/.test(written) ||
        (node.value?.kind === 'call' && node.value.callee.kind === 'name' && node.value.callee.name === 'require'))
    );
  }

  /** A function of the program, or a class, as a value. */
  functionValue(file: SyntaxFile, fn: Fn, self: Value = undefined, owner?: Cls): Func {
    return new Func(fn, file, this.module(file), self, owner);
  }

  classOf(at: ClassAt): Cls {
    let cls = this.classes.get(at.node);
    if (!cls) {
      const [base] = basesOf(this.program, at);
      const written = at.file.classes.find(({ name, startLine }) => name === at.node.name && startLine === lineOf(at.file, at.node.start))
        ?.bases[0];
      cls = new Cls(at, base && this.classOf(base), base ? undefined : written);
      this.classes.set(at.node, cls);
      this.setUp(cls);
    }
    return cls;
  }

  /** A call of a function with its arguments. */
  call(callee: Value, args: Value[], named: ReadonlyMap<string, Value> = new Map(), block?: Value): Value {
    if (callee instanceof Native) return callee.call(args, named);
    if (callee instanceof Cls) return this.make(callee, args, named);
    if (callee instanceof Foreign) return callForeign(this, callee.name, args, named);
    if (callee instanceof Obj) {
      const own = callee.cls && this.method(callee.cls, /^(?:__call__|__invoke|invoke|apply|accept|test|call)$/);
      if (own) return this.call(this.bound(own, callee), args, named);
    }
    if (!(callee instanceof Func)) throw new Unknown('a call of something else');
    return this.invoke(callee, args, named, block);
  }

  /** The same with one value for a function that may take its parts as several parameters. */
  callEach(callee: Value, items: Value[]): Value {
    if (callee instanceof Func) {
      const params = callee.fn.params.filter((each) => !each.implicit);
      const [first] = items;
      if (items.length === 1 && params.length > 1 && first instanceof List && this.family !== 'python')
        return this.call(callee, first.items);
      if (!params.some(({ rest }) => rest) && items.length > params.length) {
        if (params.length === 0 && items.length > 0) return this.invoke(callee, [], new Map(), undefined, items);
        return this.call(callee, items.slice(0, params.length));
      }
    }
    return this.call(callee, items);
  }

  /** A method of an object of the program, if it has one. */
  methodOf(object: Value, name: RegExp): Value | undefined {
    if (!(object instanceof Obj) || !object.cls) return undefined;
    const own = this.method(object.cls, name);
    return own && this.bound(own, object);
  }

  /** What an object or a collection has under a name. */
  property(of: Value, name: string, at?: Span, frame?: Frame): Value {
    if (of instanceof Obj) {
      if (of.fields.has(name)) return of.fields.get(name)!;
      if (of.cls) {
        const own = this.method(of.cls, name);
        if (own) {
          const isGetter =
            own.fn.words.includes('get') ||
            this.family === 'ruby' ||
            (this.family === 'python' && /@(?:cached_)?property\b/.test(this.above(own.file, own.fn)));
          return isGetter ? this.invoke(this.bound(own, of), [], new Map()) : this.bound(own, of);
        }
        for (let cls: Cls | undefined = of.cls; cls; cls = cls.base) if (cls.statics.has(name)) return cls.statics.get(name)!;
        const readers = this.family === 'ruby' ? `@${name}` : undefined;
        if (readers !== undefined && of.fields.has(readers)) return of.fields.get(readers)!;
        // Embedded structs of Go.
        if (this.family === 'go')
          for (const inner of of.fields.values())
            if (inner instanceof Obj && (inner.fields.has(name) || (inner.cls && this.method(inner.cls, name))))
              return this.property(inner, name);
        if (this.family === 'java' && of.fields.has(name)) return of.fields.get(name)!;
      }
      if (of.type !== '') {
        if (/^(?:message|Message|args)$/.test(name)) return of.fields.get('message') ?? null;
        if (name === 'name') return of.type;
      }
      if (this.family === 'javascript' && of.cls?.foreign === undefined) {
        if (/^(?:toString|hasOwnProperty|valueOf|constructor)$/.test(name)) throw new Unknown('a member of all objects');
        return undefined;
      }
      throw new Unknown(`no ${name}`);
    }
    if (of instanceof Cls) {
      for (let cls: Cls | undefined = of; cls; cls = cls.base) {
        if (cls.statics.has(name)) return cls.statics.get(name)!;
        const own = methodsOf(cls.at).find((each) => each.name === name);
        if (own) return new Func(own, cls.at.file, this.module(cls.at.file), of, cls);
      }
      if (name === 'default' && this.family === 'rust') return new Native(() => this.struct(of.name, of.at.file));
      const inner = of.at.node.members.find((each) => each.kind === 'class' && each.name === name);
      if (inner?.kind === 'class') return this.classOf({ file: of.at.file, node: inner });
      throw new Unknown(`no static ${name}`);
    }
    if (of instanceof Foreign) return callForeign(this, `${of.name}.${name}`, undefined, new Map()) ?? new Foreign(`${of.name}.${name}`);
    if ((of === null || of === undefined) && at && frame)
      throw new Thrown(new Obj(undefined, new Map(), this.family === 'java' ? 'NullPointerException' : 'TypeError'));
    return callMethod(this, of, name, undefined, new Map());
  }

  /** Whether a value is an object of a class with this name. */
  isA(value: Value, type: string): boolean {
    if (value instanceof Obj) {
      if (value.type === type) return true;
      for (let cls = value.cls; cls; cls = cls.base) if (cls.name === type || cls.foreign === type) return true;
    }
    return false;
  }

  /** A value as the program's language writes it. */
  shown(value: Value, inner = false): string {
    return shown(this, value, inner);
  }

  make(cls: Cls, args: Value[], named: ReadonlyMap<string, Value>): Value {
    const isError = cls.foreign !== undefined && /(?:Error|Exception|Throwable)$/.test(this.errorBase(cls));
    const isData = this.isDataClass(cls);
    const object = new Obj(cls, new Map(), isError ? cls.name : '', isData || cls.listed !== undefined);
    this.initialise(object, cls);
    this.construct(object, cls, args, named);
    return object;
  }

  /** Runs the rest of a constructor's work for a base class. */
  construct(object: Obj, cls: Cls, args: Value[], named: ReadonlyMap<string, Value>): void {
    if (cls.listed) {
      cls.listed.forEach((name, at) => object.fields.set(`@${name}`, named.get(name) ?? args[at] ?? null));
      return;
    }
    const ctors = methodsOf(cls.at).filter((each) => CONSTRUCTORS.test(each.name) || (each.name === cls.name && each.name !== ''));
    const ctor = ctors.find((each) => fits(each, args.length + named.size, this.family)) ?? (ctors.length === 1 ? ctors[0] : undefined);
    if (ctor) {
      const func = new Func(ctor, cls.at.file, this.module(cls.at.file), object, cls);
      const env = this.invokeConstructor(func, args, named);
      for (const param of ctor.params)
        if (param.field || this.isFieldParam(cls.at.file, param))
          object.fields.set(param.name.replace(/^\$/, ''), env.names.get(param.name));
      return;
    }
    if (ctors.length > 0) throw new Unknown('several constructors');
    if (this.family === 'python' && this.isDataClass(cls)) {
      const fields = this.dataFields(cls);
      if (args.length > fields.length) throw new Unknown('more values than fields');
      fields.forEach((name, at) => {
        if (at < args.length) object.fields.set(name, args[at]);
        else if (named.has(name)) object.fields.set(name, named.get(name));
        else if (!object.fields.has(name)) throw new Unknown('a field without a value');
      });
      const after = this.method(cls, '__post_init__');
      if (after) this.call(this.bound(after, object), []);
      return;
    }
    if (cls.base) return this.construct(object, cls.base, args, named);
    if (cls.foreign !== undefined && object.type !== '') {
      object.fields.set('message', args[0] ?? '');
      return;
    }
    if (args.length > 0 || named.size > 0) throw new Unknown('no constructor');
  }

  private invokeConstructor(func: Func, args: Value[], named: ReadonlyMap<string, Value>): Env {
    const env = new Env(func.env, true);
    const frame: Frame = { file: func.file, env, self: func.self, owner: func.owner, fn: func.fn };
    this.bind(func.fn, args, named, frame);
    this.enter(func, () => this.runAll(func.fn.body, frame));
    return env;
  }

  /** `constructor(readonly rent: number)`, `public function __construct(private int $x)`. */
  private isFieldParam(file: SyntaxFile, { start, end }: Param): boolean {
    return (
      /^(?:javascript|php|kotlin)$/.test(this.family) &&
      /^\s*(?:public|private|protected|readonly|override|val|var)\b/.test(file.text.slice(start, end))
    );
  }

  private errorBase(cls: Cls): string {
    let at = cls;
    while (at.base) at = at.base;
    return at.foreign ?? '';
  }

  /** Values of fields as they are declared, those of the base class first. */
  private initialise(object: Obj, cls: Cls): void {
    if (cls.base) this.initialise(object, cls.base);
    const frame: Frame = { file: cls.at.file, env: new Env(this.module(cls.at.file), true), self: object, owner: cls, fn: undefined };
    for (const each of membersOf(cls.at.node.members)) {
      if (each.kind !== 'assign' || each.target.kind !== 'name' || each.declares === 'static') continue;
      if (each.declares === undefined && this.family !== 'python') continue;
      const name = each.target.name.replace(/^\$/, '');
      if (each.value) object.fields.set(name, coerced(this, this.fieldDefault(each.value, frame), each.type));
      else if (this.family !== 'python') object.fields.set(name, this.empty(each.type));
    }
  }

  /** `field(default_factory=list)` of a dataclass. */
  private fieldDefault(value: Expr, frame: Frame): Value {
    if (this.family === 'python' && value.kind === 'call' && value.callee.kind === 'name' && value.callee.name === 'field') {
      const given = value.args.find(({ name }) => /^default(?:_factory)?$/.test(name ?? ''));
      if (!given) throw new Unknown('a field');
      const found = this.evaluate(given.value, frame);
      return given.name === 'default' ? found : this.call(found, []);
    }
    return this.evaluate(value, frame);
  }

  /** What a variable without a value holds. */
  empty(type: string | undefined): Value {
    if (this.family === 'javascript') return undefined;
    if (type === undefined || /^(?:python|ruby|php)$/.test(this.family)) return null;
    if (/^(?:int|long|short|byte|u?int\d*|i\d+|u\d+|usize|size_t|rune)$/.test(type)) return 0n;
    if (/^(?:double|float|float64|float32|f64|f32)$/.test(type)) return 0;
    if (/^(?:boolean|bool)$/.test(type)) return false;
    if (this.family === 'go') {
      if (type === 'string') return '';
      if (type.startsWith('[]')) return new List([]);
      if (type.startsWith('map[')) return null;
      if (/^\w+$/.test(type) && this.structOf(this.main, type)) return this.struct(type, this.main);
      if (type.startsWith('*')) return null;
      throw new Unknown('an empty value');
    }
    if (this.family === 'rust') {
      if (/^(?:String|&str)$/.test(type)) return '';
      if (/^Vec</.test(type)) return new List([]);
      if (/Map</.test(type)) return new Dict();
      if (/Set</.test(type)) return new Dict('set');
    }
    if (/^(?:cpp|rust|csharp)$/.test(this.family)) {
      if (/^std::string$/.test(type)) return '';
      if (/^std::vector|^std::(?:unordered_)?(?:map|set)/.test(type))
        return /vector/.test(type) ? new List([]) : new Dict(/set/.test(type) ? 'set' : 'map');
    }
    return null;
  }

  private isDataClass(cls: Cls): boolean {
    if (this.family === 'python')
      return (
        /@(?:dataclasses\.)?dataclass\b/.test(this.above(cls.at.file, cls.at.node)) ||
        /^NamedTuple$/.test(cls.foreign ?? '') ||
        (cls.base !== undefined && this.isDataClass(cls.base))
      );
    if (this.family === 'java' || this.family === 'csharp') return /\brecord\s+\w+/.test(this.head(cls));
    if (this.family === 'kotlin') return /\bdata\s+class/.test(this.head(cls));
    return /^(?:go|rust)$/.test(this.family);
  }

  private dataFields(cls: Cls): string[] {
    const own = membersOf(cls.at.node.members).flatMap((each) =>
      each.kind === 'assign' && each.type !== undefined && each.target.kind === 'name' && !/^ClassVar/.test(each.type)
        ? [each.target.name]
        : [],
    );
    return [...new Set([...(cls.base ? this.dataFields(cls.base) : []), ...own])];
  }

  private head({ at: { file, node } }: Cls): string {
    const start = file.text.lastIndexOf('\n', node.start) + 1;
    return file.text.slice(start, file.text.indexOf('{', node.start));
  }

  /** The decorators above a node. */
  private above(file: SyntaxFile, node: Span): string {
    const lines: string[] = [];
    for (let line = lineOf(file, node.start) - 1; line > 0; line -= 1) {
      const text = file.lines[line - 1]!.trim();
      if (!text.startsWith('@')) break;
      lines.push(text);
    }
    return lines.join('\n');
  }

  /** What a class has by itself: its constants and static fields. */
  private setUp(cls: Cls): void {
    const { file, node } = cls.at;
    const frame: Frame = { file, env: new Env(this.module(file), true), self: cls, owner: cls, fn: undefined };
    for (const each of membersOf(node.members)) {
      if (each.kind === 'class') cls.statics.set(each.name, this.classOf({ file, node: each }));
      if (each.kind !== 'assign' || each.target.kind !== 'name' || !each.value) continue;
      const isOwn = each.declares === 'static' || each.declares === 'const' || /^(?:python|ruby)$/.test(this.family);
      if (!isOwn) continue;
      if (this.family === 'python' && each.value.kind === 'call' && each.type !== undefined) continue;
      const value = coerced(this, this.evaluate(each.value, frame), each.type);
      frame.env.names.set(each.target.name, value);
      cls.statics.set(each.target.name.replace(/^\$/, ''), value);
    }
    if (this.family === 'python' && /^(?:\w+\.)?(?:Int|Str)?Enum$/.test(cls.foreign ?? ''))
      for (const [name, value] of cls.statics) {
        const one = new Obj(
          cls,
          new Map([
            ['name', name as Value],
            ['value', value],
          ]),
        );
        cls.statics.set(name, one);
      }
    else if (/\benum\b/.test(/^(?:java|csharp|kotlin)$/.test(this.family) ? this.head(cls) : '')) this.setUpEnum(cls);
  }

  private setUpEnum(cls: Cls): void {
    const { file, node } = cls.at;
    const from = file.text.indexOf('{', node.start) + 1;
    const body = file.text.slice(from, node.end);
    if (!/^[\s\w,]*[;}]/.test(body)) throw new Unknown('an enum with values');
    body
      .split(/[;}]/)[0]!
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean)
      .forEach((name, at) =>
        cls.statics.set(
          name,
          new Obj(
            cls,
            new Map<string, Value>([
              ['name', name],
              ['ordinal', BigInt(at)],
            ]),
          ),
        ),
      );
  }

  private method(cls: Cls, name: string | RegExp): { file: SyntaxFile; fn: Fn; owner: Cls } | undefined {
    const is = (each: string): boolean => (typeof name === 'string' ? each === name : name.test(each));
    for (let at: Cls | undefined = cls; at; at = at.base) {
      const fn = methodsOf(at.at).find((each) => is(each.name));
      if (fn) return { file: at.at.file, fn, owner: at };
      const named = at.at.node.members.find(
        (each) => each.kind === 'assign' && each.value?.kind === 'fn' && each.target.kind === 'name' && is(each.target.name),
      );
      if (named?.kind === 'assign' && named.value?.kind === 'fn') return { file: at.at.file, fn: named.value, owner: at };
    }
    return undefined;
  }

  private bound({ file, fn, owner }: { file: SyntaxFile; fn: Fn; owner: Cls }, self: Value): Func {
    return new Func(fn, file, this.module(file), self, owner);
  }

  private invoke(func: Func, args: Value[], named: ReadonlyMap<string, Value>, block?: Value, implicit?: Value[]): Value {
    const { fn } = func;
    const isBlock = fn.words.includes('block');
    const env = new Env(func.env, !isBlock);
    const isGenerator =
      this.family !== 'ruby' &&
      [...nodesIn(fn.body, (node) => node.kind === 'fn')].some((node) => node.kind === 'same' && node.how === 'yield');
    const yielded: Value[] | undefined = isGenerator ? [] : undefined;
    const frame: Frame = {
      file: func.file,
      env,
      self: func.self,
      owner: func.owner,
      fn,
      ...(block !== undefined && { block }),
      ...(yielded && { yielded }),
    };
    this.bind(fn, args, named, frame, block);
    if (implicit) {
      env.names.set('it', implicit[0]);
      implicit.forEach((each, at) => env.names.set(`_${at + 1}`, each));
    }
    return this.enter(func, () => {
      this.last = null;
      const done = this.runAll(fn.body, frame);
      if (yielded) return new List(yielded);
      if (done?.kind === 'return') return coerced(this, done.value, fn.result);
      if (done?.kind === 'jump') throw new Unknown('a jump out of a function');
      if (fn.short || TAILS.test(this.family) || (this.family === 'kotlin' && fn.name === '')) return coerced(this, this.last, fn.result);
      return this.family === 'javascript' ? undefined : null;
    });
  }

  private enter<T>({ file, fn }: Func, run: () => T): T {
    if (this.stack.length > MOST_DEPTH) throw new Unknown('too deep');
    this.stack.push({ file, line: lineOf(file, fn.start) });
    const done = run();
    // Where an error is thrown the stack stays, to tell where.
    this.stack.pop();
    return done;
  }

  private bind(fn: Fn, args: Value[], named: ReadonlyMap<string, Value>, frame: Frame, block?: Value): void {
    const { env } = frame;
    const rest = [...args];
    const left = new Map(named);
    const params = [...fn.params];
    const isMethodOf = frame.owner !== undefined && frame.self !== undefined;
    if (params[0]?.implicit) env.names.set(params.shift()!.name, frame.self);
    else if (this.family === 'python' && isMethodOf && !CONSTRUCTED.test(fn.words.join(' ')) && fn.name !== '') {
      if (!/@staticmethod\b/.test(this.above(frame.file, fn)))
        env.names.set(
          params.shift()?.name ?? '',
          /@classmethod\b/.test(this.above(frame.file, fn)) && frame.self instanceof Obj ? frame.self.cls : frame.self,
        );
    }
    for (const param of params) {
      // `*` and `/` of Python only part the parameters.
      if (/^[*/]$/.test(param.name)) continue;
      const written = frame.file.text.slice(param.start, param.end);
      if (this.family === 'ruby' && written.startsWith('&')) {
        env.names.set(param.name || written.slice(1), block ?? (rest.at(-1) instanceof Func ? rest.pop() : null));
        continue;
      }
      if (param.rest) {
        if (written.startsWith('**')) {
          const all = new Dict();
          for (const [key, value] of left) all.set(key, value);
          left.clear();
          env.names.set(param.name, all);
        } else env.names.set(param.name, new List(rest.splice(0), this.family === 'python' ? 'tuple' : 'list'));
        continue;
      }
      const label = param.name.replace(/^\$/, '');
      let value: Value;
      const isMissing = rest.length === 0 && !left.has(label);
      if (left.has(label)) {
        value = left.get(label);
        left.delete(label);
      } else value = rest.shift();
      if (isMissing || (value === undefined && this.family === 'javascript')) {
        if (param.fallback) value = this.evaluate(param.fallback, frame);
        else if (this.family === 'javascript') value = undefined;
        else if (fn.words.includes('block')) value = null;
        else throw new Unknown('a missing argument');
      }
      this.assign(param.pattern, coerced(this, this.copied(value), param.type), frame, 'let');
    }
    if (left.size > 0) throw new Unknown('an unknown argument');
    if (rest.length > 0 && this.family !== 'javascript' && !fn.words.includes('block') && !(rest.length === 1 && rest[0] instanceof Func))
      throw new Unknown('too many arguments');
  }

  private declare(list: readonly Stmt[], frame: Frame): void {
    for (const each of list) {
      if (each.kind === 'fn' && each.name !== '' && !each.words.includes('method'))
        frame.env.names.set(each.name, new Func(each, frame.file, frame.env, frame.self, frame.fn ? frame.owner : undefined));
      else if (each.kind === 'class' && frame.fn === undefined) {
        const { name } = each;
        const cls = this.lazyClass(frame.file, each);
        frame.env.names.set(name, cls);
      } else if (each.kind === 'block' && !each.scope) this.declare(each.body, frame);
    }
  }

  private readonly pendingClasses = new Map<Native, ClassAt>();

  /** A class is set up when it is first used: its constants may need names that are declared later. */
  private lazyClass(file: SyntaxFile, node: Extract<Stmt, { kind: 'class' }>): Native {
    const stand = new Native(() => {
      throw new Unknown('a class that is not set up');
    });
    this.pendingClasses.set(stand, { file, node });
    return stand;
  }

  private settled(value: Value): Value {
    const pending = value instanceof Native ? this.pendingClasses.get(value) : undefined;
    return pending ? this.classOf(pending) : value;
  }

  private runAll(list: readonly Stmt[], frame: Frame): Completion {
    if (frame.fn)
      this.declare(
        list.filter(({ kind }) => kind === 'fn'),
        frame,
      );
    for (const each of list) {
      const done = this.run(each, frame);
      if (done) return done;
    }
    return undefined;
  }

  /** Some statements with names of their own. */
  private inScope(list: readonly Stmt[], frame: Frame): Completion {
    return this.runAll(list, BLOCK_SCOPED.test(this.family) ? { ...frame, env: new Env(frame.env) } : frame);
  }

  private tick(node: Span, { file }: Frame): void {
    if (++this.steps > MOST_STEPS) throw new Unknown('too long');
    const line = lineOf(file, node.start);
    const top = this.stack.at(-1);
    if (top && top.file === file) top.line = line;
    else if (!top) this.stack.push({ file, line });
    let lines = this.ran.get(file.file);
    if (!lines) this.ran.set(file.file, (lines = new Set()));
    lines.add(line);
  }

  private run(node: Stmt, frame: Frame): Completion {
    this.tick(node, frame);
    switch (node.kind) {
      case 'do':
        this.last = this.evaluate(node.value, frame);
        return undefined;
      case 'assign':
        this.last = this.evaluate(node, frame);
        return undefined;
      case 'fn':
        if (frame.fn) frame.env.names.set(node.name, new Func(node, frame.file, frame.env, frame.self, frame.owner));
        return undefined;
      case 'class':
        if (frame.fn) throw new Unknown('a class in a function');
        return undefined;
      case 'block':
        this.refuseElse(node.body, frame);
        return node.scope ? this.inScope(node.body, frame) : this.runAll(node.body, frame);
      case 'return': {
        if (this.family === 'ruby' && frame.fn?.words.includes('block') && frame.file.text.startsWith('return', node.start))
          throw new Unknown('a return out of a block');
        const value = node.value ? this.evaluate(node.value, frame) : this.family === 'javascript' ? undefined : null;
        return { kind: 'return', value };
      }
      case 'throw':
        throw new Thrown(node.value ? this.raised(this.evaluate(node.value, frame)) : null);
      case 'jump':
        if (/^(?:global|nonlocal)\b/.test(node.how)) {
          this.share(node.how, frame);
          return undefined;
        }
        if (!/^(?:break|continue)$/.test(node.how) || /^\w+\s+\w/.test(frame.file.text.slice(node.start, node.end)))
          throw new Unknown('a jump');
        return { kind: 'jump', how: node.how };
      case 'branch': {
        const holds = isTrue(this, this.evaluate(node.condition, frame)) !== (node.not === true);
        this.last = null;
        return this.inScope(holds ? node.then : (node.otherwise ?? []), frame);
      }
      case 'loop':
        return this.loop(node, frame);
      case 'switch':
        return this.switch(node, frame);
      case 'try':
        return this.try(node, frame);
    }
  }

  private raised(value: Value): Value {
    if (value instanceof Cls) return this.make(value, [], new Map());
    if (value instanceof Foreign) return new Obj(undefined, new Map(), value.name);
    if (typeof value === 'string' && this.family === 'ruby')
      return new Obj(undefined, new Map([['message', value as Value]]), 'RuntimeError');
    return value;
  }

  /** `for … else` of Python runs only after a loop without a break. */
  private refuseElse(body: readonly Stmt[], { file }: Frame): void {
    const [first, second] = body;
    if (this.family === 'python' && first?.kind === 'loop' && second && /\belse\s*:\s*$/.test(file.text.slice(first.end, second.start)))
      throw new Unknown('a loop with an else');
  }

  private share(written: string, frame: Frame): void {
    const from = written.startsWith('global') ? this.module(frame.file) : frame.env.parent;
    for (const name of written.replace(/^\w+/, '').split(','))
      this.shared.set(frame.env, [...(this.shared.get(frame.env) ?? []), [name.trim(), from?.holder(name.trim()) ?? from!]]);
  }

  /** Names of functions that stand for those of another scope. */
  private readonly shared = new Map<Env, [string, Env][]>();

  private loop(node: Extract<Stmt, { kind: 'loop' }>, frame: Frame): Completion {
    const inner = BLOCK_SCOPED.test(this.family) ? { ...frame, env: new Env(frame.env) } : frame;
    const body = (own: Frame): 'go on' | Completion => {
      const done = this.inScope(node.body, own);
      if (done?.kind === 'jump') return done.how === 'break' ? undefined : 'go on';
      return done ?? 'go on';
    };
    if (node.how === 'each' || node.how === 'keys') {
      if (!node.over) throw new Unknown('a loop');
      const over = this.evaluate(node.over, inner);
      for (const item of [...this.turns(over, node, frame)]) {
        this.tick(node, frame);
        const own = BLOCK_SCOPED.test(this.family) ? { ...inner, env: new Env(inner.env) } : inner;
        if (node.target)
          this.assign(
            node.target,
            item,
            own,
            node.declares ?? (this.family === 'ruby' || this.family === 'python' || this.family === 'php' ? undefined : 'let'),
          );
        const done = body(own);
        if (done !== 'go on') return done;
      }
      return undefined;
    }
    for (const each of node.init ?? []) this.run(each, inner);
    const isUntil =
      frame.file.text.startsWith('until', node.start) ||
      /\buntil\b[^\n]*$/.test(
        this.family === 'ruby' && !frame.file.text.startsWith('while', node.start) ? frame.file.text.slice(node.start, node.end) : '',
      );
    const endsFirst = frame.file.text.startsWith('do', node.start) && !frame.file.text.startsWith('double', node.start);
    for (let turn = 0; ; turn += 1) {
      this.tick(node, frame);
      if (node.condition && !(endsFirst && turn === 0) && isTrue(this, this.evaluate(node.condition, inner)) === isUntil) return undefined;
      // Closures of one turn keep its variables.
      const own = node.init?.length && BLOCK_SCOPED.test(this.family) ? { ...inner, env: new Env(inner.env) } : inner;
      const done = body(own);
      if (done !== 'go on') return done;
      for (const each of node.update ?? []) this.run(each, inner);
    }
  }

  private turns(over: Value, node: Extract<Stmt, { kind: 'loop' }>, frame: Frame): Value[] {
    if (node.how === 'keys') {
      if (over instanceof Obj) return [...over.fields.keys()];
      throw new Unknown('keys of something else');
    }
    if (this.family === 'go') {
      const isPair = node.target?.kind === 'list' && node.target.elements.length > 1;
      if (over instanceof Dict) return over.pairs().map(([key, value]) => (isPair ? new List([key, value], 'tuple') : key));
      if (isNumber(over)) return Array.from({ length: Number(over) }, (_, at) => BigInt(at));
      return itemsOf(over ?? new List([]), this.family).map((each, at) => (isPair ? new List([BigInt(at), each], 'tuple') : BigInt(at)));
    }
    if (this.family === 'php') {
      const isKeyed = /\bas\b[^)]*=>/.test(frame.file.text.slice(node.start, node.body[0]?.start ?? node.end));
      if (over instanceof Dict) return over.pairs().map(([key, value]) => (isKeyed ? new List([key, value], 'tuple') : value));
      return itemsOf(over, this.family).map((each, at) => (isKeyed ? new List([BigInt(at), each], 'tuple') : each));
    }
    if (over instanceof Obj) {
      const iterate = this.methodOf(over, /^(?:__iter__|iterator|each)$/);
      if (iterate && this.family !== 'ruby') return itemsOf(this.call(iterate, []), this.family);
    }
    if (over instanceof Dict && this.family === 'java') throw new Unknown('a loop over a map');
    return itemsOf(over, this.family);
  }

  private switch(node: Extract<Stmt, { kind: 'switch' }>, frame: Frame): Completion {
    const value = node.of && this.evaluate(node.of, frame);
    if (this.family === 'rust') return this.match(node, value, frame);
    const matches = ({ values }: (typeof node.cases)[number]): boolean =>
      values.some((each) => {
        const all = this.family === 'go' && each.kind === 'list' ? each.elements : [each];
        return all.some((one) => {
          if (node.of === undefined) return isTrue(this, this.evaluate(one, frame));
          const enumName = one.kind === 'name' && value instanceof Obj && value.fields.get('name') === one.name;
          if (enumName) return true;
          const asked = this.evaluate(one, frame);
          if (this.family === 'ruby') return this.caseEqual(asked, value);
          return equal(this, asked, value, this.family === 'javascript' ? '===' : '==');
        });
      });
    let at = node.cases.findIndex(matches);
    if (at < 0) at = node.cases.findIndex(({ values }) => values.length === 0);
    this.last = null;
    if (at < 0) return undefined;
    const bodies = node.falls ? node.cases.slice(at).flatMap(({ body }) => body) : node.cases[at]!.body;
    const done = this.inScope(bodies, frame);
    return done?.kind === 'jump' && done.how === 'break' ? undefined : done;
  }

  /** `match` of Rust: the first arm whose pattern fits. */
  private match({ cases }: Extract<Stmt, { kind: 'switch' }>, value: Value, frame: Frame): Completion {
    for (const { values, body } of cases) {
      const own = { ...frame, env: new Env(frame.env) };
      const fits = values.length === 0 || values.some((each) => this.fitsPattern(each, value, own));
      if (!fits) continue;
      this.last = null;
      return this.runAll(body, own);
    }
    throw new Unknown('no arm');
  }

  private fitsPattern(pattern: Expr, value: Value, frame: Frame): boolean {
    const written = frame.file.text.slice(pattern.start, pattern.end);
    if (written === '_') return true;
    switch (pattern.kind) {
      case 'literal':
        return equal(this, this.evaluate(pattern, frame), value);
      case 'name':
        if (pattern.name === 'None') return value === null;
        if (/^[A-Z]|::/.test(pattern.name)) return equal(this, this.evaluate(pattern, frame), value);
        frame.env.names.set(pattern.name, value);
        return true;
      case 'list':
        return (
          value instanceof List &&
          value.items.length === pattern.elements.length &&
          pattern.elements.every((each, at) => this.fitsPattern(each, value.items[at], frame))
        );
      case 'opaque': {
        const [first, second, more] = pattern.parts.filter((each): each is Expr => !isStatement(each));
        if (!first || more) throw new Unknown('a pattern');
        if (!second) return this.fitsPattern(first, value, frame);
        if (!/\bif\b/.test(frame.file.text.slice(first.end, second.start))) throw new Unknown('a pattern');
        return this.fitsPattern(first, value, frame) && isTrue(this, this.evaluate(second, frame));
      }
      default:
        throw new Unknown('a pattern');
    }
  }

  private caseEqual(asked: Value, value: Value): boolean {
    if (asked instanceof Pattern) return typeof value === 'string' && asked.regex.test(value);
    if (asked instanceof List && asked.kind === 'list' && !(value instanceof List))
      return asked.items.some((each) => equal(this, each, value, '=='));
    if (asked instanceof Cls) return this.isA(value, asked.name);
    if (asked instanceof Foreign) throw new Unknown('a type');
    if (asked instanceof Func) return isTrue(this, this.call(asked, [value]));
    return equal(this, asked, value, '==');
  }

  private try(node: Extract<Stmt, { kind: 'try' }>, frame: Frame): Completion {
    const depth = this.stack.length;
    let done: Completion;
    try {
      done = this.inScope(node.body, frame);
    } catch (error) {
      if (!(error instanceof Thrown)) throw error;
      const handler = node.catches.find(({ types }) => this.catches(types, error.value));
      if (!handler) {
        if (node.last) this.inScope(node.last, frame);
        throw error;
      }
      this.stack.length = depth;
      const own = BLOCK_SCOPED.test(this.family) ? { ...frame, env: new Env(frame.env) } : frame;
      if (handler.name !== undefined) own.env.names.set(handler.name, error.value);
      done = this.inScope(handler.body, own);
    }
    const last = node.last && this.inScope(node.last, frame);
    return last ?? done;
  }

  private catches(types: string, value: Value): boolean {
    if (types.trim() === '') return true;
    const names: string[] = types.match(/\w+/g) ?? [];
    if (names.some((name) => this.isA(value, name))) return true;
    if (names.some((name) => /^(?:Exception|BaseException|Throwable|StandardError|RuntimeException)$/.test(name))) return true;
    const type = value instanceof Obj ? value.type : '';
    if (names.includes('LookupError') && /^(?:KeyError|IndexError)$/.test(type)) return true;
    if (names.some((name) => ['OSError', 'IOException', 'ArithmeticError', 'IllegalArgumentException'].includes(name)))
      throw new Unknown('a family of errors');
    return false;
  }

  /** The value of an expression. */
  evaluate(node: Expr, frame: Frame): Value {
    if (++this.steps > MOST_STEPS) throw new Unknown('too long');
    switch (node.kind) {
      case 'literal':
        return this.literal(node, frame);
      case 'name':
        return this.settled(this.name(node, frame));
      case 'member':
        return this.settled(this.member(node, frame));
      case 'index':
        return this.index(node, frame);
      case 'call':
        return this.calls(node, frame);
      case 'list': {
        const items = this.elements(node.elements, frame);
        if (node.of === 'set') {
          const set = new Dict('set');
          for (const each of items) set.set(each, each);
          return set;
        }
        if (this.family === 'php' && node.of === 'list') return new List(items);
        return new List(items, node.of === 'tuple' ? 'tuple' : 'list');
      }
      case 'map':
        return this.map(node, frame);
      case 'choice':
        return this.choice(node, frame);
      case 'operate':
        return this.operate(node, frame);
      case 'each':
        return this.comprehension(node, frame);
      case 'fn':
        return new Func(node, frame.file, frame.env, frame.self, frame.owner);
      case 'assign':
        return this.assigned(node, frame);
      case 'same':
        return this.same(node, frame);
      case 'opaque':
        return this.opaque(node, frame);
    }
  }

  private literal(node: Extract<Expr, { kind: 'literal' }>, frame: Frame): Value {
    switch (node.of) {
      case 'truth':
        return /^true$/i.test(node.value);
      case 'nothing':
        return node.value === 'undefined' ? undefined : null;
      case 'number':
        return numberOf(node.value, this.family);
      case 'pattern':
        return patternOf(node.value);
      case 'text':
        return node.parts
          ? filledText(
              node,
              frame.file,
              this.family,
              (part) => this.evaluate(part, frame),
              (value) => this.shown(value),
              this,
            )
          : plainText(node, frame.file, this.family);
    }
  }

  private name({ name }: Extract<Expr, { kind: 'name' }>, frame: Frame): Value {
    if (/^(?:this|\$this|self|cls)$/.test(name) && !(this.family === 'python') && frame.self !== undefined) return frame.self;
    if (name.startsWith('@')) {
      const self = frame.self;
      if (!(self instanceof Obj)) throw new Unknown('no object');
      return self.fields.get(name) ?? null;
    }
    const shared = this.shared.get(frame.env)?.find(([own]) => own === name)?.[1];
    const env = shared ?? frame.env.holder(name);
    if (env) return env.names.get(name);
    return this.ofObject(name, frame) ?? this.global(name, frame);
  }

  /** A field or a method that a class's own code names without the object. */
  private ofObject(name: string, frame: Frame): Value | undefined {
    if (!/^(?:java|csharp|kotlin|cpp|ruby)$/.test(this.family)) return undefined;
    const { self, owner } = frame;
    if (self instanceof Obj && self.cls) {
      if (self.fields.has(name)) return self.fields.get(name);
      const own = this.method(self.cls, name);
      if (own) return this.family === 'ruby' ? this.invoke(this.bound(own, self), [], new Map()) : this.bound(own, self);
      if (this.family === 'ruby' && self.fields.has(`@${name}`)) return self.fields.get(`@${name}`);
    }
    for (let cls: Cls | undefined = owner ?? (self instanceof Cls ? self : undefined); cls; cls = cls.base) {
      if (cls.statics.has(name)) return cls.statics.get(name);
      const own = methodsOf(cls.at).find((each) => each.name === name);
      if (own && self instanceof Cls) return new Func(own, cls.at.file, this.module(cls.at.file), self, cls);
      if (own) return new Func(own, cls.at.file, this.module(cls.at.file), cls, cls);
    }
    return undefined;
  }

  private global(name: string, frame: Frame): Value {
    const { file } = frame;
    const own = this.modules.get(file) ?? this.module(file);
    if (own.names.has(name)) return own.names.get(name);
    const imported = importOf(this.program, file, name);
    if (imported) {
      if (imported.named?.kind === 'class') return this.classOf(imported.named.cls);
      if (imported.variable !== undefined) {
        const there = this.module(imported.file);
        if (there.names.has(imported.variable)) return there.names.get(imported.variable);
      }
      if (imported.named) return this.functionValue(imported.named.fn.file, imported.named.fn.fn);
      if (imported.value)
        return this.evaluate(imported.value, {
          file: imported.file,
          env: this.module(imported.file),
          self: undefined,
          owner: undefined,
          fn: undefined,
        });
    }
    const whole = moduleOf(this.program, file, name);
    if (whole) return this.moduleObject(whole);
    if (name.includes('::')) {
      const inner = this.scoped(name, file, frame);
      if (inner !== undefined) return inner;
    }
    const binding = file.imports.find((each) => each.local === name && !each.reexport);
    if (binding) return this.foreignImport(binding.module, binding.imported);
    if (!traitsOf(file.language).importsAll) {
      const plain = name.replace(/^.*::/, '');
      const cls = classNamed(this.program, name.replace(/<.*$/s, ''), file);
      if (cls && cls.node.name !== '') return this.classOf(cls);
      const fns = fnsNamed(this.program, plain, file).filter((each) => !isMethod(each));
      if (fns.length === 1) return this.functionValue(fns[0]!.file, fns[0]!.fn);
      for (const each of filesLike(this.program, file.language)) {
        const sets = each.code.some((node) => node.kind === 'assign' && node.target.kind === 'name' && node.target.name === plain);
        const there = this.modules.get(each) ?? (sets ? this.module(each) : undefined);
        if (there?.names.has(plain)) return there.names.get(plain);
      }
    }
    if (name === 'undefined') return undefined;
    if (name === 'NaN') return Number.NaN;
    if (name === 'Infinity') return Number.POSITIVE_INFINITY;
    return new Foreign(name);
  }

  /** `Shop::open`, `crate::prices::of`. */
  private scoped(name: string, file: SyntaxFile, { owner }: Frame): Value | undefined {
    const [plain = '', of = ''] = name.split('::').reverse();
    const cls = of === 'Self' ? owner : classNamed(this.program, of, file) && this.classOf(classNamed(this.program, of, file)!);
    if (cls) return this.property(cls, plain);
    const fns = fnsNamed(this.program, plain, file).filter((each) => !isMethod(each));
    return fns.length === 1 ? this.functionValue(fns[0]!.file, fns[0]!.fn) : undefined;
  }

  private moduleObject(file: SyntaxFile): Value {
    const env = this.module(file);
    const object = new Obj(undefined, env.names);
    for (const [name, value] of env.names) env.names.set(name, this.settled(value));
    return object;
  }

  private foreignImport(module: string, imported: string): Value {
    const base = module
      .replace(/^node:/, '')
      .replace(/\/strict$/, '')
      .replace(/^.*\//, '');
    if (imported === '*' || imported === '' || imported === 'default' || imported === 'strict')
      return new Foreign(this.family === 'java' ? imported || base : base);
    if (/^(?:test|vitest|jest|globals)$/.test(base)) return new Foreign(imported);
    if (this.family === 'java' || this.family === 'csharp' || this.family === 'kotlin') return new Foreign(imported);
    return new Foreign(`${base}.${imported}`);
  }

  private member(node: Extract<Expr, { kind: 'member' }>, frame: Frame): Value {
    if (node.of.kind === 'name' && node.of.name === 'super') {
      const own = frame.owner?.base && this.method(frame.owner.base, node.name);
      if (!own) throw new Unknown('a method of a base class');
      return this.bound(own, frame.self);
    }
    if (this.isSuperCall(node.of)) {
      const own = frame.owner?.base && this.method(frame.owner.base, node.name);
      if (!own) throw new Unknown('a method of a base class');
      return this.bound(own, frame.self);
    }
    const of = this.evaluate(node.of, frame);
    if ((of === null || of === undefined) && /\?\.|\?->|&\./.test(frame.file.text.slice(node.of.end, node.end)))
      return this.family === 'javascript' ? undefined : null;
    return this.property(of, node.name, node, frame);
  }

  private isSuperCall(node: Expr): boolean {
    return node.kind === 'call' && node.callee.kind === 'name' && node.callee.name === 'super';
  }

  private index(node: Extract<Expr, { kind: 'index' }>, frame: Frame): Value {
    const of = this.evaluate(node.of, frame);
    if ((of === null || of === undefined) && frame.file.text.slice(node.of.end, node.of.end + 2) === '?.') return undefined;
    if (node.slice) return this.slice(of, node, frame);
    const keys = node.keys.map((each) => this.evaluate(each, frame));
    const key = keys.length === 1 ? keys[0] : new List(keys, 'tuple');
    if (this.family === 'ruby' && keys.length === 2 && (of instanceof List || typeof of === 'string'))
      return callMethod(this, of, 'slice', keys, new Map());
    return this.at(of, key);
  }

  /** An element. */
  at(of: Value, key: Value): Value {
    if (of instanceof Obj) {
      if (of.cls === undefined || typeof key === 'string') {
        if (typeof key === 'string' || isNumber(key)) return of.fields.get(nameOf(key));
      }
      const own = this.methodOf(of, /^(?:__getitem__|\[\]|operator\[\]|get)$/);
      if (own) return this.call(own, [key]);
      throw new Unknown('an element of an object');
    }
    if (of instanceof Cls && typeof key === 'string') return this.property(of, key);
    if (of instanceof Dict) {
      if (of.has(key)) return of.get(key);
      if (of.fallback) {
        const value = of.fallback();
        of.set(key, value);
        return value;
      }
      if (of.otherwise !== undefined) return of.otherwise;
      if (this.family === 'python' || this.family === 'csharp')
        throw new Thrown(new Obj(undefined, new Map([['message', key]]), this.family === 'python' ? 'KeyError' : 'KeyNotFoundException'));
      if (this.family === 'go') throw new Unknown('an empty value of a map');
      return this.family === 'javascript' ? undefined : null;
    }
    if (of instanceof List || typeof of === 'string') {
      if (key instanceof List) {
        const [first] = key.items;
        if (this.family === 'ruby' && typeof first === 'bigint')
          return of instanceof List
            ? new List(key.items.map((each) => of.items[Number(each)] ?? null).slice(0, Math.max(0, of.items.length - Number(first))))
            : [...of].slice(Number(first), Number(key.items.at(-1)) + 1).join('');
        throw new Unknown('an index of a list');
      }
      if (!isNumber(key)) {
        if (this.family === 'javascript' && key === 'length') return of instanceof List ? of.items.length : of.length;
        throw new Unknown('an index');
      }
      const items = of instanceof List ? of.items : [...of];
      const place = Number(key) < 0 && /^(?:python|ruby)$/.test(this.family) ? items.length + Number(key) : Number(key);
      if (place >= 0 && place < items.length) return items[place];
      if (this.family === 'javascript') return undefined;
      if (this.family === 'ruby') return null;
      throw new Thrown(new Obj(undefined, new Map(), this.family === 'java' ? 'IndexOutOfBoundsException' : 'IndexError'));
    }
    if (of === null || of === undefined) throw new Thrown(new Obj(undefined, new Map(), 'TypeError'));
    throw new Unknown('an element of something else');
  }

  private slice(of: Value, node: Extract<Expr, { kind: 'index' }>, frame: Frame): Value {
    const { text } = frame.file;
    const open = text.indexOf('[', node.of.end);
    const written = text.slice(open + 1, node.end - 1);
    const parts = node.keys.flatMap((each): readonly Expr[] =>
      each.kind === 'opaque' ? each.parts.filter((part): part is Expr => part.kind !== 'do') : [each],
    );
    // Between which colons each part stands.
    const given: (Value | undefined)[] = [undefined, undefined, undefined];
    for (const part of parts) {
      const before = text.slice(open + 1, part.start);
      const place = [...maskBrackets(before)].filter((sign) => sign === ':').length;
      given[place] = this.evaluate(part, frame);
    }
    if (!maskBrackets(written).includes(':')) throw new Unknown('another slice');
    const [from, to, step] = given.map((each) => (each === undefined || each === null ? undefined : Number(each)));
    const items = of instanceof List ? of.items : typeof of === 'string' ? [...of] : undefined;
    if (!items) throw new Unknown('a slice of something else');
    if (step !== undefined && step !== 1) {
      if (step !== -1 || from !== undefined || to !== undefined) {
        if (step < 1) throw new Unknown('a step');
        const some = items.slice(from ?? 0, to ?? items.length).filter((_, at) => at % step === 0);
        return of instanceof List ? new List(some, of.kind) : textOf(some);
      }
      return of instanceof List ? new List(items.toReversed(), of.kind) : textOf(items.toReversed());
    }
    if (this.family !== 'python' && ((from ?? 0) > items.length || (to ?? 0) > items.length || (to ?? items.length) < (from ?? 0)))
      throw new Unknown('a slice out of range');
    const part = items.slice(from ?? 0, to ?? items.length);
    return of instanceof List ? new List(part, of.kind) : textOf(part);
  }

  private elements(list: readonly Expr[], frame: Frame): Value[] {
    return list.flatMap((each) => {
      if (each.kind === 'same' && each.how === 'spread') return itemsOf(this.evaluate(each.of, frame), this.family);
      if (each.kind === 'opaque' && each.parts.length === 0) throw new Unknown('a gap');
      return [this.copied(this.evaluate(each, frame))];
    });
  }

  private map(node: Extract<Expr, { kind: 'map' }>, frame: Frame): Value {
    const plain = this.family === 'javascript' ? new Obj(undefined) : undefined;
    const map = new Dict();
    for (const { key, value } of node.entries) {
      if (!key) {
        const inner = value.kind === 'same' && value.how === 'spread' ? value.of : value;
        const all = this.evaluate(inner, frame);
        if (all instanceof Obj && plain) for (const [name, each] of all.fields) plain.fields.set(name, each);
        else if (all instanceof Dict && !plain) for (const [own, each] of all.pairs()) map.set(own, each);
        else if (all !== undefined && all !== null) throw new Unknown('a spread');
        continue;
      }
      const own = this.evaluate(value, frame);
      if (plain) {
        const name = this.evaluate(key, frame);
        if (value.kind === 'fn' && /^(?:get|set)$/.test(value.words[0] ?? '')) throw new Unknown('a getter of a literal');
        plain.fields.set(
          typeof name === 'string' ? name : this.shown(name),
          own instanceof Func && value.kind === 'fn' && value.name !== '' ? new Func(value, frame.file, frame.env, plain, undefined) : own,
        );
      } else map.set(this.evaluate(key, frame), this.copied(own));
    }
    return plain ?? map;
  }

  private choice(node: Extract<Expr, { kind: 'choice' }>, frame: Frame): Value {
    const [first, second] = node.options;
    if (node.condition) return this.evaluate(isTrue(this, this.evaluate(node.condition, frame)) ? first! : second!, frame);
    let value: Value;
    for (const option of node.options) {
      if (option.kind === 'opaque' && option.parts.some(({ kind }) => kind === 'throw'))
        throw new Thrown(new Obj(undefined, new Map(), 'Error'));
      value = this.evaluate(option, frame);
      const isEnough =
        /^\?[?:]$/.test(node.operator) && (node.operator === '??' || this.family === 'kotlin')
          ? value !== null && value !== undefined
          : isTrue(this, value);
      if (isEnough) return value;
    }
    return value;
  }

  private operate(node: Extract<Expr, { kind: 'operate' }>, frame: Frame): Value {
    const { operator, operands } = node;
    if (/^(?:&&|and)$/.test(operator)) {
      let value: Value;
      for (const each of operands) if (!isTrue(this, (value = this.evaluate(each, frame)))) return value;
      return value;
    }
    if (operands.length > 2) {
      const signs = operator.split(/\s(?!not\b|in$)/);
      if (signs.length !== operands.length - 1) throw new Unknown('a comparison');
      let left = this.evaluate(operands[0]!, frame);
      for (const [at, sign] of signs.entries()) {
        const right = this.evaluate(operands[at + 1]!, frame);
        if (!isTrue(this, operated(this, sign, left, right))) return false;
        left = right;
      }
      return true;
    }
    if (operands.length === 1) {
      if (operator === 'typeof') {
        const value = this.evaluate(operands[0]!, frame);
        return value === undefined || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number'
          ? typeof value
          : value instanceof Func || value instanceof Cls || value instanceof Native
            ? 'function'
            : 'object';
      }
      if (operator === 'delete') return this.remove(operands[0]!, frame);
      const value = this.evaluate(operands[0]!, frame);
      if (/^(?:!|not)$/.test(operator)) return !isTrue(this, value);
      if (operator === '-') {
        if (isNumber(value)) return -value;
        if (this.family === 'javascript' && typeof value === 'string') return -Number(value);
        throw new Unknown('a sign');
      }
      if (operator === '+') return this.family === 'javascript' && !isNumber(value) ? toNumber(value) : value;
      if (/^[&*]$/.test(operator)) return value;
      throw new Unknown(`unary ${operator}`);
    }
    const left = this.evaluate(operands[0]!, frame);
    if (operator === '<<' && typeof left === 'string' && this.family === 'ruby') {
      const longer = left + this.shown(this.evaluate(operands[1]!, frame));
      this.assign(operands[0]!, longer, frame, undefined);
      return longer;
    }
    if (operator === 'instanceof' || (operator === 'is' && this.family !== 'python')) {
      const asked = this.evaluate(operands[1]!, frame);
      if (asked instanceof Cls) return this.isA(left, asked.name);
      if (asked instanceof Foreign && /Error$/.test(asked.name))
        return left instanceof Obj && (left.type === asked.name || (asked.name === 'Error' && left.type !== ''));
      throw new Unknown('a type');
    }
    return operated(this, operator, left, this.evaluate(operands[1]!, frame));
  }

  private remove(target: Expr, frame: Frame): Value {
    if (target.kind === 'member') {
      const of = this.evaluate(target.of, frame);
      if (of instanceof Obj) return of.fields.delete(target.name);
    }
    if (target.kind === 'index') {
      const [of, key] = [this.evaluate(target.of, frame), this.evaluate(target.keys[0]!, frame)];
      if (of instanceof Obj) return of.fields.delete(nameOf(key));
      if (of instanceof Dict) return callMethod(this, of, 'delete', [key], new Map());
      if (of instanceof List && isNumber(key)) return of.items.splice(Number(key), 1)[0];
    }
    throw new Unknown('a removal');
  }

  private comprehension(node: Extract<Expr, { kind: 'each' }>, frame: Frame): Value {
    const found: [Value, Value][] = [];
    const go = (at: number, own: Frame): void => {
      const loop = node.loops[at];
      if (!loop) {
        if (node.conditions.every((each) => isTrue(this, this.evaluate(each, own))))
          found.push([node.key ? this.evaluate(node.key, own) : null, this.evaluate(node.element, own)]);
        return;
      }
      for (const item of [...itemsOf(this.evaluate(loop.over, own), this.family)]) {
        this.tick(node, frame);
        const inner = { ...own, env: new Env(own.env, true) };
        this.assign(loop.target, item, inner, 'let');
        go(at + 1, inner);
      }
    };
    go(0, { ...frame, env: new Env(frame.env, true) });
    if (node.of === 'list' || node.of === 'lazy') return new List(found.map(([, value]) => value));
    const made = new Dict(node.of);
    for (const [key, value] of found) made.set(node.of === 'set' ? value : key, value);
    return made;
  }

  private same(node: Extract<Expr, { kind: 'same' }>, frame: Frame): Value {
    if (node.how === 'yield') return this.yields(node, frame);
    if (node.how === 'cast' && this.family === 'go' && (node.of.kind === 'map' || node.of.kind === 'list'))
      return this.composite(node.of, node.type ?? '', frame);
    if (node.how === 'cast' && this.family === 'rust' && node.of.kind === 'map') return this.composite(node.of, node.type ?? '', frame);
    const value = this.evaluate(node.of, frame);
    if (node.how === 'cast') return this.family === 'javascript' ? value : coerced(this, value, node.type, true);
    if (node.how === 'spread') {
      // A block of Ruby that is handed on: `&:name`.
      if (this.family === 'ruby' && frame.file.text[node.start] === '&' && typeof value === 'string')
        return new Native((args) => this.send(args[0], value, args.slice(1)));
      return value;
    }
    return value;
  }

  private yields(node: Extract<Expr, { kind: 'same' }>, frame: Frame): Value {
    if (this.family === 'ruby') throw new Unknown('a yield');
    if (!frame.yielded) throw new Unknown('a yield');
    const value = this.evaluate(node.of, frame);
    if (/^yield\s+from\b|^yield\s*\*/.test(frame.file.text.slice(node.start, node.end))) frame.yielded.push(...itemsOf(value, this.family));
    else frame.yielded.push(value);
    return null;
  }

  /** A call of a method by its name. */
  send(of: Value, name: string, args: Value[], named: ReadonlyMap<string, Value> = new Map()): Value {
    if (of instanceof Obj && of.cls) {
      const own = this.method(of.cls, name);
      if (own) return this.call(this.bound(own, of), args, named);
      const field = of.fields.get(name) ?? of.fields.get(`@${name}`);
      if (field !== undefined && args.length === 0 && /^(?:java|ruby)$/.test(this.family)) return field;
      if (field instanceof Func || field instanceof Native) return this.call(field, args, named);
    }
    return callMethod(this, of, name, args, named);
  }

  private composite(node: Extract<Expr, { kind: 'map' | 'list' }>, written: string, frame: Frame): Value {
    const type = written.replace(/^[&*]/, '');
    const element = /^(?:\[\w*\]|map\[[^\]]+\])\*?(.+)$/.exec(type)?.[1];
    const inner = (each: Expr): Value =>
      element !== undefined && (each.kind === 'map' || each.kind === 'list')
        ? this.composite(each, element, frame)
        : coerced(this, this.copied(this.evaluate(each, frame)), element);
    if (element !== undefined) {
      if (node.kind === 'list') return new List(node.elements.map(inner));
      if (type.startsWith('map[')) {
        const map = this.goMap(element);
        for (const { key, value } of node.entries) map.set(key ? this.evaluate(key, frame) : null, inner(value));
        return map;
      }
      throw new Unknown('a literal');
    }
    const name = type === 'Self' ? (frame.owner?.name ?? type) : type;
    const object = this.struct(name, frame.file);
    if (node.kind === 'map') {
      for (const { key, value } of node.entries) {
        if (key?.kind !== 'literal') throw new Unknown('a struct');
        const kind = this.fieldType(name, key.value);
        object.fields.set(
          key.value,
          coerced(
            this,
            (value.kind === 'map' || value.kind === 'list') && kind !== undefined
              ? this.composite(value, kind, frame)
              : this.copied(this.evaluate(value, frame)),
            kind,
          ),
        );
      }
      return object;
    }
    const names = fieldNames(this.program, frame.file, name);
    if (node.elements.length > names.length) throw new Unknown('a struct');
    node.elements.forEach((each, at) =>
      object.fields.set(names[at]!, coerced(this, this.copied(this.evaluate(each, frame)), this.fieldType(name, names[at]!))),
    );
    return object;
  }

  private goMap(element: string): Dict {
    const map = new Dict();
    if (!/^(?:\*|func|interface|map\[)/.test(element) && !this.structOf(this.main, element)) map.otherwise = this.empty(element);
    return map;
  }

  /** `make(map[string]int)`, `make([]int, 3)`: the type is no part of the lowered call. */
  private goMade(args: readonly Value[], written: string): Value {
    const type = /^make\(\s*((?:map\[[^\]]+\]|\[\])[^,)]+)/.exec(written)?.[1]?.trim();
    const element = type === undefined ? undefined : /^(?:\[\]|map\[[^\]]+\])(.+)$/.exec(type)?.[1];
    if (element === undefined) throw new Unknown('a make');
    if (type!.startsWith('map[')) return this.goMap(element);
    return new List(Array.from({ length: Number(args[0] ?? 0) }, () => this.empty(element)));
  }

  private readonly structClasses = new Map<string, Cls>();

  private structOf(file: SyntaxFile, type: string): boolean {
    return fieldNames(this.program, file, type).length > 0;
  }

  /** A struct of Go or Rust with empty fields; its methods are found by their receiver. */
  private struct(type: string, file: SyntaxFile): Obj {
    if (this.family === 'rust') {
      const at = classNamed(this.program, type, file);
      if (!at) throw new Unknown('a struct');
      const body = bodyOf(at.file.text, `struct ${at.node.name}`) ?? '';
      const parts = body.split(/[,\n]/).flatMap((each): [string, Value][] => {
        const [name = '', kind] = each.split(':', 2);
        return kind === undefined ? [] : [[name.replace('pub', '').trim(), this.empty(kind.trim())]];
      });
      return new Obj(this.classOf(at), new Map(parts), '', true);
    }
    const names = fieldNames(this.program, file, type);
    let cls = this.structClasses.get(type);
    if (!cls) {
      const members = filesLike(this.program, file.language).flatMap((each) =>
        each.code.filter(
          (node): node is Fn =>
            node.kind === 'fn' &&
            node.words.includes('method') &&
            (node.params[0]?.type ?? '').replace(/^\*/, '').split('[', 1)[0] === type,
        ),
      );
      const owner =
        filesLike(this.program, file.language).find((each) => members[0] !== undefined && each.code.includes(members[0])) ?? file;
      if (members.some((each) => !owner.code.includes(each))) throw new Unknown('methods in several files');
      cls = new Cls({ file: owner, node: { start: 0, end: 0, kind: 'class', name: type, members } }, undefined, undefined);
      this.structClasses.set(type, cls);
    }
    const object = new Obj(cls, new Map(), '', true);
    for (const name of names) {
      const kind = this.fieldType(type, name);
      object.fields.set(name, kind === undefined ? null : this.empty(kind));
    }
    return object;
  }

  private fieldType(type: string, field: string): string | undefined {
    const heads = [`type ${type} struct`, `struct ${type}`];
    const body = filesLike(this.program, this.main.language).flatMap(({ text }) => heads.flatMap((head) => bodyOf(text, head) ?? []))[0];
    for (const line of (body ?? '').split(/[\n;]/)) {
      const [, names = '', kind] =
        (this.family === 'rust'
          ? /^\s*(?:pub(?:\([^)]*\))?\s+)?(\w+)\s*:\s*([^,]+)/
          : /^\s*(\w+(?:\s*,\s*\w+)*)\s+([^/\s`]+(?:\[[^/]*?)?)/
        ).exec(line) ?? [];
      if (names.split(',').some((name) => name.trim() === field)) return kind?.trim();
    }
    return undefined;
  }

  /** A struct of Go is a value: what holds it has a copy. */
  private copied(value: Value): Value {
    if (this.family === 'php' && value instanceof List) return new List([...value.items], value.kind);
    if (this.family === 'php' && value instanceof Dict) {
      const copy = new Dict(value.kind);
      for (const [key, each] of value.pairs()) copy.set(key, each);
      return copy;
    }
    return value;
  }

  private calls(node: Extract<Expr, { kind: 'call' }>, frame: Frame): Value {
    this.tick(node, frame);
    const { callee } = node;
    const { args, named, block } = this.argumentsOf(node.args, frame, node);
    this.tick(node, frame);
    if (node.makes) return this.makes(callee, args, named, frame, block);
    if (callee.kind === 'name') {
      if (callee.name === 'make' && this.family === 'go') return this.goMade(args, frame.file.text.slice(node.start, node.end));
      if (callee.name === 'super') {
        const base = frame.owner?.base;
        if (base && frame.self instanceof Obj) {
          this.construct(frame.self, base, args, named);
          return null;
        }
        if (frame.self instanceof Obj && frame.self.type !== '') {
          frame.self.fields.set('message', args[0] ?? '');
          return null;
        }
        throw new Unknown('a call of a base class');
      }
      if (this.family === 'ruby') {
        const own =
          this.methodOf(frame.self, new RegExp(`^${callee.name.replace(/[?!]/g, '\\$&')}$`)) ??
          frame.env.holder(callee.name)?.names.get(callee.name);
        if (own instanceof Func) return this.call(own, args, named, block);
        if (
          /^(?:private|public|protected|attr_reader|attr_accessor|attr_writer|require|require_relative|include|extend|puts|print|p)$/.test(
            callee.name,
          )
        )
          return null;
        if (callee.name === 'block_given?') return frame.block !== undefined && frame.block !== null;
      }
      return this.call(this.evaluate(callee, frame), args, named, block);
    }
    if (callee.kind === 'member' && !(callee.of.kind === 'name' && callee.of.name === 'super') && !this.isSuperCall(callee.of)) {
      const of = this.evaluate(callee.of, frame);
      if (of === null || of === undefined) {
        if (/\?\.|\?->|&\./.test(frame.file.text.slice(callee.of.end, callee.end))) return this.family === 'javascript' ? undefined : null;
        if (this.family !== 'go' && !(this.family === 'ruby' && /^(?:to_\w+|nil\?|inspect)$/.test(callee.name)))
          throw new Thrown(new Obj(undefined, new Map(), 'TypeError'));
      }
      if (of instanceof Obj && of.cls) {
        const own = this.method(of.cls, callee.name);
        if (own) return this.call(this.bound(this.overload(own, args.length), of), args, named, block);
        const field = of.fields.get(callee.name) ?? of.fields.get(`@${callee.name}`);
        if (
          args.length === 0 &&
          field !== undefined &&
          (this.family === 'java' || (this.family === 'ruby' && this.isRead(of.cls, callee.name)))
        )
          return field;
        if (this.family === 'ruby' && args.length === 0 && this.isRead(of.cls, callee.name)) return null;
        if (field instanceof Func || field instanceof Native) return this.call(field, args, named, block);
        if (this.family === 'python' && of.cls.statics.get(callee.name) instanceof Func)
          return this.call(of.cls.statics.get(callee.name), [of, ...args], named);
        return callMethod(this, of, callee.name, block === undefined ? args : [...args, block], named);
      }
      if (of instanceof Obj && of.type === '') {
        const own = of.fields.get(callee.name);
        if (own !== undefined && own !== null) return this.call(this.settled(own), args, named, block);
      }
      if (of instanceof Cls) {
        if (callee.name === 'new' && this.family === 'ruby') return this.make(of, args, named);
        const found = methodsOf(of.at).filter((each) => each.name === callee.name);
        if (found.length > 1)
          return this.call(this.bound(this.overload({ file: of.at.file, fn: found[0]!, owner: of }, args.length), of), args, named, block);
        return this.call(this.property(of, callee.name), args, named, block);
      }
      if (of instanceof Foreign)
        return callForeign(this, `${of.name}.${callee.name}`, block === undefined ? args : [...args, block], named);
      return callMethod(this, of, callee.name, block === undefined ? args : [...args, block], named);
    }
    return this.call(this.evaluate(callee, frame), args, named, block);
  }

  /** The method of a class with as many parameters. */
  private overload(own: { file: SyntaxFile; fn: Fn; owner: Cls }, count: number): { file: SyntaxFile; fn: Fn; owner: Cls } {
    const all = methodsOf(own.owner.at).filter((each) => each.name === own.fn.name);
    if (all.length < 2) return own;
    const fitting = all.filter((each) => fits(each, count, this.family));
    if (fitting.length !== 1) throw new Unknown('several methods');
    return { ...own, fn: fitting[0]! };
  }

  /** Ruby: `attr_reader :name` of a class. */
  private isRead(cls: Cls, name: string): boolean {
    for (let at: Cls | undefined = cls; at; at = at.base) {
      const { file, node } = at.at;
      if (at.listed?.includes(name)) return true;
      const lines = file.text.slice(node.start, node.end).split('\n');
      if (lines.some((line) => /\battr_(?:reader|accessor)\b/.test(line) && line.split(/[:,\s]+/).includes(name))) return true;
    }
    return false;
  }

  private argumentsOf(list: readonly Argument[], frame: Frame, call: Span): { args: Value[]; named: Map<string, Value>; block?: Value } {
    const args: Value[] = [];
    const named = new Map<string, Value>();
    let block: Value;
    const rubyNamed = new Dict();
    for (const { value, name } of list) {
      const inner = value.kind === 'same' && value.how === 'spread' ? value : undefined;
      if (inner && name === undefined) {
        const written = frame.file.text.slice(inner.start, inner.end);
        const all = this.evaluate(inner, frame);
        if (this.family === 'ruby' && written.startsWith('&')) block = all;
        else if (written.startsWith('**')) {
          if (!(all instanceof Dict)) throw new Unknown('arguments');
          for (const [key, each] of all.pairs()) named.set(nameOf(key), each);
        } else args.push(...itemsOf(all, this.family));
      } else if (name !== undefined) named.set(name.replace(/:$/, '').replace(/^\$/, ''), this.evaluate(value, frame));
      else if (value.kind === 'fn' && value.words.includes('block')) block = this.evaluate(value, frame);
      else args.push(this.evaluate(value, frame));
    }
    if (rubyNamed.entries.size > 0) args.push(rubyNamed);
    void call;
    return { args, named, block };
  }

  private makes(callee: Expr, args: Value[], named: ReadonlyMap<string, Value>, frame: Frame, block: Value): Value {
    if (callee.kind === 'name') {
      const plain = callee.name.replace(/<.*$/s, '');
      if (callee.name.endsWith(']') && callee.name.includes('[')) {
        if (args.length !== 1) throw new Unknown('an array');
        const type = callee.name.split('[', 1)[0]!.trim();
        return new List(Array.from({ length: Number(args[0]) }, () => this.empty(type)));
      }
      const cls = frame.env.holder(plain) ? this.settled(frame.env.holder(plain)!.names.get(plain)) : this.global(plain, frame);
      const found = this.settled(cls);
      if (found instanceof Cls) return this.make(found, args, named);
      if (plain === 'Struct' && this.family === 'ruby') return this.structClass(args, block, frame);
      if (found instanceof Foreign) return callForeign(this, `new ${found.name.replace(/^.*\./, '')}`, args, named);
    }
    const made = this.evaluate(callee, frame);
    if (made instanceof Cls) return this.make(made, args, named);
    if (made instanceof Foreign) return callForeign(this, `new ${made.name}`, args, named);
    throw new Unknown('a construction');
  }

  /** `Struct.new(:name, :length) do … end` */
  private structClass(names: readonly Value[], block: Value, { file }: Frame): Cls {
    const members = block instanceof Func ? block.fn.body : [];
    const cls = new Cls({ file, node: { start: 0, end: 0, kind: 'class', name: 'Struct', members } }, undefined, undefined);
    cls.listed = names.filter((each): each is string => typeof each === 'string');
    return cls;
  }

  private assigned(node: Extract<Expr, { kind: 'assign' }>, frame: Frame): Value {
    const { operator, target } = node;
    if (operator === '++' || operator === '--') {
      const before = this.evaluate(target, frame);
      if (!isNumber(before)) throw new Unknown('a count');
      const after = operated(this, operator === '++' ? '+' : '-', before, typeof before === 'bigint' ? 1n : 1);
      this.assign(target, after, frame, undefined);
      return /^(?:\+\+|--)/.test(frame.file.text.slice(node.start, node.end)) ? after : before;
    }
    if (!node.value) {
      if (node.declares === 'with') throw new Unknown('a with');
      if (this.family === 'python') return null;
      const value = this.empty(node.type);
      this.assign(target, value, frame, node.declares ?? '');
      return value;
    }
    if (/^(?:\|\|=|\?\?=|&&=)$/.test(operator)) {
      const before =
        this.family === 'ruby' && target.kind === 'index'
          ? this.peek(target, frame)
          : target.kind === 'name' && this.family === 'ruby' && !target.name.startsWith('@')
            ? (frame.env.holder(target.name)?.names.get(target.name) ?? null)
            : this.evaluate(target, frame);
      const stays = operator === '??=' ? before !== null && before !== undefined : isTrue(this, before) === (operator === '||=');
      if (stays) return before;
      const value = this.evaluate(node.value, frame);
      this.assign(target, value, frame, undefined);
      return value;
    }
    if (operator !== '=' && operator !== ':=' && operator.endsWith('=')) {
      const before = this.evaluate(target, frame);
      const given = this.evaluate(node.value, frame);
      const sign = operator.slice(0, -1);
      if (this.family === 'python' && sign === '+' && before instanceof List && before.kind === 'list') {
        before.items.push(...itemsOf(given, this.family));
        return before;
      }
      const after = operated(this, sign, before, given);
      const isWhole = typeof before === 'bigint' && typeof after === 'number' && /^(?:java|csharp|cpp|go|rust)$/.test(this.family);
      this.assign(target, isWhole ? BigInt(Math.trunc(after)) : after, frame, undefined);
      return after;
    }
    const isLambda = node.value.kind === 'fn';
    const value = this.evaluate(node.value, frame);
    const kept = isLambda ? value : coerced(this, this.copied(value), node.type);
    this.assign(target, kept, frame, node.declares);
    return kept;
  }

  private peek(target: Extract<Expr, { kind: 'index' }>, frame: Frame): Value {
    const of = this.evaluate(target.of, frame);
    return of instanceof Dict ? (of.get(this.evaluate(target.keys[0]!, frame)) ?? null) : this.evaluate(target, frame);
  }

  /** Gives a name, a member, an element or a pattern its value. */
  private assign(target: Expr, value: Value, frame: Frame, declares: string | undefined): void {
    switch (target.kind) {
      case 'name':
        return this.assignName(target.name, value, frame, declares);
      case 'member': {
        const of = this.evaluate(target.of, frame);
        if (of instanceof Obj) {
          const setter = of.cls && methodsOf(of.cls.at).find((each) => each.name === target.name && each.words.includes('set'));
          if (setter || (of.cls && this.family === 'ruby' && this.method(of.cls, `${target.name}=`))) throw new Unknown('a setter');
          of.fields.set(
            this.family === 'ruby' ? `@${target.name}` : target.name,
            of.fields.has(target.name) ? likeBefore(of.fields.get(target.name), value, this.family) : value,
          );
          return;
        }
        if (of instanceof Cls) {
          of.statics.set(target.name, value);
          return;
        }
        throw new Unknown('a member of something else');
      }
      case 'index': {
        const of = this.evaluate(target.of, frame);
        if (target.slice) throw new Unknown('a slice that is set');
        if (target.keys.length === 0 && of instanceof List) {
          of.items.push(value);
          return;
        }
        const key = this.evaluate(target.keys[0]!, frame);
        if (of instanceof Dict) of.set(key, value);
        else if (of instanceof Obj && of.cls === undefined) of.fields.set(nameOf(key), value);
        else if (of instanceof List && isNumber(key)) {
          const place = Number(key) < 0 ? of.items.length + Number(key) : Number(key);
          if (place < 0 || place > of.items.length || (place === of.items.length && !/^(?:javascript|ruby|php)$/.test(this.family)))
            throw new Unknown('an index out of range');
          of.items[place] = likeBefore(of.items[place], value, this.family);
        } else if (of instanceof List && this.family === 'php' && of.items.length === 0) {
          const map = new Dict();
          map.set(key, value);
          this.assign(target.of, map, frame, undefined);
        } else throw new Unknown('an element of something else');
        return;
      }
      case 'list': {
        const items = value instanceof List ? value.items : itemsOf(value, this.family);
        const spread = target.elements.findIndex((each) => each.kind === 'same' && each.how === 'spread');
        if (spread < 0 && items.length < target.elements.length && this.family !== 'javascript' && this.family !== 'ruby')
          throw new Thrown(new Obj(undefined, new Map(), 'ValueError'));
        if (spread < 0 && this.family === 'python' && items.length > target.elements.length)
          throw new Thrown(new Obj(undefined, new Map(), 'ValueError'));
        const after = spread < 0 ? 0 : target.elements.length - spread - 1;
        target.elements.forEach((each, at) => {
          if (each.kind === 'opaque') return;
          if (each.kind === 'same' && each.how === 'spread')
            this.assign(each.of, new List(items.slice(at, items.length - after)), frame, declares);
          else this.assign(each, items[spread >= 0 && at > spread ? items.length - (target.elements.length - at) : at], frame, declares);
        });
        return;
      }
      case 'map': {
        const taken = new Set<string>();
        for (const { key, value: inner } of target.entries) {
          if (!key) {
            if (inner.kind !== 'same' || !(value instanceof Obj)) throw new Unknown('a pattern');
            this.assign(inner.of, new Obj(undefined, new Map([...value.fields].filter(([name]) => !taken.has(name)))), frame, declares);
            continue;
          }
          const name = this.evaluate(key, frame);
          taken.add(nameOf(name));
          this.assign(inner, this.property(value, nameOf(name), target, frame), frame, declares);
        }
        return;
      }
      case 'choice': {
        const [inner, fallback] = target.options;
        if (target.operator !== '=' || !inner || !fallback) throw new Unknown('a pattern');
        return this.assign(inner, value === undefined ? this.evaluate(fallback, frame) : value, frame, declares);
      }
      case 'opaque': {
        // `mut x`, `&x` of Rust.
        const [only, more] = target.parts;
        if (only?.kind === 'name' && !more) return this.assignName(only.name, value, frame, declares);
        throw new Unknown('a pattern');
      }
      case 'same':
        return this.assign(target.of, value, frame, declares);
      case 'operate':
        if (target.operator === '*' && target.operands.length === 1) return this.assign(target.operands[0]!, value, frame, declares);
        throw new Unknown('a pattern');
      default:
        throw new Unknown('a pattern');
    }
  }

  private assignName(name: string, value: Value, frame: Frame, declares: string | undefined): void {
    if (name === '_' && /^(?:go|rust|python)$/.test(this.family)) return;
    if (name.startsWith('@')) {
      if (!(frame.self instanceof Obj)) throw new Unknown('no object');
      frame.self.fields.set(name, value);
      return;
    }
    const { env } = frame;
    const shared = this.shared.get(env)?.find(([own]) => own === name)?.[1];
    if (shared) {
      shared.names.set(name, value);
      return;
    }
    if (declares === ':=' && env.names.has(name)) {
      env.names.set(name, value);
      return;
    }
    if (declares !== undefined) {
      env.names.set(name, value);
      return;
    }
    if (/^(?:python|php)$/.test(this.family)) {
      env.names.set(name, value);
      return;
    }
    const holder = env.holder(name);
    if (holder) {
      holder.names.set(name, likeBefore(holder.names.get(name), value, this.family));
      return;
    }
    const { self, owner } = frame;
    if (/^(?:java|csharp|kotlin|cpp)$/.test(this.family)) {
      if (self instanceof Obj && self.fields.has(name)) {
        self.fields.set(name, likeBefore(self.fields.get(name), value, this.family));
        return;
      }
      for (let cls: Cls | undefined = owner; cls; cls = cls.base)
        if (cls.statics.has(name)) {
          cls.statics.set(name, value);
          return;
        }
    }
    if (this.family === 'ruby') {
      env.names.set(name, value);
      return;
    }
    const there = this.module(frame.file);
    if (!there.names.has(name)) throw new Unknown('a name that is not declared');
    there.names.set(name, value);
  }

  /** `Rates::cents`, `this::label`, `String::trim`. */
  private reference(owner: string, member: string, frame: Frame): Value {
    const of = owner === 'this' ? frame.self : this.settled(this.name({ start: 0, end: 0, kind: 'name', name: owner }, frame));
    if (of instanceof Cls) {
      if (member === 'new') return of;
      const own = this.method(of, member);
      if (own && !own.fn.words.includes('static')) return new Native(([object, ...rest]) => this.send(object, member, rest));
      if (!own) return new Native(([object]) => this.property(object, member));
      return this.property(of, member);
    }
    if (of instanceof Obj) return new Native((args) => this.send(of, member, args));
    const name = `${owner}.${member}`;
    if (member === 'new') return new Native((args) => callForeign(this, `new ${owner}`, args, new Map()));
    if (isForeign(name)) return new Native((args) => callForeign(this, name, args, new Map()));
    return new Native(([object, ...rest]) => callMethod(this, object, member, rest, new Map()));
  }

  private opaque(node: Extract<Expr, { kind: 'opaque' }>, frame: Frame): Value {
    const written = frame.file.text.slice(node.start, node.end);
    const [first] = node.parts;
    if (this.family === 'python') {
      if (written === 'pass' || written === '') return null;
      if (written.startsWith('assert') && first && !isStatement(first)) {
        if (first.kind === 'operate' && first.operands.length === 2 && first.operator === '==') {
          const [left, right] = first.operands.map((each) => this.evaluate(each, frame));
          return callForeign(this, 'assert.pair', [left, right], new Map());
        }
        return callForeign(this, 'assert.holds', [isTrue(this, this.evaluate(first, frame))], new Map());
      }
      if (written.startsWith('del ') && first && !isStatement(first)) {
        for (const each of node.parts) if (!isStatement(each)) this.remove(each, frame);
        return null;
      }
    }
    if (this.family === 'rust') {
      const macro = /^(\w+)!/.exec(written)?.[1];
      const args = (): Value[] => node.parts.map((each) => (isStatement(each) ? null : this.evaluate(each, frame)));
      if (macro !== undefined && /^(?:assert_eq|assert_ne|assert|format|vec|println|panic)$/.test(macro))
        return callForeign(this, `${macro}!`, args(), new Map());
    }
    const [, owner, member] = /^([\w.]+)::(\w+)$/.exec(written) ?? [];
    if (owner !== undefined && member !== undefined && /^(?:java|kotlin)$/.test(this.family)) return this.reference(owner, member, frame);
    // Brackets around one statement or expression.
    const [only, more] = node.parts;
    if (only && !more && this.family !== 'python' && /^(?:switch|branch|block|loop|try)$/.test(only.kind)) {
      this.last = null;
      const done = this.run(only as Stmt, frame);
      if (done) throw new Unknown('a jump out of an expression');
      return this.last;
    }
    throw new Unknown(`opaque ${written.slice(0, 40)}`);
  }
}

/** What stands in the braces behind a head. */
function bodyOf(text: string, head: string): string | undefined {
  const at = text.indexOf(`${head} {`);
  return at < 0 ? undefined : text.slice(at + head.length + 2, text.indexOf('}', at));
}

/** Characters as one text. */
function textOf(signs: readonly Value[]): string {
  return signs.map(nameOf).join('');
}

const CONSTRUCTED = /\blambda\b/;

function isStatement(node: Ir): node is Exclude<Stmt, { kind: 'assign' | 'fn' }> {
  return /^(?:do|loop|return|throw|jump|branch|switch|try|class|block)$/.test(node.kind);
}

function fits(fn: Fn, count: number, family: string): boolean {
  const params = fn.params.filter((each) => !each.implicit).slice(family === 'python' ? 1 : 0);
  const needed = params.filter(({ fallback, rest }) => !fallback && !rest).length;
  return count >= needed && (count <= params.length || params.some(({ rest }) => rest));
}

/** The members of a class, also those that are declared together. */
function membersOf(list: readonly Stmt[]): Stmt[] {
  return list.flatMap((each) => (each.kind === 'block' ? membersOf(each.body) : [each]));
}

/** A text with what stands in brackets and quotes blanked out. */
function maskBrackets(text: string): string {
  let depth = 0;
  let quote = '';
  return [...text]
    .map((sign) => {
      if (quote) {
        if (sign === quote) quote = '';
        return ' ';
      }
      if (/["']/.test(sign)) {
        quote = sign;
        return ' ';
      }
      if (/[([{]/.test(sign)) depth += 1;
      if (/[)\]}]/.test(sign)) depth -= 1;
      return depth > 0 ? ' ' : sign;
    })
    .join('');
}

/** A variable of a fractional number keeps its kind in languages with types. */
function likeBefore(before: Value, value: Value, family: string): Value {
  return typeof before === 'number' && typeof value === 'bigint' && /^(?:java|csharp|cpp|go|rust|kotlin)$/.test(family)
    ? Number(value)
    : value;
}

function numberOf(written: string, family: string): Value {
  const plain = written.replace(/(?<=[\da-fA-F])_(?=[\da-fA-F])|'/g, '');
  if (/^0[xXbBoO]/.test(plain)) {
    const value = BigInt(plain.replace(/[uUlLn]{1,3}$/, ''));
    return family === 'javascript' ? Number(value) : value;
  }
  const bare = plain.replace(/(?:[iu](?:8|16|32|64|128|size)|[uUlLnmM]{1,3})$/, '');
  if (family === 'javascript') return plain.endsWith('n') ? BigInt(bare) : Number(bare);
  if (/^\d+$/.test(bare)) return BigInt(bare);
  const fraction = Number(bare.replace(/(?:f32|f64|[fFdD])$/, ''));
  if (Number.isNaN(fraction)) throw new Unknown('a number');
  return fraction;
}

function patternOf(written: string): Pattern {
  const [, body = '', flags = ''] = /^\/(.*)\/(\w*)$/s.exec(written) ?? [];
  try {
    return new Pattern(new RegExp(body.replace(/\\A/g, '^').replace(/\\z/gi, '$'), flags.replace(/[^gimsuy]/g, '')));
  } catch {
    throw new Unknown('a pattern');
  }
}

function toNumber(value: Value): number {
  if (typeof value === 'string') return value.trim() === '' ? 0 : Number(value);
  if (typeof value === 'boolean') return Number(value);
  if (value === null) return 0;
  if (value === undefined) return Number.NaN;
  throw new Unknown('a number of something else');
}
