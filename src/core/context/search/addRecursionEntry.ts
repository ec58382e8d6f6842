import { escapePattern } from '../../escapePattern';
import { COMMON } from '../commonNames';
import { nameOf } from '../../workspace/fileIndex';
import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { isTestCode } from '../testCode';
import type { CodeSearch } from './codeSearch';
import { type Found, keyOf } from './found';

const STACK_USED_UP =
  /StackOverflow|SystemStackError|Maximum call stack|recursion (?:depth|limit)|too much recursion|stack exceeds|stack overflow/;

/** Calls from the recursion out to the test, and the functions and files tried for each. */
const MOST_STEPS = 3;
const MOST_ENTRIES = 4;
const MOST_FILES = 6;
/** An entry's chance, which halves with each step; the test's input is needed to understand the rest. */
const ENTRY = 0.3;
const TEST = 0.35;

interface Callee {
  fn: FunctionNode;
  source: SyntaxFile;
  found: Found;
}

/**
 * An endless recursion uses up its own stack: the trace holds neither the call into it, nor its input, nor the test. They are found by the
 * names of the functions: those that call the recursion from outside, and theirs in turn up to a test.
 */
export async function addRecursionEntry(search: CodeSearch): Promise<void> {
  if (!search.input.report.errors.some(({ type, message }) => STACK_USED_UP.test(`${type}: ${message}`))) return;
  if (!search.frames.length || search.frames.some(({ found }) => found.test || !found.fn)) return;
  const inside = [...new Set(search.frames.map(({ found }) => found))];
  const known = new Set(inside.map((each) => keyOf(each.source, each)));
  let callees = inside.map((found): Callee => ({ fn: found.fn!, source: found.source, found }));
  for (let step = 1; step <= MOST_STEPS && callees.length; step += 1) {
    const callers: Callee[] = [];
    for (const callee of callees)
      for (const entry of await callersOf(search, callee, known)) {
        const range = entry.fn ?? entry.source.statement(entry.line);
        const key = keyOf(entry.source, range);
        if (known.has(key) || callers.length >= MOST_ENTRIES) continue;
        known.add(key);
        const test = isTestCode(entry.source, entry.fn);
        const found = search.add({
          source: entry.source,
          fn: entry.fn,
          startLine: range.startLine,
          endLine: range.endLine,
          role: test ? 'test' : 'caller',
          distance: callee.found.distance + 1,
          reasons: [{ kind: 'calls', name: entry.name }],
          relevance: test ? TEST : ENTRY * 0.5 ** (step - 1),
          drive: 0,
          focus: new Set([entry.line]),
          test,
          names: new Set(),
        });
        if (!test && entry.fn) callers.push({ fn: entry.fn, source: entry.source, found });
        if (test) return;
      }
    callees = callers;
  }
}

interface Call {
  name: string;
  source: SyntaxFile;
  fn: FunctionNode | undefined;
  line: number;
}

/** Calls of a function by its name: in its own file, and in those nearby where its own has no further one. */
async function callersOf(search: CodeSearch, { fn, source }: Callee, known: ReadonlySet<string>): Promise<Call[]> {
  const name = calledAs(fn, source);
  if (!/^[\w$]{3,}$/.test(name) || COMMON.has(name)) return [];
  const calls = callsIn(source, name);
  if (calls.some(({ fn: caller }) => caller && !known.has(keyOf(source, caller)))) return calls;
  const written = new RegExp(`(?:^|[^\\w$])${escapePattern(name)}\\s*\\(`);
  let opened = 0;
  for (const { file, text } of await search.input.code.near(source.file)) {
    if (opened >= MOST_FILES) break;
    if (file === source.file || !written.test(text)) continue;
    opened += 1;
    const parsed = await search.input.code.open(file);
    if (parsed) calls.push(...callsIn(parsed, name));
  }
  return calls;
}

function callsIn(source: SyntaxFile, name: string): Call[] {
  return source
    .calls({ startLine: 1, endLine: source.lines.length })
    .filter((call) => call.name === name)
    .map(({ startLine }) => ({ name, source, fn: source.enclosing(startLine), line: startLine }));
}

/** The name that callers use: a file's only export is called by the file's name. */
function calledAs(fn: FunctionNode, { file }: SyntaxFile): string {
  if (fn.kind === 'constructor') return fn.className ?? fn.name;
  return /^(?:module\.exports|default)$/.test(fn.name) || /(?:^|\.)module\.exports$/.test(fn.qualifiedName)
    ? nameOf(file).replace(/\.[^]*$/, '')
    : fn.name;
}
