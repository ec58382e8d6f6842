// Builds everything into dist/. `--watch` rebuilds on change; `--production` minifies.
import { build, context } from 'esbuild';
import { cp, mkdir, rm } from 'node:fs/promises';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

const shared = { bundle: true, sourcemap: !production, minify: production, logLevel: 'warning', legalComments: 'none' };
const node = { ...shared, platform: 'node', target: 'node20', format: 'cjs' };

// The CLI and the worker are built without `external: ['vscode']`: an import of it fails the build.
const bundles = [
  { ...node, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'] },
  { ...node, entryPoints: ['src/node/analysisWorker.ts'], outfile: 'dist/analysisWorker.js' },
  { ...node, entryPoints: ['src/cli.ts'], outfile: 'dist/cli.js', banner: { js: '#!/usr/bin/env node' } },
  { ...shared, entryPoints: ['src/webview/panel.ts'], outdir: 'dist/webview', platform: 'browser', target: 'es2022', format: 'esm', loader: { '.ttf': 'file' } },
];

const grammars = ['javascript', 'typescript', 'tsx', 'python', 'java', 'go', 'rust', 'c-sharp', 'cpp', 'php', 'ruby'];

await rm('dist', { recursive: true, force: true });
await mkdir('dist/grammars', { recursive: true });
const wasm = 'node_modules/@vscode/tree-sitter-wasm/wasm';
for (const name of ['tree-sitter', ...grammars.map((g) => `tree-sitter-${g}`)]) await cp(`${wasm}/${name}.wasm`, `dist/grammars/${name}.wasm`);
await cp('node_modules/@vscode/codicons/dist', 'dist/codicons', { recursive: true, filter: (from) => !/\.(html|svg|json|csv|ts)$/.test(from) });

if (watch) await Promise.all(bundles.map(async (options) => (await context(options)).watch()));
else await Promise.all(bundles.map((options) => build(options)));
