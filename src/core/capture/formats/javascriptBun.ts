import type { Line, Lookback } from '../line';

/** What Bun prints of an uncaught error: the code with a mark, `error: ` and the message, its properties, and the frames below. */
const header = /^\s*error: (.*)$/;
const mark = /^\s*\^{1,200}\s*$/;
const property = /^\s{0,40}[\w$]{1,60}: (?:["'{[]|-?\d|(?:true|false|undefined|null)\b|\w{1,60} \{)/;

/** The message of a plain error at the n-th line above, where the line of code with its mark stands over it. */
export function bunMessage(before: Lookback, n: number): string | undefined {
  const said = header.exec(before.above(n)?.text ?? '')?.[1];
  return said !== undefined && isMarked(before, n) ? said : undefined;
}

/** Whether a mark stands directly above the n-th line. */
export function isMarked(before: Lookback, n: number): boolean {
  return mark.test(before.above(n + 1)?.text ?? '');
}

/** Whether the lines close no bracket that was opened above them: a property inside a value of the message does. */
function isWhole(lines: readonly Line[]): boolean {
  let depth = 0;
  return lines.every((line) => {
    for (const char of line.text) depth += '{[('.includes(char) ? 1 : '}])'.includes(char) ? -1 : 0;
    return depth >= 0;
  });
}

/** Whether Bun's next error begins at a line, below the mark of its code. */
export function isBunHeader(text: string, above: string): boolean {
  return header.test(text) && mark.test(above);
}

/**
 * The message and the properties of an error as Bun prints it: they stand between its first line and its frames.
 * @param message its first line
 * @param block its lines, from the last to the first
 */
export function bunText(message: string, block: readonly Line[]): { message: string; details?: string } {
  const lines = block.slice(0, -1).reverse();
  const at = lines.findIndex((line, index) => property.test(line.text) && isWhole(lines.slice(index)));
  const text = (part: readonly Line[]) =>
    part
      .map((line) => line.text.trimEnd())
      .join('\n')
      .trimEnd();
  const details = at < 0 ? '' : text(lines.slice(at));
  const whole = `${message}\n${text(at < 0 ? lines : lines.slice(0, at))}`.trimEnd();
  return details === '' ? { message: whole } : { message: whole, details };
}
