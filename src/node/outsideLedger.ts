import { failureTitle } from '../core/capture/failureTitle';
import { fingerprintFailure } from '../core/capture/fingerprintFailure';
import type { FailureReport } from '../core/capture/failureReport';
import { splitFailures } from '../core/capture/splitFailures';
import type { Try } from '../core/investigation/investigation';
import type { KnownRecipe, RunRecord } from '../core/investigation/runRecord';
import { startInvestigation } from '../core/investigation/startInvestigation';
import { redactInvestigation, type RedactedInvestigation } from '../core/investigation/storedInvestigation';
import type { Clock, Ids } from '../core/ports';
import { NotStorable, type InvestigationFiles } from './investigationFiles';

/** What was tried outside of a panel. */
export interface OutsideEntry {
  run: Pick<RunRecord, 'kind' | 'outcome' | 'agreed' | 'text' | 'notes' | 'seconds' | 'wasRed'>;
  /** For a fix: what was tried. */
  fix?: { title: string; diff: string; worked: boolean };
  recipe?: KnownRecipe;
}

export interface OutsideParts {
  files: InvestigationFiles;
  /** Texts with their secrets replaced, in the same order. */
  redact: (texts: string[]) => Promise<string[]>;
  ids: Ids;
  clock: Clock;
}

/** Entries that one investigation keeps of each kind; the oldest go first. */
const MOST_ENTRIES = 1000;
/** Investigations that a workspace keeps. */
const MOST_INVESTIGATIONS = 500;
/** Characters of a diff that is kept: no fix is this long. */
const MOST_DIFF = 50_000;

/**
 * The ledger of a workspace for programs without a panel: they add to the investigation of a failure, or start it, in the files that the
 * panel shows ({@link InvestigationFiles}). Several may write at the same time.
 */
export class OutsideLedger {
  constructor(private readonly parts: OutsideParts) {}

  /** Fixes of this failure that were tried in the panel or outside, oldest first; none if the files cannot be read. */
  async tries(report: FailureReport): Promise<Try[]> {
    const { files } = this.parts;
    const { failure } = identityOf(report);
    const { summaries } = await files.list();
    const known = summaries.filter((each) => each.failure === failure);
    const all = await Promise.all(known.map(async ({ id }) => (await files.current(id))?.tries ?? []));
    return all.flat().sort((a, b) => (a.at < b.at ? -1 : 1));
  }

  /** A diff as it is stored: with its secrets replaced. */
  async stored(diff: string): Promise<string> {
    return (await this.parts.redact([diff]))[0] ?? '';
  }

  /** Adds to the newest open investigation of the failure, or starts one. */
  async record(report: FailureReport, entry: OutsideEntry): Promise<void> {
    const { files } = this.parts;
    const { failure } = identityOf(report);
    const added = await this.redacted(report, entry);
    const { summaries } = await files.list();
    const known = summaries.find((each) => each.failure === failure && each.status === 'open');
    const before = await files.current(known?.id ?? added.id);
    if (before) return this.save({ ...before, status: 'open' }, added, MOST_ENTRIES);
    // Processes that start the same investigation at the same time merge into one.
    await files.save(added);
    await files.delete(summaries.slice(MOST_INVESTIGATIONS - 1).map(({ id }) => id));
  }

  private async save(before: RedactedInvestigation, added: RedactedInvestigation, most: number): Promise<void> {
    const runs = [...before.runs, ...added.runs].slice(-most);
    const tries = [...before.tries, ...added.tries].slice(-most);
    try {
      await this.parts.files.save({ ...before, recipe: before.recipe ?? added.recipe, runs, tries });
    } catch (error) {
      if (!(error instanceof NotStorable) || error.reason !== 'tooLarge' || most < 2) throw error;
      await this.save(before, added, Math.floor(most / 4));
    }
  }

  /** A new investigation that holds only this. */
  private async redacted(report: FailureReport, { run, fix, recipe }: OutsideEntry): Promise<RedactedInvestigation> {
    const { ids, clock, redact } = this.parts;
    const at = new Date(clock.now()).toISOString();
    const id = ids.next();
    const { first, reports, failure } = identityOf(report);
    const started = startInvestigation(
      { reports, source: 'terminal', values: [] },
      { id: `outside-${failure}`, title: failureTitle(first), failure, at },
    );
    const { evidence: _evidence, suspects: _suspects, ...kept } = started;
    const diff = fix?.diff.slice(0, MOST_DIFF);
    const tries = fix ? [{ id, hypothesis: '', title: fix.title, diff, worked: fix.worked, result: run.text, at }] : [];
    return redactInvestigation({ ...kept, recipe, tries, runs: [{ ...run, id, at }] }, redact);
  }
}

/** The failure that an investigation of a report begins with, as in the panel. */
function identityOf(report: FailureReport): { first: FailureReport; reports: FailureReport[]; failure: string } {
  const reports = splitFailures(report);
  const [first = report] = reports;
  return { first, reports, failure: fingerprintFailure(first) };
}
