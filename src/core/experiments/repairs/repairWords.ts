import { familyOf } from '../../workspace/languages';
import type { SyntaxLanguage } from '../../syntax/syntax';

/** What a value is taken for. */
export type KnownKind = 'text' | 'list' | 'record';

/** How small repairs are written in a language. */
export interface RepairWords {
  /** Node types of expressions that may be without a value. */
  values: readonly string[];
  /** Whether a name holds nothing. */
  isNothing: (name: string) => string;
  /** Whether a name holds something. */
  isThere: (name: string) => string;
  /** A value, or another one where it is nothing. */
  orElse: (value: string, other: string) => string;
  /** What stands for no value where one is expected, likeliest first. */
  empties: readonly string[];
  /** A statement that leaves the function; lines below the first are indented by what is given. */
  leave: (condition: string, value: string | undefined, indent: string) => string;
  negate: (condition: string) => string;
  /** Functions that make a value of another type. */
  conversions: readonly string[];
  /** A member read only where its object is there. */
  optional?: (object: string, rest: string) => string;
  /** Whether an object has a key itself. */
  ownKey?: (object: string, key: string) => string;
  /** Whether a value is of a kind. */
  isA?: (name: string, kind: KnownKind) => string;
  inLowerCase?: (value: string) => string;
  /** The method `replace` replaces the first match only, unless a flag says otherwise. */
  replacesOnce?: true;
  /** An empty record, and one that inherits nothing. */
  bare?: { literal: string; without: string };
  /** Waits for a promise. */
  wait?: string;
}

const javascript: RepairWords = {
  values: ['identifier', 'member_expression', 'subscript_expression', 'call_expression', 'await_expression'],
  isNothing: (name) => `${name} == null`,
  isThere: (name) => `${name} != null`,
  orElse: (value, other) => `${value} ?? ${other}`,
  empties: ['[]', '{}', "''"],
  leave: (condition, value) => `if (${condition}) return${value === undefined ? '' : ` ${value}`};`,
  negate: (condition) => `!(${condition})`,
  conversions: ['String', 'Number', 'Array.from'],
  optional: (object, rest) => `${object}?.${rest.startsWith('[') ? rest : rest.slice(1)}`,
  ownKey: (object, key) => `Object.prototype.hasOwnProperty.call(${object}, ${key})`,
  isA: (name, kind) =>
    ({ text: `typeof ${name} === 'string'`, list: `Array.isArray(${name})`, record: `typeof ${name} === 'object'` })[kind],
  inLowerCase: (value) => `${value}.toLowerCase()`,
  replacesOnce: true,
  bare: { literal: '{}', without: 'Object.create(null)' },
  wait: 'await ',
};

const python: RepairWords = {
  values: ['identifier', 'attribute', 'subscript', 'call', 'await'],
  isNothing: (name) => `${name} is None`,
  isThere: (name) => `${name} is not None`,
  orElse: (value, other) => `${value} or ${other}`,
  empties: ['[]', '{}', "''", '0'],
  leave: (condition, value, indent) => `if ${condition}:\n${indent}    return${value === undefined ? '' : ` ${value}`}`,
  negate: (condition) => `not (${condition})`,
  conversions: ['str', 'int', 'list', 'float'],
  isA: (name, kind) => `isinstance(${name}, ${{ text: 'str', list: 'list', record: 'dict' }[kind]})`,
  inLowerCase: (value) => `${value}.lower()`,
  wait: 'await ',
};

const java: RepairWords = {
  values: ['identifier', 'field_access', 'array_access', 'method_invocation'],
  isNothing: (name) => `${name} == null`,
  isThere: (name) => `${name} != null`,
  orElse: (value, other) => `${value} != null ? ${value} : ${other}`,
  empties: ['""', 'java.util.Collections.emptyList()', '0'],
  leave: (condition, value) => `if (${condition}) return${value === undefined ? '' : ` ${value}`};`,
  negate: (condition) => `!(${condition})`,
  conversions: ['String.valueOf'],
};

const WORDS: Partial<Record<ReturnType<typeof familyOf>, RepairWords>> = { javascript, python, java };

/** @returns undefined for a language in which no repairs are made */
export function repairWordsOf(language: SyntaxLanguage): RepairWords | undefined {
  return WORDS[familyOf(language)];
}
