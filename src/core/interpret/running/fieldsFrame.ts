import { Env, type Cls, type Obj } from '../values/value';
import type { Core, Frame } from './machine';

/** What the declarations of a class see while an object gets its fields. */
export function fieldsFrame(it: Core, object: Obj, cls: Cls): Frame {
  return {
    file: cls.at.file,
    env: new Env(cls.env ?? it.module(cls.at.file), true),
    self: object,
    owner: cls,
    fn: undefined,
  };
}
