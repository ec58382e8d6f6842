import { cppWorld } from './cpp/world';
import { reversedWorld, worldOf } from './go/world';
import { reversedRust, worldOf as rustWorld } from './rust/world';
import type { Program } from '../flow/way';
import { lineOf } from '../syntax/lower/places';
import { nodesIn, type Fn } from '../syntax/lower/ir';
import type { SyntaxFile } from '../syntax/syntax';
import { AssertFailed, isPlain } from './testing/assertions';
import { Interpreter } from './running/interpreter';
import type { History } from './history/history';
import { counted } from './values/limits';
import { runAround } from './testing/runAround';
import { errorType } from './script/types';
import { Dict, isNumber, List, Obj, Thrown, TooDeep, Unknown, type Value } from './values/value';

/** How a test ended in the interpreter. */
export type Ended =
  | { kind: 'passed' }
  /** `lines`: the open calls, outermost first; `values`: what a check compared, as texts, where they are plain; `type`: that of an error, and `alike` what else it may be called; `printed`: all that a program printed which ended itself. */
  | {
      kind: 'failed';
      lines: { file: string; line: number }[];
      values: string[];
      said?: string;
      type?: string;
      alike?: string[];
      printed?: string;
    }
  /** The code needs something that the interpreter does not know. */
  | { kind: 'unknown'; why: string };

/** A test, and how it ended. */
export interface TestRun {
  ended: Ended;
  /** Lines that ran, by file. */
  ran: ReadonlyMap<string, ReadonlySet<number>>;
  /** How much was worked out. */
  steps: number;
}

/**
 * Runs the test around a line of a file in the interpreter.
 * @param history takes down what happens
 * @param mostSteps after which it is given up
 */
export function runTest(program: Program, file: SyntaxFile, line: number, history?: History, mostSteps?: number): TestRun {
  const it = new Interpreter(program, file, history);
  if (mostSteps !== undefined) it.mostSteps = mostSteps;
  for (const { file: name, lines } of program.data ?? []) it.texts.set(name, lines.join('\n'));
  const first = ended(it, () => runAround(it, file, line));
  const isOrdered = first.kind === 'unknown' || !isDisordered(it);
  return { ended: isOrdered ? first : sameInReverse(it, first, file, line), ran: it.ran, steps: it.steps };
}

function isDisordered(it: Interpreter): boolean {
  if (it.family === 'go') return worldOf(it).disordered;
  return it.family === 'rust' ? rustWorld(it).disordered : it.family === 'cpp' && cppWorld(it).disordered;
}

/** How a test ended, where it ends the same when maps are gone through the other way round: their order is the machine's. */
function sameInReverse(first: Interpreter, how: Ended, file: SyntaxFile, line: number): Ended {
  const it = new Interpreter(first.program, file);
  it.mostSteps = first.mostSteps;
  for (const [name, text] of first.texts) it.texts.set(name, text);
  if (it.family === 'go') reversedWorld(it);
  else if (it.family === 'rust') reversedRust(it);
  else cppWorld(it).reversed = true;
  const second = ended(it, () => runAround(it, file, line));
  return JSON.stringify(second) === JSON.stringify(how) ? how : { kind: 'unknown', why: 'the order of a map' };
}

/** The lines in which the other tests of a file begin. */
export function testLines(file: SyntaxFile): number[] {
  const found: number[] = [];
  for (const node of nodesIn(file.code)) {
    if (node.kind === 'fn' && isTest(file, node)) found.push(lineOf(file, node.start));
    if (node.kind === 'call' && node.callee.kind === 'name' && /^(?:test|it)$/.test(node.callee.name)) {
      const fn = node.args.find(({ value }) => value.kind === 'fn')?.value;
      if (fn) found.push(lineOf(file, fn.start));
    }
  }
  return found;
}

function isTest(file: SyntaxFile, fn: Fn): boolean {
  if (/^(?:java|csharp|kotlin)$/.test(file.language))
    return fn.words.some((word) => /^(?:Test|Fact)$/.test(word)) || /@(?:Parameterized)?Test\b|\[(?:Test|Fact)\]/.test(before(file, fn));
  if (file.language === 'rust') return /#\[test\]\s*$/.test(file.text.slice(Math.max(0, fn.start - 60), fn.start));
  if (file.language === 'go') return /^Test/.test(fn.name);
  return /^test/.test(fn.name) && /^(?:python|ruby|php)$/.test(file.language);
}

function before(file: SyntaxFile, fn: Fn): string {
  return file.text.slice(Math.max(0, fn.start - 80), fn.start + 80);
}

