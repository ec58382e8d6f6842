import { packagePart } from '../training/packageSplit';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultKind } from '../training/npm/faultKind';
import { truthLines } from '../training/npm/truthLines';
import { readFoundBugs, foundBugsFile } from '../training/npm/bugList';
import { PackageStore, STORE_FOLDER } from '../training/npm/packageStore';
const store = new PackageStore(); let changed = 0;
for (const home of readdirSync(STORE_FOLDER)) {
  const folder = join(STORE_FOLDER, home);
  if (!existsSync(join(folder, 'installs.json')) || packagePart(home) !== 'training') continue;
  const bugs = readFoundBugs(folder); let any = false;
  for (const bug of bugs) {
    const before = Object.fromEntries([...new Set(bug.fix.map((h) => h.file))].map((f) => [f, readFileSync(join(store.source(bug.package, bug.from), f), 'utf8')]));
    const truth = truthLines(before, bug.fix); const kind = faultKind(bug.text); if (kind && kind !== bug.kind) { changed++; any = true; console.log(bug.package, bug.from, bug.test, bug.kind, kind); bug.kind = kind; }
    if (JSON.stringify(truth) !== JSON.stringify(bug.truth)) { changed++; any = true; console.log(bug.package, bug.from, JSON.stringify(bug.truth), JSON.stringify(truth)); bug.truth = truth; }
  }
  if (any) writeFileSync(foundBugsFile(folder), bugs.map((b) => JSON.stringify(b) + '\n').join(''));
}
console.log(changed);
