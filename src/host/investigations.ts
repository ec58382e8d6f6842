import type * as vscode from 'vscode';
import type { CapturedFailure, Investigation } from '../core/investigation/investigation';
import { reduceInvestigation } from '../core/investigation/reduceInvestigation';
import { startInvestigation } from '../core/investigation/startInvestigation';
import type { InvestigationEvent } from '../core/investigation/investigationEvent';
import type { RedactedInvestigation, StoredSummary } from '../core/investigation/storedInvestigation';
import type { Ids, Logger } from '../core/ports';
import { NotStorable, byNewest, type InvestigationFiles, type OthersChange, type StoredList } from '../node/investigationFiles';
import { storageFailure } from '../node/storageFailure';
import { userFacingErrors } from '../app/userFacingErrors';

/** Minimum time between two writes of a changing investigation, ms. */
const SAVE_INTERVAL = 700;

/** Delay before a failed write is retried, ms: the disk may have room then. */
const RETRY_INTERVAL = 15_000;

/** A change in the ledger: which investigation, and what happened to it. */
export interface InvestigationChange {
  id: string;
  event: InvestigationEvent['type'] | 'started' | 'deleted';
}

/** Time in which a window that is closed or reloaded ends, ms. */
const CLOSING_TIME = 10_000;

/** The investigations of this workspace: those in memory and those on disk. */
export class Investigations implements vscode.Disposable {
  private readonly loaded = new Map<string, Investigation>();
  private readonly loading = new Map<string, Promise<Investigation>>();
  private stored: StoredSummary[] = [];
  private listed: Promise<StoredList> | undefined;
  private failed = false;
  private readonly unsaved = new Set<string>();
  /** Cached until something changes. */
  private allSummaries: StoredSummary[] | undefined;
  private timer: NodeJS.Timeout | undefined;
  private looking: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  /**
   * @param redact replaces the secrets in what is about to be written
   * @param keep how many are kept; Infinity for all
   * @param tell receives one sentence for the person when writing starts to fail
   * @param emitter reports every change; disposed with this
   * @param isOtherWindow whether a process is another window that is open
   */
  constructor(
    private readonly files: InvestigationFiles,
    private readonly redact: (investigation: Investigation) => Promise<RedactedInvestigation>,
    private readonly keep: () => number,
    private readonly ids: Ids,
    private readonly log: Logger,
    private readonly tell: (message: string) => void,
    private readonly emitter: vscode.EventEmitter<InvestigationChange>,
    private readonly isOtherWindow: (process: number) => boolean,
  ) {}

  get onDidChange(): vscode.Event<InvestigationChange> {
    return this.emitter.event;
  }

  get(id: string): Investigation | undefined {
    return this.loaded.get(id);
  }

  get inMemory(): Investigation[] {
    return [...this.loaded.values()];
  }

  /** Throws `UserFacingError` if it is not in memory. */
  getOrThrow(id: string): Investigation {
    const investigation = this.loaded.get(id);
    if (!investigation) throw userFacingErrors.investigationGone();
    return investigation;
  }

  /** Newest first; what is in memory wins over the disk. */
  get summaries(): StoredSummary[] {
    this.allSummaries ??= [...this.loaded.values(), ...this.stored.filter(({ id }) => !this.loaded.has(id))].sort(byNewest);
    return this.allSummaries;
  }

  /** Reads the list from disk once; tries again after a failure. */
  list(): Promise<StoredList> {
    this.listed ??= this.files.list().then(
      (list) => {
        this.setStored(list.summaries);
        void this.clean(list.outdated);
        for (const name of list.damaged) this.log.warn(`The stored investigation ${name} is damaged and left out.`);
        return list;
      },
      (error: unknown) => {
        this.listed = undefined;
        this.log.error('The stored investigations could not be listed.', error);
        return { summaries: [], outdated: [], damaged: [], later: [] };
      },
    );
    return this.listed;
  }

  /** Rewrites what an earlier version wrote with secrets in it. */
  private async clean(outdated: readonly string[]): Promise<void> {
    for (const id of outdated) {
      this.writing = this.writing.then(() => this.cleanOne(id));
      await this.writing;
    }
  }

  private async cleanOne(id: string): Promise<void> {
    try {
      if (!this.loaded.has(id)) await this.files.save(await this.redact(await this.files.load(id)));
    } catch (error) {
      this.log.warn(`The secrets in the stored investigation ${id} could not be replaced.`, error);
    }
  }

  start(captured: CapturedFailure, facts: { title: string; failure: string }): Investigation {
    const investigation = startInvestigation(captured, { ...facts, id: this.ids.next(), at: new Date().toISOString() });
    this.keepLoaded(investigation);
    this.changed(investigation.id, 'started');
    void this.forgetOldest();
    return investigation;
  }

  /** From disk if it is not in memory; changes by another window are merged later. Throws `UnreadableInvestigation`. */
  async load(id: string): Promise<Investigation> {
    const known = this.loaded.get(id);
    if (known) {
      void this.refresh([id]);
      return known;
    }
    // Read only once, even for concurrent calls: the merge base must match what is in memory.
    const reading = this.loading.get(id) ?? this.read(id);
    this.loading.set(id, reading);
    return reading.finally(() => this.loading.delete(id));
  }

