import assert from 'node:assert/strict';
import fc from 'fast-check';
import { GitChanges } from '../../../../src/node/git/gitChanges';
import { GitError } from '../../../../src/node/git/gitError';
import { NodeFiles } from '../../../../src/node/files';
import { HOSTILE_REPOSITORIES, HostilePlaces, type HostileRepository } from '../../../support/attacks/hostileRepositories';

/** ms; a blocked call never returns, and a slow machine must not count as blocked. */
const WATCHDOG = 600_000;
const DAY_AGO = Date.now() - 86_400_000;

describe('a hostile repository', () => {
  const places = new HostilePlaces();
  after(() => places.dispose());

  const look = async (hostile: HostileRepository) => {
    const place = places.make(hostile);
    const files = new NodeFiles({ roots: [place.path] });
    const listed = await files.list();
    await files.read('a.ts');
    await files.read('src/unlisted.ts');
    let refused: unknown;
    const changes = await new GitChanges({ roots: [place.path] }).since(DAY_AGO).catch((error: unknown) => void (refused = error));
    return { listed, changes, refused, ran: place.programsRun() };
  };
  const named = (name: string) => {
    const found = HOSTILE_REPOSITORIES.find((each) => each.name === name);
    assert.ok(found, name);
    return found;
  };

  for (const name of [
    'filter "e=vil" clean',
    'filter "e\u2028vil" clean',
    'a submodule (ignore = none) with core.fsmonitor',
    'a submodule (ignore = none) with filter.drv.clean',
    'attributes by core.attributesFile',
    'hooks by core.hooksPath',
    'a linked working tree with settings of its own',
  ]) {
    it(`runs no program, and its changes are known: ${JSON.stringify(name)}`, async () => {
      const { listed, changes, ran } = await look(named(name));
      assert.equal(ran, 0);
      assert.ok(listed.includes('a.ts') && listed.includes('new.ts'));
      assert.ok(changes?.some(({ file }) => file === 'a.ts'));
    });
  }

  for (const name of [
    'a missing object that is fetched over ext:: (extensions.partialClone)',
    'a missing object that is fetched over ssh (remote.origin.promisor)',
    'a bare repository as the folder itself',
    'a git folder that shares another one with commondir',
    '.gitmodules names itself twice',
    '.gitmodules names the folder itself',
    'core.attributesFile is /dev/zero',
    'a pipe is included',
    '.gitignore is a pipe',
    '.git/objects/info/alternates is /dev/zero',
  ]) {
    it(`runs no program and blocks nothing: ${JSON.stringify(name)}`, async function () {
      this.timeout(WATCHDOG);
      const { listed, ran, refused } = await look(named(name));
      assert.equal(ran, 0);
      assert.ok(listed.length >= 2);
      assert.ok(!(refused instanceof GitError && refused.reason === 'timeout'), 'git waited until its limit');
    });
  }

  it('runs no program, whichever method is used', async function () {
    this.timeout(WATCHDOG);
    const programs = HOSTILE_REPOSITORIES.filter(({ kind }) => kind !== 'stall');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...programs), async (hostile) => {
        assert.equal((await look(hostile)).ran, 0, hostile.name);
      }),
      { numRuns: 20 },
    );
  });
});
