/** Orders versions by their numbers: `2.10` after `2.9`. */
export function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
