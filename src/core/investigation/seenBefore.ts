import { dot } from '../attention/scaledDotProduct';
import type { StoredSummary } from './storedInvestigation';

/** An earlier investigation of the same failure, or of one that the mini-model finds alike. */
export interface SeenBefore {
  earlier: StoredSummary;
  /** The same error at the same place; otherwise alike by the mini-model's embedding. */
  same: boolean;
  /** Cosine of the embeddings, −1..1; 1 for the same failure. */
  similarity: number;
}

/** Below this two failures are different ones. `npm run bench -- seenBefore` prints what it finds again and what it takes for alike wrongly. */
export const ALIKE = 0.96;

type Known = Pick<StoredSummary, 'title' | 'embedding'>;

/**
 * How alike two failures are to the mini-model: the cosine of their embeddings, −1..1. Errors of two types are not alike, whatever it
 * read; 0 too where one was not read, or by a model of another size.
 */
export function likeness(a: Known, b: Known): number {
  return typeOf(a) === typeOf(b) ? cosine(a.embedding, b.embedding) : 0;
}

/** What stands before the message in a title. */
function typeOf({ title }: Known): string {
  return /^[\w$.]+(?=:)/.exec(title)?.[0] ?? '';
}

/** The earlier investigation that says most: a fixed one first, then the most alike. Asked at every change, of thousands of them. */
export function seenBefore(
  current: Known & Pick<StoredSummary, 'id' | 'failure'>,
  earlier: readonly StoredSummary[],
): SeenBefore | undefined {
  const type = typeOf(current);
  let best: SeenBefore | undefined;
  let most = 0;
  for (const each of earlier) {
    if (each.id === current.id) continue;
    const same = each.failure === current.failure;
    const similarity = same ? 1 : typeOf(each) === type ? cosine(current.embedding, each.embedding) : 0;
    const value = similarity + (each.status === 'fixed' ? 1 : 0);
    if (similarity < ALIKE || value <= most) continue;
    best = { earlier: each, same, similarity };
    most = value;
  }
  return best;
}

/** Of vectors of unit length; 0 where one is missing or of another model's size. */
function cosine(a: readonly number[] | undefined, b: readonly number[] | undefined): number {
  if (!a || !b || a.length !== b.length) return 0;
  return dot(a, b);
}
