import { BARE_EXPRESSION } from '../context/errorHints';

/** The wrong value according to an error message. */
export interface BadValue {
  /** The value: "undefined", "None", "null". */
  value: string;
  /** The property or method accessed on it, where the message names it. */
  property?: string;
  /** Its expression, where the message contains it. */
  expression?: string;
}

const PATTERNS: { pattern: RegExp; read: (match: RegExpExecArray) => BadValue }[] = [
  // V8: Cannot read properties of undefined (reading 'length')
  {
    pattern: /Cannot (?:read|set) propert(?:y|ies) of (undefined|null)(?: \((?:reading|setting) '([^']{1,80})'\))?/,
    read: ([, value = '', property]) => ({ value, property }),
  },
  // Firefox: can't access property "length", orders[0] is undefined
  {
    pattern: /can't access property "?([^"\n,]{1,80})"?, ([^\s,;]{1,120}) is (undefined|null)/,
    read: ([, property, expression, value = '']) => ({ value, property, expression }),
  },
  // Firefox: can't access property "length" of undefined
  { pattern: /can't access property "([^"\n]{1,80})" of (undefined|null)/, read: ([, property, value = '']) => ({ value, property }) },
  // Firefox, the whole message: props.orders is undefined
  { pattern: BARE_EXPRESSION, read: ([, expression, value = '']) => ({ value, expression }) },
  // Safari: undefined is not an object (evaluating 'orders.length')
  {
    pattern: /(undefined|null) is not an object \(evaluating '([^'\n]{1,160})'\)/,
    read: ([, value = '', whole = '']) => ({ value, ...evaluated(whole) }),
  },
  // Safari: api.load is not a function. (In 'api.load()', 'api.load' is undefined)
  {
    pattern: /\(In '[^\n]{1,200}', '([^'\n]{1,120})' is (undefined|null)\)/,
    read: ([, expression, value = '']) => ({ value, expression }),
  },
  // Python
  {
    pattern: /'NoneType' object has no attribute '([^']{1,80})'/,
    read: ([, property]) => ({ value: 'None', property }),
  },
  { pattern: /'NoneType' object is not (?:subscriptable|iterable|callable)/, read: () => ({ value: 'None' }) },
  // Java 14 and later: Cannot invoke "String.length()" because "<local1>" is null
  {
    pattern:
      /Cannot (?:invoke|read field|load from|assign field) "([^"]{1,200})"[^"]{0,40}because (?:the return value of )?"([^"]{1,200})" is null/,
    read: ([, property, expression]) => ({ value: 'null', property: afterDot(property ?? ''), expression }),
  },
  // Ruby
  { pattern: /undefined method [`']([^`']{1,80})' for nil/, read: ([, property]) => ({ value: 'nil', property }) },
  // PHP
  {
    pattern: /(?:Call to a member function (\w{1,80})\(\)|Attempt to read property "(\w{1,80})") on null/,
    read: ([, method, property]) => ({ value: 'null', property: method ?? property }),
  },
  // .NET, Go
  { pattern: /Object reference not set to an instance of an object/, read: () => ({ value: 'null' }) },
  { pattern: /invalid memory address or nil pointer dereference/, read: () => ({ value: 'nil' }) },
];

/** Reads the wrong value from a message; undefined for other messages. */
export function badValue(message: string): BadValue | undefined {
  const head = message.slice(0, 2000);
  for (const { pattern, read } of PATTERNS) {
    const match = pattern.exec(head);
    if (match) return read(match);
  }
  return undefined;
}

/** The property that was read, called or set in an expression, and its object. */
function evaluated(whole: string): Pick<BadValue, 'property' | 'expression'> {
  const [read = ''] = whole.replace(/\([^()]*\)$/, '').split(' = ');
  return /^[\w$.[\]()]+$/.test(read) && /[\w$]$/.test(read) ? { property: afterDot(read), expression: beforeDot(read) } : {};
}

function afterDot(text: string): string {
  return text.slice(text.lastIndexOf('.') + 1).replace(/\(.*/, '');
}

function beforeDot(text: string): string | undefined {
  const dot = text.lastIndexOf('.');
  return dot > 0 ? text.slice(0, dot) : undefined;
}
