import type { KnownRecipe } from '../core/investigation/runRecord';
import type { PackageScripts } from '../core/experiments/commandWords';
import { recogniseRunner } from '../core/experiments/runnerTable';
import { commandLine } from './commandLine';

/** A test as an editor lists it. */
export interface ListedTest {
  /** Names from the outermost suite to the test. */
  names: readonly string[];
  /** Absolute with `/`. */
  file: string;
  /** 1-based. */
  line?: number;
}

/** What is known about the package that a test belongs to. */
export interface TestedPackage {
  /** Absolute folder with `/`: the nearest one with a package.json, or the workspace folder. */
  folder: string;
  scripts: PackageScripts;
  /** Names of the packages it depends on, including development dependencies. */
  dependencies: ReadonlySet<string>;
  /** `npm`, `pnpm`, `yarn`, `bun`: told by its lock file. */
  manager: string;
  /** The setting for Python tests is unittest. */
  unittest?: boolean;
}

/** Runners that are called by name if no script calls them. */
const RUNNERS = { vitest: ['vitest', 'run'], jest: ['jest'], mocha: ['mocha'], '@playwright/test': ['playwright', 'test'] } as const;

/** The command that runs one test of a test view; undefined if its runner is not known. */
export function recipeOfTest(test: ListedTest, tested: TestedPackage): KnownRecipe | undefined {
  const words = wordsFor(test, tested);
  return words && { command: commandLine(words), cwd: folderFor(test, tested), from: 'test' };
}

function wordsFor({ names, file, line }: ListedTest, tested: TestedPackage): string[] | undefined {
  const extension = file.slice(file.lastIndexOf('.') + 1);
  const name = names.join(' > ');
  const relative = file.startsWith(`${tested.folder}/`) ? file.slice(tested.folder.length + 1) : file;
  if (extension === 'py') return pythonWords(names, relative, tested.unittest === true);
  // The view nests subtests below their test, as their names do.
  if (extension === 'go') return recogniseRunner(['go', 'test', '.'], tested.scripts)?.narrow({ name: names.join('/') });
  if (!/^[cm]?[jt]sx?$/.test(extension)) return undefined;
  const named = Object.entries(RUNNERS).find(([dependency]) => tested.dependencies.has(dependency))?.[1];
  for (const command of [[tested.manager, 'test'], ...(named ? [['npx', ...named]] : [])]) {
    const narrowed = recogniseRunner(command, tested.scripts)?.narrow({ name, file: relative, line });
    if (narrowed) return narrowed;
  }
  return undefined;
}

function pythonWords(names: readonly string[], file: string, unittest: boolean): string[] {
  const below = names.filter((name) => !name.endsWith('.py'));
  if (!unittest) return ['python3', '-m', 'pytest', [file, ...below].join('::')];
  return ['python3', '-m', 'unittest', [file.replace(/\.py$/, '').replaceAll('/', '.'), ...below].join('.')];
}

function folderFor({ file }: ListedTest, { folder }: TestedPackage): string {
  // A Go package is a folder.
  return file.endsWith('.go') ? file.slice(0, file.lastIndexOf('/')) : folder;
}
