// Real faults of Python packages: newer tests on older source, as Debian's suites have them. Needs Debian, dpkg-dev and its python3-pytest, python3-pytest-{asyncio,mock,subtests}.
// usage: npx tsx training/history/minePythonPackages.ts [--until HH:MM] [--minutes N] [NAME…]
import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { DebianPackages } from '../debianPackages';
import { endOfMining, logWithTime } from '../miningTime';
import { ShardWriter } from '../mutants/writeShards';
import type { Hunk } from '../npm/hunks';
import { recordCase } from '../recordCase';
import { minePackagePair } from './python/minePackagePair';
import { PackageBed } from './python/packageBed';
import { pythonVersions } from './python/packageStore';
import { PYTHON_PACKAGES, type PythonPackage } from './python/packages';
import { PytestServer } from './python/pytestServer';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    until: { type: 'string', default: '23:59' },
    /** At most for one pair of versions. */
    minutes: { type: 'string', default: '3' },
    python: { type: 'string', default: '/usr/bin/python3.13' },
    work: { type: 'string', default: `${process.env.TMPDIR ?? '/tmp'}/debug-with-context-python` },
    out: { type: 'string', default: 'training/out' },
  },
});
const ends = endOfMining(values.until);
const server = new PytestServer(values.python);
const writer = new ShardWriter(values.out, 'python-packages');
const counts = { crash: 0, assertion: 0 };

interface PairToMine {
  module: PythonPackage;
  /** Folders. */
  older: string;
  newer: string;
  /** Fixes that were found in other pairs of the package. */
  seen: Set<string>;
}

async function minePackage(debian: DebianPackages, module: PythonPackage): Promise<void> {
  const home = join(values.work, 'versions', module.name);
  const versions = await pythonVersions(debian, module.name, home);
  // Newest first: of a fix that is between two pairs, the later one is the one that was released.
  const seen = new Set<string>();
  for (let newer = versions.length - 1; newer > 0 && Date.now() < ends; newer--)
    await minePair({ module, older: versions[newer - 1] ?? '', newer: versions[newer] ?? '', seen });
}

async function minePair({ module, older, newer, seen }: PairToMine): Promise<void> {
  const pair = `${basename(older)}-${basename(newer)}`;
  const folder = join(values.work, module.name, 'workspace');
  mkdirSync(folder, { recursive: true });
  const bed = await PackageBed.layOut(folder, older, newer, module, server, values.python);
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
  const debian = await DebianPackages.open();
  for (const module of chosen) {
    if (Date.now() > ends) break;
    await minePackage(debian, module).catch((error: unknown) => {
      logWithTime(`${module.name}: ${error instanceof Error ? error.message.slice(0, 300) : String(error)}`);
    });
  }
  await writer.close();
  server.close();
}

void main();
