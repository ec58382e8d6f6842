import { classNamed, filesLike, fnsNamed, importOf, isMethod, methodsOf, moduleOf } from '../../flow/program';
import { traitsOf } from '../../flow/traits';
import type { Expr, Fn } from '../../syntax/lower/ir';
import type { SyntaxFile } from '../../syntax/syntax';
import { classAbove, construct } from './classes';
import { callForeign, isForeign } from '../library/functions';
import { methodIn, bound, fullName, isRead, methodBehind, overload, phpName } from './lookup';
import type { Core, Frame } from './machine';
import { answers } from '../ruby/answers';
import { parentOf } from '../library/dataFiles';
import { counted } from '../values/limits';
import { matchedGroup } from '../ruby/matches';
import { scriptName } from '../script/modules';
import { expectation, isMatcher, letOf, matcherOf, withSelf } from '../ruby/specs';
import { Cls, Dict, Foreign, Func, List, Native, Obj, Sym, Thrown, Unknown, type Value } from '../values/value';

export function nameValue(it: Core, { name }: Extract<Expr, { kind: 'name' }>, frame: Frame): Value {
  if (it.family === 'javascript') {
    if (name === 'this') return frame.self;
    if (name === 'undefined') return undefined;
    const env = frame.env.holder(name);
    return env ? env.names.get(name) : scriptName(it, name, frame);
  }
  if (it.family === 'php' && /^(?:self|static)::class$/.test(name) && frame.owner)
    return classText(
      it,
      name.startsWith('static')
        ? frame.self instanceof Obj
          ? frame.self.cls
          : frame.self instanceof Cls
            ? frame.self
            : frame.owner
        : frame.owner,
    );
  if (it.family === 'php' && name.endsWith('::class')) {
    const of = name.startsWith('$')
      ? it.evaluate({ start: 0, end: 0, kind: 'name', name: name.slice(0, -7) }, frame)
      : it.settled(globalName(it, name.slice(0, -7), frame));
    return classText(it, of instanceof Obj && of.cls ? of.cls : of);
  }
  if (it.family === 'php' && name === '__DIR__') return parentOf(frame.file.file);
  if (it.family === 'php' && name === '__CLASS__' && frame.owner) return classText(it, frame.owner);
  if (it.family === 'php' && /^__(?:FUNCTION|METHOD)__$/.test(name)) throw new Unknown('the name of a function');
  if (it.family === 'php' && /^(?:self|static|parent)$/.test(name) && frame.owner) {
    if (name === 'parent') return frame.owner.base ?? new Foreign('parent');
    return (
      (name === 'static' && frame.self instanceof Obj ? frame.self.cls : undefined) ??
      (frame.self instanceof Cls && name === 'static' ? frame.self : frame.owner)
    );
  }
  if (/^(?:this|\$this|self|cls)$/.test(name) && !(it.family === 'python') && frame.self !== undefined) return frame.self;
  if (name === 'super' && it.family === 'ruby') return superOf(it, frame);
  if (name.startsWith('@@')) {
    for (const cls of (frame.owner ?? (frame.self instanceof Cls ? frame.self : undefined))?.order ?? [])
      if (cls.statics.has(name)) return cls.statics.get(name);
    throw new Unknown('a variable of a class');
  }
  if (it.family === 'ruby' && /^\$[\d~]$/.test(name)) return matchedGroup(it, name);
  if (name.startsWith('@')) {
    const self = frame.self;
    if (self instanceof Cls && it.family === 'ruby') return self.statics.get(name) ?? null;
    if (!(self instanceof Obj)) throw new Unknown('no object');
    return self.fields.get(name) ?? null;
  }
  if (it.family === 'ruby') {
    const given = letOf(frame.self, name);
    if (given) return given();
    const spec = frame.self instanceof Obj && frame.self.type === 'spec';
    if (spec && name === 'is_expected') return expectation(letOf(frame.self, 'subject')?.() ?? null);
    if (spec && isMatcher(name) && !frame.env.holder(name)) return matcherOf(name, [], new Map());
    if (name === '__dir__') return parentOf(frame.file.file);
    if (name === '__FILE__' || name === '__method__')
      return name === '__FILE__' ? frame.file.file : frame.fn ? Sym.of(frame.fn.name) : null;
    if (/^\$(?:PROGRAM_NAME|0)$/.test(name)) return it.main.file;
  }
  const shared = it.shared.get(frame.env)?.find(([own]) => own === name)?.[1];
  const env = shared ?? frame.env.holder(name);
  // `Kind` of C# may be a member and its type: the member comes first.
  const near = env && it.family === 'csharp' && env === it.modules.get(frame.file) ? ofObject(it, name, frame) : undefined;
  if (near) return near.value;
  if (env) {
    const value = env.names.get(name);
    // A method that stands beside specs.
    if (it.family === 'ruby' && value instanceof Func && value.fn.name === name && !value.fn.words.includes('block'))
      return it.call(withSelf(value, frame.self), []);
    return value;
  }
  const own = ofObject(it, name, frame);
  return own ? own.value : globalName(it, name, frame);
}

