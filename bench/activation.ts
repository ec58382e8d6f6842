// Activation cost of the extension in a real VS Code, against an empty extension.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { packageExtension } from '../scripts/packageExtension.mjs';
import { launchCodeServer } from '../scripts/vscode/launchCodeServer.mjs';
import { withVsCodeLock } from '../scripts/vscode/lock.mjs';
import { runInExtensionHost } from '../scripts/vscode/runInExtensionHost.mjs';
import type { ActivationFigures } from './support/measureActivation';
import { judge, percentile, printTable } from './support/table';

const ours = 'debug-with-context.debug-with-context';
const empty = 'bench.empty';
const runs = 7;
const out = join(__dirname, '..', 'out', 'bench');

/** An extension that does nothing: the time VS Code itself needs for an activation. */
function makeEmptyExtension(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const manifest = {
    name: 'empty',
    publisher: 'bench',
    version: '1.0.0',
    engines: { vscode: '^1.101.0' },
    main: './main.js',
    activationEvents: ['onCommand:bench.empty'],
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'main.js'), 'exports.activate = () => {};\n');
}

async function measure(): Promise<Record<string, ActivationFigures>[]> {
  const vsix = await packageExtension({ folder: out });
  makeEmptyExtension(join(out, 'empty'));
  const tests = join(out, 'measureActivation.js');
  await build({
    entryPoints: [join(__dirname, 'support', 'measureActivation.ts')],
    outfile: tests,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
  });
  const folder = mkdtempSync(join(tmpdir(), 'activation-'));
  const server = await launchCodeServer({ testDriver: true, vsixes: [vsix] });
  try {
    const results = [];
    for (let run = 0; run < runs; run++) {
      const file = join(folder, `${run}.json`);
      // They alternate in going first: the first one also pays for what both need.
      const ids = run % 2 ? [ours, empty] : [empty, ours];
      const env = { MEASURE: ids.join(','), MEASURE_OUT: file };
      const { code, log } = await runInExtensionHost({ server, folder, extension: join(out, 'empty'), tests, env, timeoutMs: 60_000 });
      if (code !== 0) throw new Error(`the measurement failed\n${log.slice(-20).join('\n')}`);
      results.push(JSON.parse(readFileSync(file, 'utf8')) as Record<string, ActivationFigures>);
    }
    return results;
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const results = await withVsCodeLock(measure);
  const times = (id: string) => results.map((result) => result[id]?.ms ?? Number.NaN);
  const added = percentile(times(ours), 0.5) - percentile(times(empty), 0.5);
  const files = results[0]?.[ours]?.files ?? [];
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  printTable(`Activation in VS Code, median of ${runs} windows`, [
    ['an empty extension', `${percentile(times(empty), 0.5).toFixed(1)} ms`, ''],
    ['Debug with Context', `${percentile(times(ours), 0.5).toFixed(1)} ms (slowest ${Math.max(...times(ours)).toFixed(1)})`, ''],
    ['added', `${added.toFixed(1)} ms`, judge(added, 50, 'ms')],
    [
      'loaded',
      `${(bytes / 1000).toFixed(1)} kB: ${files.map(({ name }) => name).join(', ')}`,
      files.length === 1 ? '✓ only the entry' : '✗ goal: only the entry',
    ],
    ['active before use', results.some((result) => result[ours]?.activeAtStart) ? 'yes' : 'no', ''],
  ]);
}

void main();
