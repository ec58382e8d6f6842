import { commandLine } from './commandLine';

/** A command that checks types or builds, without changing a file of the project. */
export interface ProjectCheck {
  /** One line, as a person types it. */
  command: string;
  /** Absolute folder with `/`. */
  cwd: string;
}

export interface CheckPorts {
  /** Whether there is a file at an absolute path. */
  exists(path: string): Promise<boolean>;
  /** Its text; undefined where there is none. */
  read(path: string): Promise<string | undefined>;
}

/** Scripts of a package that check types, in the order of preference. */
const SCRIPTS = ['typecheck', 'type-check', 'check-types', 'check:types', 'types:check', 'tsc'];
const LOCKS: Readonly<Record<string, string>> = { 'pnpm-lock.yaml': 'pnpm', 'yarn.lock': 'yarn', 'bun.lock': 'bun', 'bun.lockb': 'bun' };

/** Where a folder holds one of the files, the command that checks the sources below it. */
interface BuildTool {
  extensions: RegExp;
  files: readonly string[];
  words: (file: string) => string[];
}

const TOOLS: readonly BuildTool[] = [
  {
    extensions: /\.go$/,
    files: ['go.mod'],
    words: (file) => (file.endsWith('_test.go') ? ['go', 'vet', './...'] : ['go', 'build', '-o', '/dev/null', './...']),
  },
  { extensions: /\.rs$/, files: ['Cargo.toml'], words: () => ['cargo', 'check', '--all-targets'] },
  { extensions: /\.(?:java|kt)$/, files: ['mvnw'], words: () => ['./mvnw', '-q', 'test-compile'] },
  { extensions: /\.(?:java|kt)$/, files: ['pom.xml'], words: () => ['mvn', '-q', 'test-compile'] },
  { extensions: /\.(?:java|kt|groovy)$/, files: ['gradlew'], words: () => ['./gradlew', '-q', 'testClasses'] },
  { extensions: /\.(?:java|kt|groovy)$/, files: ['build.gradle', 'build.gradle.kts'], words: () => ['gradle', '-q', 'testClasses'] },
  { extensions: /\.swift$/, files: ['Package.swift'], words: () => ['swift', 'build'] },
  { extensions: /\.dart$/, files: ['pubspec.yaml'], words: () => ['dart', 'analyze'] },
];

/**
 * The check that a project has for a source file: a script of its package, its TypeScript project, its build tool, its type checker. The
 * nearest folder counts.
 * @param file absolute with `/`
 * @param root absolute folder of the workspace, above which nothing is read
 * @returns undefined where it has none
 */
export async function projectCheck(file: string, root: string, ports: CheckPorts): Promise<ProjectCheck | undefined> {
  const folders = foldersUpTo(file, root);
  for (const cwd of folders) {
    const words = await checkIn(cwd, file, folders, ports);
    if (words) return { command: commandLine(words), cwd };
  }
  return file.endsWith('.java') ? javac(file, root, ports) : undefined;
}

async function checkIn(cwd: string, file: string, folders: readonly string[], ports: CheckPorts): Promise<string[] | undefined> {
  if (/\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/.test(file))
    return (await script(cwd, folders, ports)) ?? (await tsc(cwd, file, folders, ports));
  if (/\.pyi?$/.test(file)) return pythonChecker(cwd, file, ports);
  for (const { extensions, files, words } of TOOLS)
    if (
      extensions.test(file) &&
      (await firstOf(
        files.map((name) => `${cwd}/${name}`),
        ports,
      )) !== undefined
    )
      return words(file);
  return undefined;
}

async function script(cwd: string, folders: readonly string[], ports: CheckPorts): Promise<string[] | undefined> {
  const scripts = scriptsIn(await ports.read(`${cwd}/package.json`));
  const name = SCRIPTS.find((each) => typeof scripts[each] === 'string');
  if (name === undefined) return undefined;
  const lock = await firstOf(
    folders.flatMap((folder) => Object.keys(LOCKS).map((each) => `${folder}/${each}`)),
    ports,
  );
  return [LOCKS[lock?.slice(lock.lastIndexOf('/') + 1) ?? ''] ?? 'npm', 'run', name];
}

function scriptsIn(text: string | undefined): Record<string, unknown> {
  try {
    const { scripts } = JSON.parse(text ?? '{}') as { scripts?: unknown };
    return typeof scripts === 'object' && scripts !== null ? (scripts as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** With the compiler that the project has installed. */
async function tsc(cwd: string, file: string, folders: readonly string[], ports: CheckPorts): Promise<string[] | undefined> {
  const config = /\.[cm]?tsx?$/.test(file) ? 'tsconfig.json' : 'jsconfig.json';
  if (!(await ports.exists(`${cwd}/${config}`))) return undefined;
  const compiler = await firstOf(
    folders.map((folder) => `${folder}/node_modules/typescript/package.json`),
    ports,
  );
  return compiler === undefined ? undefined : ['npx', 'tsc', '--noEmit', '-p', config];
}

async function pythonChecker(cwd: string, file: string, ports: CheckPorts): Promise<string[] | undefined> {
  const name = file.slice(cwd.length + 1);
  const project = (await ports.read(`${cwd}/pyproject.toml`)) ?? '';
  const setup = (await ports.read(`${cwd}/setup.cfg`)) ?? '';
  if (/^\[tool\.mypy\b/m.test(project) || /^\[mypy\b/m.test(setup) || (await ports.exists(`${cwd}/mypy.ini`)))
    return ['python3', '-m', 'mypy', name];
  const pyright = /^\[tool\.(?:based)?pyright\b/m.test(project) || (await ports.exists(`${cwd}/pyrightconfig.json`));
  return pyright ? ['python3', '-m', 'pyright', name] : undefined;
}

/** Without a build tool: the compiler itself, which stops before it writes. */
async function javac(file: string, root: string, ports: CheckPorts): Promise<ProjectCheck | undefined> {
  const text = await ports.read(file);
  if (text === undefined) return undefined;
  const packaged = /^\s{0,20}package\s+(?<name>[\w.]{1,300})\s*;/m.exec(text)?.groups?.['name'];
  const depth = packaged === undefined ? 1 : packaged.split('.').length + 1;
  const cwd = file.split('/').slice(0, -depth).join('/');
  if (cwd !== root && !cwd.startsWith(`${root}/`)) return undefined;
  return { command: commandLine(['javac', '--should-stop=ifNoError=FLOW', '-sourcepath', '.', file.slice(cwd.length + 1)]), cwd };
}

/** Innermost first, the root last. */
function foldersUpTo(file: string, root: string): string[] {
  const folders: string[] = [];
  for (let folder = above(file); folder === root || folder.startsWith(`${root}/`); folder = above(folder)) folders.push(folder);
  return folders;
}

function above(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

async function firstOf(paths: readonly string[], ports: CheckPorts): Promise<string | undefined> {
  for (const path of paths) if (await ports.exists(path)) return path;
  return undefined;
}
