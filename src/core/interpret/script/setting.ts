import { Cls, Foreign, Func, Hosted, List, type Machine, Native, Obj, Pattern, Unknown, type Value } from '../values/value';
import { counted } from '../values/limits';
import { memberIn } from './classMembers';
import { hosted, thrown } from './errors';

/** Sets what a value has under a name. */
export function setProperty(it: Machine, of: Value, name: string, value: Value, receiver: Value = of): void {
  if (of === null || of === undefined)
    throw thrown(it, 'TypeError', `Cannot set properties of ${of === null ? 'null' : 'undefined'} (setting '${name}')`);
  if (of instanceof Obj) {
    for (let at: Obj | null | undefined = of; at; at = at.proto) {
      const accessor = at.accessors?.get(name);
      if (accessor) return setBy(it, accessor.set, receiver, name, value);
    }
    if (of.cls && !of.fields.has(name)) {
      const own = memberIn(it, of.cls, name);
      if (own && (own.set || own.get)) return setBy(it, own.set, receiver, name, value);
    }
    if (of.isFrozen) throw refused(it, name, 'object', '#<Object>');
    of.fields.set(name, value);
    return;
  }
  if (of instanceof List) {
    if (of.isFrozen) throw refused(it, name, 'object', '[object Array]');
    if (name === 'length') {
      of.items.length = counted(Number(value));
    } else if (/^\d+$/.test(name)) {
      const place = Number(name);
      if (place > of.items.length + MOST_GAP) throw new Unknown('a list with gaps');
      of.items[place] = value;
    } else (of.fields ??= new Map()).set(name, value);
    return;
  }
  if (of instanceof Cls) {
    const own = memberIn(it, of, name, true);
    if (own?.set) it.callOn(own.set, of, [value]);
    else of.statics.set(name, value);
    return;
  }
  if (of instanceof Func || of instanceof Native) {
    (of.fields ??= new Map()).set(name, value);
    return;
  }
  if (of instanceof Pattern && name === 'lastIndex') {
    of.regex.lastIndex = Number(value);
    return;
  }
  if (of instanceof Hosted && (value === null || typeof value !== 'object')) {
    hosted(it, () => Reflect.set(of.object, name, value));
    return;
  }
  if (of instanceof Foreign && of.name === 'process' && name === 'exitCode') {
    exits.set(it, value);
    return;
  }
  throw new Unknown('a property of something else');
}

/** The exit codes that programs set. */
export const exits = new WeakMap<Machine, Value>();

const MOST_GAP = 1_000;

function setBy(it: Machine, set: Value, receiver: Value, name: string, value: Value): void {
  if (set === undefined) throw thrown(it, 'TypeError', `Cannot set property ${name} of #<Object> which has only a getter`);
  it.callOn(set, receiver, [value]);
}

/** A strict program may not change what is frozen; another one goes on as if nothing was set. */
function refused(it: Machine, name: string, kind: string, written: string): Error {
  const file = it.stack.at(-1)?.file;
  const isStrict = file !== undefined && (/^(?:import|export)\s|^\s*['"]use strict['"]/m.test(file.text) || /^\s*class\s/m.test(file.text));
  if (!isStrict) return new Unknown('a change of what is frozen');
  return thrown(it, 'TypeError', `Cannot assign to read only property '${name}' of ${kind} '${written}'`);
}
