import type { Place } from '../../flow/originSteps';
import { nearName } from '../../flow/nearName';
import type { ProjectFiles } from './projectFiles';

/** The place where a project requires a package, and the command that installs it. */
export interface PackageAsked extends Place {
  /** The line, trimmed. */
  text: string;
  /** As written in the list. */
  name: string;
  /** Run in the folder of the list. */
  install: string;
}

/** Files in which a project lists its packages, and the commands that install them: the first with its lock file beside the list counts. */
interface PackageList {
  readonly files: readonly string[];
  readonly installs: readonly { readonly beside?: string; readonly command: string }[];
}

const PACKAGE_LISTS: readonly PackageList[] = [
  {
    files: ['package.json'],
    installs: [
      { beside: 'pnpm-lock.yaml', command: 'pnpm install' },
      { beside: 'yarn.lock', command: 'yarn install' },
      { beside: 'bun.lock', command: 'bun install' },
      { beside: 'package-lock.json', command: 'npm ci' },
      { command: 'npm install' },
    ],
  },
  {
    files: [
      'pyproject.toml',
      'requirements.txt',
      'requirements-dev.txt',
      'dev-requirements.txt',
      'setup.cfg',
      'Pipfile',
      'environment.yml',
    ],
    installs: [
      { beside: 'uv.lock', command: 'uv sync' },
      { beside: 'poetry.lock', command: 'poetry install' },
      { beside: 'Pipfile.lock', command: 'pipenv install --dev' },
      { beside: 'requirements-dev.txt', command: 'pip install -r requirements-dev.txt' },
      { beside: 'requirements.txt', command: 'pip install -r requirements.txt' },
      { command: 'pip install -e .' },
    ],
  },
  { files: ['Gemfile'], installs: [{ command: 'bundle install' }] },
  { files: ['composer.json'], installs: [{ command: 'composer install' }] },
];

/** Programs and modules from a package with another name. They differ: the program `git` comes with no package, the module does. */
const PACKAGE_OF: Readonly<Record<'program' | 'module', Readonly<Record<string, string>>>> = {
  program: { tsc: 'typescript', ng: '@angular/cli', nest: '@nestjs/cli', playwright: '@playwright/test' },
  module: {
    yaml: 'PyYAML',
    PIL: 'Pillow',
    cv2: 'opencv-python',
    sklearn: 'scikit-learn',
    skimage: 'scikit-image',
    bs4: 'beautifulsoup4',
    dotenv: 'python-dotenv',
    dateutil: 'python-dateutil',
    jwt: 'PyJWT',
    git: 'GitPython',
    psycopg2: 'psycopg2-binary',
    MySQLdb: 'mysqlclient',
    serial: 'pyserial',
    Crypto: 'pycryptodome',
    attr: 'attrs',
  },
};

/**
 * The line in which the project requires a package, whatever its case and hyphens.
 * @param wanted a program, or a module as it is imported, by `kind`
 */
export async function packageAsked(project: ProjectFiles, wanted: string, kind: 'program' | 'module'): Promise<PackageAsked | undefined> {
  const names = [wanted, ...(Object.hasOwn(PACKAGE_OF[kind], wanted) ? [PACKAGE_OF[kind][wanted]!] : [])];
  for (const list of PACKAGE_LISTS) {
    const found = await project.find(list.files, (line) => packagesOf(line).some((each) => names.some((name) => sameName(each, name))));
    if (!found) continue;
    const name = packagesOf(found.text).find((each) => names.some((other) => sameName(each, other))) ?? wanted;
    return {
      ...found,
      name,
      install: list.installs.find(({ beside }) => beside === undefined || project.has(beside, found.file))!.command,
    };
  }
  return undefined;
}

/** The package in the project's lists that was most likely meant by a misspelled name. */
export async function nearPackage(project: ProjectFiles, wanted: string): Promise<PackageAsked | undefined> {
  const listed = new Set<string>();
  for (const { files } of PACKAGE_LISTS) await project.find(files, (line) => (packagesOf(line).forEach((name) => listed.add(name)), false));
  const near = nearName(wanted, listed);
  return near === undefined ? undefined : packageAsked(project, near, 'module');
}

const jsonEntry = /"(?<name>[^"\n]{1,120})"\s{0,8}:\s{0,8}"(?:[\^~<>=*\d]|v\d|workspace:|npm:|file:|link:|git|https?:|latest|next)/g;
/** One name, at the start of the line or in quotes, followed by its extras and its version. */
const requirement =
  /(?:^\s{0,12}(?:-\s|gem\s)?\s{0,4}|["'])(?<name>[A-Za-z][\w.-]{0,100})(?:\[[\w,\s-]{0,100}\])?\s{0,4}(?=$|[<>=!~;@"',^])/g;

/** Names of the packages required in a line of a list. */
function packagesOf(line: string): string[] {
  const text = line.replace(/(?:^|\s)(?:#|\/\/).*$/, '');
  if (/^\s*[{}"]/.test(text) && text.includes('":'))
    return [...text.matchAll(jsonEntry)].flatMap(({ groups }) => (groups!['name'] === 'version' ? [] : [groups!['name']!]));
  return [...text.matchAll(requirement)].map(({ groups }) => groups!['name']!);
}

/** Names of Python packages ignore case and hyphens. */
function sameName(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) => name.replace(/[-_.]+/g, '-').toLowerCase());
  return a === b;
}
