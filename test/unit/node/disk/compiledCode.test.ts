import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { cacheFolder } from '../../../../src/node/disk/compiledCode';

describe('requireCompiled', () => {
  let folder: string;
  let kept: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'compiled-'));
    kept = join(folder, 'caches', 'compiled');
    file = join(folder, 'bundle.js');
    const source = resolve('src/node/disk/compiledCode.ts');
    const contents = `import { requireCompiled } from ${JSON.stringify(source)};\nconsole.log(requireCompiled(${JSON.stringify(file)}, ${JSON.stringify(kept)}).answer());\n`;
    buildSync({ stdin: { contents, resolveDir: folder }, bundle: true, platform: 'node', outfile: join(folder, 'entry.js') });
    writeFileSync(file, "const { sep } = require('node:path');\nexports.answer = () => [42, sep, __filename].join(' ');\n");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const run = () => spawnSync(process.execPath, [join(folder, 'entry.js')], { encoding: 'utf8' }).stdout.trim();
  /** Names of what is kept, made older so that a new write is seen. */
  const aged = () => {
    const names = readdirSync(kept);
    for (const name of names) utimesSync(join(kept, name), 1, 1);
    return names;
  };
  const isOld = (name: string) => statSync(join(kept, name)).mtimeMs === 1000;

  it('keeps what was compiled for this user alone, uses it, and replaces it with the bundle', () => {
    mkdirSync(kept, { recursive: true, mode: 0o700 });
    writeFileSync(join(kept, 'other.js-0.bin'), 'of another bundle');
    assert.equal(run(), `42 / ${file}`);
    const [first = '', ...others] = aged();
    assert.deepEqual([others, statSync(kept).mode & 0o777, statSync(join(kept, first)).mode & 0o777], [['other.js-0.bin'], 0o700, 0o600]);
    assert.equal(run(), `42 / ${file}`);
    assert.ok(isOld(first));
    writeFileSync(file, 'exports.answer = () => 43;\n');
    assert.equal(run(), '43');
    const now = readdirSync(kept);
    assert.deepEqual([now.length, now.includes('other.js-0.bin'), now.includes(first)], [2, true, false]);
  }).timeout(20_000);

  it('compiles anew what is no compiled code', () => {
    run();
    const [name = ''] = aged();
    writeFileSync(join(kept, name), 'no code');
    assert.equal(run(), `42 / ${file}`);
    assert.ok(statSync(join(kept, name)).size > 100);
  }).timeout(20_000);

  it('neither reads nor writes where others may write', () => {
    mkdirSync(kept, { recursive: true });
    chmodSync(kept, 0o777);
    assert.equal(run(), `42 / ${file}`);
    assert.deepEqual(readdirSync(kept), []);
  }).timeout(20_000);

  it('loads the bundle where the folder cannot be made', () => {
    writeFileSync(join(folder, 'caches'), 'a file');
    assert.equal(run(), `42 / ${file}`);
  }).timeout(20_000);

  it('has a folder in the caches of each system', () => {
    assert.equal(cacheFolder({ XDG_CACHE_HOME: '/c' }, 'linux'), '/c/debug-with-context/compiled');
    assert.match(cacheFolder({ XDG_CACHE_HOME: 'relative' }, 'darwin') ?? '', /\/Library\/Caches\/debug-with-context\/compiled$/);
    assert.match(cacheFolder({ LOCALAPPDATA: '/l' }, 'win32') ?? '', /^\/l/);
  });
});
