export type TestOutcome = 'fails' | 'passes' | 'unresolved';

export interface Difference {
  /** The passing set. */
  passing: ReadonlySet<number>;
  /** The failing set; contains the passing set and the difference. */
  failing: ReadonlySet<number>;
  /** Removing any one unit makes it pass; false where the runs were used up. */
  minimal: boolean;
}

/**
 * Delta debugging from both sides (dd; Zeller and Hildebrandt, Simplifying and Isolating Failure-Inducing Input, 2002): narrows the
 * difference between a set that passes and one that fails, about 2·log₂n runs where no subset is broken.
 * @param order units of the difference, likeliest first
 * @param test whether a set fails; called only with closed sets
 * @param close a set with everything that its units need
 * @param more whether another run is allowed
 */
export async function deltaDebugging(
  start: { passing: ReadonlySet<number>; failing: ReadonlySet<number> },
  order: readonly number[],
  test: (set: ReadonlySet<number>) => Promise<TestOutcome>,
  close: (set: ReadonlySet<number>) => Set<number>,
  more: () => boolean,
): Promise<Difference> {
  let { passing, failing } = start;
  const known = new Map<string, TestOutcome>();
  const tested = async (set: ReadonlySet<number>): Promise<TestOutcome | undefined> => {
    const name = [...set].sort((a, b) => a - b).join();
    const before = known.get(name);
    if (before !== undefined) return before;
    if (!more()) return undefined;
    const outcome = await test(set);
    known.set(name, outcome);
    return outcome;
  };
  let parts = 2;
  for (;;) {
    const difference = order.filter((unit) => failing.has(unit) && !passing.has(unit));
    if (difference.length <= 1) return { passing, failing, minimal: true };
    parts = Math.min(parts, difference.length);
    let narrowed = false;
    for (const part of partition(difference, parts)) {
      const [base, whole] = [passing, failing];
      const within = (set: Set<number>): boolean =>
        set.size > base.size && set.size < whole.size && [...set].every((unit) => whole.has(unit));
      const plus = close(new Set([...base, ...part]));
      const dropped = new Set(part);
      const minus = withoutUnits(whole, dropped, close);
      for (const set of [minus, plus]) {
        if (!within(set) || ![...base].every((unit) => set.has(unit))) continue;
        const outcome = await tested(set);
        if (outcome === undefined) return { passing, failing, minimal: false };
        if (outcome === 'unresolved') continue;
        if (outcome === 'fails') failing = set;
        else passing = set;
        narrowed = true;
        break;
      }
      if (narrowed) break;
    }
    if (narrowed) parts = 2;
    else if (parts < difference.length) parts = Math.min(difference.length, parts * 2);
    else return { passing, failing, minimal: true };
  }
}

/** A set without some units and their dependents. */
export function withoutUnits(
  whole: ReadonlySet<number>,
  dropped: ReadonlySet<number>,
  close: (set: ReadonlySet<number>) => Set<number>,
): Set<number> {
  return new Set([...whole].filter((unit) => ![...close(new Set([unit]))].some((each) => dropped.has(each))));
}

function partition(units: readonly number[], parts: number): number[][] {
  const size = Math.ceil(units.length / parts);
  return Array.from({ length: parts }, (_, at) => units.slice(at * size, (at + 1) * size)).filter((part) => part.length > 0);
}
