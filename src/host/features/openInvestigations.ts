import * as vscode from 'vscode';
import { plural, t } from '../../core/language';
import { pickFailure } from '../../app/investigate';
import { UserFacingError, userFacingErrors } from '../../app/userFacingErrors';
import { UnreadableInvestigation } from '../../core/investigation/storedInvestigation';
import type { Feature } from '../feature';
import { localMinute } from '../localMinute';
import type { HostParts } from '../parts';
import { LIST_PAGE } from '../surfaces/toHomeState';
import { exportInvestigation } from './exportInvestigation';
import { chooseInvestigationFile, openInvestigationFile } from './openInvestigationFile';

/** The stored investigations: opened, exported, deleted; their status, and the choice among the failures of a text. */
export function openInvestigations(parts: HostParts) {
  const { investigations, shown, evidence, asking, runs, surfaces, panel, notices, redaction } = parts;

  const open = async (id: string): Promise<void> => {
    try {
      await investigations.load(id);
    } catch (error) {
      if (!(error instanceof UnreadableInvestigation)) throw error;
      throw new UserFacingError(
        'unreadable',
        error.reason === 'laterVersion'
          ? t('This stored investigation was written by a later version and cannot be opened. Update the extension, or delete it.')
          : t('This stored investigation is damaged and cannot be opened. Update the extension, or delete it.'),
      );
    }
    shown.show(id);
    parts.reveal();
    if (!investigations.get(id)?.evidence.collected) void evidence.collect(id);
  };

  const remove = async (id: string): Promise<void> => {
    asking.cancel(id);
    runs.cancel(id);
    const deleted = await investigations.load(id).catch(() => undefined);
    notices.deleted = deleted;
    await investigations.delete(id);
    surfaces.changed('state');
  };

  const pick = async (placeHolder: string): Promise<string | undefined> => {
    await investigations.list();
    const items = investigations.summaries.map(({ id, title, status, capturedAt }) => ({
      id,
      label: title,
      description: `${{ open: t('open'), fixed: t('fixed'), givenUp: t('given up') }[status]}, ${localMinute(new Date(capturedAt))}`,
    }));
    if (!items.length) throw userFacingErrors.noInvestigation();
    return (await vscode.window.showQuickPick(items, { placeHolder }))?.id;
  };

  return {
    commands: {
      'debugWithContext.openPanel': () => panel.show(),
      'debugWithContext.openInvestigation': async () => {
        const id = await pick(t('Open which investigation?'));
        if (id !== undefined) await open(id);
      },
      'debugWithContext.openInvestigationFile': async (chosen?: unknown) => {
        const file = chosen instanceof vscode.Uri ? chosen : await chooseInvestigationFile();
        if (!file) return;
        const investigation = await openInvestigationFile(file);
        const known = await investigations.load(investigation.id).catch(() => undefined);
        if (!known) investigations.restore(investigation);
        await open(investigation.id);
      },
      'debugWithContext.exportInvestigation': async () => {
        const id = shown.investigation?.id ?? (await pick(t('Export which investigation?')));
        if (id !== undefined) await exportInvestigation(await investigations.load(id), redaction);
      },
      'debugWithContext.deleteInvestigation': async () => {
        const id = await pick(t('Delete which investigation?'));
        if (id !== undefined) await remove(id);
      },
      'debugWithContext.deleteAllInvestigations': async () => {
        await investigations.list();
        const { summaries } = investigations;
        const question = plural(
          summaries.length,
          'Delete the {0} investigation of this workspace?',
          'Delete all {0} investigations of this workspace?',
        );
        const yes = t('Delete');
        const answer = await vscode.window.showWarningMessage(question, { modal: true, detail: t('They cannot be brought back.') }, yes);
        if (answer === yes) for (const { id } of summaries) await remove(id);
      },
    },
    calls: {
      openInvestigation: ({ id }) => open(id),
      deleteInvestigation: ({ id }) => remove(id),
      // It is gone for good when the window closes or another one is deleted.
      undoDelete: () => {
        if (notices.deleted) investigations.restore(notices.deleted);
        notices.deleted = undefined;
        surfaces.changed('state');
      },
      exportInvestigation: async ({ investigation, format }) =>
        exportInvestigation(await investigations.load(investigation), redaction, format),
      showOlder: () => {
        notices.listed += LIST_PAGE;
        surfaces.changed('state');
      },
      showHome: () => {
        notices.captureProblem = undefined;
        notices.listed = LIST_PAGE;
        shown.hide();
        surfaces.changed('state');
      },
      pickFailure: ({ investigation, index }) => {
        const picked = pickFailure(investigations.getOrThrow(investigation), index, investigations);
        if (!picked) return;
        if (picked.id !== investigation) {
          shown.show(picked.id);
          const recipe = runs.recipe(investigation);
          if (recipe) void runs.setRecipe(picked.id, recipe).catch(parts.report);
        }
        void evidence.collect(picked.id);
      },
      setStatus: ({ investigation, status }) =>
        investigations.dispatch(investigations.getOrThrow(investigation).id, { type: 'statusSet', status }),
    },
  } satisfies Feature;
}

/** Takes over the panel that VS Code kept through a reload, with its investigation. */
export async function adoptPanel(
  { investigations, shown, evidence, panel: place, log }: HostParts,
  panel: vscode.WebviewPanel,
  state: unknown,
): Promise<void> {
  const id = typeof state === 'object' && state !== null && 'investigation' in state ? state.investigation : undefined;
  if (typeof id === 'string' && /^[\w-]{1,100}$/.test(id)) {
    const restored = await investigations
      .load(id)
      .catch((error: unknown) => log.warn('The investigation of a restored panel is gone.', error));
    if (restored) {
      shown.show(id);
      void evidence.collect(id);
    }
  }
  place.adopt(panel);
}
