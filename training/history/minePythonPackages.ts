// Real faults of Python packages: newer tests on older source. `npx tsx training/history/minePythonPackages.ts --store DIR [--until HH:MM] [--minutes N] [NAME…]`
// DIR holds versions of packages with tests, unpacked: `sqlparse/0.4.2`, `sqlparse/0.5.3`.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { endOfMining, logWithTime } from '../miningTime';
import { ShardWriter } from '../mutants/writeShards';
import type { Hunk } from '../npm/hunks';
import { recordCase } from '../recordCase';
import { compareVersions } from './python/compareVersions';
import { minePackagePair } from './python/minePackagePair';
import { PackageBed } from './python/packageBed';
import { PYTHON_PACKAGES, type PythonPackage } from './python/packages';
import { PytestServer } from './python/pytestServer';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    store: { type: 'string' },
    until: { type: 'string', default: '23:59' },
    /** At most for one pair of versions. */
    minutes: { type: 'string', default: '3' },
    python: { type: 'string', default: '/usr/bin/python3.13' },
    work: { type: 'string', default: `${process.env.TMPDIR ?? '/tmp'}/debug-with-context-python` },
    out: { type: 'string', default: 'training/out' },
  },
});
const store = resolve(values.store ?? '.');
const ends = endOfMining(values.until);
const server = new PytestServer(values.python);
const writer = new ShardWriter(values.out, 'python-packages');
const counts = { crash: 0, assertion: 0 };

interface PairToMine {
  module: PythonPackage;
  older: string;
  newer: string;
  rank: number;
  /** Fixes that were found in other pairs of the package. */
  seen: Set<string>;
}

/** Pairs of versions, the newest of each package first: between them lies less. */
function listPairs(modules: readonly PythonPackage[]): PairToMine[] {
  const pairs = modules.flatMap((module) => {
    const home = join(store, module.name);
    const versions = existsSync(home) ? readdirSync(home).sort(compareVersions).reverse() : [];
    const seen = new Set<string>();
    return versions.slice(1).map((older, rank) => ({ module, older, newer: versions[rank] ?? '', rank, seen }));
  });
  return pairs.sort((a, b) => a.rank - b.rank);
}

async function minePair({ module, older, newer, seen }: PairToMine): Promise<void> {
  const pair = `${older}-${newer}`;
  const folder = join(values.work, module.name, 'workspace');
  mkdirSync(folder, { recursive: true });
  const home = join(store, module.name);
  const bed = await PackageBed.layOut(folder, join(home, older), join(home, newer), module, server, values.python);
  const late = Math.min(ends, Date.now() + Number(values.minutes) * 60_000);
  const reasons = new Map<string, number>();
  const say = (reason: string): void => void reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const inPair = new Set<string>();
  const known = (fix: readonly Hunk[]): boolean => {
    const name = fix.map(({ file, removed, added }) => [file, ...removed, '>', ...added].join('\n')).join('\n');
    if (seen.has(name) && !inPair.has(name)) return true;
    inPair.add(name);
    return false;
  };
  let cases = 0;
  for await (const { test, text, kind, truth } of minePackagePair(bed, known, () => Date.now() > late, say)) {
    const failure = await recordCase(folder, text, {
      id: `python-packages/${module.name}/${pair}/${test}`,
      corpus: 'python-packages',
      language: 'python',
      package: module.name,
      kind,
      truth,
    });
    if (!failure) {
      say('nothing captured');
      continue;
    }
    await writer.add(failure);
    cases++;
    counts[kind]++;
  }
  for (const name of inPair) seen.add(name);
  const left = [...reasons].map(([reason, count]) => (count > 1 ? `${reason} ${count}` : reason)).join(', ');
  logWithTime(`${module.name} ${pair}: ${cases} cases (${left}); in all ${counts.crash} crashes, ${counts.assertion} assertions`);
}

/** Ended from outside: what there is stays. */
process.on('SIGTERM', () => void writer.close().then(() => process.exit(1)));

async function main(): Promise<void> {
  const chosen = PYTHON_PACKAGES.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  for (const pair of listPairs(chosen)) {
    if (Date.now() > ends) break;
    await minePair(pair).catch((error: unknown) => {
      logWithTime(
        `${pair.module.name} ${pair.older}-${pair.newer}: ${error instanceof Error ? error.message.slice(0, 300) : String(error)}`,
      );
    });
  }
  await writer.close();
  server.close();
}

void main();
