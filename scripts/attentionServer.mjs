import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { bundleWebview, codicons, contentTypes, readTheme, themeVariables } from './webviewPage.mjs';

const themes = ['darkModern', 'lightModern', 'highContrast', 'highContrastLight'];

/**
 * Serves the attention view outside VS Code, under the same content security policy as the panel's.
 * @param {{ recording: () => Promise<Uint8Array>, card?: () => Promise<string | undefined>, port?: number, bare?: boolean }} options
 *   `bare` leaves out the top bar
 * @returns {Promise<{ url: string, stop(): Promise<void> }>}
 */
export async function startAttentionServer({ recording, card, port = 0, bare = false }) {
  const built = await bundleWebview('src/webview/attention/standalone.ts', '/attention');
  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   */
  const answer = async (request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    /** @param {string} type @param {string | Uint8Array} body */
    const send = (type, body) => void response.writeHead(200, { 'content-type': type }).end(body);
    const theme = themes.find((name) => name === url.searchParams.get('theme')) ?? themes[0];
    try {
      if (url.pathname === '/') return send('text/html', await page(url.origin, String(theme), bare));
      if (url.pathname === '/theme.css') return send('text/css', await themeSheet(String(theme)));
      if (url.pathname === '/recording') return send('application/octet-stream', await recording());
      const text = url.pathname === '/card.json' ? await card?.() : undefined;
      if (text !== undefined) return send('application/json', text);
      const file = built.get(url.pathname) ?? (await codicons(url.pathname));
      if (file) return send(contentTypes[extname(url.pathname)] ?? 'application/octet-stream', file);
      response.writeHead(404).end();
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the page server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** @param {string} theme */
async function themeSheet(theme) {
  return `${await themeVariables(theme)}
body { background: var(--vscode-editor-background); overflow: auto; }
#bar { display: flex; gap: 12px; padding: 6px 16px; border-bottom: 1px solid var(--vscode-panel-border, transparent); }
#root { padding: 8px 16px; }`;
}

/** @param {string} origin @param {string} theme @param {boolean} bare */
async function page(origin, theme, bare) {
  const nonce = randomBytes(16).toString('base64');
  const { body } = await readTheme(theme);
  const bar = `<div id="bar"><label>Theme <select id="theme">${themes.map((name) => `<option${name === theme ? ' selected' : ''}>${name}</option>`).join('')}</select></label><span id="said" role="status"></span></div>`;
  return `<!doctype html>
<html lang="en"><head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; connect-src ${origin}; img-src ${origin} data:; font-src ${origin}; style-src ${origin} 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<link rel="stylesheet" href="/theme.css?theme=${theme}" nonce="${nonce}">
<link rel="stylesheet" href="/codicons/codicon.css" nonce="${nonce}">
<link rel="stylesheet" href="/attention/standalone.css" nonce="${nonce}">
<link rel="icon" href="data:,"><title>Attention</title></head>
<body class="${body}" data-mode="panel">
${bare ? '<div id="said" hidden></div>' : bar}
<main id="root"></main>
<script type="module" nonce="${nonce}" src="/attention/standalone.js"></script>
</body></html>`;
}
