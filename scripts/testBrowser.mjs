// Runs test/browser in Chromium: `npm run test:browser -- [--grep TEXT] [--file PART]` the webview alone, `--flow` the whole flow in a real
// VS Code. `--pictures` also pictures every state in every theme, or each step of the flow, in out/screenshots.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { leanStarts } from './leanStarts.mjs';
import { StepFailed, root, runCommand, runScript } from './runCommand.mjs';
import { ensureChromium } from './vscode/chromium.mjs';
import { withVsCodeLock } from './vscode/lock.mjs';

await runScript(async () => {
  leanStarts();
  const { values } = parseArgs({
    options: {
      grep: { type: 'string' },
      file: { type: 'string', multiple: true },
      flow: { type: 'boolean' },
      pictures: { type: 'boolean' },
    },
  });
  await ensureChromium();
  const folder = join(root, 'test', 'browser');
  const names = existsSync(folder) ? await readdir(folder, { recursive: true }) : [];
  const files = names
    .filter((name) => name.endsWith('.test.ts') && /(^|\/)flow[^/]*$/.test(name) === Boolean(values.flow))
    .filter((name) => !values.file || values.file.some((part) => name.includes(part)))
    .sort();
  if (!files.length) throw new StepFailed('There are no such tests in test/browser.');
  const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const options = [
    '--no-config',
    '--import=tsx',
    '--exit',
    '--color',
    '--retries=1',
    `--reporter=${join(root, 'test', 'support', 'secondTries.cjs')}`,
    `--timeout=${values.flow ? 300_000 : 120_000}`,
    ...(values.grep ? ['--fgrep', values.grep] : []),
  ];
  const run = async () => {
    const args = [mocha, ...options, ...files.map((name) => join(folder, name))];
    const env = { ...process.env, DEBUG_CONTEXT_PICTURES: values.pictures ? '1' : '' };
    return (await runCommand(process.execPath, args, { env, show: true, check: false })).code;
  };
  return values.flow ? withVsCodeLock(run) : run();
});
