import { toldOf } from '../python/subclasses';
import { isStruct } from '../csharp/structs';
import { fieldsFrame } from './fieldsFrame';
import { indexOf } from '../../flow/codeIndex';
import { classNamed, methodsOf, type ClassAt } from '../../flow/program';
import type { Expr, Fn, Param, Stmt } from '../../syntax/lower/ir';
import { lineOf } from '../../syntax/lower/places';
import type { SyntaxFile } from '../../syntax/syntax';
import { bind, enter } from './invoking';
import { automatic, enumKind, setUpMembers, withValue } from '../values/enums';
import { isErrorOf } from '../values/errorKinds';
import { callForeign, isForeign } from '../library/functions';
import { equalsIn, methodIn, bound, above, fitting, namesBehind } from './lookup';
import type { Core, Frame } from './machine';
import { same } from '../values/comparing';
import { coerced } from '../values/operators';
import { setUpScript } from '../script/make';
import { emptyValue } from '../values/structs';
import { Cls, Dict, Env, Func, List, Obj, Sym, Thrown, Unknown, type Value } from '../values/value';

/** Where the fields of a class get their values when the constructor of its base has ended. */
const STAGED = /^(?:java|kotlin|javascript)$/;
const CONSTRUCTORS = /^(?:constructor|__init__|initialize|__construct)$/;

