import * as vscode from 'vscode';
import { kept, shown, t } from '../../core/language';
import { changeKey } from '../../core/context/changeKey';
import type { RecentChange } from '../../core/context/failureEvidence';
import { reversedHunk } from '../../core/hypotheses/reversedDiff';
import { findEntry, secretsSent, type LedgerEntry } from '../../core/investigation/investigation';
import type { InvestigationEvent } from '../../core/investigation/investigationEvent';
import type { Analysis } from '../../app/ports';
import type { FixJournal } from '../../node/fixJournal';
import type { EvidenceCollector } from '../../app/evidenceCollector';
import type { Investigations } from '../investigations';
import { messageOf, userFacingErrors } from '../../app/userFacingErrors';
import { columnForCode } from '../openLocation';
import { exists, saveFile, unsavedTexts, uriOf } from '../workspaceFiles';
import { assertKeepsBytes } from '../writtenText';

const FIX_SCHEME = 'debug-with-context-fix';

/** The hypothesis of a fix. Both ids are globally unique. */
export interface FixAddress {
  investigation: string;
  hypothesis: string;
}

/** Shows a hypothesis' fix in VS Code's diff editor and applies it as one edit that can be undone. */
export class Fixes implements vscode.TextDocumentContentProvider, vscode.Disposable {
  /** Texts of the virtual documents on the right side of the diff, by URI. */
  private readonly texts = new Map<string, string>();
  private readonly emitter = new vscode.EventEmitter<vscode.Uri>();
  private readonly subscriptions: vscode.Disposable;

  readonly onDidChange = this.emitter.event;

