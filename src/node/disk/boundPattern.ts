/**
 * Most stars in one name of a pattern. A matcher tries every position for each: four of them in a name of 255 letters take milliseconds.
 */
const MOST_STARS = 4;

/**
 * A gitignore pattern that is fast to match: a name with more stars is shortened after some of them, so that it matches all that it did,
 * and more. A pattern that re-includes files (`!`) is dropped instead: it must not include more.
 * @returns undefined for a dropped pattern
 */
export function boundPattern(pattern: string): string | undefined {
  const names = pattern.split('/');
  if (names.every((name) => starsIn(name) <= MOST_STARS)) return pattern;
  if (pattern.startsWith('!')) return undefined;
  return names.map((name) => (starsIn(name) <= MOST_STARS ? name : `${firstStars(name, MOST_STARS - 1)}*`)).join('/');
}

function starsIn(name: string): number {
  return name === '**' ? 0 : (name.match(/\*+/g)?.length ?? 0);
}

/** The start of a name, up to but without its next star. */
function firstStars(name: string, count: number): string {
  const parts = name.split(/\*+/);
  return parts.slice(0, count + 1).join('*');
}