function ended(it: Interpreter, run: () => void): Ended {
  try {
    return endOf(it, run);
  } catch (error) {
    // The interpreter's own calls may come to their end first.
    if (error instanceof TooDeep || (error instanceof RangeError && /call stack/.test(error.message))) return tooDeep(it);
    if (error instanceof Unknown) return { kind: 'unknown', why: error.message };
    // What the program does to the interpreter itself, such as an endless recursion or a number that is no whole one.
    if (error instanceof RangeError || error instanceof TypeError || error instanceof SyntaxError)
      return { kind: 'unknown', why: String(error) };
    throw error;
  }
}

const OVERFLOWS: Readonly<Record<string, string>> = { javascript: 'RangeError', python: 'RecursionError' };

/** What calls without an end are in a language: a few lines that come again and again. */
function tooDeep(it: Interpreter): Ended {
  const lines = it.stack.map(({ file, line }) => ({ file: file.file, line }));
  const type = OVERFLOWS[it.family];
  const places = new Set(lines.slice(lines.length / 2).map(({ file, line }) => `${file} ${line}`));
  if (type === undefined || lines.length < LEAST_OPEN || places.size > MOST_RECURRING) return { kind: 'unknown', why: 'too deep' };
  return { kind: 'failed', lines, values: [], type };
}

/** Calls that are open where calls have no end. */
const LEAST_OPEN = 60;
/** Lines of a recursion. */
const MOST_RECURRING = 12;

function endOf(it: Interpreter, run: () => void): Ended {
  const lines = (): { file: string; line: number }[] => it.stack.map(({ file, line }) => ({ file: file.file, line }));
  try {
    run();
    return { kind: 'passed' };
  } catch (error) {
    if (error instanceof AssertFailed) {
      const values = error.values.every(isPlain) ? error.values.map((each) => textOf(it, each)) : [];
      return { kind: 'failed', lines: lines(), values, ...(error.said !== undefined && { said: error.said }) };
    }
    if (error instanceof Thrown && error.value instanceof Obj && /^(?:exit|SystemExit)$/.test(error.value.type)) {
      const code = error.value.fields.get('code') ?? (error.value.type === 'exit' ? 1n : 0n);
      if (code === 0n || code === 0 || code === true) return { kind: 'passed' };
      if (it.reported instanceof Obj)
        return { kind: 'failed', lines: linesOf(it.reported) ?? lines(), values: [], ...saidBy(it, it.reported) };
      if (typeof code === 'string' && it.family === 'python') it.printed.push(code);
      counted(it.printed.reduce((size, each) => size + each.length, 0));
      return { kind: 'failed', lines: linesOf(error.value) ?? lines(), values: [], type: 'exit', printed: it.printed.join('') };
    }
    if (error instanceof Thrown) return { kind: 'failed', lines: linesOf(error.value) ?? lines(), values: [], ...saidBy(it, error.value) };
    throw error;
  }
}

/** The calls that were open where an error was made. */
function linesOf(value: Value): { file: string; line: number }[] | undefined {
  return value instanceof Obj && value.stack?.length ? value.stack.map(({ file, line }) => ({ file: file.file, line })) : undefined;
}

function saidBy(it: Interpreter, value: Value): { said?: string; type?: string; alike?: string[] } {
  const type = value instanceof Obj ? value.type || value.cls?.name : undefined;
  const alike = value instanceof Obj && it.family === 'javascript' ? [value.fields.get('name'), errorType(value)] : [];
  // Arrays of C# have their own error, and are lists here.
  if (it.family === 'csharp' && type === 'ArgumentOutOfRangeException') alike.push('IndexOutOfRangeException');
  const message = value instanceof Obj ? value.fields.get('message') : undefined;
  return {
    ...(type !== undefined && type !== '' && { type }),
    ...(alike.length > 0 && { alike: alike.filter((each) => typeof each === 'string') }),
    ...(message !== undefined && message !== null && { said: it.shown(message) }),
  };
}

/** A value as its parts, whose marks differ between the tools that print them. */
function textOf(it: Interpreter, value: Value): string {
  if (value instanceof List) return `[${value.items.map((each) => textOf(it, each)).join(', ')}]`;
  if (value instanceof Dict)
    return `{${value
      .pairs()
      .map(([key, each]) => (value.kind === 'set' ? textOf(it, key) : `${textOf(it, key)}: ${textOf(it, each)}`))
      .join(', ')}}`;
  if (value instanceof Obj) return `{${[...value.fields].map(([name, each]) => `${name}: ${textOf(it, each)}`).join(', ')}}`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === undefined) return 'undefined';
  if (value === null) return { python: 'None', ruby: 'nil', go: 'nil', php: 'NULL' }[it.family] ?? 'null';
  if (isNumber(value)) return it.shown(value);
  return it.shown(value);
}
