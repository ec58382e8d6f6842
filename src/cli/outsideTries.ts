import { commandLine } from '../app/commandLine';
import { blameSentence, proveSentence, repairSentence, traceSentence, trySentence, valuesSentence } from '../app/runWords';
import { OUTSIDE, triedBefore, triedSentence } from '../app/triedBefore';
import { shown } from '../core/language';
import type { FailureReport } from '../core/capture/failureReport';
import type { BlameVerdict, Experiment, Outcome, ProveVerdict, VerifyVerdict } from '../core/experiments/experiment';
import type { TraceVerdict } from '../core/experiments/firstDivergence';
import type { RepairVerdict } from '../core/experiments/repairs/repairFailure';
import type { ValuesVerdict } from '../core/experiments/throwValues';
import { outcomeOfProof } from '../core/experiments/prove/proveWords';
import { matchesFailedDiff } from '../core/hypotheses/normaliseDiff';
import { parseDiff } from '../core/hypotheses/parseDiff';
import type { Try } from '../core/investigation/investigation';
import type { RunRecord } from '../core/investigation/runRecord';
import { createRedactor } from '../core/prompt/redactor';
import { InvestigationFiles } from '../node/investigationFiles';
import { ledgerFolder } from '../node/ledgerFolder';
import { LocalAnalysis } from '../node/localAnalysis';
import { OutsideLedger, type OutsideEntry } from '../node/outsideLedger';
import { randomIds } from '../node/randomIds';
import type { CliIo } from './io';

/** Undefined where there is no folder for it. */
export async function openLedger(root: string, { env }: Pick<CliIo, 'env'>): Promise<OutsideLedger | undefined> {
  const folder = await ledgerFolder(root, env);
  if (folder === undefined) return undefined;
  const redactor = createRedactor({ emails: true, home: true });
  const redact = (texts: string[]) => redactor.redactAll(texts);
  return new OutsideLedger({ files: new InvestigationFiles(folder), redact, ids: randomIds, clock: { now: () => Date.now() } });
}

/** Fixes of this failure that did not help, each once, the newest first; none if the ledger cannot be read, which stops no diagnosis. */
export async function failedTries(report: FailureReport, root: string, io: Pick<CliIo, 'env'>): Promise<Try[]> {
  try {
    const tries = (await (await openLedger(root, io))?.tries(report)) ?? [];
    return eachOnce(tries.filter(({ worked }) => !worked).reverse());
  } catch {
    return [];
  }
}

/** The newest try of each change, and how often it was tried. */
function eachOnce(tries: readonly Try[]): Try[] {
  const found = new Map<Try, number>();
  for (const each of tries) {
    const { diff } = each;
    const known =
      diff === undefined ? undefined : [...found.keys()].find((other) => other.diff !== undefined && matchesFailedDiff(diff, [other.diff]));
    found.set(known ?? each, (found.get(known ?? each) ?? 0) + 1);
  }
  return [...found].map(([each, times]) => (times === 1 ? each : { ...each, title: `${each.title}, tried ${times} times` }));
}

/** "a patch of src/cart.js: fails the same, 2 of 2, 29 Nov 14:02" */
export function triedLine(tried: Try): string {
  return `${tried.title}: ${triedSentence(tried)}`;
}

/** The same for a person, in their language. */
export function shownTry(tried: Try): string {
  return `${shown(tried.title)}: ${triedSentence(tried, shown)}`;
}

/** The output of a command's first run, in which its failure is: until the second step of an experiment. */
export class FirstRun {
  private steps = 0;
  private length = 0;
  private readonly chunks: Buffer[] = [];

  readonly progress = (): void => {
    this.steps += 1;
  };

  readonly output = (chunk: Buffer): void => {
    if (this.steps > 1 || this.length > MOST_OUTPUT) return;
    this.length += chunk.length;
    this.chunks.push(chunk);
  };

  get text(): string {
    return Buffer.concat(this.chunks).toString('utf8');
  }
}

/** Bytes that are read of a run: a failure is said within them. */
const MOST_OUTPUT = 1_000_000;

export interface Recorded {
  root: string;
  command: readonly string[];
  /** The patch that was tried. */
  diff?: string | undefined;
}

