// Checks the contents of esbuild's bundles: which modules each part may load, and the maximum size of the entry.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, runCommand, runScript } from './runCommand.mjs';

/** Modules that must not be in a bundle: another runtime's code, or code that is loaded on first use. */
const forbidden = {
  'extension.js': /node_modules\/|src\/(webview|core\/(?!ports|investigation|language)|providers|node)\//,
  'host.js': /src\/webview\/|node_modules\/(lit|@vscode-elements|@vscode\/tree-sitter-wasm|gpt-tokenizer|@secretlint)\//,
  'experimentWorker.js': /src\/(webview|host)\/|node_modules\/(lit|@vscode-elements|openai)\//,
  'analysisWorker.js': /src\/(webview|host)\/|node_modules\/(lit|@vscode-elements|openai)\//,
  'cli.js': /node_modules\/|src\/(?!cli\.ts|cli\/hook\/|node\/disk\/(?:compiledCode|makeFolder)\.)/,
  'commandLine.js': /src\/(webview|host)\/|node_modules\/@modelcontextprotocol\//,
  'mcp.js': /src\/(webview|host|model|providers)\/|src\/node\/(?!disk\/|processGroup)|node_modules\/(openai|@secretlint)\//,
  'webview/panel.js': /src\/(host|node|providers|model)\/|node_modules\/(openai|gpt-tokenizer|@secretlint|simple-git)\//,
};

/** Bytes that VS Code loads at its start. */
const entryLimit = 21_000;

await runScript(async () => {
  const out = join(root, 'out', 'bundles');
  const metafile = join(root, 'out', 'bundles.json');
  await runCommand(process.execPath, ['esbuild.mjs', '--production', `--outdir=${out}`, `--metafile=${metafile}`], {
    failure: 'Building the extension failed',
  });
  /** @type {import('esbuild').Metafile[]} */
  const metafiles = JSON.parse(await readFile(metafile, 'utf8'));
  const outputs = Object.assign({}, ...metafiles.map(({ outputs }) => outputs));
  let problems = 0;
  for (const [name, pattern] of Object.entries(forbidden)) {
    /** @type {import('esbuild').Metafile['outputs'][string] | undefined} */
    const output = outputs[`out/bundles/${name}`];
    if (!output) {
      console.error(`${name}: not built`);
      problems++;
      continue;
    }
    const wrong = Object.entries(output.inputs).filter(([file, { bytesInOutput }]) => bytesInOutput > 0 && pattern.test(file));
    for (const [file] of wrong.slice(0, 10)) console.error(`${name}: must not contain ${file}`);
    problems += wrong.length;
    console.log(`${name.padEnd(20)} ${(output.bytes / 1000).toFixed(1).padStart(8)} kB`);
    if (name === 'extension.js' && output.bytes > entryLimit) {
      console.error(`${name}: ${output.bytes} bytes, more than ${entryLimit}`);
      problems++;
    }
  }
  return problems ? 1 : 0;
});
