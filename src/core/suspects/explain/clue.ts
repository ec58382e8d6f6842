import type { Rejection } from './messages/rejections';

/** The problem described in a message; `undefined` for any other message. */
export type Clue =
  | {
      kind: 'empty';
      value: string;
      property?: string;
      expression?: string;
      call?: string;
      how: 'member' | 'index' | 'iterate' | 'call' | 'any';
    }
  /** An argument was empty: `int(None)`. */
  | { kind: 'emptyArgument'; value: string; callee: string }
  | { kind: 'notCallable'; expression: string; constructs: boolean }
  /** JavaScript says it of an undefined value, too, if it has a name. */
  | { kind: 'notIterable'; expression: string }
  /** A value of a type that is not taken where it stands. */
  | { kind: 'type'; type: string }
  /** Python: the value is a coroutine, which was not awaited. */
  | { kind: 'coroutine' }
  | { kind: 'noMember'; type: string; name: string; suggestion?: string }
  | { kind: 'missingKey'; key?: string }
  | { kind: 'charBoundary'; index: string; letter: string; bytes: string }
  | { kind: 'index'; index?: number; length?: number; slice?: true }
  | { kind: 'unknownName'; name: string; suggestion?: string }
  | { kind: 'unwrap'; of: 'None' | 'Err'; error?: string; expected?: string }
  | { kind: 'operands'; operator: string; left: string; right: string }
  | { kind: 'divisionByZero' }
  | { kind: 'fixture'; name: string; existing: string[] }
  /** `written`: the operation with its values, and the `type` that does not hold it. */
  | { kind: 'overflow'; operation: string; written?: string; type?: string }
  | { kind: 'cast'; from: string; to: string }
  | { kind: 'arguments'; callee: string; missing: string[] }
  | { kind: 'argumentType'; callee: string; position: number; expected: string; given: string }
  | { kind: 'format'; what: 'a number' | 'JSON'; given?: string }
  | { kind: 'unmodifiable' }
  /** `condition`: elements exist, and none passes the condition. */
  | { kind: 'noElement'; condition?: true; /** More elements than one, where only one may be there. */ many?: true }
  /** A value is called: `'list' object is not callable`. */
  | { kind: 'calledValue'; type: string }
  | { kind: 'nilMap' }
  /** A part whose end is before its start; one of them alone is negative. */
  | { kind: 'range'; from?: number; to?: number }
  | { kind: 'closedChannel'; how: 'send' | 'close' }
  /** A stream or a reader is used after it was closed. */
  | { kind: 'closedStream' }
  /** Go: two goroutines use the same memory at the same time. */
  | { kind: 'race' }
  /** Python: a value that is not awaitable. */
  | { kind: 'awaited'; type: string }
  /** A database has no such column or table. */
  | { kind: 'noColumn'; what: 'column' | 'table'; name: string }
  /** Bytes that are not in the encoding in which they are read. */
  | { kind: 'encoding'; codec: string }
  /** A pattern for dates has a letter that the value has no field for. */
  | { kind: 'dateField'; field: string }
  /** A call that does not take its value. `key`: the value may be a key of a lookup. */
  | { kind: 'rejected'; rule: Rejection; given?: string; type?: string; key: boolean }
  | { kind: 'missingFile'; path?: string }
  | { kind: 'declaredLater'; name: string }
  /** `name`: the property. */
  | { kind: 'unchangeable'; what: 'constant' | 'frozen' | 'readonly'; name?: string }
  /** `timeout`: the time of a test was up, which other goroutines did not prevent. */
  | { kind: 'deadlock'; timeout?: true }
  | { kind: 'freed' }
  /** `wants`: the module system of the file's text. */
  | { kind: 'moduleSystem'; wants: 'module' | 'commonjs' }
  | { kind: 'private'; name: string; type?: string }
  /** `name`: with its scopes. */
  | { kind: 'unknownType'; name: string }
  | { kind: 'lateField'; name: string }
  | { kind: 'answeredTwice' }
  /** Flask: a view function returned nothing. */
  | { kind: 'noAnswer'; name: string }
  | { kind: 'sharedDefault'; name: string; type: string };
