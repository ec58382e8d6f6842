import { fieldsOf, noText, ownString, text, type TextWalk } from '../capture/textWalk';
import type { RuntimeValue } from './failureEvidence';

const SIGN = ' = ';

const fields = fieldsOf<RuntimeValue>({ frame: noText, name: text, type: text, value: ownString });

/** The texts of a variable. Its value follows its name, which may be the only sign of a secret: `dbPassword = …`. */
export const namedValueTexts: TextWalk<RuntimeValue> = (variable, change) => {
  const value = change(variable.name + SIGN + variable.value);
  const before = variable.name + SIGN;
  const start = value.startsWith(before) ? before.length : value.indexOf(SIGN) + SIGN.length;
  return { ...fields(variable, change), value: value.slice(start) };
};
