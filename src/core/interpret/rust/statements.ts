import { isLet } from './borrows';
import type { Stmt } from '../../syntax/lower/ir';
import { Env, Unknown, type Value } from '../values/value';
import type { BlockNode, Ended, JumpNode, LetNode, LoopNode, SwitchNode } from './code/nodes';
import { coerce } from './convert';
import { hintOf } from './hints';
import { each as eachItem } from './iterators';
import type { Type } from './modules';
import { bind } from './patterns';
import { truthIn, UNIT } from './values';
import type { RustFrame, World } from './machine';

/** What leaves a block, a loop or a function. */
export class Leave extends Error {
  constructor(
    readonly how: 'return' | 'break' | 'continue',
    readonly value: Value,
    readonly label?: string,
  ) {
    super('left');
  }
}

const scoped = (frame: RustFrame): RustFrame => ({ ...frame, env: new Env(frame.env) });

/** The value of the last of some statements, if no `;` follows it. */
export function runList(w: World, list: readonly Stmt[], frame: RustFrame, want?: Type): Value {
  let value: Value = UNIT;
  const before = w.borrows.count;
  try {
    for (const [at, node] of list.entries()) {
      const isTail = at === list.length - 1 && (node as Ended).isEnded !== true;
      const own = w.borrows.count;
      value = runStatement(w, node, frame, isTail ? want : undefined);
      w.borrows.endStatement(node, own);
      if (!isTail) value = UNIT;
    }
  } finally {
    w.borrows.end(before);
  }
  return value;
}

export function runBlock(w: World, node: BlockNode, frame: RustFrame, want?: Type): Value {
  const inner = scoped(frame);
  const own =
    node.items.length > 0 ? { ...inner, scope: { ...frame.scope, module: w.blockModule(node.items, frame.scope.module) } } : inner;
  if (node.label === undefined) return runList(w, node.body, own, want);
  try {
    return runList(w, node.body, own, want);
  } catch (error) {
    if (error instanceof Leave && error.how === 'break' && error.label === node.label) return error.value;
    throw error;
  }
}

export function runStatement(w: World, node: Stmt, frame: RustFrame, want?: Type): Value {
  w.it.tick(node, frame);
  switch (node.kind) {
    case 'do':
      return w.valueOf(node.value, frame, want);
    case 'assign':
      w.evaluate(node, frame);
      return UNIT;
    case 'block':
      return runBlock(w, node as BlockNode, frame, want);
    case 'branch': {
      const inner = scoped(frame);
      const before = w.borrows.count;
      const holds = truthIn(w.evaluate(node.condition, inner));
      if (!isLet(node.condition)) w.borrows.end(before);
      if (holds) return runList(w, node.then, inner, want);
      return node.otherwise ? runList(w, node.otherwise, frame, want) : UNIT;
    }
    case 'switch':
      return runMatch(w, node as SwitchNode, frame, want);
    case 'loop':
      return runLoop(w, node, frame);
    case 'return': {
      const value = node.value ? w.valueOf(node.value, frame, frame.result) : UNIT;
      if (node.value) w.it.history?.gives();
      throw new Leave('return', value);
    }
    case 'jump': {
      const { how, label, value } = node as JumpNode;
      throw new Leave(how as 'break', value ? w.valueOf(value, frame) : UNIT, label);
    }
    case 'throw':
      return w.valueOf(node.value!, frame);
    default:
      throw new Unknown('a statement');
  }
}

function runMatch(w: World, node: SwitchNode, frame: RustFrame, want?: Type): Value {
  const value = w.evaluate(node.of!, frame);
  for (const { pat, guard, body } of node.arms) {
    const inner = scoped(frame);
    if (!bind(w, pat, value, inner)) continue;
    if (guard && !truthIn(w.evaluate(guard, inner))) continue;
    return runList(w, body, inner, want);
  }
  throw new Unknown('a value that no arm matches');
}

function runLoop(w: World, node: LoopNode, frame: RustFrame): Value {
  const turn = (inner: RustFrame): boolean => {
    try {
      runList(w, node.body, inner);
      return true;
    } catch (error) {
      if (!(error instanceof Leave) || error.how === 'return' || (error.label !== undefined && error.label !== node.label)) throw error;
      if (error.how === 'continue') return true;
      left = error.value;
      return false;
    }
  };
  let left: Value = UNIT;
  if (node.how === 'each') {
    const over = w.valueOf(node.over!, frame);
    eachItem(w, over, (item) => {
      const inner = scoped(frame);
      w.it.tick(node, frame);
      if (!bind(w, node.pat!, item, inner)) throw new Unknown('a pattern of a loop');
      return turn(inner);
    });
    return left;
  }
  for (;;) {
    const inner = scoped(frame);
    w.it.tick(node.condition ?? node, frame);
    const before = w.borrows.count;
    const holds = !node.condition || truthIn(w.evaluate(node.condition, inner));
    if (!isLet(node.condition)) w.borrows.end(before);
    const goesOn = holds && turn(inner);
    w.borrows.end(before);
    if (!goesOn) return left;
  }
}

/** `let`, and the condition of `if let`. */
export function letValue(w: World, node: LetNode, frame: RustFrame): Value {
  const written = node.ty && w.typeOf(node.ty, frame.scope);
  if (!node.value) {
    if (written && node.pat?.kind === 'bind') w.keepType(frame.env, node.pat.name, written);
    if (node.pat?.kind === 'bind') frame.env.names.set(node.pat.name, undefined);
    return UNIT;
  }
  const isCondition = node.isCondition === true;
  const hint = node.ty || node.pat?.kind !== 'bind' ? undefined : hintOf(w, node.pat.name, node.value, frame);
  const type = written ?? hint;
  const value = isCondition ? w.evaluate(node.value, frame) : coerce(w, w.valueOf(node.value, frame, type), type);
  if (bind(w, node.pat!, value, frame, type)) return isCondition ? true : UNIT;
  if (isCondition) return false;
  if (!node.otherwise) throw new Unknown('a pattern');
  runList(w, node.otherwise, frame);
  throw new Unknown('an else that goes on');
}
