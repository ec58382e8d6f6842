import * as vscode from 'vscode';
import { t } from '../../core/language';
import type { Glance } from '../../app/capture';
import { SECTION } from '../settings';
import type { TerminalCommand, TerminalWatch } from './terminalWatch';

/** How many characters at the end of an output are examined. */
const LOOK = 60_000;
/** Matches a phrase that nearly every failure prints. */
const PLAUSIBLE = /error|exception|traceback|panic|fail|\bat .{1,200}:\d/i;
/** How long a hint stays, ms: it is about something that just happened. */
const STAYS = 5 * 60_000;

/** A quiet hint in the status bar when a terminal command has failed with a trace. Disappears on click, after a while, or for good by a setting. */
export class FailureHint implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('debugWithContext.hint', vscode.StatusBarAlignment.Left, -1000);
  private readonly subscription: vscode.Disposable;
  private timer: NodeJS.Timeout | undefined;
  private shown = false;

  /** @param glance loads the failure reader; called only if a text looks like a failure at first sight */
  constructor(
    terminals: TerminalWatch,
    private readonly glance: Glance,
  ) {
    this.item.name = t('Debug with Context: hint at a failed command');
    this.item.text = `$(debug-alt-small) ${t('Command failed: Debug with Context')}`;
    this.item.command = 'debugWithContext.debugHint';
    this.subscription = terminals.onDidFail((command) => void this.show(command));
  }

  get isShown(): boolean {
    return this.shown;
  }

  hide(): void {
    clearTimeout(this.timer);
    this.shown = false;
    this.item.hide();
  }

  dispose(): void {
    this.hide();
    this.subscription.dispose();
    this.item.dispose();
  }

  private async show(command: TerminalCommand): Promise<void> {
    this.hide();
    if (!vscode.workspace.getConfiguration(SECTION).get('hints', true)) return;
    const tail = await command.output.tail(LOOK);
    if (!PLAUSIBLE.test(tail) || !(await this.glance(tail).catch(() => null))) return;
    const tooltip = new vscode.MarkdownString(undefined, true);
    tooltip.isTrusted = { enabledCommands: ['debugWithContext.hideHints'] };
    tooltip.appendMarkdown(`${t('Shows where it failed, what changed and where the cause may lie. Nothing leaves this machine.')}\n\n`);
    tooltip.appendMarkdown(`[${t("Don't show such hints")}](command:debugWithContext.hideHints)`);
    this.item.tooltip = tooltip;
    this.item.accessibilityInformation = { label: t('Debug with Context: a terminal command failed'), role: 'button' };
    this.item.show();
    this.shown = true;
    this.timer = setTimeout(() => this.hide(), STAYS);
  }
}
