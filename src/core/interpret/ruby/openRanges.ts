import { compared } from '../values/comparing';
import { isNumber, type Machine, type Obj, type Value } from '../values/value';

/** Whether a value is in a range that is open, or of fractions. */
export function inRange(it: Machine, of: Obj, value: Value): boolean {
  const [from, to] = [of.fields.get('from'), of.fields.get('to')];
  if (value === null || (isNumber(from ?? to) && !isNumber(value))) return false;
  if (from !== null && compared(it, value, from) < 0) return false;
  if (to === null) return true;
  const order = compared(it, value, to);
  return order < 0 || (order === 0 && of.fields.get('open') !== true);
}
