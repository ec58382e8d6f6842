import * as vscode from 'vscode';
import type { Investigation } from '../../core/investigation/investigation';
import type { RunRecord } from '../../core/investigation/runRecord';
import { relativeName } from '../workspaceFiles';
import { hopMarksOf, type HopMark } from './hopMarksOf';

/**
 * A followed value behind each line on its path. Only values followed in this window: older lines may have moved by now. Disappears with
 * its investigation, or when the person clears it.
 */
export class HopMarks implements vscode.Disposable {
  private readonly since = new Date().toISOString();
  private readonly kinds: Record<'hop' | 'divergence', vscode.TextEditorDecorationType>;
  private readonly drawn = new WeakMap<vscode.TextEditor, string>();
  private readonly subscription: vscode.Disposable;
  private readonly cleared = new Set<string>();
  private record: RunRecord | undefined;
  private marks = new Map<string, HopMark[]>();

  /** @param onDidChange called with whether there is something to clear */
  constructor(private readonly onDidChange: (shown: boolean) => void) {
    const after = (color: string) => ({ margin: '0 0 0 2em', color: new vscode.ThemeColor(color) });
    this.kinds = {
      hop: vscode.window.createTextEditorDecorationType({ after: after('editorCodeLens.foreground') }),
      divergence: vscode.window.createTextEditorDecorationType({
        after: after('editorWarning.foreground'),
        isWholeLine: true,
        overviewRulerColor: new vscode.ThemeColor('editorWarning.foreground'),
      }),
    };
    this.subscription = vscode.window.onDidChangeVisibleTextEditors(() => this.draw());
  }

  /** @param investigation the shown one; undefined removes all marks */
  show(investigation: Investigation | undefined): void {
    // Once the files were changed from here, the lines may hold other code.
    const newest = investigation?.runs.findLast(({ kind, found }) => found?.followed ?? (kind === 'applied' || kind === 'undone'));
    const record = newest?.found?.followed && newest.at >= this.since && !this.cleared.has(newest.id) ? newest : undefined;
    if (record?.id === this.record?.id) return;
    this.record = record;
    this.marks = record?.found?.followed ? hopMarksOf(record.found.followed) : new Map<string, HopMark[]>();
    this.onDidChange(record !== undefined);
    this.draw();
  }

  /** Removes the marks until a value is followed again. */
  clear(): void {
    if (this.record) this.cleared.add(this.record.id);
    this.show(undefined);
  }

  /** Marks of a file by its workspace-relative name, as drawn. */
  marksIn(file: string): readonly HopMark[] {
    return this.marks.get(file) ?? [];
  }

  dispose(): void {
    this.subscription.dispose();
    for (const kind of Object.values(this.kinds)) kind.dispose();
  }

  private draw(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const name = relativeName(editor.document.uri);
      const marks = (name === undefined ? [] : this.marksIn(name)).filter(({ line }) => line <= editor.document.lineCount);
      const signature = marks.length ? `${this.record?.id} ${marks.length}` : '';
      // Editors move their marks with the text; redrawing the same ones would put them back on old lines.
      if ((this.drawn.get(editor) ?? '') === signature) continue;
      this.drawn.set(editor, signature);
      const options = (diverges: boolean): vscode.DecorationOptions[] =>
        marks
          .filter((mark) => mark.diverges === diverges)
          .map(({ line, text }) => {
            const { range } = editor.document.lineAt(line - 1);
            return { range: new vscode.Range(range.end, range.end), renderOptions: { after: { contentText: text } } };
          });
      editor.setDecorations(this.kinds.hop, options(false));
      editor.setDecorations(this.kinds.divergence, options(true));
    }
  }
}
