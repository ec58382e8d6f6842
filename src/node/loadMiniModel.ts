import { MiniModel } from '../model/miniModel';
import type { LoadedModel } from '../model/localRanker';
import { Tokenizer } from '../model/tokenizer';
import { readModelFiles } from './modelFiles';

/** Reads and starts the trained model. @param assets folder that holds model/ */
export async function loadMiniModel(assets: string): Promise<LoadedModel> {
  const { files, description, vocabulary } = await readModelFiles(assets);
  const { name, parameters, maxTokens } = description;
  return { model: await MiniModel.load(files), tokenizer: new Tokenizer(vocabulary), name, parameters, maxTokens };
}