/** Java: the method that a call names without an object; its name may be that of a field, too. */
export function methodNamed(it: Core, name: string, frame: Frame): Value {
  const own = ofObject(it, name, frame, true);
  if (own) return own.value;
  // A function is the object of an interface: its only method, and those that have code there.
  if (frame.self instanceof Func || frame.self instanceof Native) {
    const { self } = frame;
    const byDefault = it.defaultMethod(self, name);
    return byDefault ? new Native(byDefault) : self;
  }
  for (let self: Value = frame.self; self instanceof Obj; self = self.outer) {
    const object = self;
    if (self.held || self.constant || self.type !== '' ? OF_LIBRARY.test(name) : OF_OBJECTS.test(name))
      return new Native((args) => it.send(object, name, args));
  }
  return /^(?:values|valueOf)$/.test(name) && frame.owner?.members
    ? it.property(frame.owner, name)
    : nameValue(it, { start: 0, end: 0, kind: 'name', name }, frame);
}

const OF_OBJECTS = /^(?:toString|hashCode|equals)$/;
/** What collections, constants and errors have besides. */
const OF_LIBRARY = /^(?!assert|fail$|println$)[a-z]\w*$/;

/** A field or a method that a class's own code, or that of a class in it, names without the object. */
function ofObject(
  it: Core,
  name: string,
  frame: Frame,
  isCalled: boolean | undefined = it.family === 'java' ? false : undefined,
): { value: Value } | undefined {
  if (!/^(?:java|csharp|kotlin|cpp|ruby)$/.test(it.family)) return undefined;
  let { self } = frame;
  let owner = frame.owner ?? (self instanceof Cls ? self : undefined);
  for (let depth = 0; depth < 6; depth += 1) {
    const found = ofOne(it, name, self, owner, isCalled);
    if (found || it.family === 'ruby') return found;
    owner = owner && (owner.outer instanceof Obj ? owner.outer.cls : classAbove(it, owner));
    self = self instanceof Obj ? self.outer : undefined;
    if (!owner && self === undefined) return undefined;
  }
  return undefined;
}

