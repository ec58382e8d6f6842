import { fieldsFrame } from '../running/fieldsFrame';
import { methodsOf } from '../../flow/program';
import type { Param } from '../../syntax/lower/ir';
import { bind, enter } from '../running/invoking';
import type { Core, Frame } from '../running/machine';
import type { Cls } from '../values/value';
import { Env, Func, Obj, Unknown, type Value } from '../values/value';
import { madeAt } from './errors';
import { errorType, foreignBase } from './types';
import { keyOf } from './operators';

/** An object of a class. */
export function made(it: Core, cls: Cls, args: Value[]): Value {
  const base = foreignBase(cls);
  const isError = base !== undefined && /(?:Error|Exception)$/.test(base);
  if (base !== undefined && !isError && !/^(?:EventEmitter|Object)$/.test(base)) throw new Unknown(`a base class ${base}`);
  const object = new Obj(cls, new Map(), isError ? cls.name : '');
  if (isError) madeAt(it, object);
  return construct(it, object, cls, args) ?? object;
}

/** Runs the constructor of a class for an object. @returns what it gave in place of the object */
function construct(it: Core, object: Obj, cls: Cls, args: Value[]): Value {
  const constructor = methodsOf(cls.at).findLast(
    ({ name, body, end }) => name === 'constructor' && (body.length > 0 || cls.at.file.text[end - 1] === '}'),
  );
  const hasBase = cls.base !== undefined || cls.foreign !== undefined;
  if (!hasBase) initialise(it, object, cls);
  if (!constructor) {
    if (hasBase) constructed(it, object, cls, args);
    return undefined;
  }
  const env = new Env(cls.env ?? it.module(cls.at.file), true);
  const func = new Func(constructor, cls.at.file, env.parent, object, cls);
  const frame: Frame = { file: func.file, env, self: object, owner: cls, fn: constructor };
  const run = (): Value => {
    bind(it, constructor, args, new Map(), frame);
    const setFields = (): void => {
      for (const param of constructor.params)
        if (isField(cls.at.file.text, param)) object.fields.set(param.name, env.names.get(param.name));
    };
    // Fields that the parameters declare are set before the body, and behind the call of the base class.
    if (hasBase) pending.set(object, setFields);
    else setFields();
    const done = enter(it, func, () => it.runAll(constructor.body, frame));
    return done?.kind === 'return' && done.value instanceof Obj ? done.value : undefined;
  };
  return it.history ? it.history.keep(constructor, frame, () => run() ?? object) : run();
}

const pending = new WeakMap<Obj, () => void>();

/** What `super(…)` does: the constructor of the base class, and then the fields of the class. */
export function constructed(it: Core, object: Obj, cls: Cls, args: Value[]): void {
  const setFields = pending.get(object);
  pending.delete(object);
  if (cls.base) construct(it, object, cls.base, args);
  else if (errorType(object) !== undefined) {
    if (args[0] !== undefined) object.fields.set('message', it.shown(args[0]));
    const [, options] = args;
    if (options instanceof Obj && options.fields.has('cause')) object.fields.set('cause', options.fields.get('cause'));
  }
  setFields?.();
  initialise(it, object, cls);
}

/** `constructor(readonly rent: number)` */
function isField(text: string, { start, end }: Param): boolean {
  return /^\s*(?:(?:@\w+\([^)]*\)\s*)?(?:public|private|protected|readonly|override)\b\s*)+/.test(text.slice(start, end));
}

/** The values of the fields that a class itself declares. */
function initialise(it: Core, object: Obj, cls: Cls): void {
  const frame = fieldsFrame(it, object, cls);
  for (const each of cls.at.node.members) {
    if (each.kind !== 'assign' || each.target.kind !== 'name' || each.declares !== 'field') continue;
    const written = cls.at.file.text.slice(each.start, each.end);
    if (/^(?:declare|abstract)\b|\babstract\s/.test(written.split(/[=;]/)[0]!)) continue;
    object.fields.set(fieldName(it, each.target.name, frame), each.value ? it.evaluate(each.value, frame) : undefined);
  }
}

function fieldName(it: Core, written: string, frame: Frame): string {
  const computed = /^\[(?!Symbol\.)(\w+)\]$/.exec(written)?.[1];
  if (computed !== undefined) return keyOf(it, it.evaluate({ start: 0, end: 0, kind: 'name', name: computed }, frame));
  return written.replace(/^(['"])(.*)\1$/, '$2');
}

/** Sets up what a class has itself. */
export function setUpScript(it: Core, cls: Cls): void {
  const { file, node } = cls.at;
  const isEnum = /^(?:export\s+)?(?:declare\s+)?(?:const\s+)?enum\b/.test(file.text.slice(node.start, node.end));
  const frame: Frame = { file, env: new Env(cls.env ?? it.module(file), true), self: cls, owner: cls, fn: undefined };
  let next = 0;
  for (const each of node.members) {
    if (each.kind === 'block') it.runAll(each.body, { ...frame, env: new Env(frame.env, true) });
    if (each.kind !== 'assign' || each.target.kind !== 'name' || each.declares !== 'static') continue;
    const name = fieldName(it, each.target.name, frame);
    const value: Value = each.value ? it.evaluate(each.value, frame) : isEnum ? next : undefined;
    if (typeof value === 'number') next = value + 1;
    cls.statics.set(name, value);
    if (!isEnum) continue;
    frame.env.names.set(name, value);
    if (typeof value === 'number') cls.statics.set(String(value), name);
  }
}
