import type { Core } from '../running/machine';
import { Thrown, Unknown } from '../values/value';
import { construct } from './core';
import { Literal } from './values';
import { cppWorld } from './world';

/** An error that the library throws, with what it says. */
export function thrownNamed(it: Core, name: string, said: string): Thrown {
  const cls = cppWorld(it).errorClass(name);
  if (!cls) throw new Unknown('an error');
  const made = construct(it, cls, [new Literal(said)]);
  made.stack = it.stack.map((each) => ({ ...each }));
  return new Thrown(made);
}

export const outOfRange = (it: Core, said: string): Thrown => thrownNamed(it, 'out_of_range', said);
