import { indexOf } from '../flow/codeIndex';
import { classNamed, methodsOf, type ClassAt } from '../flow/program';
import type { Expr, Fn, Param, Stmt } from '../syntax/lower/ir';
import { lineOf } from '../syntax/lower/places';
import type { SyntaxFile } from '../syntax/syntax';
import { bind, enter } from './invoking';
import { methodIn, bound, above, fitting } from './lookup';
import type { Core, Frame } from './machine';
import { coerced } from './operators';
import { setUpScript } from './script/make';
import { emptyValue } from './structs';
import { Cls, Env, Func, Obj, Sym, Unknown, type Value } from './values';

const CONSTRUCTORS = /^(?:constructor|__init__|initialize|__construct)$/;

/** @param env of a class in a function, the names around it */
export function classOf(it: Core, at: ClassAt, env?: Env): Cls {
  let cls = it.classes.get(at.node);
  if (!cls) {
    const extended = it.family === 'javascript' ? extendedBy(at) : undefined;
    const named =
      it.family === 'javascript'
        ? [extended].filter((each) => each !== undefined)
        : at.file.classes.find(({ name, startLine }) => name === at.node.name && startLine === lineOf(at.file, at.node.start))?.bases;
    const found = (named ?? []).map((name) => {
      const near = it.settled((env ?? it.modules.get(at.file))?.holder(name)?.names.get(name));
      const base = near instanceof Cls ? undefined : classNamed(it.program, name, at.file);
      return near instanceof Cls ? near : base && base.node !== at.node ? classOf(it, base) : undefined;
    });
    const { over: given } = at.node;
    const scope = env ?? it.modules.get(at.file);
    const called =
      given && scope ? it.evaluate(given, { file: at.file, env: scope, self: undefined, owner: undefined, fn: undefined }) : undefined;
    const over = called instanceof Cls ? called : found.find((each) => each && !/\binterface\s/.test(headOf(each)));
    cls = new Cls(at, over, over ? undefined : named?.find((_, place) => !found[place]));
    cls.others.push(...found.filter((each): each is Cls => each !== undefined && each !== over));
    cls.env = env;
    it.classes.set(at.node, cls);
    // Its own code may name it.
    if (env && at.node.name !== '') env.names.set(at.node.name, cls);
    setUp(it, cls);
  }
  return cls;
}

/** What a class of JavaScript extends, as written. */
function extendedBy({ file, node }: ClassAt): string | undefined {
  const head = file.text.slice(node.start, file.text.indexOf('{', node.start)).replace(/<[^<>{}]*(?:<[^<>{}]*>[^<>{}]*)*>/g, '');
  return /\bextends\s+([\w$.]+(?:\([^()]*\))?)/.exec(head)?.[1];
}

/** The class that a class stands in. */
export function classAbove(it: Core, { at: { file, node } }: Cls): Cls | undefined {
  const around = indexOf(file).classes.filter((each) => each !== node && each.start <= node.start && node.end <= each.end);
  const nearest = around.toSorted((a, b) => a.end - a.start - (b.end - b.start))[0];
  return nearest && classOf(it, { file, node: nearest });
}

/** A method of an object of the program, if it has one. */
export function methodOf(it: Core, object: Value, name: RegExp): Value | undefined {
  if (!(object instanceof Obj) || !object.cls) return undefined;
  const own = methodIn(object.cls, name);
  return own && bound(it, own, object);
}

/** Whether a class has a name, or takes from one that does. */
function isNamed(cls: Cls | undefined, type: string): boolean {
  return cls !== undefined && (cls.name === type || cls.foreign === type || [cls.base, ...cls.others].some((each) => isNamed(each, type)));
}

/** Whether a value is an object of a class with this name. */
export function isA(value: Value, type: string): boolean {
  return value instanceof Obj && (value.type === type || isNamed(value.cls, type));
}

