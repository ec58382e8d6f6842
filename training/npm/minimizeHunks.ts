/**
 * Delta debugging (Zeller and Hildebrandt 2002, `ddmin`): the smallest part of the changes that still mends the failure.
 * @param items all changes; together they are known to mend it
 * @param mends runs the test with these changes alone
 * @param budget runs at most
 * @returns a part from which nothing can be left out, or undefined where the budget ended before that was known
 */
export async function minimizeHunks<T>(
  items: readonly T[],
  mends: (part: readonly T[]) => Promise<boolean>,
  budget: number,
): Promise<T[] | undefined> {
  let current = [...items];
  let parts = 2;
  let runs = 0;
  while (current.length > 1) {
    const size = Math.ceil(current.length / parts);
    const chunks = Array.from({ length: Math.ceil(current.length / size) }, (_, index) => current.slice(index * size, (index + 1) * size));
    const rests = chunks.length > 2 ? chunks.map((chunk) => current.filter((item) => !chunk.includes(item))) : [];
    let smaller: T[] | undefined;
    for (const part of [...chunks, ...rests]) {
      if (++runs > budget) return undefined;
      if (await mends(part)) {
        smaller = part;
        break;
      }
    }
    if (smaller) {
      parts = chunks.includes(smaller) ? 2 : Math.max(parts - 1, 2);
      current = smaller;
    } else if (parts >= current.length) {
      return current;
    } else {
      parts = Math.min(parts * 2, current.length);
    }
  }
  return current;
}
