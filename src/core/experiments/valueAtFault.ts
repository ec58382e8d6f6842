import type { FailureReport, Frame } from '../capture/failureReport';
import { errorHints } from '../context/errorHints';
import type { SyntaxFile } from '../syntax/syntax';
import { isChain, plainExpression } from './expressionText';

/** Calls of assertion libraries with the unexpected value as their first argument. */
const ASSERTS =
  /^(?:expect|assert|ok|equal|equals|is|same|deepEqual|deepEquals|strictEqual|deepStrictEqual|notOk|true|assertEqual|assertEquals|assertTrue|assertIs|assertIn|assertNotIn|assertIsNone|match|test|eql|like)$/;

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
  if (call) return source.calls(line).find((each) => each.name === call)?.args[0];
  return source.propertyReads(line)[0]?.object;
}

const COMPARES = /^(?:[!=]==?|[<>]=?|instanceof|is|is not|in|not in)$/;

/** What the condition around a `throw` of a line looks at: `result` of `if (result !== expected) throw …`. */
function refusedValue(source: SyntaxFile, line: number): string | undefined {
  const around = source.enclosing(line) ?? { startLine: 1, endLine: source.lines.length };
  if (!source.throws(around).some(({ startLine, endLine }) => startLine <= line && line <= endLine)) return undefined;
  const branch = source.branches(around).findLast(({ then }) => then.startLine <= line && line <= then.endLine);
  if (!branch) return undefined;
  const compared = source
    .operations({ startLine: branch.line, endLine: Math.max(branch.line, branch.then.startLine) })
    .find(({ operator, left }) => COMPARES.test(operator) && branch.condition.includes(left));
  const text = plainExpression((compared?.left ?? branch.condition).replace(/^(?:typeof\s+|not\s+|!\s*)/, ''));
  return isChain(text) || text.endsWith(')') ? text : undefined;
}
