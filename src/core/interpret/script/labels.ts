/** The label that stands before a loop; undefined where there is none. */
export function labelBefore(text: string, start: number): string | undefined {
  return /(?:^|[\s;{}])([\w$]+)\s*:\s*$/.exec(text.slice(Math.max(0, start - 80), start))?.[1];
}

/** The label that a jump names. */
export function labelOf(text: string, start: number, end: number): string | undefined {
  return /^(?:break|continue)[ \t]+([\w$]+)/.exec(text.slice(start, end))?.[1];
}
