// Trained weights → what the extension ships: the ONNX graph, its description, its vocabulary, and the card with the training's record.
// usage: npx tsx training/exportModel.ts DUMP_DIR VOCABULARY.json DATA.json OUT_DIR RECORD.json... (records of the phases, in order)
// DATA.json says what the cases were: see training/README.md.
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelDescription } from '../src/node/modelFiles';
import { modelGraph } from './graph/modelGraph';
import { readWeights } from './weights';

const NAME = 'mini-model';
const MAX_TOKENS = 1024;

/** What `training/train.py` writes of one phase. */
interface PhaseRecord {
  arguments: { phase: string; seed: number; lr: number; tokens: number; dropout: number; epochs: number };
  cases: number;
  tokensSeen: number;
  curves: { phase: string; epoch: number; trainLoss: number; validLoss: number; learningRate: number; minutes: number }[];
}

const PHASES: Record<string, string> = {
  pretrain: 'masked-token pre-training',
  train: 'training on mutants and real faults',
  finetune: 'fine-tuning on real faults',
};

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
  phases: phases.map(({ arguments: { phase, seed, lr, tokens, dropout }, cases, tokensSeen, curves }) => ({
    phase: PHASES[phase] ?? phase,
    seed,
    learningRate: lr,
    tokensABatch: tokens,
    dropout,
    cases,
    tokensSeen,
    minutes: curves[curves.length - 1]?.minutes,
  })),
  curves: phases.flatMap(({ curves }) =>
    curves.map(({ phase, epoch, trainLoss, validLoss, learningRate }) => ({
      phase: PHASES[phase] ?? phase,
      epoch,
      trainLoss,
      validLoss,
      learningRate,
    })),
  ),
};
writeFileSync(cardFile, `${JSON.stringify(card, null, 2)}\n`);
process.stdout.write(`${parameters} parameters, written to ${out}\n`);