/** @param outer the object in whose code it is made */
export function makeObject(it: Core, cls: Cls, args: Value[], named: ReadonlyMap<string, Value>, outer?: Value): Value {
  const isError = cls.foreign !== undefined || cls.base !== undefined ? /(?:Error|Exception|Throwable)$/.test(errorBase(cls)) : false;
  const isData = isDataClass(it, cls);
  const object = new Obj(cls, new Map(), isError ? cls.name : '', isData || cls.listed !== undefined);
  object.outer = cls.outer ?? outer;
  if (/^(?:java|kotlin|csharp)$/.test(it.family)) {
    const [hash, equals] = [/^(?:hashCode|GetHashCode)$/, /^[eE]quals$/].map((name) => methodIn(cls, name));
    if (hash && equals) object.hash = () => Number(it.call(bound(it, hash, object), []));
  }
  initialise(it, object, cls);
  construct(it, object, cls, args, named);
  return object;
}

/** What an error of a library is given: a message, what caused it, or both. */
function ofError(it: Core, object: Obj, args: readonly Value[]): void {
  const cause = args.find((each) => each instanceof Obj && /(?:Error|Exception|Throwable)$/.test(each.type));
  object.fields.set(
    'message',
    args[0] === cause && cause !== undefined ? it.shown(cause) : (args[0] ?? (it.family === 'java' ? null : '')),
  );
  if (cause !== undefined) object.fields.set('cause', cause);
}

/** `this(…)` and `super(…)` in a constructor. */
export function constructFurther(it: Core, word: string, args: Value[], { self, owner }: Frame): Value {
  if (!(self instanceof Obj) || !owner) throw new Unknown('a constructor');
  if (word === 'this') construct(it, self, owner, args, new Map());
  else if (owner.base) construct(it, self, owner.base, args, new Map());
  else if (self.type !== '') ofError(it, self, args);
  else if (args.length > 0) throw new Unknown('a call of a base class');
  return null;
}

