import type { Expr } from '../../syntax/lower/ir';
import { lineOf } from '../../syntax/lower/places';
import type { Core, Frame } from '../running/machine';
import { isTrue } from '../values/comparing';
import { counted } from '../values/limits';
import { pulled } from '../values/iteration';
import { Dict, Env, List, Stream, type Value } from '../values/value';

type Comprehension = Extract<Expr, { kind: 'each' }>;
type Pair = [key: Value, value: Value];

/** `[x for x in xs if x]`: all turns have the same names. What is in round brackets is made when it is asked for. */
export function pythonComprehension(it: Core, node: Comprehension, frame: Frame): Value {
  const { loops, of } = node;
  const first = pulled(it, it.evaluate(loops[0]!.over, frame));
  const pairs = turns(it, node, first, 0, { ...frame, env: new Env(frame.env, true) });
  if (of === 'lazy') return Stream.of(lazily(it, node, frame, pairs));
  const found = [...pairs];
  counted(found.length);
  if (of === 'list') return new List(found.map(([, value]) => value));
  const made = new Dict(of);
  for (const [key, value] of found) made.set(of === 'set' ? value : key, value);
  return made;
}

function* turns(it: Core, node: Comprehension, source: Iterator<Value>, at: number, frame: Frame): Generator<Pair> {
  const { loops, conditions, key, element } = node;
  const [loop, next] = [loops[at]!, loops[at + 1]];
  const own = conditions.filter(({ start }) => start > loop.over.start && (!next || start < next.target.start));
  for (let step = source.next(); !step.done; step = source.next()) {
    it.tick(node, frame);
    it.assign(loop.target, step.value, frame, 'let');
    const holds = (each: Expr): boolean => (it.tick(each, frame), isTrue(it, it.evaluate(each, frame)));
    if (!own.every(holds)) continue;
    it.tick(next ? next.over : element, frame);
    if (next) yield* turns(it, node, pulled(it, it.evaluate(next.over, frame)), at + 1, frame);
    else yield [key ? it.evaluate(key, frame) : null, it.evaluate(element, frame)];
  }
}

/** The values of a generator, whose code has a call of its own while it runs. */
function lazily(it: Core, node: Comprehension, { file }: Frame, pairs: Iterator<Pair>): Iterator<Value, Value, Value> {
  return {
    next: () => {
      it.stack.push({ file, line: lineOf(file, node.start) });
      const step = pairs.next();
      it.stack.pop();
      return step.done ? { value: null, done: true } : { value: step.value[1], done: false };
    },
  };
}
