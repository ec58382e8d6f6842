/** Works on the items, so many at the same time; the results are in the order of the items. @throws what one of them threw first */
export async function inParallel<T, R>(items: readonly T[], atOnce: number, work: (item: T, worker: number) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(items.length);
  const rest = items.entries();
  await Promise.all(
    Array.from({ length: Math.min(atOnce, items.length) }, async (_, worker) => {
      for (const [at, item] of rest) results[at] = await work(item, worker);
    }),
  );
  return results;
}
