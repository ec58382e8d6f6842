import * as vscode from 'vscode';
import { t } from '../core/language';
import { userFacingErrors } from '../app/userFacingErrors';
import { valuesToFollow } from '../app/valuesToFollow';
import { flatFrames } from '../core/context/failureEvidence';
import type { TracedValue } from '../core/experiments/chainTo';
import { shownShape } from '../core/experiments/shapeWords';
import { pickedReport, type Investigation } from '../core/investigation/investigation';
import type { Place } from '../protocol/analysisProtocol';
import { askExpression } from './askExpression';
import { relativeName, uriOf } from './workspaceFiles';

/** Characters of a selection that can be an expression. */
const LONGEST = 200;

/** The value at the cursor: the selection, or the person's choice from the line. Undefined if they cancelled. */
export async function valueAtCursor(investigation: Investigation): Promise<TracedValue | undefined> {
  const editor = vscode.window.activeTextEditor;
  const file = editor && relativeName(editor.document.uri);
  if (!editor || file === undefined) throw userFacingErrors.noPlaceToFollow();
  const { document, selection } = editor;
  const place = { file, line: selection.start.line + 1 };
  const selected = document.getText(selection).trim();
  const whole = selected && selected.length <= LONGEST && !selected.includes('\n') ? selected : undefined;
  const word = document.getWordRangeAtPosition(selection.active);
  const expression = whole ?? (await askExpression(offers(investigation, place, document, word && document.getText(word)), nameOf(place)));
  return expression === undefined ? undefined : { ...place, expression };
}

/** A value that the person chooses from a line: the given one, or the line where the error surfaces. */
export async function valueAtPlace(investigation: Investigation, place: Place): Promise<TracedValue | undefined> {
  const uri = uriOf(place.file);
  if (!uri) throw userFacingErrors.fileNotFound(place.file);
  const document = await vscode.workspace.openTextDocument(uri);
  const expression = await askExpression(offers(investigation, place, document), nameOf(place));
  return expression === undefined ? undefined : { ...place, expression };
}

/** The line that a call names, or the one where the error surfaces. */
export function placeOfCall({ location }: Investigation, { file, line }: Partial<Place>): Place {
  const place = file === undefined || line === undefined ? location : { file, line };
  if (!place) throw userFacingErrors.noPlaceToFollow();
  return place;
}

/** Names that held nothing when observed, then those of the line, then the other observed ones. */
function offers(
  investigation: Investigation,
  { file, line }: Place,
  document: vscode.TextDocument,
  word?: string,
): { name: string; about?: string }[] {
  const evidence = investigation.evidence.collected?.evidence;
  const frames = evidence ? flatFrames(evidence.report) : [];
  const at = evidence?.resolutions.find((each) => each.file === file && frames[each.frame]?.line === line)?.frame;
  const seen = new Map(evidence?.values.filter(({ frame }) => frame === at).map(({ name, value }) => [name, value]));
  const { location } = investigation;
  const message = location?.file === file && location.line === line ? pickedReport(investigation).errors[0]?.message : undefined;
  const written = line <= document.lineCount ? valuesToFollow(document.lineAt(line - 1).text, message) : [];
  const first = word !== undefined && written.includes(word) ? [word] : [];
  const nothing = [...seen].filter(([, value]) => /^(?:undefined|null|None|NaN)$/.test(value)).map(([name]) => name);
  return [...new Set([...first, ...nothing.filter((name) => written.includes(name)), ...written, ...nothing, ...seen.keys()])].map(
    (name) => ({
      name,
      ...(seen.has(name) && { about: t('was {0}', shownShape(seen.get(name) ?? '').slice(0, 100)) }),
    }),
  );
}

function nameOf({ file, line }: Place): string {
  return `${file.slice(file.lastIndexOf('/') + 1)}:${line}`;
}
