import type { CodeEdit } from '../../../syntax/edits/codeEdit';
import type { Ir, Span } from '../../../syntax/lower/ir';
import { indentAt } from './shapes';

/** Another text in the place of some code. */
export const replaced = ({ start, end }: Span, text: string): CodeEdit[] => [{ start, end, text }];

export const inserted = (at: number, text: string): CodeEdit[] => [{ start: at, end: at, text }];

export const wrapped = ({ start, end }: Span, before: string, after: string): CodeEdit[] => [
  ...inserted(start, before),
  ...inserted(end, after),
];

/** A statement of its own before another one. */
export function statementBefore({ start }: Span, code: string, text: string): CodeEdit[] {
  return inserted(start, `${code}\n${indentAt(text, start)}`);
}

/** An operand's code, in parentheses where an operator behind it would bind tighter. */
export function operand(node: Ir, text: (span: Span) => string): string {
  return /^(?:operate|choice|fn|same)$/.test(node.kind) ? `(${text(node)})` : text(node);
}
