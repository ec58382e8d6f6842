import { t } from '../core/language';
import { blamedHypothesis } from '../core/experiments/blamedChange';
import { functionsAlone, type Coverage } from '../core/experiments/coverage';
import { coverageOf, keptCoverage } from '../core/experiments/keptCoverage';
import type { FrameValues } from '../core/experiments/throwValues';
import { listOf, textsIn, withTexts } from '../core/capture/textWalk';
import { frameValueTexts } from '../core/investigation/investigationTexts';
import { outcomeOfProof } from '../core/experiments/prove/proveWords';
import { whyNotAble } from '../core/experiments/whyNotAble';
import type { Repair } from '../core/experiments/repairs/chosenRepairs';
import type { RehearsedChanges, RepairLeads } from '../core/experiments/repairs/rehearsedChanges';
import type { RepairRest } from '../core/experiments/repairs/repairFailure';
import { pickedReport } from '../core/investigation/investigation';
import type { RunRecord } from '../core/investigation/runRecord';
import type { Ids } from '../core/ports';
import { repairHypotheses } from '../core/experiments/repairs/repairHypotheses';
import type { Hypothesis } from '../core/hypothesis';
import type { Investigation } from '../core/investigation/investigation';
import { textHash } from '../core/workspace/textHash';
import type { Place } from '../protocol/analysisProtocol';
import type { Suspect } from '../core/suspects/suspect';
import type { RunRequest } from '../protocol/experimentProtocol';
import { ExperimentProblem } from '../core/experiments/experiment';
import type { Experiments, Ledger, RunStep } from './ports';
import type { Runs, Use } from './runs';
import {
  blameSentence,
  coverageSentence,
  effectsNote,
  outcomeWords,
  proveSentence,
  repairSentence,
  traceSentence,
  valuesSentence,
} from './runWords';
import { toldContents } from './toldContents';

const frameTexts = listOf(frameValueTexts);

/** What is left of the time of a search has to suffice for this, or nothing more is learned from changes. */
const LEARNING_SECONDS = 15;

/** A search for a small fix that stopped before all changes were judged. */
interface KeptSearch {
  command: string;
  leads: RepairLeads;
  from: RepairRest;
  tried: number;
  total: number;
}

/** The most runs that try small changes. */
const REPAIR_RUNS = 60;

export interface FindingsParts {
  ledger: Ledger;
  runs: Runs;
  experiments: Experiments;
  ids: Ids;
  /** Age up to which a change counts as recent, ms. */
  changesWindowMs: () => number;
  /** Time for trying small changes. */
  smallFixSeconds: () => number;
  /** ms since the epoch. */
  now: () => number;
  /** Texts with their secrets replaced. */
  redact: (texts: string[], investigation: Investigation) => Promise<string[]>;
  /** What working the failure through showed of small changes. */
  rehearsed: (id: string, signal: AbortSignal) => Promise<RehearsedChanges | undefined>;
  /** Collects the evidence again, with what was found; resolves when it is ranked. */
  collect: (id: string, coverage?: Coverage) => Promise<void>;
}

/** What running the command again reveals besides its outcome: the change that broke it, values, the path of a value, changes that pass. */
export class Findings {
  /** By investigation. */
  private readonly searches = new Map<string, KeptSearch>();

  constructor(private readonly parts: FindingsParts) {}

  /** How far a search for a small fix came that can go on, and for how many seconds; undefined if there is none. */
  searchLeft(id: string): { tried: number; total: number; seconds: number } | undefined {
    const kept = this.searches.get(id);
    return kept && { tried: kept.tried, total: kept.total, seconds: this.parts.smallFixSeconds() };
  }

  /** Finds the smallest recent change that causes the failure: a hypothesis whose fix reverts it. */
  async blame(id: string): Promise<void> {
    const { runs, experiments, now, changesWindowMs } = this.parts;
    await runs.examine(id, { kind: 'blame', doing: t('looking for the change') }, async (request, step, record) => {
      const experiment = await experiments.blame({ request, since: now() - changesWindowMs(), suspects: this.suspects(id) }, step);
      const { verdict, seconds } = experiment;
      const blamed = blamedHypothesis(verdict);
      const hypothesis = blamed && this.prove(id, [blamed])[0];
      await runs.record(id, {
        ...{
          id: record,
          kind: 'blame',
          text: blameSentence(experiment),
          notes: notesOf(verdict.notes, verdict.outcome !== 'found'),
          seconds,
        },
        ...(verdict.outcome === 'unresolved' && { outcome: 'unresolved' }),
        ...(hypothesis !== undefined && {
          ...{ outcome: 'gone', agreed: verdict.without, wasRed: true, hypothesis, found: { changes: verdict.changes } },
        }),
      });
      if (hypothesis !== undefined) await this.parts.collect(id);
    });
  }