/** Runs the rest of a constructor's work for a base class. */
export function construct(it: Core, object: Obj, cls: Cls, args: Value[], named: ReadonlyMap<string, Value>): void {
  if (cls.listed) {
    cls.listed.forEach((name, at) => object.fields.set(`@${name}`, named.get(name) ?? args[at] ?? null));
    return;
  }
  const ctors = methodsOf(cls.at).filter((each) => CONSTRUCTORS.test(each.name) || (each.name === cls.name && each.name !== ''));
  // What checks the values of a record has no parameters of its own.
  const compact = it.family === 'java' ? ctors.find((each) => /^[^({]*\{/.test(cls.at.file.text.slice(each.start, each.end))) : undefined;
  const open = ctors.filter((each) => each !== compact);
  const ctor = open.length > 1 && named.size === 0 ? fitting(it, open, args) : open[0];
  if (ctor) {
    if (
      it.family === 'java' &&
      cls.base &&
      !/\b(?:this|super)\s*\(/.test(cls.at.file.text.slice(ctor.start, ctor.body[1]?.start ?? ctor.end))
    )
      construct(it, object, cls.base, [], new Map());
    const func = new Func(ctor, cls.at.file, cls.env ?? it.module(cls.at.file), object, cls);
    const env = invokeConstructor(it, func, args, named, compact);
    for (const param of ctor.params)
      if (param.field || isFieldParam(it, cls.at.file, param)) object.fields.set(param.name.replace(/^\$/, ''), env.names.get(param.name));
    return;
  }
  if (ctors.length > 0 && !compact) throw new Unknown('several constructors');
  if (it.family === 'python' && isDataClass(it, cls)) {
    const fields = dataFields(it, cls);
    if (args.length > fields.length) throw new Unknown('more values than fields');
    fields.forEach((name, at) => {
      if (at < args.length) object.fields.set(name, args[at]);
      else if (named.has(name)) object.fields.set(name, named.get(name));
      else if (!object.fields.has(name)) throw new Unknown('a field without a value');
    });
    const after = methodIn(cls, '__post_init__');
    if (after) it.call(bound(it, after, object), []);
    return;
  }
  if (cls.base) return construct(it, object, cls.base, args, named);
  if (cls.foreign !== undefined && object.type !== '') return ofError(it, object, args);
  if (args.length > 0 || named.size > 0) throw new Unknown('no constructor');
}

function invokeConstructor(it: Core, func: Func, args: Value[], named: ReadonlyMap<string, Value>, after?: Fn): Env {
  const env = new Env(func.env, true);
  const frame: Frame = { file: func.file, env, self: func.self, owner: func.owner, fn: func.fn };
  const run = (): Value => {
    bind(it, func.fn, args, named, frame);
    enter(it, func, () => it.runAll([...func.fn.body, ...(after?.body ?? [])], frame));
    return func.self;
  };
  if (it.history) it.history.keep(func.fn, frame, run);
  else run();
  return env;
}

/** `constructor(readonly rent: number)`, `public function __construct(private int $x)`. */
function isFieldParam(it: Core, file: SyntaxFile, { start, end }: Param): boolean {
  return (
    /^(?:javascript|php|kotlin)$/.test(it.family) &&
    /^\s*(?:public|private|protected|readonly|override|val|var)\b/.test(file.text.slice(start, end))
  );
}

function errorBase(cls: Cls): string {
  let at = cls;
  while (at.base) at = at.base;
  return at.foreign ?? '';
}

/** Values of fields as they are declared, those of the base class first. */
function initialise(it: Core, object: Obj, cls: Cls): void {
  if (cls.base) initialise(it, object, cls.base);
  const frame: Frame = {
    file: cls.at.file,
    env: new Env(cls.env ?? it.module(cls.at.file), true),
    self: object,
    owner: cls,
    fn: undefined,
  };
  for (const each of membersOf(cls.at.node.members)) {
    if (it.family === 'java' && (each.kind === 'do' ? each.value.kind === 'call' : each.kind === 'assign' && each.declares === undefined))
      it.run(each, frame);
    if (each.kind !== 'assign' || each.target.kind !== 'name' || /^(?:static|const)$/.test(each.declares ?? '')) continue;
    if (each.declares === undefined && it.family !== 'python') continue;
    const name = each.target.name.replace(/^\$/, '');
    if (each.value) object.fields.set(name, coerced(it, fieldDefault(it, each.value, frame), each.type));
    else if (it.family !== 'python') object.fields.set(name, emptyValue(it, each.type));
  }
}

/** `field(default_factory=list)` of a dataclass. */
function fieldDefault(it: Core, value: Expr, frame: Frame): Value {
  if (it.family === 'python' && value.kind === 'call' && value.callee.kind === 'name' && value.callee.name === 'field') {
    const given = value.args.find(({ name }) => /^default(?:_factory)?$/.test(name ?? ''));
    if (!given) throw new Unknown('a field');
    const found = it.evaluate(given.value, frame);
    return given.name === 'default' ? found : it.call(found, []);
  }
  return it.evaluate(value, frame);
}

function isDataClass(it: Core, cls: Cls): boolean {
  if (it.family === 'python')
    return (
      /@(?:dataclasses\.)?dataclass\b/.test(above(cls.at.file, cls.at.node)) ||
      /^NamedTuple$/.test(cls.foreign ?? '') ||
      (cls.base !== undefined && isDataClass(it, cls.base))
    );
  if (it.family === 'java' || it.family === 'csharp') return /\brecord\s+\w+/.test(headOf(cls));
  if (it.family === 'kotlin') return /\bdata\s+class/.test(headOf(cls));
  return /^(?:go|rust)$/.test(it.family);
}

function dataFields(it: Core, cls: Cls): string[] {
  const own = membersOf(cls.at.node.members).flatMap((each) =>
    each.kind === 'assign' && each.type !== undefined && each.target.kind === 'name' && !/^ClassVar/.test(each.type)
      ? [each.target.name]
      : [],
  );
  return [...new Set([...(cls.base ? dataFields(it, cls.base) : []), ...own])];
}

/** What stands before the body of a class. */
export function headOf({ at: { file, node } }: Cls): string {
  const start = file.text.lastIndexOf('\n', node.start) + 1;
  return file.text.slice(start, file.text.indexOf('{', node.start));
}

/** What a class has by itself: its constants and static fields. */
function setUp(it: Core, cls: Cls): void {
  if (it.family === 'javascript') return setUpScript(it, cls);
  const { file, node } = cls.at;
  const around = cls.env ?? it.module(file);
  const frame: Frame = { file, env: new Env(around, true), self: cls, owner: cls, fn: undefined };
  const isEnum = /^(?:java|csharp|kotlin)$/.test(it.family) && /\benum\b/.test(headOf(cls));
  if (isEnum && it.family === 'java') setUpEnum(it, cls, frame);
  for (const each of membersOf(node.members)) {
    if (each.kind === 'class') cls.statics.set(each.name, it.lazyClass(file, each));
    if (it.family === 'java' && each.kind === 'do' && /^static\s*\{/.test(file.text.slice(each.start, each.end)))
      it.run(each, { ...frame, env: new Env(around, true) });
    if (each.kind !== 'assign' || each.target.kind !== 'name') continue;
    const isOwn = each.declares === 'static' || each.declares === 'const' || /^(?:python|ruby)$/.test(it.family);
    if (!isOwn || (!each.value && it.family !== 'java')) continue;
    if (it.family === 'python' && each.value?.kind === 'call' && each.type !== undefined) continue;
    const value = each.value ? coerced(it, it.evaluate(each.value, frame), each.type) : emptyValue(it, each.type);
    if (it.family !== 'java') frame.env.names.set(each.target.name, value);
    cls.statics.set(each.target.name.replace(/^\$/, ''), value);
  }
  if (it.family === 'python' && /^(?:\w+\.)?(?:Int|Str)?Enum$/.test(cls.foreign ?? ''))
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
  else if (isEnum && it.family !== 'java') setUpPlainEnum(cls);
}

/** The constants of an enum of Java, which may have values and a body of their own. */
function setUpEnum(it: Core, cls: Cls, frame: Frame): void {
  const { file, node } = cls.at;
  const constants = node.members.flatMap((each) => {
    if (each.kind !== 'do') return [];
    const [first, ...rest] = each.value.kind === 'opaque' ? each.value.parts : [each.value];
    return first?.kind === 'name' && file.text.startsWith(first.name, each.start) ? [{ name: first.name, rest }] : [];
  });
  for (const [ordinal, { name, rest }] of constants.entries()) {
    const given = rest.find((each) => each.kind === 'opaque');
    const body = rest.find((each) => each.kind === 'block');
    const args = given?.parts.map((each) => it.evaluate(each as Expr, frame)) ?? [];
    const own = body
      ? new Cls({ file, node: { start: body.start, end: body.end, kind: 'class', name, members: body.body } }, cls, undefined)
      : cls;
    const object = new Obj(own, new Map());
    object.constant = { name, ordinal };
    initialise(it, object, own);
    construct(it, object, cls, args, new Map());
    cls.statics.set(name, object);
  }
}

function setUpPlainEnum(cls: Cls): void {
  const { file, node } = cls.at;
  const from = file.text.indexOf('{', node.start) + 1;
  const body = file.text.slice(from, node.end);
  if (!/^[\s\w,]*[;}]/.test(body)) throw new Unknown('an enum with values');
  body
    .split(/[;}]/)[0]!
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
    .forEach((name, ordinal) => {
      const object = new Obj(cls);
      object.constant = { name, ordinal };
      cls.statics.set(name, object);
    });
}

/** `Struct.new(:name, :length) do … end` */
export function structClass(names: readonly Value[], block: Value, { file }: Frame): Cls {
  const members = block instanceof Func ? block.fn.body : [];
  const cls = new Cls({ file, node: { start: 0, end: 0, kind: 'class', name: 'Struct', members } }, undefined, undefined);
  cls.listed = names.flatMap((each) => (each instanceof Sym ? [each.name] : []));
  return cls;
}

/** The members of a class, also those that are declared together. */
function membersOf(list: readonly Stmt[]): Stmt[] {
  return list.flatMap((each) => (each.kind === 'block' ? membersOf(each.body) : [each]));
}
