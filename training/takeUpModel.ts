// The model that is shipped → a run that the training can begin with: its encoder, in place of a new pre-training, or the features' scores.
// usage: npx tsx training/takeUpModel.ts RUN_DIR [--features]
// The encoder has learned more than masked tokens: the reading and fine-tuning of the run that it came from too.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { onnx } from 'onnx-proto';

interface Card {
  phases: {
    phase: string;
    seed: number;
    learningRate: number;
    tokensABatch: number;
    dropout: number;
    cases: number;
    tokensSeen: number;
    minutes: number;
  }[];
  curves: { phase: string; epoch: number; trainLoss: number; validLoss: number; learningRate: number }[];
}

const folder = 'media/model';
const { values, positionals } = parseArgs({ allowPositionals: true, options: { features: { type: 'boolean', default: false } } });
const run = positionals[0] ?? 'training/out/run/pre';
const { graph } = onnx.ModelProto.decode(readFileSync(join(folder, 'mini-model.onnx')));
// Scalars and shapes of the graph are written as lists; weights as bytes.
const tensors = (graph?.initializer ?? []).flatMap(({ name, dims, rawData }) =>
  name && rawData && rawData.length > 0 ? [{ name, dims: (dims ?? []).map(Number), bytes: rawData }] : [],
);
const card = JSON.parse(readFileSync(join(folder, 'card.json'), 'utf8')) as Card;
const [first] = card.phases;
if (!first) throw new Error(`${folder}/card.json names no phase`);

mkdirSync(run, { recursive: true });
writeFileSync(join(run, 'weights.json'), JSON.stringify({ tensors: tensors.map(({ name, dims }) => ({ name, dims })) }));
writeFileSync(join(run, 'weights.bin'), Buffer.concat(tensors.map(({ bytes }) => bytes)));
const { seed, learningRate: lr, tokensABatch: tokens, dropout, cases, tokensSeen, minutes } = first;
const curves = card.curves.filter(({ phase }) => phase === first.phase).map((each) => ({ ...each, minutes }));
writeFileSync(
  join(run, 'record.json'),
  JSON.stringify({
    arguments: {
      phase: values.features ? 'blend' : 'pretrain',
      no_tokens: values.features,
      freeze_features: false,
      seed,
      lr,
      tokens,
      dropout,
    },
    cases,
    tokensSeen,
    curves,
  }),
);
console.log(`${String(tensors.length)} tensors of ${folder}`);
