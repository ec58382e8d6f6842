/** A call of a standard library that does not take the value it is given. */
export interface Rejection {
  /** What the error says, `Type: message`; group `given` is the value, where it names it. */
  said: RegExp;
  /** Names of the calls that say so. */
  calls: RegExp;
  /** The value that is rejected. */
  subject: 'receiver' | 'argument' | 'key';
  /** The rest of a sentence about the value. */
  means: string;
}

/** Facts about standard libraries. */
export const REJECTIONS: readonly Rejection[] = [
  {
    said: /RangeError: Invalid time value/,
    calls: /^(?:toISOString|toJSON|format|formatToParts)$/,
    subject: 'receiver',
    means: 'is no valid date',
  },
  {
    said: /DateTimeParseException: Text '(?<given>[^'\n]{0,200})' could not be parsed/,
    calls: /^parse$/,
    subject: 'argument',
    means: 'does not have the date format that is expected',
  },
  {
    said: /ValueError: time data '(?<given>[^'\n]{0,200})' does not match format|ValueError: Invalid isoformat string: '(?<given2>[^'\n]{0,200})'/,
    calls: /^(?:strptime|fromisoformat)$/,
    subject: 'argument',
    means: 'does not have the date format that is expected',
  },
  {
    said: /FormatException: String '?(?<given>[^'\n]{0,200}?)'? was not recognized as a valid (?:DateTime|TimeSpan|Boolean)/,
    calls: /^(?:Parse|ParseExact|ToDateTime|ToBoolean)$/,
    subject: 'argument',
    means: 'does not have the format that is expected',
  },
  {
    said: /No enum constant (?:[\w.$]{1,200}\.)?(?<given>[^\n.]{1,100})$/m,
    calls: /^valueOf$/,
    subject: 'argument',
    means: 'is no constant of the enumeration',
  },
  {
    said: /TypeError: Object of type (?<type>\w{1,80}) is not JSON serializable/,
    calls: /^dumps?$/,
    subject: 'argument',
    means: 'holds a value that is not serializable as JSON',
  },
  {
    said: /TypeError: Converting circular structure to JSON|TypeError: Do not know how to serialize a BigInt/,
    calls: /^stringify$/,
    subject: 'argument',
    means: 'holds a value that is not serializable as JSON',
  },
  {
    said: /TypeError: unhashable type: '(?<type>\w{1,80})'/,
    calls: /^(?:add|get|setdefault|set|frozenset|discard|remove)$/,
    subject: 'key',
    means: 'is not hashable: it cannot be a key or an element of a set',
  },
  {
    said: /ArgumentException: An item with the same key has already been added(?:\. Key: (?<given>[^\n]{1,100}))?|IllegalStateException: Duplicate key (?<given2>[^\n(]{1,100})/,
    calls: /^(?:Add|ToDictionary|toMap|collect)$/,
    subject: 'argument',
    means: 'is a key that it has already',
  },
  {
    said: /ArgumentError: comparison of (?:\w+ with (?:nil|\w+)|\w+ with -?\d+) failed/,
    calls: /^(?:max|min|sort|minmax|max_by|min_by|sort_by|sum|clamp)$/,
    subject: 'receiver',
    means: 'has elements that cannot be compared with each other',
  },
  {
    said: /TypeError: (?:Reduce of empty array with no initial value|reduce of empty array)/i,
    calls: /^reduce(?:Right)?$/,
    subject: 'receiver',
    means: 'is empty, and without an initial value there is nothing to return',
  },
  {
    said: /ValueError: (?:max|min)\(\) (?:arg is an empty sequence|iterable argument is empty)|TypeError: reduce\(\) of empty (?:sequence|iterable) with no initial value|StatisticsError: \w{1,20} requires at least (?:one|two) data points?|StatisticsError: no \w{1,20} for empty data|IndexError: Cannot choose from an empty sequence/,
    calls: /^(?:max|min|mean|fmean|median|mode|choice|reduce)$/,
    subject: 'argument',
    means: 'is empty',
  },
  {
    said: /TypeError: object of type '(?!NoneType|coroutine)(?<type>\w{1,80})' has no len\(\)/,
    calls: /^len$/,
    subject: 'argument',
    means: 'is a value that has no length',
  },
  {
    said: /TypeError: Invalid URL/,
    calls: /^URL$/,
    subject: 'argument',
    means: 'is no whole address: one begins with its scheme, such as https',
  },
];
