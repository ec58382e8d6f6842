import * as vscode from 'vscode';
import { plural, t } from '../core/language';
import type { ProbeInFile } from '../core/experiments/probes/probesInText';
import type { SourceProbes } from './sourceProbes';

/** The parts of VS Code's git extension that are used here. */
interface GitApi {
  repositories: { rootUri: vscode.Uri; state: { indexChanges: { uri: vscode.Uri }[]; onDidChange: vscode.Event<void> } }[];
  onDidOpenRepository: vscode.Event<unknown>;
}

/**
 * Warns that probes are in the code: permanently in the status bar, and once in a message when files with probes are staged. Blocks no
 * commit: that does git where the person asked for it, and `debug-with-context check-probes --staged` in the person's own hook.
 */
export class ProbeGuard implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('debugWithContext.probes', vscode.StatusBarAlignment.Left, 10);
  private readonly subscriptions: vscode.Disposable[] = [];
  private watched = new Set<string>();
  private warned = '';

  constructor(
    private readonly probes: SourceProbes,
    private readonly staged: (folder: string) => Promise<ProbeInFile[]>,
    private readonly remove: () => Promise<void>,
  ) {
    this.item.name = t('Lines inserted by Debug with Context');
    this.item.command = 'debugWithContext.removeProbes';
    this.subscriptions.push(
      this.item,
      probes.onDidChange(() => this.show()),
    );
    this.show();
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private show(): void {
    const { shown } = this.probes;
    if (!shown.length) {
      this.warned = '';
      return this.item.hide();
    }
    this.item.text = `$(warning) ${plural(shown.length, '{0} inserted line', '{0} inserted lines')}`;
    const places = shown.map(({ file, line }) => `${file}:${line}`).join('\n');
    const why =
      shown.length === 1 ? t('Inserted to print a value. Click to remove it.') : t('Inserted to print a value. Click to remove them.');
    this.item.tooltip = `${places}\n${why}`;
    this.item.show();
    void this.watch();
  }

  /** Only once there are probes: the git extension is not queried before. */
  private async watch(): Promise<void> {
    const extension = vscode.extensions.getExtension<{ enabled: boolean; getAPI(version: 1): GitApi }>('vscode.git');
    const exported = await extension?.activate();
    if (!exported?.enabled) return;
    const api = exported.getAPI(1);
    for (const repository of api.repositories) {
      const root = repository.rootUri.fsPath;
      if (this.watched.has(root)) continue;
      this.watched.add(root);
      this.subscriptions.push(repository.state.onDidChange(() => void this.look(root, repository.state.indexChanges)));
    }
  }

  private async look(root: string, changes: readonly { uri: vscode.Uri }[]): Promise<void> {
    if (!this.probes.shown.length || !changes.length) return;
    const found = await this.staged(root);
    const key = found.map(({ file, probe }) => `${file} ${probe}`).join('\n');
    if (!found.length || key === this.warned) return;
    this.warned = key;
    const [{ file, line }] = found as [ProbeInFile];
    const said =
      found.length === 1
        ? t('An inserted line is staged ({0}). Remove it before you commit, then stage again.', `${file}:${line}`)
        : t('{0} inserted lines are staged. Remove them before you commit, then stage again.', found.length);
    const action = t('Remove Inserted Lines');
    const chosen = await vscode.window.showWarningMessage(said, action);
    if (chosen === action) await this.remove();
  }
}
