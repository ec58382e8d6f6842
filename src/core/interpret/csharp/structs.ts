import { type Cls, type Machine, Obj, type Value } from '../values/value';

const known = new WeakMap<Cls, boolean>();

/** Whether a class is a struct, whose objects are copied. */
export function isStruct(cls: Cls): boolean {
  let is = known.get(cls);
  if (is === undefined) {
    const { file, node } = cls.at;
    const head = file.text.slice(node.start, file.text.indexOf(node.name, node.start));
    known.set(cls, (is = /\bstruct\s+$/.test(head)));
  }
  return is;
}

/** A struct as what holds it next has it: a copy. */
export function copiedStruct(it: Machine, value: Value): Value {
  if (!(value instanceof Obj) || !value.cls || !isStruct(value.cls)) return value;
  const copy = new Obj(
    value.cls,
    new Map([...value.fields].map(([name, each]) => [name, copiedStruct(it, each)])),
    value.type,
    value.isData,
  );
  copy.copyOf = value;
  if (value.keyed) copy.keyed = () => it.call(it.methodOf(copy, /^GetHashCode$/), []);
  return copy;
}
