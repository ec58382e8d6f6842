import * as vscode from 'vscode';
import { plural, t } from '../../core/language';
import { userFacingErrors } from '../../app/userFacingErrors';
import type { TracedValue } from '../../core/experiments/chainTo';
import type { Investigation } from '../../core/investigation/investigation';
import type { CommandOutput } from '../capture/commandOutput';
import { placeOfCall, valueAtCursor, valueAtPlace } from '../chooseValue';
import type { Feature } from '../feature';
import { ProbeGuard } from '../probeGuard';
import { linesInWords } from '../linesInWords';
import type { HostParts } from '../parts';
import { setContext } from '../setContext';
import { stackOf } from '../stackOf';
import { unsavedTexts } from '../workspaceFiles';

/** Follows a value by lines inserted into the code: only on request, and only if nothing else can. */
export function sourceProbesFeature(parts: HostParts) {
  const { analysis, investigations, shown, probes, sourceProbes, terminals, reveal, report, log } = parts;
  const guard = new ProbeGuard(
    sourceProbes,
    (folder) => analysis.call('stagedProbes', { folder }),
    () => remove(),
  );

  const put = async (investigation: Investigation, value: TracedValue): Promise<void> => {
    const unsaved = unsavedTexts();
    const { hops, places } = await analysis.call('probePlaces', { value, stack: stackOf(investigation), unsaved: {} });
    const set = probes.open({ kind: 'source', investigation: investigation.id, value, hops, places });
    const { lines, refused } = await analysis.call('probeStatements', { places, set: set.id });
    const at = ({ file, line }: { file: string; line: number }) => `${file.slice(file.lastIndexOf('/') + 1)}:${line}`;
    const reasons = refused.map((each) => `${at(each)}: ${each.why}.`);
    if (!lines.length) {
      probes.close(set.id);
      throw userFacingErrors.noProbe(value.expression, reasons[0]);
    }
    const dirty = lines.find(({ file }) => file in unsaved);
    if (dirty) throw userFacingErrors.unsavedForProbes(dirty.file);
    const yes = plural(lines.length, 'Insert the line', 'Insert {0} lines');
    const guards = await sourceProbes.guardPlaces(lines.map(({ file }) => file));
    const guarded = t('Insert and guard commits');
    const detail = [
      t('Before {0}.', linesInWords(lines.map(({ file, before }) => ({ file, line: before })))),
      t(
        "Each line prints the value's kind and size to standard error and is marked with a comment. The Run block lists the lines and removes them with one click, even after a restart.",
      ),
      ...(guards.length
        ? [
            t(
              'With the guard, git refuses to commit these lines. The guard is a setting of this repository, leaves your own hooks alone, and is removed with the last line.',
            ),
          ]
        : []),
      ...reasons,
    ].join('\n\n');
    const question = t('Print “{0}” by inserting lines into your files?', value.expression);
    const choices = guards.length ? [yes, guarded] : [yes];
    const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, ...choices);
    if (chosen === undefined) return probes.close(set.id);
    await sourceProbes.insert(lines, chosen === guarded ? guards : []);
  };

  const remove = async (): Promise<void> => {
    const toSave = await sourceProbes.remove();
    for (const { id, kind } of probes.all()) if (kind === 'source') probes.close(id);
    if (toSave.length)
      void vscode.window.showInformationMessage(
        t('The lines were removed from {0} in the editor. Save to remove them from the disk as well.', toSave.join(', ')),
      );
  };

  const choose = async (investigation: Investigation, choosing: () => Promise<TracedValue | undefined>): Promise<void> => {
    if (!vscode.workspace.isTrusted) throw userFacingErrors.untrustedRun();
    const value = await choosing();
    if (!value) return;
    await put(investigation, value);
    reveal();
  };

  const listen = (output: CommandOutput): void => {
    if (!probes.all().some(({ kind }) => kind === 'source')) return;
    output.whole().then(
      (whole) => 'text' in whole && probes.printed(whole.text),
      (error: unknown) => log.warn('What probes printed could not be read.', error),
    );
  };

  const menus = (): void => setContext('probesInserted', sourceProbes.shown.length > 0);
  void sourceProbes.refresh().then(menus, report);

  return {
    commands: {
      'debugWithContext.insertProbes': async () => {
        const investigation = shown.orThrow();
        await choose(investigation, () => valueAtCursor(investigation));
      },
      'debugWithContext.removeProbes': remove,
    },
    calls: {
      insertProbes: ({ investigation: id, ...named }) => {
        const investigation = investigations.getOrThrow(id);
        const place = placeOfCall(investigation, named);
        // Not awaited: the person chooses first.
        void choose(investigation, () => valueAtPlace(investigation, place)).catch(report);
      },
      removeProbes: remove,
    },
    subscriptions: [
      guard,
      sourceProbes.onDidChange(menus),
      terminals.onDidEnd(({ output }) => listen(output)),
      vscode.workspace.onDidSaveTextDocument(() => void sourceProbes.refresh().catch(report)),
    ],
  } satisfies Feature;
}
