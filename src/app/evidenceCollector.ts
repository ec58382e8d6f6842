import { failureTitle } from '../core/capture/failureTitle';
import { fingerprintFailure } from '../core/capture/fingerprintFailure';
import { flatFrames, type FailureEvidence } from '../core/context/failureEvidence';
import type { Coverage } from '../core/experiments/coverage';
import { coverageOf } from '../core/experiments/keptCoverage';
import { valuesByFrame } from '../core/experiments/valuesByFrame';
import { attemptsOf } from '../core/investigation/attemptsOf';
import { pickedReport, type Investigation } from '../core/investigation/investigation';
import type { RunRecord } from '../core/investigation/runRecord';
import type { Logger, Provider } from '../core/ports';
import type { Preference } from '../core/suspects/preference';
import { isCaseGone, type CollectOptions } from '../protocol/analysisProtocol';
import { gatherEvidence } from './gatherEvidence';
import type { Analysis, EvidenceSettings, Ledger } from './ports';
import { isAbort, userFacingErrors } from './userFacingErrors';

/** Tokens of a model's window that are reserved for its answer. */
const ANSWER_TOKENS = 4000;

/** Collects the evidence of investigations, then ranks without a model. One run per investigation; a new one ends the old. */
export class EvidenceCollector {
  private readonly running = new Map<string, { controller: AbortController; done: Promise<void> }>();
  /** What the failing tests of investigations ran, in full; the ledger holds what is kept of it. */
  private readonly coverages = new Map<string, Coverage>();

  /**
   * @param preference learned from the person's verdicts
   * @param unsaved texts of unsaved editors, by workspace-relative file
   * @param provider the chosen one, for its window and its own token count; undefined if making it would need a question to the person
   */
  constructor(
    private readonly investigations: Ledger,
    private readonly analysis: Analysis,
    private readonly preference: { readonly current: Preference },
    private readonly settings: () => EvidenceSettings,
    private readonly unsaved: () => Record<string, string>,
    private readonly provider: () => Promise<Provider | undefined>,
    private readonly log: Logger,
  ) {}

  /**
   * Resolves when the evidence is collected or could not be; never rejects.
   * @param coverage what the failing test ran, for this and later runs; absent: the last known coverage
   */
  collect(id: string, coverage?: Coverage): Promise<void> {
    if (coverage) this.coverages.set(id, coverage);
    this.cancel(id);
    const controller = new AbortController();
    const done = this.run(id, controller.signal).finally(() => {
      if (this.running.get(id)?.controller === controller) this.running.delete(id);
    });
    this.running.set(id, { controller, done });
    return done;
  }

  /** Waits for the current run, if there is one. */
  async settled(id: string): Promise<void> {
    for (let run = this.running.get(id); run; run = this.running.get(id)) await run.done;
  }

  /**
   * Calls the analysis about the evidence collected last. If a restart of the worker lost the case, the same evidence is collected again
   * first. Throws if nothing is collected.
   */
  async withCase<T>(id: string, call: (handle: string) => Promise<T>): Promise<T> {
    const collected = this.investigations.get(id)?.evidence.collected;
    if (!collected) throw userFacingErrors.noPrompt();
    try {
      return await call(collected.case);
    } catch (error) {
      if (!isCaseGone(error)) throw error;
    }
    if (this.running.has(id)) await this.settled(id);
    else await this.collect(id);
    const { collected: again, problem } = this.investigations.getOrThrow(id).evidence;
    if (!again || problem !== undefined) throw new Error(problem ?? 'The evidence could not be collected again.');
    return call(again.case);
  }

  cancel(id: string): void {
    this.running.get(id)?.controller.abort();
  }