/** @param isCalled whether only methods are meant, or none; undefined where both may be */
function ofOne(it: Core, name: string, self: Value, owner: Cls | undefined, isCalled: boolean | undefined): { value: Value } | undefined {
  if (self instanceof Obj && self.cls) {
    if (!isCalled && self.fields.has(name)) return { value: self.fields.get(name) };
    const own = isCalled === false ? undefined : methodIn(self.cls, name);
    if (own) {
      const isRead = it.family === 'ruby' || (it.family === 'csharp' && own.fn.words.includes('get'));
      return { value: isRead ? it.invoke(bound(it, own, self), [], new Map()) : methodValue(it, own, self) };
    }
    if (it.family === 'ruby' && self.fields.has(`@${name}`)) return { value: self.fields.get(`@${name}`) };
    if (it.family === 'ruby' && isRead(self.cls, name)) return { value: null };
    if (it.family === 'ruby' && name === 'class') return { value: self.cls };
    if (it.family === 'ruby' && /^[a-z_]/.test(name) && answers(it, self, name)) return { value: it.send(self, name, []) };
  }
  if (it.family === 'ruby' && self instanceof Cls && self.statics.has(`@${name}`)) return { value: self.statics.get(`@${name}`) };
  if (it.family === 'ruby' && name === 'new' && self instanceof Cls) return { value: it.make(self, [], new Map()) };
  for (const cls of (owner ?? (self instanceof Cls ? self : undefined))?.order ?? []) {
    if (!isCalled && cls.statics.has(name)) return { value: it.settled(cls.statics.get(name)) };
    const own = isCalled === false ? undefined : methodsOf(cls.at).find((each) => each.name === name);
    if (!own) continue;
    if (it.family === 'csharp' && own.words.includes('get'))
      return { value: it.invoke(bound(it, { file: cls.at.file, fn: own, owner: cls }, self ?? cls), [], new Map()) };
    if (it.family !== 'ruby')
      return { value: methodValue(it, { file: cls.at.file, fn: own, owner: cls }, self instanceof Cls ? self : cls) };
    return { value: it.invoke(new Func(own, cls.at.file, it.module(cls.at.file), self instanceof Cls ? self : cls, cls), [], new Map()) };
  }
  if (it.family === 'ruby' && /^[A-Z]/.test(name)) return ofClassAround(it, name, owner ?? (self instanceof Cls ? self : undefined));
  return undefined;
}

/** A constant of a class of Ruby that stands around the code. */
function ofClassAround(it: Core, name: string, cls: Cls | undefined): { value: Value } | undefined {
  for (let around = cls && classAbove(it, cls); around; around = classAbove(it, around))
    if (around.statics.has(name)) return { value: it.settled(around.statics.get(name)) };
  return undefined;
}

/** A method as a value; where several have its name, that which the arguments of a call fit. */
export function methodValue(it: Core, own: { file: SyntaxFile; fn: Fn; owner: Cls }, self: Value): Value {
  const all = methodsOf(own.owner.at).filter((each) => each.name === own.fn.name);
  if (all.length < 2) return bound(it, own, self);
  return new Native((args, named) => it.call(bound(it, overload(it, own, args), self), args, named));
}

