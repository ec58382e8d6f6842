import { join } from 'node:path';
import * as vscode from 'vscode';
import { t } from '../../core/language';
import type { Feature } from '../feature';
import type { HostParts } from '../parts';
import { evidenceLocations } from '../surfaces/decorations';
import { relativeName, workspaceRoots } from '../workspaceFiles';

/** The next step in the sample; undefined once a hypothesis was followed to its line. */
export type SampleStep = 'run' | 'debug' | 'read';

const steps: Record<SampleStep, { text: string; command: string; tooltip: string }> = {
  run: {
    text: t('Next: run npm test'),
    command: 'debugWithContext.runSample',
    tooltip: t('Runs the tests of the sample in a terminal. One fails.'),
  },
  debug: {
    text: t('Next: press {0}', process.platform === 'darwin' ? 'Cmd+Alt+D' : `${t('Ctrl')}+Alt+D`),
    command: 'debugWithContext.debugHint',
    tooltip: t('Debugs what failed in the terminal'),
  },
  read: {
    text: t('Next: open the first evidence'),
    command: 'debugWithContext.nextEvidence',
    tooltip: t('Opens the line that the first hypothesis rests on. Any link in the panel does, too.'),
  },
};

const READ = 'sampleRead';

/** In the sample: README and terminal at the start, and the next step in the status bar until the first hypothesis is read. */
export function sampleGuide({ context, terminals, shown, investigations }: HostParts) {
  const item = vscode.window.createStatusBarItem('debugWithContext.sampleGuide', vscode.StatusBarAlignment.Left, -999);
  item.name = t('Debug with Context: next step in the sample');
  let following: vscode.Disposable | undefined;

  const step = (): SampleStep | undefined => {
    if (context.workspaceState.get(READ)) return undefined;
    if (shown.investigation) return 'read';
    return terminals.failures.length ? 'debug' : 'run';
  };

  const show = (): void => {
    const now = step();
    if (!now) {
      item.hide();
      following?.dispose();
      return;
    }
    const { text, command, tooltip } = steps[now];
    item.text = `$(arrow-right) ${text}`;
    item.command = command;
    item.tooltip = tooltip;
    item.show();
  };

  /** An editor shows a line of the evidence: the person has followed a hypothesis there. */
  const looked = async ({ textEditor, selections }: vscode.TextEditorSelectionChangeEvent): Promise<void> => {
    const { investigation } = shown;
    const file = relativeName(textEditor.document.uri);
    const [selection] = selections;
    if (!investigation || !selection || file === undefined) return;
    const line = selection.active.line + 1;
    if (!evidenceLocations(investigation).some((place) => place.file === file && place.line === line)) return;
    await context.workspaceState.update(READ, true);
    show();
  };

  /** The person's first view; VS Code's setting for an empty start is respected. */
  const open = async (): Promise<void> => {
    const atStart = vscode.workspace.getConfiguration('workbench').get<string>('startupEditor');
    if (atStart === 'none' || !step()) return;
    const [root = ''] = workspaceRoots();
    const readme = vscode.Uri.file(join(root, 'README.md'));
    if (atStart !== 'readme') await vscode.commands.executeCommand('markdown.showPreview', readme);
    if (vscode.workspace.isTrusted) terminalOfSample().show(true);
  };

  return {
    commands: {
      'debugWithContext.runSample': () => {
        const terminal = terminalOfSample();
        terminal.show();
        terminal.sendText('npm test');
      },
    },
    calls: {},
    /** Call once, in the window of the sample. */
    async begin(): Promise<void> {
      if (!step()) return;
      following = vscode.Disposable.from(
        terminals.onDidFail(show),
        shown.onDidChange(show),
        investigations.onDidChange(({ event }) => event === 'deleted' && show()),
        vscode.window.onDidChangeTextEditorSelection((event) => void looked(event)),
      );
      show();
      await open();
    },
    step,
    subscriptions: [item, new vscode.Disposable(() => void following?.dispose())],
  } satisfies Feature & Record<string, unknown>;
}

function terminalOfSample(): vscode.Terminal {
  const [first]: readonly (vscode.Terminal | undefined)[] = vscode.window.terminals;
  return vscode.window.activeTerminal ?? first ?? vscode.window.createTerminal();
}
