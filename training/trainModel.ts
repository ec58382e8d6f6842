// Trains the mini-model in phases, each starting from the results of the earlier ones. About three quarters of an hour on two idle cores.
// usage: npm run train -- RUN_DIR [--from PHASE] [--only PHASE]; the ablation, `cold`, is trained with --only
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runPython } from './runStep';
import { SIZES, encodedFiles } from './trainingFiles';

/** Order of the phases; settings chosen on the validation files. */
const PHASES = ['pre', 'know', 'crashes', 'read', 'real'] as const;

type Phase = (typeof PHASES)[number];

/** Number of runs of the features' scores with different seeds; their mean errs less than any of them. */
const FEATURE_RUNS = 6;
const HIDDEN = 64;

function settings(phase: Exclude<Phase, 'know'>, run: string): string[] {
  const at = (earlier: Phase): string => join(run, earlier);
  switch (phase) {
    // Masked tokens of failures and their code.
    case 'pre':
      return ['--phase', 'pretrain', ...cases(all), ...PRE];
    // Scores of functions fitted to real crashes alone, averaged with the former.
    case 'crashes':
      return ['--phase', 'crashes', '--no-tokens', '--init', at('know'), ...cases(all), ...CRASHES];
    // The reading, added to them.
    case 'read':
      return ['--init', at('pre'), at('crashes'), '--freeze-features', ...cases(all), ...READ];
    // Real faults alone.
    case 'real':
      return ['--phase', 'finetune', '--init', at('read'), at('crashes'), '--freeze-features', ...cases(real), ...REAL];
  }
}

/** Steps, not minutes, end a phase, so that a slow machine makes the same model. */
const PRE = words('--lr 1e-3 --epochs 5 --max-steps 2600 --patience 9 --minutes 600');
const KNOW = words(`--lr 1e-3 --epochs 4 --patience 2 --tokens 1536 --weight-decay 0.3
  --real-weight 15 --crash-weight 0.1 --line-real-weight 6 --line-crash-weight 0.3`);
/** Mutants' crashes hardly count: in real crashes the fix is in the throwing function more often. */
const CRASHES = words(
  '--lr 0.05 --max-steps 200 --weight-decay 0.001 --crash-share 0.55 --java-share 0.15 --real-weight 1 --crash-weight 0.001',
);
const READ = words(`--lr 3e-4 --epochs 1 --max-steps 320 --minutes 600 --patience 9 --renamed 0.4 --dropout 0.2
  --real-weight 6 --crash-weight 0.2 --line-crash-weight 0.4`);
const REAL = words('--lr 1e-4 --epochs 2 --minutes 600 --patience 9 --renamed 0.4 --dropout 0.2');

/** The features' scores, starting as the prior. */
function know(run: string): void {
  const folder = join(run, 'know');
  const runs = Array.from({ length: FEATURE_RUNS }, (_, index) => ({ seed: String(index + 1), folder: `${folder}-${String(index + 1)}` }));
  for (const { seed, folder: own } of runs)
    train(own, ['--no-tokens', '--feature-hidden', String(HIDDEN), '--java-apart', '0', '--seed', seed, ...cases(all), ...KNOW]);
  train(folder, ['--phase', 'join', '--no-tokens', '--java-apart', '0', '--init', ...runs.map(({ folder: own }) => own), ...cases(all)]);
}

/** For the ablation: the same features' scores, and a reading learned by an encoder without pre-training. */
function cold(run: string): void {
  const read = join(run, 'cold-read');
  train(read, ['--init', join(run, 'crashes'), '--freeze-features', ...cases(all), ...READ]);
  train(join(run, 'cold'), ['--phase', 'finetune', '--init', read, '--freeze-features', ...cases(real), ...REAL]);
}

/** Later options take precedence. */
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
const from = Math.max(0, PHASES.indexOf((values.from ?? 'pre') as Phase));
if (values.only === 'cold') cold(run);
else {
  for (const phase of values.only ? PHASES.filter((each) => each === values.only) : PHASES.slice(from)) {
    if (phase === 'know') know(run);
    else train(join(run, phase), settings(phase, run));
  }
}
