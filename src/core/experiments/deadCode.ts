import type { FilePatch } from '../hypotheses/parseDiff';

const LEAVES = /^(?:return\b|(?:continue|break);?$)/;
/** It leaves only where a condition behind it holds. */
const CONDITIONAL = /\s(?:if|unless)\s(?!.*\selse\s)/;
/** The statement goes on below. */
const UNFINISHED = /[{([,]$/;
/** Lines that begin another block, or a branch that a jump from elsewhere reaches. */
const REACHED =
  /^(?:[})\]]|case\b|default\b|else\b|elif\b|except\b|finally\b|catch\b|rescue\b|ensure\b|when\b|end\b|break;?$|(?:async )?function\b|#|\/\/|\/\*|\*)|^\w+:$/;
/** A header whose one statement may be the added line: `if (x)` without a brace. */
const HEADER = /(?:^|\s)(?:if|for|while|else)\b[^{]*$/;

/**
 * The added statement that keeps the code after it from ever running: an unconditional `return` in the same block before other statements.
 * Blocks are told by their indentation.
 * @returns its text without indentation
 */
export function statementBeforeDeadCode({ hunks }: FilePatch): string | undefined {
  for (const { lines } of hunks) {
    const after = lines.filter((line) => !line.startsWith('-'));
    for (const [at, line] of after.entries()) {
      const text = line.slice(1).trim();
      if (!line.startsWith('+') || !LEAVES.test(text) || UNFINISHED.test(text) || CONDITIONAL.test(text.slice(0, 500))) continue;
      const previous = after.slice(0, at).findLast((each) => each.slice(1).trim() !== '');
      if (
        previous &&
        HEADER.test(previous.slice(1, 300).trimEnd()) &&
        indentOf(previous) < indentOf(line) &&
        !previous.trimEnd().endsWith(':')
      )
        continue;
      const next = after.slice(at + 1).find((each) => each.slice(1).trim() !== '');
      if (next && indentOf(next) === indentOf(line) && !REACHED.test(next.slice(1).trim())) return text;
    }
  }
  return undefined;
}

function indentOf(line: string): number {
  return line.slice(1).search(/\S/);
}