/** @param env of a class in a function, the names around it */
export function classOf(it: Core, at: ClassAt, env?: Env): Cls {
  let cls = it.classes.get(at.node);
  if (!cls) {
    cls = it.family === 'javascript' ? withBase(it, at, env) : withParents(it, at, env);
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

/** Languages whose classes have members of several others. */
const MANY = /^(?:python|ruby|php)$/;

function namesOfBases({ file, node }: ClassAt): readonly string[] {
  // `new class extends Base implements Rule { … }` of PHP.
  if (node.name === '' && file.language === 'php') {
    const head = file.text.slice(node.start, file.text.indexOf('{', node.start));
    return [...head.matchAll(/\b(?:extends|implements)\s+([\w\\, ]+)/g)].flatMap(([, listed = '']) =>
      listed
        .replace(/\bimplements\b.*/, '')
        .split(',')
        .map((each) => each.trim().replace(/^.*\\/, '')),
    );
  }
  const line = lineOf(file, node.start);
  const own = file.classes.filter(({ name, startLine, endLine }) => name === node.name && startLine <= line && line <= endLine);
  return (own.find(({ startLine }) => startLine === line) ?? own[0])?.bases ?? [];
}

/** A class of JavaScript with that which it extends. */
function withBase(it: Core, at: ClassAt, env: Env | undefined): Cls {
  const written = extendedBy(at);
  const scope = env ?? it.modules.get(at.file);
  const { over: given } = at.node;
  const called =
    given && scope ? it.evaluate(given, { file: at.file, env: scope, self: undefined, owner: undefined, fn: undefined }) : undefined;
  const over = called instanceof Cls ? called : written === undefined ? undefined : classFrom(it, at, written, scope);
  return new Cls(at, over, over ? undefined : written);
}

/** The class that a class means by a name. */
function classFrom(it: Core, { file, node }: ClassAt, name: string, scope: Env | undefined): Cls | undefined {
  const near = it.settled(scope?.holder(name)?.names.get(name));
  if (near instanceof Cls) return near;
  const named = classNamed(it.program, name, file);
  return named && named.node !== node ? classOf(it, named) : undefined;
}

/** Bases of Python that give no members. */
const EMPTY_BASES = /^(?:object|ABC|Generic|Protocol)$/;

/** A class with its base classes, interfaces, traits and modules. */
function withParents(it: Core, at: ClassAt, env: Env | undefined): Cls {
  const { file, node } = at;
  const hasMany = MANY.test(it.family);
  const scope = env ?? (hasMany ? it.module(file) : it.modules.get(file));
  const bases = namesOfBases(at).map((name) => ({ name, cls: classFrom(it, at, name, scope) }));
  const head = file.text.slice(node.start, node.start + 300).split('\n', 1)[0]!;
  const extended = it.family === 'ruby' ? namesBehind(at, 'extend') : new Set<string>();
  const isBase = (name: string, cls: Cls): boolean =>
    hasMany
      ? it.family === 'python' || new RegExp(`(?:<|\\bextends)\\s*(?:[\\w\\\\]*(?:::|\\\\))?${name}\\b`).test(head)
      : !/\binterface\s/.test(headOf(cls));
  const over = bases.find(({ name, cls }) => cls && isBase(name, cls))?.cls;
  const others = bases.flatMap(({ name, cls }) => (cls && cls !== over && !extended.has(name) ? [cls] : []));
  const unknown = bases.flatMap(({ name, cls }) => (cls || EMPTY_BASES.test(name) ? [] : [name]));
  const made = new Cls(at, over, it.family === 'python' ? unknown.at(-1) : over ? undefined : unknown[0]);
  if (it.family === 'python') made.parents = bases.flatMap(({ cls }) => cls ?? []);
  else if (hasMany) made.parents = [...others.toReversed(), ...(over ? [over] : [])];
  else made.parents = [...(over ? [over] : []), ...others];
  made.foreigns = unknown;
  made.extended = bases.flatMap(({ name, cls }) => (cls && extended.has(name) ? [cls] : []));
  return made;
}

/** A method of an object of the program, if it has one. */
export function methodOf(it: Core, object: Value, name: RegExp): Value | undefined {
  if (!(object instanceof Obj) || !object.cls) return undefined;
  const named = methodIn(object.cls, name);
  const own = it.family === 'java' && named?.fn.name === 'equals' ? equalsIn(object.cls) : named;
  return own && bound(it, own, object);
}

/** Whether a value is an object of a class with this name. */
export function isA({ family }: Core, value: Value, type: string): boolean {
  if (!(value instanceof Obj)) return false;
  if (value.type === type || value.cls?.order.some((cls) => cls.name === type || cls.foreigns.includes(type))) return true;
  if (value.type === '') return false;
  return (value.cls ? value.cls.order.flatMap(({ foreigns }) => foreigns) : [value.type]).some((each) => isErrorOf(family, each, type));
}

/** @param outer the object in whose code it is made */
export function makeObject(it: Core, cls: Cls, args: Value[], named: ReadonlyMap<string, Value>, outer?: Value): Value {
  if (cls.members) return withValue(it, cls, args[0], (a, b) => same(it, a, b));
  if (it.family === 'python' && methodIn(cls, '__new__')) throw new Unknown('how an object is made');
  const isError = cls.order.some(({ foreigns }) => foreigns.some((name) => /(?:Error|Exception|Throwable|Warning)$/.test(name)));
  const isData = isDataClass(it, cls) || (it.family === 'csharp' && isStruct(cls));
  const object = new Obj(cls, new Map(), isError ? cls.name : '', isData || cls.listed !== undefined);
  object.outer = cls.outer ?? outer;
  if (isTuple(cls)) object.isTuple = true;
  const [hash, equals] = [/^(?:__hash__|hash|hashCode|GetHashCode)$/, /^(?:__eq__|[eE]quals)$/].map((name) => methodIn(cls, name));
  if (hash && (it.family === 'java' ? equalsIn(cls) : equals || MANY.test(it.family)))
    object.keyed = () => it.call(bound(it, hash, object), []);
  else if (it.family === 'python' && equals) object.keyed = () => unhashable(cls);
  if (STAGED.test(it.family)) beginFields(it, object, cls);
  else initialise(it, object, cls);
  if (it.family === 'csharp') constructNet(it, object, cls, args, named);
  else construct(it, object, cls, args, named);
  if (it.family === 'python' && isError && !object.fields.has('message')) object.fields.set('message', args[0] ?? '');
  return object;
}

/** C#: what stands in braces behind the arguments is set when the constructor has run. */
function constructNet(it: Core, object: Obj, cls: Cls, args: Value[], named: ReadonlyMap<string, Value>): void {
  const params = methodsOf(cls.at).flatMap((each) => (each.name === cls.name ? each.params.map(({ name }) => name) : []));
  const [own, set] = [new Map<string, Value>(), new Map<string, Value>()];
  for (const [name, value] of named) (params.includes(name) ? own : set).set(name, value);
  // A struct may be made without its values.
  if (!(args.length === 0 && own.size === 0 && isStruct(cls))) construct(it, object, cls, args, own);
  const frame = { ...fieldsFrame(it, object, cls), env: new Env(undefined, true) };
  frame.env.names.set('this', object);
  const place = { start: 0, end: 0 };
  for (const [name, value] of set)
    it.assign({ ...place, kind: 'member', of: { ...place, kind: 'name', name: 'this' }, name }, value, frame, undefined);
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

/** Java: whether a class extends a collection of the library. */
function isCollection({ family }: Core, { foreign = '' }: Cls): boolean {
  return (
    family === 'java' && isForeign(`new ${foreign}`) && /(?:List|Map|Set|Deque|Queue|Stack|Vector)$/.test(foreign.replace(/<.*$/s, ''))
  );
}

function hold(it: Core, object: Obj, { foreign }: Cls, args: Value[]): void {
  const made = callForeign(it, `new ${foreign}`, args, new Map());
  if (!(made instanceof List || made instanceof Dict)) throw new Unknown('a collection');
  object.held = made;
}

/** `this(…)` and `super(…)` in a constructor. */
export function constructFurther(it: Core, word: string, args: Value[], { self, owner }: Frame): Value {
  if (!(self instanceof Obj) || !owner) throw new Unknown('a constructor');
  if (word === 'this') construct(it, self, owner, args, new Map());
  else if (owner.base) constructBase(it, self, owner, args, new Map());
  else if (self.type !== '') ofError(it, self, args);
  else if (isCollection(it, owner)) hold(it, self, owner, args);
  else if (args.length > 0) throw new Unknown('a call of a base class');
  return null;
}

function unhashable({ name }: Cls): never {
  throw new Thrown(new Obj(undefined, new Map<string, Value>([['message', `unhashable type: '${name}'`]]), 'TypeError'));
}

function isTuple(cls: Cls): boolean {
  return cls.order.some(({ foreigns }) => foreigns.includes('NamedTuple'));
}

/** Runs the rest of a constructor's work for a base class. */
export function construct(it: Core, object: Obj, cls: Cls, args: Value[], named: ReadonlyMap<string, Value>): void {
  if (cls.listed) {
    cls.listed.forEach((name, at) => object.fields.set(`@${name}`, named.get(name) ?? args[at] ?? null));
    return;
  }
  const ctors = methodsOf(cls.at).filter(
    (each) =>
      (CONSTRUCTORS.test(each.name) || (each.name === cls.name && each.name !== '')) &&
      !(it.family === 'csharp' && each.words.includes('static')),
  );
  // What checks the values of a record has no parameters of its own.
  const compact = it.family === 'java' ? ctors.find((each) => /^[^({]*\{/.test(cls.at.file.text.slice(each.start, each.end))) : undefined;
  const open = ctors.filter((each) => each !== compact);
  const ctor = open.length > 1 && named.size === 0 ? fitting(it, open, args) : open[0];
  if (ctor) {
    if (
      /^(?:java|csharp)$/.test(it.family) &&
      cls.base &&
      !/\b(?:this|super|base)\s*\(/.test(cls.at.file.text.slice(ctor.start, ctor.body[1]?.start ?? ctor.end))
    )
      constructBase(it, object, cls, [], new Map());
    const func = new Func(ctor, cls.at.file, cls.env ?? it.module(cls.at.file), object, cls);
    const fields = ctor.params.filter((each) => each.field || isFieldParam(it, cls.at.file, each));
    const setFields = (env: Env): void => {
      for (const { name } of fields) object.fields.set(name.replace(/^\$/, ''), env.names.get(name));
    };
    // What checks the values of a record may change them; everywhere else the body finds the fields set.
    const env = invokeConstructor(it, func, args, named, compact ? () => {} : setFields, compact);
    if (compact) setFields(env);
    return;
  }
  if (ctors.length > 0 && !compact) throw new Unknown('several constructors');
  if (it.family === 'python' && isDataClass(it, cls)) {
    const fields = dataFields(it, cls);
    if (args.length > fields.length) throw new Unknown('more values than fields');
    fields.forEach((name, at) => {
      if (at < args.length && !object.fields.has(` ${name}`)) object.fields.set(name, args[at]);
      else if (named.has(name)) object.fields.set(name, named.get(name));
      else if (!object.fields.has(name)) throw new Unknown('a field without a value');
    });
    const given = new Map(object.fields);
    object.fields.clear();
    for (const name of [...dataFields(it, cls), ...given.keys()]) if (given.has(name)) object.fields.set(name, given.get(name));
    const after = methodIn(cls, '__post_init__');
    if (after) it.call(bound(it, after, object), []);
    return;
  }
  const [next] = cls.order.slice(1).filter((each) => methodsOf(each.at).some(({ name }) => CONSTRUCTORS.test(name)) || each.listed);
  if (MANY.test(it.family) && next) return construct(it, object, next, args, named);
  if (cls.base) return constructBase(it, object, cls, args, named);
  if (cls.foreign !== undefined && object.type !== '') return ofError(it, object, args);
  if (isCollection(it, cls)) return hold(it, object, cls, args);
  if (args.length > 0 || named.size > 0) throw new Unknown('no constructor');
}

/** @param begin is told the parameters before the body runs */
function invokeConstructor(
  it: Core,
  func: Func,
  args: Value[],
  named: ReadonlyMap<string, Value>,
  begin: (env: Env) => void,
  after?: Fn,
): Env {
  const env = new Env(func.env, true);
  const frame: Frame = { file: func.file, env, self: func.self, owner: func.owner, fn: func.fn };
  const run = (): Value => {
    bind(it, func.fn, args, named, frame);
    begin(env);
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

/** The work of the base class's constructor; where fields get their values only then, those of the class itself. */
export function constructBase(it: Core, object: Obj, cls: Cls, args: Value[], named: ReadonlyMap<string, Value>): void {
  if (cls.base) construct(it, object, cls.base, args, named);
  if (STAGED.test(it.family)) initialiseOwn(it, object, cls);
}

/** Before a constructor runs: the values of the topmost class, and in Java nothing or 0 in all other fields. */
function beginFields(it: Core, object: Obj, cls: Cls): void {
  if (cls.base) beginFields(it, object, cls.base);
  else initialiseOwn(it, object, cls);
  if (!cls.base || it.family === 'javascript') return;
  for (const each of membersOf(cls.at.node.members))
    if (each.kind === 'assign' && each.target.kind === 'name' && each.declares !== undefined && !/^(?:static|const)$/.test(each.declares))
      object.fields.set(each.target.name, emptyValue(it, each.type));
}

/** Values of fields as they are declared, those of the base class first. */
function initialise(it: Core, object: Obj, cls: Cls): void {
  for (const each of MANY.test(it.family) ? cls.parents.toReversed() : cls.base ? [cls.base] : []) initialise(it, object, each);
  initialiseOwn(it, object, cls);
}

function initialiseOwn(it: Core, object: Obj, cls: Cls): void {
  // What a class of Python holds is read from it, and shared; only fields of a data class are each object's own.
  if (it.family === 'python' && !isDataClass(it, cls)) return;
  const frame = fieldsFrame(it, object, cls);
  for (const each of membersOf(cls.at.node.members)) {
    if (it.family === 'java' && (each.kind === 'do' ? each.value.kind === 'call' : each.kind === 'assign' && each.declares === undefined))
      it.run(each, frame);
    if (each.kind !== 'assign' || each.target.kind !== 'name' || /^(?:static|const)$/.test(each.declares ?? '')) continue;
    if (it.family === 'python' ? each.type === undefined || IS_SHARED.test(each.type) : each.declares === undefined) continue;
    const name = each.target.name.replace(/^\$/, '');
    if (it.family === 'python' && isFieldCall(each.value) && !givenDefault(each.value)) continue;
    if (it.family === 'python' && cls.statics.has(name)) object.fields.set(name, cls.statics.get(name));
    else if (each.value) object.fields.set(name, coerced(it, fieldDefault(it, each.value, frame), each.type));
    else if (it.family !== 'python') {
      // Whether a field without a value is emptied again depends on how TypeScript is translated.
      if (it.family === 'javascript' && object.fields.get(name) !== undefined) throw new Unknown('a field that a base class has set');
      if (it.family !== 'java' || !object.fields.has(name)) object.fields.set(name, emptyValue(it, each.type));
    }
  }
}

type Call = Extract<Expr, { kind: 'call' }>;

function isFieldCall(value: Expr | undefined): value is Call {
  const callee = value?.kind === 'call' ? value.callee : undefined;
  return (callee?.kind === 'name' || callee?.kind === 'member') && callee.name === 'field';
}

function givenDefault({ args }: Call): Call['args'][number] | undefined {
  return args.find(({ name }) => /^default(?:_factory)?$/.test(name ?? ''));
}

/** Whether a field of a data class is told to be something. */
function isTold(value: Expr | undefined, word: string, truth: string): boolean {
  return (
    isFieldCall(value) && value.args.some(({ name, value: given }) => name === word && given.kind === 'literal' && given.value === truth)
  );
}

/** `field(default_factory=list)` of a dataclass. */
function fieldDefault(it: Core, value: Expr, frame: Frame): Value {
  if (it.family === 'python' && isFieldCall(value)) {
    const given = givenDefault(value);
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
      cls.foreigns.includes('NamedTuple') ||
      (cls.base !== undefined && isDataClass(it, cls.base))
    );
  if (it.family === 'java' || it.family === 'csharp') return /\brecord\s+\w+/.test(headOf(cls));
  if (it.family === 'kotlin') return /\bdata\s+class/.test(headOf(cls));
  return it.family === 'rust';
}

function dataFields(it: Core, cls: Cls): string[] {
  const own = declaredFields(cls).flatMap(({ name, value }) => (isTold(value, 'init', 'False') ? [] : [name]));
  return [...new Set([...(cls.base ? dataFields(it, cls.base) : []), ...own])];
}

/** Types of what a data class holds itself. */
const IS_SHARED = /^(?:typing\.)?ClassVar/;

function declaredFields(cls: Cls): { name: string; value: Expr | undefined }[] {
  return membersOf(cls.at.node.members).flatMap((each) =>
    each.kind === 'assign' && each.type !== undefined && each.target.kind === 'name' && !IS_SHARED.test(each.type)
      ? [{ name: each.target.name, value: each.value }]
      : [],
  );
}

/** The fields that tell objects of a data class apart, where some do not. */
function tellingFields(cls: Cls): readonly string[] | undefined {
  const all = cls.order.toReversed().flatMap(declaredFields);
  const told = all.filter(({ value }) => !isTold(value, 'compare', 'False'));
  return told.length < all.length ? told.map(({ name }) => name) : undefined;
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
  if (isEnum && it.family === 'csharp') return setUpNumbers(it, cls, frame);
  if (isEnum && it.family === 'java') setUpEnum(it, cls, frame);
  const kind = it.family === 'python' ? enumKind(cls) : undefined;
  if (it.family === 'php' && /^enum\b/.test(file.text.slice(node.start, node.start + 5))) setUpCases(it, cls, frame);
  if (it.family === 'python' && isDataClass(it, cls)) cls.telling = tellingFields(cls);
  for (const each of membersOf(node.members)) {
    // Code of a class of Python names its methods as they are: `__radd__ = __add__`.
    if (it.family === 'python' && each.kind === 'fn')
      frame.env.names.set(each.name, new Func(each, file, frame.env.parent, undefined, cls));
    if (RUNS.test(it.family) && /^(?:do|branch|loop)$/.test(each.kind)) runOfClass(it, each, frame);
    if (each.kind === 'class') cls.statics.set(each.name, it.lazyClass(file, each));
    if (it.family === 'java' && each.kind === 'do' && /^static\s*\{/.test(file.text.slice(each.start, each.end)))
      it.run(each, { ...frame, env: new Env(around, true) });
    if (each.kind !== 'assign' || each.target.kind !== 'name') continue;
    const isOwn = each.declares === 'static' || each.declares === 'const' || /^(?:python|ruby)$/.test(it.family);
    if (!isOwn || (!each.value && !/^(?:java|csharp)$/.test(it.family))) continue;
    if (it.family === 'python' && isFieldCall(each.value)) continue;
    if (cls.members && cls.statics.get(each.target.name) instanceof Obj) continue;
    let value = each.value ? coerced(it, it.evaluate(each.value, frame), each.type) : emptyValue(it, each.type);
    if (kind !== undefined && value instanceof Obj && value.type === 'auto')
      value = automatic(kind, each.target.name, [...cls.statics.values()]);
    if (it.family !== 'java') frame.env.names.set(each.target.name, value);
    cls.statics.set(each.target.name.replace(/^\$/, ''), value);
  }
  if (kind !== undefined) {
    const values = [...cls.statics].filter(([name]) => !/^_/.test(name));
    setUpMembers(it, cls, kind, values, (one) => {
      const ctor = methodIn(cls, '__init__');
      const value = one.fields.get('value');
      if (ctor) it.call(bound(it, ctor, one), value instanceof List && value.kind === 'tuple' ? value.items : [value]);
    });
  } else if (isEnum && it.family !== 'java') setUpPlainEnum(cls);
  if (it.family === 'python') toldOf(it, cls, frame);
  const first =
    it.family === 'csharp' ? methodsOf(cls.at).find((each) => each.name === cls.name && each.words.includes('static')) : undefined;
  if (first) it.call(new Func(first, file, around, cls, cls), []);
}

/** Languages whose classes have statements that run when they are declared. */
const RUNS = /^(?:python|ruby)$/;

/** Words of Ruby in a class that say what members there are, and no calls of the program. */
const DECLARES =
  /^(?:private|public|protected|module_function|private_class_method|private_constant|attr_\w+|include|extend|prepend|require|require_relative|def_delegators?|alias_method|using|refine|using)\b/;

function runOfClass(it: Core, node: Stmt, frame: Frame): void {
  const written = frame.file.text.slice(node.start, Math.min(node.end, node.start + 40));
  if (/^(?:include|extend)\b/.test(written) && it.family === 'ruby') return included(it, node, frame, written.startsWith('extend'));
  if (it.family === 'ruby' ? DECLARES.test(written) : /^(?:["']|[rbf]"|pass\b|\.\.\.)/.test(written)) return;
  it.run(node, frame);
}

/** What a module of Ruby does with a class that includes it, or is extended by it. */
function included(it: Core, node: Stmt, { owner, file }: Frame, extendsIt: boolean): void {
  const names: readonly string[] = file.text.slice(node.start, node.end).match(/[A-Z]\w*/g) ?? [];
  const own = extendsIt ? 'extended' : 'included';
  for (const each of (extendsIt ? owner?.extended : owner?.parents) ?? []) {
    const hook = names.includes(each.name) && methodsOf(each.at).find(({ name, words }) => name === own && words.includes('static'));
    if (hook) it.call(it.functionValue(each.at.file, hook, each, each), [owner]);
  }
}

/** The cases of an enumeration of PHP. */
function setUpCases(it: Core, cls: Cls, frame: Frame): void {
  const { file, node } = cls.at;
  cls.members = [];
  for (const each of membersOf(node.members)) {
    if (each.kind !== 'assign' || each.target.kind !== 'name' || !/^case\b/.test(file.text.slice(each.start, each.start + 5))) continue;
    const { name } = each.target;
    const one = new Obj(
      cls,
      new Map<string, Value>([['name', name], ...(each.value ? [['value', it.evaluate(each.value, frame)] as [string, Value]] : [])]),
    );
    cls.statics.set(name, one);
    cls.members.push(one);
  }
}

/** The constants of an enum of Java, which may have values and a body of their own. */
function setUpEnum(it: Core, cls: Cls, frame: Frame): void {
  const { file, node } = cls.at;
  const constants = node.members.flatMap((each) => {
    if (each.kind !== 'do') return [];
    const [first, ...rest] = each.value.kind === 'opaque' ? each.value.parts : [each.value];
    return first?.kind === 'name' && file.text.startsWith(first.name, each.start) ? [{ name: first.name, rest }] : [];
  });
  cls.members = [];
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
    cls.members.push(object);
  }
}

/** The members of an enum of C#, each with its number. */
function setUpNumbers(it: Core, cls: Cls, frame: Frame): void {
  cls.members = [];
  let next = 0;
  for (const each of cls.at.node.members) {
    if (each.kind !== 'assign' || each.target.kind !== 'name') continue;
    const value = each.value && it.evaluate(each.value, frame);
    if (value !== undefined && typeof value !== 'bigint') throw new Unknown('an enum with values');
    const ordinal = value === undefined ? next : Number(value);
    const object = new Obj(cls);
    object.constant = { name: each.target.name, ordinal };
    next = ordinal + 1;
    cls.statics.set(each.target.name, object);
    cls.members.push(object);
  }
}

function setUpPlainEnum(cls: Cls): void {
  const { file, node } = cls.at;
  const from = file.text.indexOf('{', node.start) + 1;
  const body = file.text.slice(from, node.end);
  if (!/^[\s\w,]*[;}]/.test(body)) throw new Unknown('an enum with values');
  cls.members = body
    .split(/[;}]/)[0]!
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
    .map((name, ordinal) => {
      const object = new Obj(cls);
      object.constant = { name, ordinal };
      cls.statics.set(name, object);
      return object;
    });
}

/** `Struct.new(:name, :length) do … end` */
export function structClass(it: Core, names: readonly Value[], block: Value, { file }: Frame): Cls {
  const members = block instanceof Func ? block.fn.body : [];
  const cls = new Cls({ file, node: { start: 0, end: 0, kind: 'class', name: 'Struct', members } }, undefined, undefined);
  cls.listed = names.flatMap((each) => (each instanceof Sym ? [each.name] : []));
  setUp(it, cls);
  return cls;
}

/** The members of a class, also those that are declared together. */
function membersOf(list: readonly Stmt[]): Stmt[] {
  return list.flatMap((each) => (each.kind === 'block' ? membersOf(each.body) : [each]));
}
