import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FoundBug, type NpmBug, fixFingerprint, installKey, majorOf, workPlace } from './bugList';
import type { Hunk } from './hunks';
import { minePair } from './minePair';
import { isTestPath, listFiles } from './packageFiles';
import { type PackageStore, isUnpacked } from './packageStore';
import { PairWorkspace } from './pairWorkspace';

const MOST_PAIRS = 150;
const MOST_BUGS = 25;
/** ms without a find, after which a package is left. */
const PATIENCE = 45_000;

export interface MinePackageOptions {
  store: PackageStore;
  mocha: string;
  late: () => boolean;
  /** What was found in it before: the pairs up to the last of these are not run again. */
  before: readonly FoundBug[];
  log: (line: string) => void;
  found: (bug: NpmBug, text: string, fix: readonly Hunk[]) => void;
}

/** Mines pairs of neighbouring versions of one package. @returns what was installed, by `package@major` */
export async function minePackage(name: string, options: MinePackageOptions): Promise<Record<string, Record<string, string>>> {
  const { store, log } = options;
  const versions = await store.versions(name);
  const installs: Record<string, Record<string, string>> = {};
  const probes = [0.15, 0.4, 0.65, 0.9].flatMap((part) => versions[Math.floor(part * versions.length)] ?? []);
  await store.fetch(name, [...new Set(probes)]);
  if (!probes.some((version) => carriesTests(store.source(name, version)))) {
    log(`${name}: no tests`);
    return installs;
  }
  const pairs = versions
    .slice(1)
    .map((to, index) => ({ from: versions[index] ?? '', to }))
    .filter(({ from, to }) => majorOf(from) === majorOf(to))
    .sort((a, b) => shuffled(name, a.to).localeCompare(shuffled(name, b.to)))
    .slice(0, MOST_PAIRS);
  await store.fetch(name, [...new Set(pairs.flatMap(({ from, to }) => [from, to]))]);
  const fixes = new Set(options.before.map(({ fix }) => fixFingerprint(fix)));
  const found = new Set(options.before.filter(({ script }) => script === undefined).map(({ from }) => from));
  const goOn = pairs.findLastIndex(({ from }) => found.has(from)) + 1;
  let count = options.before.length;
  let faults = Math.max(0, ...options.before.map(({ fault }) => fault));
  let lastFind = Date.now();
  const late = (): boolean => options.late() || Date.now() - lastFind > PATIENCE;
  for (const { from, to } of pairs.slice(goOn)) {
    if (late() || count >= MOST_BUGS) break;
    const [older, newer] = [store.source(name, from), store.source(name, to)];
    if (!isUnpacked(older) || !isUnpacked(newer) || !carriesTests(newer) || !differs(older, newer)) continue;
    const key = installKey({ package: name, from, to });
    const place = join(store.home(name), workPlace({ to }));
    if (!installs[key]) {
      const same = versions.filter((version) => majorOf(version) === majorOf(to));
      installs[key] = await store.install(name, place, same).catch((error: unknown) => {
        log(`${key}: not installed: ${error instanceof Error ? error.message.slice(-300) : String(error)}`);
        return {};
      });
      lastFind = Math.max(lastFind, Date.now() - PATIENCE / 2);
    }
    const local = new Map<readonly Hunk[], number>();
    const reasons: string[] = [];
    const workspace = PairWorkspace.layOut(join(place, 'work'), older, newer);
    const countBefore = count;
    await minePair(workspace, older, newer, {
      mocha: options.mocha,
      late,
      say: (reason) => reasons.push(reason),
      known: (fix) => !local.has(fix) && fixes.has(fixFingerprint(fix)),
      found: ({ text, fix, ...bug }) => {
        fixes.add(fixFingerprint(fix));
        const fault = local.get(fix) ?? ++faults;
        local.set(fix, fault);
        count++;
        lastFind = Date.now();
        options.found({ package: name, from, to, ...bug, fault }, text, fix);
      },
    });
    if (count > countBefore || reasons.length > 0)
      log(`${name} ${from} → ${to}: ${String(count - countBefore)} found; ${reasons.join(', ')}`);
  }
  log(`${name}: ${String(count)} bugs, ${String(faults)} faults`);
  return installs;
}

function carriesTests(root: string): boolean {
  return isUnpacked(root) && listFiles(root).some((file) => isTestPath(file) && file.endsWith('js'));
}

/** Whether tests and source changed: most releases of some packages change neither. */
function differs(older: string, newer: string): boolean {
  const changed = (wanted: boolean): boolean => {
    const [left, right] = [older, newer].map((root) =>
      listFiles(root)
        .filter((file) => isTestPath(file) === wanted)
        .map((file) => `${file}\n${readFileSync(join(root, file), 'latin1')}`)
        .join('\n'),
    );
    return left !== right;
  };
  return changed(true) && changed(false);
}

/** An order that favours neither old nor new versions and is the same each time. */
function shuffled(name: string, version: string): string {
  return createHash('sha1').update(`${name}@${version}`).digest('hex');
}
