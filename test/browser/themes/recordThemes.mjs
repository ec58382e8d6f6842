// Records the colours and fonts that a real VS Code passes to a webview, for the themes that the component tests use.
// Run by hand when the panel's style sheets name new variables: node test/browser/themes/recordThemes.mjs
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchCodeServer } from '../../../scripts/vscode/launchCodeServer.mjs';
import { runInExtensionHost } from '../../../scripts/vscode/runInExtensionHost.mjs';

const root = join(import.meta.dirname, '../../..');
const themes = {
  darkModern: 'Dark Modern',
  lightModern: 'Light Modern',
  highContrast: 'Default High Contrast',
  highContrastLight: 'Default High Contrast Light',
};

/** Runs inside the extension host: opens a webview, switches through the themes, and records what the page received. */
const recorder = `
const vscode = require('vscode');
const { writeFileSync } = require('node:fs');
exports.activate = () => undefined;
exports.run = async () => {
  const panel = vscode.window.createWebviewPanel('record', 'Record', vscode.ViewColumn.One, { enableScripts: true });
  let take = () => undefined;
  panel.webview.onDidReceiveMessage((message) => take(message));
  panel.webview.html = '<script>const api = acquireVsCodeApi(); addEventListener("message", () => api.postMessage(' +
    '{ body: document.body.className, style: document.documentElement.getAttribute("style") }))</script>';
  for (const [name, theme] of Object.entries(${JSON.stringify(themes)})) {
    await vscode.workspace.getConfiguration('workbench').update('colorTheme', theme, vscode.ConfigurationTarget.Global);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const message = new Promise((resolve) => (take = resolve));
    await panel.webview.postMessage('record');
    writeFileSync(process.env.RECORD_TO + '/' + name + '.json', JSON.stringify(await message));
  }
};`;

const folder = await mkdtemp(join(tmpdir(), 'themes-'));
try {
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({
      name: 'record',
      publisher: 'test',
      version: '0.0.1',
      engines: { vscode: '*' },
      main: './main.js',
      activationEvents: ['*'],
    }),
  );
  await writeFile(join(folder, 'main.js'), recorder);
  const server = await launchCodeServer({
    testDriver: true,
    settings: { 'window.autoDetectColorScheme': false, 'window.autoDetectHighContrast': false },
  });
  try {
    const { code } = await runInExtensionHost({
      server,
      folder,
      extension: folder,
      tests: join(folder, 'main.js'),
      env: { RECORD_TO: folder },
      timeoutMs: 90_000,
    });
    if (code !== 0) throw new Error('The recording did not end well.');
  } finally {
    await server.stop();
  }
  const used = await usedVariables();
  for (const name of Object.keys(themes)) {
    const { body, style } = JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8'));
    /** @type {[string, string][]} */
    const all = style
      .split(';')
      .map((/** @type {string} */ part) => part.trim())
      .filter((/** @type {string} */ part) => part.startsWith('--'))
      .map((/** @type {string} */ part) => [part.slice(0, part.indexOf(':')), part.slice(part.indexOf(':') + 1).trim()]);
    const variables = Object.fromEntries(all.filter(([variable]) => used.has(variable)).sort());
    await writeFile(join(import.meta.dirname, `${name}.json`), `${JSON.stringify({ body, variables }, null, 2)}\n`);
    console.log(`${name}: ${Object.keys(variables).length} of ${all.length} variables`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Names of the variables that the panel's style sheets and the components in it mention. */
async function usedVariables() {
  const folders = [
    join(root, 'src/webview'),
    ...['vscode-button', 'vscode-textfield', 'vscode-icon'].map((name) => join(root, 'node_modules/@vscode-elements/elements/dist', name)),
  ];
  const names = new Set();
  for (const place of folders) {
    for (const file of await readdir(place, { recursive: true })) {
      if (!/\.(css|ts|js)$/.test(file)) continue;
      for (const [name] of (await readFile(join(place, file), 'utf8')).matchAll(/--vscode-[\w-]+/g)) names.add(name);
    }
  }
  return names;
}
