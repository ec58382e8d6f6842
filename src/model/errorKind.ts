import type { FailureReport } from '../core/capture/failureReport';

/** The kind of error by its type and message; the order is that of the model's inputs. */
export const ERROR_KINDS = ['noValue', 'index', 'key', 'type', 'value', 'name', 'endless'] as const;

export type ErrorKind = (typeof ERROR_KINDS)[number];

/** First match wins. Types of JavaScript, Python and Java, and phrases of their messages. */
const RULES: readonly [ErrorKind, RegExp][] = [
  ['endless', /RecursionError|StackOverflow|Maximum call stack/],
  ['noValue', /NullPointer|\b(?:undefined|null|NoneType)\b|NoSuchElement/],
  ['index', /IndexError|IndexOutOfBounds|ArraySize|out of range|RangeError/],
  ['key', /KeyError|MissingResource/],
  ['name', /NameError|ReferenceError|UnboundLocal|AttributeError|is not defined|NoSuchMethod|NoSuchField|ImportError/],
  ['type', /TypeError|ClassCast|is not a function|ArrayStore/],
  ['value', /ValueError|IllegalArgument|IllegalState|NumberFormat|Unsupported|Arithmetic|ZeroDivision|Unicode|Parse|SyntaxError|DateTime/],
];

/** The kind of the innermost error; undefined for others, and without an error. */
export function errorKind({ errors }: FailureReport): ErrorKind | undefined {
  const error = errors.at(-1);
  if (!error) return undefined;
  const text = `${error.type}: ${error.message.slice(0, 300)}`;
  return RULES.find(([, pattern]) => pattern.test(text))?.[0];
}
