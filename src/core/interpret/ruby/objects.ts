import { escapePattern } from '../../escapePattern';
import { text } from '../library/parts';
import { Cls, Func, List, Native, Obj, Sym, Unknown, type Machine, type Value } from '../values/value';

/** Methods that every object of Ruby has: of what it keeps and answers to; undefined for another name. */
export function ofRubyObject(it: Machine, of: Obj, name: string, args: Value[], named: ReadonlyMap<string, Value>): Value {
  const field = (key: Value | undefined): string => text(key instanceof Sym ? key.name : key);
  switch (name) {
    case 'instance_variable_get':
      return of.fields.get(field(args[0])) ?? null;
    case 'instance_variable_set':
      of.fields.set(field(args[0]), args[1]);
      return args[1];
    case 'instance_variable_defined?':
      return of.fields.has(field(args[0]));
    case 'instance_variables':
      return new List([...of.fields.keys()].filter((key) => key.startsWith('@')).map((key) => Sym.of(key)));
    case 'instance_eval':
    case 'instance_exec':
      return args[0] === undefined ? undefined : it.callWith(args.at(-1), of, name === 'instance_exec' ? args.slice(0, -1) : [of]);
    case 'object_id':
    case '__id__':
      return BigInt(of.id);
    case 'eql?':
      return it.isSame(of, args[0]);
    case '===':
    case '==':
      return it.isSame(of, args[0]);
    case '!=':
      return !it.isSame(of, args[0]);
    case 'hash':
      return new List([BigInt(of.id)], 'tuple');
    case 'cause':
      return of.type === '' ? undefined : (of.fields.get(' cause') ?? null);
    case 'full_message':
    case 'backtrace':
      throw new Unknown('a trace');
    case 'display':
      return null;
    case 'method':
      return new Native((given, byName) => it.send(of, field(args[0]), given, byName));
    case 'dup':
    case 'clone':
      return of.cls && !of.cls.listed ? copyOf(it, of) : undefined;
    case 'initialize_copy':
    case 'initialize_dup':
      return of;
    case 'define_singleton_method':
    case 'singleton_class':
      throw new Unknown('a method of one object');
    case 'frozen?':
      throw new Unknown('whether an object is frozen');
    case 'class':
      return of.cls;
    default:
      void named;
      return undefined;
  }
}

const nameOfMember = (key: Value): string => text(key instanceof Sym ? key.name : key);

/** A block, or a method, as one that is called on an object. */
function methodFrom(it: Machine, block: Value, self: Value): Native {
  if (block === undefined || block === null) throw new Unknown('a method that is made');
  return new Native((args, named) => (block instanceof Func ? it.callWith(block, self, args) : it.call(block, args, named)));
}

/** Another object with the same parts. */
function copyOf(it: Machine, of: Obj): Obj {
  const made = new Obj(of.cls, new Map(of.fields), of.type, of.isData);
  if (of.keyed) made.keyed = () => it.send(made, 'hash', []);
  const own = it.methodOf(made, /^initialize_(?:copy|dup)$/);
  if (own !== undefined) it.call(own, [of]);
  return made;
}

/** `bind` of a method without its object; undefined for another name. */
export function ofUnbound(it: Machine, of: Obj, name: string, [self, ...given]: Value[]): Value {
  const own = of.fields.get('method');
  if (name === 'bind') return new Native((args) => it.callWith(own, self, args));
  return name === 'bind_call' ? it.callWith(own, self, given) : undefined;
}

/** Methods of classes and modules of Ruby; undefined for another name. */
export function ofRubyClass(it: Machine, of: Cls, name: string, args: Value[]): Value {
  switch (name) {
    case '===':
      return it.kindOf(args[0], of);
    case '==':
      return of === args[0];
    case 'name':
    case 'to_s':
    case 'inspect':
      return of.name;
    case 'superclass':
      return of.base ?? undefined;
    case 'ancestors':
      return undefined;
    case '<=':
      return args[0] instanceof Cls ? of.order.includes(args[0]) : undefined;
    case '<':
      return args[0] instanceof Cls ? of !== args[0] && of.order.includes(args[0]) : undefined;
    case 'instance_methods':
    case 'method_defined?':
    case 'instance_method_defined?':
      return undefined;
    case 'freeze':
      return of;
    case 'members':
      return of.listed ? new List(of.listed.map((each) => Sym.of(each))) : undefined;
    case 'method': {
      const own = it.property(of, nameOfMember(args[0]));
      return new Native((given, byName) => it.call(own, given, byName));
    }
    case 'define_singleton_method':
      of.statics.set(nameOfMember(args[0]), methodFrom(it, args.at(-1), of));
      return args[0];
    case 'instance_variable_get':
      return of.statics.get(nameOfMember(args[0])) ?? null;
    case 'instance_variable_set':
      of.statics.set(nameOfMember(args[0]), args[1]);
      return args[1];
    case 'extend':
      of.extended = [...of.extended, ...args.filter((each): each is Cls => each instanceof Cls)];
      return of;
    case 'instance_method': {
      const own = it.methodOf(new Obj(of), new RegExp(`^${escapePattern(nameOfMember(args[0]))}$`));
      return own === undefined ? undefined : new Obj(undefined, new Map([['method', own]]), 'unbound');
    }
    case 'define_method': {
      const block = args.at(-1);
      if (!(block instanceof Func)) throw new Unknown('a method that is made');
      of.made.set(nameOfMember(args[0]), block);
      return args[0];
    }
    case 'class_eval':
    case 'module_eval':
    case 'const_get':
      if (name === 'const_get') return it.property(of, text(args[0] instanceof Sym ? args[0].name : args[0]));
      throw new Unknown('a method that is made');
    case 'hash':
      return of.name;
    case 'is_a?':
      throw new Unknown('a type');
    default:
      return undefined;
  }
}
