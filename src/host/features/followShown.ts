import * as vscode from 'vscode';
import { leftOutNotice } from '../../node/leftOutNotice';
import type { Feature } from '../feature';
import type { HostParts } from '../parts';
import { setContext } from '../setContext';
import type { Decorations } from '../surfaces/decorations';
import type { FrameLenses } from '../surfaces/frameLenses';
import type { HopMarks } from '../surfaces/hopMarks';

/** Keeps everything visible up to date with the shown investigation: views, marks, lenses, titles, menus. */
export function followShown(parts: HostParts, decorations: Decorations, hops: HopMarks, lenses: FrameLenses) {
  const { runs, investigations, shown, surfaces, panel, providers, recent, notices, glance, evidence } = parts;

  const draw = (what: 'state' | 'answer'): void => {
    const current = shown.investigation;
    surfaces.changed(what);
    decorations.show(current);
    hops.show(current);
    if (what === 'answer') return;
    lenses.refresh();
    panel.setTitle(current ? current.title.slice(0, 40) : 'Debug with Context');
    const round = current?.rounds.at(-1);
    setContext('investigationOpen', current !== undefined);
    setContext('canRun', current !== undefined && vscode.workspace.isTrusted && runs.recipe(current.id) !== undefined);
    setContext('promptReady', current?.evidence.collected !== undefined);
    setContext('asking', round?.phase === 'streaming' || current?.evidence.phase === 'collecting');
  };

  const welcome = async (): Promise<void> => {
    void providers.refresh();
    notices.unreadable = leftOutNotice(await investigations.list());
    // In a browser, reading the clipboard asks for permission, so there only a click of the person triggers it.
    if (vscode.env.uiKind === vscode.UIKind.Desktop)
      notices.clipboardHasTrace = (await glance(await vscode.env.clipboard.readText())) !== null;
    surfaces.changed('state');
  };

  return {
    subscriptions: [
      investigations.onDidChange(({ id, event }) => {
        if (shown.investigation?.id === id) draw(event === 'answerRead' || event === 'answerArrived' ? 'answer' : 'state');
        else surfaces.changed('state');
        // The other window may have picked another failure of the text.
        if (event === 'changedElsewhere' && !investigations.get(id)?.evidence.collected) void evidence.collect(id);
      }),
      vscode.window.onDidChangeWindowState(({ focused }) => focused && void investigations.refresh()),
      shown.onDidChange(() => draw('state')),
      recent.onDidChange(() => surfaces.changed('state')),
      providers.onDidChange(() => surfaces.changed('state')),
      surfaces.onDidShow(() => void welcome()),
    ],
  } satisfies Feature;
}
