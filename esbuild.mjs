// Builds everything into dist/ or `--outdir=DIR`. `--watch` rebuilds on change; `--production` minifies; `--metafile=FILE` says what went in.
import { build, context } from 'esbuild';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundledPackages, writeNotices } from './scripts/notices.mjs';

const { values } = parseArgs({
  options: {
    outdir: { type: 'string', default: 'dist' },
    watch: { type: 'boolean' },
    production: { type: 'boolean' },
    metafile: { type: 'string' },
  },
});
const { outdir, watch, production = false } = values;

/**
 * VS Code loads extension.js when it starts; the rest of the extension is in host.js, which `import('./host/createHost')` loads
 * on first use. The two share no classes: an `instanceof` across them would fail.
 * @type {import('esbuild').Plugin}
 */
const hostOnFirstUse = {
  name: 'host-on-first-use',
  setup(build) {
    build.onResolve({ filter: /^\.\/host\/createHost$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './host.js', external: true } : undefined,
    );
  },
};

/**
 * The server for agents, with the protocol's library, is loaded on first use.
 * @type {import('esbuild').Plugin}
 */
const mcpOnFirstUse = {
  name: 'mcp-on-first-use',
  setup(build) {
    build.onResolve({ filter: /^\.\.\/mcp$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './mcp.js', external: true } : undefined,
    );
  },
};

/** @satisfies {import('esbuild').BuildOptions} */
const shared = { bundle: true, sourcemap: !production, minify: production, logLevel: 'warning', legalComments: 'none', metafile: true };
/** @satisfies {import('esbuild').BuildOptions} */
// `import()` as `require`: VS Code answers only the latter for 'vscode', and Node parses a CommonJS file three times for the former.
const node = { ...shared, platform: 'node', target: 'node20', format: 'cjs', supported: { 'dynamic-import': false } };
const host = { ...node, external: ['vscode'], plugins: [hostOnFirstUse] };

// The CLI and the worker are built without `external: ['vscode']`: an import of it fails the build.
/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
  { ...host, entryPoints: ['src/extension.ts'], outfile: join(outdir, 'extension.js') },
  { ...host, entryPoints: ['src/host/createHost.ts'], outfile: join(outdir, 'host.js') },
  { ...node, entryPoints: ['src/node/analysisWorker.ts'], outfile: join(outdir, 'analysisWorker.js') },
  { ...node, entryPoints: ['src/node/experimentWorker.ts'], outfile: join(outdir, 'experimentWorker.js') },
  // Required by the programs that experiments run: without a source map, so that nothing could be taken for their own.
  {
    ...node,
    sourcemap: false,
    entryPoints: ['src/node/experiments/preload/observe.ts'],
    outfile: join(outdir, 'experiments', 'observe.cjs'),
  },
  // Small in every build: reading them takes a good part of a short command.
  {
    ...node,
    minify: true,
    // Holds only the hook, which mostly has nothing to say, and loads commandLine.js.
    entryPoints: ['src/cli.ts'],
    outfile: join(outdir, 'cli.js'),
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    ...node,
    minify: true,
    entryPoints: ['src/commandLine.ts'],
    outfile: join(outdir, 'commandLine.js'),
    plugins: [mcpOnFirstUse],
  },
  { ...node, minify: true, entryPoints: ['src/mcp.ts'], outfile: join(outdir, 'mcp.js') },
  {
    ...shared,
    entryPoints: ['src/webview/panel.ts'],
    outdir: join(outdir, 'webview'),
    platform: 'browser',
    target: 'es2022',
    format: 'esm',
    loader: { '.ttf': 'file' },
  },
];

/**
 * A module of ours that a build needs.
 * @param {string} file
 */
async function ownModule(file) {
  const bundled = await build({ entryPoints: [file], bundle: true, format: 'esm', write: false });
  return import(`data:text/javascript,${encodeURIComponent(bundled.outputFiles[0]?.text ?? '')}`);
}

/** Names of the grammars in the table of languages. */
async function grammarNames() {
  /** @type {typeof import('./src/core/workspace/languages')} */
  const { LANGUAGES } = await ownModule('src/core/workspace/languages.ts');
  return LANGUAGES.flatMap(({ sources }) => [...sources].flatMap((source) => ('grammar' in source ? source.grammar : [])));
}

await rm(outdir, { recursive: true, force: true });
await mkdir(join(outdir, 'grammars'), { recursive: true });
const wasm = 'node_modules/@vscode/tree-sitter-wasm/wasm';
for (const name of ['tree-sitter', ...(await grammarNames()).map((grammar) => `tree-sitter-${grammar}`)]) {
  // Grammars that no package of ours has are kept in media/grammars (decision 0153).
  const own = `media/grammars/${name.replace('tree-sitter-', '')}/${name}.wasm`;
  await cp(existsSync(own) ? own : `${wasm}/${name}.wasm`, join(outdir, 'grammars', `${name}.wasm`));
}
await cp(`${wasm}/tree-sitter.js`, join(outdir, 'grammars', 'tree-sitter.js'));
await cp('node_modules/@vscode/codicons/dist', join(outdir, 'codicons'), {
  recursive: true,
  filter: (from) => !/\.(html|svg|json|csv|ts)$/.test(from),
});
await cp('media/model', join(outdir, 'model'), { recursive: true });
// Read by VS Code and by the command line, and only in another language than English.
await cp('l10n', join(outdir, 'l10n'), { recursive: true });
/** @type {typeof import('./src/node/tokens/packTokens')} */
const { packTokens } = await ownModule('src/node/tokens/packTokens.ts');
await writeFile(join(outdir, 'tokens.bin'), packTokens(await readFile('node_modules/gpt-tokenizer/data/o200k_base.tiktoken', 'utf8')));

// Code that runs inside a person's program is not bundled.
await cp('src/node/experiments/preload', join(outdir, 'experiments'), {
  recursive: true,
  filter: (from) => !/__pycache__|\.ts$/.test(from),
});

if (watch) await Promise.all(bundles.map(async (options) => (await context(options)).watch()));
else {
  const metafiles = (await Promise.all(bundles.map((options) => build(options)))).flatMap(({ metafile }) => metafile ?? []);
  const copied = ['@vscode/codicons', '@vscode/tree-sitter-wasm', 'gpt-tokenizer'].map((name) => join('node_modules', name));
  const grammars = (await readdir('media/grammars')).map((name) => join('media/grammars', name));
  await writeNotices([...new Set([...bundledPackages(metafiles), ...copied, ...grammars])].sort(), join(outdir, 'THIRD-PARTY-NOTICES.txt'));
  if (values.metafile) await writeFile(values.metafile, JSON.stringify(metafiles));
}
