import { code, type ExplainInput, type Explanation } from './explanation';

/** A function that must return a value but can reach its end without one. */
export function explainMissingReturn({ at }: ExplainInput): Explanation | undefined {
  const { file, line, fn } = at;
  // The compiler marks the function's closing brace or its name.
  const around = fn ?? file.functions.find(({ startLine, endLine }) => startLine <= line && line <= endLine);
  if (!around?.name) return undefined;
  const returns = file.returns(around);
  const place = { file: file.file, line: around.signature.startLine };
  const last = returns.at(-1);
  return {
    title: `${code(around.name)} can reach its end without a ${code('return')}`,
    sentences: [
      `${code(around.name)} (line ${place.line}) is to return a value, but can reach its end on line ${around.endLine} without a ${code('return')}.`,
      ...(last
        ? [`Its ${returns.length === 1 ? 'only' : 'last'} ${code('return')}, on line ${last.startLine}, is not on every way through it.`]
        : []),
    ],
    evidence: [
      { ...place, why: `${code(around.name)} is to return a value` },
      ...(last ? [{ file: file.file, line: last.startLine, why: `returns ${code(last.value)}` }] : []),
    ],
    origin: place,
    check: `What should ${code(around.name)} return at line ${around.endLine}?`,
  };
}
