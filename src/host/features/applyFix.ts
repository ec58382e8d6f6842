import * as vscode from 'vscode';
import { kept } from '../../core/language';
import { RunsAfterChange } from '../../app/runsAfterChange';
import { userFacingErrors } from '../../app/userFacingErrors';
import { changeKey } from '../../core/context/changeKey';
import type { RecentChange } from '../../core/context/failureEvidence';
import { changesTogether } from '../../core/experiments/changesTogether';
import { findEntry } from '../../core/investigation/investigation';
import { undoneWith } from '../../core/investigation/statusAfterRun';
import { projectChecks } from '../projectChecks';
import type { Feature } from '../feature';
import type { HostParts } from '../parts';
import type { FixAddress } from './fixes';

/** The fix of a hypothesis: shown as a diff, applied, undone. */
export function applyFixFeature({ fixes, runs, investigations, report }: HostParts) {
  const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const following = new RunsAfterChange({ runs, ledger: investigations, checksOf: projectChecks, later });

  const apply = async (fix: FixAddress): Promise<void> => {
    const { investigation: id, hypothesis } = fix;
    await fixes.apply(fix);
    await runs.note(id, 'applied', { hypothesis }, kept('applied to the files'));
    afterChange(id, filesOf(fix));
  };

  const filesOf = ({ investigation, hypothesis }: FixAddress): string[] =>
    (findEntry(investigations.getOrThrow(investigation), hypothesis)?.hypothesis.fix?.files ?? []).map(({ file }) => file);

  /** Not awaited: the progress of a run arrives in the state. */
  const afterChange = (id: string, files: readonly string[]): void => {
    if (vscode.workspace.isTrusted) void following.follow(id, files).catch(report);
  };

  const changesOf = (investigation: string): RecentChange[] =>
    investigations.getOrThrow(investigation).evidence.collected?.evidence.recentChanges ?? [];

  /** With the changes that it does not fit together without. */
  const undoRecentChange = async (investigation: string, key: string): Promise<void> => {
    const changes = changesOf(investigation);
    const change = changes.find((each) => changeKey(each) === key);
    if (!change) throw userFacingErrors.changeGone();
    const [, ...others] = changesTogether(changes, change);
    const files = await fixes.undoChanges(investigation, [change, ...others]);
    const together = others.map(changeKey);
    const notes = others.length ? [`Undone with it, because the code of each needs the other: ${others.map(placeOf).join(', ')}.`] : [];
    await runs.note(investigation, 'undone', { change: key, ...(together.length && { together }) }, `${nameOf(change)}: undone`, notes);
    afterChange(investigation, files);
  };

  const redoRecentChange = async (investigation: string, key: string): Promise<void> => {
    const [chosen = key, ...together] = undoneWith(investigations.getOrThrow(investigation), key) ?? [];
    await fixes.redoChanges(investigation, chosen);
    const all = changesOf(investigation).filter((each) => [chosen, ...together].includes(changeKey(each)));
    const change = all.find((each) => changeKey(each) === chosen);
    const text = `${change ? nameOf(change) : 'the change'}: put back`;
    await runs.note(investigation, 'applied', { change: chosen, ...(together.length && { together }) }, text);
    afterChange(
      investigation,
      all.map(({ file }) => file),
    );
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
      undoRecentChange: ({ investigation, key }) => undoRecentChange(investigation, key),
      redoRecentChange: ({ investigation, key }) => redoRecentChange(investigation, key),
      undoFix: async ({ investigation, id }) => {
        const fix = { investigation, hypothesis: id };
        await fixes.undo(fix);
        await runs.note(investigation, 'undone', { hypothesis: id }, kept('undone: the files are as they were before'));
        afterChange(investigation, filesOf(fix));
      },
    },
  } satisfies Feature;
}

/** `useOrders.ts:36` */
function placeOf({ file, startLine }: RecentChange): string {
  return `\`${file.slice(file.lastIndexOf('/') + 1)}:${Math.max(1, startLine)}\``;
}

/** `the change in useOrders.ts, "cache orders"` */
function nameOf({ file, summary, commit }: RecentChange): string {
  const name = file.slice(file.lastIndexOf('/') + 1);
  return `the change in ${name}${commit && summary ? `, "${summary}"` : ''}`;
}
