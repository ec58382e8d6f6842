import { classNamed } from '../../flow/program';
import type { Fn } from '../../syntax/lower/ir';
import { lineOf } from '../../syntax/lower/places';
import { fail } from '../library/errors';
import type { Completion, Core, Frame } from '../running/machine';
import { phpName } from '../running/lookup';
import { isNumeric, isTrue } from '../values/comparing';
import { coerced } from '../values/operators';
import { Dict, type Func, List, Obj, Unknown, type Value } from '../values/value';

/** What PHP calls the type of a value. */
export function typeText(value: Value): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return 'float';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  if (value instanceof List || value instanceof Dict) return 'array';
  if (value instanceof Obj && value.cls) return phpName(value.cls);
  throw new Unknown('the name of a type');
}

/** The same in an error. */
function givenType(value: Value): string {
  return typeof value === 'boolean' ? String(value) : typeText(value);
}

/** Whether an object may be one of a type; those of the library may be any of the library's. */
function mayBe(it: Core, value: Value, type: string, { file, owner }: Func | Frame): boolean {
  if (/^(?:string|int|float|bool|array|null)$/i.test(type)) return false;
  if (!(value instanceof Obj && value.cls)) return true;
  const name = type.replace(/^.*\\/, '');
  if (name === 'self') return owner === undefined || value.cls.order.includes(owner);
  return it.isA(value, name) || !classNamed(it.program, name, file);
}

/** PHP: what a function returns, as its type says. @throws the error of another type */
export function returned(it: Core, func: Func, done: Completion): Value {
  const { fn, file, owner } = func;
  const type = fn.result!;
  if (done?.kind === 'jump') throw new Unknown('a jump out of a function');
  if (/^\s*(?:void|never)\s*$/.test(type)) return null;
  if (done?.kind !== 'return' && !fn.short) it.stack.at(-1)!.line = lineOf(file, fn.end - 1);
  const value = done?.kind === 'return' ? done.value : fn.short ? it.last : undefined;
  const wrong = (): never => {
    const named = owner ? `${phpName(owner)}::${fn.name}` : fn.name || '{closure}';
    return fail(
      'TypeError',
      `${named}(): Return value must be of type ${type}, ${value === undefined ? 'none' : givenType(value)} returned`,
    );
  };
  if (value === undefined) return wrong();
  return coerced(it, typed(it, value, type, func, wrong), type);
}

/** PHP: an argument as its parameter's type takes it. @throws the error of one of another type */
export function typedArgument(it: Core, fn: Fn, frame: Frame, value: Value, written: string): Value {
  return typed(it, value, written, frame, () => {
    it.stack.push({ file: frame.file, line: lineOf(frame.file, fn.start) });
    return fail('TypeError');
  });
}

function typed(it: Core, value: Value, written: string, of: Func | Frame, wrong: () => never): Value {
  const types = written
    .replace(/^\?/, 'null|')
    .split('|')
    .map((each) => each.trim().replace(/^\\/, ''));
  const names = types.map((each) => each.toLowerCase());
  const has = (...all: string[]): boolean => all.some((each) => names.includes(each));
  if (has('mixed')) return value;
  if (value === null || value === undefined) return has('null') ? value : wrong();
  const strict = it.program.files
    .filter(({ language }) => language === 'php')
    .map(({ text }) => /^declare\(strict_types\s*=\s*1\)/m.test(text));
  const scalar =
    typeof value === 'string'
      ? 'string'
      : typeof value === 'bigint'
        ? 'int'
        : typeof value === 'number'
          ? 'float'
          : typeof value === 'boolean'
            ? 'bool'
            : undefined;
  if (scalar === undefined) {
    const isArray = value instanceof List || value instanceof Dict;
    if (isArray && (has('array', 'iterable') || (has('callable') && value instanceof List && value.items.length === 2))) return value;
    if (!isArray && types.some((each) => mayBe(it, value, each, of))) return value;
    return isArray || value instanceof Obj ? wrong() : value;
  }
  if (has(scalar) || (scalar === 'int' && has('float')) || (scalar === 'string' && has('callable'))) return value;
  if (typeof value === 'boolean' && has(String(value))) return value;
  if (types.every((each) => each === 'null' || !/^(?:string|int|float|bool)$/i.test(each))) return wrong();
  if (strict.every(Boolean)) return wrong();
  if (strict.some(Boolean)) throw new Unknown('how strict types are');
  const to = names.filter((each) => each !== 'null');
  if (to.length !== 1) throw new Unknown('a type of several');
  if (to[0] === 'string') return it.shown(value);
  if (to[0] === 'bool') return isTrue(it, value);
  if (typeof value === 'string') {
    if (!isNumeric(value)) return wrong();
    return to[0] === 'float' ? Number(value) : /^\s*[-+]?\d+\s*$/.test(value) ? BigInt(value.trim()) : wrong();
  }
  if (typeof value === 'boolean') return to[0] === 'float' ? Number(value) : BigInt(value);
  if (Number.isInteger(Number(value))) return to[0] === 'int' ? BigInt(Number(value)) : Number(value);
  throw new Unknown('a fraction for a whole number');
}
