import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { userFacingErrors } from '../app/userFacingErrors';
import { findProbes } from '../core/experiments/probes/probesInText';
import type { StatementsFor } from '../core/experiments/probes/statementsFor';
import type { CommitGuard } from '../node/git/commitGuard';
import { UnfitForProbes, type ProbeFiles } from '../node/probeFiles';
import { relativeName, uriOf } from './workspaceFiles';

/** A probe in the code, for the list. */
export interface ShownProbe {
  /** Workspace-relative with `/`. */
  file: string;
  /** 1-based, in the file on disk. */
  line: number;
}

/**
 * Lines that were inserted into the code for the person to print a value: listed, and removed with one click, in this window or a later
 * one.
 */
export class SourceProbes {
  private probes: ShownProbe[] = [];
  private readonly emitter = new vscode.EventEmitter<void>();

  /** Fires when a probe was added or removed. */
  readonly onDidChange = this.emitter.event;

  /** @param gitPath of the settings; git on the PATH where it is undefined */
  constructor(
    private readonly files: ProbeFiles,
    private readonly guard: CommitGuard,
    private readonly gitPath: () => string | undefined,
  ) {}

  get shown(): readonly ShownProbe[] {
    return this.probes;
  }

  /** Reads existing probes: an earlier window may have left some, a person may have deleted some. */
  async refresh(): Promise<void> {
    const found = await this.files.list();
    if (!found.length) await this.guard.remove(this.gitPath());
    const shown = found.flatMap(({ file, probes }) => {
      const name = relativeName(vscode.Uri.file(file));
      return name === undefined ? [] : probes.map(({ line }) => ({ file: name, line }));
    });
    if (JSON.stringify(shown) === JSON.stringify(this.probes)) return;
    this.probes = shown;
    this.emitter.fire();
  }

  /** Where git can be told to refuse a commit with probes in these files: its settings files, none where it cannot. */
  async guardPlaces(files: readonly string[]): Promise<string[]> {
    const folders = new Set(files.flatMap((file) => uriOf(file)?.fsPath ?? []).map((path) => dirname(path)));
    const places = await Promise.all([...folders].map((folder) => this.guard.place(folder, this.gitPath())));
    return [...new Set(places.filter((place) => place !== undefined))];
  }

  /**
   * Writes the lines into the files on disk.
   * @param guards of {@link guardPlaces}: where git shall refuse to commit them, until the last is removed
   * @throws if an editor holds unsaved changes, before anything is written
   */
  async insert(lines: StatementsFor['lines'], guards: readonly string[] = []): Promise<void> {
    const byFile = Map.groupBy(lines, ({ file }) => file);
    for (const file of byFile.keys()) if (unsaved(file)) throw userFacingErrors.unsavedForProbes(file);
    for (const place of guards) await this.guard.add(place, this.gitPath());
    try {
      for (const [file, each] of byFile) {
        const uri = uriOf(file);
        if (!uri) throw userFacingErrors.fileNotFound(file);
        await this.files.insert(uri.fsPath, each).catch((error: unknown) => {
          throw error instanceof UnfitForProbes ? userFacingErrors.unfitForProbes(file, error.message) : error;
        });
      }
    } finally {
      await this.refresh();
    }
  }

  /** Removes all probes. @returns files whose editors hold unsaved changes: there they are removed from the editor, to be saved */
  async remove(): Promise<string[]> {
    const toSave: string[] = [];
    for (const { file } of await this.files.list()) {
      const name = relativeName(vscode.Uri.file(file));
      const document = name === undefined ? undefined : unsaved(name);
      if (!document) await this.files.remove(file);
      else if (name !== undefined && (await takeOut(document))) toSave.push(name);
    }
    await this.refresh();
    return toSave;
  }
}

/** A document of the file with unsaved changes. */
function unsaved(file: string): vscode.TextDocument | undefined {
  const uri = uriOf(file)?.toString();
  return vscode.workspace.textDocuments.find((document) => document.isDirty && document.uri.toString() === uri);
}

async function takeOut(document: vscode.TextDocument): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  for (const { start, end } of findProbes(document.getText()))
    edit.delete(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)));
  return vscode.workspace.applyEdit(edit);
}