/** Adds what an experiment found out to the ledger. @returns why its fix is no news, one sentence; undefined if it is */
export async function recordExperiment(
  experiment: Experiment,
  seen: FailureReport | FirstRun,
  what: Recorded,
  io: CliIo,
): Promise<string | undefined> {
  try {
    const entry = entryOf(experiment, what, io.cwd);
    const ledger = entry && (await openLedger(what.root, io));
    if (!ledger || (seen instanceof FirstRun && experiment.baseline.outcome !== 'fails')) return undefined;
    const report = seen instanceof FirstRun ? await reportOf(seen, what.root, io) : seen;
    if (!report.errors.length && !report.expectations.length) return undefined;
    const before = what.diff === undefined ? undefined : triedBefore(await ledger.stored(what.diff), await ledger.tries(report));
    await ledger.record(report, entry);
    return before && `Tried before: ${triedSentence(before)}.`;
  } catch {
    // The result counts without the ledger.
    return undefined;
  }
}

function reportOf(run: FirstRun, root: string, io: CliIo): Promise<FailureReport> {
  return new LocalAnalysis({ roots: [root], assets: io.assets, ignore: [] }).call('capture', { text: run.text }, { signal: io.signal });
}

const KINDS: Readonly<Record<string, RunRecord['kind']>> = {
  verify: 'try',
  blame: 'blame',
  values: 'values',
  trace: 'trace',
  repair: 'repair',
  prove: 'prove',
};

/** One sentence on a result; of a purpose without its own, the outcome of its verdict. */
const SENTENCES: Readonly<Record<string, (experiment: Experiment) => string>> = {
  verify: (of) => trySentence(of as Experiment<'verify', VerifyVerdict>),
  prove: (of) => proveSentence(of as Experiment<'prove', ProveVerdict>),
  blame: (of) => blameSentence(of as Experiment<'blame', BlameVerdict>),
  values: (of) => valuesSentence(of as Experiment<'values', ValuesVerdict>),
  repair: (of) => repairSentence(of as Experiment<'repair', RepairVerdict>),
  trace: (of) => {
    const trace = of as Experiment<'trace', TraceVerdict>;
    return traceSentence(trace.verdict.hops.at(-1)?.expression ?? 'the value', trace);
  },
};

function entryOf(experiment: Experiment, { command, diff }: Recorded, cwd: string): OutsideEntry | undefined {
  const { purpose, seconds } = experiment;
  const verdict = experiment.verdict as Partial<VerifyVerdict>;
  const notes = verdict.notes ?? [];
  const text = SENTENCES[purpose]?.(experiment) ?? (verdict.outcome === undefined ? undefined : `${purpose}: ${verdict.outcome}`);
  if (text === undefined) return undefined;
  const tried = triedBy(experiment);
  // The first note of a proof is its sentence.
  const run = { kind: KINDS[purpose] ?? 'run', text: `${OUTSIDE}${text}`, notes: purpose === 'prove' ? notes.slice(1) : notes, seconds };
  const decided = tried && tried.outcome !== 'unresolved';
  const title = diff === undefined ? undefined : titleOf(diff);
  return {
    run: { ...run, ...tried },
    ...(decided && diff !== undefined && title !== undefined && { fix: { title, diff, worked: tried.outcome === 'gone' } }),
    recipe: { command: commandLine(command), cwd: cwd.replaceAll('\\', '/'), from: 'typed' },
  };
}

/** What became of a fix; undefined where none was tried. */
function triedBy({ purpose, verdict }: Experiment): { outcome: Outcome; agreed: [number, number]; wasRed: boolean } | undefined {
  if (purpose === 'verify') {
    const { outcome, agreed, wasRed } = verdict as VerifyVerdict;
    return { outcome, agreed, wasRed };
  }
  if (purpose !== 'prove') return undefined;
  const { outcome, agreed } = verdict as ProveVerdict;
  return { outcome: outcomeOfProof(outcome), agreed, wasRed: outcome === 'proven' || outcome === 'stillRed' };
}

/** "A patch of src/cart.js (`let sum = 1;`)": its first new line, or what it takes away. Undefined where nothing was changed. */
function titleOf(diff: string): string | undefined {
  const patches = parseDiff(diff);
  const [first, ...others] = new Set(patches.map(({ path }) => path));
  if (first === undefined) return undefined;
  const lines = patches.flatMap(({ hunks }) => hunks.flatMap((hunk) => hunk.lines));
  const changed = (sign: string): string | undefined =>
    lines
      .find((line) => line.startsWith(sign) && /[\p{L}\p{N}]/u.test(line))
      ?.slice(1)
      .trim();
  const [added, removed] = [changed('+'), changed('-')];
  const line = added ?? removed;
  const shown =
    line === undefined
      ? ''
      : ` (${added === undefined ? 'without ' : ''}\`${line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line}\`)`;
  return `A patch of ${first}${others.length ? ` and ${others.length} more` : ''}${shown}`;
}

/** Characters of a line in a title. */
const LONGEST_LINE = 60;
