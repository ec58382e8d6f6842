import { tensorOf, type Weights } from '../weights';
import { GraphBuilder } from './graphBuilder';

const LAYER_NORM_EPSILON = 1e-5;
/** ONNX' number for 64-bit integers. */
const INT64 = 7;

/**
 * The model as an ONNX graph over one failure: T tokens, R rows, F functions, M masked places.
 *
 * Inputs: `ids`, `rowOf` [T] (R for tokens of no row), `flags` [T, tokenFlags], `cos`, `sin` [T, headWidth/2] (see `rotary`),
 * `rowFeatures` [R + 1, rowFeatures] (the last row all 0), `rowStart` [R], `lineFeatures` [R, lineFeatures],
 * `functionFeatures` [F, functionFeatures], `rowsOfFunction` [F, R] (each row a mean), `maskedAt` [M].
 *
 * Outputs: `line` [R] and `function` [F] logits, `classes` logits, `embedding`, `expected` [M, vocabulary] logits; of every layer n
 * `attention<n>` [H, T, T] packed (`round(255·√(weight / largest of the row))`), `query<n>`, `key<n>` (both rotated), `value<n>` [H, T, headWidth].
 */
export function modelGraph(weights: Weights): Uint8Array {
  const { sizes } = weights;
  const { width, heads, layers } = sizes;
  const headWidth = width / heads;
  const g = new GraphBuilder();
  const w = (name: string): string => g.weights(name, tensorOf(weights, name));

  const ids = g.input('ids', 'int32', ['T']);
  const rowOf = g.input('rowOf', 'int32', ['T']);
  const flags = g.input('flags', 'float', ['T', sizes.tokenFlags]);
  const cos = g.input('cos', 'float', ['T', headWidth / 2]);
  const sin = g.input('sin', 'float', ['T', headWidth / 2]);
  const rowFeatures = g.input('rowFeatures', 'float', ['R1', sizes.rowFeatures]);
  const rowStart = g.input('rowStart', 'int32', ['R']);
  const lineFeatures = g.input('lineFeatures', 'float', ['R', sizes.lineFeatures]);
  const functionFeatures = g.input('functionFeatures', 'float', ['F', sizes.functionFeatures]);
  const rowsOfFunction = g.input('rowsOfFunction', 'float', ['F', 'R']);
  const maskedAt = g.input('maskedAt', 'int32', ['M']);

  const tokens = w('tokens.weight');
  const rows = g.linear(rowFeatures, w('row_features.weight'));
  const embedded = g.one('Add', [g.one('Gather', [tokens, ids]), g.linear(flags, w('flags.weight'))]);
  let x = g.one('Add', [embedded, g.one('Gather', [rows, rowOf])]);

  const split = g.ints([width, width, width]);
  const toHeads = g.ints([-1, heads, headWidth]);
  const toWidth = g.ints([-1, width]);
  const halves = g.ints([headWidth / 2, headWidth / 2]);
  const norm = (value: string, name: string): string =>
    g.one('LayerNormalization', [value, w(`${name}.weight`), w(`${name}.bias`)], { axis: -1, epsilon: LAYER_NORM_EPSILON });
  const rotate = (value: string): string => {
    const [first = '', second = ''] = g.node('Split', [value, halves], { axis: -1 }, 2);
    const left = g.one('Sub', [g.one('Mul', [first, cos]), g.one('Mul', [second, sin])]);
    const right = g.one('Add', [g.one('Mul', [second, cos]), g.one('Mul', [first, sin])]);
    return g.one('Concat', [left, right], { axis: -1 });
  };

  /** The rest of a layer for some tokens: their inputs and queries, over the keys and values of all tokens. */
  const attend = (name: string, x: string, query: string, keys: string, value: string): { after: string; weights: string } => {
    const scaled = g.one('Mul', [query, g.scalar(1 / Math.sqrt(headWidth))]);
    const weights = g.one('Softmax', [g.one('MatMul', [scaled, keys])], { axis: -1 });
    const mixed = g.one('Transpose', [g.one('MatMul', [weights, value])], { perm: [1, 0, 2] });
    const attended = g.linear(g.one('Reshape', [mixed, toWidth]), w(`${name}.out.weight`), w(`${name}.out.bias`));
    const read = g.one('Add', [x, attended]);
    const up = g.gelu(g.linear(norm(read, `${name}.norm2`), w(`${name}.up.weight`), w(`${name}.up.bias`)));
    return { after: g.one('Add', [read, g.linear(up, w(`${name}.down.weight`), w(`${name}.down.bias`))]), weights };
  };

  // Scores are read at the first token of each row, and at [CLS]: the last layer is computed for these tokens alone.
  const readAt = g.one('Concat', [g.ints([0]), g.one('Cast', [rowStart], { to: INT64 })], { axis: 0 });
  let atRead = '';
  for (let layer = 0; layer < layers; layer += 1) {
    const name = `blocks.${layer}`;
    const qkv = g.linear(norm(x, `${name}.norm1`), w(`${name}.qkv.weight`), w(`${name}.qkv.bias`));
    const [query = '', key = '', value = ''] = g
      .node('Split', [qkv, split], { axis: -1 }, 3)
      .map((part) => g.one('Transpose', [g.one('Reshape', [part, toHeads])], { perm: [1, 0, 2] }));
    const rotatedQuery = rotate(query);
    const rotatedKey = rotate(key);
    const keys = g.one('Transpose', [rotatedKey], { perm: [0, 2, 1] });
    if (layer === layers - 1) {
      const queries = g.one('Gather', [rotatedQuery, readAt], { axis: 1 });
      atRead = norm(attend(name, g.one('Gather', [x, readAt]), queries, keys, value).after, 'norm');
    }
    const { after, weights: weightsOfTokens } = attend(name, x, rotatedQuery, keys, value);
    x = after;

    const largest = g.one('ReduceMax', [weightsOfTokens], { axes: [-1], keepdims: 1 });
    const root = g.one('Mul', [g.one('Sqrt', [g.one('Div', [weightsOfTokens, largest])]), g.scalar(255)]);
    g.output(`attention${layer}`, g.one('Cast', [g.one('Round', [root])], { to: 2 }), 'uint8', [heads, 'T', 'T']);
    g.output(`query${layer}`, rotatedQuery, 'float', [heads, 'T', headWidth]);
    g.output(`key${layer}`, rotatedKey, 'float', [heads, 'T', headWidth]);
    g.output(`value${layer}`, value, 'float', [heads, 'T', headWidth]);
  }

  const atRows = g.one('Slice', [atRead, g.ints([1]), g.ints([2 ** 31 - 1]), g.ints([0])]);
  const perceptron = (name: string, x: string): string =>
    g.linear(g.gelu(g.linear(x, w(`${name}_hidden.weight`), w(`${name}_hidden.bias`))), w(`${name}_out.weight`), w(`${name}_out.bias`));
  const score = (name: 'line' | 'function', seen: string, features: string): string => {
    const assertion = g.one('Gather', [features, g.ints([sizes[`${name}Assertion`]])], { axis: 1 });
    const java = g.one('Gather', [features, g.ints([sizes[`${name}Java`]])], { axis: 1 });
    const crash = g.one('Sub', [g.scalar(1), assertion]);
    const ofJava = g.one('Mul', [crash, java]);
    const byKind = g.one('Concat', [assertion, g.one('Sub', [crash, ofJava]), ofJava], { axis: 1 });
    const ofKinds = g.one('Add', [g.linear(features, w(`${name}_prior.weight`)), perceptron(`${name}_features`, features)]);
    const known = g.one('ReduceSum', [g.one('Mul', [ofKinds, byKind]), g.ints([1])], { keepdims: 1 });
    return g.one('Reshape', [g.one('Add', [known, perceptron(name, seen)]), g.ints([-1])]);
  };
  g.output('line', score('line', atRows, lineFeatures), 'float', ['R']);
  g.output('function', score('function', g.one('MatMul', [rowsOfFunction, atRows]), functionFeatures), 'float', ['F']);
  const first = g.one('Gather', [atRead, g.ints([0])]);
  g.output('classes', g.linear(first, w('bug_class.weight'), w('bug_class.bias')), 'float', [1, sizes.classes]);
  g.output('embedding', g.linear(first, w('embedding.weight'), w('embedding.bias')), 'float', [1, sizes.embedding]);
  const masked = g.one('Gather', [norm(x, 'norm'), maskedAt]);
  g.output('expected', g.one('Add', [g.linear(masked, tokens), w('mask_bias')]), 'float', ['M', sizes.vocabulary]);
  return g.bytes('mini-model');
}
