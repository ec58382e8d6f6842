import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { groupBy } from '../../../src/core/groupBy';
import type { CrashDriver } from './crashDrivers';
import { type FoundBug, type NpmBug, SCRIPT_FILE, fixFingerprint, installKey, majorOf, workPlace } from '../bugList';
import type { Hunk } from '../hunks';
import { type Outcome, type ScanTask, sameCrash, scanInputs } from './scanInputs';
import { type Fault, isolateFault } from '../isolateFault';
import { type PackageStore, isUnpacked } from '../packageStore';
import { PairWorkspace } from '../pairWorkspace';
import { reduceInput } from './reduceInput';
import { TestFiles } from '../testTarget';

/** Release lines of a package that are looked at, those with most versions first. */
const MOST_MAJORS = 4;
/** Versions of a release line that are given all inputs. */
const PROBES = 5;
const PROBE_TIME = 6000;
const SCAN_TIME = 6000;
/** Inputs that crash with the same message at the same place; of them so many are tried. */
const MOST_ALIKE = 2;
const MOST_BUGS = 20;

export interface MineCrashesOptions {
  store: PackageStore;
  inputs: readonly string[];
  /** What was found in the package before. */
  before: readonly FoundBug[];
  late: () => boolean;
  log: (line: string) => void;
  found: (bug: NpmBug, text: string, fix: readonly Hunk[]) => void;
}

/** Crashes between two neighbouring versions: the older one's outcome of each task. */
interface Change {
  from: string;
  to: string;
  crashes: { task: ScanTask; outcome: Outcome }[];
}

/**
 * Finds inputs on which an older version of a package crashes and the next does not, and isolates the changes that mend it.
 * @returns what was installed for what was found, by {@link installKey}
 */
export async function minePackageCrashes(
  driver: CrashDriver,
  options: MineCrashesOptions,
): Promise<Record<string, Record<string, string>>> {
  const { store } = options;
  const name = driver.package;
  const versions = await store.versions(name);
  const lines = [...groupBy(versions, majorOf).values()].filter((line) => line.length > 1).sort((a, b) => b.length - a.length);
  const miner = new CrashMiner(driver, options);
  for (const line of lines.slice(0, MOST_MAJORS)) {
    if (miner.full()) break;
    const probes = spread(line, PROBES);
    await store.fetch(name, probes);
    const place = join(store.home(name), `scan-${majorOf(line[0] ?? '')}`);
    if (await miner.install(place, probes)) await miner.mineLine(line, probes, place);
  }
  options.log(`${name}: ${miner.count} crashes`);
  return miner.installs;
}

class CrashMiner {
  count = 0;
  /** What was installed for the crashes that were found. */
  readonly installs: Record<string, Record<string, string>> = {};
  private readonly fixes: Set<string>;
  private faults: number;
  private readonly tasks: ScanTask[];

  constructor(
    private readonly driver: CrashDriver,
    private readonly options: MineCrashesOptions,
  ) {
    this.fixes = new Set(options.before.map(({ fix }) => fixFingerprint(fix)));
    this.faults = Math.max(0, ...options.before.map(({ fault }) => fault));
    this.tasks = options.inputs.flatMap((input) => driver.calls.map((_, call) => ({ input, call })));
  }

  full(): boolean {
    return this.options.late() || this.count >= MOST_BUGS;
  }

  /** @returns what was installed for some versions, newest wish first; undefined where nothing could be */
  async install(place: string, versions: readonly string[]): Promise<Record<string, string> | undefined> {
    const name = this.driver.package;
    return this.options.store.install(name, place, versions, undefined, this.driver.needs).catch((error: unknown) => {
      this.options.log(
        `${name}@${versions[0] ?? ''}: not installed: ${error instanceof Error ? error.message.slice(-200) : String(error)}`,
      );
      return undefined;
    });
  }

  /** @param versions of one release line, oldest first; `place` holds what they need */
  async mineLine(versions: readonly string[], probes: readonly string[], place: string): Promise<void> {
    const scanned: Outcome[][] = [];
    for (const probe of probes) {
      if (this.full()) return;
      scanned.push(await this.scan(probe, place, this.tasks, PROBE_TIME));
    }
    for (let index = 1; index < probes.length; index++) {
      const [from = '', to = ''] = [probes[index - 1], probes[index]];
      const crashes = this.tasks.flatMap((task, at) => {
        const outcome = scanned[index - 1]?.[at];
        return outcome?.kind === 'crash' && scanned[index]?.[at]?.kind === 'through' ? [{ task, outcome }] : [];
      });
      for await (const change of this.narrow({ from, to, crashes: fewAlike(crashes) }, versions, place)) {
        if (this.full()) return;
        await this.isolate(change, place);
      }
    }
  }

