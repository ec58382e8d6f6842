import { type Machine, Obj, Thrown, type Value } from '../values/value';

/** An error of JavaScript's own, thrown where the program is. */
export function thrown(it: Machine, type: string, message: string): Thrown {
  return new Thrown(errorOf(it, type, message));
}

/** An error of a type that the program does not declare. */
export function errorOf(it: Machine, type: string, message: Value, options?: Value): Obj {
  const error = new Obj(undefined, new Map<string, Value>([['message', message === undefined ? '' : it.shown(message)]]), type);
  madeAt(it, error, options);
  return error;
}

/** Notes where an error is made, and what caused it. */
export function madeAt(it: Machine, error: Obj, options?: Value): void {
  error.stack = it.stack.map((each) => ({ ...each }));
  error.hidden = new Set(['message', 'cause', 'stack', 'errors']);
  if (options instanceof Obj && options.fields.has('cause')) error.fields.set('cause', options.fields.get('cause'));
}

/** Runs what the host's own library does; an error of it is one of the program. */
export function hosted<T>(it: Machine, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError || error instanceof URIError) {
      if (/call stack/.test(error.message)) throw error;
      throw thrown(it, error.name, error.message);
    }
    throw error;
  }
}
