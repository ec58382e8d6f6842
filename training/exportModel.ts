// Trained weights → the shipped files: the ONNX graph, its description, its vocabulary, and the card with the training's record.
// usage: npx tsx training/exportModel.ts DUMP_DIR VOCABULARY.json DATA.json OUT_DIR RECORD.json... (records of the phases, in order)
// DATA.json describes the cases: see training/README.md.
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelDescription } from '../src/node/modelFiles';
import { modelGraph } from './graph/modelGraph';
import { readWeights } from './weights';

const NAME = 'mini-model';
const MAX_TOKENS = 1024;

/** Record of one phase, as `training/train.py` writes it. */
interface PhaseRecord {
  arguments: { phase: string; no_tokens: boolean; freeze_features: boolean; seed: number; lr: number; tokens: number; dropout: number };
  cases: number;
  tokensSeen: number;
  curves: { phase: string; epoch: number; trainLoss: number; validLoss: number; learningRate: number; minutes: number }[];
}

/** Description of a phase, for the card. */
function phaseName({ phase, no_tokens: noTokens, freeze_features: frozen }: PhaseRecord['arguments']): string {
  if (phase === 'pretrain') return 'masked-token pre-training';
  if (phase === 'crashes') return "scores of crashes' features, on real crashes alone";
  if (noTokens) return 'scores of the features, on mutants and real faults';
  const what = phase === 'finetune' ? 'fine-tuning on real faults' : 'training on mutants and real faults';
  return frozen ? `${what}: what was read` : what;
}

const [dump = '', vocabulary = '', data = '', out = '', ...records] = process.argv.slice(2);
const weights = readWeights(dump);
const phases = records.map((path) => JSON.parse(readFileSync(path, 'utf8')) as PhaseRecord);
const parameters = [...weights.tensors.values()].reduce((sum, tensor) => sum + tensor.data.length, 0);
const description: ModelDescription = { name: NAME, sizes: weights.sizes, parameters, maxTokens: MAX_TOKENS };

mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'mini-model.onnx'), modelGraph(weights));
writeFileSync(join(out, 'model.json'), `${JSON.stringify(description, null, 2)}\n`);
if (vocabulary !== join(out, 'vocabulary.json')) copyFileSync(vocabulary, join(out, 'vocabulary.json'));

const cardFile = join(out, 'card.json');
const known = existsSync(cardFile) ? (JSON.parse(readFileSync(cardFile, 'utf8')) as Record<string, unknown>) : {};
const card = {
  ...known,
  ...description,
  data: JSON.parse(readFileSync(data, 'utf8')) as unknown,
  phases: phases.map(({ arguments: how, cases, tokensSeen, curves }) => ({
    phase: phaseName(how),
    seed: how.seed,
    learningRate: how.lr,
    tokensABatch: how.tokens,
    dropout: how.dropout,
    cases,
    tokensSeen,
    minutes: Number((curves.at(-1)?.minutes ?? 0).toFixed(1)),
  })),
  curves: phases.flatMap(({ arguments: how, curves }) =>
    curves.map(({ epoch, trainLoss, validLoss, learningRate }) => ({
      phase: phaseName(how),
      epoch,
      trainLoss,
      validLoss,
      learningRate,
    })),
  ),
};
writeFileSync(cardFile, `${JSON.stringify(card, null, 2)}\n`);
process.stdout.write(`${parameters} parameters, written to ${out}\n`);
