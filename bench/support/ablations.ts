import { onnx } from 'onnx-proto';
import { FUNCTION_FEATURES } from '../../src/model/functionFeatures';
import { LINE_FEATURES } from '../../src/model/lineFeatures';
import { LocalRanker, type LoadedModel } from '../../src/model/localRanker';
import { MiniModel } from '../../src/model/miniModel';
import { Tokenizer } from '../../src/model/tokenizer';
import { readModelFiles } from '../../src/node/modelFiles';

/** Weights that an ablation sets to zero. */
interface Without {
  weights: RegExp;
  /** Only the weights of these inputs, by feature; absent for all. */
  features?: ReadonlySet<string>;
}

/** Bytes per weight: the graph stores them in half precision, named NAME.half. */
const HALF = 2;

/** The parts that each ablation removes from the model. Both scores are sums, so the rest still ranks. */
const WITHOUT: Record<string, Without> = {
  'model alone (no score of the prior)': {
    weights: /^(?:line|function)_(?:prior|features_hidden)\.weight$/,
    features: new Set(['priorScore', 'priorShare', 'priorRank', 'logShare', 'placeInFunction']),
  },
  'without what was read (no code tokens)': { weights: /^(?:line|function)_out\./ },
  'read alone (no structural features)': { weights: /^(?:line|function)_(?:prior|features_out)\./ },
};

/** The shipped model with parts removed. @param assets folder that holds model/ */
export function ablations(assets: string): { name: string; ranker: LocalRanker }[] {
  return Object.entries(WITHOUT).map(([name, without]) => ({ name, ranker: new LocalRanker(() => loadWithout(assets, without)) }));
}

async function loadWithout(assets: string, without: Without): Promise<LoadedModel> {
  const { files, description, vocabulary } = await readModelFiles(assets);
  const { name, parameters, maxTokens } = description;
  const model = await MiniModel.load({ ...files, graph: withZeros(files.graph, without) });
  return { model, tokenizer: new Tokenizer(vocabulary), name, parameters, maxTokens };
}

/** @throws if the graph has no such weights: the ablation would be the model itself */
function withZeros(bytes: Uint8Array, { weights, features }: Without): Uint8Array {
  const decoded = onnx.ModelProto.decode(bytes);
  let zeros = 0;
  for (const tensor of decoded.graph?.initializer ?? []) {
    const name = (tensor.name ?? '').replace(/\.half$/, '');
    if (!weights.test(name)) continue;
    const names = name.startsWith('line_') ? LINE_FEATURES : FUNCTION_FEATURES;
    const data = Uint8Array.from(tensor.rawData ?? []);
    // A row has a weight for each feature, in their order.
    for (let at = 0; at < data.length; at += HALF) {
      if (features && !features.has(names[(at / HALF) % names.length] ?? '')) continue;
      data.fill(0, at, at + HALF);
      zeros += 1;
    }
    tensor.rawData = data;
  }
  if (zeros === 0) throw new Error(`No weights of the graph are named ${weights.source}`);
  return onnx.ModelProto.encode(decoded).finish();
}
