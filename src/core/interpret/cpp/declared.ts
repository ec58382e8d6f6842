import type { Assign, Param } from '../../syntax/lower/ir';
import type { Core } from '../running/machine';
import type { CppFrame } from './frames';
import { CppType, pointerTo, referenceTo } from './types';
import { cppWorld } from './world';

/** The type that a declaration gives a name. */
export function declaredType(it: Core, node: Assign, frame: CppFrame): CppType {
  const { text } = frame.file;
  const prefix = text.slice(node.start, node.target.start);
  const suffix = /^\s*(?:\[[^\]]*\]\s*)+/.exec(text.slice(node.target.end, node.target.end + 100))?.[0] ?? '';
  const written = node.type ?? 'auto';
  const isSigned = node.target.kind === 'name' && (/^[&*]/.test(prefix) || suffix !== '');
  const base = isSigned ? written.replace(/(?:\[\]|[&*])$/, '') : written;
  return declaratorType(it, base, prefix, suffix, frame);
}

function declaratorType(it: Core, base: string, prefix: string, suffix: string, frame: CppFrame): CppType {
  const world = cppWorld(it);
  let type = world.typeIn(base, frame);
  for (const sign of prefix.replace(/\b\w+\b/g, '').match(/&&|&|\*/g) ?? [])
    type = sign === '*' ? pointerTo(type) : referenceTo(type, sign);
  for (const [, size] of [...suffix.matchAll(/\[([^[\]]*)\]/g)].toReversed()) {
    const count = size!.trim() === '' ? '' : constant(it, size!.trim(), frame);
    type = new CppType('array', count, [type]);
  }
  return type;
}

function constant(it: Core, written: string, frame: CppFrame): string {
  const plain = written.replaceAll("'", '');
  if (/^\d+$/.test(plain)) return plain;
  return cppWorld(it).typeIn(`array<int, 0 + ${written}>`, frame).args[1]!.name;
}

/** The type of a parameter as it is written. */
export function paramType(it: Core, param: Param, frame: CppFrame): CppType {
  const { text } = frame.file;
  const name = param.pattern;
  const written = text.slice(param.start, name.start);
  const suffix = /^\s*(?:\[[^\]]*\])/.test(text.slice(name.end, param.end)) ? '*' : '';
  return cppWorld(it).typeIn(!/^\w+$/.test(param.name) ? text.slice(param.start, param.end) : `${written}${suffix}`, frame);
}
