import assert from 'node:assert/strict';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';
import { explainCommand } from '../../../../../src/core/suspects/explain/explainCommand';
import { openSyntax } from '../../../../../src/core/syntax/openSyntax';
import { packagedGrammars } from '../../../../../realBugs/packagedGrammars';
import { memoryReader } from '../../../../support/memoryReader';

const syntax = openSyntax(packagedGrammars);

const manifest = (name = 'shop'): string =>
  [
    '{',
    `  "name": "${name}",`,
    '  "scripts": {',
    '    "test": "vitest run",',
    '    "up": "docker compose up"',
    '  },',
    '  "devDependencies": {',
    '    "typescript": "~6.0",',
    '    "vitest": "^4.1.12"',
    '  }',
    '}',
  ].join('\n');

const explained = (text: string, files: Record<string, string>) =>
  explainCommand(parseFailure(text), { reader: memoryReader(files), syntax });

describe('explainCommand', () => {
  it('names the line that requires a program, and the install command for the lock file', async () => {
    for (const [lock, command] of [
      ['package-lock.json', 'npm ci'],
      ['pnpm-lock.yaml', 'pnpm install'],
      ['yarn.lock', 'yarn install'],
      ['other.txt', 'npm install'],
    ] as const) {
      const said = await explained('sh: 1: vitest: not found', { 'package.json': manifest(), [lock]: '' });
      assert.equal(said?.title, 'The program `vitest` was not found: what the project needs is not installed');
      assert.deepEqual(said.evidence, [{ file: 'package.json', line: 9, why: 'asks for `vitest`' }]);
      assert.equal(said.check, `Run \`${command}\` in the workspace's top folder, then the command again.`);
    }
  });

  it('finds programs from a package with another name, and packages below the top', async () => {
    const said = await explained('sh: 1: tsc: not found', { 'web/package.json': manifest(), 'web/yarn.lock': '' });
    assert.deepEqual(said?.evidence, [{ file: 'web/package.json', line: 8, why: 'asks for `typescript`' }]);
    assert.match(said?.check ?? '', /`yarn install` in `web`/);
  });

  it('does not promise an install for a program without a package of its name', async () => {
    const said = await explained('sh: 1: docker: not found', { 'package.json': manifest('docker'), 'package-lock.json': '' });
    assert.match(said?.sentences.join(' ') ?? '', /The script `up` runs it \(package\.json:5\)/);
    assert.doesNotMatch(`${said?.title} ${said?.check}`, /npm ci|not installed/);
  });

  it('does not take a program for the module of the same name', async () => {
    const said = await explained('sh: 1: git: not found', { 'requirements.txt': 'GitPython==3.1' });
    assert.equal(said?.title, 'The program `git` was not found');
  });

  it('reads lists of Python packages, but not their comments or longer names', async () => {
    const said = await explained('/usr/bin/python3: No module named pytest', {
      'requirements.txt': '# pytest is not here\npytest-cov==5.0\npytest>=8\n',
    });
    assert.deepEqual(said?.evidence, [{ file: 'requirements.txt', line: 3, why: 'asks for `pytest`' }]);
    assert.match(said?.check ?? '', /pip install -r requirements\.txt/);
  });

  it('names the intended script, and its place', async () => {
    const said = await explained('npm error Missing script: "tset"', { 'package.json': manifest() });
    assert.equal(said?.title, 'npm has no script `tset`; did you mean `test`?');
    assert.deepEqual(said.evidence, [{ file: 'package.json', line: 4, why: 'defines `test`' }]);
    const far = await explained('npm error Missing script: "deploy"', { 'package.json': manifest() });
    assert.ok(far?.sentences.includes('package.json has `test`, `up`.'));
  });

  it("finds a Makefile's targets, and Cargo's own commands", async () => {
    const files = { Makefile: 'VERSION := 1\n\ncheck-all: build\n\tgo test\n\nbuild:\n\tgo build\n' };
    const said = await explained("make: *** No rule to make target 'chek-all'.  Stop.", files);
    assert.deepEqual(said?.evidence, [{ file: 'Makefile', line: 3, why: 'defines `check-all`' }]);
    assert.match((await explained('error: no such command: `tset`', {}))?.title ?? '', /did you mean `test`/);
  });

  it("finds the file or project near the command's folder", async () => {
    const file = await explained("python3: can't open file '/w/mian.py': [Errno 2] No such file or directory", { 'src/main.py': '' });
    assert.deepEqual(file?.evidence, [{ file: 'src/main.py', line: 1, why: 'has a similar name' }]);
    const project = await explained('go: go.mod file not found in current directory or any parent directory', { 'api/go.mod': 'module x' });
    assert.equal(project?.check, 'Run the command in `api`.');
  });

  it('returns nothing for any other failure', async () => {
    assert.equal(await explained('TypeError: x is undefined\n    at f (/w/a.js:1:2)\n', {}), undefined);
    assert.equal(await explained('ValueError: no such size', {}), undefined);
  });
});
