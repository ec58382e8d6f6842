import { elementTypeIn } from '../csharp/types';
import { mayBeChar } from '../csharp/chars';
import { classNamed, fnsNamed, methodsOf } from '../../flow/program';
import type { Expr } from '../../syntax/lower/ir';
import { fail } from '../library/errors';
import { methodIn } from '../running/lookup';
import type { Core, Frame } from '../running/machine';
import type { Cls } from './value';
import { Dict, Func, List, Obj, Unknown, type Value } from './value';

/** Bits of a type of whole numbers, by name; below 0 where it has a sign. */
function bitsOf(family: string, written: string): number | undefined {
  const type = written.replace(/\b(?:final|const|mut|static|std::)|&/g, '').trim();
  const sized = /^(u?)int(8|16|32|64)(?:_t)?$/.exec(type) ?? /^([iu])(8|16|32|64|128)$/.exec(type);
  if (sized && family !== 'java') return (sized[1] === 'u' ? 1 : -1) * Number(sized[2]);
  return Object.hasOwn(BITS, family) ? BITS[family]![type] : undefined;
}

const JVM = { byte: -8, Byte: -8, short: -16, Short: -16, int: -32, Integer: -32, Int: -32, long: -64, Long: -64 };
const BITS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  java: JVM,
  kotlin: JVM,
  csharp: { sbyte: -8, byte: 8, short: -16, ushort: 16, int: -32, uint: 32, long: -64, ulong: 64 },
  rust: { isize: -64, usize: 64 },
  cpp: { int: -32, short: -16, long: -64, 'long long': -64, unsigned: 32, 'unsigned int': 32, size_t: 64, 'unsigned long': 64 },
};

/** A whole number as a variable of a type holds it: what does not fit goes on from the other end, or is an error. */
export function wrapped(family: string, value: bigint, type: string | undefined): bigint {
  const bits = type === undefined ? undefined : bitsOf(family, type);
  if (bits === undefined) return value;
  const kept = bits < 0 ? BigInt.asIntN(-bits, value) : BigInt.asUintN(bits, value);
  if (kept === value) return value;
  if (family === 'rust') return fail('panic', 'attempt to calculate with overflow');
  if (family === 'cpp' && bits < 0) throw new Unknown('an overflow');
  return kept;
}

