import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelCard } from '../core/attention/modelRun';
import type { MiniModelFiles } from '../model/miniModel';
import type { ModelSizes } from '../model/modelSizes';

/** Metadata of a trained model besides its graph: `media/model/model.json`. */
export interface ModelDescription {
  name: string;
  sizes: ModelSizes;
  parameters: number;
  /** Token limit of a reading. */
  maxTokens: number;
}

/**
 * The trained model from the built extension.
 * @param assets folder that holds model/
 * @throws if a file is missing or broken
 */
export async function readModelFiles(
  assets: string,
): Promise<{ files: MiniModelFiles; description: ModelDescription; vocabulary: string[] }> {
  const folder = join(assets, 'model');
  const [graph, description, vocabulary] = await Promise.all([
    readFile(join(folder, 'mini-model.onnx')),
    readFile(join(folder, 'model.json'), 'utf8').then((text) => JSON.parse(text) as ModelDescription),
    readFile(join(folder, 'vocabulary.json'), 'utf8').then((text) => JSON.parse(text) as string[]),
  ]);
  return { files: { graph, sizes: description.sizes }, description, vocabulary };
}

/** How the model was trained and evaluated; undefined if the card is missing or broken: nothing depends on it. */
export async function readModelCard(assets: string): Promise<ModelCard | undefined> {
  try {
    return JSON.parse(await readFile(join(assets, 'model', 'card.json'), 'utf8')) as ModelCard;
  } catch {
    return undefined;
  }
}
