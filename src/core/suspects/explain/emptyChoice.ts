import { isEmptyLiteral } from './emptyValues';
import type { ExpressionAt, ValueOrigin } from '../../flow/originSteps';
import type { OriginWalk } from './originWalk';
import { splitChoice } from './writtenParts';

const FALLBACK = /^([^?|]{1,300}?)\s{0,9}(\?\?|\|\||\bor\b)\s{0,9}(null|undefined|None|nil)$/;

/** `known ? load(id) : null`, `values[key] ?? null`: when the empty side is taken. */
export function ofChoice(walk: OriginWalk, text: string, at: ExpressionAt, hops: number): ValueOrigin | undefined {
  const place = { file: at.file.file, line: at.line };
  const choice = choiceNote(text);
  if (choice) return { steps: [], end: { kind: 'lookup', ...place, expression: text, note: choice } };
  const [, left, operator, empty] = FALLBACK.exec(text) ?? [];
  if (left === undefined) return undefined;
  const from = walk.follow(left, at, hops + 1);
  if (from.end) return from;
  const condition = operator === '??' ? 'has no value' : 'is false, empty, 0 or missing';
  return { steps: [], end: { kind: 'lookup', ...place, expression: text, note: `is ${empty} where \`${left.trim()}\` ${condition}` } };
}

/** When the empty side of a choice is taken, as the rest of a sentence about it. */
export function choiceNote(text: string): string | undefined {
  const { condition, then, otherwise } = splitChoice(text) ?? {};
  if (condition === undefined || then === undefined || otherwise === undefined || isEmptyLiteral(then) === isEmptyLiteral(otherwise))
    return undefined;
  return isEmptyLiteral(then) ? `is ${then} where \`${condition}\` holds` : `is ${otherwise} where \`${condition}\` does not hold`;
}
