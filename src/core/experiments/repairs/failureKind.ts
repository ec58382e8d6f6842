/** The kind of failure, as far as it matters for repairs. */
export type FailureKind = 'nothing' | 'notCallable' | 'range' | 'key' | 'type' | 'assertion' | 'other';

const KINDS: readonly (readonly [FailureKind, RegExp])[] = [
  ['notCallable', /is not a function|is not callable|is not a constructor|is not iterable/],
  [
    'nothing',
    /NullPointerException|NullReferenceException|nil pointer dereference|\bfor nil\b|\bon null\b|NoneType|of (?:undefined|null)\b|(?:undefined|null) is not an object|\b(?:undefined|null) \(reading|because .{0,200} is null|Cannot convert undefined or null/,
  ],
  ['key', /^KeyError|KeyNotFoundException|Undefined array key|has no attribute|is not defined|NoSuchElement|no such key/],
  ['range', /IndexError|RangeError|OutOfBounds|OutOfRange|out of (?:range|bounds)|Maximum call stack|Invalid array length/],
  ['assertion', /Assert|ERR_ASSERTION|ComparisonFailure|\bexpected\b/i],
  ['type', /^TypeError|^ValueError|ClassCastException|NumberFormatException|unsupported operand|must be (?:of type|str|int)/],
];

/**
 * Sorts a failure by its type and the first line of its message.
 * @param isCheck values were compared, or the test itself throws it: then an error that says no more is a failed check, whatever its type
 */
export function failureKind(type: string, message: string, isCheck = false): FailureKind {
  const text = `${type}: ${message.split('\n', 1)[0]?.slice(0, 500) ?? ''}`;
  return KINDS.find(([, pattern]) => pattern.test(text))?.[0] ?? (type && !isCheck ? 'other' : 'assertion');
}
