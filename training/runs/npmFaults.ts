import { join } from 'node:path';
import { bugId, type NpmBug, readBugList } from '../../realBugs/npm/bugList';
import { installMocha } from '../../realBugs/npm/mochaProgram';
import { PackageStore } from '../../realBugs/npm/packageStore';
import { commandsOf } from '../../realBugs/npm/runnableNpmBug';
import { packagePart } from '../../realBugs/packageSplit';
import { prepareBug } from '../npm/prepareBug';
import type { TrainingFault } from './runJob';

/** One failure of each npm fault for training. */
export function npmFaults(): TrainingFault[] {
  const list = readBugList(join(__dirname, '../npm/bugs.json'));
  const store = new PackageStore();
  installMocha();
  const seen = new Set<string>();
  const firsts = list.bugs.filter((bug) => {
    const fault = `${bug.package} ${bug.fault}`;
    if (packagePart(bug.package) !== 'training' || seen.has(fault)) return false;
    seen.add(fault);
    return true;
  });
  const layOut = async (bug: NpmBug): ReturnType<TrainingFault['layOut']> => {
    const { workspace, text } = await prepareBug(bug, { store, list, work: 'runs' });
    const { wide, test } = commandsOf(bug);
    const { package: name, kind, truth } = bug;
    const facts = { id: bugId(bug), corpus: 'npm-history', language: 'javascript', package: name, kind, truth } as const;
    return { facts, workspace, text, wide, ...(test !== undefined && { test }) };
  };
  return firsts.map((bug) => ({ id: bugId(bug), package: bug.package, layOut: () => layOut(bug) }));
}
