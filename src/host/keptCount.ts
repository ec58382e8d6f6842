/**
 * How many investigations are kept, by the person's setting. What is no count keeps all: nothing is deleted over a setting that cannot be
 * read.
 */
export function keptCount(setting: unknown): number {
  return typeof setting === 'number' && setting >= 1 ? Math.floor(setting) : Infinity;
}
