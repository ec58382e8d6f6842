import type { Span } from '../../syntax/lower/ir';

/** The label that stands before a loop; undefined where there is none. */
export function labelBefore(text: string, start: number): string | undefined {
  return /(?:^|[\s;{}])([\w$]+)\s*:\s*$/.exec(text.slice(Math.max(0, start - 80), start))?.[1];
}

/** Whether an element of a list is left out: `[1, , 3]`. */
export function hasGap({ start, elements }: Span & { elements: readonly Span[] }, text: string): boolean {
  let from = start + 1;
  return elements.some((each, at) => {
    const commas = text.slice(from, each.start).split(',').length - 1;
    from = each.end;
    return commas > Math.min(at, 1);
  });
}

/** The label that a jump names. */
export function labelOf(text: string, start: number, end: number): string | undefined {
  return /^(?:break|continue)[ \t]+([\w$]+)/.exec(text.slice(start, end))?.[1];
}
