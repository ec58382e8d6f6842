import { checked } from '../testing/assertions';
import { JAVA_ROWS } from '../java/rows';
import { NET_CONSTANTS, netName, NET_ROWS } from '../csharp/rows';
import { JSON_ROWS } from './json';
import { DECIMAL_NAMES, DECIMALS } from '../java/decimals';
import { JAVA_CHECKS } from '../java/checks';
import { JAVA_MOMENTS, libraryConstant } from '../java/moments';
import { callMethod } from './methods';
import { MOMENTS } from './moments';
import { PHP_LIBRARY } from '../php/library';
import { PHP_MOMENTS } from '../php/moments';
import { collection, isCollection } from '../php/objects';
import { PHP_ROWS } from '../php/rows';
import { PROMISES } from './promises';
import { COMMAND_LINE, ofRun } from '../python/commandLine';
import { EVERYDAY } from '../python/everyday';
import { HEAPS } from '../python/heaps';
import { ITERATOR_ROWS } from '../python/iterators';
import { PYTHON_MOMENTS } from '../python/moments';
import { PYTHON_LIBRARY } from '../python/library';
import { PYTHON_ROWS, pythonConstant } from '../python/rows';
import type { Named, Row } from './rowParts';
import { raises } from '../testing/raising';
import { RUBY_KERNEL } from '../ruby/kernel';
import { RUBY_ROWS } from '../ruby/rows';
import { callScript, readScript } from '../script/rows';
import { MATH_ROWS } from './math';
import { MOCKS } from '../python/mocks';
import { compared } from '../values/comparing';
import { List, type Machine, nameOf, Native, Obj, Unknown, type Value } from '../values/value';

/** Calls a function of a library, or reads it where there are no arguments; null for one that is not known by itself but may have members. */
export function callForeign(it: Machine, name: string, args: Value[] | undefined, named: Named): Value {
  if (it.family === 'javascript') return args === undefined ? readScript(it, name) : callScript(it, name, args);
  const plain = it.family === 'csharp' ? netName(name) : name.replace(/^(new )?(?:std::|java\.\w+\.|kotlin\.)+/, '$1').replace(/::/g, '.');
  if (args === undefined && it.family === 'csharp') return Object.hasOwn(NET_CONSTANTS, plain) ? NET_CONSTANTS[plain]!() : null;
  if (args === undefined) {
    if (Object.hasOwn(CONSTANTS, plain)) return CONSTANTS[plain]!(it);
    if (it.family === 'java' && Object.hasOwn(DECIMAL_NAMES, plain)) return DECIMAL_NAMES[plain]!();
    const constant = it.family === 'java' ? libraryConstant(plain) : undefined;
    if (constant !== undefined) return constant;
    return (it.family === 'python' ? (pythonConstant(plain) ?? ofRun(it, plain)) : undefined) ?? null;
  }
  const own =
    rowOf(`${it.family} ${plain}`) ??
    rowOf(plain) ??
    (it.family === 'python' ? rowOf(plain.replace(/^unittest\./, '')) : undefined) ??
    (it.family === 'java' ? rowOf(plain.replace(/^(?:Assertions|Assert)\./, '')) : undefined);
  if (own) return own(it, args, named);
  if (it.family === 'ruby' && /^[A-Z]\w*\.(?:name|to_s)$/.test(plain)) return plain.split('.', 1)[0];
  if (it.family === 'php' && plain.startsWith('new ') && isCollection(plain.slice(4))) return collection(it, plain.slice(4), args);
  if (/^(?:self|cls)\./.test(plain)) throw new Unknown(name);
  const raised = raises(it, plain, args, named);
  if (raised !== undefined) return raised;
  const short = plain.replace(/^(?:assert|Assert|Assertions|unittest)\./, 'assert.');
  if (/^(?:assert|refute|require\.)/i.test(short) && checked(it, short, args)) return null;
  if (/^new \w*(?:Error|Exception)$|^\w*(?:Error|Exception|Exit)$/.test(plain))
    return new Obj(
      undefined,
      new Map<string, Value>([
        ['message', it.family === 'java' ? messageOf(it, args) : it.family === 'csharp' ? messageOfNet(plain, args) : (args[0] ?? '')],
        ...(it.family === 'python' && args.length > 1
          ? ([
              ['message', new List(args, 'tuple')],
              ['several', true],
            ] as [string, Value][])
          : []),
        ...causeOf(args),
        ...(it.family === 'php'
          ? ([
              ['code', args[1] ?? named.get('code') ?? 0n],
              ['previous', args[2] ?? named.get('previous') ?? null],
            ] as [string, Value][])
          : []),
      ]),
      plain.replace(/^new /, ''),
    );
  const [, type, method] = /^(str|list|dict|int|float|set)\.(\w+)$/.exec(plain) ?? [];
  if (it.family === 'python' && type !== undefined && args.length > 0) return callMethod(it, args[0], method!, args.slice(1), named);
  throw new Unknown(`the function ${name}`);
}

