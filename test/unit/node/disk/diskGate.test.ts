import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { applyDiff } from '../../../../src/core/hypotheses/applyDiff';
import { DiskGate } from '../../../../src/node/disk/diskGate';
import { NodeFiles } from '../../../../src/node/files';
import { GitChanges } from '../../../../src/node/git/gitChanges';
import { withOverrides } from '../../../../src/node/withOverrides';
import { GitRepository, TempFolder } from '../../../support/gitRepository';

const DAY_AGO = Date.now() - 86_400_000;

describe('DiskGate', () => {
  const open: TempFolder[] = [];
  const made = <T extends TempFolder>(place: T): T => {
    open.push(place);
    return place;
  };
  afterEach(() => {
    for (const each of open.splice(0)) each.dispose();
  });

  describe('paths that the person never wants read', () => {
    const IGNORE = ['secret*.ts', 'private/', '/top/only.ts'];
    const NAMES = ['secret.ts', 'src/secretKeys.ts', 'private/a.ts', 'src/private/deep/b.ts', 'top/only.ts'];

    it('are not read even if a frame names them, under any of their names', async () => {
      const place = made(new TempFolder());
      for (const file of NAMES) place.write(file, 'x');
      symlinkSync(join(place.path, 'private'), join(place.path, 'linked'));
      symlinkSync(join(place.path, 'secret.ts'), join(place.path, 'open.ts'));
      const links = made(new TempFolder());
      symlinkSync(place.path, join(links.path, 'link'));
      for (const root of [place.path, join(links.path, 'link')]) {
        const files = new NodeFiles({ roots: [root], ignore: IGNORE, runGit: false });
        const aliases = ['linked/a.ts', 'open.ts', ...NAMES];
        for (const file of aliases.flatMap((name) => [name, join(root, name), join(place.path, name), join(links.path, 'link', name)])) {
          files.allow(file);
          assert.equal(await files.read(file), undefined, file);
          assert.equal(await files.modified(file), undefined, file);
        }
      }
    });

    it('are not recent changes, committed or not, renamed or deleted', async () => {
      const place = made(new GitRepository());
      const lines = Array.from({ length: 30 }, (_, at) => `line ${at}`).join('\n');
      for (const file of [...NAMES, 'a.ts', 'private/gone.ts']) place.write(file, lines);
      place.commit('old', new Date(Date.now() - 50 * 3_600_000));
      for (const file of [...NAMES, 'a.ts']) place.write(file, `${lines}\nnew`);
      place.commit('new', new Date(Date.now() - 3_600_000));
      place.git('mv', 'secret.ts', 'shown.ts');
      place.git('rm', '-q', 'private/gone.ts');
      place.write('src/secretNew.ts', 'x\n');
      place.write('b.ts', 'x\n');
      const changes = await new GitChanges({ roots: [place.path], ignore: IGNORE }).since(DAY_AGO);
      assert.deepEqual([...new Set(changes.map(({ file }) => file))], ['a.ts', 'b.ts']);
    });

    it('are not read from an unsaved editor or as built code', async () => {
      const place = made(new TempFolder());
      place.write('secret.ts', 'x');
      place.write('dist/app.js', 'x');
      const files = new NodeFiles({ roots: [place.path], ignore: ['secret.ts', 'dist/'], runGit: false });
      const reader = withOverrides(files, { 'secret.ts': 'unsaved', 'other.ts': 'unsaved' });
      assert.equal(await reader.read('secret.ts'), undefined);
      assert.equal(await reader.read('other.ts'), 'unsaved');
      assert.equal(await files.readBuilt('dist/app.js'), undefined);
    });
  });

  it('reads nothing of git, and nothing that a link or another name points to in it', async () => {
    const place = made(new GitRepository());
    place.write('a.ts', 'a');
    place.write('.git/hooks/run.sh', 'x');
    symlinkSync(join(place.path, '.git/hooks/run.sh'), join(place.path, 'run.sh'));
    symlinkSync(join(place.path, '.git'), join(place.path, 'store'));
    const files = new NodeFiles({ roots: [place.path] });
    for (const file of ['.git/hooks/run.sh', 'run.sh', 'store/hooks/run.sh', 'store/config', '.git/config']) {
      files.allow(file);
      assert.equal(await files.read(file), undefined, file);
    }
  });

  it('reads no link to ignored files or to files that are not code, even if a frame names it', async () => {
    const outside = made(new TempFolder());
    outside.write('id_rsa', 'key');
    symlinkSync(join(outside.path, 'id_rsa'), join(outside.path, 'key.ts'));
    const place = made(new GitRepository());
    place.write('.gitignore', '.env\nlocal.ts\n');
    place.write('.env', 'key');
    place.write('local.ts', 'key');
    symlinkSync(join(place.path, '.env'), join(place.path, 'env.ts'));
    symlinkSync(join(place.path, 'local.ts'), join(place.path, 'open.ts'));
    const files = new NodeFiles({ roots: [place.path] });
    assert.equal(await files.read('env.ts'), undefined);
    assert.equal(await files.read('open.ts'), undefined);
    for (const file of ['env.ts', join(outside.path, 'key.ts')]) {
      files.allow(file);
      assert.equal(await files.read(file), undefined, file);
    }
  });

  it('reads code outside that a frame names, but not for a model', async () => {
    const outside = made(new TempFolder());
    outside.write('lib.ts', 'outside');
    const place = made(new TempFolder());
    place.write('a.ts', 'inside');
    for (const onlyInside of [false, true]) {
      const files = new NodeFiles({ roots: [place.path], runGit: false, onlyInside });
      for (const file of [join(outside.path, 'lib.ts'), join(place.path, 'a.ts')]) files.allow(file);
      assert.equal(await files.read(join(outside.path, 'lib.ts')), onlyInside ? undefined : 'outside');
      assert.equal(await files.read(join(place.path, 'a.ts')), 'inside');
    }
  });

  it('does not take an untracked link for a change whose text could be read', async () => {
    const outside = made(new TempFolder());
    outside.write('passwd', 'root:x:0:0\n');
    const place = made(new GitRepository());
    place.write('a.ts', 'a');
    place.commit('old', new Date(DAY_AGO - 3_600_000));
    symlinkSync(join(outside.path, 'passwd'), join(place.path, 'new.ts'));
    execFileSync('mkfifo', [join(place.path, 'pipe.ts')]);
    assert.deepEqual(await new GitChanges({ roots: [place.path] }).since(DAY_AGO), []);
  });

  describe('a place that a patch writes to', () => {
    const creating = (file: string) => `--- /dev/null\n+++ b/${file}\n@@ -0,0 +1 @@\n+new\n`;

    it('is refused if something exists there, even if it may not be read', async () => {
      const place = made(new GitRepository());
      place.write('.gitignore', '.env\nfolder/\n');
      place.write('.env', 'SECRET=1\n');
      place.write('private.ts', 'x');
      place.write('big.ts', '');
      truncateSync(join(place.path, 'big.ts'), 6_000_000);
      place.write('binary.ts', Buffer.from([0, 1, 2]));
      mkdirSync(join(place.path, 'folder'));
      execFileSync('mkfifo', [join(place.path, 'pipe.ts')]);
      symlinkSync('/nonexistent/x', join(place.path, 'dangling.ts'));
      const files = new NodeFiles({ roots: [place.path], ignore: ['private.ts'] });
      for (const file of ['.env', 'private.ts', 'big.ts', 'binary.ts', 'folder', 'pipe.ts', 'dangling.ts', 'folder/../.env']) {
        await assert.rejects(applyDiff(creating(file), files), { name: 'DiffProblem' }, file);
      }
      assert.deepEqual(await applyDiff(creating('src/new.ts'), files), { 'src/new.ts': 'new\n' });
      assert.equal(readFileSync(join(place.path, '.env'), 'utf8'), 'SECRET=1\n');
    });

    it('is refused outside the workspace and in git folders, whatever links lead there', async () => {
      const outside = made(new TempFolder());
      outside.write('code.ts', 'old\n');
      const place = made(new GitRepository());
      place.write('a.ts', 'old\n');
      place.write('module/.git/hooks/sample', '');
      for (const [target, name] of [
        [outside.path, 'out'],
        [join(place.path, '.git/hooks'), 'hooks'],
        [join(place.path, 'module/.git'), 'inner'],
        ['/nonexistent', 'nowhere'],
        [join(outside.path, 'code.ts'), 'code.ts'],
        [join(place.path, '.git/config'), 'config.ts'],
        ['.', 'circle'],
      ] as const) {
        symlinkSync(target, join(place.path, name));
      }
      const files = new NodeFiles({ roots: [place.path] });
      const gate = new DiskGate({ roots: [place.path] });
      for (const file of ['out/new.ts', 'hooks/pre-commit', 'inner/hooks/x', 'nowhere/a.ts', 'circle/out/x.ts', 'circle/circle/hooks/x']) {
        await assert.rejects(applyDiff(creating(file), files), { name: 'DiffProblem' }, file);
        assert.notEqual(await gate.writePlace(file), 'absent', file);
      }
      for (const file of ['.git/hooks/x', '.GIT/x', '../x.ts', '/tmp/x.ts', 'GIT~1/x', '.git /x']) {
        assert.notEqual(await gate.writePlace(file), 'absent', file);
      }
      const changing = (file: string) => `--- a/${file}\n+++ b/${file}\n@@ -1 +1 @@\n-old\n+new\n`;
      for (const file of ['code.ts', 'config.ts']) await assert.rejects(applyDiff(changing(file), files), { name: 'DiffProblem' }, file);
      assert.deepEqual(await applyDiff(changing('a.ts'), files), { 'a.ts': 'new\n' });
    });
  });
});
