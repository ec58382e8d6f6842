import { onnx } from 'onnx-proto';
import { LocalRanker, type LoadedModel } from '../../src/model/localRanker';
import { MiniModel } from '../../src/model/miniModel';
import { Tokenizer } from '../../src/model/tokenizer';
import { readModelFiles } from '../../src/node/modelFiles';

/** What each ablation takes out of the model: weights that are set to zero. Both scores are sums, so the rest ranks by itself. */
const WITHOUT = {
  'without what was read (no code tokens)': /^(?:line|function)_out\./,
  'read alone (no structural features)': /^(?:line|function)_(?:prior|features_out)\./,
} as const;

/** The shipped model with parts taken out. @param assets folder that holds model/ */
export function ablations(assets: string): { name: string; ranker: LocalRanker }[] {
  return Object.entries(WITHOUT).map(([name, weights]) => ({ name, ranker: new LocalRanker(() => loadWithout(assets, weights)) }));
}

async function loadWithout(assets: string, weights: RegExp): Promise<LoadedModel> {
  const { files, description, vocabulary } = await readModelFiles(assets);
  const { name, parameters, maxTokens } = description;
  const model = await MiniModel.load({ ...files, graph: withZeros(files.graph, weights) });
  return { model, tokenizer: new Tokenizer(vocabulary), name, parameters, maxTokens };
}

/** @throws where the graph has no such weights: the ablation would be the model itself */
function withZeros(bytes: Uint8Array, weights: RegExp): Uint8Array {
  const decoded = onnx.ModelProto.decode(bytes);
  const found = (decoded.graph?.initializer ?? []).filter(({ name }) => weights.test(name ?? ''));
  if (found.length === 0) throw new Error(`No weights of the graph are named ${weights.source}`);
  for (const tensor of found) tensor.rawData = new Uint8Array(tensor.rawData?.length ?? 0);
  return onnx.ModelProto.encode(decoded).finish();
}
