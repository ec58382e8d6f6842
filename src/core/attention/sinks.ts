import type { Tokens } from './modelRun';
import { unpackRow } from './packAttention';

/** A token counts as a sink from this multiple of the uniform share. */
const SINK_FACTOR = 8;

/**
 * Tokens that absorb attention without meaning: marks of the model, and punctuation that receives many times its share from all over the
 * text. A word that receives much is not a sink: it may matter.
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
