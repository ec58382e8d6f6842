import { unquoted, indentOf } from './textTests';
import { only } from '../../only';
import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { familyOf } from '../../workspace/languages';
import { isEmptyLiteral } from './emptyValues';
import { escapePattern } from '../../escapePattern';
import { closingAt, splitTop } from './writtenParts';

/** One row of the values that a test is run with, as written. */
interface Row {
  line: number;
  /** The values, in the order of the names. */
  values: string[];
}

/** The values that a test is run with, by the names that it gives them. */
interface Table {
  names: string[];
  rows: Row[];
}

/** The value of a test's parameter in the row that failed. */
export interface RowValue {
  line: number;
  value: string;
}

/** The number of lines above a test's callback that are searched for its table. */
const MOST_LINES = 60;

/**
 * The value of a parameter in the row of a parameterised test that failed: the row that the test's name tells, or the only one that is
 * empty there.
 * @param test the full name of the test that failed
 */
export function rowValue(file: SyntaxFile, fn: FunctionNode, name: string, test: string | undefined): RowValue | undefined {
  for (const { names, rows } of tablesOf(file, fn)) {
    const at = names.indexOf(name);
    if (at < 0) continue;
    const row = rowOf(rows, at, test);
    const value = row?.values[at]?.trim();
    if (row && value) return { line: row.line, value };
  }
  return undefined;
}

const TABLES: Readonly<Partial<Record<string, (file: SyntaxFile, fn: FunctionNode) => Table | Table[] | undefined>>> = {
  python: parametrized,
  javascript: eachOf,
  java: argumentsOf,
};

function tablesOf(file: SyntaxFile, fn: FunctionNode): Table[] {
  return [TABLES[familyOf(file.language)]?.(file, fn) ?? []].flat();
}

/** pytest: `@pytest.mark.parametrize("a, b", [(1, 2), …])`, several of them where they are stacked. */
function parametrized(file: SyntaxFile, fn: FunctionNode): Table[] {
  const { startLine, endLine } = fn.signature;
  return file
    .calls({ startLine, endLine })
    .filter(({ name }) => name === 'parametrize')
    .flatMap((call): Table[] => {
      const text = file.lines.slice(call.startLine - 1, call.endLine).join('\n');
      const [, quoted = '', listed = ''] =
        /\bparametrize\(\s*(?:argnames\s*=\s*)?(?:["']([^"'\n]{1,200})["']|[[(]([^\])\n]{1,200})[\])])\s*,/.exec(text) ?? [];
      const names = (quoted || listed).split(',').map((each) => unquoted(each.trim()));
      const from = text.indexOf('[', text.indexOf(',', text.indexOf(quoted || listed) + (quoted || listed).length));
      if (names[0] === '' || from < 0) return [];
      const rows = rowsIn(text, from + 1, call.startLine, names.length === 1);
      return [{ names, rows }];
    });
}

/** `test.each([[1, 2], …])('title', (a, b) => …)`, and rows that are objects. */
function eachOf(file: SyntaxFile, fn: FunctionNode): Table | undefined {
  const call = file
    .calls({ startLine: Math.max(1, fn.startLine - MOST_LINES), endLine: fn.startLine })
    .findLast(({ name, endLine }) => name === 'each' && endLine <= fn.startLine);
  if (!call) return undefined;
  const text = file.lines.slice(call.startLine - 1, call.endLine).join('\n');
  const from = text.indexOf('[', text.indexOf('each('));
  const between = file.lines.slice(call.endLine - 1, fn.startLine).join('\n');
  if (from < 0 || !/\]\s*\)\s*\(/.test(between)) return undefined;
  const written = file.lines.slice(fn.startLine - 1, fn.signature.endLine).join(' ');
  const destructured = /\(\s*\{([^{}]{1,300})\}\s*\)\s*=>/.exec(written)?.[1];
  const names = destructured ? destructured.split(',').map((each) => each.split(/[:=]/)[0]!.trim()) : fn.parameters.map(({ name }) => name);
  const rows = rowsIn(text, from + 1, call.startLine);
  if (!destructured) return { names, rows };
  return {
    names,
    rows: rows.map(({ line, values }) => ({
      line,
      values: names.map((name) => {
        const found = values.find((each) => new RegExp(`^\\s*['"]?${escapePattern(name)}['"]?\\s*:`).test(each));
        return found?.slice(found.indexOf(':') + 1) ?? 'undefined';
      }),
    })),
  };
}

