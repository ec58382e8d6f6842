import { methodsOf } from '../../flow/program';
import type { Core } from '../running/machine';
import { type Cls, Func, type Machine } from '../values/value';

/** A method of a class, or what reads or sets a property of its objects. */
export interface Member {
  get?: Func;
  set?: Func;
  method?: Func;
}

const members = new WeakMap<Cls, Map<string, Member>>();

/** What a class, or one of its bases, has for its objects under a name, or for itself. */
export function memberIn(it: Machine, cls: Cls, name: string, isStatic = false): Member | undefined {
  for (let at: Cls | undefined = cls; at; at = at.base) {
    let own = members.get(at);
    if (!own) members.set(at, (own = membersOf(it, at)));
    const found = own.get(isStatic ? `static ${name}` : name);
    if (found) return found;
  }
  return undefined;
}

function membersOf(it: Machine, cls: Cls): Map<string, Member> {
  const found = new Map<string, Member>();
  const { file } = cls.at;
  for (const fn of methodsOf(cls.at)) {
    // A declaration of TypeScript without a body.
    if (fn.body.length === 0 && !file.text.slice(fn.start, fn.end).endsWith('}')) continue;
    const key = `${fn.words.includes('static') ? 'static ' : ''}${fn.name.replace(/^(['"])(.*)\1$/, '$2')}`;
    const member = found.get(key) ?? {};
    found.set(key, member);
    const kind = fn.words.includes('get') ? 'get' : fn.words.includes('set') ? 'set' : 'method';
    member[kind] = new Func(fn, file, cls.env ?? (it as Core).module(file), undefined, cls);
  }
  return found;
}