function causeOf(args: readonly Value[]): [string, Value][] {
  const cause = args.find((each) => each instanceof Obj && /(?:Error|Exception|Throwable)$/.test(each.type));
  return cause === undefined ? [] : [['cause', cause]];
}

/** The message of an error of C#; null where the library words it. */
function messageOfNet(name: string, args: readonly Value[]): Value {
  return /^new Argument(?:Null|OutOfRange)/.test(name) || typeof args[1] === 'string' ? null : (args[0] ?? null);
}

/** The message of an error of Java: none, what it is given, or its cause. */
function messageOf(it: Machine, [first]: readonly Value[]): Value {
  return first === undefined ? null : typeof first === 'string' || first === null ? first : it.shown(first);
}

const CONSTANTS: Readonly<Record<string, (it: Machine) => Value>> = {
  'Math.PI': () => Math.PI,
  'Math.E': () => Math.E,
  'math.pi': () => Math.PI,
  'math.inf': () => Number.POSITIVE_INFINITY,
  'math.Pi': () => Math.PI,
  'Integer.MAX_VALUE': () => 2_147_483_647n,
  'Integer.MIN_VALUE': () => -2_147_483_648n,
  'Long.MAX_VALUE': () => 9_223_372_036_854_775_807n,
  'Long.MIN_VALUE': () => -9_223_372_036_854_775_808n,
  'Double.MAX_VALUE': () => Number.MAX_VALUE,
  'Double.POSITIVE_INFINITY': () => Number.POSITIVE_INFINITY,
  'Double.NEGATIVE_INFINITY': () => Number.NEGATIVE_INFINITY,
  'Double.NaN': () => Number.NaN,
  'Boolean.TRUE': () => true,
  'Boolean.FALSE': () => false,
  'String.CASE_INSENSITIVE_ORDER': (it) => new Native(([a, b]) => BigInt(compared(it, nameOf(a).toLowerCase(), nameOf(b).toLowerCase()))),
  PHP_EOL: () => '\n',
  PHP_INT_MIN: () => -9_223_372_036_854_775_808n,
  PHP_INT_SIZE: () => 8n,
  PHP_FLOAT_EPSILON: () => Number.EPSILON,
  PHP_FLOAT_MAX: () => Number.MAX_VALUE,
  INF: () => Number.POSITIVE_INFINITY,
  NAN: () => Number.NaN,
  DIRECTORY_SEPARATOR: () => '/',
  PHP_INT_MAX: () => 9_223_372_036_854_775_807n,
  M_PI: () => Math.PI,
  'int.MaxValue': () => 2_147_483_647n,
  'math.MaxInt': () => 9_223_372_036_854_775_807n,
  'Float.INFINITY': () => Number.POSITIVE_INFINITY,
};

const TABLES: readonly Readonly<Record<string, Row>>[] = [
  PHP_ROWS,
  PHP_LIBRARY,
  PHP_MOMENTS,
  PYTHON_ROWS,
  PYTHON_LIBRARY,
  ITERATOR_ROWS,
  EVERYDAY,
  HEAPS,
  COMMAND_LINE,
  PYTHON_MOMENTS,
  MOCKS,
  MATH_ROWS,
  JAVA_ROWS,
  RUBY_ROWS,
  RUBY_KERNEL,
  PROMISES,
  JSON_ROWS,
  MOMENTS,
  JAVA_MOMENTS,
  DECIMALS,
  JAVA_CHECKS,
  NET_ROWS,
];

function rowOf(name: string): Row | undefined {
  return TABLES.find((table) => Object.hasOwn(table, name))?.[name];
}

/** Whether a function of a library is known by such a name. */
export function isForeign(name: string): boolean {
  return rowOf(name) !== undefined;
}
