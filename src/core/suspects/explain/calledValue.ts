import type { CallSite } from '../../syntax/syntax';
import { familyOf } from '../../workspace/languages';
import { writtenIn, type ExpressionAt, type ValueOrigin } from '../../flow/originSteps';
import type { OriginWalk } from './originWalk';
import { ofReturns } from './returnOrigin';

const INLINE = /^(?:(?:async )?(?:\([\w$, ]{0,120}\)|[\w$]{1,60}) ?=>|lambda\b[^:\n]{0,120}:) ?([^{\s][^]*)$/;

/** `self._loader(key)`, `loader(key)`: the result of the function that a field or a parameter holds, where only one place gives it one. */
export function ofCalledValue(walk: OriginWalk, call: CallSite, at: ExpressionAt, hops: number): ValueOrigin | undefined {
  const { name, receiver, construct } = call;
  if (construct || !/^(?:javascript|python)$/.test(familyOf(at.file.language)) || walk.view.functionsNamed(name).length > 0)
    return undefined;
  if (receiver !== undefined && !/^(?:self|this)$/.test(receiver)) return undefined;
  const held = receiver === undefined ? name : `${receiver}.${name}`;
  const { steps, end } = walk.follow(held, { ...at, line: call.startLine }, hops + 1);
  const last = steps.at(-1);
  const text = last && writtenIn(last)?.trim();
  const file = last && walk.view.file(last.file);
  if (end || !text || !file) return undefined;
  const where = { file, fn: file.enclosing(last.line), line: last.line };
  const inline = INLINE.exec(text)?.[1];
  if (inline !== undefined) return joined(steps, walk.follow(inline, where, hops + 1));
  if (!/^[A-Za-z_$][\w$]*$/.test(text)) return undefined;
  const { receiver: _, ...plain } = call;
  const callee = walk.view.callee({ ...plain, name: text }, file, where.fn);
  return callee && joined(steps, ofReturns(walk, callee, [], hops + 1, { call, at }));
}

function joined(steps: ValueOrigin['steps'], from: ValueOrigin): ValueOrigin {
  return { ...from, steps: [...steps, ...from.steps] };
}
