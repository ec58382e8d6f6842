import { isTestFile } from '../../context/testCode';
import type { openTrees } from '../../syntax/openSyntax';
import { nameOf } from '../../workspace/fileIndex';
import { isSettings } from '../changesNoCode';
import type { RecentFile } from '../changeUnits';
import { withTestsOfNow } from './testsInside';

/** Files that differ from the base, by what becomes of them in a run with the sources of the base. */
export interface ChangedSides {
  /** They are taken back; tests inside them stay as they are now. */
  sources: RecentFile[];
  /** Those of them that hold tests. */
  split: string[];
  /** Workspace-relative; they stay as they are now. */
  tests: string[];
  settings: string[];
  /** Files whose tests cannot be told from their code. */
  mixed: string[];
}

const SNAPSHOT = /(?:^|\/)__(?:snapshots|mocks|fixtures)__\/|\.(?:snap|ambr|approved\.\w{1,10})$/;
const TEST_SETTINGS =
  /^(?:\.?(?:jest|vitest|karma|cypress|playwright|ava|wdio|jasmine|codecept|behat|nextest|testng|phpunit)\b[\w.-]{0,80}|\.rspec|\.simplecov|junit-platform\.properties)$/;
const DOCUMENT = /\.(?:md|mdx|rst|adoc|asciidoc)$|^(?:licen[cs]e|changelog|readme|authors|contributing|notice|codeowners)(?:\.txt)?$/i;

/**
 * @param files that differ
 * @param command a program named in it that only checks is a test, too
 */
export async function changedSides(
  files: readonly RecentFile[],
  command: readonly string[],
  parse: ReturnType<typeof openTrees> | undefined,
): Promise<ChangedSides> {
  const sides: ChangedSides = { sources: [], split: [], tests: [], settings: [], mixed: [] };
  const manifests: RecentFile[] = [];
  for (const file of files) {
    const name = nameNow(file);
    if (DOCUMENT.test(nameOf(name))) continue;
    if (isTestFile(name) || SNAPSHOT.test(name) || TEST_SETTINGS.test(nameOf(name))) sides.tests.push(name);
    else if (isSettings(nameOf(name))) manifests.push(file);
    else {
      const split = await withTestsOfNow(file, parse);
      const program = split === file && isNamed(name, command) && CHECKS.test(file.now?.text ?? '');
      if (split === 'mixed' || program) sides.mixed.push(name);
      else if (split.before && split.before.file === split.now?.file && split.before.text === split.now.text) sides.tests.push(name);
      else {
        sides.sources.push(split);
        if (split !== file) sides.split.push(name);
      }
    }
  }
  // A package's settings say how to build and test, unless they are all that was changed.
  if (sides.sources.length || sides.mixed.length) sides.settings = manifests.map(nameNow);
  else sides.sources = manifests;
  if (!sides.sources.length) return sides;
  // Beside changed sources, a file that checks is a file of tests, whatever its name.
  const { mixed } = sides;
  return { ...sides, tests: [...sides.tests, ...mixed], mixed: [] };
}

const CHECKS = /\bassert\b|\bexpect\(|\bt\.(?:equal|is|ok|same)\(|\bunittest\b|\bconsole\.assert\(/;

/** Whether the command runs this very file. */
export function isNamed(name: string, command: readonly string[]): boolean {
  return command.some((word) => word === name || word === `./${name}` || word.endsWith(`/${name}`));
}

function nameNow({ before, now }: RecentFile): string {
  return now?.file ?? before?.file ?? '';
}
