import { build } from 'esbuild';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

export const themeNames = ['darkModern', 'lightModern', 'highContrast', 'highContrastLight'] as const;
export type ThemeName = (typeof themeNames)[number];

const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' };

/** Serves the panel's page as the extension does, with the same content security policy, in the theme that the address names. */
export async function startPanelServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const files = await buildWebview();
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

/** The bundle that the extension ships, made for this run: a test never sees an old one. */
async function buildWebview(): Promise<Map<string, Uint8Array>> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['src/webview/panel.ts'],
    outdir: '/webview',
    bundle: true,
    minify: true,
    write: false,
    platform: 'browser',
    target: 'es2022',
    format: 'esm',
    legalComments: 'none',
    loader: { '.ttf': 'file' },
  });
  return new Map(outputFiles.map(({ path, contents }) => [path, contents]));
}

async function answer(url: URL, built: Map<string, Uint8Array>, response: ServerResponse): Promise<void> {
  const send = (type: string, body: string | Uint8Array) => response.writeHead(200, { 'content-type': type }).end(body);
  if (url.pathname === '/') return void send('text/html', await page(url));
  if (url.pathname === '/theme.css') return void send('text/css', await themeSheet(url.searchParams.get('name') ?? 'darkModern'));
  const file = built.get(url.pathname) ?? (await codicons(url.pathname));
  if (file) send(types[extname(url.pathname)] ?? 'application/octet-stream', file);
  else response.writeHead(404).end();
}

async function codicons(path: string): Promise<Uint8Array | undefined> {
  const name = /^\/codicons\/(codicon\.(?:css|ttf))$/.exec(path)?.[1];
  return name ? readFile(join(root, 'node_modules/@vscode/codicons/dist', name)) : undefined;
}

/** What VS Code gives a webview in a theme: the class of its body, and its variables. */
export async function readTheme(name: string): Promise<{ body: string; variables: Record<string, string> }> {
  return JSON.parse(await readFile(join(root, 'test/browser/themes', `${name}.json`), 'utf8'));
}

async function themeSheet(name: string): Promise<string> {
  const { variables } = await readTheme(name);
  const background =
    'body { background: var(--vscode-editor-background); } body[data-mode="sidebar"] { background: var(--vscode-sideBar-background); }';
  return `:root { ${Object.entries(variables)
    .map(([key, value]) => `${key}: ${value};`)
    .join('\n')} } ${background}`;
}

/** The page's skeleton, as the host writes it. */
async function page(url: URL): Promise<string> {
  const nonce = randomBytes(16).toString('base64');
  const theme = url.searchParams.get('theme') ?? 'darkModern';
  const mode = url.searchParams.get('mode') ?? 'panel';
  const { body } = await readTheme(theme);
  return `<!doctype html>
<html lang="en"><head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src ${url.origin} data:; font-src http://127.0.0.1:*; style-src http://127.0.0.1:* 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<link rel="stylesheet" href="/theme.css?name=${theme}" nonce="${nonce}">
<link rel="stylesheet" href="/codicons/codicon.css" id="vscode-codicon-stylesheet" nonce="${nonce}">
<link rel="stylesheet" href="/webview/panel.css" nonce="${nonce}">
<title>Debug with Context</title></head>
<body id="debug-with-context" class="${body}" data-mode="${mode}" data-platform="other">
<div id="root"></div>
<script type="module" nonce="${nonce}" src="/webview/panel.js"></script>
</body></html>`;
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
