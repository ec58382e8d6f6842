import * as vscode from 'vscode';
import { userFacingErrors } from '../../app/userFacingErrors';
import { changeKey } from '../../core/context/changeKey';
import type { Feature } from '../feature';
import type { HostParts } from '../parts';
import type { FixAddress } from './fixes';

/** A hypothesis' fix: shown as a diff, applied, taken back. */
export function applyFixFeature({ fixes, runs, investigations, report }: HostParts) {
  /** Where the command was run before by a click, it runs again by itself. */
  const apply = async (fix: FixAddress): Promise<void> => {
    const { investigation: id, hypothesis } = fix;
    await fixes.apply(fix);
    await runs.note(id, 'applied', hypothesis, 'applied to the files');
    const ranBefore = investigations.get(id)?.runs.some(({ kind }) => !['terminal', 'applied', 'undone'].includes(kind));
    if (ranBefore && runs.recipe(id)) void runs.runAgain(id).catch(report);
  };

  return {
    commands: {
      'debugWithContext.applyFix': async () => {
        const fix = fixes.fixOf(vscode.window.activeTextEditor?.document.uri);
        if (!fix) throw userFacingErrors.noFix();
        await apply(fix);
      },
    },
    calls: {
      showFix: ({ investigation, id }) => fixes.show({ investigation, hypothesis: id }),
      applyFix: ({ investigation, id }) => apply({ investigation, hypothesis: id }),
      undoRecentChange: async ({ investigation, key }) => {
        const scene = investigations.getOrThrow(investigation).evidence.collected?.scene;
        const change = scene?.recentChanges.find((each) => changeKey(each) === key);
        if (!change) throw userFacingErrors.changeGone();
        await fixes.undoChange(investigation, change);
      },
      undoFix: async ({ investigation, id }) => {
        await fixes.undo({ investigation, hypothesis: id });
        await runs.note(investigation, 'undone', id, 'taken back: the files are as they were before');
      },
    },
  } satisfies Feature;
}
