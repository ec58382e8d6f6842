// Collects what the miner found into the committed list, and counts it: `npx tsx training/npm/listBugs.ts`.
import { readFileSync, readdirSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagePart } from '../packageSplit';
import { type BugList, type NpmBug, installsFile, readBugList, readFoundBugs } from './bugList';
import { STORE_FOLDER } from './packageStore';

const LIST = 'training/npm/bugs.json';

/** @param folder of the miner; what is not there any more is kept from the earlier list */
function collect(folder: string, earlier: BugList): BugList {
  const list: BugList = { installs: { ...earlier.installs }, bugs: [] };
  const homes = existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('+')) : [];
  const found = new Map<string, NpmBug[]>();
  for (const home of homes) {
    for (const installed of [false, true].map((script) => installsFile(join(folder, home), script)))
      if (existsSync(installed)) Object.assign(list.installs, JSON.parse(readFileSync(installed, 'utf8')));
    for (const { text: _text, fix: _fix, ...bug } of readFoundBugs(join(folder, home)))
      found.set(bug.package, [...(found.get(bug.package) ?? []), bug]);
  }
  list.bugs = [...earlier.bugs.filter((bug) => !found.has(bug.package)), ...[...found.values()].flat()];
  const used = new Set(list.bugs.map(({ package: name }) => name));
  list.installs = Object.fromEntries(Object.entries(list.installs).filter(([key]) => used.has(key.slice(0, key.lastIndexOf('@')))));
  return list;
}

function countBugs({ bugs }: BugList): Record<string, string | number>[] {
  const rows = [...new Set(bugs.map(({ package: name }) => name))].sort().map((name) => {
    const own = bugs.filter((bug) => bug.package === name);
    return {
      part: packagePart(name),
      package: name,
      bugs: own.length,
      faults: new Set(own.map(({ fault }) => fault)).size,
      crashes: own.filter(({ kind }) => kind === 'crash').length,
      byInput: own.filter(({ script }) => script !== undefined).length,
      assertions: own.filter(({ kind }) => kind === 'assertion').length,
    };
  });
  const sums = (['judge', 'training'] as const).map((part) => {
    const own = rows.filter((row) => row.part === part);
    const sum = (key: 'bugs' | 'faults' | 'crashes' | 'assertions'): number => own.reduce((total, row) => total + row[key], 0);
    return {
      part,
      package: `${String(own.length)} packages`,
      bugs: sum('bugs'),
      faults: sum('faults'),
      crashes: sum('crashes'),
      assertions: sum('assertions'),
    };
  });
  return [...rows, ...sums];
}

const list = collect(STORE_FOLDER, readBugList(LIST));
const lines = list.bugs.map((bug) => `    ${JSON.stringify(bug)}`).join(',\n');
const installs = Object.entries(list.installs).map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
writeFileSync(LIST, `{\n  "installs": {\n${installs.join(',\n')}\n  },\n  "bugs": [\n${lines}\n  ]\n}\n`);
console.table(countBugs(list));
