const grouped = new Intl.NumberFormat('en-US');

/** 1840 → "1,840". */
export function formatCount(count: number): string {
  return grouped.format(count);
}

/** "1 frame", "9 frames". */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** Size of a text in characters as a person reads it: "812 characters", "5.2 million characters". */
export function formatLength(characters: number): string {
  return characters < 1_000_000 ? countOf(characters, 'character') : `${(characters / 1_000_000).toFixed(1)} million characters`;
}
