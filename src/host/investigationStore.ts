import * as vscode from 'vscode';
import type { Investigation } from '../core/investigation/investigation';
import {
  UnreadableInvestigation,
  parseInvestigation,
  parseSummary,
  serializeInvestigation,
  type RedactedCapture,
  type StoredSummary,
} from '../core/investigation/storedInvestigation';
import type { Logger } from '../core/ports';

/** One JSON file an investigation, in the workspace's storage of this extension. */
export class InvestigationStore {
  private readonly folder: vscode.Uri;

  constructor(
    storage: vscode.Uri,
    private readonly log: Logger,
  ) {
    this.folder = vscode.Uri.joinPath(storage, 'investigations');
  }

  /** Newest first, with how many files could not be read. */
  async list(): Promise<{ summaries: StoredSummary[]; unreadable: number }> {
    const summaries: StoredSummary[] = [];
    let unreadable = 0;
    for (const [name] of await this.entries()) {
      try {
        summaries.push(parseSummary(await this.text(vscode.Uri.joinPath(this.folder, name))));
      } catch (error) {
        unreadable++;
        this.log.warn(`The stored investigation ${name} could not be read and is left out.`, error);
      }
    }
    summaries.sort((a, b) => b.capturedAt.localeCompare(a.capturedAt));
    return { summaries, unreadable };
  }

  /** Throws {@link UnreadableInvestigation} for a file that is missing, damaged or of a later version. */
  async load(id: string): Promise<Investigation> {
    let json: string;
    try {
      json = await this.text(this.file(id));
    } catch (cause) {
      throw new UnreadableInvestigation('corrupted', { cause });
    }
    return parseInvestigation(json);
  }

  /** Writes beside the old file and then over it, so that a crash leaves one of the two. */
  async save(investigation: Investigation, redacted: RedactedCapture): Promise<void> {
    const json = serializeInvestigation(investigation, redacted);
    if (json === undefined) {
      this.log.warn(`The investigation "${investigation.title}" is too large to be stored.`);
      return;
    }
    const file = this.file(investigation.id);
    const draft = file.with({ path: `${file.path}.new` });
    await vscode.workspace.fs.createDirectory(this.folder);
    await vscode.workspace.fs.writeFile(draft, new TextEncoder().encode(json));
    await vscode.workspace.fs.rename(draft, file, { overwrite: true });
  }

  async delete(id: string): Promise<void> {
    try {
      await vscode.workspace.fs.delete(this.file(id));
    } catch {
      // It was never stored.
    }
  }

  private file(id: string): vscode.Uri {
    return vscode.Uri.joinPath(this.folder, `${encodeURIComponent(id)}.json`);
  }

  private async text(file: vscode.Uri): Promise<string> {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  }

  private async entries(): Promise<[string, vscode.FileType][]> {
    try {
      const entries = await vscode.workspace.fs.readDirectory(this.folder);
      return entries.filter(([name]) => name.endsWith('.json'));
    } catch {
      // No investigation was stored yet.
      return [];
    }
  }
}
