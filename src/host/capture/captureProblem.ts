import * as vscode from 'vscode';
import type { Frame } from '../../core/capture/failureReport';
import type { Capture } from '../../app/capture';
import { languageOfFile } from '../../core/workspace/languages';

/** An error in the Problems view: its message, its place, and the related places. */
export function captureFromProblem(uri: vscode.Uri, diagnostic: vscode.Diagnostic): Capture {
  const related = diagnostic.relatedInformation ?? [];
  const places = [new vscode.Location(uri, diagnostic.range), ...related.map(({ location }) => location)];
  const notes = related.map(({ message }) => `\n${message}`).join('');
  const error = {
    type: typeOf(diagnostic),
    message: diagnostic.message + notes,
    language: languageOfFile(uri.path) ?? ('unknown' as const),
    role: 'thrown' as const,
    frames: places.map(frameAt),
  };
  return { source: 'problem', input: { report: { errors: [error], expectations: [] } } };
}

function typeOf({ source, code }: vscode.Diagnostic): string {
  const value = typeof code === 'object' ? code.value : code;
  return [source, value === undefined ? undefined : String(value)].filter(Boolean).join(' ');
}

function frameAt({ uri, range }: vscode.Location): Frame {
  const line = range.start.line + 1;
  const column = range.start.character + 1;
  return { file: uri.fsPath, line, column, origin: 'workspace', raw: `${uri.fsPath}:${line}:${column}` };
}
