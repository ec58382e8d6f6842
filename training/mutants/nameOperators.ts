import { otherKeys, otherMethods, otherNames, otherProperties, swappedOperands } from './nameEdits';
import type { Operator } from './operator';

/** One name taken for another. */
export const nameOperators: readonly Operator[] = [
  { name: 'wrong-property', bugClass: 'wrong-property', weight: 2, at: otherProperties },
  { name: 'wrong-method', bugClass: 'wrong-property', weight: 2, at: otherMethods },
  { name: 'wrong-name', bugClass: 'wrong-property', weight: 2, at: otherNames },
  { name: 'wrong-key', bugClass: 'wrong-property', weight: 1, at: otherKeys },
  { name: 'swap-operands', bugClass: 'argument-order', weight: 1, at: swappedOperands },
];
