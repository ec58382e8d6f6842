import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelSizes } from '../src/model/modelSizes';

export interface Tensor {
  dims: number[];
  data: Float32Array;
}

/** Trained weights by the names of `training/model.py`. */
export interface Weights {
  sizes: ModelSizes;
  tensors: Map<string, Tensor>;
}

/** Reads the output of `training/dump.py`: `weights.json` (names, shapes, sizes), `weights.bin` (32-bit floats of half-precision values). */
export function readWeights(folder: string): Weights {
  const { sizes, tensors } = JSON.parse(readFileSync(join(folder, 'weights.json'), 'utf8')) as {
    sizes: ModelSizes;
    tensors: { name: string; dims: number[] }[];
  };
  const bytes = readFileSync(join(folder, 'weights.bin'));
  const floats = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const read = new Map<string, Tensor>();
  let at = 0;
  for (const { name, dims } of tensors) {
    const length = dims.reduce((product, dim) => product * dim, 1);
    read.set(name, { dims, data: floats.slice(at, at + length) });
    at += length;
  }
  if (at !== floats.length) throw new Error(`weights.bin has ${floats.length} floats, weights.json names ${at}`);
  return { sizes, tensors: read };
}

/** A tensor that must exist. */
export function tensorOf({ tensors }: Weights, name: string): Tensor {
  const tensor = tensors.get(name);
  if (!tensor) throw new Error(`No weights named ${name}`);
  return tensor;
}
