import type { Expr, Ir } from '../../syntax/lower/ir';
import { each as eachOf, ofPairs } from '../values/iteration';
import { plainText } from '../running/literals';
import type { Core, Frame } from '../running/machine';
import { callMethod } from '../library/methods';
import { phpArray, phpKey, phpPairs } from './arrays';
import { copied } from '../values/structs';
import { Dict, Env, List, nameOf, Obj, Stream, Unknown, type Value } from '../values/value';

/** `static $count = 0`: a variable that a function keeps. */
export function keepStatic(it: Core, node: Extract<Expr, { kind: 'assign' }>, name: string, frame: Frame): void {
  const key = frame.fn ?? frame.file;
  let env = it.kept.get(key);
  if (!env) it.kept.set(key, (env = new Env(undefined, true)));
  if (!env.names.has(name)) env.names.set(name, node.value ? it.evaluate(node.value, frame) : null);
  it.shared.set(frame.env, [...(it.shared.get(frame.env) ?? []), [name, env]]);
}

/** The text behind `<<<NAME`, without the blanks that its last line begins with. */
export function heredocOfPhp(it: Core, text: Ir | undefined, written: string, frame: Frame): Value {
  const isPlain = /^<<<\s*'/.test(written);
  const lines = written.split('\n');
  const indent = /^[ \t]*/.exec(lines.at(-1) ?? '')![0].length;
  const body = lines.slice(1, -1);
  if (body.some((line) => line.trim() !== '' && line.slice(0, indent).trim() !== '')) throw new Unknown('a text of several lines');
  const plain = body.map((line) => line.slice(indent)).join('\n');
  const parts = text?.kind === 'literal' ? (text.parts ?? []) : [];
  if (isPlain || parts.length === 0)
    return isPlain
      ? plain
      : plainText({ start: 0, end: 0, kind: 'literal', of: 'text', value: plain }, { ...frame.file, text: '""' }, 'php');
  let [made, from] = ['', text?.start ?? 0];
  for (const part of parts) {
    const before = frame.file.text.slice(from, part.start);
    const isBraced = before.endsWith('{');
    made += before.slice(0, isBraced ? -1 : undefined) + it.shown(it.evaluate(part, frame));
    from = part.end + (isBraced ? 1 : 0);
  }
  made += frame.file.text.slice(from, text!.end);
  if (/\\/.test(made)) throw new Unknown('a text of several lines');
  return made
    .replace(/^\n/, '')
    .split('\n')
    .map((line) => (line.slice(0, indent).trim() === '' ? line.slice(indent) : line))
    .join('\n');
}

/** `yield`, `yield $value`, `yield $key => $value`, `yield from $all`: of PHP, and without a value of Python. */
export function phpYield(it: Core, node: Extract<Expr, { kind: 'opaque' }>, frame: Frame, written: string): Value {
  const gives = frame.gives!;
  const [first] = node.parts as readonly (Expr | undefined)[];
  if (!first) return gives(null) ?? null;
  if (/^yield\s+from\b/.test(written)) {
    const all = it.evaluate(first, frame);
    eachOf(it, all instanceof Dict ? ofPairs(all) : all, (item, key) => (gives(item, key), true));
    return all instanceof Stream ? all.result : null;
  }
  const isPair =
    first.kind === 'opaque' && first.parts.length === 2 && /^\s*=>/.test(frame.file.text.slice(first.parts[0]!.end, first.parts[1]!.start));
  if (!isPair) return gives(it.evaluate(first, frame)) ?? null;
  const [key, value] = (first.parts as readonly Expr[]).map((each) => it.evaluate(each, frame));
  return gives(value, key) ?? null;
}

/** `$object->$method()`: a member whose name a variable says. */
export function withName(it: Core, node: Expr, frame: Frame): Expr {
  if (node.kind !== 'member' || !node.name.startsWith('$')) return node;
  const name = it.evaluate({ start: node.end - node.name.length, end: node.end, kind: 'name', name: node.name }, frame);
  return typeof name === 'string' ? { ...node, name } : node;
}

/** `compact('name', …)` and `extract($row)`: variables as an array, and the other way round. */
export function variablesOf(it: Core, name: string, [first, ...more]: readonly Value[], { env }: Frame): Value {
  if (name === 'extract') {
    if (more.length > 0) throw new Unknown('an extract');
    const pairs = phpPairs(first).filter(([key]) => typeof key === 'string' && /^[a-z_]\w*$/i.test(key) && key !== 'this');
    for (const [key, value] of pairs) env.names.set(`$${nameOf(key)}`, copied(it, value));
    return BigInt(pairs.length);
  }
  const names = (given: Value): string[] => (typeof given === 'string' ? [given] : phpPairs(given).flatMap(([, each]) => names(each)));
  const found = [first, ...more].flatMap(names).filter((each) => env.names.has(`$${each}`));
  return phpArray(found.map((each) => [each, copied(it, env.names.get(`$${each}`))]));
}

export function unset(it: Core, given: readonly Expr[], frame: Frame): Value {
  for (const target of given) {
    if (target.kind === 'name') {
      frame.env.names.delete(target.name);
      frame.env.aliases?.delete(target.name);
      continue;
    }
    if (target.kind === 'member') {
      const of = it.evaluate(target.of, frame);
      if (!(of instanceof Obj)) throw new Unknown('an unset');
      of.fields.delete(target.name);
      continue;
    }
    if (target.kind !== 'index') throw new Unknown('an unset');
    const [of, key] = [it.evaluate(target.of, frame), phpKey(it.evaluate(target.keys[0]!, frame))];
    if (of instanceof Obj) {
      it.send(of, 'offsetUnset', [key]);
      continue;
    }
    const pairs = phpPairs(of).filter(([own]) => own !== key);
    if (of instanceof Dict) callMethod(it, of, 'delete', [key], new Map());
    else if (of instanceof List && pairs.length < of.items.length) {
      const map = new Dict();
      for (const [own, value] of pairs) map.set(own, value);
      it.assign(target.of, map, frame, undefined);
    }
  }
  return null;
}

/** `[...$list, ...$map]`: whole numbers are counted anew, and other keys stay. */
export function spreadArray(it: Core, list: readonly Expr[], frame: Frame): Value {
  const pairs = new Map<Value, Value>();
  let next = 0n;
  for (const each of list) {
    if (each.kind !== 'same' || each.how !== 'spread') {
      pairs.set(next++, copied(it, it.evaluate(each, frame)));
      continue;
    }
    eachOf(it, it.evaluate(each.of, frame), (value, key) => {
      pairs.set(typeof key === 'string' ? key : next++, value);
      return true;
    });
  }
  return phpArray([...pairs]);
}
