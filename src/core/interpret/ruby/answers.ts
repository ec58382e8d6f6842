import type { Core } from '../running/machine';
import { rubyMethod } from './methods';
import { isMatcher } from './specs';
import type { Obj } from '../values/value';

/** Whether an object of Ruby has a method by what its class includes, or as every object. */
export function answers(it: Core, self: Obj, name: string): boolean {
  if (
    /^(?:instance_\w+|send|public_send|respond_to\?|is_a\?|kind_of\?|object_id|method|hash|then|tap|freeze|dup|clone|eql\?|equal\?|class)$/.test(
      name,
    )
  )
    return true;
  if (rubyMethod(it, self, name) !== undefined) return true;
  return it.methodOf(self, /^method_missing$/) !== undefined && !isMatcher(name) && !/^assert|^refute|^_$|^expect/.test(name);
}
