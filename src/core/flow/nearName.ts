/** Names longer than this are not compared. */
const LONGEST = 60;

/**
 * The name most likely meant by a misspelled one: at most one edit (insert, delete, change, swap) for each three letters, or the same
 * except for case, underscores and hyphens.
 * @returns undefined where none is similar, or where two are equally similar
 */
export function nearName(wrong: string, names: Iterable<string>): string | undefined {
  if (wrong.length < 2 || wrong.length > LONGEST) return undefined;
  let best: string | undefined;
  let least = Math.floor(wrong.length / 3) + 1;
  let tied = false;
  for (const name of new Set(names)) {
    if (name === wrong || name.length > LONGEST || name.length < 2) continue;
    const distance = plain(name) === plain(wrong) ? 0.5 : edits(wrong, name);
    if (distance > least || (distance === least && best === undefined && least > Math.floor(wrong.length / 3))) continue;
    tied = distance === least && best !== undefined;
    if (!tied) best = name;
    least = distance;
  }
  return tied ? undefined : best;
}

/** The key most likely meant by another one: a misspelled one, or else the only one that is longer or shorter by its letters: `db`, `database`. */
export function similarKey(wrong: string, keys: readonly string[]): string | undefined {
  const near = nearName(wrong, keys);
  if (near !== undefined || wrong.length < 2) return near;
  const plural = keys.filter((key) => key !== wrong && singular(key) === singular(wrong));
  if (plural.length === 1) return plural[0];
  const fitting = keys.filter((key) => {
    const [short, long] = [key, wrong].toSorted((a, b) => a.length - b.length).map((name) => name.toLowerCase());
    return short!.length > 1 && short !== long && short![0] === long![0] && isWithin(short!, long!);
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** Whether the letters of a name occur in another one, in their order. */
function isWithin(short: string, long: string): boolean {
  let at = 0;
  for (const letter of long) if (letter === short[at]) at += 1;
  return at === short.length;
}

function plain(name: string): string {
  return name.replace(/[_-]/g, '').toLowerCase();
}

/** Optimal string alignment distance (Damerau–Levenshtein without edits between swapped letters). */
function edits(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j]!, before[j - 2]! + 1);
    }
    before = row;
    row = next;
  }
  return row[b.length]!;
}

/** `retry` of `retries`. */
function singular(word: string): string {
  return word
    .toLowerCase()
    .replace(/ies$/, 'y')
    .replace(/(?<=[^s])s$/, '');
}
