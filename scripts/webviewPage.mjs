// Everything that a page outside VS Code needs to show the webview's parts: their bundle, the icons, and the variables of VS Code's themes.
import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './runCommand.mjs';

/** @type {Record<string, string>} */
export const contentTypes = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' };

/**
 * A bundle as the extension ships it, built for this run, so that a page never shows an old one.
 * @param {string} entry path from the root
 * @param {string} outdir folder of the addresses: `/webview`
 * @returns {Promise<Map<string, Uint8Array>>} by address
 */
export async function bundleWebview(entry, outdir) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outdir,
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

/**
 * @param {string} path path of the address
 * @returns {Promise<Uint8Array | undefined>}
 */
export async function codicons(path) {
  const name = /^\/codicons\/(codicon\.(?:css|ttf))$/.exec(path)?.[1];
  return name ? readFile(join(root, 'node_modules/@vscode/codicons/dist', name)) : undefined;
}

/**
 * The class of the body and the variables that VS Code gives a webview in a theme.
 * @param {string} name
 * @returns {Promise<{ body: string, variables: Record<string, string> }>}
 */
export async function readTheme(name) {
  return JSON.parse(await readFile(join(root, 'test/browser/themes', `${name}.json`), 'utf8'));
}

/**
 * The theme's variables as a CSS rule.
 * @param {string} name
 */
export async function themeVariables(name) {
  const { variables } = await readTheme(name);
  return `:root { ${Object.entries(variables)
    .map(([key, value]) => `${key}: ${value};`)
    .join('\n')} }`;
}
