import type { FailureReport } from '../capture/failureReport';

/** Hints in an error's message about the origin of its bad value. */
export interface ErrorHints {
  /** Property or method accessed on an empty value: `length`. */
  property?: string;
  /** Expression with the bad value, as written in the message: `orders.items`. */
  expression?: string;
  /** Call with the bad result: `getOrders`. */
  call?: string;
}

/** A message of only an expression and its value. */
export const BARE_EXPRESSION = /^([A-Za-z_$][\w$]{0,79}(?:[.[][\w$.[\]"'-]{1,80})?) is (undefined|null)(?:\n|$)/;

const RULES: { pattern: RegExp; read: (match: RegExpExecArray) => Partial<ErrorHints> }[] = [
  { pattern: /(?:reading|setting) '([^'\n]{1,80})'/, read: ([, property]) => ({ property }) },
  {
    pattern: /can't access property "([^"\n]{1,80})"(?:, ([\w$.]{1,80}))?/,
    read: ([, property, expression]) => ({ property, expression }),
  },
  { pattern: BARE_EXPRESSION, read: ([, expression]) => ({ expression }) },
  { pattern: /Cannot read property '([^'\n]{1,80})' of/, read: ([, property]) => ({ property }) },
  { pattern: /evaluating '([^'\n]{1,160})'/, read: ([, whole = '']) => ({ property: lastName(whole), expression: before(whole) }) },
  {
    pattern: /([\w$.]{1,120}) is not a (?:function|constructor)/,
    read: ([, whole = '']) => ({ property: lastName(whole), expression: before(whole) }),
  },
  { pattern: /([\w$.]{1,120}) is not (?:iterable|defined)/, read: ([, expression]) => ({ expression }) },
  { pattern: /has no attribute '([^'\n]{1,80})'/, read: ([, property]) => ({ property }) },
  { pattern: /because the return value of "([^"\n]{1,200})" is null/, read: ([, whole = '']) => ({ call: lastName(whole) }) },
  { pattern: /because "([^"\n]{1,200})" is null/, read: ([, expression]) => ({ expression }) },
  { pattern: /undefined (?:local variable or )?method [`'"]([^`'"\n]{1,80})['"]/, read: ([, property]) => ({ property }) },
  { pattern: /Call to a member function (\w{1,80})\(\) on/, read: ([, property]) => ({ property }) },
  { pattern: /Attempt to read property "(\w{1,80})" on/, read: ([, property]) => ({ property }) },
  { pattern: /Undefined (?:variable|array key|index|property):? "?(\$?[\w:>-]{1,80})/, read: ([, expression]) => ({ expression }) },
  { pattern: /name '(\w{1,80})' is not defined|local variable '(\w{1,80})'/, read: ([, a, b]) => ({ expression: a ?? b }) },
  { pattern: /(\w{1,80})\(\) (?:got an unexpected|missing \d|takes)/, read: ([, call]) => ({ call }) },
];

/** Reads a report's innermost causes first; one set of hints for the whole. */
export function errorHints(report: FailureReport): ErrorHints {
  const hints: ErrorHints = {};
  for (const error of report.errors.toReversed()) {
    const message = error.message.slice(0, 4000);
    for (const { pattern, read } of RULES) {
      const match = pattern.exec(message);
      if (!match) continue;
      const found = read(match);
      hints.property ??= found.property;
      hints.expression ??= found.expression || undefined;
      hints.call ??= found.call;
    }
  }
  return hints;
}

/** `c` of `a.b.c`, without a call's arguments. */
function lastName(expression: string): string {
  const bare = expression.replace(/\(.*$/s, '');
  return bare.slice(Math.max(bare.lastIndexOf('.'), bare.lastIndexOf(':')) + 1);
}

function before(expression: string): string {
  const bare = expression.replace(/\(.*$/s, '');
  return bare.slice(0, Math.max(bare.lastIndexOf('.'), 0));
}
