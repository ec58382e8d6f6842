/** Forms of a result: for people, for programs, for a page, and for the tools of build servers and editors. */
export const FORMATS = ['text', 'json', 'md', 'github', 'lines', 'gitlab', 'sarif'] as const;

export type Format = (typeof FORMATS)[number];

/** Forms that a program or a page reads: standard output holds nothing else. */
const ALONE: ReadonlySet<Format> = new Set(['json', 'md', 'lines', 'gitlab', 'sarif']);

export function standsAlone(format: Format): boolean {
  return ALONE.has(format);
}
