import { MOST_HOPS, type Hop } from './hop';

/** Places within the function that made the value; the rest of the chain shows how it came from there. */
const MOST_MADE = 7;

/**
 * One chain of the way to a use and of the way within the function that made the value there. Places that the run did not reach give way.
 * @param isReached by index in the way
 */
export function joinChains(way: readonly Hop[], isReached: (index: number) => boolean, made: readonly Hop[]): Hop[] {
  const known = new Set(way.map(keyOf));
  const added = made.slice(0, MOST_MADE).filter((hop) => !known.has(keyOf(hop)));
  const reached = way.flatMap((_, index) => (isReached(index) ? [index] : []));
  const kept = reached.slice(0, MOST_HOPS - added.length);
  const places = new Map(kept.map((old, index) => [old, index]));
  const joined = kept.map((old) => ({ ...way[old]!, into: intoOf(way, old, places) }));
  const offset = kept.length;
  const positions = new Map(added.map((hop, index) => [made.indexOf(hop), offset + index]));
  return [...joined, ...added.map((hop) => ({ ...hop, into: intoOf(made, made.indexOf(hop), positions) }))].map(withoutEmpty);
}

/** The nearest kept place that it flows into. */
function intoOf(hops: readonly Hop[], from: number, places: ReadonlyMap<number, number>): number | undefined {
  let next = hops[from]?.into;
  for (let steps = 0; next !== undefined && !places.has(next) && steps < hops.length; steps++) next = hops[next]?.into;
  return next === undefined ? undefined : places.get(next);
}

function withoutEmpty({ into, ...hop }: Hop): Hop {
  return into === undefined ? hop : { ...hop, into };
}

function keyOf({ file, line, when, look, expression }: Hop): string {
  return [file, line, when, when === 'returns' ? '' : (look ?? expression)].join('\0');
}
