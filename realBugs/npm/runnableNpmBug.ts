import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { JudgedBug, JudgedBugs } from '../judgedBugs';
import type { RunnableBug } from '../runnableBug';
import { installKey, majorOf, type NpmBug } from './bugList';
import { applyHunks, hunksByFile } from './hunks';
import { installMocha, MOCHA } from './mochaProgram';
import { PackageStore } from './packageStore';
import { PairWorkspace } from './pairWorkspace';

/** Build output; it counts only if the fault itself was judged to be in it. */
const BUILT = /^(?:dist|build)\//;

const store = new PackageStore();

/** Bugs of one package may be in use at the same time. */
let laidOut = 0;

/** Lays out a judged bug beside the packages that its test needs; they are installed the first time. */
export async function runnableNpmBug(bug: JudgedBug, { installs }: JudgedBugs): Promise<RunnableBug> {
  installMocha();
  await store.fetch(bug.package, [bug.from, bug.to]);
  const ofLine = installKey({ ...bug, script: undefined });
  const key = [installKey(bug), ofLine].find((each) => each in installs) ?? ofLine;
  const place = join(store.home(bug.package), `judge-${key === ofLine ? majorOf(bug.to) : bug.from}`);
  if (!existsSync(join(place, 'node_modules'))) await store.install(bug.package, place, [], { ...installs[key] });
  const folder = join(place, `run-${process.pid}-${++laidOut}`);
  const workspace = PairWorkspace.layOut(folder, store.source(bug.package, bug.from), store.source(bug.package, bug.to));
  if (bug.script) {
    mkdirSync(dirname(join(folder, bug.test)), { recursive: true });
    writeFileSync(join(folder, bug.test), bug.script);
  }
  const changes = workspace.changes.filter(({ file }) => !BUILT.test(file) || bug.truth.some((each) => each.file === file));
  const files = new Map(
    [...hunksByFile(changes)].map(([file, hunks]) => {
      const before = workspace.before[file];
      const sorted = hunks.sort((a, b) => a.start - b.start);
      return [file, { before, after: applyHunks(before ?? '', sorted) }] as const;
    }),
  );
  const { id, kind, split, why, truth } = bug;
  return { id, language: 'javascript', kind, split, why, folder, ...commandsOf(bug), files, sources: workspace.before, truth };
}

/** Commands that run the failing test alone, and with its neighbours. */
export function commandsOf({
  command: [program, ...args],
  target,
}: Pick<NpmBug, 'command' | 'target'>): Pick<RunnableBug, 'command' | 'wide' | 'test'> {
  if (program !== 'mocha') {
    const command = [process.execPath, ...args];
    return { command, wide: command };
  }
  const mocha = [process.execPath, MOCHA.path];
  const at = args.indexOf('--grep');
  const rest = at < 0 ? args : [...args.slice(0, at), ...args.slice(at + 2)];
  return { command: [...mocha, ...args], wide: [...mocha, ...rest], ...(target.kind === 'mocha' && { test: target.title }) };
}
