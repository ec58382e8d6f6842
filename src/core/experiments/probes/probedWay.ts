import { firstDivergence, type TraceVerdict } from '../firstDivergence';
import { plain, type Shape } from '../shape';
import { parseShape } from '../shapeText';
import type { Hop } from '../valueChain/hop';

/** What a probe printed at a hop. */
export interface ProbeHit {
  /** 0-based index of the hop. */
  hop: number;
  said: string;
}

/** Characters of a printed value that are kept. */
const MOST_SAID = 120;

/** What adapters print in place of a value that could not be read. */
const NOT_READ = /^\{?eval err\b|^<(?:error|not available|optimized out)/;

/** The way of a value as probes saw it, and where it goes wrong: there is no passing run beside it, only declared types. */
export function probedWay(hops: readonly Hop[], hits: readonly ProbeHit[]): TraceVerdict {
  return firstDivergence(
    hops.map((hop, index) => ({
      hop,
      failing: hits.flatMap((hit, order) => (hit.hop === index && !NOT_READ.test(hit.said) ? [{ shape: shapeOf(hit.said), order }] : [])),
      passing: [],
    })),
  );
}

/** A printed shape; a printed value stands as it is, but for values that stand for nothing. */
function shapeOf(said: string): Shape {
  if (/(?:^|[\s,(])<?nil>?\)?$/.test(said)) return plain('nil');
  try {
    return parseShape(said);
  } catch {
    return plain(said.slice(0, MOST_SAID));
  }
}
