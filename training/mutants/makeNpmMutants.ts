import { PackageStore } from '../../realBugs/npm/packageStore';
import { MOCHA } from '../../realBugs/npm/mochaProgram';
import { packagePart } from '../../realBugs/packageSplit';
import { MUTATED_PACKAGES } from './npm/mutatedPackages';
import { npmBed } from './npm/npmBed';
import { corpusOptions, runCorpus } from './runCorpus';

// Mutants of npm packages of the training part, tested with the tests in their tarballs.
async function main(): Promise<void> {
  const options = corpusOptions();
  const store = new PackageStore(`${options.work}/npm-versions`);
  const plans = MUTATED_PACKAGES.filter(([name]) => packagePart(name) === 'training').map(([name, version]) => ({
    name,
    open: (folder: string) => npmBed(store, MOCHA.path, name, version, folder),
  }));
  await runCorpus('npm-mutants', plans, options);
}

void main();
