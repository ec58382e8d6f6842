import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BugList, installKey, majorOf, type NpmBug } from '../../realBugs/npm/bugList';
import { MOCHA, installMocha } from '../../realBugs/npm/mochaProgram';
import { isTestPath } from '../../realBugs/npm/packageFiles';
import { layOut, type PackageStore } from '../../realBugs/npm/packageStore';
import { TestFiles, failureText } from '../../realBugs/npm/testTarget';

/**
 * Lays out a bug for training in its own workspace beside the packages that it needs, and runs its failing test.
 * @param work begins the folder's name
 * @returns the workspace, and the output of the failing run
 */
export async function prepareBug(
  bug: NpmBug,
  { store, list, work }: { store: PackageStore; list: BugList; work: string },
): Promise<{ workspace: string; text: string }> {
  const place = join(store.home(bug.package), `${work}-${majorOf(bug.to)}`);
  const workspace = join(place, 'work');
  await store.fetch(bug.package, [bug.from, bug.to]);
  layOut(store.source(bug.package, bug.from), store.source(bug.package, bug.to), workspace, isTestPath);
  if (bug.script !== undefined) writeFileSync(join(workspace, bug.test), bug.script);
  await store.install(bug.package, place, [], list.installs[installKey(bug)] ?? {});
  installMocha();
  const run = await new TestFiles(workspace, MOCHA.path).run(bug.command, bug.target);
  return { workspace, text: failureText(run.text, bug.target) };
}
