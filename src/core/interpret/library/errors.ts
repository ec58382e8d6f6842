import { List, Obj, Thrown, Unknown, type Machine, type Value } from '../values/value';

/** Throws an error of a library. */
export function fail(type: string, message?: string | null): never {
  throw new Thrown(new Obj(undefined, new Map<string, Value>(message === undefined ? [] : [['message', message]]), type));
}

/** A method that all errors of Java and Kotlin have. */
export function ofError(it: Machine, of: Obj, name: string, [first]: readonly Value[]): Value {
  const { fields } = of;
  switch (name) {
    case 'getMessage':
    case 'getLocalizedMessage':
      if (!fields.has('message')) throw new Unknown('a message of a library');
      return fields.get('message')!;
    case 'getCause':
      return fields.get('cause') ?? null;
    case 'initCause':
      fields.set('cause', first);
      return of;
    case 'addSuppressed':
      fields.set(
        'suppressed',
        new List([...(fields.get('suppressed') instanceof List ? (fields.get('suppressed') as List).items : []), first]),
      );
      return null;
    case 'getSuppressed':
      return fields.get('suppressed') ?? new List([]);
    case 'printStackTrace':
      return null;
    default:
      throw new Unknown(`${name} of ${it.family}`);
  }
}
