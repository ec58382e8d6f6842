/** A call of a standard library that does not take the value it is given. */
export interface Rejection {
  /** What the error says, `Type: message`; hole `given` is the value, where it names it, and `type` its type. */
  said: readonly string[];
  /** Names of the calls that say so. */
  calls: readonly string[];
  /** The value that is rejected. */
  subject: 'receiver' | 'argument' | 'key';
  /** The rest of a sentence about the value. */
  means: string;
}

/** Facts about standard libraries. */
export const REJECTIONS: readonly Rejection[] = [
  {
    said: ['…RangeError: Invalid time value'],
    calls: ['toISOString', 'toJSON', 'format', 'formatToParts'],
    subject: 'receiver',
    means: 'is no valid date',
  },
  {
    said: ["…DateTimeParseException: Text '{given}' could not be parsed"],
    calls: ['parse'],
    subject: 'argument',
    means: 'does not have the date format that is expected',
  },
  {
    said: ["…ValueError: time data '{given}' does not match format", "…ValueError: Invalid isoformat string: '{given}'"],
    calls: ['strptime', 'fromisoformat'],
    subject: 'argument',
    means: 'does not have the date format that is expected',
  },
  {
    said: [
      "…FormatException: String '{given}' was not recognized as a valid {DateTime|TimeSpan|Boolean}",
      '…FormatException: String {given:any} was not recognized as a valid {DateTime|TimeSpan|Boolean}',
    ],
    calls: ['Parse', 'ParseExact', 'ToDateTime', 'ToBoolean'],
    subject: 'argument',
    means: 'does not have the format that is expected',
  },
  {
    said: ['…No enum constant {:path}.{given:afterDot}{$}'],
    calls: ['valueOf'],
    subject: 'argument',
    means: 'is no constant of the enumeration',
  },
  {
    said: ['…TypeError: Object of type {type} is not JSON serializable'],
    calls: ['dump', 'dumps'],
    subject: 'argument',
    means: 'holds a value that is not serializable as JSON',
  },
  {
    said: ['…TypeError: Converting circular structure to JSON', '…TypeError: Do not know how to serialize a BigInt'],
    calls: ['stringify'],
    subject: 'argument',
    means: 'holds a value that is not serializable as JSON',
  },
  {
    said: ["…TypeError: unhashable type: '{type}'"],
    calls: ['add', 'get', 'setdefault', 'set', 'frozenset', 'discard', 'remove'],
    subject: 'key',
    means: 'is not hashable: it cannot be a key or an element of a set',
  },
  {
    said: [
      '…ArgumentException: An item with the same key has already been added. Key: {given:line}',
      '…ArgumentException: An item with the same key has already been added',
      '…IllegalStateException: Duplicate key {given:any} (',
      '…IllegalStateException: Duplicate key {given:line}',
    ],
    calls: ['Add', 'ToDictionary', 'toMap', 'collect'],
    subject: 'argument',
    means: 'is a key that it has already',
  },
  {
    said: ['…ArgumentError: comparison of {:word} with {:path} failed'],
    calls: ['max', 'min', 'sort', 'minmax', 'max_by', 'min_by', 'sort_by', 'sum', 'clamp'],
    subject: 'receiver',
    means: 'has elements that cannot be compared with each other',
  },
  {
    said: ['…TypeError: {Reduce|reduce} of empty array'],
    calls: ['reduce', 'reduceRight'],
    subject: 'receiver',
    means: 'is empty, and without an initial value there is nothing to return',
  },
  {
    said: [
      '…ValueError: {max|min}() {arg is an empty sequence|iterable argument is empty}',
      '…TypeError: reduce() of empty {sequence|iterable} with no initial value',
      '…StatisticsError: {:word} requires at least {one|two} data ',
      '…StatisticsError: no {:word} for empty data',
      '…IndexError: Cannot choose from an empty sequence',
    ],
    calls: ['max', 'min', 'mean', 'fmean', 'median', 'mode', 'choice', 'reduce'],
    subject: 'argument',
    means: 'is empty',
  },
  {
    said: ["…TypeError: object of type '{type}' has no len()"],
    calls: ['len'],
    subject: 'argument',
    means: 'is a value that has no length',
  },
  {
    said: ['…TypeError: Invalid URL'],
    calls: ['URL'],
    subject: 'argument',
    means: 'is no whole address: one begins with its scheme, such as https',
  },
];

/** Of `has no len()`: types for which another message tells more. */
export const TELLS_MORE: readonly string[] = ['NoneType', 'coroutine'];
