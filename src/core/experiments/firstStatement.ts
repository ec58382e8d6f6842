import type { FunctionNode, SyntaxFile } from '../syntax/syntax';
import type { Place } from './expressionText';

/** The start of a function's body. */
export function firstStatement(source: SyntaxFile, fn: FunctionNode): Place | undefined {
  for (let line = fn.signature.endLine; line <= Math.min(fn.endLine, fn.signature.endLine + 20); line++) {
    const text = source.lines[line - 1] ?? '';
    if (line === fn.signature.endLine) {
      const inline = /(?:=>(?:\s*\{)?|\)\s*(?::[^{)]*)?\{)\s*(?=[^\s{}/])/.exec(text);
      if (inline && fn.startLine <= line) return { line, column: inline.index + inline[0].length + 1 };
      continue;
    }
    if (/^\s*(?:$|\/\/|\/?\*|#|""")/.test(text)) continue;
    return { line, column: text.search(/\S/) + 1 };
  }
  return undefined;
}
