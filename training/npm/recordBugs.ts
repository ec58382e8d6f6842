// Makes cases from the bugs in bugs.json, with the product's current capture and context: `npx tsx training/npm/recordBugs.ts [--out FOLDER] [NAME…]`.
// Installs both versions of each package and runs the failing test.
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CaseFile } from '../caseFile';
import { packagePart } from '../../realBugs/packageSplit';
import { recordCase } from '../recordCase';
import { type NpmBug, bugId, installKey, majorOf, readBugList } from '../../realBugs/npm/bugList';
import { MOCHA, installMocha } from '../../realBugs/npm/mochaProgram';
import { isTestPath } from '../../realBugs/npm/packageFiles';
import { PackageStore, layOut } from '../../realBugs/npm/packageStore';
import { TestFiles, failureText } from '../../realBugs/npm/testTarget';

const SHARD = 100;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    part: { type: 'string', default: 'training' },
    bugs: { type: 'string', default: 'training/npm/bugs.json' },
    out: { type: 'string', default: 'training/out' },
  },
});
const out = resolve(values.out);
const store = new PackageStore();
const list = readBugList(values.bugs);
const prefix = values.part === 'training' ? 'npm-history' : `npm-${values.part}`;

/** Lays out a bug in its own workspace. @returns the output of its failing run */
async function prepare(bug: NpmBug, workspace: string): Promise<string> {
  await store.fetch(bug.package, [bug.from, bug.to]);
  layOut(store.source(bug.package, bug.from), store.source(bug.package, bug.to), workspace, isTestPath);
  if (bug.script !== undefined) writeFileSync(join(workspace, bug.test), bug.script);
  const place = join(workspace, '..');
  const pinned = list.installs[installKey(bug)];
  await store.install(bug.package, place, [], pinned ?? {});
  installMocha();
  const run = await new TestFiles(workspace, MOCHA.path).run(bug.command, bug.target);
  return failureText(run.text, bug.target);
}

async function record(): Promise<void> {
  mkdirSync(out, { recursive: true });
  let cases: CaseFile | undefined;
  const shards: string[] = [];
  let count = 0;
  for (const bug of list.bugs) {
    if (packagePart(bug.package) !== values.part || (positionals.length > 0 && !positionals.includes(bug.package))) continue;
    const workspace = join(store.home(bug.package), `record-${majorOf(bug.to)}`, 'work');
    const facts = {
      id: bugId(bug),
      corpus: 'npm-history',
      language: 'javascript',
      package: bug.package,
      kind: bug.kind,
      truth: bug.truth,
    } as const;
    const recorded = await recordCase(workspace, await prepare(bug, workspace), facts);
    if (!recorded) {
      console.log(`${facts.id}: capture finds nothing in it, or nothing of the workspace is reached`);
      continue;
    }
    if (count % SHARD === 0) {
      await cases?.close();
      shards.push(`${prefix}-${String(count / SHARD + 1)}.jsonl.gz`);
      cases = new CaseFile(join(out, `${shards.at(-1) ?? ''}.partial`));
    }
    await cases?.add(recorded);
    count++;
  }
  await cases?.close();
  // All at once: a concurrent training run finds either the old or the new ones.
  for (const file of readdirSync(out)) if (file.startsWith(`${prefix}-`) && file.endsWith('.jsonl.gz')) rmSync(join(out, file));
  for (const shard of shards) renameSync(join(out, `${shard}.partial`), join(out, shard));
  console.log(`${String(count)} cases`);
}

void record();
