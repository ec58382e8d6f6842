import { deepStrictEqual, strictEqual } from 'node:assert';
import { mergeBase, namedCommit } from '../../../../src/node/git/namedCommit';
import { GitRepository } from '../../../support/gitRepository';

describe('namedCommit', () => {
  let repository: GitRepository;
  const hash = (name: string): string => repository.git('rev-parse', `${name}^{commit}`).trim();
  before(() => {
    repository = new GitRepository();
    for (const text of ['1', '2', '3']) {
      repository.write('a.js', text);
      repository.commit(text);
    }
    repository.git('tag', 'light', 'HEAD~1');
    repository.gitAt(new Date(), 'tag', '-a', '-m', 'v1', 'v1.0', 'HEAD~1');
    repository.git('branch', 'feature/tax', 'HEAD~2');
    repository.git('update-ref', 'refs/remotes/origin/main', 'HEAD~1');
    repository.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
  });
  after(() => repository.dispose());

  for (const name of [
    'HEAD',
    'HEAD~1',
    'HEAD^',
    'main',
    'main~2',
    'light',
    'v1.0',
    'v1.0~1',
    'feature/tax',
    'refs/heads/main',
    'origin/main',
    'origin',
  ])
    it(`finds ${name} as git does`, async () => {
      strictEqual(await namedCommit(repository.path, name), hash(name));
    });

  it('finds names that git has packed into one file', async () => {
    repository.git('pack-refs', '--all');
    for (const name of ['main', 'v1.0', 'feature/tax']) strictEqual(await namedCommit(repository.path, name), hash(name));
  });

  it('finds a commit by the beginning of its hash', async () => {
    strictEqual(await namedCommit(repository.path, hash('HEAD~1').slice(0, 9)), hash('HEAD~1'));
  });

  it('finds nothing for a name that does not exist, or that is no name', async () => {
    for (const name of ['nowhere', 'HEAD~9', '--all', '../../etc/passwd', 'a b', 'main..HEAD', ''])
      strictEqual(await namedCommit(repository.path, name), undefined, name);
  });

  it('finds where two branches part, and says where they never met', async () => {
    deepStrictEqual(await mergeBase(repository.path, hash('feature/tax')), { hash: hash('feature/tax') });
    repository.git('checkout', '-q', '--orphan', 'apart');
    repository.commit('apart');
    const apart = hash('HEAD');
    repository.git('checkout', '-q', 'main');
    deepStrictEqual(await mergeBase(repository.path, apart), { none: 'unrelated' });
  });
});
