import * as vscode from 'vscode';
import { t } from '../../core/language';
import { userFacingErrors } from '../../app/userFacingErrors';
import type { TracedValue } from '../../core/experiments/chainTo';
import type { Investigation } from '../../core/investigation/investigation';
import { agreeToContents } from '../agreeToContents';
import { placeOfCall, valueAtCursor, valueAtPlace } from '../chooseValue';
import type { Feature } from '../feature';
import type { HostParts } from '../parts';
import { setContext } from '../setContext';
import { stackOf } from '../stackOf';
import { unsavedTexts } from '../workspaceFiles';

/** Follows a value in a running debug session: sets logpoints along its path and removes them with one click. */
export function logpointsFeature(parts: HostParts) {
  const { analysis, investigations, shown, probes, logpoints, context, stops, reveal, report } = parts;

  const put = async (investigation: Investigation, value: TracedValue): Promise<void> => {
    const contents = logpoints.tellsShapes || (await agreeToContents(context.workspaceState));
    if (!contents) return;
    const found = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: t('Looking where {0} comes from', value.expression), cancellable: false },
      () => analysis.call('probePlaces', { value, stack: stackOf(investigation), unsaved: unsavedTexts() }),
    );
    // The session may have ended meanwhile.
    if (!logpoints.session) throw userFacingErrors.noLogpoints();
    logpoints.remove(investigation.id);
    const set = probes.open({ kind: 'logpoints', investigation: investigation.id, value, ...found });
    const { placed, taken } = logpoints.place(set, contents);
    if (!placed) probes.close(set.id);
    if (!placed && !taken.length) throw userFacingErrors.nothingToLog(value.expression);
    if (taken.length)
      void vscode.window.showInformationMessage(
        t('{0}: a breakpoint of yours is there, so no logpoint was set. It stays as it is.', taken.join(', ')),
      );
  };

  const choose = async (investigation: Investigation, choosing: () => Promise<TracedValue | undefined>): Promise<void> => {
    if (!vscode.workspace.isTrusted) throw userFacingErrors.untrustedRun();
    if (!logpoints.session) throw userFacingErrors.noLogpoints();
    const value = await choosing();
    if (!value) return;
    await put(investigation, value);
    reveal();
  };

  const menus = (): void => {
    setContext('canLog', vscode.workspace.isTrusted && shown.investigation !== undefined && logpoints.session !== undefined);
    setContext(
      'logpointsSet',
      probes.all().some(({ kind }) => kind === 'logpoints'),
    );
  };

  return {
    commands: {
      'debugWithContext.setLogpoints': async () => {
        const investigation = shown.orThrow();
        await choose(investigation, () => valueAtCursor(investigation));
      },
      'debugWithContext.removeLogpoints': () => logpoints.remove(),
    },
    calls: {
      setLogpoints: ({ investigation: id, ...named }) => {
        const investigation = investigations.getOrThrow(id);
        const place = placeOfCall(investigation, named);
        // Not awaited: the person chooses first, and the progress arrives in the state.
        void choose(investigation, () => valueAtPlace(investigation, place)).catch(report);
      },
      removeLogpoints: ({ investigation }) => logpoints.remove(investigation),
    },
    subscriptions: [
      stops.onDidChangeLogging(menus),
      shown.onDidChange(menus),
      vscode.debug.onDidChangeBreakpoints(menus),
      investigations.onDidChange(({ id, event }) => event === 'deleted' && logpoints.remove(id)),
    ],
  } satisfies Feature;
}
