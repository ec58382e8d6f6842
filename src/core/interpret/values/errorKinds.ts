const JVM: readonly string[] = [
  'Throwable: Exception Error',
  'Exception: RuntimeException IOException SQLException InterruptedException CloneNotSupportedException ExecutionException TimeoutException ReflectiveOperationException URISyntaxException ParseException GeneralSecurityException',
  'RuntimeException: * IllegalArgumentException IllegalStateException IndexOutOfBoundsException NullPointerException ArithmeticException ClassCastException UnsupportedOperationException ConcurrentModificationException NoSuchElementException EmptyStackException NegativeArraySizeException ArrayStoreException DateTimeException UncheckedIOException SecurityException',
  'IllegalArgumentException: NumberFormatException PatternSyntaxException IllegalFormatException InvalidPathException',
  'IllegalStateException: CancellationException',
  'IndexOutOfBoundsException: ArrayIndexOutOfBoundsException StringIndexOutOfBoundsException',
  'NoSuchElementException: InputMismatchException',
  'DateTimeException: DateTimeParseException UnsupportedTemporalTypeException',
  'IOException: FileNotFoundException EOFException NoSuchFileException',
  'ReflectiveOperationException: ClassNotFoundException NoSuchFieldException NoSuchMethodException',
  'IllegalFormatException: UnknownFormatConversionException MissingFormatArgumentException IllegalFormatConversionException',
  'Error: AssertionError StackOverflowError OutOfMemoryError AssertionFailedError',
];

/** Errors of each language's own library: after each the ones that are of its kind; `*`: all that are not named. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  python: [
    'BaseException: Exception GeneratorExit KeyboardInterrupt SystemExit',
    'Exception: ArithmeticError AssertionError AttributeError BufferError EOFError ImportError LookupError MemoryError NameError OSError ReferenceError RuntimeError StopIteration StopAsyncIteration SyntaxError SystemError TypeError ValueError Warning CancelledError InvalidOperation',
    'ArithmeticError: ZeroDivisionError OverflowError FloatingPointError DecimalException',
    'DecimalException: InvalidOperation',
    'LookupError: KeyError IndexError',
    'NameError: UnboundLocalError',
    'RuntimeError: NotImplementedError RecursionError',
    'ValueError: UnicodeError JSONDecodeError',
    'UnicodeError: UnicodeDecodeError UnicodeEncodeError',
    'OSError: ConnectionError FileNotFoundError FileExistsError PermissionError TimeoutError IsADirectoryError NotADirectoryError InterruptedError ChildProcessError ProcessLookupError BlockingIOError',
    'ConnectionError: ConnectionResetError ConnectionRefusedError ConnectionAbortedError BrokenPipeError',
    'IOError: OSError',
    'ImportError: ModuleNotFoundError',
    'AttributeError: FrozenInstanceError',
    'Warning: UserWarning DeprecationWarning RuntimeWarning',
  ],
  ruby: [
    'Exception: StandardError ScriptError SystemExit SecurityError NoMemoryError',
    'StandardError: ArgumentError EncodingError FiberError IOError IndexError LocalJumpError NameError RangeError RegexpError RuntimeError ThreadError TypeError ZeroDivisionError JSON::ParserError KeyError NoMethodError',
    'RuntimeError: FrozenError',
    'IOError: EOFError',
    'NameError: NoMethodError',
    'RangeError: FloatDomainError',
    'IndexError: KeyError StopIteration',
    'ArgumentError: UncaughtThrowError Date::Error',
    'ScriptError: NotImplementedError LoadError',
  ],
  php: [
    'Throwable: Exception Error',
    'Error: TypeError ArithmeticError AssertionError ValueError UnhandledMatchError',
    'ArithmeticError: DivisionByZeroError',
    'TypeError: ArgumentCountError',
    'Exception: LogicException RuntimeException JsonException ErrorException DateException',
    'DateException: DateMalformedStringException',
    'LogicException: BadFunctionCallException DomainException InvalidArgumentException LengthException OutOfRangeException',
    'BadFunctionCallException: BadMethodCallException',
    'RuntimeException: OutOfBoundsException OverflowException RangeException UnderflowException UnexpectedValueException',
  ],
  ...Object.fromEntries(['java', 'kotlin'].map((family) => [family, JVM])),
  csharp: [
    'Exception: * ArgumentException InvalidOperationException FormatException ArithmeticException IndexOutOfRangeException IOException KeyNotFoundException NullReferenceException InvalidCastException',
    'ArgumentException: ArgumentNullException ArgumentOutOfRangeException',
    'ArithmeticException: DivideByZeroException OverflowException',
    'InvalidOperationException: ObjectDisposedException',
    'IOException: FileNotFoundException DirectoryNotFoundException EndOfStreamException',
    'OperationCanceledException: TaskCanceledException',
  ],
  cpp: [
    'exception: * logic_error runtime_error bad_alloc bad_cast bad_optional_access bad_variant_access bad_function_call',
    'logic_error: invalid_argument out_of_range domain_error length_error',
    'runtime_error: overflow_error underflow_error range_error system_error',
  ],
};

const ABOVE = new Map<string, Map<string, string[]>>(
  Object.entries(KINDS).map(([family, lines]) => {
    const above = new Map<string, string[]>();
    for (const line of lines) {
      const [of = '', ...kinds] = line.split(/:? (?!:)/);
      for (const kind of kinds) above.set(kind, [...(above.get(kind) ?? []), of]);
    }
    return [family, above];
  }),
);

/** Whether an error of a language's library is one of another kind, or of a kind of it. */
export function isErrorOf(family: string, type: string, of: string, depth = 0): boolean {
  if (type === of || type.split('::').at(-1) === of) return true;
  if (type === 'exit') return false;
  const kinds = ABOVE.get(family);
  const isRoot = KINDS[family]?.some((line) => line.startsWith(`${type}:`)) === true;
  return (
    depth < 8 && (kinds?.get(type) ?? (isRoot ? [] : (kinds?.get('*') ?? []))).some((above) => isErrorOf(family, above, of, depth + 1))
  );
}

/** Whether it is told which errors of a language are of which kind. */
export function knowsKinds(family: string): boolean {
  return ABOVE.has(family);
}

/** Whether the library of a language has an error with such a name. */
export function isLibraryError(family: string, type: string): boolean {
  return ABOVE.get(family)?.has(type) === true || KINDS[family]?.some((line) => line.startsWith(`${type}:`)) === true;
}
