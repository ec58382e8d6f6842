import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { captureFailure } from '../../core/capture/captureFailure';
import type { Edit, Recipe, Run } from '../../core/experiments/experiment';
import { readTestResults } from '../../core/experiments/readTestResults';
import { GRADLE_SCRIPT, recogniseRunner, TAP_FILE } from '../../core/experiments/runnerTable';
import { CappedOutput } from './cappedOutput';
import { experimentAsset } from './experimentAssets';
import { junitReports } from './junitReports';
import type { Instrument, Moved } from './instrument';
import { NotIsolated } from './namespace/notIsolated';
import { discard, makeNamespace, type NextNamespace } from './namespace/nextNamespace';
import type { NamespaceRun } from './namespace/prepareNamespace';
import { superviseInNamespace, type StartedNamespace } from './namespace/superviseInNamespace';
import { withoutOwnFrames } from './ownFrames';
import { packageScripts } from './packageScripts';
import { pythonLaunchers, setsPythonPath } from './pythonLaunchers';
import { personsEnvironment, runEnvironment, type AddedEnvironment } from './runEnvironment';
import { diskProblem, FREE_SPACE, makeRunFolder, removeRunFolder } from './runFolder';
import { supervise, type SupervisedCommand, type SupervisedEnd } from './supervise';
import { takenPort } from './takenPort';
import { writeOverlay } from './writeOverlay';

export interface RunOptions {
  /** Files that programs of Node and Python read from elsewhere: only where one process tries many texts of them. */
  served?: readonly Edit[];
  instruments?: readonly Instrument<unknown>[];
  /** The file system and the processes of its own that the run gets; without them it runs in place. */
  namespace?: OwnNamespace;
  /** Existing folder for this run's own; the folder for temporary files if absent. */
  within?: string;
  /** Nothing of this program's is in its environment or its command; its results are read from its output alone. */
  bare?: boolean;
  /** Absolute files whose content after the run is told. */
  look?: readonly string[];
  signal?: AbortSignal;
  /** Output as it arrives, both streams. */
  onOutput?: (chunk: Buffer) => void;
  /** Limit in ms; {@link FIRST_LIMIT} if absent. */
  timeoutMs?: number;
  /** Absolute folders of the workspace, to recognise its frames. */
  roots?: readonly string[];
  /** If the workspace runs as a copy: its folder and the copy's. */
  moved?: Moved;
}

/** A file system and processes of a run's own. */
export interface OwnNamespace extends Omit<NamespaceRun, 'folder'> {
  /** Files that differ for this run; their paths are real ones. */
  edits: readonly Edit[];
  /** Has one made for the next run of the same kind while this one goes on. */
  next?: NextNamespace;
}

/** Limit of a run whose usual time is unknown, ms. */
export const FIRST_LIMIT = 10 * 60_000;

/** Limit of later runs, ms. */
export function limitAfter(baselineMs: number): number {
  return Math.max(10_000, 3 * baselineMs + 5_000);
}

/**
 * Runs a recipe once. When it settles, nothing that it started is left: neither after its end nor after
 * its limit or the signal, nor if this process is killed.
 * @throws ExperimentProblem if the disk refuses what the run needs; NotIsolated if its namespace cannot be made: then nothing ran
 */
export async function runRecipe(recipe: Recipe, options: RunOptions = {}): Promise<Run> {
  const { namespace, within, signal } = options;
  const own = namespace && !signal?.aborted ? await (namespace.next?.take(namespace) ?? makeNamespace(namespace, within)) : undefined;
  const folder = own?.start.folder ?? (await makeRunFolder(within));
  try {
    return await runIn(folder, recipe, options, own);
  } finally {
    for (const instrument of options.instruments ?? []) await instrument.close?.();
    if (!own || !namespace) await removeRunFolder(folder);
    else await (namespace.next?.giveBack(own, namespace) ?? discard(own));
  }
}

