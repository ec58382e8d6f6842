import * as vscode from 'vscode';
import { userFacingErrors } from '../../app/userFacingErrors';
import { valuesToFollow } from '../../app/valuesToFollow';
import { flatFrames } from '../../core/context/crimeScene';
import type { Investigation } from '../../core/investigation/investigation';
import type { Place } from '../../protocol/analysisProtocol';
import { askExpression } from '../askExpression';
import type { Feature } from '../feature';
import type { HostParts } from '../parts';
import type { HopMarks } from '../surfaces/hopMarks';
import { relativeName, uriOf } from '../workspaceFiles';

/** Characters of a selection that can be an expression. */
const LONGEST = 200;

/** Follows a value from a frame of the panel or from a place in an editor, and shows its way behind the lines. */
export function followValueFeature({ findings, runs, investigations, shown, reveal, report }: HostParts, marks: HopMarks) {
  const start = (id: string, place: Place, expression: string): void => void findings.follow(id, { ...place, expression }).catch(report);

  /** From the palette, or the menu of an editor: what is selected, or what the person chooses of the line. */
  const fromEditor = async (): Promise<void> => {
    const investigation = shown.orThrow();
    if (!runs.recipe(investigation.id)) throw userFacingErrors.noRecipe();
    const editor = vscode.window.activeTextEditor;
    const file = editor && relativeName(editor.document.uri);
    if (!editor || file === undefined) throw userFacingErrors.noPlaceToFollow();
    const { document, selection } = editor;
    const place = { file, line: selection.start.line + 1 };
    const selected = document.getText(selection).trim();
    const whole = selected && selected.length <= LONGEST && !selected.includes('\n') ? selected : undefined;
    const word = document.getWordRangeAtPosition(selection.active);
    const expression =
      whole ?? (await askExpression(offers(investigation, place, document, word && document.getText(word)), nameOf(place)));
    if (expression === undefined) return;
    reveal();
    start(investigation.id, place, expression);
  };

  /** From the panel: at a frame, or where the failure shows. */
  const fromPanel = async (investigation: Investigation, place: Place): Promise<void> => {
    const uri = uriOf(place.file);
    if (!uri) throw userFacingErrors.fileNotFound(place.file);
    const document = await vscode.workspace.openTextDocument(uri);
    const expression = await askExpression(offers(investigation, place, document), nameOf(place));
    if (expression !== undefined) start(investigation.id, place, expression);
  };

  return {
    commands: {
      'debugWithContext.followValue': fromEditor,
      'debugWithContext.clearFollowed': () => marks.clear(),
    },
    calls: {
      followValue: ({ investigation: id, file, line }) => {
        const investigation = investigations.getOrThrow(id);
        const place = file === undefined || line === undefined ? investigation.location : { file, line };
        if (!place) throw userFacingErrors.noPlaceToFollow();
        // Not awaited: the person chooses first, and what becomes of it arrives in the state.
        void fromPanel(investigation, place).catch(report);
      },
    },
  } satisfies Feature;
}

/** Names that were seen to hold nothing first, then those of the line, then the others that were seen. */
function offers(
  investigation: Investigation,
  { file, line }: Place,
  document: vscode.TextDocument,
  word?: string,
): { name: string; about?: string }[] {
  const scene = investigation.evidence.collected?.scene;
  const frames = scene ? flatFrames(scene.report) : [];
  const at = scene?.resolutions.find((each) => each.file === file && frames[each.frame]?.line === line)?.frame;
  const seen = new Map(scene?.values.filter(({ frame }) => frame === at).map(({ name, value }) => [name, value]));
  const written = line <= document.lineCount ? valuesToFollow(document.lineAt(line - 1).text) : [];
  const first = word !== undefined && written.includes(word) ? [word] : [];
  const nothing = [...seen].filter(([, value]) => /^(?:undefined|null|None|NaN)$/.test(value)).map(([name]) => name);
  return [...new Set([...first, ...nothing.filter((name) => written.includes(name)), ...written, ...nothing, ...seen.keys()])].map(
    (name) => ({
      name,
      ...(seen.has(name) && { about: `was ${(seen.get(name) ?? '').slice(0, 100)}` }),
    }),
  );
}

function nameOf({ file, line }: Place): string {
  return `${file.slice(file.lastIndexOf('/') + 1)}:${line}`;
}