/** JUnit: `@MethodSource("prices")` with `Arguments.of(…)`, `@CsvSource({"80, "})`, `@NullSource`. */
function argumentsOf(file: SyntaxFile, fn: FunctionNode): Table | undefined {
  const names = fn.parameters.map(({ name }) => name);
  const above = annotations(file, fn);
  const text = above.map((each) => each.text).join('\n');
  const nulls = above.find((each) => /^\s*@Null(?:AndEmpty)?Source\b/.test(each.text));
  if (nulls) return { names, rows: [{ line: nulls.line, values: ['null'] }] };
  const source = /@MethodSource(?:\(\s*"(?:[\w.]{1,120}#)?(\w{1,80})"\s*\))?/.exec(text);
  if (source) {
    const method = only(file.functions.filter((each) => each.name === (source[1] ?? fn.name) && each !== fn));
    const calls = method
      ? file.calls(method).filter(({ name, receiver }) => (name === 'of' && receiver === 'Arguments') || name === 'arguments')
      : [];
    return { names, rows: calls.map(({ args, startLine }) => ({ line: startLine, values: args })) };
  }
  if (!/@CsvSource\b/.test(text)) return undefined;
  return {
    names,
    rows: above.flatMap(({ text: each, line }) =>
      [...each.matchAll(/"([^"\n]{1,300})"/g)].map(([, row = '']) => ({
        line,
        values: row.split(',').map((value) => (value.trim() === '' ? 'null' : value.trim())),
      })),
    ),
  };
}

/** The lines of the annotations and attributes of a function: those in its signature, and those directly above it. */
function annotations({ lines }: SyntaxFile, fn: FunctionNode): { text: string; line: number }[] {
  let first = fn.startLine;
  while (first > 1 && fn.startLine - first < MOST_LINES && /^\s*(?:@|#\[|\[|"|\}|\/\/)/.test(lines[first - 2] ?? '')) first -= 1;
  return lines.slice(first - 1, fn.signature.endLine).map((text, at) => ({ text: text.slice(0, 500), line: first + at }));
}

/** The rows of a literal from the text behind its bracket. @param single a row is one value, whatever its form */
function rowsIn(text: string, from: number, startLine: number, single = false): Row[] {
  const end = closingAt(text.slice(from));
  if (end < 0) return [];
  const rows: Row[] = [];
  let offset = from;
  for (const part of splitTop(text.slice(from, from + end))) {
    const lead = indentOf(part);
    const line = startLine + text.slice(0, offset + lead).split('\n').length - 1;
    offset += part.length + 1;
    const wrapped = /^pytest\.param\(([^]*)\)$/.exec(part.trim())?.[1];
    const row = part.trim();
    const inner = wrapped ?? (single ? undefined : /^(?:&?[\w.]*)[[({]([^]*)[\])}]$/.exec(row)?.[1]);
    const values =
      inner === undefined ? [row] : splitTop(inner).filter((each) => wrapped === undefined || !/^\s*(?:id|marks)\s*=/.test(each));
    rows.push({ line, values });
  }
  return rows;
}

/** The row that a test's name tells; without one, the only row that is empty at a position. */
function rowOf(rows: readonly Row[], at: number, test: string | undefined): Row | undefined {
  const plain = (text: string): string => unquoted(text.trim());
  const id = /\[([^[\]]{1,200})\]$/.exec(test ?? '')?.[1];
  const byId = id === undefined ? [] : rows.filter(({ values }) => values.map(plain).join('-') === id);
  const sub = test?.includes('/') ? test.slice(test.lastIndexOf('/') + 1) : undefined;
  const bySub = sub === undefined ? [] : rows.filter(({ values }) => values.some((value) => plain(value).replace(/\s/g, '_') === sub));
  const empty = rows.filter(({ values }) => isEmptyLiteral(values[at]?.trim() ?? ''));
  return only(rows) ?? only(byId) ?? only(bySub) ?? only(empty);
}
