import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { RESERVED_PACKAGES } from '../packageSplit';
import { listFiles, readManifest, requiredPackages } from './packageFiles';

/** Early tap brings some 350 packages and has hardly an assertion that tape lacks; if one is missing, the pair is dropped. */
const OLD_TAP = 'npm:tape@^5.7.0';
const run = promisify(execFile);
/** Outside the project: otherwise tests would find the project's dependencies where their own are missing. */
export const STORE_FOLDER = join(tmpdir(), 'debug-with-context-npm');

/** Modules that a script loads, and test programs that it calls. */
const ASKED_BY_SCRIPT = /(?:-r|--require)[ =]([@\w/-]+)|\b(nodeunit|vows)\b/g;
const BATCH = 15;
/** Number of versions in which all files are searched for imports. */
const MOST_READ = 5;
/** Development tools that no test needs. */
const TOOLS =
  /eslint|karma|grunt|gulp|webpack|nyc|istanbul|coveralls|codecov|zuul|browserstack|saucelabs|puppeteer|playwright|phantom|lerna|husky|typescript|prettier|jshint|jscs|semistandard|^standard$|^xo$|^benchmark/;

/** Versions of npm packages, unpacked in a disposable folder, and the packages that their tests need. */
export class PackageStore {
  constructor(private readonly folder = STORE_FOLDER) {}

  /** Folder of a version's files; empty until {@link fetch} was called for it. */
  source(name: string, version: string): string {
    return join(this.home(name), 'versions', version);
  }

  home(name: string): string {
    return join(this.folder, name.replace('/', '+'));
  }

  async fetch(name: string, versions: readonly string[]): Promise<void> {
    const missing = versions.filter((version) => !existsSync(this.source(name, version)));
    const packed = join(this.home(name), 'packed');
    mkdirSync(packed, { recursive: true });
    for (let at = 0; at < missing.length; at += BATCH) {
      const batch = missing.slice(at, at + BATCH).map((version) => `${name}@${version}`);
      await run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', packed, ...batch], {
        maxBuffer: 1 << 26,
        timeout: 120_000,
      });
    }
    for (const version of missing) {
      const archive = join(packed, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
      if (existsSync(archive)) await this.unpack(archive, this.source(name, version));
    }
    rmSync(packed, { recursive: true, force: true });
  }

  /** Unpacks into its place, whole or not at all. */
  private async unpack(archive: string, target: string): Promise<void> {
    const partial = `${target}.partial`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial, { recursive: true });
    await run('tar', [
      '-xzf',
      archive,
      '-C',
      partial,
      '--strip-components=1',
      '--warning=none',
      '--no-same-owner',
      '--no-same-permissions',
    ]);
    await run('chmod', ['-R', 'u+rwX', partial]);
    rmSync(join(partial, 'node_modules'), { recursive: true, force: true });
    renameSync(partial, target);
  }

  /**
   * Installs the packages that the code and tests of some versions import, newest version first, above the workspace that `place` names.
   * @param pinned exact versions of an earlier installation, to repeat it
   * @param needs further packages, by name
   * @returns the versions that were installed, by name
   */
  async install(
    name: string,
    place: string,
    versions: readonly string[],
    pinned?: Record<string, string>,
    needs: Readonly<Record<string, string>> = {},
  ): Promise<Record<string, string>> {
    const wanted = pinned ?? { ...this.wanted(name, versions), ...needs };
    mkdirSync(place, { recursive: true });
    if (!isInstalled(place, wanted)) await installWithout(place, wanted);
    const link = join(place, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    rmSync(link, { recursive: true, force: true });
    symlinkSync(join(place, 'work'), link);
    return Object.fromEntries(
      Object.keys(wanted).flatMap((dependency) => {
        const manifest = join(place, 'node_modules', dependency, 'package.json');
        return existsSync(manifest) ? [[dependency, (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version]] : [];
      }),
    );
  }

  private wanted(name: string, versions: readonly string[]): Record<string, string> {
    const wanted: Record<string, string> = {};
    const asked = new Set<string>();
    const unpacked = [...versions].reverse().filter((version) => existsSync(this.source(name, version)));
    const step = Math.ceil(unpacked.length / MOST_READ);
    for (const [index, version] of unpacked.entries()) {
      const root = this.source(name, version);
      const manifest = readManifest(root);
      // Neighbouring versions import the same packages.
      const files = index % step === 0 ? listFiles(root) : [];
      for (const file of files)
        if (/\.[cm]?js$/.test(file)) for (const found of requiredPackages(readFileSync(join(root, file), 'utf8'))) asked.add(found);
      for (const [, required = '', program = ''] of Object.values(manifest.scripts ?? {})
        .join(' ')
        .matchAll(ASKED_BY_SCRIPT))
        asked.add(required || program);
      const given = {
        ...manifest.devDependencies,
        ...manifest.peerDependencies,
        ...manifest.optionalDependencies,
        ...manifest.dependencies,
      };
      for (const [dependency, range] of Object.entries(given)) {
        const plain = /^[\^~<>=*\dxX. |v-]+$|^latest$/.test(range) && range.trim() !== '';
        const used = dependency in (manifest.dependencies ?? {}) || (asked.has(dependency) && !TOOLS.test(dependency));
        if (used && plain && dependency !== name && !RESERVED_PACKAGES.has(dependency))
          wanted[dependency] ??= dependency === 'tap' && /^\D*\d\./.test(range) ? OLD_TAP : range;
      }
    }
    return wanted;
  }
}

/** npm writes its list of what it installed last. */
function isInstalled(place: string, wanted: Record<string, string>): boolean {
  if (!existsSync(join(place, 'node_modules', '.package-lock.json'))) return false;
  return readFileSync(join(place, 'package.json'), 'utf8') === manifestOf(wanted);
}

function manifestOf(wanted: Record<string, string>): string {
  return JSON.stringify({ private: true, dependencies: wanted });
}

/** Installs the available packages: a version missing from the registry is replaced by another of its major, or left out. */
async function installWithout(place: string, wanted: Record<string, string>): Promise<void> {
  for (let tries = 0; tries < 8 && Object.keys(wanted).length > 0; tries++) {
    writeFileSync(join(place, 'package.json'), manifestOf(wanted));
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps', '--loglevel=error'];
    const failed = await run('npm', ['install', ...options], { cwd: place, maxBuffer: 1 << 26, timeout: 180_000 }).then(
      () => undefined,
      (error: Error) => error.message,
    );
    if (failed === undefined) return;
    const absent = /No matching version found for (@?[^@\s]+)@|'(@?[^@'\s]+)@[^']*' is not in this registry/.exec(failed);
    const name = absent?.[1] ?? absent?.[2] ?? '';
    if (!(name in wanted)) throw new Error(failed);
    const major = /\d+/.exec(wanted[name] ?? '')?.[0];
    // Changed in place, so that the caller sees the versions installed in the end.
    if (major === undefined || wanted[name] === `${major}.x`) Reflect.deleteProperty(wanted, name);
    else wanted[name] = `${major}.x`;
  }
}

/** Puts the tests of the newer version beside the source of the older one. */
export function layOut(older: string, newer: string, workspace: string, isTest: (path: string) => boolean): void {
  rmSync(workspace, { recursive: true, force: true });
  mkdirSync(workspace, { recursive: true });
  for (const [root, keep] of [
    [older, (path: string) => !isTest(path)],
    [newer, isTest],
  ] as const)
    for (const path of listFiles(root)) {
      if (!keep(path)) continue;
      mkdirSync(dirname(join(workspace, path)), { recursive: true });
      cpSync(join(root, path), join(workspace, path));
    }
}
