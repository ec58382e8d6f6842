import type { Core } from '../running/machine';
import { Func, Obj, Pointer, type Value } from '../values/value';
import { libraryMethod } from './library';
import type { GoMethod } from './libraryRow';
import { embeddedIn, methodIn } from './lookup';
import type { GoType } from './types';
import { copyOf, GoArray, GoMap, NilOf, nilRead, Ref, Slice, Struct, Typed, typeOfValue } from './values';

/** A method of a value, ready to be called. `place`: where the value is kept, for methods of pointers. */
export function boundMethod(it: Core, value: Value, name: string, pointer: () => Value): ((args: Value[]) => Value) | undefined {
  const found =
    methodIn(value, name) ??
    (isAddressable(value)
      ? methodIn(
          value instanceof Struct
            ? new Pointer(value)
            : new Ref(
                typeOfValue(value),
                {},
                '',
                () => value,
                () => undefined,
              ),
          name,
        )
      : undefined);
  if (found) {
    const { method, path } = found;
    // What a nil pointer leads to is not there.
    if (value instanceof NilOf && value.type.kind === 'pointer' && (path.length > 0 || !method.pointer)) return nilRead();
    let receiver = path.length > 0 ? embeddedIn(value, path) : value;
    if (method.pointer) {
      if (receiver instanceof Struct) receiver = new Pointer(receiver);
      else if (!(receiver instanceof Pointer || receiver instanceof Ref || receiver instanceof NilOf)) receiver = pointer();
      if (receiver instanceof NilOf) receiver = NilOf.of(receiver.type);
    } else {
      if (receiver instanceof Pointer) receiver = receiver.to;
      else if (receiver instanceof Ref) receiver = receiver.get();
      receiver = copyOf(receiver);
    }
    const { pkg } = found.type.declared!;
    return (args) => it.invoke(new Func(method.fn, method.file, pkg!.env, receiver), args, new Map());
  }
  for (const each of withEmbedded(value)) {
    const row = ownMethod(each, name);
    if (row) return (args) => row(it, each instanceof Pointer ? each.to : each instanceof Ref ? each.get() : each, args, each);
  }
  return undefined;
}

function isAddressable(value: Value): boolean {
  return value instanceof Struct || value instanceof Slice || value instanceof GoMap || value instanceof GoArray || value instanceof Typed;
}

/** A value, and what its struct embeds. */
function withEmbedded(value: Value): Value[] {
  const held = value instanceof Pointer ? value.to : value;
  if (!(held instanceof Struct)) return [value];
  return [
    value,
    ...held.goType.fields.filter(({ embedded }) => embedded).flatMap((field) => withEmbedded(held.fields.get(field.name) ?? null)),
  ];
}

function ownMethod(value: Value, name: string): GoMethod | undefined {
  const held = value instanceof Pointer ? value.to : value instanceof Ref ? value.get() : value;
  const type = held instanceof Struct ? held.goType.name : held instanceof Obj ? held.type : typeOfValue(held)?.name;
  return type === undefined ? undefined : libraryMethod(`${type}.${name}`);
}

/** The type arguments of the receiver, under the names that its method has for them. */
export function bindReceiver(func: Func, bind: (name: string, type: GoType) => void): void {
  const self = func.self instanceof Pointer ? func.self.to : func.self instanceof Ref ? func.self.get() : func.self;
  const type = self instanceof NilOf && self.type.kind === 'pointer' ? self.type.elem : typeOfValue(self);
  const args = type?.declared?.args ?? [];
  if (args.length === 0) return;
  const method = type!.declared!.pkg?.methods.get(type!.declared!.name)?.get(func.fn.name);
  method?.params.forEach((name, at) => args[at] && bind(name, args[at]));
}
