import type { ModelSizes } from './modelSizes';
import type { Reading, ReadRow } from './reading';
import { TOKEN } from './tokenizer';

/** A reading as the arrays that the model takes; T tokens, R rows, F functions. See `training/graph/modelGraph.ts`. */
export interface ModelInputs {
  tokens: number;
  rows: number;
  functions: number;
  ids: Int32Array;
  rowOf: Int32Array;
  flags: Float32Array;
  cos: Float32Array;
  sin: Float32Array;
  rowFeatures: Float32Array;
  rowStart: Int32Array;
  lineFeatures: Float32Array;
  functionFeatures: Float32Array;
  rowsOfFunction: Float32Array;
}

/** @param rows the input rows of the reading, in their order; omitted rows act as if they had never been there */
export function modelInputs(reading: Reading, sizes: ModelSizes, rows: readonly ReadRow[] = reading.rows): ModelInputs {
  const length = 1 + rows.reduce((sum, row) => sum + row.tokens.length, 0);
  const functions = reading.functions.length;
  const ids = new Int32Array(length);
  const rowOf = new Int32Array(length).fill(rows.length);
  const flags = new Float32Array(length * sizes.tokenFlags);
  const rowFeatures = new Float32Array((rows.length + 1) * sizes.rowFeatures);
  const rowStart = new Int32Array(rows.length);
  const lineFeatures = new Float32Array(rows.length * sizes.lineFeatures);
  const functionFeatures = new Float32Array(functions * sizes.functionFeatures);
  const rowsOfFunction = new Float32Array(functions * rows.length);
  ids[0] = TOKEN.cls;
  let at = 1;
  for (const [index, row] of rows.entries()) {
    rowStart[index] = at;
    for (const feature of row.features) rowFeatures[index * sizes.rowFeatures + feature] = 1;
    lineFeatures.set(row.lineFeatures, index * sizes.lineFeatures);
    for (const token of row.tokens) {
      ids[at] = token.id;
      rowOf[at] = index;
      for (let bit = 0; bit < sizes.tokenFlags; bit += 1) flags[at * sizes.tokenFlags + bit] = (token.flags >> bit) & 1;
      at += 1;
    }
  }
  for (const [index, { features }] of reading.functions.entries()) {
    functionFeatures.set(features, index * sizes.functionFeatures);
    const own = rows.flatMap((row, place) => (row.function === index ? [place] : []));
    for (const place of own) rowsOfFunction[index * rows.length + place] = 1 / own.length;
  }
  return {
    tokens: length,
    rows: rows.length,
    functions,
    ids,
    rowOf,
    flags,
    ...rotary(length, sizes.width / sizes.heads),
    rowFeatures,
    rowStart,
    lineFeatures,
    functionFeatures,
    rowsOfFunction,
  };
}

/** Cosines and sines of the rotary position embedding (Su et al. 2021), [tokens, headWidth / 2] each; base 10,000. */
function rotary(tokens: number, headWidth: number): { cos: Float32Array; sin: Float32Array } {
  const half = headWidth / 2;
  const cos = new Float32Array(tokens * half);
  const sin = new Float32Array(tokens * half);
  for (let position = 0; position < tokens; position += 1) {
    for (let pair = 0; pair < half; pair += 1) {
      const angle = position * 10_000 ** ((-2 * pair) / headWidth);
      cos[position * half + pair] = Math.cos(angle);
      sin[position * half + pair] = Math.sin(angle);
    }
  }
  return { cos, sin };
}
