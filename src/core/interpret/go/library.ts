import { Foreign, Unknown, type Value } from '../values/value';
import type { Core } from '../running/machine';
import { COLLECTION_METHODS, GO_COLLECTIONS } from './libraryCollections';
import { isLibraryError, libraryError } from './libraryErrors';
import { GO_OBJECTS, OBJECT_METHODS } from './libraryObjects';
import { GO_TEXTS } from './libraryTexts';
import { GO_NUMBERS, NUMBER_CONSTANTS } from './libraryNumbers';
import type { GoMethod, GoRow } from './libraryRow';
import { TIME, TIME_METHODS, timeConstant } from './libraryTime';
import { CHECK_METHODS, CHECKS } from './testing';
import type { World } from './world';

const FUNCTIONS: Readonly<Record<string, GoRow>> = { ...GO_TEXTS, ...GO_NUMBERS, ...GO_COLLECTIONS, ...GO_OBJECTS, ...TIME, ...CHECKS };
const METHODS: Readonly<Record<string, GoMethod>> = { ...OBJECT_METHODS, ...TIME_METHODS, ...CHECK_METHODS, ...COLLECTION_METHODS };

/** A method of a type of the library: `time.Time.Add`. */
export function libraryMethod(name: string): GoMethod | undefined {
  return Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
}

/** Calls a function of the library by its package and its name. */
export function callLibrary(it: Core, name: string, args: Value[]): Value {
  const row = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (!row) throw new Unknown(`the function ${name}`);
  return row(it, args);
}

/** What a name of a package of the library stands for, where that is no function. */
export function constantOf(world: World, name: string): Value | undefined {
  if (Object.hasOwn(NUMBER_CONSTANTS, name)) return NUMBER_CONSTANTS[name];
  if (isLibraryError(name)) return libraryError(world, name);
  if (/^os\.(?:Stdout|Stderr|Stdin|Args)$/.test(name)) return new Foreign(name);
  return timeConstant(world, name);
}
