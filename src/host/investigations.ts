import * as vscode from 'vscode';
import type { CapturedFailure, Investigation } from '../core/investigation/investigation';
import { reduceInvestigation, startInvestigation, type InvestigationEvent } from '../core/investigation/reduceInvestigation';
import type { RedactedCapture, StoredSummary } from '../core/investigation/storedInvestigation';
import type { Ids, Logger } from '../core/ports';
import type { InvestigationStore } from './investigationStore';
import { userFacingErrors } from '../app/userFacingErrors';

/** An investigation that changes is written at most this often, ms. */
const SAVE_INTERVAL = 700;

/** What the ledger reports: which investigation, and whether only its answer changed. */
export interface InvestigationChange {
  id: string;
  event: InvestigationEvent['type'] | 'started' | 'deleted';
}

/** The investigations of this workspace: those in memory and those on disk. */
export class Investigations implements vscode.Disposable {
  private readonly loaded = new Map<string, Investigation>();
  private stored: StoredSummary[] = [];
  private listed: Promise<number> | undefined;
  private readonly unsaved = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  private readonly emitter = new vscode.EventEmitter<InvestigationChange>();

  readonly onDidChange = this.emitter.event;

  /** @param redact replaces the secrets of what is about to be written */
  constructor(
    private readonly store: InvestigationStore,
    private readonly redact: (investigation: Investigation) => Promise<RedactedCapture>,
    private readonly keep: () => number,
    private readonly ids: Ids,
    private readonly log: Logger,
  ) {}

  get(id: string): Investigation | undefined {
    return this.loaded.get(id);
  }

  get inMemory(): Investigation[] {
    return [...this.loaded.values()];
  }

  /** Throws `UserFacingError` where it is not in memory. */
  getOrThrow(id: string): Investigation {
    const investigation = this.loaded.get(id);
    if (!investigation) throw userFacingErrors.investigationGone();
    return investigation;
  }

  /** Newest first; what is in memory wins over the disk. */
  get summaries(): StoredSummary[] {
    const fromDisk = this.stored.filter(({ id }) => !this.loaded.has(id));
    const all: StoredSummary[] = [...this.loaded.values(), ...fromDisk];
    return all.sort((a, b) => b.capturedAt.localeCompare(a.capturedAt));
  }

  /** Reads the list from disk, once. Resolves to how many files could not be read. */
  list(): Promise<number> {
    this.listed ??= this.store.list().then(({ summaries, unreadable }) => {
      this.stored = summaries;
      return unreadable;
    });
    return this.listed;
  }

  start(captured: CapturedFailure, facts: { title: string; failure: string }): Investigation {
    const investigation = startInvestigation(captured, { ...facts, id: this.ids.next(), at: new Date().toISOString() });
    this.loaded.set(investigation.id, investigation);
    this.changed(investigation.id, 'started');
    void this.forgetOldest(investigation.id);
    return investigation;
  }

  /** From disk where it is not in memory. Throws `UnreadableInvestigation`. */
  async load(id: string): Promise<Investigation> {
    const read = this.loaded.get(id) ?? (await this.store.load(id));
    // It may have been read twice at once: both get the same one.
    const investigation = this.loaded.get(id) ?? read;
    this.loaded.set(id, investigation);
    return investigation;
  }

  async delete(id: string): Promise<void> {
    this.loaded.delete(id);
    this.unsaved.delete(id);
    this.stored = this.stored.filter((summary) => summary.id !== id);
    await this.writing;
    await this.store.delete(id);
    this.emitter.fire({ id, event: 'deleted' });
  }

  /** Takes back a deletion. */
  restore(investigation: Investigation): void {
    this.loaded.set(investigation.id, investigation);
    this.changed(investigation.id, 'started');
  }

  dispatch(id: string, event: InvestigationEvent): void {
    const before = this.loaded.get(id);
    if (!before) return;
    const after = reduceInvestigation(before, event);
    if (after === before) return;
    this.loaded.set(id, after);
    this.changed(id, event.type);
  }

  /** Writes what is not on disk yet. One writing at a time, so that a later state never loses to an earlier one. */
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
        if (this.loaded.has(id)) await this.store.save(investigation, redacted);
      } catch (error) {
        this.log.error(userFacingErrors.notStored(error).message, error);
      }
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.emitter.dispose();
  }

  private changed(id: string, event: InvestigationChange['event']): void {
    this.unsaved.add(id);
    this.timer ??= setTimeout(() => void this.save(), SAVE_INTERVAL);
    this.emitter.fire({ id, event });
  }

  private async forgetOldest(started: string): Promise<void> {
    await this.list();
    for (const { id } of this.summaries.slice(Math.max(1, this.keep()))) {
      if (id !== started) await this.delete(id);
    }
  }
}
