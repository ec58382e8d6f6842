import type { Obj } from '../values/value';
import { errorOf } from './values';
import type { World } from './world';

const ERRORS: Readonly<Record<string, string>> = {
  'io.EOF': 'EOF',
  'io.ErrUnexpectedEOF': 'unexpected EOF',
  'os.ErrNotExist': 'file does not exist',
  'sql.ErrNoRows': 'sql: no rows in result set',
  'context.Canceled': 'context canceled',
  'strconv.ErrSyntax': 'invalid syntax',
  'strconv.ErrRange': 'value out of range',
};

const errors = new WeakMap<World, Map<string, Obj>>();

/** An error that a package of the library declares: there is one of each. */
export function libraryError(world: World, name: string): Obj {
  const known = errors.get(world) ?? new Map<string, Obj>();
  errors.set(world, known);
  if (!known.has(name)) known.set(name, errorOf(ERRORS[name]!));
  return known.get(name)!;
}

/** Whether a name of the library is such an error. */
export const isLibraryError = (name: string): boolean => Object.hasOwn(ERRORS, name);
