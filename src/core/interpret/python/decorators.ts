import type { Expr, Fn } from '../../syntax/lower/ir';
import type { SyntaxFile } from '../../syntax/syntax';
import type { Core, Frame } from '../running/machine';
import { Env, Func, List, Native, keyText, type Value } from '../values/value';

/** Decorators of Python that leave a function as it is, for what it gives. */
const PLAIN =
  /^(?:staticmethod|classmethod|property|\w+\.(?:setter|getter|deleter)|(?:functools\.)?cached_property|(?:abc\.)?abstract\w+|(?:typing\.)?(?:override|overload|final)|pytest\.\w.*|(?:\w+\.)*mark\.\w.*|(?:unittest\.)?(?:skip\w*|expectedFailure)\b.*|(?:unittest\.)?mock\.\w.*|patch\b.*)$/s;
const KEEPS = /^(?:functools\.)?(?:lru_cache|cache)\b/;

function ownOf(file: SyntaxFile, { decorators = [] }: Fn): readonly Expr[] {
  return decorators.filter(({ start, end }) => !PLAIN.test(file.text.slice(start, end)));
}

/** Whether a function of Python is another one after its decorators. */
export function isDecorated(file: SyntaxFile, fn: Fn): boolean {
  return fn.decorators !== undefined && ownOf(file, fn).length > 0;
}

/** What a function of Python is after its decorators, which are called here. */
export function decorated(it: Core, fn: Fn, frame: Frame, func: Func): Value {
  if (!fn.decorators) return func;
  const bare = new Func(func.fn, func.file, func.env, func.self, func.owner, func.home, true);
  bare.defaults = func.defaults;
  return ownOf(frame.file, fn).reduceRight<Value>((of, by) => {
    if (KEEPS.test(frame.file.text.slice(by.start, by.end))) return kept(it, of);
    return it.call(it.evaluate(by, frame), [of]);
  }, bare);
}

const methods = new WeakMap<Core, Map<Fn, Value>>();

/** A method of Python after its decorators; they are called once for its class. */
export function decoratedMethod(it: Core, { fn, file, owner, env }: Func): Value {
  let known = methods.get(it);
  if (!known) methods.set(it, (known = new Map<Fn, Value>()));
  let made = known.get(fn);
  if (made === undefined) {
    const around = new Env(env, true);
    for (const [name, value] of owner?.statics ?? []) around.names.set(name, value);
    for (const member of owner?.at.node.members ?? [])
      if (member.kind === 'fn' && member !== fn) around.names.set(member.name, new Func(member, file, env, undefined, owner));
    const frame: Frame = { file, env: around, self: undefined, owner, fn: undefined };
    made = decorated(it, fn, frame, new Func(fn, file, env, undefined, owner));
    known.set(fn, made);
  }
  return made;
}

/** A function that gives what it gave for the same arguments. */
function kept(it: Core, of: Value): Value {
  const known = new Map<string, Value>();
  const made: Native = new Native((args, named) => {
    const key = `${keyText(new List(args))} ${[...named].map(([name, value]) => name + keyText(value)).join()}`;
    if (!known.has(key)) known.set(key, it.call(of, args, named));
    return known.get(key);
  });
  made.fields = new Map<string, Value>([
    ['cache_clear', new Native(() => (known.clear(), null))],
    ['__wrapped__', of],
  ]);
  return made;
}
