import { firstDivergence, type TraceVerdict } from '../firstDivergence';
import { plain, type Shape } from '../shape';
import { parseShape } from '../shapeText';
import type { Hop } from '../valueChain/hop';

/** The output of a probe at a hop. */
export interface ProbeHit {
  /** 0-based index of the hop. */
  hop: number;
  said: string;
}

/** The characters kept of a printed value. */
const MOST_SAID = 120;

/** Placeholders that adapters print for a value that could not be read. */
const NOT_READ = /^\{?eval err\b|^<(?:error|not available|optimized out)/;

/** The path of a value as recorded by probes, and where it goes wrong. There is no passing run to compare, only declared types. */
export function probedWay(hops: readonly Hop[], hits: readonly ProbeHit[]): TraceVerdict {
  return firstDivergence(
    hops.map((hop, index) => ({
      hop,
      failing: hits.flatMap((hit, order) => (hit.hop === index && !NOT_READ.test(hit.said) ? [{ shape: shapeOf(hit.said), order }] : [])),
      passing: [],
    })),
  );
}

/** Reads a printed shape; a printed value is kept as it is, except empty values. */
function shapeOf(said: string): Shape {
  if (/(?:^|[\s,(])<?nil>?\)?$/.test(said)) return plain('nil');
  try {
    return parseShape(said);
  } catch {
    return plain(said.slice(0, MOST_SAID));
  }
}
