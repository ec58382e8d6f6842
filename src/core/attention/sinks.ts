import type { Tokens } from './modelRun';
import { unpackRow } from './packAttention';

/** Times the uniform share from which a token counts as a sink. */
const SINK_FACTOR = 8;

/**
 * Tokens that attention rests on when it has nowhere to go: marks of the model, and punctuation that receives many times its share from all
 * over the text. A word that receives much is no sink: it may be what matters.
 * @param packed one head's attention, see `packAttention`
 * @returns T bytes, 1 for a sink
 */
export function findSinks(packed: Uint8Array, tokens: Tokens): Uint8Array {
  const count = tokens.text.length;
  const received = new Float32Array(count);
  const row = new Float32Array(count);
  for (let from = 0; from < count; from++) {
    unpackRow(packed, count, from, row);
    for (let to = 0; to < count; to++) received[to]! += row[to]!;
  }
  return Uint8Array.from(tokens.text, (text, token) =>
    tokens.special[token] || (received[token]! > SINK_FACTOR && !/[\p{L}\p{N}]/u.test(text)) ? 1 : 0,
  );
}
