import { isOnlyStatement, nodesIn, type Expr, type Span } from '../../syntax/lower/ir';
import type { Core, Frame } from '../running/machine';

/**
 * The frame in which what a `switch` asks of is worked out already, where it does something: all its cases ask for the same.
 */
export function knowingSubject(it: Core, conditions: readonly Expr[], frame: Frame): Frame {
  const isSubject = ({ end }: Span): boolean => /^[\s)]*\bswitch\b|^\s*\)+\s*\{/.test(frame.file.text.slice(end, end + 60));
  const subject = [...nodesIn(conditions)].find((each): each is Expr => isSubject(each) && !isOnlyStatement(each));
  if (!subject || frame.known?.has(subject) || ![...nodesIn([subject])].some(({ kind }) => /^(?:call|assign)$/.test(kind))) return frame;
  return { ...frame, known: new Map([...(frame.known ?? []), [subject, it.evaluate(subject, frame)] as const]) };
}
