import type { Assign } from '../../syntax/lower/ir';
import type { SyntaxFile } from '../../syntax/syntax';

/** Words that stand before the name of a declaration: `static`, `const`, the type. */
export function wordsBefore({ text }: SyntaxFile, { start, target }: Assign): string[] {
  const before = text.slice(Math.max(0, start - 300), start);
  const from = Math.max(
    before.lastIndexOf(';'),
    before.lastIndexOf('{'),
    before.lastIndexOf('}'),
    before.lastIndexOf('('),
    before.lastIndexOf('*/'),
  );
  const head = before.slice(from + 1).replace(/\/\/[^\n]*|#[^\n]*|\b(?:public|private|protected):/g, ' ');
  return `${head} ${text.slice(start, target.start)}`.match(/\w+/g) ?? [];
}
