// Creates the folder of real npm bugs that the benchmarks read: installs both versions of each package, checks that the reproduction fails
// on the older source and passes on the newer, and writes DIR/<id>/ws, trace.txt and truth.json.
// An existing bug folder is left as it is.
// usage: npx tsx realBugs/layOut.ts DIR [--split tune|test] [--package NAME]
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installKey, majorOf } from './npm/bugList';
import { MOCHA, installMocha } from './npm/mochaProgram';
import { PackageStore } from './npm/packageStore';
import { PairWorkspace } from './npm/pairWorkspace';
import { TestFiles, failureText } from './npm/testTarget';
import { faultyUnits } from './faultyUnits';
import { type JudgedBug, type JudgedBugs, readJudgedBugs } from './judgedBugs';

const store = new PackageStore();

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { split: { type: 'string' }, package: { type: 'string' } },
  });
  const [folder] = positionals;
  if (!folder) {
    console.error('usage: npx tsx realBugs/layOut.ts DIR [--split tune|test] [--package NAME]');
    process.exitCode = 2;
    return;
  }
  installMocha();
  const list = readJudgedBugs();
  const chosen = list.bugs.filter(
    (bug) => (!values.split || bug.split === values.split) && (!values.package || bug.package === values.package),
  );
  let done = 0;
  for (const [at, bug] of chosen.entries()) {
    const home = join(resolve(folder), bug.id.replace(/[^\w.-]+/g, '_'));
    const known = existsSync(join(home, 'truth.json'));
    const problem = known ? undefined : await layOut(bug, list, home).catch((error: Error) => error.message);
    if (!problem) done += 1;
    if (!known)
      console.log(`${at + 1}/${chosen.length} ${bug.id}: ${problem?.slice(0, 300) ?? 'fails on the older source, passes on the newer'}`);
  }
  console.log(`${done} of ${chosen.length} bugs in ${folder}: each fails on the older source and passes on the newer`);
  if (done < chosen.length) process.exitCode = 1;
}

/** @returns the problem with the bug; undefined if it was laid out */
async function layOut(bug: JudgedBug, { installs }: JudgedBugs, home: string): Promise<string | undefined> {
  await store.fetch(bug.package, [bug.from, bug.to]);
  // A program needs the packages of the older version, a test those of the release line.
  const ofLine = installKey({ ...bug, script: undefined });
  const key = [installKey(bug), ofLine].find((each) => each in installs) ?? ofLine;
  const place = join(store.home(bug.package), `judge-${key === ofLine ? majorOf(bug.to) : bug.from}`);
  if (!existsSync(join(place, 'node_modules'))) await store.install(bug.package, place, [], { ...installs[key] });
  const work = join(place, 'work');
  const workspace = PairWorkspace.layOut(work, store.source(bug.package, bug.from), store.source(bug.package, bug.to));
  if (bug.script) {
    mkdirSync(dirname(join(work, bug.test)), { recursive: true });
    writeFileSync(join(work, bug.test), bug.script);
  }
  const tests = new TestFiles(work, MOCHA.path);
  const failing = await tests.run(bug.command, bug.target);
  if (failing.passes) return 'passes on the older source';
  workspace.apply(workspace.changes);
  if (!(await tests.run(bug.command, bug.target)).passes) return 'fails on the newer source too';
  workspace.apply([]);
  const units = await faultyUnits(work, bug.truth);
  if (typeof units === 'string') return units;
  rmSync(home, { recursive: true, force: true });
  const ws = join(home, 'ws');
  cpSync(work, ws, { recursive: true });
  writeFileSync(join(home, 'trace.txt'), failureText(failing.text, bug.target).replaceAll(work, ws));
  const { id, package: project, kind, split, why } = bug;
  const truth = { id, project, language: 'javascript', kind, split, why, ...units, autofl: null };
  writeFileSync(join(home, 'truth.json'), JSON.stringify(truth, undefined, 1));
  return undefined;
}

void main();
