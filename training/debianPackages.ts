import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { compareVersions } from './compareVersions';

const run = promisify(execFile);
const FOLDER = join(tmpdir(), 'debug-with-context-debian');
/** Older suites are on another server. */
const SUITES = ['bullseye', 'bookworm', 'trixie', 'sid'];

/** Packages from Debian's suites, through a separate `apt`, so that the system's lists do not change. Needs Debian and dpkg-dev. */
export class DebianPackages {
  private constructor(private readonly options: readonly string[]) {}

  /** Reads the suites' lists from this machine's package source; they are kept for the next time. */
  static async open(folder = FOLDER): Promise<DebianPackages> {
    const lists = join(folder, 'lists');
    mkdirSync(join(lists, 'partial'), { recursive: true });
    const cache = join(folder, 'cache');
    mkdirSync(join(cache, 'archives', 'partial'), { recursive: true });
    const list = join(folder, 'sources.list');
    const options = Object.entries({
      'Dir::Etc::SourceList': list,
      'Dir::Etc::SourceParts': '-',
      'Dir::State::Lists': lists,
      'Dir::Cache': cache,
      // Debian's container images keep no cache: every query would read all lists again.
      'Dir::Cache::PkgCache': 'pkgcache.bin',
      'APT::Sandbox::User': 'root',
    }).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
    if (!existsSync(list)) {
      const { stdout } = await run('apt-get', ['indextargets', '--format', '$(REPO_URI) $(RELEASE)']);
      const mirror = stdout.split('\n').find((line) => /^http\S* [a-z]+$/.test(line));
      if (!mirror) throw new Error('apt knows no mirror of Debian; source packages need one');
      const uri = mirror.split(' ')[0] ?? '';
      const lines = SUITES.flatMap((suite) => ['deb', 'deb-src'].map((kind) => `${kind} ${uri} ${suite} main\n`));
      writeFileSync(`${list}.partial`, lines.join(''));
      renameSync(`${list}.partial`, list);
      await run('apt-get', [...options, 'update', '-qq'], { maxBuffer: 1 << 26 });
    }
    return new DebianPackages(options);
  }

  /** Versions of a source package, one per upstream version, oldest first. */
  async sourceVersions(name: string): Promise<string[]> {
    return versionsIn(await this.ask('showsrc', '--only-source', name));
  }

  /** Names of the packages that are built from a source package. */
  async builtFrom(name: string): Promise<string[]> {
    const named = [...(await this.ask('showsrc', '--only-source', name)).matchAll(/^Binary: (.+(?:\n .+)*)$/gm)];
    return [...new Set(named.flatMap(([, names = '']) => names.split(/[\s,]+/)))];
  }

  /** The same of a package of programs. */
  async versions(name: string): Promise<string[]> {
    return versionsIn(await this.ask('show', name));
  }

  private async ask(...question: string[]): Promise<string> {
    const { stdout } = await run('apt-cache', [...this.options, ...question], { maxBuffer: 1 << 27 });
    return stdout;
  }

  /** Unpacks a source package, with Debian's patches, into a new folder. */
  async unpackSource(name: string, version: string, folder: string): Promise<void> {
    await inPlace(folder, async (place) => {
      await run('apt-get', [...this.options, 'source', '--download-only', '-qq', `${name}=${version}`], { cwd: place });
      await run('dpkg-source', ['--no-check', '-x', only(place, '.dsc'), 'unpacked'], { cwd: place, maxBuffer: 1 << 26 });
    });
  }

  /** Unpacks the files that a package installs into a new folder. */
  async unpack(name: string, version: string, folder: string): Promise<void> {
    await inPlace(folder, async (place) => {
      await run('apt-get', [...this.options, 'download', '-qq', `${name}=${version}`], { cwd: place });
      await run('dpkg-deb', ['-x', only(place, '.deb'), 'unpacked'], { cwd: place });
    });
  }
}

/** `make` leaves `unpacked` in the given place; it becomes the folder, whole or not at all. */
async function inPlace(folder: string, make: (place: string) => Promise<void>): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const place = mkdtempSync(`${folder}.`);
  try {
    await make(place);
    renameSync(join(place, 'unpacked'), folder);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function only(folder: string, ending: string): string {
  const file = readdirSync(folder).find((name) => name.endsWith(ending));
  if (!file) throw new Error(`Nothing that ends with ${ending} was downloaded`);
  return file;
}

function versionsIn(stanzas: string): string[] {
  const versions = new Map<string, string>();
  for (const [, version = ''] of stanzas.matchAll(/^Version: (\S+)$/gm)) versions.set(upstreamVersion(version), version);
  return [...versions].sort(([a], [b]) => compareVersions(a, b)).map(([, version]) => version);
}

/** `1:2.3~rc1+dfsg-4+deb12u1` → `2.3~rc1`. */
export function upstreamVersion(version: string): string {
  return version
    .replace(/^\d+:/, '')
    .replace(/-[^-]*$/, '')
    .replace(/[+.~-]?(?:dfsg|ds|repack)[.\d]*$/, '');
}
