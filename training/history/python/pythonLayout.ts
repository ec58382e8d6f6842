import { diffLines, type Hunk } from '../../npm/hunks';
import type { PackageLayout } from '../../npm/pairWorkspace';

const TEST_FOLDER = /(?:^|\/)(?:unit_?)?tests?\//i;
const TEST_FILE = /(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$|^tests?\.py$/;
/** What tells pytest how to run the tests goes with them. */
const SETTINGS = /^(?:pyproject\.toml|setup\.cfg|tox\.ini|pytest\.ini)$/;
/** Nothing that runs in a test and that a person mends. */
const ASIDE =
  /(?:^|\/)(?:examples?|samples?|benchmarks?|perf|docs?|tools|scripts|utils\/release|ci|contrib|fuzz(?:ing)?|\.[^/]+)\/|(?:^|\/)(?:setup|noxfile|tasks|_version|version|__version__)\.py$/i;

/** Which of a Python package's files are what. */
export const PYTHON_LAYOUT: PackageLayout = {
  isTest: (path) => isTest(path) || SETTINGS.test(path),
  isSource: (path) => path.endsWith('.py') && !isTest(path) && !ASIDE.test(path),
  diff: (file, before, after) => diffLines(file, before, after).filter(changesCode),
};

function isTest(path: string): boolean {
  return TEST_FOLDER.test(path) || TEST_FILE.test(path);
}

/** What only moves comments and blank lines is no change; how far a line is indented is one. */
function changesCode({ removed, added }: Hunk): boolean {
  const code = (lines: readonly string[]) =>
    lines
      .map((line) => line.trimEnd())
      .filter((line) => !/^\s*(?:#|$)/.test(line))
      .join('\n');
  return code(removed) !== code(added);
}
