import type { LineRange } from '../workspace/lineRange';
import type {
  Branch,
  CallSite,
  ClassNode,
  Definition,
  FunctionNode,
  ImportBinding,
  Operation,
  PropertyRead,
  Statement,
  SyntaxFile,
} from './syntax';

/** Longer lines are read only up to here. */
const LONGEST_LINE = 500;
/** Maximum lines on each side of a line for a piece of code outside functions. */
const WINDOW = 10;
const KEYWORD_HEADER =
  /^(?:@?[\w:]+ +){0,6}?(?:function|def|defp|defmacro|defmacrop|fun|func|fn|sub|proc|method)[ \t]+([\w$.:]+[?!]?)|^(?:local +)?([\w$.:]+) *= *function\b/;
const BRACE_HEADER = /(?<![\w$~])([\w$~]+) *\([^(){};]{0,200}\)[^;={}]{0,80}\{$/;
const TYPE_HEADER =
  /^(?:@?[\w:]+ +){0,5}?(?:class|struct|object|interface|trait|protocol|extension|module|defmodule|enum|mixin|package|impl)\s+([\w$]+(?:(?:::|[.:])[\w$]+)*)/;
const NO_NAMES = new Set(
  'if else elif elsif for foreach while until switch case catch when match return throw new do with using lock synchronized function fn fun def sub and or not in unless guard sizeof typeof super this self'.split(
    ' ',
  ),
);

/** A file read without a grammar: units by indentation and by words that most languages share. */
export class PlainFile implements SyntaxFile {
  readonly language = 'text';
  readonly parsed = false;
  readonly lines: readonly string[];
  readonly code: readonly never[] = [];
  readonly exports: ReadonlyMap<string, string> = new Map();
  private units: { functions: FunctionNode[]; classes: ClassNode[] } | undefined;
  private importList: ImportBinding[] | undefined;

  constructor(
    readonly file: string,
    readonly text: string,
  ) {
    this.lines = text.split('\n');
  }

  get functions(): readonly FunctionNode[] {
    return (this.units ??= this.readUnits()).functions;
  }

  get classes(): readonly ClassNode[] {
    return (this.units ??= this.readUnits()).classes;
  }

  get imports(): readonly ImportBinding[] {
    return (this.importList ??= this.lines.flatMap((line, at) => importOf(line, at + 1)));
  }

  enclosing(line: number): FunctionNode | undefined {
    return this.functions.findLast((fn) => fn.startLine <= line && line <= fn.endLine);
  }

  /** Up to ten lines on each side, within lines indented at least as far as the surrounding block. */
  statement(line: number): LineRange {
    const width = this.indentOf(line);
    let startLine = line;
    while (startLine > 1 && line - startLine < WINDOW && this.indentOf(startLine - 1) >= width) startLine--;
    let endLine = line;
    while (endLine < this.lines.length && endLine - line < WINDOW && this.indentOf(endLine + 1) >= width) endLine++;
    while (startLine < line && this.isBlank(startLine)) startLine++;
    while (endLine > line && this.isBlank(endLine)) endLine--;
    return { startLine, endLine };
  }

  calls(range: LineRange): readonly CallSite[] {
    return this.eachLine(range).flatMap(([text, line]) => callsIn(text, line));
  }

  definitions(name: string, range: LineRange): readonly Definition[] {
    return this.allDefinitions(range).filter((definition) => definition.name === name);
  }

  allDefinitions(range: LineRange): readonly Definition[] {
    const parameters = this.functions
      .filter((fn) => range.startLine <= fn.startLine && fn.startLine <= range.endLine)
      .flatMap((fn) =>
        fn.parameters.map(({ name }, position) => ({ ...assignment(name, fn.startLine, 1, ''), kind: 'parameter' as const, position })),
      );
    const assigned = this.eachLine(range).flatMap(([text, line]) => {
      const match =
        /^\s*(?:(?:local|let|var|val|my|our|const|final|auto|static|mut) +){0,3}([\w$@%.]+)(?: *: *[\w<>?.]+)? *:?= *([^=\s].*)$/.exec(
          text,
        );
      if (!match) return [];
      const [, name = '', value = ''] = match;
      return [assignment(name, line, text.indexOf(name) + 1, value)];
    });
    return [...parameters, ...assigned].sort((a, b) => a.startLine - b.startLine);
  }

  uses(name: string, range: LineRange): number[] {
    return this.eachLine(range).flatMap(([text, line]) => (hasWord(text, name) ? [line] : []));
  }

  propertyReads(range: LineRange): readonly PropertyRead[] {
    return this.eachLine(range).flatMap(([text, line]) =>
      [...text.matchAll(/(?<![\w$@])([\w$@]+(?:\.[\w$]+){0,5})(?:\.|->|:)([\w$]+)/g)].map((match) => {
        const [whole, object = '', property = ''] = match;
        return { object, property, line, column: match.index + whole.length - property.length + 1 };
      }),
    );
  }

  operations(): readonly Operation[] {
    return [];
  }

  branches(): readonly Branch[] {
    return [];
  }

  fallsThrough(): undefined {
    return undefined;
  }

  throws(range: LineRange): readonly Statement[] {
    return this.eachLine(range).flatMap(([text, line]) => {
      const [, value] = /(?:^|[\s;{])(?:throw|raise|die|croak|confess|error|fatalError)\b\s*(.*)$/.exec(text) ?? [];
      return value === undefined ? [] : [statement(value, line)];
    });
  }

  returns(fn: FunctionNode): readonly Statement[] {
    return this.eachLine(fn).flatMap(([text, line]) => {
      const [, value] = /(?:^|[\s;{])return\b\s*(.*)$/.exec(text) ?? [];
      return value === undefined ? [] : [statement(value, line)];
    });
  }

  private eachLine(range: LineRange): [text: string, line: number][] {
    const first = Math.max(1, range.startLine);
    return this.lines.slice(first - 1, range.endLine).map((text, at) => [text.slice(0, LONGEST_LINE), first + at]);
  }

  private readUnits(): { functions: FunctionNode[]; classes: ClassNode[] } {
    const functions: FunctionNode[] = [];
    const classes: ClassNode[] = [];
    const open: { endLine: number; name: string; functionIndex?: number; classIndex?: number }[] = [];
    for (const [text, line] of this.eachLine({ startLine: 1, endLine: this.lines.length })) {
      const trimmed = text.trim();
      if (!trimmed) continue;
      while (open.length && open.at(-1)!.endLine < line) open.pop();
      const type = TYPE_HEADER.exec(trimmed);
      if (type) {
        const range = this.block(line);
        const cls = { index: classes.length, name: type[1]!, header: { startLine: line, endLine: line }, bases: [], ...range };
        classes.push(cls);
        open.push({ endLine: range.endLine, name: cls.name, classIndex: cls.index });
        continue;
      }
      const name = headerName(trimmed);
      if (!name) continue;
      const range = this.block(line);
      const cls = open.findLast((scope) => scope.classIndex !== undefined);
      const fn: FunctionNode = {
        index: functions.length,
        name,
        qualifiedName: [...open.map((scope) => scope.name), name].join('.'),
        ...(cls && { className: cls.name, classIndex: cls.classIndex }),
        signature: { startLine: line, endLine: line },
        parameters: parametersIn(trimmed),
        parent: open.findLast((scope) => scope.functionIndex !== undefined)?.functionIndex,
        kind: cls ? 'method' : 'function',
        ...range,
      };
      functions.push(fn);
      open.push({ endLine: range.endLine, name, functionIndex: fn.index });
    }
    return { functions, classes };
  }

  /** From a header to the last line that is indented deeper, with a closing line at the header's own depth. */
  private block(line: number): LineRange {
    const width = this.indentOf(line);
    let endLine = line;
    for (let next = line + 1; next <= this.lines.length; next++) {
      if (this.isBlank(next)) continue;
      const text = this.lines[next - 1]!.trimStart();
      if (this.indentOf(next) > width || (text.startsWith('{') && endLine === line)) {
        endLine = next;
        continue;
      }
      if (this.indentOf(next) === width && /^(?:[}\])]|end\b)/.test(text)) endLine = next;
      break;
    }
    return { startLine: line, endLine };
  }

  /** Width of a line's indentation; blank lines belong to the block around them. */
  private indentOf(line: number): number {
    const text = this.lines[line - 1] ?? '';
    const width = text.length - text.trimStart().length;
    return width === text.length ? Number.MAX_SAFE_INTEGER : width;
  }

  private isBlank(line: number): boolean {
    return (this.lines[line - 1] ?? '').trim() === '';
  }
}