async function runIn(folder: string, recipe: Recipe, options: RunOptions, own: StartedNamespace | undefined): Promise<Run> {
  const { served = [], instruments = [], signal, onOutput, timeoutMs = FIRST_LIMIT, moved, bare, namespace } = options;
  const results = { lines: join(folder, 'tests.jsonl'), json: join(folder, 'tests.json'), tap: join(folder, TAP_FILE) };
  const marker = randomUUID();
  const added: AddedEnvironment = {
    env: { DEBUG_CONTEXT_RUN: marker, DEBUG_CONTEXT_TESTS: results.lines, PYTHONDONTWRITEBYTECODE: '1' },
    nodePreloads: [experimentAsset('recordTests.cjs')],
    pythonPaths: [experimentAsset('python')],
  };
  if (served.length) {
    const overlay = join(folder, 'overlay');
    await writeOverlay(overlay, served);
    added.env['DEBUG_CONTEXT_OVERLAY'] = overlay;
    added.nodePreloads.unshift(experimentAsset('readOverlay.cjs'));
  }
  if (moved) added.env['DEBUG_CONTEXT_MOVED'] = JSON.stringify([moved.from, moved.to]);
  for (const instrument of instruments) {
    const prepared = await preparedIn(folder, instrument, moved);
    Object.assign(added.env, prepared.env);
    added.nodePreloads.push(...(prepared.nodePreloads ?? []));
    added.pythonPaths.unshift(...(prepared.pythonPaths ?? []));
    added.goFlags = [...(added.goFlags ?? []), ...(prepared.goFlags ?? [])];
    added.javaAgents = [...(added.javaAgents ?? []), ...(prepared.javaAgents ?? [])];
  }
  const runner = recogniseRunner(recipe.command, packageScripts(recipe.cwd));
  const command = (bare ? undefined : runner?.record(results.json)) ?? recipe.command;
  if (runner?.runner === 'gradle') await writeFile(join(folder, GRADLE_SCRIPT), ALWAYS_RUN).catch(rethrowDisk(folder));
  const toKeep = join(folder, 'reports');
  const env = bare ? personsEnvironment(process.env, recipe.env ?? {}) : runEnvironment(process.env, recipe.env ?? {}, added);
  if (!bare && process.platform !== 'win32' && setsPythonPath(recipe.command, recipe.cwd))
    Object.assign(env, await pythonLaunchers(join(folder, 'bin'), added.pythonPaths, env).catch(rethrowDisk(folder)));
  const output = new CappedOutput();
  const started = performance.now();
  let timedOut = false;
  let end: SupervisedEnd = { exit: null };
  if (!signal?.aborted) {
    const order: SupervisedCommand = {
      ...{ command, cwd: recipe.cwd, env, marker, folders: [folder], look: options.look },
      ...(recipe.input !== undefined && { input: recipe.input }),
      ...(runner?.reports && { reports: { in: moved?.to ?? options.roots?.[0] ?? recipe.cwd, to: toKeep } }),
    };
    const print = (chunk: Buffer): void => {
      output.push(chunk);
      onOutput?.(chunk);
    };
    const { ended, stop } =
      own && namespace
        ? superviseInNamespace(
            { ...order, namespace: own, edits: namespace.edits, onBegun: () => namespace.next?.prepare(namespace) },
            print,
          )
        : supervise(order, print);
    const limit = setTimeout(() => {
      timedOut = true;
      stop();
    }, timeoutMs);
    signal?.addEventListener('abort', stop, { once: true });
    end = await ended;
    clearTimeout(limit);
    signal?.removeEventListener('abort', stop);
    if (end.notIsolated !== undefined) throw new NotIsolated(end.notIsolated);
  }
  const wallMs = Math.round(performance.now() - started);
  const text = restoredPaths(withoutOwnFrames(output.text()), moved);
  const report = await captureFailure(text, { roots: options.roots ?? [recipe.cwd] });
  const port = end.exit === 0 ? undefined : await takenPort(recipe, text, report);
  const recorded = await Promise.all(Object.values(results).map((file) => readFile(file, 'utf8').catch(() => '')));
  recorded.push(...(await junitReports(toKeep)));
  const observations: Record<string, unknown> = {};
  for (const instrument of instruments) observations[instrument.name] = await instrument.collect(join(folder, instrument.name), moved);
  return {
    exit: end.exit,
    ...(end.signal !== undefined && { signal: end.signal }),
    timedOut,
    cancelled: signal?.aborted === true,
    ...startProblem(recipe, end, namespace),
    ...(end.reachedOut && { reachedOut: true as const }),
    ...(end.looked && { looked: atTheirPlaces(end.looked, moved) }),
    ...(port !== undefined && { takenPort: port }),
    wallMs,
    output: text,
    outputBytes: output.bytes,
    report,
    tests: readTestResults(text, recorded.filter(Boolean)),
    observations,
  };
}

/** Gradle takes the result of an earlier run where nothing changed; a run shows something only if its tests ran. */
const ALWAYS_RUN =
  "allprojects { tasks.withType(Test) { outputs.upToDateWhen { false }; outputs.doNotCacheIf('it is run to be seen') { true } } }\n";

function rethrowDisk(folder: string): (error: unknown) => never {
  return (error) => {
    throw diskProblem(error, folder);
  };
}

async function preparedIn(folder: string, instrument: Instrument<unknown>, moved?: Moved): ReturnType<Instrument<unknown>['prepare']> {
  const own = join(folder, instrument.name);
  try {
    await mkdir(own);
    return await instrument.prepare(own, moved);
  } catch (error) {
    throw error instanceof Error && 'code' in error ? diskProblem(error, own) : error;
  }
}

/** By the workspace's paths. */
function atTheirPlaces(looked: Record<string, string>, moved: Moved | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(looked).map(([file, state]) => [restoredPaths(file, moved), state]));
}

function startProblem(
  { command: [program = ''], cwd }: Recipe,
  end: SupervisedEnd,
  namespace: RunOptions['namespace'],
): { startProblem?: string; filled?: true } {
  if (end.full) return { startProblem: fullSentence(namespace?.layers), filled: true };
  if (end.unwatched) return { startProblem: 'The command ended the process that watches it.' };
  if (end.problem === undefined) return {};
  if (end.problem === 'ENOENT' && !existsSync(cwd)) return { startProblem: `There is no folder ${cwd}.` };
  if (end.problem === 'ENOENT') return { startProblem: `There is no program ${program}: check its name and the PATH.` };
  return { startProblem: `${program} could not be started (${end.problem}).` };
}

function fullSentence(layers: string | number = 0): string {
  if (typeof layers === 'string')
    return `The run was ended because ${dirname(dirname(layers))} has no space left for what it writes; ${FREE_SPACE}.`;
  const size = layers >= 1e9 ? `${(layers / 1e9).toFixed(1)} GB` : `${Math.round(layers / 1e6)} MB`;
  return `The run was ended because it had written ${size} to files, all that fits into the free memory; run a part of it, or free memory.`;
}

/** Maps a copy's paths to the workspace's, for the person and for comparisons. */
function restoredPaths(text: string, moved: RunOptions['moved']): string {
  return moved ? text.replaceAll(moved.to, moved.from) : text;
}