/** The type of an expression, as far as declarations tell it. */
export function typeOf(it: Core, node: Expr, frame: Frame): string | undefined {
  switch (node.kind) {
    case 'literal': {
      const { text } = frame.file;
      if (node.of === 'text') return text[node.start] === "'" && it.family !== 'php' ? 'char' : 'String';
      if (node.of !== 'number') return undefined;
      if (/[.eE]/.test(node.value) && !/^0[xX]/.test(node.value)) return 'double';
      if (it.family === 'rust') return /[iu](?:8|16|32|64|128|size)$/.exec(node.value)?.[0] ?? 'literal';
      return /[uU][lL]*$/.test(node.value) && it.family === 'cpp' ? 'size_t' : /[lL]$/.test(node.value) ? 'long' : 'int';
    }
    case 'name': {
      const holder = frame.env.holder(node.name);
      if (holder) return holder.types?.get(node.name);
      const owner = frame.owner ?? (frame.self instanceof Obj ? frame.self.cls : undefined);
      return owner && fieldTypeOf(owner, node.name);
    }
    case 'member': {
      if (it.family === 'java' && node.name === 'length') return 'int';
      const self = node.of.kind === 'name' && /^(?:this|self)$/.test(node.of.name) ? frame.self : undefined;
      if (it.family === 'csharp' && node.of.kind === 'opaque' && /^(?:Max|Min)Value$/.test(node.name))
        return frame.file.text.slice(node.of.start, node.of.end);
      if (it.family === 'csharp' && !self) {
        const of = classOf(it, node.of, frame);
        return of && (fieldTypeOf(of, node.name) ?? methodIn(of, node.name)?.fn.result);
      }
      return self instanceof Obj && self.cls ? fieldTypeOf(self.cls, node.name) : undefined;
    }
    case 'same':
      return node.how === 'cast' ? node.type : node.how === 'reference' ? typeOf(it, node.of, frame) : undefined;
    case 'index': {
      const of = typeOf(it, node.of, frame);
      if (it.family === 'csharp' && /^[sS]tring$/.test(of ?? '')) return 'char';
      if (it.family === 'csharp' && /^I?(?:Dictionary|List|ReadOnly\w+)</.test(of ?? '')) return elementOf(of);
      return /^(.*)\[\]$/.exec(of ?? '')?.[1] ?? /(?:vector|array|Vec)<([^<>,]+)/.exec(of ?? '')?.[1];
    }
    case 'operate': {
      if (node.operands.length === 1) return typeOf(it, node.operands[0]!, frame)?.replace(/^&/, '');
      if (!/^(?:[-+*/%&|^]|<<|>>|>>>)$/.test(node.operator)) return undefined;
      const [a, b] = node.operands.map((each) => typeOf(it, each, frame));
      if (it.family === 'csharp' && node.operator === '+' && [a, b].some((each) => /^[sS]tring$/.test(each ?? ''))) return 'string';
      if (a === undefined || b === undefined) return it.family === 'rust' ? (a === 'literal' ? b : a) : undefined;
      if (/^(?:<<|>>|>>>)$/.test(node.operator)) return a;
      if (a === 'literal' || b === 'literal') return a === 'literal' ? b : a;
      if (it.family === 'rust') return a;
      return wider(it.family, a, b);
    }
    case 'call': {
      const { callee } = node;
      if (it.family === 'csharp' && node.makes) return callee.kind === 'name' ? callee.name : undefined;
      if (it.family === 'csharp' && callee.kind === 'member' && NET_TEXTS.test(callee.name)) return 'string';
      if (callee.kind !== 'member') {
        const own = callee.kind === 'name' ? frame.env.holder(callee.name)?.names.get(callee.name) : undefined;
        const method = callee.kind === 'name' && frame.owner ? methodIn(frame.owner, callee.name)?.fn : undefined;
        if (it.family === 'csharp' && callee.kind === 'name') {
          const declared = typeOf(it, callee, frame) ?? '';
          if (declared.startsWith('Func<')) return elementTypeIn(declared);
        }
        if (own instanceof Func) return own.fn.result;
        const results = new Set(
          callee.kind === 'name' && !method ? fnsNamed(it.program, callee.name, frame.file).map(({ fn }) => fn.result) : [],
        );
        return results.size === 1 ? [...results][0] : method?.result;
      }
      if (callee.name === 'charAt') return 'char';
      if (it.family === 'java' && TEXTS.test(callee.name)) return 'String';
      const of = classOf(it, callee.of, frame);
      const declared = of && methodIn(of, callee.name)?.fn.result;
      if (declared !== undefined) return declared;
      if (/^(?:java|csharp)$/.test(it.family) && ELEMENTS.test(callee.name)) return elementOf(typeOf(it, callee.of, frame));
      if (callee.name === 'valueOf' && callee.of.kind === 'name' && /^(?:Integer|Long)$/.test(callee.of.name)) return callee.of.name;
      if (/^(?:size|length|indexOf|lastIndexOf|intValue|len|count|ordinal)$/.test(callee.name))
        return { java: 'int', cpp: 'size_t', rust: 'usize' }[it.family];
      return undefined;
    }
    default:
      return undefined;
  }
}

/** The same of C#. */
const NET_TEXTS =
  /^(?:To(?:String|Upper|Lower)(?:Invariant)?|Substring|Trim(?:Start|End)?|Pad(?:Left|Right)|Join|Format|Concat|Replace|Insert|Remove)$/;

/** Methods of Java that give a text, whatever they are called on. */
const TEXTS = /^(?:to(?:String|UpperCase|LowerCase)|substring|trim|strip|repeat|name|join|format|formatted|getMessage|get(?:Simple)?Name)$/;
/** Methods that give what a collection is declared to hold. */
const ELEMENTS =
  /^(?:get|getOrDefault|getFirst|getLast|first|last|peek|poll|pop|next|orElse|orElseThrow|(?:First|Last|Single)(?:OrDefault)?|Dequeue|Pop|Peek|ElementAt|Find|Max|Min)$/;

