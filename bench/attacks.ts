// Attacks by class: how many were tried, how many would work on a plain tool, how many were held, the longest time the host was busy, and
// the most steps that a matcher takes for each character.
//   npm run bench:attacks [-- CLASS…]     all classes if none is named; see CLASSES below
import type { AttackRow } from './attacks/attackRow';
import { tryCommandLine } from './attacks/tryCommandLine';
import { tryExports } from './attacks/tryExports';
import { tryMatchers } from './attacks/tryMatchers';
import { tryParsers } from './attacks/tryParsers';
import { tryPaths } from './attacks/tryPaths';
import { tryPrompts } from './attacks/tryPrompts';
import { tryRepositories } from './attacks/tryRepositories';
import { tryStorage } from './attacks/tryStorage';
import { tryTexts } from './attacks/tryTexts';
import { tryWebview } from './attacks/tryWebview';

const CLASSES: Record<string, () => Promise<AttackRow[]>> = {
  repositories: tryRepositories,
  paths: tryPaths,
  parsers: tryParsers,
  texts: tryTexts,
  matchers: tryMatchers,
  prompts: tryPrompts,
  exports: tryExports,
  storage: tryStorage,
  commandLine: tryCommandLine,
  webview: tryWebview,
};

async function main(): Promise<void> {
  const rows: AttackRow[] = [];
  const named = process.argv.slice(2);
  for (const [name, tryClass] of Object.entries(CLASSES)) {
    if (!named.length || named.includes(name)) rows.push(...(await tryClass()));
  }
  const sum = (of: (row: AttackRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const table = [
    ['class', 'tried', 'held', 'live elsewhere', 'host busy, ms', 'steps a character'],
    ...rows.map(({ name, tried, held, live, longestBlock, steps }) => [
      name,
      String(tried),
      String(held),
      live === undefined ? '' : String(live),
      longestBlock === undefined ? '' : longestBlock.toFixed(0),
      steps === undefined ? '' : steps.toFixed(0),
    ]),
    ['all', String(sum(({ tried }) => tried)), String(sum(({ held }) => held)), '', '', ''],
  ];
  for (const [name = '', ...numbers] of table) console.log(name.padEnd(48), ...numbers.map((each) => each.padStart(18)));
  const broken = rows.flatMap(({ broken }) => broken);
  for (const each of broken) console.log(`NOT HELD: ${each}`);
  process.exitCode = broken.length ? 1 : 0;
}

void main();