export function globalName(it: Core, name: string, frame: Frame): Value {
  const { file } = frame;
  if (it.family === 'php' && /^\w*\\|\\/.test(name) && !name.includes('::')) return globalName(it, name.replace(/^.*\\/, ''), frame);
  const own = it.modules.get(file) ?? it.module(file);
  if (own.names.has(name)) return own.names.get(name);
  const imported = importOf(it.program, file, name);
  if (imported) {
    if (imported.named?.kind === 'class') return it.classOf(imported.named.cls);
    if (imported.variable !== undefined) {
      const there = it.module(imported.file);
      if (there.names.has(imported.variable)) return there.names.get(imported.variable);
    }
    if (imported.named) return it.functionValue(imported.named.fn.file, imported.named.fn.fn);
    if (imported.value)
      return it.evaluate(imported.value, {
        file: imported.file,
        env: it.module(imported.file),
        self: undefined,
        owner: undefined,
        fn: undefined,
      });
  }
  const whole = moduleOf(it.program, file, name);
  if (whole) return moduleObject(it, whole);
  if (name.includes('::')) {
    const inner = scoped(it, name, file, frame);
    if (inner !== undefined) return inner;
  }
  const ofImport = it.family === 'java' ? importedName(it, file, name) : undefined;
  if (ofImport) return ofImport.value;
  const binding = file.imports.find((each) => each.local === name && !each.reexport);
  if (binding && !(it.family === 'php' && classNamed(it.program, binding.imported.replace(/^.*\\/, ''), file)))
    return foreignImport(it, binding.module, binding.imported);
  if (!traitsOf(file.language).importsAll) {
    const plain = name.replace(/^.*::/, '');
    const cls = classNamed(it.program, name.replace(/<.*$/s, ''), file);
    if (cls && cls.node.name !== '') return it.classOf(cls);
    const fns = fnsNamed(it.program, plain, file).filter((each) => !isMethod(each));
    if (fns.length === 1) return it.functionValue(fns[0]!.file, fns[0]!.fn);
    for (const each of filesLike(it.program, file.language)) {
      const sets = each.code.some((node) => node.kind === 'assign' && node.target.kind === 'name' && node.target.name === plain);
      const there = it.modules.get(each) ?? (sets ? it.module(each) : undefined);
      if (there?.names.has(plain)) return there.names.get(plain);
    }
  }
  if (it.family === 'python' && name === '__name__')
    return file === it.main ? '__main__' : file.file.replace(/^.*\//, '').replace(/\.py$/, '');
  if (it.family === 'python' && name === '__file__') return file.file;
  if (name === 'undefined') return undefined;
  const constant = /^(?:php|ruby)$/.test(it.family) ? callForeign(it, name, undefined, new Map()) : null;
  if (constant !== null) return constant;
  if (name === 'NaN') return Number.NaN;
  if (name === 'Infinity') return Number.POSITIVE_INFINITY;
  return new Foreign(name);
}

/** What a file of Java imports from the program by a name: a class, or a static member of one. */
function importedName(it: Core, file: SyntaxFile, name: string): { value: Value } | undefined {
  const classAt = (path: string): Cls | undefined => {
    const at = classNamed(it.program, path, file);
    return at && fullName({ at }).replaceAll('$', '.') === path ? it.classOf(at) : undefined;
  };
  for (const { module, imported, local } of file.imports) {
    if (local !== name && imported !== '*') continue;
    const cls = local === name ? classAt(`${module}.${imported}`) : undefined;
    if (cls) return { value: cls };
    const owner = classAt(module);
    if (owner && (owner.statics.has(name) || methodsOf(owner.at).some((each) => each.name === name)))
      return { value: it.property(owner, name) };
  }
  return undefined;
}

/** The whole name of a class of PHP, or of what is none of the program. */
export function classText(it: Core, of: Value): string {
  const spaces = it.program.files.some(({ text }) => /^namespace\s/m.test(text));
  if (of instanceof Cls) return phpName(of);
  if (of instanceof Foreign && !spaces) return of.name.replace(/^\\/, '');
  if (of instanceof Obj && of.type !== '') return of.type;
  throw new Unknown('the name of a class');
}

/** `Shop::open`, `crate::prices::of`. */
function scoped(it: Core, name: string, file: SyntaxFile, { owner }: Frame): Value | undefined {
  const [plain = '', of = ''] = name.split('::').reverse();
  const named = /^(?:Self|self|static)$/.test(of) ? owner : of === 'parent' ? owner?.base : undefined;
  const cls = named ?? (classNamed(it.program, of, file) && it.classOf(classNamed(it.program, of, file)!));
  if (cls) return it.property(cls, plain);
  const fns = fnsNamed(it.program, plain, file).filter((each) => !isMethod(each));
  return fns.length === 1 ? it.functionValue(fns[0]!.file, fns[0]!.fn) : undefined;
}

function moduleObject(it: Core, file: SyntaxFile): Value {
  const env = it.module(file);
  const object = new Obj(undefined, env.names);
  for (const [name, value] of env.names) env.names.set(name, it.settled(value));
  return object;
}

function foreignImport(it: Core, module: string, imported: string): Value {
  const base = module
    .replace(/^node:/, '')
    .replace(/\/strict$/, '')
    .replace(/^.*\//, '');
  if (imported === '*' || imported === '' || imported === 'default' || imported === 'strict')
    return new Foreign(it.family === 'java' ? imported || base : base);
  if (it.family === 'java' || it.family === 'csharp' || it.family === 'kotlin') return new Foreign(imported);
  return (
    (it.family === 'python' ? callForeign(it, `${base}.${imported}`, undefined, new Map()) : null) ?? new Foreign(`${base}.${imported}`)
  );
}

/** `Rates::cents`, `this::label`, `String::trim`. */
export function reference(it: Core, owner: string, member: string, frame: Frame): Value {
  const named = (call: (args: Value[]) => Value, takes?: number): Native => {
    const made = new Native(call);
    if (takes !== undefined) made.takes = takes;
    return made;
  };
  if (owner.endsWith(']')) return named(([size]) => new List(Array.from({ length: counted(Number(size)) }, () => null)));
  const of = /^(?:this|super)$/.test(owner)
    ? frame.self
    : owner.split('.').reduce<Value>((at, name) => {
        const start = at === undefined ? nameValue(it, { start: 0, end: 0, kind: 'name', name }, frame) : it.property(at, name);
        return it.settled(start);
      }, undefined);
  if (of instanceof Cls) {
    if (member === 'new') return of;
    const own = methodIn(of, member);
    if (own && !own.fn.words.includes('static'))
      return named(([object, ...rest]) => it.send(object, member, rest), own.fn.params.length + 1);
    if (own || of.statics.has(member)) return it.property(of, member);
    return named(([object, ...rest]) => it.send(object, member, rest), /^(?:compareTo|equals)$/.test(member) ? 2 : 1);
  }
  if (!(of instanceof Foreign)) return named((args) => it.send(of, member, args));
  const name = `${of.name}.${member}`;
  if (member === 'new') return named((args) => callForeign(it, `new ${of.name.replace(/^.*\./, '')}`, args, new Map()));
  if (isForeign(name) || isForeign(`java ${name}`)) return named((args) => callForeign(it, name, args, new Map()));
  return named(
    ([object, ...rest]) => it.send(object, member, rest),
    /^(?:compareTo|compareToIgnoreCase|equals|concat|add|plus|multiply)$/.test(member) ? 2 : 1,
  );
}

/** `super` of Ruby without arguments: the method of the base class with the same ones. */
function superOf(it: Core, { fn, env, owner, self, home }: Frame): Value {
  const args = (fn?.params ?? []).flatMap(({ name, rest }) => {
    const value = env.names.get(name);
    if (rest && value instanceof List) return value.items;
    if (rest && (value === null || value instanceof Func)) return [];
    if ((rest && !(value instanceof Dict && value.entries.size === 0)) || !env.names.has(name)) throw new Unknown('a call of a base class');
    return rest ? [] : [value];
  });
  if (fn?.name === 'initialize' && owner?.base && self instanceof Obj) {
    construct(it, self, owner.base, args, new Map());
    return null;
  }
  if (fn?.name === 'initialize' && self instanceof Obj && self.type !== '') {
    self.fields.set('message', args[0] ?? '');
    return null;
  }
  const own = fn && methodBehind(self, owner, fn.name);
  if (!own && fn?.name === 'respond_to_missing?') return false;
  if (!own && fn?.name === 'method_missing') throw new Thrown(new Obj(undefined, new Map(), 'NoMethodError'));
  if (!own && /^(?:initialize(?:_copy|_dup|_clone)?|inherited|included|extended|prepended|setup|teardown)$/.test(fn?.name ?? ''))
    return null;
  if (!own) throw new Unknown('a call of a base class');
  return it.call(bound(it, own, self), args, new Map(), home?.block);
}
