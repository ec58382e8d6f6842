import { strictEqual } from 'node:assert';
import { findRepository } from '../../../../src/node/git/gitRepository';
import { operationUnderWay } from '../../../../src/node/git/operationUnderWay';
import { GitRepository } from '../../../support/gitRepository';

describe('operationUnderWay', () => {
  let repository: GitRepository;
  const underWay = async (): Promise<string | undefined> => operationUnderWay((await findRepository(repository.path))!);
  const attempt = (...args: string[]): void => {
    try {
      repository.gitAt(new Date(), ...args);
    } catch {
      // It ends with a conflict, as it is meant to.
    }
  };
  before(() => {
    repository = new GitRepository();
    repository.write('a.js', '1');
    repository.commit('1');
    repository.git('checkout', '-q', '-b', 'other');
    repository.write('a.js', '2');
    repository.commit('2');
    repository.write('patch.mbox', repository.git('format-patch', '-1', '--stdout'));
    repository.git('checkout', '-q', 'main');
    repository.write('a.js', '3');
    repository.gitAt(new Date(), 'commit', '-q', '-a', '-m', '3');
  });
  after(() => repository.dispose());

  it('finds none in a repository at rest', async () => {
    strictEqual(await underWay(), undefined);
  });

  for (const [operation, start, abort] of [
    ['merge', ['merge', 'other'], ['merge', '--abort']],
    ['rebase', ['rebase', 'other'], ['rebase', '--abort']],
    ['cherry-pick', ['cherry-pick', 'other'], ['cherry-pick', '--abort']],
    ['revert', ['revert', '--no-edit', 'HEAD~1'], ['revert', '--abort']],
    ['git am', ['am', 'patch.mbox'], ['am', '--abort']],
  ] as const) {
    it(`finds a ${operation} that stopped at a conflict`, async () => {
      attempt(...start);
      strictEqual(await underWay(), operation);
      repository.git(...abort);
      strictEqual(await underWay(), undefined);
    });
  }
});