  /** Compares the files with the last commit: do the tests show the fix that is in them? */
  async proveFix(id: string): Promise<void> {
    const { runs, experiments } = this.parts;
    await runs.start(id, { kind: 'prove', doing: t('comparing it with the last commit') }, async (request, step, record) => {
      const experiment = await experiments.prove({ request }, step);
      const { outcome, agreed, hunks, notes } = experiment.verdict;
      await runs.record(id, {
        ...{ id: record, kind: 'prove', text: proveSentence(experiment), notes: notes.slice(1), seconds: experiment.seconds },
        outcome: outcomeOfProof(outcome),
        ...(outcome === 'proven' && { agreed, wasRed: true }),
        ...(hunks.length && { found: { hunks } }),
      });
    });
  }

  /**
   * Reads the values where the error was thrown, then the lines that the failing test ran: both go into the evidence, and the ranking is
   * made again after each.
   * @param contents also texts that stand nowhere in the code, with secrets replaced; otherwise their kinds and sizes
   */
  async values(id: string, contents = false): Promise<void> {
    const { runs, experiments } = this.parts;
    await runs.examine(id, { kind: 'values', doing: t('looking at the values') }, async (request, step, record) => {
      const experiment = await experiments.values({ request, contents: true }, step);
      const { frames: seen } = experiment.verdict;
      const frames = await this.withoutSecrets(id, contents ? seen : toldContents(seen, this.textsOfCode(id)));
      await runs.record(id, {
        ...{ id: record, kind: 'values', text: valuesSentence(experiment), notes: [], seconds: experiment.seconds },
        ...(frames.length ? { found: { frames } } : { outcome: 'unresolved' }),
      });
      if (experiment.baseline.outcome !== 'fails') return;
      const ranked = this.suspects(id);
      if (frames.length) await this.parts.collect(id);
      step.onDoing(t('looking at what the failing test runs'));
      const ran = await experiments.coverage({ request }, step);
      const { coverage } = ran.verdict;
      if (!coverage) return;
      await this.parts.collect(id, coverage);
      await this.recordRan(id, `${record}.ran`, coverage, ranked, ran.seconds);
    });
  }

  /** The line of the timeline about what the failing test ran. @param ranked the suspects of the ranking before, best first */
  private async recordRan(id: string, record: string, coverage: Coverage, ranked: readonly Suspect[], seconds: number): Promise<void> {
    const suspects = [...ranked, ...this.suspects(id)];
    const files = new Set([...suspects, ...functionsAlone(coverage).alone].map(({ file }) => file));
    const notes = [...(coverage.effects ? [effectsNote(coverage.effects)] : []), ...this.movedNote(id, ranked[0])];
    const nameAt = ({ file, line }: { file: string; line: number }): string | undefined =>
      suspects.find((each) => each.file === file && each.functionRange?.[0] === line)?.function;
    // What is kept holds the files of the ranking only, so the figure is told once.
    const text =
      this.parts.ledger.get(id)?.runs.find((each) => each.id === record)?.text ?? coverageSentence(coverage, nameAt, this.isOfTest(id));
    await this.parts.runs.record(id, { id: record, kind: 'coverage', text, notes, seconds, found: { ran: keptCoverage(coverage, files) } });
  }

  /** @param before the first suspect of the ranking before */
  private movedNote(id: string, before: Suspect | undefined): string[] {
    const [first] = this.suspects(id);
    if (!first || (first.file === before?.file && first.line === before.line)) return [];
    const was = before ? `, before it was \`${before.file}:${before.line}\`` : '';
    return [`The ranking changed: first is now \`${first.file}:${first.line}\`${was}.`];
  }

  /** Reads a value at each place on its path, in the failing test and in passing ones. */
  async follow(id: string, value: Place & { expression: string }): Promise<void> {
    const { runs, experiments } = this.parts;
    await runs.examine(id, { kind: 'trace', doing: t('following `{0}`', value.expression) }, async (request, step, record) => {
      const experiment = await experiments.trace({ request, value }, step);
      const { hops, divergence } = experiment.verdict;
      await runs.record(id, {
        ...{ id: record, kind: 'trace', text: traceSentence(value.expression, experiment), notes: [], seconds: experiment.seconds },
        ...(hops.length ? { found: { followed: { ...value, hops, divergence } } } : { outcome: 'unresolved' }),
      });
      // The next prompt says where the value first goes wrong.
      if (hops.length) await this.parts.collect(id);
    });
  }

