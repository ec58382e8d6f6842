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
export const ALIKE = 0.95;

/** The earlier investigation that says most: a fixed one first, then the most alike. */
export function seenBefore(
  current: { id: string; failure: string; embedding?: readonly number[] },
  earlier: readonly StoredSummary[],
): SeenBefore | undefined {
  const found = earlier
    .filter(({ id }) => id !== current.id)
    .map((each): SeenBefore => {
      const same = each.failure === current.failure;
      return { earlier: each, same, similarity: same ? 1 : cosine(current.embedding, each.embedding) };
    })
    .filter(({ similarity }) => similarity >= ALIKE);
  const value = ({ earlier, similarity }: SeenBefore): number => similarity + (earlier.status === 'fixed' ? 1 : 0);
  return found.sort((a, b) => value(b) - value(a))[0];
}

/** Of vectors of unit length; 0 where one is missing or of another model's size. */
function cosine(a: readonly number[] | undefined, b: readonly number[] | undefined): number {
  if (!a || !b || a.length !== b.length) return 0;
  return dot(a, b);
}
