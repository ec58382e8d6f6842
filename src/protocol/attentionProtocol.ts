import * as z from 'zod/mini';
import type { ExpectedTokens, ModelCard, ModelRun, NeuronReading } from '../core/attention/modelRun';
import { method } from './rpc';

/** A shown reading, as the view receives it; its numbers are requested through {@link attentionMethods}. */
export type AttentionAnswer =
  | { phase: 'ready'; run: ModelRun; card?: ModelCard }
  /** The model gives no result for this failure; the sentence says why. */
  | { phase: 'abstained'; message: string };

const run = z.string().check(z.minLength(1), z.maxLength(200));
const place = { layer: z.int().check(z.gte(0)), head: z.int().check(z.gte(0)) };
const token = z.int().check(z.gte(0));

/**
 * The numbers of one reading, piece by piece: webview → host → worker. `AttentionSource` defines them. A reading that the worker no longer
 * has is refused with a {@link ReadingGone}.
 */
export const attentionMethods = {
  lineAttention: method<Float32Array>()(z.object({ run })),
  tokenAttention: method<Uint8Array>()(z.object({ run, ...place })),
  rollout: method<Float32Array>()(z.object({ run })),
  neuron: method<NeuronReading>()(z.object({ run, ...place, from: token, to: token })),
  /** Scores of all rows with some left out. */
  scoresWithout: method<Float32Array>()(z.object({ run, rows: z.array(z.int().check(z.gte(0))).check(z.maxLength(4096)) })),
  expectedTokens: method<ExpectedTokens>()(z.object({ run, token, count: z.int().check(z.gte(1), z.lte(100)) })),
};

/** The worker was restarted, or has newer readings: the failure must be read again. */
export class ReadingGone extends Error {
  constructor() {
    super('This reading is no longer in memory. Open the attention view again.');
    this.name = 'ReadingGone';
  }
}
