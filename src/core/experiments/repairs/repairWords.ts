import { familyOf } from '../../workspace/languages';
import type { SyntaxLanguage } from '../../syntax/syntax';

/** The kind that code expects of a value. */
export type KnownKind = 'text' | 'list' | 'record';

/** The syntax of small repairs in a language. */
export interface RepairWords {
  /** A compiler checks types: a change that does not fit them costs a run, and few values can be empty. */
  typed?: true;
  /** Node types of expressions that may be empty. */
  values: readonly string[];
  /** Tests whether a name is empty. */
  isNothing: (name: string) => string;
  /** Tests whether a name has a value. */
  isThere: (name: string) => string;
  /** A value with a fallback where it is empty. */
  orElse: (value: string, other: string) => string;
  /** Defaults for a missing value, likeliest first. */
  empties: readonly string[];
  /** A statement that leaves the function; lines after the first get the given indentation. */
  leave: (condition: string, value: string | undefined, indent: string) => string;
  /** A statement that goes on with the next element of a loop. */
  skip: (condition: string, indent: string) => string;
  negate: (condition: string) => string;
  /** Tests whether a number could not be read. */
  isNotANumber?: (name: string) => string;
  /** Functions that convert a value to another type. */
  conversions: readonly string[];
  /** A member read only where its object is not empty. */
  optional?: (object: string, rest: string) => string;
  /** Tests whether an object has an own key. */
  ownKey?: (object: string, key: string) => string;
  /** Tests whether a value is of a kind. */
  isA?: (name: string, kind: KnownKind) => string;
  inLowerCase?: (value: string) => string;
  /** The method `replace` replaces the first match only, unless a flag says otherwise. */
  replacesOnce?: true;
  /** An empty record, and one that inherits nothing. */
  bare?: { literal: string; without: string };
}

const javascript: RepairWords = {
  values: ['identifier', 'member_expression', 'subscript_expression', 'call_expression', 'await_expression'],
  isNothing: (name) => `${name} == null`,
  isThere: (name) => `${name} != null`,
  orElse: (value, other) => `${value} ?? ${other}`,
  empties: ['[]', '{}', "''"],
  leave: (condition, value) => `if (${condition}) return${value === undefined ? '' : ` ${value}`};`,
  skip: (condition) => `if (${condition}) continue;`,
  negate: (condition) => `!(${condition})`,
  conversions: ['String', 'Number', 'Array.from'],
  optional: (object, rest) => `${object}?.${rest.startsWith('[') ? rest : rest.slice(1)}`,
  ownKey: (object, key) => `Object.prototype.hasOwnProperty.call(${object}, ${key})`,
  isA: (name, kind) =>
    ({ text: `typeof ${name} === 'string'`, list: `Array.isArray(${name})`, record: `typeof ${name} === 'object'` })[kind],
  inLowerCase: (value) => `${value}.toLowerCase()`,
  isNotANumber: (name) => `isNaN(${name})`,
  replacesOnce: true,
  bare: { literal: '{}', without: 'Object.create(null)' },
};

const python: RepairWords = {
  values: ['identifier', 'attribute', 'subscript', 'call', 'await'],
  isNothing: (name) => `${name} is None`,
  isThere: (name) => `${name} is not None`,
  orElse: (value, other) => `${value} or ${other}`,
  empties: ['[]', '{}', "''", '0'],
  leave: (condition, value, indent) => `if ${condition}:\n${indent}    return${value === undefined ? '' : ` ${value}`}`,
  skip: (condition, indent) => `if ${condition}:\n${indent}    continue`,
  negate: (condition) => `not (${condition})`,
  conversions: ['str', 'int', 'list', 'float'],
  isA: (name, kind) => `isinstance(${name}, ${{ text: 'str', list: 'list', record: 'dict' }[kind]})`,
  inLowerCase: (value) => `${value}.lower()`,
};

