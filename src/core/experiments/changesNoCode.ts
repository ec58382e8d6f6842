import { isTestFile } from '../context/testCode';
import type { FilePatch } from '../hypotheses/parseDiff';
import { nameOf } from '../workspace/fileIndex';

/** Settings of package managers, build tools and test runners. */
const SETTINGS =
  /^(?:package\.json|pnpm-workspace\.yaml|(?!app\.)\.?[\w.-]{1,80}(?:rc|\.config|\.workspace|\.setup)(?:\.[cm]?[jt]s|\.json|\.ya?ml|\.toml)?|[\w.-]{0,80}tsconfig[\w.-]{0,80}\.json|pyproject\.toml|setup\.(?:cfg|py)|tox\.ini|\.?pytest\.(?:ini|toml)|noxfile\.py|Pipfile|requirements[\w.-]{0,80}\.txt|(?:GNU)?[Mm]akefile|\.env[\w.-]{0,80}|[\w.-]{0,80}\.(?:snap|ambr)|pom\.xml|[\w.-]{0,80}\.gradle(?:\.kts)?|gradle\.properties|Cargo\.toml|go\.(?:mod|work)|phpunit\.xml(?:\.dist)?|\.rspec|Rakefile|testng\.xml|build\.xml|junit-platform\.properties|xunit\.runner\.json|[\w-]{1,80}\.runsettings|karma\.conf\.[cm]?[jt]s|deno\.jsonc?|bunfig\.toml|nx\.json)$/;

const MANIFEST =
  /^(?:composer\.json|Gemfile|[\w.-]{1,80}\.(?:gemspec|csproj|fsproj|sln|props|targets)|CMakeLists\.txt|Package\.swift|mix\.exs|rebar\.config|pubspec\.yaml|build\.sbt)$/;

/** Folders whose files an installation makes. */
const MADE = /(?:^|\/)(?:node_modules|bower_components|(?:site|dist)-packages|\.venv|__pycache__)\//;

/** A sentence about a patch that changes only tests, how they are run, or what an installation makes; undefined for any other. */
export function changesNoCode(patches: readonly FilePatch[]): string | undefined {
  const made = patches.find(({ path, kind }) => MADE.test(path) && kind !== 'create');
  if (made) return `The patch changes ${made.path}, which an installation makes anew.`;
  const settings = patches.filter(({ path }) => !isTestFile(path) && isSettings(nameOf(path)));
  const rest = patches.filter((patch) => !isTestFile(patch.path) && !settings.includes(patch));
  if (patches.length === 0 || rest.some(({ kind }) => kind !== 'create')) return undefined;
  if (settings.length === 0) return rest.length ? undefined : 'The patch changes tests only, not the code that they test.';
  return `The patch changes how the command runs (${patches.map(({ path }) => path).join(', ')}), not the code that it runs.`;
}

/** Whether a file, by its name without folders, holds settings of a package manager, a build tool or a test runner. */
export function isSettings(name: string): boolean {
  return SETTINGS.test(name) || MANIFEST.test(name);
}