  /**
   * Tries small changes: those that make it pass become hypotheses, each with its proof. Where the last search stopped before all were
   * judged, it goes on there.
   */
  async repair(id: string): Promise<void> {
    const { runs, experiments } = this.parts;
    const cannot = whyNotAble(pickedReport(this.parts.ledger.getOrThrow(id)), 'changes');
    if (cannot !== undefined) {
      const text = `${outcomeWords.unresolved}: ${cannot}`;
      return runs.record(id, { id: this.parts.ids.next(), kind: 'repair', text, notes: [], outcome: 'unresolved' });
    }
    const what = { kind: 'repair', doing: t('looking for a small change') } as const;
    // A search that goes on has its failing run.
    const begin = (use: Use): Promise<unknown> => (this.searches.has(id) ? runs.start(id, what, use) : runs.examine(id, what, use));
    await begin(async (request, step, record) => {
      const limits = { runs: REPAIR_RUNS, seconds: this.parts.smallFixSeconds() };
      const command = request.command.join(' ');
      const kept = this.searches.get(id);
      const { leads, from } = kept?.command === command ? kept : { leads: await this.repairLeads(id, step), from: undefined };
      const experiment = await experiments.repair({ request, limits, leads, from }, step);
      const { verdict, seconds } = experiment;
      const { rest, tried, total = tried } = verdict;
      if (rest) this.searches.set(id, { command, leads, from: rest, tried, total });
      else this.searches.delete(id);
      const ids = this.prove(id, repairHypotheses(verdict));
      const text = repairSentence(experiment);
      await runs.record(id, { ...{ id: record, kind: 'repair', text, notes: [], seconds }, ...(!ids.length && { outcome: 'unresolved' }) });
      for (const [at, repair] of verdict.candidates.entries())
        await runs.record(id, { ...triedRepair(repair), id: `${record}.${at}`, hypothesis: ids[at] });
      // All of it is one search in one time.
      const left = limits.seconds - seconds;
      if (experiment.baseline.outcome === 'fails' && !step.enough?.aborted && left >= LEARNING_SECONDS)
        await this.learnFromChanges(id, record, request, step);
    });
  }

  /** Tries a few changes in more functions than the search for a fix does, and ranks with what they did. Nothing is lost where it ends early. */
  private async learnFromChanges(id: string, record: string, request: RunRequest, step: RunStep): Promise<void> {
    const { experiments, collect } = this.parts;
    try {
      const known = this.parts.ledger.getOrThrow(id).runs.findLast(({ found }) => found?.ran);
      const kept = known?.found?.ran;
      // The search for a fix is over, so it cannot be ended early any more.
      step.onFound?.(0);
      step.onDoing(t('looking at what the failing test runs'));
      const coverage = kept ? coverageOf(kept) : (await experiments.coverage({ request }, step)).verdict.coverage;
      if (!coverage) return;
      if (!kept) await collect(id, coverage);
      const ranked = this.suspects(id);
      step.onDoing(t('trying small changes in more functions'));
      const { verdict, seconds } = await experiments.effects({ request, suspects: ranked, ran: coverage.failing }, step);
      if (!verdict.effects.length) return;
      const whole = { ...coverage, effects: verdict.effects };
      await collect(id, whole);
      await this.recordRan(id, known?.id ?? `${record}.ran`, whole, ranked, (known?.seconds ?? 0) + seconds);
    } catch (error) {
      if (!step.signal.aborted && !(error instanceof ExperimentProblem)) throw error;
    }
  }

  /** @returns their ids in the ledger: the same fix found again keeps its id */
  private prove(id: string, found: readonly Hypothesis[]): string[] {
    const hypotheses = found.map((each) => ({ ...each, id: `${id}.proven.${textHash(each.fix?.diff ?? each.title)}` }));
    if (hypotheses.length) this.parts.ledger.dispatch(id, { type: 'proved', hypotheses });
    return hypotheses.map((each) => each.id);
  }

  /** The name of a value may be the only sign that it is a secret. */
  private async withoutSecrets(id: string, frames: FrameValues[]): Promise<FrameValues[]> {
    const redacted = await this.parts.redact(textsIn(frames, frameTexts), this.parts.ledger.getOrThrow(id));
    return withTexts(frames, frameTexts, redacted);
  }

  /** Code and expectations that the person has in front of them. */
  private textsOfCode(id: string): string[] {
    const { evidence } = this.parts.ledger.getOrThrow(id);
    const { evidence: failureEvidence } = evidence.collected ?? {};
    return failureEvidence
      ? [...failureEvidence.snippets.map(({ text }) => text), failureEvidence.expected ?? '', failureEvidence.actual ?? '']
      : [];
  }

  private isOfTest(id: string): boolean {
    const { errors, expectations } = pickedReport(this.parts.ledger.getOrThrow(id));
    return [...errors, ...expectations].some(({ test }) => test !== undefined);
  }

  private async repairLeads(id: string, { signal }: RunStep): Promise<RepairLeads> {
    const suspects = this.suspects(id);
    return { suspects, rehearsed: await this.parts.rehearsed(id, signal) };
  }

  private suspects(id: string): Investigation['suspects'] {
    return this.parts.ledger.getOrThrow(id).suspects;
  }
}

/** The line of the timeline about a change that passes. */
function triedRepair({ others, note, symptom, unproven }: Repair): Omit<RunRecord, 'id' | 'at'> {
  if (unproven)
    return {
      kind: 'try',
      outcome: 'unresolved',
      text: 'unproven: it ends without an error, and no test tells whether that is right',
      notes: [note],
    };
  return {
    ...{ kind: 'try', outcome: 'gone', agreed: [2, 2], wasRed: true, notes: symptom ? [note] : [] },
    text: `passes, 2 of 2; failed before${others === 'asBefore' ? '; other tests as before' : ''}`,
  };
}

/** If nothing was found, the first note is the whole sentence. */
function notesOf(notes: readonly string[], first: boolean): string[] {
  return notes.slice(first ? 1 : 0);
}
