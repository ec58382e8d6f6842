import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const CODE = /\.(?:js|mjs|cjs)$/;
const TEST_FOLDER = /(?:^|\/)(?:tests?|specs?|__tests__|unittests?|unit-tests?)\//i;
const TEST_FILE = /(?:^|\/)(?:tests?|specs?)\.[cm]?js$|[._-](?:tests?|spec)\.[cm]?js$|(?:^|\/)tests?[-_][^/]*\.[cm]?js$/i;
/** Files that no test runs or that no person edits. */
const ASIDE =
  /(?:^|\/)(?:examples?|benchmarks?|bench|perf|docs?|demos?|samples?|website|site|coverage|scripts|tasks|\.[^/]+)\/|(?:^|\/)(?:Gruntfile|gulpfile|Makefile|karma[^/]*|rollup[^/]*|webpack[^/]*|bower)\.[cm]?js$|[.-]min\.js$/i;

export interface PackageManifest {
  type?: string;
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  mocha?: unknown;
}

export function isTestPath(path: string): boolean {
  return TEST_FOLDER.test(path) || TEST_FILE.test(path);
}

export function isSourcePath(path: string): boolean {
  return CODE.test(path) && !isTestPath(path) && !ASIDE.test(path);
}

/** A test file for a runner: not in a folder of helpers, fixtures or data. */
export function isRunnableTest(path: string): boolean {
  return (
    CODE.test(path) &&
    isTestPath(path) &&
    !/(?:^|\/)(?:fixtures?|helpers?|support|resolver|mocks?|data|lib|node_modules|files|cases|browser|bench[^/]*|manual|assets?|packages?|src)\//i.test(
      path,
    ) &&
    !/(?:^|\/)(?:common|helpers?|bench[^/]*|perf[^/]*|stress|fuzz|setup|bootstrap|_[^/]*|init|browser[^/]*|shim|utils?)\.[cm]?js$/i.test(
      path,
    )
  );
}

/** Paths of all files of a package, relative with `/`. */
export function listFiles(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !path.startsWith('node_modules/') && !path.startsWith('.'))
    .sort();
}

export function readManifest(root: string): PackageManifest {
  const path = join(root, 'package.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')) as PackageManifest) : {};
}

/** Names of the packages that a file imports. */
export function requiredPackages(text: string): string[] {
  const names = [...text.matchAll(/(?:\brequire\(\s*|\bfrom\s+|\bimport\s+|\bimport\(\s*)['"]([^'"./][^'"]*)['"]/g)].map(([, name = '']) =>
    name
      .split('/')
      .slice(0, name.startsWith('@') ? 2 : 1)
      .join('/'),
  );
  return [...new Set(names)];
}
