/**
 * How many investigations are kept, by the person's setting. An invalid setting keeps all: it must not delete anything.
 */
export function keptCount(setting: unknown): number {
  return typeof setting === 'number' && setting >= 1 ? Math.floor(setting) : Infinity;
}
