import type { FailureReport, Frame } from '../capture/failureReport';
import { errorHints } from '../context/errorHints';
import type { SyntaxFile } from '../syntax/syntax';
import { isChain, plainExpression } from './expressionText';

/** Calls of assertion libraries with the unexpected value as their first argument. */
const ASSERTS =
  /^(?:expect|assert|ok|equal|equals|is|same|deepEqual|deepEquals|strictEqual|deepStrictEqual|notOk|true|assertEqual|assertEquals|assertTrue|assertIs|assertIn|assertIsNone|match|test|eql|like)$/;

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
  const asserted = calls.at(-1)?.args[0];
  if (asserted !== undefined && !/^(?:async\b|function\b|\(.*\)\s*=>|['"`\d])/.test(asserted)) return plainExpression(asserted);
  if (call) return source.calls(line).find((each) => each.name === call)?.args[0];
  return source.propertyReads(line)[0]?.object;
}
