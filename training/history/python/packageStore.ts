import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type DebianPackages, upstreamVersion } from '../../debianPackages';
import { listFiles } from '../../npm/packageFiles';
import { compareVersions } from './compareVersions';
import { PYTHON_LAYOUT } from './pythonLayout';

const MODULES = 'usr/lib/python3/dist-packages';

/**
 * Versions of a Python package in folders of their own: the modules that Debian's packages install, and beside each the tests of the
 * newest source package that can be had; installed packages hardly ever have tests, and not every mirror has every source package.
 * @returns folders of the versions, oldest first; none where there are no tests, or only one version
 */
export async function pythonVersions(debian: DebianPackages, name: string, home: string): Promise<string[]> {
  if (!existsSync(home)) {
    const partial = `${home}.partial`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial, { recursive: true });
    await unpackAll(debian, name, partial);
    renameSync(partial, home);
  }
  return readdirSync(home)
    .sort(compareVersions)
    .map((version) => join(home, version));
}

async function unpackAll(debian: DebianPackages, name: string, home: string): Promise<void> {
  const built = (await debian.builtFrom(name)).find((binary) => /^python3-(?!.*-(?:doc|tests?)$)/.test(binary));
  const versions = built ? await debian.versions(built) : [];
  if (!built || versions.length < 2) return;
  const source = join(home, 'source');
  if (!(await unpackNewest(debian, name, source))) return;
  for (const version of versions) {
    const unpacked = join(home, 'unpacked');
    await debian.unpack(built, version, unpacked);
    const folder = join(home, upstreamVersion(version));
    if (existsSync(join(unpacked, MODULES))) cpSync(join(unpacked, MODULES), folder, { recursive: true, dereference: false });
    rmSync(unpacked, { recursive: true });
    if (existsSync(folder)) addTests(source, folder);
  }
  rmSync(source, { recursive: true });
}

async function unpackNewest(debian: DebianPackages, name: string, folder: string): Promise<boolean> {
  for (const version of (await debian.sourceVersions(name)).reverse()) {
    const had = await debian.unpackSource(name, version, folder).then(
      () => true,
      () => false,
    );
    if (had) return true;
  }
  return false;
}

function addTests(source: string, folder: string): void {
  for (const path of listFiles(source)) {
    // Modules are installed without the folder that the source has them in.
    const target = path.replace(/^(?:src|lib)\//, '');
    if (!PYTHON_LAYOUT.isTest(target) || target.startsWith('debian/')) continue;
    mkdirSync(dirname(join(folder, target)), { recursive: true });
    cpSync(join(source, path), join(folder, target));
  }
}
