// Attacks on whoever looks at a delivered folder, by class: how many were tried, how many would work on a plain tool, how many worked here.
import type { AttackRow } from './attacks/attackRow';
import { tryParsers } from './attacks/tryParsers';
import { tryPaths } from './attacks/tryPaths';
import { tryRepositories } from './attacks/tryRepositories';

const CLASSES: (() => Promise<AttackRow[]>)[] = [tryRepositories, tryPaths, tryParsers];

async function main(): Promise<void> {
  const rows: AttackRow[] = [];
  for (const tryClass of CLASSES) rows.push(...(await tryClass()));
  const sum = (of: (row: AttackRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const table = [
    ['class', 'tried', 'held', 'live elsewhere'],
    ...rows.map(({ name, tried, held, live }) => [name, String(tried), String(held), live === undefined ? '' : String(live)]),
    ['all', String(sum(({ tried }) => tried)), String(sum(({ held }) => held)), ''],
  ];
  for (const [name = '', ...numbers] of table) console.log(name.padEnd(48), ...numbers.map((each) => each.padStart(14)));
  const broken = rows.flatMap(({ broken }) => broken);
  for (const each of broken) console.log(`NOT HELD: ${each}`);
  process.exitCode = broken.length ? 1 : 0;
}

void main();