  private async run(id: string, signal: AbortSignal): Promise<void> {
    const { investigations, analysis } = this;
    investigations.dispatch(id, { type: 'collecting' });
    const investigation = investigations.get(id);
    if (!investigation) return;
    try {
      const provider = await this.provider().catch(() => undefined);
      const report = pickedReport(investigation);
      const options = collectOptions(investigation, this.settings(), this.unsaved(), provider?.contextWindow);
      const onProgress = (progress: string) => investigations.dispatch(id, { type: 'collecting', progress });
      const coverage = this.coverages.get(id) ?? keptRan(investigation.runs);
      const known = () => ({
        preference: this.preference.current,
        coverage,
        changes: investigation.runs.findLast(({ found }) => found?.changes)?.found?.changes,
      });
      // A model cannot open files: it gets what did not run, too.
      const ran = coverage && { coverage, fold: false };
      const request = { report, options: { ...options, ran }, attempts: attemptsOf(investigation), known };
      const { collected, local } = await gatherEvidence(analysis, request, { signal, onProgress }, ({ case: handle, evidence, prompt }) =>
        investigations.dispatch(id, {
          type: 'collected',
          case: handle,
          evidence,
          prompt,
          title: failureTitle(evidence.report),
          failure: fingerprintFailure(evidence.report),
          location: locationOf(evidence),
        }),
      );
      const { suspects, hypotheses, embedding } = local;
      const { prompt } = collected;
      investigations.dispatch(id, { type: 'suspectsRanked', suspects, embedding });
      investigations.dispatch(id, { type: 'localHypotheses', hypotheses });
      if (provider?.countTokens) {
        const tokens = await provider.countTokens(`${prompt.system}\n${prompt.text}`, signal).catch(() => undefined);
        investigations.dispatch(id, { type: 'tokensCounted', tokens });
      }
    } catch (error) {
      if (isAbort(error) || signal.aborted) {
        // The person's Cancel; a later collection shows its own progress.
        const isLast = this.running.get(id)?.controller.signal === signal;
        if (isLast) investigations.dispatch(id, { type: 'collectFailed', problem: userFacingErrors.collectCancelled().message });
        return;
      }
      this.log.error('Collecting the evidence failed.', error);
      investigations.dispatch(id, { type: 'collectFailed', problem: userFacingErrors.collectFailed(error).message });
    }
  }
}

function keptRan(runs: readonly RunRecord[]): Coverage | undefined {
  const kept = runs.findLast(({ found }) => found?.ran)?.found?.ran;
  return kept && coverageOf(kept);
}

/** The prompt's budget in tokens: the setting, or the room in the model's window. */
export function budgetFor(budget: number, contextWindow: number | undefined): number {
  return contextWindow === undefined ? budget : Math.max(1000, Math.min(budget, contextWindow - ANSWER_TOKENS));
}

function collectOptions(
  investigation: Investigation,
  { budget, changesWindowMs, redactEmails, redactHome }: EvidenceSettings,
  unsaved: Record<string, string>,
  contextWindow: number | undefined,
): CollectOptions {
  const { choices, values, runs, hypotheses } = investigation;
  const seen = runs.findLast(({ found }) => found?.frames)?.found?.frames ?? [];
  return {
    expected: choices.expected || undefined,
    actual: choices.actual || undefined,
    changesWindowMs,
    budget: budgetFor(budget, contextWindow),
    unsaved,
    references: choices.references,
    removed: choices.removed.map(({ key }) => key),
    edited: choices.edited,
    chosenFiles: choices.chosenFiles,
    keptSecrets: choices.keptSecrets.map(({ fingerprint }) => fingerprint),
    fixesInFiles: hypotheses.flatMap(({ undo, hypothesis: { fix } }) =>
      undo && fix ? [{ files: fix.files.map(({ file }) => file), diff: fix.diff }] : [],
    ),
    // The debugger showed contents, not only shapes.
    values: [
      ...values,
      ...valuesByFrame(pickedReport(investigation), seen).filter(
        (shape) => !values.some((known) => known.frame === shape.frame && known.name === shape.name),
      ),
    ],
    redactEmails,
    redactHome,
  };
}

/** The innermost frame that lies in the workspace. */
export function locationOf({
  report,
  resolutions,
}: Pick<FailureEvidence, 'report' | 'resolutions'>): { file: string; line: number } | undefined {
  const frames = flatFrames(report);
  for (const { frame, file, state } of resolutions) {
    const line = frames[frame]?.line;
    if (file !== undefined && line && state !== 'outside' && frames[frame]?.origin === 'workspace') return { file, line };
  }
  return undefined;
}