  constructor(
    private readonly investigations: Investigations,
    private readonly evidence: EvidenceCollector,
    private readonly analysis: Analysis,
    private readonly journal: FixJournal,
  ) {
    this.subscriptions = vscode.Disposable.from(
      this.emitter,
      vscode.workspace.registerTextDocumentContentProvider(FIX_SCHEME, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.texts.delete(uri.toString())),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  /** Left side: the files as they are; right side: with the fix. Throws if it does not apply. */
  async show(fix: FixAddress): Promise<void> {
    const entry = this.entryOf(fix);
    const fixed = await this.fixedTexts(fix);
    const pairs = Object.entries(fixed).flatMap(([file, text]): [vscode.Uri, vscode.Uri][] => {
      const left = uriOf(file);
      if (!left) return [];
      const right = vscode.Uri.from({ scheme: FIX_SCHEME, path: left.path, query: queryOf(fix) });
      this.texts.set(right.toString(), text);
      this.emitter.fire(right);
      return [[left, right]];
    });
    const [first] = pairs;
    if (!first) throw userFacingErrors.noFix();
    const title = t('Fix: {0}', shown(entry.hypothesis.title));
    if (pairs.length === 1)
      await vscode.commands.executeCommand('vscode.diff', ...(await existing(first)), title, {
        preview: true,
        viewColumn: columnForCode(),
      });
    else
      await vscode.commands.executeCommand(
        'vscode.changes',
        title,
        pairs.map(([left, right]) => [left, left, right]),
      );
  }

  /** Applies the fix to the current files. Reports files to which it does not apply or that changed meanwhile, and leaves them alone. */
  async apply(fix: FixAddress): Promise<void> {
    const id = fix.hypothesis;
    const say = (event: InvestigationEvent) => this.investigations.dispatch(fix.investigation, event);
    let message: string;
    let undo = false;
    try {
      ({ message, undo } = await this.applyKept(queryOf(fix), await this.fixedTexts(fix)));
    } catch (error) {
      say({ type: 'fixRefused', id, message: messageOf(error) + '.' });
      throw error;
    }
    say({ type: 'fixApplied', id, message, undo });
  }

  /** Undoes an applied fix, byte for byte. If the person typed on, shows what it would undo, and changes nothing. */
  async undo(fix: FixAddress): Promise<void> {
    const { title } = this.entryOf(fix).hypothesis;
    await this.putBack(queryOf(fix), title);
    const message = kept('The fix is undone: the files are as they were before it.');
    this.investigations.dispatch(fix.investigation, { type: 'fixUndone', id: fix.hypothesis, message });
  }

  /**
   * Undoes recent changes in the current files as one edit, and shows where the first was. Throws if later changes conflict, and then
   * changes nothing.
   * @param changes the one that the person chose, and those that go with it
   * @returns workspace-relative names of the files
   */
  async undoChanges(id: string, changes: readonly [RecentChange, ...RecentChange[]]): Promise<string[]> {
    const [chosen] = changes;
    const texts: Record<string, string> = {};
    // From the end of a file to its beginning, so that the lines of the others stay where they are.
    const inOrder = changes.toSorted((a, b) => b.startLine - a.startLine);
    try {
      for (const { file, diff } of inOrder) {
        const unsaved = { ...unsavedTexts(), ...texts };
        const applied = await this.evidence.withCase(id, (about) =>
          this.analysis.call('applyDiff', { case: about, diff: reversedHunk(file, diff), secrets: {}, unsaved }),
        );
        Object.assign(texts, applied);
      }
    } catch (error) {
      throw userFacingErrors.changeNotUndone(error);
    }
    const uri = uriOf(chosen.file);
    const before = uri && (await exists(uri)) ? (await vscode.workspace.openTextDocument(uri)).getText() : '';
    await this.applyKept(nameOfChange(id, changeKey(chosen)), texts);
    if (uri) {
      const document = await vscode.workspace.openTextDocument(uri);
      const place = changedPart(document, before)?.range.start ?? new vscode.Position(0, 0);
      await vscode.window.showTextDocument(document, { viewColumn: columnForCode(), selection: new vscode.Range(place, place) });
    }
    return Object.keys(texts);
  }

  /** Restores changes that {@link undoChanges} undid. @param key of the one that the person had chosen */
  async redoChanges(id: string, key: string): Promise<void> {
    await this.putBack(nameOfChange(id, key), t('the change in {0}', key));
  }

  /** Writes texts as one edit; keeps the earlier content under the name. */
  private async applyKept(name: string, texts: Record<string, string>): Promise<{ message: string; undo: boolean }> {
    const uris = Object.keys(texts).flatMap((file) => uriOf(file) ?? []);
    // If a file has unsaved work of the person, saving is up to them: VS Code's Undo reverts such an edit.
    const undo = !uris.some((uri) => dirtyDocument(uri));
    const paths = uris.map(({ fsPath }) => fsPath);
    if (undo) await this.journal.begin(name, paths);
    const message = await applyTexts(texts);
    if (undo) await this.journal.end(name);
    return { message, undo };
  }

  /** Restores the files byte for byte. If the person typed on, shows the difference and throws. */
  private async putBack(name: string, title: string): Promise<void> {
    const changed = await this.journal.undo(name);
    if (!changed) throw userFacingErrors.nothingToUndo();
    const [first] = changed;
    if (!first) return;
    const now = vscode.Uri.file(first.file);
    const before = vscode.Uri.from({ scheme: FIX_SCHEME, path: now.path, query: `${name}&before=1` });
    this.texts.set(before.toString(), new TextDecoder().decode(first.before));
    this.emitter.fire(before);
    await vscode.commands.executeCommand('vscode.diff', now, before, t('Undo: {0}', title), { preview: true, viewColumn: columnForCode() });
    throw userFacingErrors.changedSinceFix(changed.map(({ file }) => vscode.workspace.asRelativePath(file)));
  }

  /** The fix that a document shows; undefined for any other document. */
  fixOf(uri: vscode.Uri | undefined): FixAddress | undefined {
    if (uri?.scheme !== FIX_SCHEME) return undefined;
    const query = new URLSearchParams(uri.query);
    const [investigation, hypothesis] = [query.get('investigation'), query.get('hypothesis')];
    return investigation && hypothesis ? { investigation, hypothesis } : undefined;
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  /** New text by file, made from VS Code's reading of each: VS Code will write the file, so its reading counts. */
  private async fixedTexts(address: FixAddress): Promise<Record<string, string>> {
    if (!this.entryOf(address).hypothesis.fix) throw userFacingErrors.noFix();
    try {
      const onDisk = await this.applied(address, unsavedTexts());
      return await this.applied(address, { ...unsavedTexts(), ...(await shownTexts(Object.keys(onDisk))) });
    } catch (error) {
      throw userFacingErrors.fixDoesNotApply(error);
    }
  }

  private async applied(address: FixAddress, unsaved: Record<string, string>): Promise<Record<string, string>> {
    const { fix } = this.entryOf(address).hypothesis;
    if (!fix) throw userFacingErrors.noFix();
    const { investigation: id, hypothesis } = address;
    const secrets = secretsSent(this.investigations.getOrThrow(id), hypothesis);
    return this.evidence.withCase(id, (about) => this.analysis.call('applyDiff', { case: about, diff: fix.diff, secrets, unsaved }));
  }

  private entryOf({ investigation, hypothesis }: FixAddress): LedgerEntry {
    const entry = findEntry(this.investigations.getOrThrow(investigation), hypothesis);
    if (!entry) throw userFacingErrors.noFix();
    return entry;
  }
}

function dirtyDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.isDirty && document.uri.toString() === uri.toString());
}

function queryOf({ investigation, hypothesis }: FixAddress): string {
  return new URLSearchParams({ investigation, hypothesis }).toString();
}

/** Name of a recent change in the journal of changes that can be restored. */
function nameOfChange(investigation: string, change: string): string {
  return new URLSearchParams({ investigation, change }).toString();
}

async function existing([left, right]: [vscode.Uri, vscode.Uri]): Promise<[vscode.Uri, vscode.Uri]> {
  // A file that the fix creates has an empty left side; an unknown URI of our scheme is empty.
  return [(await exists(left)) ? left : right.with({ query: 'nothing' }), right];
}

/** Texts of files as VS Code reads them, line ends `\n`; missing files are left out. */
async function shownTexts(files: readonly string[]): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const file of files) {
    const uri = uriOf(file);
    if (!uri || !(await exists(uri))) continue;
    texts[file] = (await vscode.workspace.openTextDocument(uri)).getText().replaceAll('\r\n', '\n');
  }
  return texts;
}

