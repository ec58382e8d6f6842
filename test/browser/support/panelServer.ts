import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { extname } from 'node:path';
import type { Sentences } from '../../../src/core/language';
import { pseudoSentences } from '../../support/pseudoSentences';
import { bundleWebview, codicons, contentTypes, readTheme, themeVariables } from '../../../scripts/webviewPage.mjs';

export const themeNames = ['darkModern', 'lightModern', 'highContrast', 'highContrastLight'] as const;
export type ThemeName = (typeof themeNames)[number];

/** Serves the panel's page as the extension does, with the same content security policy, in the theme that the URL names. */
export async function startPanelServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const files = await bundleWebview('src/webview/panel.ts', '/webview');
  const server = createServer((request, response) => {
    void answer(new URL(request.url ?? '/', 'http://localhost'), files, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the page server has no port');
  return { url: `http://127.0.0.1:${address.port}`, stop: () => stop(server) };
}

async function answer(url: URL, built: Map<string, Uint8Array>, response: ServerResponse): Promise<void> {
  const send = (type: string, body: string | Uint8Array) =>
    response.writeHead(200, { 'content-type': type, 'cache-control': type === 'text/html' ? 'no-store' : 'max-age=3600' }).end(body);
  if (url.pathname === '/') return void send('text/html', await page(url));
  if (url.pathname === '/empty') return void send('text/html', '<!doctype html><link rel="icon" href="data:,">');
  if (url.pathname === '/theme.css') return void send('text/css', await themeSheet(url.searchParams.get('name') ?? 'darkModern'));
  const file = built.get(url.pathname) ?? (await codicons(url.pathname));
  if (file) send(contentTypes[extname(url.pathname)] ?? 'application/octet-stream', file);
  else response.writeHead(404).end();
}

async function themeSheet(name: string): Promise<string> {
  const background =
    'body { background: var(--vscode-editor-background); } body[data-mode="sidebar"] { background: var(--vscode-sideBar-background); }';
  // VS Code gives every webview this rule; some themes have the colour of the text without that of the background.
  const code = 'code { color: var(--vscode-textPreformat-foreground); background-color: var(--vscode-textPreformat-background); }';
  return `${await themeVariables(name)} ${background} ${code}`;
}

/** The page's skeleton, as the host writes it. */
async function page(url: URL): Promise<string> {
  const nonce = randomBytes(16).toString('base64');
  const theme = url.searchParams.get('theme') ?? 'darkModern';
  const mode = url.searchParams.get('mode') ?? 'panel';
  const language = url.searchParams.get('language') ?? 'en';
  const sentences = await sentencesOf(language);
  const { body } = await readTheme(theme);
  return `<!doctype html>
<html lang="${language}"><head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src ${url.origin} data:; font-src http://127.0.0.1:*; style-src http://127.0.0.1:* 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<link rel="stylesheet" href="/theme.css?name=${theme}" nonce="${nonce}">
<link rel="stylesheet" href="/codicons/codicon.css" id="vscode-codicon-stylesheet" nonce="${nonce}">
<link rel="stylesheet" href="/webview/panel.css" nonce="${nonce}">
<title>Debug with Context</title></head>
<body id="debug-with-context" class="${body}" data-mode="${mode}" data-platform="other">
<div id="root"></div>
${sentences ? `<script type="application/json" id="sentences">${JSON.stringify(sentences).replaceAll('<', '\\u003c')}</script>` : ''}
<script type="module" nonce="${nonce}" src="/webview/panel.js"></script>
</body></html>`;
}

/** What the host puts into the page; `en-x-pseudo` is the language of tests. Undefined for English. */
async function sentencesOf(language: string): Promise<Sentences | undefined> {
  if (language === 'en') return undefined;
  if (language === 'en-x-pseudo') return pseudoSentences();
  return JSON.parse(await readFile(`l10n/bundle.l10n.${language}.json`, 'utf8')) as Sentences;
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