const java: RepairWords = {
  typed: true,
  values: ['identifier', 'field_access', 'array_access', 'method_invocation'],
  isNothing: (name) => `${name} == null`,
  isThere: (name) => `${name} != null`,
  orElse: (value, other) => `${value} != null ? ${value} : ${other}`,
  empties: ['""', 'java.util.Collections.emptyList()', '0'],
  leave: (condition, value) => `if (${condition}) return${value === undefined ? '' : ` ${value}`};`,
  skip: (condition) => `if (${condition}) continue;`,
  negate: (condition) => `!(${condition})`,
  conversions: ['String.valueOf'],
};

const csharp: RepairWords = {
  ...java,
  values: ['identifier', 'member_access_expression', 'element_access_expression', 'invocation_expression'],
  orElse: (value, other) => `${value} ?? ${other}`,
  empties: ['""', '0'],
  conversions: [],
  optional: (object, rest) => `${object}?${rest}`,
};

const kotlin: RepairWords = {
  ...java,
  values: ['identifier', 'navigation_expression', 'index_expression', 'call_expression'],
  orElse: (value, other) => `${value} ?: ${other}`,
  empties: ['""', 'emptyList()', '0'],
  conversions: [],
  optional: (object, rest) => `${object}?${rest}`,
};

const cpp: RepairWords = {
  ...java,
  values: [],
  isNothing: (name) => `${name} == nullptr`,
  isThere: (name) => `${name} != nullptr`,
  empties: [],
  conversions: [],
};

const go: RepairWords = {
  ...cpp,
  isNothing: (name) => `${name} == nil`,
  isThere: (name) => `${name} != nil`,
  leave: (condition, value, indent) => `if ${condition} {\n${indent}\treturn${value === undefined ? '' : ` ${value}`}\n${indent}}`,
  skip: (condition, indent) => `if ${condition} {\n${indent}\tcontinue\n${indent}}`,
};

const rust: RepairWords = {
  ...cpp,
  isNothing: (name) => `${name}.is_none()`,
  isThere: (name) => `${name}.is_some()`,
  leave: (condition, value) => `if ${condition} { return${value === undefined ? '' : ` ${value}`}; }`,
  skip: (condition) => `if ${condition} { continue; }`,
};

const php: RepairWords = {
  values: ['variable_name', 'member_access_expression', 'subscript_expression', 'function_call_expression', 'member_call_expression'],
  isNothing: (name) => `${name} === null`,
  isThere: (name) => `${name} !== null`,
  orElse: (value, other) => `${value} ?? ${other}`,
  empties: ['[]', "''", '0'],
  leave: (condition, value) => `if (${condition}) return${value === undefined ? '' : ` ${value}`};`,
  skip: (condition) => `if (${condition}) continue;`,
  negate: (condition) => `!(${condition})`,
  conversions: ['strval', 'intval', 'floatval'],
  optional: (object, rest) => `${object}?${rest}`,
  isA: (name, kind) => `${{ text: 'is_string', list: 'is_array', record: 'is_array' }[kind]}(${name})`,
  inLowerCase: (value) => `strtolower(${value})`,
};

const ruby: RepairWords = {
  values: ['identifier', 'instance_variable', 'call', 'element_reference'],
  isNothing: (name) => `${name}.nil?`,
  isThere: (name) => `!${name}.nil?`,
  orElse: (value, other) => `${value} || ${other}`,
  empties: ['[]', '{}', "''", '0'],
  leave: (condition, value) => `return${value === undefined ? '' : ` ${value}`} if ${condition}`,
  skip: (condition) => `next if ${condition}`,
  negate: (condition) => `!(${condition})`,
  conversions: ['String', 'Integer', 'Float', 'Array'],
  optional: (object, rest) => `${object}&${rest}`,
  isA: (name, kind) => `${name}.is_a?(${{ text: 'String', list: 'Array', record: 'Hash' }[kind]})`,
  inLowerCase: (value) => `${value}.downcase`,
};

const WORDS: Partial<Record<SyntaxLanguage | ReturnType<typeof familyOf>, RepairWords>> = {
  kotlin,
  javascript,
  python,
  java,
  csharp,
  cpp,
  go,
  rust,
  php,
  ruby,
};

/** @returns undefined for a language without repairs */
export function repairWordsOf(language: SyntaxLanguage): RepairWords | undefined {
  return WORDS[language] ?? WORDS[familyOf(language)];
}
