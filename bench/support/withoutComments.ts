import { commentLines } from '../../src/core/context/commentLines';
import type { SyntaxFile } from '../../src/core/syntax/syntax';
import type { FolderBug } from '../../realBugs/bugFolder';

/** The truth of a bug without the lines of long comments and docstrings, which a fix often changes too: no fault is in them. */
export async function withoutComments(
  truth: FolderBug['truth'],
  open: (file: string) => Promise<SyntaxFile | undefined>,
): Promise<FolderBug['truth']> {
  const code = await Promise.all(
    truth.map(async (each) => {
      const source = await open(each.file);
      const comments = source ? commentLines(source, { startLine: each.range[0], endLine: each.range[1] }) : new Set<number>();
      return { ...each, lines: each.lines.filter((line) => !comments.has(line)) };
    }),
  );
  const faulty = code.filter(({ lines }) => lines.length > 0);
  return faulty.length > 0 ? faulty : truth;
}
