import { only } from '../../only';
import type { ValueOrigin } from '../../flow/originSteps';
import type { OriginWalk } from './originWalk';
import type { FunctionAt, KnownType } from './programView';
import { ofReturns } from './returnOrigin';

/** `settings.pool` where a method computes the member: Python's `@property`, JavaScript's `get pool()`. */
export function ofAccessor(walk: OriginWalk, cls: KnownType['cls'], property: string, hops: number): ValueOrigin | undefined {
  if (!cls) return undefined;
  const own = cls.file.functions.filter(({ className, name }) => className === cls.node.name && name === property);
  const getter = only(own.map((fn) => ({ file: cls.file, fn })).filter(isGetter));
  return getter && ofReturns(walk, getter, [], hops);
}

/** Whether a method computes a member that is read without a call. */
export function isGetter({ file, fn }: FunctionAt): boolean {
  const head = file.lines.slice(fn.signature.startLine - 1, fn.signature.endLine);
  return head.some((line) =>
    /^\s*@(?:functools\.)?(?:cached_)?property\b|^\s*(?:(?:public|static|override) )*get\s+[\w$#]+\s*\(/.test(line),
  );
}
