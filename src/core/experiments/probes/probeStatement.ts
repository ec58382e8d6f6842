import { extensionOf, languageOfFile, type LanguageId } from '../../workspace/languages';
import { probeLabel, type ProbeAddress } from './probeLine';
import { shapeExpression } from './shapeExpression';

/** The comment after a probe's statement; it identifies the probe even after edits by a person or a formatter. */
export const PROBE_COMMENT = 'debug-with-context probe ';

interface ProbeLanguage {
  comment: '//' | '#';
  /** The start of every probe statement. */
  head: string;
  /** One statement on one line that prints a label and then the shape of an expression on standard error. */
  print: (label: string, expression: string) => string;
  /** Text that the file must contain for the statement to compile. */
  needs?: { pattern: RegExp; why: string };
}

const quoted = (label: string): string => JSON.stringify(label);
const single = (label: string): string => `'${label.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** A probe's statement in each language that can print the shape of a value in one line. */
const STATEMENTS: Partial<Record<LanguageId, ProbeLanguage>> = {
  javascript: {
    comment: '//',
    head: 'console.error(',
    print: (label, expression) => `console.error(${quoted(label)} + ${shapeExpression('javascript', expression)});`,
  },
  python: {
    comment: '#',
    // Not `import sys`: that would make the name local to the function.
    head: '__import__("sys").stderr.write(',
    print: (label, expression) => `__import__("sys").stderr.write(${quoted(label)} + ${shapeExpression('python', expression)} + "\\n")`,
  },
  java: {
    comment: '//',
    head: 'System.err.println(',
    print: (label, expression) =>
      `System.err.println(${quoted(label)} + ((java.util.function.Function<Object, String>) dwcValue -> dwcValue == null ? "null" : dwcValue instanceof CharSequence ? "str(" + ((CharSequence) dwcValue).length() + ")" : dwcValue instanceof java.util.Collection ? "[…]×" + ((java.util.Collection<?>) dwcValue).size() : dwcValue instanceof Boolean ? "bool" : dwcValue instanceof Double || dwcValue instanceof Float ? "num" : dwcValue instanceof Number ? "int" : dwcValue.getClass().getSimpleName()).apply(${expression}));`,
  },
  csharp: {
    comment: '//',
    head: 'global::System.Console.Error.WriteLine(',
    print: (label, expression) => {
      const value = `((object)(${expression}))`;
      return `global::System.Console.Error.WriteLine(${quoted(label)} + (${value} == null ? "null" : ${value} is string ? "str(" + ((string)${value}).Length + ")" : ${value} is global::System.Collections.ICollection ? "[…]×" + ((global::System.Collections.ICollection)${value}).Count : ${value} is bool ? "bool" : ${value} is int || ${value} is long ? "int" : ${value} is double || ${value} is float || ${value} is decimal ? "num" : ${value}.GetType().Name));`;
    },
  },
  go: {
    comment: '//',
    head: 'println(',
    // `%p` calls no method of the value; `println` needs no import.
    print: (label, expression) =>
      `println(${quoted(label)} + func(v interface{}) string { if v == nil || fmt.Sprintf("%p", v) == "0x0" { return "nil" }; return fmt.Sprintf("%T", v) }(${expression}))`,
    needs: { pattern: /^\s*(?:import\s+)?"fmt"\s*$/m, why: 'the file does not import "fmt"' },
  },
  ruby: {
    comment: '#',
    head: '$stderr.puts(',
    print: (label, expression) =>
      `$stderr.puts(${single(label)} + (->(v) { v.nil? ? "null" : v.is_a?(String) ? "str(#{v.size})" : v.is_a?(Array) ? (v.empty? ? "[]" : "[…]×#{v.size}") : v.is_a?(Integer) ? "int" : v.is_a?(Float) ? (v.nan? ? "NaN" : "num") : v == true || v == false ? "bool" : v.class.name.to_s }).call(${expression}))`,
  },
  php: {
    comment: '//',
    head: 'error_log(',
    print: (label, expression) =>
      `error_log(${single(label)} . (function ($v) { return $v === null ? 'null' : (is_string($v) ? 'str(' . strlen($v) . ')' : (is_array($v) ? (count($v) ? '[…]×' . count($v) : '[]') : (is_int($v) ? 'int' : (is_float($v) ? 'num' : (is_bool($v) ? 'bool' : (is_object($v) ? get_class($v) : gettype($v))))))); })(${expression}));`,
  },
  cpp: {
    comment: '//',
    head: 'std::cerr << ',
    print: (label, expression) =>
      `std::cerr << ${quoted(label)} << [](const auto& v) { using T = std::decay_t<decltype(v)>; if constexpr (std::is_pointer_v<T>) return v ? "pointer" : "null"; else if constexpr (std::is_same_v<T, bool>) return "bool"; else if constexpr (std::is_integral_v<T>) return "int"; else if constexpr (std::is_floating_point_v<T>) return v != v ? "NaN" : "num"; else return "object"; }(${expression}) << std::endl;`,
    needs: { pattern: /^\s*#\s*include\s*<iostream>/m, why: 'the file does not include <iostream>' },
  },
};

/** The line of a probe, without indentation and line end; or the reason why there is none. */
export function probeStatement(
  { file, text }: { file: string; text: string },
  expression: string,
  address: ProbeAddress,
): { line: string } | { why: string } {
  const language = languageOfFile(file);
  const known = language && STATEMENTS[language];
  if (!known || /^(?:c|vue|svelte|astro|kt|kts|scala|sc|groovy|fs|vb|m|mm|erb)$/.test(extensionOf(file)))
    return { why: 'no statement is known that prints in this language' };
  if (known.needs && !known.needs.pattern.test(text)) return { why: known.needs.why };
  return {
    line: `${known.print(probeLabel(address, expression), expression)} ${known.comment} ${PROBE_COMMENT}${address.set}.${address.index}`,
  };
}

/** The starts of probe statements. */
export const PROBE_HEADS: readonly string[] = Object.values(STATEMENTS).map(({ head }) => head);
