// Trains the mini-model in its phases, each beginning with what the earlier ones learned. About half an hour on two cores, and as much
// again where source code was encoded for the pre-training; else the shipped model's encoder is taken up.
// usage: npm run train -- RUN_DIR [--from PHASE] [--only PHASE]
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runPython, runScript } from './runStep';
import { SIZES, encodedFiles } from './trainingFiles';

/** Order of the phases; settings chosen on the validation files. */
const PHASES = ['pre', 'know', 'crashes', 'read', 'real', 'blend', 'cold'] as const;

type Phase = (typeof PHASES)[number];

/** Runs of the features' scores from other seeds; the mean of them errs less than each. */
const FEATURE_RUNS = 6;
const HIDDEN = 64;

function settings(phase: Exclude<Phase, 'know' | 'cold'>, run: string): string[] {
  const at = (earlier: Phase): string => join(run, earlier);
  const sources = encodedFiles('source-');
  const of = (part: string): string[] => sources.filter((file) => file.includes(part));
  switch (phase) {
    // Masked tokens of source code.
    case 'pre':
      return ['--phase', 'pretrain', '--train', ...of('train'), '--valid', ...of('valid'), '--lr', '1e-3', '--epochs', '3'];
    // What real crashes alone say of functions, averaged with it.
    case 'crashes':
      return ['--phase', 'crashes', '--no-tokens', '--init', at('know'), ...cases(all), ...CRASHES];
    // What is read, added to them.
    case 'read':
      return ['--init', at('pre'), at('crashes'), '--freeze-features', ...cases(all), ...READ];
    // Real faults alone.
    case 'real':
      return ['--phase', 'finetune', '--init', at('read'), at('crashes'), '--freeze-features', ...cases(real), ...REAL];
    // The shipped model learned from some real faults that are not at hand any more.
    case 'blend':
      return ['--phase', 'blend', '--init', at('real'), join(run, 'shipped'), ...cases(real)];
  }
}

const KNOW = words(`--lr 1e-3 --epochs 4 --patience 2 --tokens 1536 --weight-decay 0.3
  --real-weight 15 --crash-weight 0.1 --line-real-weight 6 --line-crash-weight 0.3`);
/** Mutants' crashes hardly count: in real ones the fix is in the throwing function more often. */
const CRASHES = words(
  '--lr 0.05 --max-steps 200 --weight-decay 0.001 --crash-share 0.55 --java-share 0.15 --real-weight 1 --crash-weight 0.001',
);
const READ = words(`--lr 3e-4 --epochs 2 --minutes 11 --patience 9 --renamed 0.4 --dropout 0.2
  --real-weight 6 --crash-weight 0.2 --line-crash-weight 0.4`);
const REAL = words('--lr 1e-4 --epochs 3 --minutes 5 --patience 9 --renamed 0.4 --dropout 0.2');

/** The features' scores, beginning as the prior. */
function know(run: string): void {
  const folder = join(run, 'know');
  const runs = Array.from({ length: FEATURE_RUNS }, (_, index) => ({ seed: String(index + 1), folder: `${folder}-${String(index + 1)}` }));
  for (const { seed, folder: own } of runs)
    train(own, ['--no-tokens', '--feature-hidden', String(HIDDEN), '--java-apart', '0', '--seed', seed, ...cases(all), ...KNOW]);
  train(folder, ['--phase', 'join', '--no-tokens', '--java-apart', '0', '--init', ...runs.map(({ folder: own }) => own), ...cases(all)]);
}

/** For the ablation: the shipped features' scores, and what is read learned anew by an encoder that no pre-training has seen. */
function cold(run: string): void {
  const features = join(run, 'features');
  const read = join(run, 'cold-read');
  runScript('takeUpModel.ts', features, '--features');
  const hidden = ['--feature-hidden', String(hiddenUnitsOf(features)), '--freeze-features'];
  train(read, ['--init', features, ...hidden, ...cases(all), ...READ]);
  train(join(run, 'cold'), ['--phase', 'finetune', '--init', read, ...hidden, ...cases(real), ...REAL]);
}

function hiddenUnitsOf(folder: string): number {
  const { tensors } = JSON.parse(readFileSync(join(folder, 'weights.json'), 'utf8')) as { tensors: { name: string; dims: number[] }[] };
  return tensors.find(({ name }) => name === 'function_features_hidden.weight')?.dims[0] ?? 0;
}

/** Later options win. */
function train(folder: string, options: string[]): void {
  runPython('train.py', folder, '--sizes', SIZES, '--feature-hidden', String(HIDDEN * FEATURE_RUNS), ...options);
}

function words(text: string): string[] {
  return text.split(/\s+/);
}

const real = encodedFiles('real-');
const all = [...encodedFiles('train-'), ...real];

function cases(train: string[]): string[] {
  return ['--train', ...train, '--valid', ...encodedFiles('valid-')];
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { from: { type: 'string' }, only: { type: 'string' } } });
const run = positionals[0] ?? 'training/out/run';
const from = Math.max(0, PHASES.indexOf((values.only ?? values.from ?? 'pre') as Phase));
for (const phase of values.only ? PHASES.slice(from, from + 1) : PHASES.slice(from)) {
  if (phase === 'know') know(run);
  else if (phase === 'cold') cold(run);
  else if (phase === 'blend') {
    runScript('takeUpModel.ts', join(run, 'shipped'));
    train(join(run, phase), settings(phase, run));
  } else if (phase === 'pre' && encodedFiles('source-').length === 0) runScript('takeUpModel.ts', join(run, phase));
  else train(join(run, phase), settings(phase, run));
}
