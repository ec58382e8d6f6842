import { oneLine } from './fence';

/** What working a failure through shows of it without a run, its secrets replaced. */
export interface WorkedOut {
  /** The values of code, those first that are nearest to the failure. */
  seen: readonly WorkedValue[];
  /** Of an error: where the missing value begins, or what the failing line worked with. */
  told?: string | undefined;
}

/** Code of a line with the value that it had; of an assignment, what is set. */
export interface WorkedValue {
  file: string;
  /** 1-based. */
  line: number;
  code: string;
  value: string;
  /** It had no other value. */
  once: boolean;
}

/** Between code and its value. */
export const WORKS_OUT = 'works out to';

/** Lines whose values are shown. */
const MOST_VALUES = 8;
const LONGEST_VALUE = 40;
/** Before the code that a whole line is about, and behind it: `return …;`, `if (…) {`. */
const BEFORE = /^(?:return|if|elif|while|unless)? ?\(?$/;
const BEHIND = /^[\s);:{]{0,20}$/;
/** Before what an assignment sets, and behind it. */
const BEFORE_SET = /^(?:[\w$:.<>[\]]{1,60} ){0,3}$/;
const BEHIND_SET = /^ ?:?=(?![=>])/;
/** Before what an assignment sets something to: `const total =`. */
const SETS = /^[^=]{0,100}[^=!<>+*/%|&^-]=$/;

/** The value of a line, for a mark behind it; undefined where none is known. */
export function valueMark(seen: readonly WorkedValue[], file: string, line: number, text: string): string | undefined {
  const found = seen.slice(0, MOST_VALUES).find((each) => each.file === file && each.line === line);
  if (!found) return undefined;
  const { code, value, once } = found;
  const isAll = isAboutAll(text, code);
  // Long code would be named by its beginning.
  if (!isAll && code.endsWith('…')) return undefined;
  const cut = value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE - 1)}…` : value;
  return oneLine(`${isAll ? '' : `${code} `}${WORKS_OUT} ${cut}${once ? '' : ' this time'}`);
}

/** Whether some code is what its line is about, or what the line sets. */
function isAboutAll(text: string, code: string): boolean {
  const line = oneLine(text);
  const at = line.indexOf(code);
  const [before, behind] = [line.slice(0, Math.max(0, at)), line.slice(at + code.length)];
  const isAll = BEHIND.test(behind) && (BEFORE.test(before) || SETS.test(before.trimEnd()));
  return at >= 0 && (isAll || (BEFORE_SET.test(before) && BEHIND_SET.test(behind)));
}
