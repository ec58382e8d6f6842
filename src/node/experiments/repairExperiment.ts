import { join } from 'node:path';
import { errorHints } from '../../core/context/errorHints';
import { firstBaseline } from '../../core/experiments/baseline';
import { ranLines } from '../../core/experiments/coverage';
import type { Experiment, Run } from '../../core/experiments/experiment';
import type { ObservedRecord } from '../../core/experiments/observed';
import type { FailureKind } from '../../core/experiments/repairs/failureKind';
import { repairedFailure } from '../../core/experiments/repairs/repairTemplate';
import {
  inOrderOfChance,
  listRepairs,
  stillParses,
  type RepairCandidate,
  type RepairPorts,
} from '../../core/experiments/repairs/listRepairs';
import { inRehearsedOrder, type RepairLeads } from '../../core/experiments/repairs/rehearsedChanges';
import {
  repairFailure,
  type RepairLimits,
  type RepairRest,
  type RepairSearch,
  type RepairVerdict,
} from '../../core/experiments/repairs/repairFailure';
import { isAbleIn, knownLanguages } from '../../core/experiments/whyNotAble';
import { leadsOutside } from '../../core/hypotheses/leadsOutside';
import { frameFile } from './frameFile';
import { failingFileOutside, leadsOut } from './linksOutside';
import { faultPlace, lookAtFault } from './lookAtFault';
import { NodeLaboratory } from './nodeLaboratory';
import type { ObserveAssets } from './observeAssets';
import { observeInstrument } from './observeInstrument';
import { testPlaces } from './testPlaces';

export interface RepairOptions {
  command: readonly string[];
  /** Absolute folder that the command runs in. */
  cwd: string;
  /** Absolute, real folder of the workspace. */
  root: string;
  limits: RepairLimits;
  /** Where a failure may come from. */
  rank: (failed: Run) => Promise<RepairLeads>;
  parse: RepairPorts['parse'];
  instruments?: ObserveAssets;
  /** The failing run, if it was already made with this command. */
  known?: Run;
  progress?: (message: string) => void;
  signal?: AbortSignal;
  /** Ends the search; what was proven to pass until then is the result. */
  enough?: AbortSignal;
  /** Called with the number of changes proven to pass so far, and the last of them. */
  onFound?: RepairSearch['onFound'];
  /** An earlier search to go on with, if its files are as they were. */
  from?: RepairRest;
  /** The changes to try, in this order; {@link listRepairs} if absent. */
  list?: typeof listRepairs;
}

/** The changes to try for one failure, and the run that showed it. */
export interface ListedChanges {
  run: Run;
  kind: FailureKind;
  candidates: RepairCandidate[];
  fault: RepairSearch['fault'];
}

/** Reproduces the failure and lists small changes for it. */
export async function listChanges(laboratory: NodeLaboratory, options: RepairOptions): Promise<ListedChanges> {
  const { cwd, root, rank, parse, known, signal, list = listRepairs } = options;
  const run = known ?? (await laboratory.run([], 'none'));
  const { target } = firstBaseline(run, laboratory.test);
  const read = async (file: string): Promise<string | undefined> =>
    (await leadsOut(root, file)) ? undefined : laboratory.read(join(root, file));
  const { suspects, rehearsed }: RepairLeads = target ? await rank(run) : { suspects: [] };
  const frames = target?.report.errors.flatMap((error) => error.frames.filter(({ origin }) => origin === 'workspace').slice(0, 1)) ?? [];
  const { property } = errorHints(run.report);
  const thrown = frames.map(({ file, line }) => ({
    file: laboratory.nameOf(frameFile(file, { cwd, root, testFile: target?.testFile })),
    line,
    property,
  }));
  const failure = repairedFailure(target ?? { type: '', message: '', report: run.report }, thrown);
  const all = await list(suspects, failure, thrown, { read, parse }, signal);
  const listed = failure.kind === 'assertion' && !options.list ? inOrderOfChance(all) : all;
  const candidates = rehearsed ? await inRehearsedOrder(listed, rehearsed, read) : listed;
  const fault = target && (await faultPlace(target.report, thrown, { read, parse }));
  return { run, kind: failure.kind, candidates, fault };
}

/** Tries small changes that need no model. */
export async function repairExperiment(laboratory: NodeLaboratory, options: RepairOptions): Promise<Experiment<'repair', RepairVerdict>> {
  const { command, cwd, root, limits, parse, instruments, progress, enough, onFound } = options;
  const from = await stillHolds(options.from, laboratory);
  if (!from) progress?.('reproducing the failure');
  const { run, candidates, fault } = await listChanges(laboratory, { ...options, known: from?.isolated.first ?? options.known });
  const pathOf = (file: string): string => join(root, file);
  const isSound = async (candidate: RepairCandidate): Promise<boolean> =>
    stillParses(candidate, (await laboratory.read(pathOf(candidate.file))) ?? '', parse);
  const languages = knownLanguages(run.report);
  // A failed check that a program only printed tells no language.
  const canLook = instruments && (!languages.length || isAbleIn(languages, 'throw'));
  const observed = canLook && { look: lookAtFault(root, instruments), ran: linesOfRun(root, instruments) };
  const { expecting } = testPlaces(laboratory, { cwd, root, parse });
  const search = { candidates, limits, pathOf, isSound, fault, enough, onFound, expecting, from, ...observed };
  const experiment = await repairFailure(laboratory, command, search, progress, run);
  if (candidates.length > 0 || experiment.baseline.outcome === 'passes') return experiment;
  const outside = await failingFileOutside(root, cwd, run.report);
  if (outside === undefined) return experiment;
  return { ...experiment, baseline: { ...experiment.baseline, outcome: 'unresolved', why: leadsOutside(outside) } };
}

/** What an earlier search has prepared; undefined if one of its files is another one by now. */
async function stillHolds(from: RepairRest | undefined, laboratory: NodeLaboratory): Promise<RepairRest | undefined> {
  for (const [file, text] of from?.texts ?? []) if ((await laboratory.read(file)) !== text) return undefined;
  return from;
}

/** The lines of the workspace that a run reaches. @param root absolute, real */
export function linesOfRun(root: string, assets: ObserveAssets): NonNullable<RepairSearch['ran']> {
  const instrument = observeInstrument({ roots: [root], throws: [], points: [], coverage: true }, assets);
  return async (lab, unchanged, isolation) => {
    if (!(lab instanceof NodeLaboratory)) return undefined;
    const { observations } = await lab.run(unchanged, isolation, { instruments: [instrument] });
    const records = (observations[instrument.name] as ObservedRecord[] | undefined) ?? [];
    return ranLines(records, (file) => lab.nameOf(file));
  };
}
