import { f16round } from '@petamoriken/float16';
import type { ModelSizes } from '../../src/model/modelSizes';
import type { Tensor, Weights } from '../../training/weights';

/**
 * Weights drawn with a seed, of the shapes of `training/model.py`: large enough that every part of the model affects the
 * result, and exact in half precision, as they ship.
 */
export function randomWeights(sizes: ModelSizes, seed: number): Weights {
  const random = mulberry32(seed);
  const tensors = new Map<string, Tensor>();
  const add = (name: string, dims: number[], spread = 0.4, around = 0): void => {
    const length = dims.reduce((product, dim) => product * dim, 1);
    tensors.set(name, { dims, data: Float32Array.from({ length }, () => f16round(around + spread * (2 * random() - 1))) });
  };
  const linear = (name: string, out: number, into: number, bias = true): void => {
    add(`${name}.weight`, [out, into]);
    if (bias) add(`${name}.bias`, [out]);
  };
  const norm = (name: string): void => {
    add(`${name}.weight`, [sizes.width], 0.2, 1);
    add(`${name}.bias`, [sizes.width], 0.2);
  };
  const { width } = sizes;
  add('tokens.weight', [sizes.vocabulary, width]);
  linear('flags', width, sizes.tokenFlags, false);
  linear('row_features', width, sizes.rowFeatures, false);
  for (let layer = 0; layer < sizes.layers; layer += 1) {
    const block = `blocks.${layer}`;
    norm(`${block}.norm1`);
    linear(`${block}.qkv`, 3 * width, width);
    linear(`${block}.out`, width, width);
    norm(`${block}.norm2`);
    linear(`${block}.up`, 4 * width, width);
    linear(`${block}.down`, width, 4 * width);
  }
  norm('norm');
  add('mask_bias', [sizes.vocabulary]);
  for (const [name, features] of [
    ['line', sizes.lineFeatures],
    ['function', sizes.functionFeatures],
  ] as const) {
    linear(`${name}_prior`, 3, features, false);
    linear(`${name}_features_hidden`, sizes.headHidden, features);
    linear(`${name}_features_out`, 3, sizes.headHidden);
    linear(`${name}_hidden`, sizes.headHidden, width);
    linear(`${name}_out`, 1, sizes.headHidden);
  }
  linear('bug_class', sizes.classes, width);
  linear('embedding', sizes.embedding, width);
  return { sizes, tensors };
}

/** Small seeded generator (Tommy Ettinger's mulberry32); 0..1. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
