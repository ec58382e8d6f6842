import { deepStrictEqual } from 'node:assert';
import { shellLines } from '../../../../src/core/experiments/shellLines';

describe('shellLines', () => {
  const known: Record<string, string> = {
    pretest: 'echo a > b',
    test: 'npm run build && jest',
    build: 'tsc && make all',
    loop: 'npm run loop',
  };
  const scripts = {
    script: (name: string) => known[name],
    packages: () => [{ name: 'one', folder: '/one' }],
    makeRecipe: (target: string | undefined) => (target === 'all' ? ['rm -f x', 'sh -c "touch y"'] : undefined),
  };
  const lines = (...command: string[]): string[] => shellLines(command, scripts);

  it('follows scripts, with those before them, to the rules of a makefile', () => {
    const build = ['tsc && make all', 'rm -f x', 'sh -c "touch y"', '"touch'];
    const all = ['echo a > b', 'npm run build && jest', ...build];
    deepStrictEqual(lines('npm', 'test', '--', 'lib'), all);
    deepStrictEqual(lines('env', 'CI=1', 'npx', 'pnpm', '-r', 'test'), all);
    deepStrictEqual(lines('sh', '-c', 'yarn build; node a.js'), ['yarn build; node a.js', ...build]);
    deepStrictEqual(lines('npm', 'exec', 'rm', 'x'), ['rm x']);
  });

  it('ends where scripts call themselves, and finds none in other commands', () => {
    deepStrictEqual(lines('npm', 'run', 'loop').length, 7);
    deepStrictEqual([lines('node', 'make', 'all'), lines('npm', 'run', 'absent'), lines('make', 'other')], [[], [], []]);
  });
});
