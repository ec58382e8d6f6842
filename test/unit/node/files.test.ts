import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { realpathSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { mock } from 'node:test';
import { NodeFiles } from '../../../src/node/files';
import { withOverrides } from '../../../src/node/withOverrides';
import { GitRepository, TempFolder } from '../../support/gitRepository';

describe('NodeFiles', () => {
  const open: TempFolder[] = [];
  const folder = () => {
    const made = new TempFolder();
    open.push(made);
    return made;
  };
  const repository = () => {
    const made = new GitRepository();
    open.push(made);
    return made;
  };
  afterEach(() => {
    for (const each of open.splice(0)) each.dispose();
  });

  /** A clock that stands still, so early that no change until now counts as one, and each from now on. The result sets it forward, by ms. */
  async function clockWithoutChanges(): Promise<(ms: number) => void> {
    await new Promise((resolve) => setTimeout(resolve, 100));
    mock.timers.enable({ apis: ['Date'], now: Date.now() + 1_950 });
    return (ms) => mock.timers.tick(ms);
  }

  function fill(place: TempFolder): void {
    place.write('.gitignore', 'secret/\n*.log\n!keep.log\n');
    place.write('src/a.ts', 'a');
    place.write('src/deep/.gitignore', 'local.ts\n');
    place.write('src/deep/local.ts', 'x');
    place.write('src/deep/b.ts', 'b');
    place.write('secret/key.ts', 'k');
    place.write('run.log', 'l');
    place.write('keep.log', 'l');
    place.write('node_modules/dep/index.js', 'n');
    place.write('dist/a.js', 'd');
    place.write('logo.png', 'p');
    place.write('generated/x.ts', 'g');
  }
  const LISTED = ['.gitignore', 'keep.log', 'src/a.ts', 'src/deep/.gitignore', 'src/deep/b.ts'];

  for (const kind of ['a plain folder', 'a repository', 'a repository where git must not run']) {
    it(`lists what is not ignored in ${kind}, sorted, and refuses to read the rest`, async () => {
      const place = kind === 'a plain folder' ? folder() : repository();
      fill(place);
      const files = new NodeFiles({ roots: [place.path], ignore: ['/generated'], runGit: !kind.includes('must not') });
      assert.equal(await files.read('secret/key.ts'), undefined);
      assert.equal(await files.read('src/deep/local.ts'), undefined);
      assert.equal(await files.read('src/a.ts'), 'a');
      assert.deepEqual(await files.list(), LISTED);
      for (const file of ['secret/key.ts', 'src/deep/local.ts', 'run.log', 'node_modules/dep/index.js', 'dist/a.js', 'generated/x.ts']) {
        assert.equal(await files.read(file), undefined, file);
      }
      assert.equal(await files.read('src/deep/b.ts'), 'b');
      assert.equal(await files.read(join(place.path, 'src/a.ts')), 'a');
      // Newer than the list.
      place.write('src/new.ts', 'n');
      assert.equal(await files.read('src/new.ts'), 'n');
    });
  }

  it('lists tracked and untracked files, not deleted ones, even from a folder below the top', async () => {
    const place = repository();
    place.write('app/kept.ts', '1');
    place.write('app/gone.ts', '1');
    place.write('other.ts', '1');
    place.commit('first');
    execFileSync('rm', [join(place.path, 'app/gone.ts')]);
    place.write('app/new file é.ts', '1');
    assert.deepEqual(await new NodeFiles({ roots: [place.path] }).list(), ['app/kept.ts', 'app/new file é.ts', 'other.ts']);
    assert.deepEqual(await new NodeFiles({ roots: [join(place.path, 'app')] }).list(), ['kept.ts', 'new file é.ts']);
  });

  it('lists submodules and nested repositories', async () => {
    const library = repository();
    library.write('lib.ts', '1');
    library.commit('lib');
    const place = repository();
    place.write('main.ts', '1');
    place.git('submodule', '--quiet', 'add', library.path, 'vendored');
    place.commit('first');
    place.write('nested/in.ts', '1');
    execFileSync('git', ['init', '-q', join(place.path, 'nested')]);
    assert.deepEqual(await new NodeFiles({ roots: [place.path] }).list(), ['main.ts', 'nested/in.ts', 'vendored/lib.ts']);
  });

  it('runs no program that the repository names', async () => {
    const place = repository();
    place.write('a.ts', '1');
    place.commit('first');
    place.write('evil.sh', `#!/bin/sh\ntouch ${place.path}/ran\n`);
    execFileSync('chmod', ['+x', join(place.path, 'evil.sh')]);
    place.git('config', 'core.fsmonitor', join(place.path, 'evil.sh'));
    assert.deepEqual(await new NodeFiles({ roots: [place.path] }).list(), ['a.ts', 'evil.sh']);
  });

  it('follows links inside the workspace only', async () => {
    const outside = folder();
    outside.write('passwd.ts', 'secret');
    const place = folder();
    place.write('real.ts', 'real');
    symlinkSync(join(place.path, 'real.ts'), join(place.path, 'link.ts'));
    symlinkSync(join(outside.path, 'passwd.ts'), join(place.path, 'out.ts'));
    symlinkSync(outside.path, join(place.path, 'outFolder'));
    symlinkSync(place.path, join(place.path, 'circle'));
    const files = new NodeFiles({ roots: [place.path] });
    assert.equal(await files.read('link.ts'), 'real');
    for (const file of ['out.ts', 'outFolder/passwd.ts', '../x', '..', '']) assert.equal(await files.read(file), undefined, file);
    files.allow('out.ts');
    assert.equal(await files.read('out.ts'), undefined);
    assert.deepEqual(await files.list(), ['link.ts', 'out.ts', 'real.ts']);
  });

  it('gives the real path of a folder that was opened through a link', async () => {
    const place = folder();
    place.write('real.ts', 'real');
    const links = folder();
    symlinkSync(place.path, join(links.path, 'link'));
    const files = new NodeFiles({ roots: [join(links.path, 'link')] });
    assert.deepEqual(await files.realRoots(), [realpathSync(place.path)]);
    assert.equal(await files.read(join(place.path, 'real.ts')), 'real');
  });

  it('gives the real path of a file that a frame names through a link', async () => {
    const place = folder();
    place.write('real.ts', 'real');
    const links = folder();
    symlinkSync(place.path, join(links.path, 'link'));
    const files = new NodeFiles({ roots: [realpathSync(place.path)] });
    const named = join(links.path, 'link', 'real.ts');
    assert.equal(await files.realPath(named), undefined);
    files.allow(named);
    assert.equal(await files.realPath(named), realpathSync(join(place.path, 'real.ts')));
    assert.equal(await files.realPath('missing.ts'), undefined);
  });

  it('reads a file outside, or an ignored one, only if a frame names it and it is code', async () => {
    const outside = folder();
    outside.write('lib.ts', 'lib');
    outside.write('id_rsa', 'key');
    outside.write('.env', 'key');
    const place = folder();
    place.write('dist/a.js', 'built');
    place.write('dist/b.js', 'sibling');
    const files = new NodeFiles({ roots: [place.path] });
    const lib = join(outside.path, 'lib.ts');
    assert.equal(await files.read(lib), undefined);
    for (const file of [lib, join(outside.path, 'id_rsa'), join(outside.path, '.env'), '//server/share/a.ts']) files.allow(file);
    assert.equal(await files.read(lib), 'lib');
    assert.equal(await files.read(join(outside.path, 'id_rsa')), undefined);
    assert.equal(await files.read(join(outside.path, '.env')), undefined);
    assert.equal(await files.read('//server/share/a.ts'), undefined);
    assert.deepEqual(await files.list(), []);
    files.allow('dist/a.js');
    assert.equal(await files.read('dist/a.js'), 'built');
    assert.deepEqual(await files.list(), ['dist/a.js', 'dist/b.js']);
  });

  it('reads built code and its maps for their sources, only inside the workspace, and lists none', async () => {
    const outside = folder();
    outside.write('dist/a.js', 'x');
    const place = repository();
    place.write('.gitignore', 'bundle\n');
    for (const file of ['dist/a.js', 'dist/maps/a.map', 'bundle/b.mjs', 'dist/.env', 'dist/c.js.map']) place.write(file, file);
    place.write('dist/large.js.map', 'x'.repeat(5_000_001));
    place.write('dist/big.js', '');
    truncateSync(join(place.path, 'dist/big.js'), 40_000_001);
    execFileSync('mkfifo', [join(place.path, 'dist/pipe.js')]);
    symlinkSync(join(outside.path, 'dist/a.js'), join(place.path, 'dist/out.js'));
    symlinkSync(join(place.path, 'dist/.env'), join(place.path, 'dist/env.map'));
    const files = new NodeFiles({ roots: [place.path] });
    for (const file of ['dist/a.js', 'dist/maps/a.map', 'bundle/b.mjs', 'dist/c.js.map']) {
      assert.equal(await files.read(file), undefined, file);
      assert.equal(await files.readBuilt(file), file);
      assert.equal(await files.readBuilt(join(place.path, file)), file);
    }
    assert.equal((await files.readBuilt('dist/large.js.map'))?.length, 5_000_001);
    const refused = ['dist/.env', 'dist/env.map', 'dist/out.js', 'dist/big.js', 'dist/pipe.js', 'dist', '../x.js', '//host/share/a.js'];
    for (const file of [...refused, join(outside.path, 'dist/a.js')]) assert.equal(await files.readBuilt(file), undefined, file);
    assert.deepEqual(await files.list(), ['.gitignore']);
  });

  it('lists built code by the names of several roots, without reading it', async () => {
    const [web, api] = [folder(), folder()];
    web.write('web/dist/assets/index-BxYz12.js', 'x');
    web.write('web/src/a.js', 'x');
    api.write('api/public/app.js', 'x');
    const files = new NodeFiles({ roots: [join(web.path, 'web'), join(api.path, 'api')] });
    assert.deepEqual(await files.listBuilt(), ['web/dist/assets/index-BxYz12.js', 'api/public/app.js']);
    assert.equal(await files.readBuilt('web/dist/assets/index-BxYz12.js'), 'x');
    assert.equal(await files.read('web/dist/assets/index-BxYz12.js'), undefined);
  });

  it('follows no link out of the workspace for a path by its real name', async () => {
    const outside = folder();
    outside.write('passwd.ts', 'secret');
    const place = folder();
    symlinkSync(join(outside.path, 'passwd.ts'), join(place.path, 'out.ts'));
    const links = folder();
    symlinkSync(place.path, join(links.path, 'link'));
    assert.equal(await new NodeFiles({ roots: [join(links.path, 'link')] }).read(join(place.path, 'out.ts')), undefined);
  });

  it('normalises line ends and byte order marks, and refuses files that are not text', async () => {
    const place = folder();
    place.write('crlf.ts', '\ufeffa\r\nb\rc\n');
    place.write('utf16.ts', Buffer.from('\ufeffhé', 'utf16le'));
    place.write('utf16be.ts', Buffer.from('\ufeffhé', 'utf16le').swap16());
    place.write('binary.ts', Buffer.from([1, 0, 2]));
    place.write('big.ts', 'x'.repeat(5_000_001));
    place.write('folder.ts/in', 'x');
    execFileSync('mkfifo', [join(place.path, 'pipe.ts')]);
    const files = new NodeFiles({ roots: [place.path] });
    assert.equal(await files.read('crlf.ts'), 'a\nb\nc\n');
    assert.equal(await files.read('utf16.ts'), 'hé');
    assert.equal(await files.read('utf16be.ts'), 'hé');
    for (const file of ['binary.ts', 'big.ts', 'folder.ts', 'pipe.ts', 'absent.ts']) assert.equal(await files.read(file), undefined, file);
    assert.equal(typeof (await files.modified('crlf.ts')), 'number');
    assert.equal(await files.modified('absent.ts'), undefined);
  });

  it('names files of several roots by their folder', async () => {
    const one = folder();
    const two = folder();
    one.write('web/a.ts', 'a');
    two.write('web/b.ts', 'b');
    two.write('api/c.ts', 'c');
    const files = new NodeFiles({ roots: [join(one.path, 'web'), join(two.path, 'web'), join(two.path, 'api')] });
    assert.deepEqual(await files.list(), ['api/c.ts', 'web (2)/b.ts', 'web/a.ts']);
    assert.equal(await files.read('web (2)/b.ts'), 'b');
    assert.equal(await files.read('b.ts'), undefined);
  });

  it('returns the same array until something changed, and can be cancelled', async () => {
    const place = folder();
    place.write('a.ts', 'a');
    const files = new NodeFiles({ roots: [place.path] });
    const controller = new AbortController();
    const cancelled = files.list(controller.signal);
    controller.abort();
    await assert.rejects(cancelled, { name: 'AbortError' });
    const [first, second] = await Promise.all([files.list(), files.list()]);
    assert.equal(first, second);
    assert.equal(await files.list(), first);
  });

  it('lists what was added, removed, renamed or ignored since the last list, at once', async () => {
    const place = repository();
    for (const file of ['.gitignore', 'src/a.ts', 'src/deep/b.ts']) place.write(file, '');
    const changes: [string, string[]][] = [
      ['touch src/c.ts', ['src/a.ts', 'src/c.ts', 'src/deep/b.ts']],
      ['mkdir -p test/unit; touch test/unit/d.ts', ['src/a.ts', 'src/c.ts', 'src/deep/b.ts', 'test/unit/d.ts']],
      ['mv src/deep/b.ts src/deep/e.ts', ['src/a.ts', 'src/c.ts', 'src/deep/e.ts', 'test/unit/d.ts']],
      ['rm -r src/deep', ['src/a.ts', 'src/c.ts', 'test/unit/d.ts']],
      ['echo test >> .gitignore', ['src/a.ts', 'src/c.ts']],
    ];
    for (const [change, expected] of changes) {
      const later = await clockWithoutChanges();
      try {
        const files = new NodeFiles({ roots: [place.path] });
        await files.list();
        execFileSync('sh', ['-c', change], { cwd: place.path });
        later(600);
        assert.deepEqual(await files.list(), ['.gitignore', ...expected], change);
      } finally {
        mock.timers.reset();
      }
    }
  });

  it('returns the known list while it scans again, and waits for a new one if the known one is too old', async () => {
    const place = folder();
    place.write('a.ts', 'a');
    execFileSync('mkdir', [join(place.path, 'empty')]);
    const later = await clockWithoutChanges();
    try {
      const files = new NodeFiles({ roots: [place.path] });
      const first = await files.list();
      // No file of this folder was listed, so that its time is not asked for.
      place.write('empty/b.ts', 'b');
      later(600);
      assert.equal(await files.list(), first);
      later(61_000);
      assert.deepEqual(await files.list(), ['a.ts', 'empty/b.ts']);
    } finally {
      mock.timers.reset();
    }
  });

  it('overlays the disk with unsaved texts', async () => {
    const place = folder();
    place.write('a.ts', 'old');
    const reader = withOverrides(new NodeFiles({ roots: [place.path] }), { 'a.ts': 'new\r\n', 'untitled.ts': 'u' });
    assert.equal(await reader.read('a.ts'), 'new\n');
    assert.deepEqual(await reader.list(), ['a.ts', 'untitled.ts']);
  });
});
