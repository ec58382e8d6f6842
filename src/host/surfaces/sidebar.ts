import type * as vscode from 'vscode';
import type { Surfaces } from './surfaces';
import { webviewHtml, webviewRoots } from './webviewHtml';

/** The view in the activity bar. */
export class Sidebar implements vscode.WebviewViewProvider {
  constructor(
    private readonly extension: vscode.Uri,
    private readonly surfaces: () => Promise<Surfaces>,
  ) {}

  async resolveWebviewView(view: vscode.WebviewView): Promise<void> {
    view.webview.options = { enableScripts: true, localResourceRoots: webviewRoots(this.extension) };
    const surfaces = await this.surfaces();
    surfaces.attach('sidebar', view.webview, {
      onDidDispose: view.onDidDispose,
      onDidChangeVisibility: view.onDidChangeVisibility,
      isVisible: () => view.visible,
    });
    view.webview.html = webviewHtml(view.webview, this.extension, 'sidebar');
  }
}
