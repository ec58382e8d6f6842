import type * as vscode from 'vscode';
import type { Desk } from './desk';
import { webviewHtml, webviewRoots } from './webviewHtml';

/** The view in the activity bar. */
export class Sidebar implements vscode.WebviewViewProvider {
  constructor(
    private readonly extension: vscode.Uri,
    private readonly desk: () => Promise<Desk>,
  ) {}

  async resolveWebviewView(view: vscode.WebviewView): Promise<void> {
    view.webview.options = { enableScripts: true, localResourceRoots: webviewRoots(this.extension) };
    const desk = await this.desk();
    desk.surfaces.attach('sidebar', view.webview, {
      onDidDispose: view.onDidDispose,
      onDidChangeVisibility: view.onDidChangeVisibility,
      isVisible: () => view.visible,
      reveal: () => view.show(false),
    });
    view.webview.html = webviewHtml(view.webview, this.extension, 'sidebar');
  }
}
