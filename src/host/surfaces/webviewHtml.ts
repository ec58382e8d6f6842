import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { spokenLanguage, type Sentences } from '../../core/language';

export type SurfaceMode = 'panel' | 'sidebar';

/** Folders that a webview may load from: its own build output, and nothing of the workspace. */
export function webviewRoots(extension: vscode.Uri): vscode.Uri[] {
  return ['dist/webview', 'dist/codicons', 'media'].map((folder) => vscode.Uri.joinPath(extension, folder));
}

/** The page of the panel and of the sidebar. Its script makes all content; hostile text can load or run nothing. */
export function webviewHtml(webview: vscode.Webview, extension: vscode.Uri, mode: SurfaceMode): string {
  const nonce = randomBytes(16).toString('base64url');
  const asset = (path: string) => webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', path)).toString();
  const policy = [
    "default-src 'none'",
    `img-src ${webview.cspSource} data:`,
    `font-src ${webview.cspSource}`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  const platform = process.platform === 'darwin' ? 'mac' : 'other';
  return `<!doctype html>
<html lang="${spokenLanguage()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="${asset('codicons/codicon.css')}" id="vscode-codicon-stylesheet" nonce="${nonce}">
<link rel="stylesheet" href="${asset('webview/panel.css')}" nonce="${nonce}">
<title>Debug with Context</title>
</head>
<body id="debug-with-context" data-mode="${mode}" data-platform="${platform}" data-vscode-context='{"preventDefaultContextMenuItems": true}'>
<div id="root"></div>
${sentencesOf(vscode.l10n.bundle)}
<script type="module" nonce="${nonce}" src="${asset('webview/panel.js')}"></script>
</body>
</html>`;
}

/** The sentences of another language, as data that the page's script reads. @param bundle undefined in English */
function sentencesOf(bundle: Sentences | undefined): string {
  return bundle ? `<script type="application/json" id="sentences">${JSON.stringify(bundle).replaceAll('<', '\\u003c')}</script>` : '';
}
