import { execFileSync } from 'node:child_process';
import { symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { applyDiff } from '../../src/core/hypotheses/applyDiff';
import { NodeFiles } from '../../src/node/files';
import { GitRepository, TempFolder } from '../../test/support/gitRepository';
import type { AttackRow } from './attackRow';

/** Ways to write a path that lead to the same place. */
const DETOURS = ['', './', 'src/../', 'circle/', 'circle/circle/', 'src/./../circle/'];

/** Files that must not be written or replaced. */
const WRITES = [
  'out/new.ts',
  'out/code.ts',
  'code.ts',
  'hooks/pre-commit',
  'inner/hooks/x',
  'config.ts',
  'nowhere/a.ts',
  'dangling.ts',
  '.env',
  'private.ts',
  'big.ts',
  'binary.ts',
  'pipe.ts',
  'ignored',
  '.git/hooks/x',
  '.GIT/hooks/x',
  '.git./x',
  '.git /x',
  'git~1/x',
  '.g\u200bit/x',
  '.git::$INDEX_ALLOCATION/x',
  '../x.ts',
  '../../etc/x.ts',
];

/** Files that must not be read, even if a frame names them. */
const READS = [
  'out/code.ts',
  'key.ts',
  'env.ts',
  'private.ts',
  'hooks/sample.sh',
  'config.ts',
  '.git/hooks/sample.sh',
  'pipe.ts',
  'zero.ts',
];

/** Patches and frames that lead to forbidden places, by links and by spelling. */
export async function tryPaths(): Promise<AttackRow[]> {
  const outside = new TempFolder();
  const place = new GitRepository();
  try {
    lay(place, outside);
    return [await tryWrites(place.path), await tryReads(place.path, outside.path)];
  } finally {
    place.dispose();
    outside.dispose();
  }
}

function lay(place: GitRepository, outside: TempFolder): void {
  outside.write('code.ts', 'old\n');
  outside.write('id_rsa', 'old\n');
  place.write('.gitignore', '.env\nignored/\n');
  for (const file of ['.env', 'private.ts', 'src/a.ts', 'ignored/a.ts', '.git/hooks/sample.sh', 'module/.git/hooks/sample'])
    place.write(file, 'old\n');
  place.write('big.ts', '');
  truncateSync(join(place.path, 'big.ts'), 6_000_000);
  place.write('binary.ts', Uint8Array.from([0, 1]));
  execFileSync('mkfifo', [join(place.path, 'pipe.ts')]);
  for (const [target, name] of [
    [outside.path, 'out'],
    [join(outside.path, 'code.ts'), 'code.ts'],
    [join(outside.path, 'id_rsa'), 'key.ts'],
    [join(place.path, '.git/hooks'), 'hooks'],
    [join(place.path, 'module/.git'), 'inner'],
    [join(place.path, '.git/config'), 'config.ts'],
    [join(place.path, '.env'), 'env.ts'],
    ['/nonexistent', 'nowhere'],
    ['/nonexistent/x', 'dangling.ts'],
    ['/dev/zero', 'zero.ts'],
    ['.', 'circle'],
  ] as const) {
    symlinkSync(target, join(place.path, name));
  }
}

async function tryWrites(root: string): Promise<AttackRow> {
  const row: AttackRow = { name: 'patches: links, git, names that are taken', tried: 0, held: 0, broken: [] };
  for (const detour of DETOURS) {
    for (const file of WRITES) {
      const path = detour + file;
      const create = `--- /dev/null\n+++ b/${path}\n@@ -0,0 +1 @@\n+new\n`;
      const change = `--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-old\n+new\n`;
      for (const [kind, diff] of [
        ['create', create],
        ['change', change],
      ] as const) {
        row.tried++;
        const applied = await applyDiff(diff, new NodeFiles({ roots: [root], ignore: ['private.ts'], runGit: false })).catch(
          () => undefined,
        );
        if (applied) row.broken.push(`${kind} ${path}: writes ${Object.keys(applied).join()}`);
        else row.held++;
      }
    }
  }
  return row;
}

async function tryReads(root: string, outside: string): Promise<AttackRow> {
  const row: AttackRow = { name: 'frames: outside, ignored, of git, devices', tried: 0, held: 0, broken: [] };
  const paths = DETOURS.flatMap((detour) => READS.map((file) => detour + file));
  for (const path of [...paths, ...paths.map((each) => join(root, each)), join(outside, 'id_rsa'), '/etc/passwd', '/proc/self/environ']) {
    const files = new NodeFiles({ roots: [root], ignore: ['private.ts'], runGit: false });
    files.allow(path);
    row.tried++;
    if ((await files.read(path)) === undefined) row.held++;
    else row.broken.push(`read ${path}`);
  }
  return row;
}
