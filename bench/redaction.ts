// How many planted secrets are replaced, by kind, and how often clean code is taken for a secret. Prints a table.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createRedactor } from '../src/core/prompt/redactor';
import { plantSecrets } from '../test/support/plantSecrets';

const SEEDS = Number(process.env['SEEDS'] ?? 25);
/** Lines of clean code that are read, from the sources of the installed dependencies. */
const CLEAN_LINES = Number(process.env['CLEAN_LINES'] ?? 150_000);

/** The kinds of evidence a secret comes in. */
const SOURCES: Record<string, (text: string) => string> = {
  trace: (text) => `Error: request failed: ${text}\n    at load (/app/src/orders.ts:12:5)\n    at main (/app/src/main.ts:3:1)`,
  code: (text) => `export function load() {\n${text.replace(/^/gm, '  ')}\n  return fetchOrders();\n}`,
  diff: (text) => `@@ -1,3 +1,4 @@\n import x from 'y';\n${text.replace(/^/gm, '+')}\n export { x };`,
  terminal: (text) => `2026-01-02T03:04:05.678Z app-1  | ${text.replaceAll('\n', '\n2026-01-02T03:04:05.678Z app-1  | ')}\nnpm ERR! exit 1`,
  local: (text) => `value: ${text}`,
};

async function recall(): Promise<void> {
  const byKind = new Map<string, { planted: number; found: number }>();
  const bySource = new Map<string, { planted: number; found: number }>();
  const missed: string[] = [];
  const note = (map: typeof byKind, key: string, found: boolean) => {
    const entry = map.get(key) ?? { planted: 0, found: 0 };
    entry.planted++;
    if (found) entry.found++;
    map.set(key, entry);
  };
  for (let seed = 1; seed <= SEEDS; seed++) {
    for (const { kind, secret, text } of plantSecrets(seed)) {
      for (const [source, dress] of Object.entries(SOURCES)) {
        const redacted = await createRedactor().redact(dress(text));
        const found = !redacted.includes(secret);
        note(byKind, kind, found);
        note(bySource, source, found);
        if (!found && missed.length < 20) missed.push(`${source}: ${text.split('\n')[0] ?? ''}`);
      }
    }
  }
  const rows = [...byKind, ...[...bySource].map(([name, entry]) => [`in a ${name}`, entry] as const)];
  const all = [...bySource.values()].reduce((sum, each) => ({ planted: sum.planted + each.planted, found: sum.found + each.found }), {
    planted: 0,
    found: 0,
  });
  console.log(`\nPlanted secrets (${byKind.size} kinds, ${SEEDS} seeds, ${Object.keys(SOURCES).length} kinds of evidence)`);
  for (const [name, { planted, found }] of [...rows, ['all', all] as const]) {
    console.log(
      `${name.padEnd(34)} ${String(found).padStart(6)} of ${String(planted).padStart(6)}  ${((100 * found) / planted).toFixed(2).padStart(6)} %`,
    );
  }
  for (const each of missed) console.log(`  missed  ${each}`);
  console.log(`goal: at least 99 % of all. ${all.found / all.planted >= 0.99 ? 'reached' : 'NOT reached'}`);
}

async function falseAlarms(): Promise<void> {
  let lines = 0;
  let bytes = 0;
  let time = 0;
  const alarms: string[] = [];
  for (const file of sources(join(import.meta.dirname ?? '.', '..', 'node_modules'))) {
    if (lines >= CLEAN_LINES) break;
    const text = readFileSync(file, 'utf8');
    lines += text.split('\n').length;
    bytes += text.length;
    const redactor = createRedactor();
    const start = performance.now();
    const redacted = await redactor.redact(text);
    time += performance.now() - start;
    if (!redactor.redactions.length) continue;
    const before = text.split('\n');
    redacted.split('\n').forEach((line, at) => {
      if (line !== before[at])
        alarms.push(
          `${file.slice(file.indexOf('node_modules') + 13)}:${at + 1} ${around(line)}   was ${(before[at] ?? '').trim().slice(0, 140)}`,
        );
    });
  }
  console.log(`\nClean code: ${lines} lines, ${(bytes / 1e6).toFixed(0)} MB, ${(bytes / 1e3 / time).toFixed(1)} MB/s`);
  console.log(`false alarms: ${alarms.length}, ${((1e4 * alarms.length) / lines).toFixed(2)} in 10,000 lines (goal: under 1)`);
  for (const alarm of alarms.slice(0, process.argv.includes('--all') ? Infinity : 10)) console.log(`  ${alarm}`);
}

function around(line: string): string {
  const at = line.indexOf('<SECRET_');
  return line.slice(Math.max(0, at - 40), at + 60).trim();
}

/** Code and documents of the dependencies, in a fixed order, spread over all packages. */
function sources(folder: string): string[] {
  const found: string[] = [];
  const walk = (at: string, depth: number) => {
    for (const name of readdirSync(at).sort()) {
      const path = join(at, name);
      const about = statSync(path, { throwIfNoEntry: false });
      // A scanner's own samples of keys are no clean code.
      if (name === '@secretlint') continue;
      if (about?.isDirectory() && depth < 8) walk(path, depth + 1);
      else if (about?.isFile() && about.size < 400_000 && /\.(?:[cm]?[jt]s|md|json)$/.test(name)) found.push(path);
    }
  };
  walk(folder, 0);
  const step = 7;
  return Array.from({ length: step }, (_, offset) => found.filter((_file, at) => at % step === offset)).flat();
}

async function main(): Promise<void> {
  await recall();
  await falseAlarms();
}

void main();