/** `V` of `Map<K, V>`, `E` of `List<E>`. */
function elementOf(type: string | undefined): string | undefined {
  return /^[\w.]+<(?:[\w.]+\s*,\s*)?([\w.]+)>$/.exec(type ?? '')?.[1];
}

/** The class of the program that an expression names, makes or is declared as. */
function classOf(it: Core, node: Expr, frame: Frame): Cls | undefined {
  if (!/^(?:java|csharp)$/.test(it.family)) return undefined;
  if (node.kind === 'name' && /^(?:this|super)$/.test(node.name)) return frame.owner;
  const made = node.kind === 'call' && node.makes && node.callee.kind === 'name' ? node.callee.name : undefined;
  const isClass = node.kind === 'name' && /^[A-Z]/.test(node.name) && !frame.env.holder(node.name);
  const name = made ?? (isClass ? node.name : typeOf(it, node, frame));
  const found = name === undefined ? undefined : classNamed(it.program, name, frame.file);
  return found && it.classOf(found);
}

/** The type of what two numbers of some types give. */
function wider(family: string, a: string, b: string): string | undefined {
  if (/String/.test(a + b)) return 'String';
  if (/double|float/i.test(a + b)) return 'double';
  const [x, y] = [a, b].map((each) => (each === 'char' ? -32 : bitsOf(family, each)));
  if (x === undefined || y === undefined) return undefined;
  const size = Math.max(32, Math.abs(x), Math.abs(y));
  const isUnsigned = family === 'cpp' && [x, y].some((each) => each === size);
  return size === 64 ? (isUnsigned ? 'size_t' : 'long') : isUnsigned ? 'unsigned' : 'int';
}

const FIELDS = new WeakMap<Cls, Map<string, string>>();

/** The type that a class declares for a field. */
export function fieldTypeOf(cls: Cls, name: string): string | undefined {
  for (let at: Cls | undefined = cls; at; at = at.base) {
    let types = FIELDS.get(at);
    if (!types) {
      types = new Map();
      for (const each of at.at.node.members.flatMap((one) => (one.kind === 'block' ? one.body : [one])))
        if (each.kind === 'assign' && each.target.kind === 'name' && each.type !== undefined) types.set(each.target.name, each.type);
      for (const each of methodsOf(at.at))
        for (const param of each.params) if (param.field && param.type !== undefined) types.set(param.name, param.type);
      FIELDS.set(at, types);
    }
    if (types.has(name)) return types.get(name);
  }
  return undefined;
}

/** A calculation with a sign of one letter, which is a number in it. */
export function withSigns(
  it: Core,
  operator: string,
  node: Extract<Expr, { kind: 'operate' }>,
  values: [Value, Value],
  frame: Frame,
): [Value, Value] {
  if (!/^[-+*/%&|^]$|^(?:<<|>>)$/.test(operator) || !/^(?:java|cpp|csharp|kotlin)$/.test(it.family)) return values;
  const [a, b] = values;
  const isSign = (value: Value): value is string => typeof value === 'string' && value.length === 1;
  if (!(isSign(a) || isSign(b)) || [a, b].some((each) => typeof each === 'string' && each.length !== 1)) return values;
  if (
    [a, b].some((each) => each instanceof List || each instanceof Dict || each instanceof Obj || typeof each === 'boolean' || each === null)
  )
    return values;
  if (it.family === 'csharp' && !mayBeChar(it, a) && !mayBeChar(it, b)) return values;
  const types = node.operands.map((each) => typeOf(it, each, frame));
  if (operator === '+') {
    if (types.some((type, at) => isSign(values[at]) && /String|string/.test(type ?? ''))) return values;
    if (types.some((type, at) => isSign(values[at]) && type !== 'char')) throw new Unknown('a letter or a text');
  }
  return [a, b].map((each) => (isSign(each) ? BigInt(each.charCodeAt(0)) : each)) as [Value, Value];
}
