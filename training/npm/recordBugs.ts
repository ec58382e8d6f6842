// Makes cases from the bugs in bugs.json, with the product's current capture and context: `npx tsx training/npm/recordBugs.ts [--out FOLDER] [NAME…]`.
// Installs both versions of each package and runs the failing test.
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CaseFile } from '../caseFile';
import { packagePart } from '../../realBugs/packageSplit';
import { recordCase } from '../recordCase';
import { bugId, readBugList } from '../../realBugs/npm/bugList';
import { PackageStore } from '../../realBugs/npm/packageStore';
import { prepareBug } from './prepareBug';

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

async function record(): Promise<void> {
  mkdirSync(out, { recursive: true });
  let cases: CaseFile | undefined;
  const shards: string[] = [];
  let count = 0;
  for (const bug of list.bugs) {
    if (packagePart(bug.package) !== values.part || (positionals.length > 0 && !positionals.includes(bug.package))) continue;
    const facts = {
      id: bugId(bug),
      corpus: 'npm-history',
      language: 'javascript',
      package: bug.package,
      kind: bug.kind,
      truth: bug.truth,
    } as const;
    const { workspace, text } = await prepareBug(bug, { store, list, work: 'record' });
    const recorded = await recordCase(workspace, text, facts);
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
