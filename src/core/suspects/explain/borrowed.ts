import type { MessageOf } from './messages/ofCompilers';
import { code, sourceLine, type ExplainInput, type Explanation } from './explanation';

/** Below the gutter, after the marks under the code. */
const label = /(?<![-^])[-^]{1,200} ([a-z ]{1,80}) occurs here$/;
const later = /(?<![-^])[-^]{1,200} [a-z ]{0,60}borrow later (?:used|captured|stored) (?:here|by call)/;
const numbered = /^\s*(\d{1,7})\s*\|/;

/** Rust: a value that is borrowed while another borrow of it is still in use; the compiler names both lines. */
export function explainBorrowed({ name, how, held }: MessageOf<'borrowed'>, { at, error }: ExplainInput): Explanation | undefined {
  const shown = (error.frames[0]?.raw ?? '').split('\n');
  const first = lineAbove(shown, (text) => {
    const said = label.exec(text)?.[1];
    return said !== undefined && said.startsWith(held);
  });
  const last = lineAbove(shown, (text) => later.test(text));
  if (first === undefined || first === at.line) return undefined;
  const place = { file: at.file.file, line: first };
  const source = (line: number): string => code(at.file.lines[line - 1] ?? '');
  return {
    title: `${code(name)} is borrowed as ${how} while line ${first} still borrows it`,
    sentences: [
      `Line ${at.line}, ${code(sourceLine(at))}, borrows ${code(name)} as ${how}, but line ${first}, ${source(first)}, has borrowed it${held.startsWith('immutable') ? ' as immutable' : ''}.`,
      ...(last === undefined ? [] : [`That first borrow is still used on line ${last}, ${source(last)}.`]),
    ],
    evidence: [
      { ...place, why: `borrows ${code(name)} first` },
      ...(last === undefined ? [] : [{ file: place.file, line: last, why: 'uses the first borrow' }]),
    ],
    origin: place,
    check:
      last === undefined
        ? `Can the borrow of line ${first} end before line ${at.line}?`
        : `Move the use on line ${last} before line ${at.line}, or copy what line ${first} borrows, and compile again.`,
  };
}

/** Number of the nearest numbered line above a label. */
function lineAbove(shown: readonly string[], isLabel: (text: string) => boolean): number | undefined {
  const at = shown.findIndex(isLabel);
  for (let above = at - 1; above >= 0; above -= 1) {
    const line = numbered.exec(shown[above] ?? '')?.[1];
    if (line !== undefined) return Number(line);
  }
  return undefined;
}
