import * as vscode from 'vscode';
import { PANEL_VIEW_TYPE } from '../commandIds';
import type { Surfaces } from './surfaces';
import { webviewHtml, webviewRoots } from './webviewHtml';

/** The editor tab beside the code; there is at most one. */
export class Panel {
  private panel: vscode.WebviewPanel | undefined;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly surfaces: Surfaces,
  ) {}

  /** Opens the tab beside the code, or brings it to the front. */
  show(): void {
    if (this.panel) {
      this.panel.reveal(undefined, false);
      return;
    }
    const column = vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    const options = { enableScripts: true, localResourceRoots: webviewRoots(this.extension) };
    this.adopt(
      vscode.window.createWebviewPanel(PANEL_VIEW_TYPE, 'Debug with Context', { viewColumn: column, preserveFocus: false }, options),
    );
  }

  /** Takes over a tab that VS Code kept through a reload. */
  adopt(panel: vscode.WebviewPanel): void {
    this.panel?.dispose();
    this.panel = panel;
    panel.iconPath = vscode.Uri.joinPath(this.extension, 'media', 'icon-tab.svg');
    panel.webview.options = { enableScripts: true, localResourceRoots: webviewRoots(this.extension) };
    panel.onDidDispose(() => {
      if (this.panel === panel) this.panel = undefined;
    });
    this.surfaces.attach('panel', panel.webview, {
      onDidDispose: panel.onDidDispose,
      onDidChangeVisibility: (listener) => panel.onDidChangeViewState(() => listener()),
      isVisible: () => panel.visible,
    });
    panel.webview.html = webviewHtml(panel.webview, this.extension, 'panel');
  }

  setTitle(title: string): void {
    if (this.panel) this.panel.title = title;
  }

  dispose(): void {
    this.panel?.dispose();
  }
}
