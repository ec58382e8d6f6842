import { dot } from '../attention/scaledDotProduct';
import type { StoredSummary } from './storedInvestigation';

/** An earlier investigation of the same failure, or of a similar one according to the mini-model. */
export interface SeenBefore {
  earlier: StoredSummary;
  /** The same error at the same place; otherwise similar by the mini-model's embedding. */
  same: boolean;
  /** Cosine of the embeddings, −1..1; 1 for the same failure. */
  similarity: number;
}

/** Below this two failures count as different. `npm run bench -- seenBefore` prints its hits and its false matches. */
export const ALIKE = 0.96;

type Known = Pick<StoredSummary, 'title' | 'embedding'>;

/**
 * The similarity of two failures by the mini-model: the cosine of their embeddings, −1..1. It is 0 for errors of different types, and where
 * one has no embedding or one of another size.
 */
export function likeness(a: Known, b: Known): number {
  return typeOf(a) === typeOf(b) ? cosine(a.embedding, b.embedding) : 0;
}

/** The part of a title before the message. */
function typeOf({ title }: Known): string {
  return /^[\w$.]+(?=:)/.exec(title)?.[0] ?? '';
}

/** The most useful earlier investigation: a fixed one first, then the most similar. Called at every change, with thousands of them. */
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

/** For vectors of unit length; 0 where one is missing or the sizes differ. */
function cosine(a: readonly number[] | undefined, b: readonly number[] | undefined): number {
  if (!a || !b || a.length !== b.length) return 0;
  return dot(a, b);
}
