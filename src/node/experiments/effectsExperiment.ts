import { join } from 'node:path';
import { isTestFile } from '../../core/context/testCode';
import { errorHints } from '../../core/context/errorHints';
import type { RanLines } from '../../core/experiments/coverage';
import { effectsOf, type EffectsVerdict, type FunctionEffects } from '../../core/experiments/effects/functionEffects';
import { listTrials, type TrialChange } from '../../core/experiments/effects/listTrials';
import type { Experiment } from '../../core/experiments/experiment';
import { repairedFailure } from '../../core/experiments/repairs/repairTemplate';
import { isWithoutTests } from '../../core/experiments/verdict/unproven';
import type { Suspect } from '../../core/suspects/suspect';
import type { openTrees } from '../../core/syntax/openSyntax';
import { leadsOut } from './linksOutside';
import { arisesInCode } from './lookAtReturns';
import { ObservedCommand, type ObserveOptions } from './observedCommand';

/** Time for all changes in one run, and for those that pass in runs of their own. */
const SECONDS = 15;
const SECONDS_OF_PROOF = 15;
/** Passing changes of one function that get a run of their own, until one passes there. */
const MOST_OF_ONE = 2;

/**
 * Tries small changes in the likeliest functions, many in one run, to learn which functions an error that arises in the code depends on. No
 * change is kept.
 * @param suspects best first
 * @param ran the lines that the failing test ran
 */
export async function effectsExperiment(
  options: ObserveOptions,
  suspects: readonly Suspect[],
  ran: RanLines,
  parse: ReturnType<typeof openTrees>,
): Promise<Experiment<'effects', EffectsVerdict>> {
  const observed = await ObservedCommand.open(options);
  try {
    return observed.experiment('effects', { effects: await effectsIn(observed, options, suspects, ran, parse) });
  } finally {
    await observed.close();
  }
}

async function effectsIn(
  observed: ObservedCommand,
  { root, progress, signal }: ObserveOptions,
  suspects: readonly Suspect[],
  ran: RanLines,
  parse: ReturnType<typeof openTrees>,
): Promise<FunctionEffects[]> {
  const { target, baseline } = observed;
  if (!target || baseline.outcome !== 'fails' || !arisesInCode(observed)) return [];
  const read = async (file: string): Promise<string | undefined> => ((await leadsOut(root, file)) ? undefined : observed.files.read(file));
  const { report } = target;
  // Where no test tells, that it ends without an error says nothing of a function.
  const inTest = report.errors.some(({ frames }) => frames.some(({ file }) => isTestFile(observed.relative(file) ?? file)));
  if (!inTest && (!observed.first || isWithoutTests(target, observed.first))) return [];
  const { property } = errorHints(report);
  const places = report.errors.flatMap(({ frames }) => frames.find(({ origin }) => origin === 'workspace') ?? []);
  const thrown = places.map((frame) => ({ file: observed.relative(observed.place(frame) ?? '') ?? '', line: frame.line, property }));
  const failure = repairedFailure(target, thrown);
  progress?.('listing small changes of the likeliest functions');
  const { functions, changes } = await listTrials(suspects, failure, thrown, { read, parse, ran }, signal);
  if (!changes.length) return [];
  const editOf = ({ file, text }: Pick<TrialChange, 'file' | 'text'>) => ({ file: join(observed.roots[0] ?? root, file), text });
  const files = [...new Map(changes.map((change) => [change.file, change])).keys()];
  const unchanged = await Promise.all(files.map(async (file) => editOf({ file, text: (await read(file)) ?? '' })));
  progress?.(`trying ${changes.length} small changes in ${functions.length} functions`);
  const [usual, ...runs] = await observed.runMany([unchanged, ...changes.map((change) => [editOf(change)])], SECONDS);
  const found = effectsOf(functions, changes, usual, runs, target.test);
  if (!found) return [];
  // Where no change matters at all, edits may not reach the program.
  if (!found.effects.some(({ altered }) => altered > 0)) return [];
  const end = performance.now() + 1000 * SECONDS_OF_PROOF;
  for (const [of, effect] of found.effects.entries()) {
    for (const change of found.passing.filter((each) => each.of === of).slice(0, MOST_OF_ONE)) {
      if (effect.passes || performance.now() > end) break;
      progress?.('running a change that passes by itself');
      if (await observed.passesWith([editOf(change)])) effect.passes = true;
    }
    if (effect.passes) delete effect.unproven;
  }
  if (!found.effects.some(({ passes }) => passes)) return found.effects;
  progress?.('running it without a change again');
  return (await observed.failsStill(unchanged)) ? found.effects : [];
}