  private async read(id: string): Promise<Investigation> {
    const investigation = await this.files.load(id);
    this.keepLoaded(investigation);
    if (this.noticeCutOff(id) === 'perhaps') this.looking = setTimeout(() => this.noticeCutOff(id), CLOSING_TIME);
    return this.getOrThrow(id);
  }

  /** A run of a window that is gone gets its line; `perhaps` where that window may be closing. */
  private noticeCutOff(id: string): 'perhaps' | undefined {
    const run = this.loaded.get(id)?.underWay;
    if (!run) return undefined;
    if (this.isOtherWindow(run.process)) return 'perhaps';
    this.dispatch(id, { type: 'runCutOff' });
    return undefined;
  }

  /** Merges changes of other windows into investigations in memory; all of them if none is named. */
  refresh(ids?: readonly string[]): Promise<void> {
    const looked = ids ? undefined : this.lookAgain();
    this.writing = this.writing.then(async () => {
      for (const id of ids ?? [...this.loaded.keys()]) this.takeOver(id, await this.files.refresh(id));
    });
    return this.writing.then(() => looked);
  }

  /** Investigations that the command line or another window started meanwhile. */
  private async lookAgain(): Promise<void> {
    if (!this.listed) return;
    const before = this.stored.map(({ id }) => id).join();
    this.listed = undefined;
    await this.list();
    if (this.stored.map(({ id }) => id).join() !== before) this.emitter.fire({ id: this.stored[0]?.id ?? '', event: 'changedElsewhere' });
  }

  private takeOver(id: string, change: OthersChange | undefined): void {
    const before = this.loaded.get(id);
    if (!change || !before) return;
    this.keepLoaded(reduceInvestigation(before, { type: 'changedElsewhere', ...change }));
    this.emitter.fire({ id, event: 'changedElsewhere' });
  }

  private keepLoaded(investigation: Investigation): void {
    this.loaded.set(investigation.id, investigation);
    this.allSummaries = undefined;
  }

  private setStored(summaries: StoredSummary[]): void {
    this.stored = summaries;
    this.allSummaries = undefined;
  }

  async delete(id: string): Promise<void> {
    this.loaded.delete(id);
    this.unsaved.delete(id);
    this.setStored(this.stored.filter((summary) => summary.id !== id));
    await this.writing;
    await this.files.delete([id]);
    this.emitter.fire({ id, event: 'deleted' });
  }

  /** Adds one from elsewhere: what was deleted, or a file. */
  restore(investigation: Investigation): void {
    this.keepLoaded(investigation);
    this.changed(investigation.id, 'started');
  }

  dispatch(id: string, event: InvestigationEvent): void {
    const before = this.loaded.get(id);
    if (!before) return;
    const after = reduceInvestigation(before, event);
    if (after === before) return;
    this.keepLoaded(after);
    this.changed(id, event.type);
  }

  /** Writes everything that is not yet on disk. One write at a time, so that an earlier state never overwrites a later one. */
  save(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  private async write(): Promise<void> {
    const ids = [...this.unsaved];
    this.unsaved.clear();
    for (const id of ids) {
      const investigation = this.loaded.get(id);
      if (!investigation) continue;
      try {
        const redacted = await this.redact(investigation);
        // It may have been deleted meanwhile.
        if (this.loaded.has(id)) this.takeOver(id, await this.files.save(redacted));
        this.failed = false;
      } catch (error) {
        this.notStored(id, error);
      }
    }
  }

  /** Retried, unless a retry cannot help, and reported once until it works again. */
  private notStored(id: string, error: unknown): void {
    this.log.error(`The investigation ${id} could not be stored.`, error);
    if (!(error instanceof NotStorable) && this.loaded.has(id)) {
      this.unsaved.add(id);
      this.timer ??= setTimeout(() => void this.save(), RETRY_INTERVAL);
    }
    if (!this.failed) this.tell(storageFailure(error));
    this.failed = true;
  }

  dispose(): void {
    clearTimeout(this.timer);
    clearTimeout(this.looking);
    this.emitter.dispose();
  }

  private changed(id: string, event: InvestigationChange['event']): void {
    this.unsaved.add(id);
    this.timer ??= setTimeout(() => void this.save(), SAVE_INTERVAL);
    this.emitter.fire({ id, event });
  }

  /** Investigations that are open in this window are kept. */
  private async forgetOldest(): Promise<void> {
    await this.list();
    const most = this.keep();
    if (!Number.isFinite(most)) return;
    const old = this.summaries.slice(Math.max(1, most)).filter(({ id }) => !this.loaded.has(id));
    if (!old.length) return;
    const ids = new Set(old.map(({ id }) => id));
    this.setStored(this.stored.filter(({ id }) => !ids.has(id)));
    await this.files.delete([...ids]).catch((error: unknown) => this.log.warn('Old investigations could not be deleted.', error));
    this.emitter.fire({ id: old[0]!.id, event: 'deleted' });
  }
}
