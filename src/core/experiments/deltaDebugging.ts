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
 * @param foresee the sets that are tested next if none of those before them narrows the difference
 */
export async function deltaDebugging(
  start: { passing: ReadonlySet<number>; failing: ReadonlySet<number> },
  order: readonly number[],
  test: (set: ReadonlySet<number>) => Promise<TestOutcome>,
  close: (set: ReadonlySet<number>) => Set<number>,
  more: () => boolean,
  foresee: (sets: readonly ReadonlySet<number>[]) => Promise<void> = async () => {},
): Promise<Difference> {
  let { passing, failing } = start;
  const known = new Map<string, TestOutcome>();
  const tested = async (set: ReadonlySet<number>): Promise<TestOutcome | undefined> => {
    const name = nameOf(set);
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
    const [base, whole] = [passing, failing];
    const isWithin = (set: Set<number>): boolean =>
      set.size > base.size &&
      set.size < whole.size &&
      [...set].every((unit) => whole.has(unit)) &&
      [...base].every((unit) => set.has(unit));
    const sets = partition(difference, parts)
      .flatMap((part) => [withoutUnits(whole, new Set(part), close), close(new Set([...base, ...part]))])
      .filter(isWithin);
    for (const [at, set] of sets.entries()) {
      await foresee(sets.slice(at).filter((each) => !known.has(nameOf(each))));
      const outcome = await tested(set);
      if (outcome === undefined) return { passing, failing, minimal: false };
      if (outcome === 'unresolved') continue;
      if (outcome === 'fails') failing = set;
      else passing = set;
      narrowed = true;
      break;
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

function nameOf(set: ReadonlySet<number>): string {
  return [...set].sort((a, b) => a - b).join();
}

function partition(units: readonly number[], parts: number): number[][] {
  const size = Math.ceil(units.length / parts);
  return Array.from({ length: parts }, (_, at) => units.slice(at * size, (at + 1) * size)).filter((part) => part.length > 0);
}
