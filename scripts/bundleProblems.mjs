import { readFile } from 'node:fs/promises';

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

/**
 * Checks which modules each bundle holds, and the size of the entry; prints the size of each.
 * @param {string} metafile of the build for production, absolute
 * @param {string} folder of the build, relative to the root with `/`
 * @returns {Promise<string[]>} a sentence for each problem
 */
export async function bundleProblems(metafile, folder) {
  /** @type {import('esbuild').Metafile[]} */
  const metafiles = JSON.parse(await readFile(metafile, 'utf8'));
  const outputs = Object.assign({}, ...metafiles.map(({ outputs }) => outputs));
  const problems = [];
  for (const [name, pattern] of Object.entries(forbidden)) {
    /** @type {import('esbuild').Metafile['outputs'][string] | undefined} */
    const output = outputs[`${folder}/${name}`];
    if (!output) {
      problems.push(`${name}: not built`);
      continue;
    }
    const wrong = Object.entries(output.inputs).filter(([file, { bytesInOutput }]) => bytesInOutput > 0 && pattern.test(file));
    for (const [file] of wrong.slice(0, 10)) problems.push(`${name}: must not contain ${file}`);
    console.log(`${name.padEnd(20)} ${(output.bytes / 1000).toFixed(1).padStart(8)} kB`);
    if (name === 'extension.js' && output.bytes > entryLimit) problems.push(`${name}: ${output.bytes} bytes, more than ${entryLimit}`);
  }
  return problems;
}