  /** Where between two versions each crash went: halves the way as often as it needs. */
  private async *narrow(change: Change, versions: readonly string[], place: string): AsyncGenerator<Change> {
    const [low, high] = [versions.indexOf(change.from), versions.indexOf(change.to)];
    if (change.crashes.length === 0 || this.full()) return;
    if (high - low <= 1) {
      yield change;
      return;
    }
    const middle = versions[(low + high) >> 1] ?? '';
    const outcomes = await this.scan(
      middle,
      place,
      change.crashes.map(({ task }) => task),
      SCAN_TIME,
    );
    const still: Change['crashes'] = [];
    const gone: Change['crashes'] = [];
    change.crashes.forEach((crash, index) => {
      const outcome = outcomes[index];
      if (outcome?.kind === 'crash') still.push({ task: crash.task, outcome });
      else if (outcome?.kind === 'through') gone.push(crash);
    });
    yield* this.narrow({ from: change.from, to: middle, crashes: gone }, versions, place);
    yield* this.narrow({ from: middle, to: change.to, crashes: still }, versions, place);
  }

  private async isolate({ from, to, crashes }: Change, place: string): Promise<void> {
    const { store, log, late } = this.options;
    const name = this.driver.package;
    const [older, newer] = [store.source(name, from), store.source(name, to)];
    if (!isUnpacked(older) || !isUnpacked(newer)) return;
    // With what the older version itself asks for: a dependency of another time would be what crashes.
    const own = join(store.home(name), workPlace({ to, script: '' }));
    rmSync(own, { recursive: true, force: true });
    const installed = await this.install(own, [from]);
    if (!installed) return;
    const faults: Fault[] = [];
    const numbers = new Map<Fault['fix'], number>();
    const reasons: string[] = [];
    for (const { task, outcome } of fewAlike(crashes)) {
      if (late() || reasons.length > 5) break;
      const input = await reduceInput(task.input, (inputs) => this.stillMends(from, to, place, task.call, inputs, outcome));
      const workspace = PairWorkspace.layOut(join(own, 'work'), older, newer);
      const script = program(this.driver.calls[task.call] ?? '', input);
      writeFileSync(join(workspace.folder, SCRIPT_FILE), script);
      const tests = new TestFiles(workspace.folder, '');
      const failure = { file: SCRIPT_FILE, runner: { kind: 'script', options: [] }, target: { kind: 'file' } } as const;
      const bug = await isolateFault(workspace, tests, failure, faults, (reason) => reasons.push(reason));
      if (!bug || bug.kind !== 'crash') continue;
      if (!numbers.has(bug.fix)) {
        if (this.fixes.has(fixFingerprint(bug.fix))) continue;
        this.fixes.add(fixFingerprint(bug.fix));
        numbers.set(bug.fix, ++this.faults);
      }
      this.count++;
      const { text, fix, ...facts } = bug;
      const found = { package: name, from, to, ...facts, script, fault: numbers.get(fix) ?? 0 };
      this.installs[installKey(found)] = installed;
      this.options.found(found, text, fix);
    }
    log(`${name} ${from} → ${to}: ${crashes.length} inputs, ${numbers.size} faults; ${reasons.join(', ')}`);
  }

  private async stillMends(
    from: string,
    to: string,
    place: string,
    call: number,
    inputs: readonly string[],
    outcome: Outcome,
  ): Promise<boolean[]> {
    const tasks = inputs.map((input) => ({ input, call }));
    const before = await this.scan(from, place, tasks, SCAN_TIME);
    const after = await this.scan(to, place, tasks, SCAN_TIME);
    return tasks.map((_, index) => {
      const crashed = before[index];
      return crashed !== undefined && sameCrash(crashed, outcome) && after[index]?.kind === 'through';
    });
  }

  private async scan(version: string, place: string, tasks: readonly ScanTask[], milliseconds: number): Promise<Outcome[]> {
    const { store } = this.options;
    const root = store.source(this.driver.package, version);
    await store.fetch(this.driver.package, [version]);
    if (!isUnpacked(root)) return [];
    const link = join(root, 'node_modules');
    rmSync(link, { recursive: true, force: true });
    symlinkSync(join(place, 'node_modules'), link);
    try {
      return await scanInputs(root, this.driver.calls, tasks, milliseconds);
    } finally {
      rmSync(link);
    }
  }
}

/** Of the crashes with the same message at the same place the first, of each input one: inputs that people wrote stand before mutants. */
function fewAlike(crashes: Change['crashes']): Change['crashes'] {
  const groups = groupBy(crashes, ({ outcome }) => (outcome.kind === 'crash' ? `${outcome.message}\n${outcome.at}` : ''));
  const inputs = new Set<string>();
  const isNew = ({ task }: Change['crashes'][number]): boolean => !inputs.has(task.input) && inputs.add(task.input).has(task.input);
  return [...groups.values()].flatMap((group) => group.filter(isNew).slice(0, MOST_ALIKE));
}

/** What a person would write to show the crash. */
function program(call: string, input: string): string {
  return `const library = require('./');\nconst input = ${JSON.stringify(input)};\n\n${call}\n`;
}

function spread(items: readonly string[], count: number): string[] {
  const last = items.length - 1;
  return [...new Set(Array.from({ length: count }, (_, index) => items[Math.round((index * last) / (count - 1))] ?? ''))];
}
