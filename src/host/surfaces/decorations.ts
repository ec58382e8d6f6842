import * as vscode from 'vscode';
import { shown, t } from '../../core/language';
import { messageLine } from '../../core/capture/messageLine';
import { flatFrames } from '../../core/context/failureEvidence';
import { pickedReport, type Investigation } from '../../core/investigation/investigation';
import { rankLedger } from '../../core/investigation/rankLedger';
import { MAX_HYPOTHESES } from '../../core/hypothesis';
import { relativeName } from '../workspaceFiles';

/** Lines to mark in one file; 1-based. */
export interface Marks {
  failing: { line: number; message: string }[];
  /** By rank, 1-based: lines that a shown hypothesis cites, with the reason. */
  evidence: Map<number, { line: number; why: string }[]>;
}

/** Marks the failing line and the evidence of the shown hypotheses in the editors. All disappear with the investigation. */
export class Decorations implements vscode.Disposable {
  private readonly failing: vscode.TextEditorDecorationType;
  private readonly dots: vscode.TextEditorDecorationType[];
  private readonly drawn = new WeakMap<vscode.TextEditor, string>();
  private readonly subscription: vscode.Disposable;
  private marks = new Map<string, Marks>();

  constructor(extension: vscode.Uri) {
    const icon = (name: string) => vscode.Uri.joinPath(extension, 'media', 'gutter', name);
    const themed = (name: string) => ({
      light: { gutterIconPath: icon(`${name}-light.svg`) },
      dark: { gutterIconPath: icon(`${name}-dark.svg`) },
    });
    this.failing = vscode.window.createTextEditorDecorationType({
      ...themed('failure'),
      gutterIconSize: 'contain',
      isWholeLine: true,
      overviewRulerColor: new vscode.ThemeColor('editorError.foreground'),
      after: { margin: '0 0 0 3em', color: new vscode.ThemeColor('editorCodeLens.foreground') },
    });
    this.dots = Array.from({ length: MAX_HYPOTHESES }, (_, index) =>
      vscode.window.createTextEditorDecorationType({
        ...themed(`evidence-${index + 1}`),
        gutterIconSize: 'contain',
        overviewRulerColor: new vscode.ThemeColor('editorInfo.foreground'),
      }),
    );
    this.subscription = vscode.window.onDidChangeVisibleTextEditors(() => this.draw());
  }

  /** @param investigation the shown one; undefined removes all marks */
  show(investigation: Investigation | undefined): void {
    this.marks = investigation ? marksOf(investigation) : new Map<string, Marks>();
    this.draw();
  }

  /** Marks of a file by its workspace-relative name, as drawn. */
  marksIn(file: string): Marks | undefined {
    return this.marks.get(file);
  }

  dispose(): void {
    this.subscription.dispose();
    this.failing.dispose();
    for (const dot of this.dots) dot.dispose();
  }

  private draw(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const name = relativeName(editor.document.uri);
      const marks = name === undefined ? undefined : this.marks.get(name);
      const signature = marks ? JSON.stringify([marks.failing, [...marks.evidence]]) : '';
      // Editors move their marks with the text; redrawing the same ones would put them back on old lines.
      if ((this.drawn.get(editor) ?? '') === signature) continue;
      this.drawn.set(editor, signature);
      const lines = editor.document.lineCount;
      const failing = (marks?.failing ?? []).filter(({ line }) => line <= lines);
      editor.setDecorations(
        this.failing,
        failing.map(({ line, message }) => ({ range: lineRange(line), renderOptions: { after: { contentText: message } } })),
      );
      this.dots.forEach((dot, index) => {
        const evidence = (marks?.evidence.get(index + 1) ?? []).filter(({ line }) => line <= lines);
        editor.setDecorations(
          dot,
          evidence.map(({ line, why }) => ({
            range: lineRange(line),
            hoverMessage: plain(`${t('Hypothesis {0}', index + 1)}: ${shown(why)}`),
          })),
        );
      });
    }
  }
}

/** Marks by workspace-relative file. */
export function marksOf(investigation: Investigation): Map<string, Marks> {
  const marks = new Map<string, Marks>();
  const inFile = (file: string): Marks => {
    const found = marks.get(file) ?? { failing: [], evidence: new Map() };
    marks.set(file, found);
    return found;
  };
  const { location, runs } = investigation;
  // A line that does not fail any more has no message behind it.
  const last = runs.findLast(({ kind }) => kind === 'run' || kind === 'terminal' || kind === 'applied' || kind === 'undone');
  const isOpen = last?.outcome !== 'gone' && last?.kind !== 'applied' && last?.kind !== 'undone';
  if (location && isOpen) inFile(location.file).failing.push({ line: location.line, message: shorten(investigation.title) });
  for (const { entry, rank, folded } of rankLedger(investigation).entries) {
    if (folded) break;
    for (const { file, line, why, verified } of entry.hypothesis.evidence) {
      if (!verified) continue;
      const { evidence } = inFile(file);
      evidence.set(rank, [...(evidence.get(rank) ?? []), { line, why }]);
    }
  }
  return marks;
}

/** Evidence of the shown hypotheses, then the frames: the order of next and previous. */
export function evidenceLocations(investigation: Investigation): { file: string; line: number }[] {
  const cited = rankLedger(investigation)
    .entries.filter(({ folded }) => !folded)
    .flatMap(({ entry }) => entry.hypothesis.evidence.filter(({ verified }) => verified));
  const evidence = investigation.evidence.collected?.evidence;
  const frames = flatFrames(evidence?.report ?? pickedReport(investigation));
  const framed = (evidence?.resolutions ?? []).flatMap(({ frame, file }) => {
    const line = frames[frame]?.line;
    return file !== undefined && line ? [{ file, line }] : [];
  });
  const seen = new Set<string>();
  return [...cited, ...framed]
    .filter(({ file, line }) => !seen.has(`${file}:${line}`) && seen.add(`${file}:${line}`))
    .map(({ file, line }) => ({ file, line }));
}

function lineRange(line: number): vscode.Range {
  return new vscode.Range(line - 1, 0, line - 1, 0);
}

/** Text of models is data: it is shown verbatim, without links or formatting. */
function plain(text: string): vscode.MarkdownString {
  return new vscode.MarkdownString().appendText(text);
}

function shorten(message: string): string {
  const line = messageLine(message);
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
