import { escapePattern } from '../../escapePattern';
import type { MessageOf } from './messages/ofCompilers';
import { code, sourceLine, type ExplainInput, type Explanation } from './explanation';
import { memberText } from './failingExpression';
import { headerOf } from './standardHeaders';

/** C++: a name of the standard library whose header is not included. */
export function explainMissingHeader({ name }: MessageOf<'missingHeader'>, { at }: ExplainInput): Explanation | undefined {
  const header = headerOf(name);
  if (!header || new RegExp(`^\\s*#\\s*include\\s*<${escapePattern(header)}>`, 'm').test(at.file.text)) return undefined;
  return {
    title: `${code(`<${header}>`)} is not included`,
    sentences: [
      `Line ${at.line}, ${code(sourceLine(at))}, uses ${code(`std::${name}`)}, which is declared in the header ${code(`<${header}>`)}.`,
      `${at.file.file} does not include it: ${code(`#include <${header}>`)} is missing.`,
    ],
    evidence: [{ file: at.file.file, line: at.line, why: `uses ${code(`std::${name}`)}` }],
    origin: { file: at.file.file, line: at.line },
    check: `Add ${code(`#include <${header}>`)} at the top of ${at.file.file} and compile again.`,
  };
}

/** The expression that reads a member on a line, where it is the only one. */
export function readOf(name: string, { file, line }: ExplainInput['at']): string | undefined {
  const reads = file.propertyReads({ startLine: line, endLine: line }).filter(({ property }) => property === name);
  return reads.length === 1 ? memberText(reads[0]!, file.lines[line - 1] ?? '') : undefined;
}
