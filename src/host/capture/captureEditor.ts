import * as vscode from 'vscode';
import type { Analysis } from '../../app/ports';
import type { Capture, Glance } from '../../app/capture';

/** Characters before and after the cursor that are searched for a trace. */
const REACH = 250_000;

/** Whether a document is what a program printed, as in the condition of the editor's menu. */
export function isLog({ languageId, uri }: vscode.TextDocument): boolean {
  return (
    /^(?:log|Log|plaintext|output|code-text-binary)$/.test(languageId) ||
    uri.scheme === 'output' ||
    /\.(?:log|out|err|trace|txt)$/.test(uri.path)
  );
}

/** The selection of an editor, if it holds a failure. */
export async function captureSelection(editor: vscode.TextEditor | undefined, glance: Glance): Promise<Capture | undefined> {
  const text = selectedText(editor);
  return text && (await glance(text)) ? { source: 'editor', input: { text } } : undefined;
}

/**
 * For the editor's own menu: the selection as it is, otherwise the trace around the cursor, otherwise the whole document if it holds a
 * failure.
 */
export async function captureFromEditor(editor: vscode.TextEditor, analysis: Analysis, glance: Glance): Promise<Capture | undefined> {
  const selected = selectedText(editor);
  if (selected) return { source: 'editor', input: { text: selected } };
  const { document, selection } = editor;
  const cursor = document.offsetAt(selection.active);
  const start = Math.max(0, cursor - REACH);
  const window = document.getText(new vscode.Range(document.positionAt(start), document.positionAt(cursor + REACH)));
  const around = await analysis.call('traceAround', { text: window, offset: cursor - start });
  if (around) return { source: 'editor', input: { text: window.slice(around.start, around.end) } };
  const whole = document.getText();
  return (await glance(whole)) ? { source: 'editor', input: { text: whole } } : undefined;
}

function selectedText(editor: vscode.TextEditor | undefined): string | undefined {
  if (!editor || editor.selection.isEmpty) return undefined;
  return editor.selections.map((selection) => editor.document.getText(selection)).join('\n');
}
