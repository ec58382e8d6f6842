import * as vscode from 'vscode';
import { userFacingErrors } from '../../app/userFacingErrors';
import { changeKey } from '../../core/context/changeKey';
import type { RecentChange } from '../../core/context/crimeScene';
import type { Feature } from '../feature';
import type { HostParts } from '../parts';
import type { FixAddress } from './fixes';

/** The fix of a hypothesis: shown as a diff, applied, undone. */
export function applyFixFeature({ fixes, runs, investigations, report }: HostParts) {
  const apply = async (fix: FixAddress): Promise<void> => {
    const { investigation: id, hypothesis } = fix;
    await fixes.apply(fix);
    await runs.note(id, 'applied', { hypothesis }, 'applied to the files');
    runIfRunBefore(id);
  };

  /** If the person ran the command by a click before, it now runs again automatically. */
  const runIfRunBefore = (id: string): void => {
    const ranBefore = investigations.get(id)?.runs.some(({ kind }) => !['terminal', 'applied', 'undone'].includes(kind));
    if (ranBefore && runs.recipe(id)) void runs.runAgain(id).catch(report);
  };

  const changesOf = (investigation: string): RecentChange[] =>
    investigations.getOrThrow(investigation).evidence.collected?.scene.recentChanges ?? [];

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
        const change = changesOf(investigation).find((each) => changeKey(each) === key);
        if (!change) throw userFacingErrors.changeGone();
        await fixes.undoChange(investigation, change);
        await runs.note(investigation, 'undone', { change: key }, `${nameOf(change)}: undone`);
        runIfRunBefore(investigation);
      },
      redoRecentChange: async ({ investigation, key }) => {
        await fixes.redoChange(investigation, key);
        const change = changesOf(investigation).find((each) => changeKey(each) === key);
        await runs.note(investigation, 'applied', { change: key }, `${change ? nameOf(change) : 'the change'}: put back`);
        runIfRunBefore(investigation);
      },
      undoFix: async ({ investigation, id }) => {
        await fixes.undo({ investigation, hypothesis: id });
        await runs.note(investigation, 'undone', { hypothesis: id }, 'undone: the files are as they were before');
      },
    },
  } satisfies Feature;
}

/** `the change in useOrders.ts, "cache orders"` */
function nameOf({ file, summary, commit }: RecentChange): string {
  const name = file.slice(file.lastIndexOf('/') + 1);
  return `the change in ${name}${commit && summary ? `, "${summary}"` : ''}`;
}