/** @returns what to do next */
async function applyTexts(texts: Record<string, string>): Promise<string> {
  const edit = new vscode.WorkspaceEdit();
  const saved: vscode.Uri[] = [];
  let unsaved = false;
  for (const [file, text] of Object.entries(texts)) {
    const uri = uriOf(file);
    if (!uri) throw userFacingErrors.fileNotFound(file);
    if (!(await exists(uri))) {
      edit.createFile(uri, { contents: new TextEncoder().encode(text), overwrite: false, ignoreIfExists: false });
      continue;
    }
    const document = await vscode.workspace.openTextDocument(uri);
    const after = document.eol === vscode.EndOfLine.CRLF ? text.replaceAll(/\r?\n/g, '\r\n') : text;
    await assertKeepsBytes(document, after);
    if (document.isDirty) unsaved = true;
    else saved.push(uri);
    const changed = changedPart(document, after);
    if (changed) edit.replace(uri, changed.range, changed.text);
  }
  if (!(await vscode.workspace.applyEdit(edit))) throw userFacingErrors.fixRefused();
  // For files with unsaved work of the person, saving is up to them.
  const results = await Promise.all(saved.map(saveFile));
  return unsaved || results.includes(false)
    ? kept('Applied. Save the changed files, then run it again.')
    : kept('Applied and saved. Run it again.');
}

/** The smallest differing range, so that cursors and marks elsewhere stay. */
function changedPart(document: vscode.TextDocument, after: string): { range: vscode.Range; text: string } | undefined {
  const before = document.getText();
  if (before === after) return undefined;
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const range = new vscode.Range(document.positionAt(start), document.positionAt(before.length - end));
  return { range, text: after.slice(start, after.length - end) };
}
