import { OF_DATABASES, type Reader } from './databaseMessages';

/** Messages of runtimes and standard libraries; the first one that fits is read. */
export const MESSAGES: readonly Reader[] = [
  ...OF_DATABASES,
  [
    /^ENOENT: no such file or directory, \w{1,20} '(?<path>[^'\n]{1,400})'|\[Errno 2\] No such file or directory: '([^'\n]{1,400})'|No such file or directory @ \w{1,40} - ([^\n]{1,400})|Could not find (?:file|a part of the path) ["']([^"'\n]{1,400})["']|^open ([^\n]{1,400}): no such file or directory|\(([^()\n]{1,400})\): Failed to open stream: No such file/,
    (found) => ({ kind: 'missingFile', path: found.slice(1).find((each) => each !== undefined) }),
  ],
  [/Os \{ code: 2, kind: NotFound, message: "No such file or directory" \}/, () => ({ kind: 'missingFile' })],
  [/^([^\s:]{1,400}) \(No such file or directory\)$/, ([, path]) => ({ kind: 'missingFile', path })],
  [
    /^fixture '(\w{1,100})' not found(?:\s+available fixtures: ([^\n]{1,2000}))?/,
    ([, name = '', existing = '']) => ({ kind: 'fixture', name, existing: existing.split(', ') }),
  ],
  [/^Cannot (?:set|write|append|remove|render) headers after they are sent/, () => ({ kind: 'answeredTwice' })],
  [
    /^mutable default <class '(\w{1,80})'> for field (\w{1,80}) is not allowed/,
    ([, type = '', name = '']) => ({ kind: 'sharedDefault', name, type }),
  ],
  [/^Failed opening (?:required )?'([^'\n]{1,400})'/, ([, path]) => ({ kind: 'missingFile', path })],
  [/^The view function for '(\w{1,80})' did not return a valid response/, ([, name = '']) => ({ kind: 'noAnswer', name })],
  [/^all goroutines are asleep - deadlock!/, () => ({ kind: 'deadlock' })],
  [/^test timed out after \d[\w.]{0,20}(?:\n|$)/, () => ({ kind: 'deadlock', timeout: true })],
  [/^heap-use-after-free\b|^attempting double-free\b/, () => ({ kind: 'freed' })],
  [/^Cannot use import statement outside a module|^Unexpected token 'export'/, () => ({ kind: 'moduleSystem', wants: 'module' })],
  [
    /^(?:require|module|exports|__dirname|__filename) is not defined in ES module scope/,
    () => ({ kind: 'moduleSystem', wants: 'commonjs' }),
  ],
  [/^Assignment to constant variable/, () => ({ kind: 'unchangeable', what: 'constant' })],
  [
    /^Cannot (?:assign to read only property|add property|delete property|redefine property:?) '?([^'\n,]{1,80})'?(?: of object|, object is not extensible| of #?<)/,
    ([, name]) => ({ kind: 'unchangeable', what: 'frozen', name }),
  ],
  [/^can't modify frozen (?:String|Array|Hash)\b/, () => ({ kind: 'unchangeable', what: 'frozen' })],
  [/^Cannot access '([A-Za-z_$][\w$]{0,80})' before initialization/, ([, name = '']) => ({ kind: 'declaredLater', name })],
  [
    /^private method [`'"](\w{1,80}[?!]?)['"] called for (?:an instance of |#<)?([\w:]{1,120})/,
    ([, name = '', type]) => ({ kind: 'private', name, ...(type !== undefined && { type }) }),
  ],
  [
    /^Call to (?:private|protected) method ([\w\\]{1,120})::(\w{1,80})\(\)/,
    ([, type, name = '']) => ({ kind: 'private', name, ...(type !== undefined && { type }) }),
  ],
  [
    /^Class "([\w\\]{1,120}\\)?(\w{1,80})" not found/,
    ([, scope = '', name = '']) => ({ kind: 'unknownType', name, scope: scope.replace(/\\$/, '') }),
  ],
  [
    /^uninitialized constant ((?:\w{1,80}::)*)(\w{1,80})/,
    ([, scope = '', name = '']) => ({ kind: 'unknownType', name, scope: scope.replace(/::$/, '') }),
  ],
  [/^lateinit property (\w{1,80}) has not been initialized/, ([, name = '']) => ({ kind: 'lateField', name })],
  [
    /Input string was not in a correct format|The input string '([^'\n]{0,120})' was not in a correct format/,
    ([, given]) => ({ kind: 'format', what: 'a number', ...(given !== undefined && { given }) }),
  ],
  [
    /byte index (\d{1,12}) is not a char boundary; it is inside '(.{1,4})' \(bytes (\d{1,12}\.\.\d{1,12})\)/u,
    ([, index = '', letter = '', bytes = '']) => ({ kind: 'charBoundary', index, letter, bytes }),
  ],
  [
    /^'(?:coroutine|async_generator)' object (?:is not (?:subscriptable|iterable|callable)|has no attribute|does not support)|^object of type 'coroutine' has no len|^unsupported operand type\(s\) for [^\n]{0,40}'coroutine'/,
    () => ({ kind: 'coroutine' }),
  ],
  [/'(?!NoneType)(\w{1,40})' object is not callable/, ([, type = '']) => ({ kind: 'calledValue', type })],
  [
    /Collection was modified; enumeration|(?:dictionary|Set|OrderedDict|deque) (?:changed size|mutated) during iteration|can't add a new key into hash during iteration/,
    () => ({ kind: 'changedWhileLooping' }),
  ],
  [/slice bounds out of range \[:(-\d{1,12})\]/, ([, to]) => ({ kind: 'range', to: Number(to) })],
  [/slice bounds out of range \[(-\d{1,12}):/, ([, from]) => ({ kind: 'range', from: Number(from) })],
  [
    /slice bounds out of range \[(\d{1,12}):(\d{1,12})\]|slice index starts at (\d{1,12}) but ends at (\d{1,12})|begin > end \((\d{1,12}) > (\d{1,12})\)|begin <= end \((\d{1,12}) <= (\d{1,12})\)/,
    (found) => {
      const [from, to] = found.slice(1).filter((each) => each !== undefined);
      return { kind: 'range', from: Number(from), to: Number(to) };
    },
  ],
  [/Length cannot be less than zero/, () => ({ kind: 'range', to: -1 })],
  [/StartIndex cannot be less than zero/, () => ({ kind: 'range', from: -1 })],
  [
    /begin (-?\d{1,12}), end (-?\d{1,12}), length \d/,
    ([, from, to]) => ({ kind: 'range', ...(Number(to) < 0 ? { to: Number(to) } : { from: Number(from), to: Number(to) }) }),
  ],
  [
    /^Cannot (?:read from|write to|access) a (?:closed|disposed) \w|I\/O operation on closed file|^[Ss]tream (?:is )?closed|write after end/,
    () => ({ kind: 'closedStream' }),
  ],
  [/^(?:Previous )?(?:atomic )?(?:[Rr]ead|[Ww]rite) at 0x[\da-f]{1,16} by (?:main )?goroutine/, () => ({ kind: 'race' })],
  [/^object (\w{1,80}) can't be used in 'await' expression/, ([, type = '']) => ({ kind: 'awaited', type })],
  [/^'([\w-]{1,40})' codec can't (?:decode|encode) (?:byte|character)/, ([, codec = '']) => ({ kind: 'encoding', codec })],
  [/^Unsupported field: (\w{1,40})/, ([, field = '']) => ({ kind: 'dateField', field })],
  [/^Cannot modify readonly property (?:[\w\\]{1,120}::)?\$?(\w{1,80})/, ([, name]) => ({ kind: 'unchangeable', what: 'readonly', name })],
  [
    /^(?:signed |unsigned )?integer overflow: (.{1,120}?) cannot be represented in type '([\w ]{1,40})'/,
    ([, text = '', type = '']) => ({ kind: 'overflow', operation: '', result: { text, type } }),
  ],
  [
    /^Call to a member function (\w{1,80})\(\) on (false|true|bool|int|string|array)/,
    ([, property, value = '']) => ({ kind: 'empty', value, property, how: 'member' }),
  ],
  [/^Nullable object must have a value/, () => ({ kind: 'empty', value: 'null', property: 'Value', how: 'member' })],
  [/send on closed channel/, () => ({ kind: 'closedChannel', how: 'send' })],
  [/close of closed channel/, () => ({ kind: 'closedChannel', how: 'close' })],
  [
    /slice bounds out of range \[(?:-?\d*:)?(-?\d+)(?::-?\d*)?\] with (?:capacity|length) (\d+)/,
    ([, index, length]) => ({ kind: 'index', index: Number(index), length: Number(length), slice: true }),
  ],
  [
    /range end index (\d+) out of range for slice of length (\d+)/,
    ([, index, length]) => ({ kind: 'index', index: Number(index), length: Number(length), slice: true }),
  ],
  [
    /(\w{1,40})\(\) argument must be [^\n]{1,120}, not '?NoneType'?/,
    ([, callee = '']) => ({ kind: 'emptyArgument', value: 'None', callee }),
  ],
  [/^'NoneType' object cannot be interpreted as an integer/, () => ({ kind: 'emptyArgument', value: 'None', callee: 'range' })],
  [/object of type 'NoneType' has no len\(\)/, () => ({ kind: 'emptyArgument', value: 'None', callee: 'len' })],
  [/nil can't be coerced into (\w{1,40})/, ([, into = '']) => ({ kind: 'operands', operator: '', types: [into, 'nil'] })],
  [
    /Cannot destructure property '([^'\n]{1,80})' of '([^'\n]{1,120})' as it is (undefined|null)/,
    ([, property, expression, value = '']) => ({ kind: 'empty', value, property, expression, how: 'any' }),
  ],
  [
    /^(?:undefined|null) is not iterable|^(undefined|null) is not a function or its return value/,
    () => ({ kind: 'empty', value: 'undefined', how: 'iterate' }),
  ],
  [/^(?:TypeError: )?([\w$.]{1,120}) is not iterable/, ([, expression = '']) => ({ kind: 'notIterable', expression })],
  [
    /([\w$.?[\]()'"]{1,120}) is not a (function|constructor)/,
    ([, expression = '', what]) => ({ kind: 'notCallable', expression, constructs: what === 'constructor' }),
  ],
  [/^([A-Za-z_$][\w$]{0,80}) is not defined/, ([, name = '']) => ({ kind: 'unknownName', name })],
  [
    /'NoneType' object is not (subscriptable|iterable|callable)/,
    ([, what]) => ({ kind: 'empty', value: 'None', how: what === 'subscriptable' ? 'index' : what === 'iterable' ? 'iterate' : 'call' }),
  ],
  [
    /unsupported operand type\(s\) for ([^\s:]{1,4})(?: or [\w()]+)?: '([\w.]{1,80})' and '([\w.]{1,80})'/,
    ([, operator = '', left = '', right = '']) => ({ kind: 'operands', operator, types: [left, right] }),
  ],
  [
    /can only concatenate (\w+) \(not "(\w+)"\) to \w+/,
    ([, left = '', right = '']) => ({ kind: 'operands', operator: '+', types: [left, right] }),
  ],
  [
    /'([^'\n]{1,80})' not supported between instances of '([\w.]+)' and '([\w.]+)'/,
    ([, operator = '', left = '', right = '']) => ({ kind: 'operands', operator, types: [left, right] }),
  ],
  [
    /(?:\b([A-Z]\w{0,80}) can't be coerced into (\w+)|no implicit conversion of (\w+) into (\w+))/,
    ([, of, into, from, to]) => ({ kind: 'operands', operator: into ? '' : '+', types: into && of ? [into, of] : [to ?? '', from ?? ''] }),
  ],
  [
    /Unsupported operand types: (\w+) ([^\s]{1,3}) (\w+)/,
    ([, left = '', operator = '', right = '']) => ({ kind: 'operands', operator, types: [left, right] }),
  ],
  [
    /'(\w{1,80})' object has no attribute '(\w{1,80})'(?:\. Did you mean: '(\w{1,80})')?/,
    ([, type = '', name = '', suggestion]) => ({ kind: 'noMember', type, name, suggestion }),
  ],
  [
    /module '([\w.]{1,80})' has no attribute '(\w{1,80})'(?:\. Did you mean: '(\w{1,80})')?/,
    ([, type = '', name = '', suggestion]) => ({ kind: 'noMember', type, name, suggestion }),
  ],
  [
    /undefined method [`'"]([^`'"]{1,80})['"] for (?:an instance of )?(?:nil|NilClass)/,
    ([, property]) => ({ kind: 'empty', value: 'nil', property, how: 'member' }),
  ],
  [
    /undefined (?:local variable or )?method [`'"]([^`'"]{1,80})['"] for (?:an instance of )?#?<?([\w:]{1,80})/,
    ([, name = '', type = '']) => ({ kind: 'noMember', type, name }),
  ],
  [/undefined local variable or method [`'"](\w{1,80})['"]/, ([, name = '']) => ({ kind: 'unknownName', name })],
  [/Call to undefined method ([\w\\]{1,80})::(\w{1,80})\(\)/, ([, type = '', name = '']) => ({ kind: 'noMember', type, name })],
  [/Call to undefined function (\w{1,80})\(\)/, ([, name = '']) => ({ kind: 'unknownName', name })],
  [/Undefined variable \$?(\w{1,80})/, ([, name = '']) => ({ kind: 'unknownName', name: `$${name}` })],
  [/Undefined (?:array key|index):? "?([^"\n]{1,80}?)"?$/m, ([, key]) => ({ kind: 'missingKey', key })],
  [/key not found: :?"?(\w{1,80})"?/, ([, key]) => ({ kind: 'missingKey', key })],
  [/The given key(?: '([^'\n]{1,80})')? was not present in the dictionary/, ([, key]) => ({ kind: 'missingKey', key })],
  [
    /name '(\w{1,80})' is not defined(?:\. Did you mean: '(\w{1,80})')?/,
    ([, name = '', suggestion]) => ({ kind: 'unknownName', name, suggestion }),
  ],
  [
    /(?:cannot access local variable|local variable) '(\w{1,80})' (?:where it is not associated with a value|referenced before assignment)/,
    ([, name = '']) => ({ kind: 'unbound', name }),
  ],
  [
    /(?<![\w.])([\w.]{1,160})\(\) missing \d+ required (?:positional|keyword-only) arguments?: ([^\n]{1,200})/,
    ([, callee = '', names = '']) => ({
      kind: 'arguments',
      callee,
      missing: [...names.matchAll(/'(\w+)'/g)].map(([, name]) => name ?? ''),
      text: '',
    }),
  ],
  [
    /(\w{1,80})\(\) takes (?:from )?\d[^\n]{0,80}positional arguments? but \d+ (?:was|were) given|(\w{1,80})\(\) got an unexpected keyword argument '(\w+)'/,
    ([text, a, b]) => ({ kind: 'arguments', callee: a ?? b ?? '', missing: [], text }),
  ],
  [
    /(\w{1,80})\(\): Argument #(\d+) \(\$\w+\) must be of type (\S{1,60}), (\S{1,60}) given/,
    ([, callee = '', position, expected = '', given = '']) => ({
      kind: 'argumentType',
      callee,
      position: Number(position) - 1,
      expected,
      given,
    }),
  ],
  [
    /division by zero|divided by 0|divide by zero|^\/ by zero$|Attempted to divide by zero|ZeroDivisionError/i,
    () => ({ kind: 'divisionByZero' }),
  ],
  [/attempt to (subtract|add|multiply) with overflow/, ([, operation = '']) => ({ kind: 'overflow', operation })],
  [
    /class ([\w.$]{1,120}) cannot be cast to class ([\w.$]{1,120})/,
    ([, from = '', to = '']) => ({ kind: 'cast', from: lastPart(from), to: lastPart(to) }),
  ],
  [
    /interface conversion: (?:\w+(?:\.\w+)?|interface \{\}) is (\S{1,80}), not (\S{1,80}(?: \{\})?)/,
    ([, from = '', to = '']) => ({ kind: 'cast', from, to }),
  ],
  [
    /Unable to cast object of type '([\w.]{1,120})' to type '([\w.]{1,120})'|Specified cast is not valid/,
    ([, from = '', to = '']) => ({ kind: 'cast', from: lastPart(from), to: lastPart(to) }),
  ],
  [/index (\d+) out of bounds for length (\d+)/i, ([, index, length]) => ({ kind: 'index', index: Number(index), length: Number(length) })],
  [
    /index out of range \[(-?\d+)\] with length (\d+)/,
    ([, index, length]) => ({ kind: 'index', index: Number(index), length: Number(length) }),
  ],
  [
    /index out of bounds: the len is (\d+) but the index is (\d+)/,
    ([, length, index]) => ({ kind: 'index', index: Number(index), length: Number(length) }),
  ],
  [/index (\d+) out of bounds for type|index (\d+) outside of array bounds/, ([, a, b]) => ({ kind: 'index', index: Number(a ?? b) })],
  [
    /(?:list|string|tuple|range object) index out of range|Index was outside the bounds of the array|Index was out of range|heap-buffer-overflow|stack-buffer-overflow|vector::_M_range_check/,
    () => ({ kind: 'index' }),
  ],
  [/assignment to entry in nil map/, () => ({ kind: 'nilMap' })],
  [/called `Option::(?:unwrap|expect)\(\)` on a `None` value/, () => ({ kind: 'unwrap', of: 'None' })],
  [/called `Result::unwrap\(\)` on an `Err` value: ([^\n]{1,200})/, ([, error]) => ({ kind: 'unwrap', of: 'Err', error })],
  [
    /For input string: "([^"\n]{0,120})"|invalid literal for int\(\) with base \d+: '([^'\n]{0,120})'|could not convert string to float: '([^'\n]{0,120})'|invalid value for Integer\(\): "([^"\n]{0,120})"/,
    ([, a, b, c, d]) => ({ kind: 'format', what: 'a number', given: a ?? b ?? c ?? d }),
  ],
  [
    /in JSON at position|is not valid JSON|Unexpected token .{1,80} JSON|Unexpected end of JSON input|Expecting value: line \d+|JSONDecodeError|Expected property name or '\}'/,
    () => ({ kind: 'format', what: 'JSON' }),
  ],
  [/Sequence contains no matching element|contains no element matching the predicate/, () => ({ kind: 'noElement', condition: true })],
  [
    /Sequence contains more than one (matching )?element|(?:Collection|List|Sequence|Array) has more than one element|contains more than one (matching) element/,
    ([, a, b]) => ({ kind: 'noElement', many: true, ...((a ?? b) !== undefined && { condition: true as const }) }),
  ],
  [
    /Sequence contains no elements?|No value present|^(?:List|Collection|Array|Sequence) is empty\.|^(?:Queue|Stack) empty\./,
    () => ({ kind: 'noElement' }),
  ],
  [
    /(?:member access|member call|load|store) (?:on|within|of) null pointer|null pointer dereference|SEGV on unknown address 0x0000000000/,
    () => ({ kind: 'empty', value: 'null', how: 'any' }),
  ],
];

/** The name behind the last dot. */
export function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
