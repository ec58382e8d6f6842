import type { FailureReport, Frame } from '../capture/failureReport';
import { errorHints } from '../context/errorHints';
import type { SyntaxFile } from '../syntax/syntax';
import type { LineRange } from '../workspace/lineRange';
import { COMPARES, isChain, plainExpression } from './expressionText';

/** Calls of assertion libraries with the unexpected value as their first argument. */
const ASSERTS =
  /^(?:expect|assert|ok|equal|equals|is|same|deepEqual|deepEquals|strictEqual|deepStrictEqual|notOk|true|assert(?!Raises|Warns|Logs|NoLogs)[A-Z][A-Za-z]{1,40}|match|test|eql|like)$/;

/**
 * The expression on a frame's line that caused the error: the object of a property access, the subject of an assertion.
 * @param source the frame's file
 */
export function valueAtFault(report: FailureReport, frame: Frame, source: SyntaxFile): string | undefined {
  const { property, expression, call } = errorHints(report);
  const line = { startLine: frame.line, endLine: frame.line };
  const columnOf = frame.column ?? 1;
  if (expression && isChain(expression)) return expression;
  const reads = source.propertyReads(line).filter((read) => read.property === property);
  const nearest = reads.toSorted((a, b) => Math.abs(a.column - columnOf) - Math.abs(b.column - columnOf))[0];
  if (nearest) return plainExpression(nearest.object);
  const statement = source.statement(frame.line);
  const around = source.enclosing(frame.line) ? { startLine: Math.max(1, frame.line - 3), endLine: frame.line } : statement;
  const calls = source.calls(around).filter((each) => each.endLine >= frame.line && ASSERTS.test(each.name) && each.args.length);
  const assertion = calls.at(-1);
  // What is looked for is written out; where it is looked for was made.
  const asserted = assertion?.args[/^assert(?:Not)?In$/.test(assertion.name) ? 1 : 0];
  if (asserted !== undefined && !/^(?:async\b|function\b|\(.*\)\s*=>|['"`\d])/.test(asserted)) return plainExpression(asserted);
  const refused = refusedValue(source, frame.line);
  if (refused !== undefined) return refused;
  const divisor = /division (?:or modulo )?by zero|modulo by zero/.test(message(report)) ? divisorOn(source, line) : undefined;
  if (divisor !== undefined) return divisor;
  if (call) return source.calls(line).find((each) => each.name === call)?.args[0];
  return awaitedError(source, frame.line) ?? usedOnLine(source, line);
}

function message({ errors }: FailureReport): string {
  return errors.at(-1)?.message.slice(0, 2000) ?? '';
}

/** What the only division of a line divides by: `count` of `total / count`, `rows` of `total / len(rows)`. */
function divisorOn(source: SyntaxFile, line: LineRange): string | undefined {
  const divisions = source.operations(line).filter(({ operator }) => /^(?:\/\/?|%)=?$/.test(operator));
  const [only] = divisions;
  if (!only || divisions.length > 1) return undefined;
  const text = plainExpression(only.right);
  return plainExpression(/^len\(([^()]{1,80})\)$/.exec(text)?.[1] ?? text);
}

/** The header of a `with` around code that ought to raise an error; a test that an error is raised has no other value. */
function awaitedError(source: SyntaxFile, line: number): string | undefined {
  const text = source.lines[line - 1]?.trim() ?? '';
  if (source.language !== 'python' || !text.startsWith('with ') || !text.endsWith(':')) return undefined;
  const header = text.slice('with '.length, -1);
  const end = header.lastIndexOf(' as ');
  return end < 0 ? header : header.slice(0, end);
}

/** An object whose member the line reads, else what it passes to a call: not a module, and not the object whose method runs. */
function usedOnLine(source: SyntaxFile, line: LineRange): string | undefined {
  const isFixed = (text: string): boolean =>
    /^(?:self|cls|this|super\(\))$/.test(text) || source.imports.some(({ local, imported }) => local === text && imported === '*');
  const object = source.propertyReads(line).find((read) => !isFixed(read.object))?.object;
  if (object !== undefined) return object;
  // What it passes there is the message.
  if (throwsAt(source, line.startLine)) return undefined;
  const calls = source.calls(line).filter(({ name }) => !/^assert(?:Raises|Warns|Logs|NoLogs)/.test(name));
  return calls.flatMap(({ args }) => args).find((text) => isChain(text) && !isFixed(text));
}

function throwsAt(source: SyntaxFile, line: number): boolean {
  const around = source.enclosing(line) ?? { startLine: 1, endLine: source.lines.length };
  return source.throws(around).some(({ startLine, endLine }) => startLine <= line && line <= endLine);
}

/** What the condition around a `throw` of a line looks at: `result` of `if (result !== expected) throw …`. */
function refusedValue(source: SyntaxFile, line: number): string | undefined {
  const around = source.enclosing(line) ?? { startLine: 1, endLine: source.lines.length };
  if (!throwsAt(source, line)) return undefined;
  const branch = source.branches(around).findLast(({ then }) => then.startLine <= line && line <= then.endLine);
  if (!branch) return undefined;
  const compared = source
    .operations({ startLine: branch.line, endLine: Math.max(branch.line, branch.then.startLine) })
    .find(({ operator, left }) => COMPARES.test(operator) && branch.condition.includes(left));
  const text = plainExpression((compared?.left ?? branch.condition).replace(/^(?:typeof\s+|not\s+|!\s*)/, ''));
  return isChain(text) || text.endsWith(')') ? text : undefined;
}