function headerName(trimmed: string): string | undefined {
  const keyword = KEYWORD_HEADER.exec(trimmed);
  const found = keyword ? (keyword[1] ?? keyword[2]) : trimmed.endsWith('{') ? BRACE_HEADER.exec(trimmed)?.[1] : undefined;
  const name = found?.slice(Math.max(found.lastIndexOf('.'), found.lastIndexOf(':')) + 1);
  return name && !NO_NAMES.has(name) ? name : undefined;
}

function parametersIn(header: string): { name: string }[] {
  const list = /\(([^()]*)/.exec(header)?.[1] ?? '';
  return list.split(',').flatMap((part) => {
    const [before] = part.split(/[:=]/);
    const name = before?.trim().split(/\s+/).at(-1);
    return name ? [{ name }] : [];
  });
}

function callsIn(text: string, line: number): CallSite[] {
  const calls: CallSite[] = [];
  for (const match of text.matchAll(/(?<![\w$])([A-Za-z_$][\w$]*[!?]?) *\(/g)) {
    const [whole, name = ''] = match;
    if (NO_NAMES.has(name)) continue;
    const before = text.slice(Math.max(0, match.index - 100), match.index);
    const receiver = /(?<![\w$@.:>-])[\w$@.:>-]+$/.exec(before)?.[0].replace(/(?:\.|::|:|->)$/, '');
    const args = /^[^()]*/.exec(text.slice(match.index + whole.length))![0];
    calls.push({
      name,
      ...(receiver && /[.:>]$/.test(before) && { receiver }),
      args: args
        .split(',')
        .map((arg) => arg.trim())
        .filter(Boolean),
      startLine: line,
      endLine: line,
      column: match.index + 1,
      construct: /\bnew +$/.test(before),
    });
  }
  return calls;
}

function namesIn(text: string): string[] {
  return [
    ...new Set([...text.matchAll(/[A-Za-z_$@][\w$]*(?:\.[\w$]+){0,5}/g)].map(([name]) => name).filter((name) => !NO_NAMES.has(name))),
  ];
}

function statement(value: string, line: number): Statement {
  return { startLine: line, endLine: line, value, calls: callsIn(value, line), reads: namesIn(value) };
}

function assignment(name: string, line: number, column: number, value: string): Definition {
  const range = { startLine: line, endLine: line };
  return {
    name,
    column,
    kind: 'variable',
    value,
    valueRange: range,
    calls: callsIn(value, line),
    reads: namesIn(value),
    path: [],
    ...range,
  };
}

function importOf(text: string, line: number): ImportBinding[] {
  const [, named] =
    /^\s*(?:import|require|use|include|alias|from|load|dofile|part|export)\b[\s('"<]{1,4}([\w./:\\@-]+)/.exec(
      text.slice(0, LONGEST_LINE),
    ) ??
    /\brequire[\s(]{1,3}["']([\w./:\\@-]+)["']/.exec(text.slice(0, LONGEST_LINE)) ??
    [];
  if (named === undefined) return [];
  const module = named.replace(/\.\*$|\._$/, '');
  const last = Math.max(module.lastIndexOf('.'), module.lastIndexOf('::') + 1);
  if (module.includes('/') || last <= 0) return [{ module, imported: '*', local: '', line }];
  const name = module.slice(last + 1);
  return [{ module: module.slice(0, last).replace(/(?<!:):+$/, ''), imported: name, local: name, line }];
}

function hasWord(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!/[\w$]/.test(text[at - 1] ?? '') && !/[\w$]/.test(text[at + name.length] ?? '')) return true;
  }
  return false;
}
