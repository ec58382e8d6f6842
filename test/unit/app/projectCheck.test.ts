import assert from 'node:assert/strict';
import { projectCheck } from '../../../src/app/projectCheck';

/** The check of a file in a project given by its files' texts. */
const checkOf = (file: string, files: Record<string, string>) =>
  projectCheck(`/w/${file}`, '/w', {
    exists: async (path) => path.slice(3) in files,
    read: async (path) => files[path.slice(3)],
  });

describe('projectCheck', () => {
  it("prefers a script of the file's own package, by the package manager of its lock file", async () => {
    const files = {
      'pnpm-lock.yaml': '',
      'package.json': '{"scripts":{"typecheck":"tsc -b"}}',
      'web/package.json': '{"scripts":{"check-types":"vue-tsc","test":"vitest"}}',
    };
    assert.deepEqual(await checkOf('web/src/a.ts', files), { command: 'pnpm run check-types', cwd: '/w/web' });
    assert.deepEqual(await checkOf('api/a.ts', files), { command: 'pnpm run typecheck', cwd: '/w' });
  });

  it('takes the TypeScript project where the compiler is installed, and nothing where it is not', async () => {
    const files = { 'tsconfig.json': '{}', 'package.json': '{"scripts":{"test":"x"}}' };
    assert.equal(await checkOf('src/a.ts', files), undefined);
    const installed = { ...files, 'node_modules/typescript/package.json': '{}' };
    assert.deepEqual(await checkOf('src/a.ts', installed), { command: 'npx tsc --noEmit -p tsconfig.json', cwd: '/w' });
    assert.equal(await checkOf('src/a.js', installed), undefined, 'plain JavaScript has no types to check');
  });

  it('knows the build tools of other languages', async () => {
    const command = async (file: string, files: Record<string, string>) => (await checkOf(file, files))?.command;
    assert.equal(await command('a/b.go', { 'go.mod': '' }), 'go build -o /dev/null ./...');
    assert.equal(await command('a/b_test.go', { 'go.mod': '' }), 'go vet ./...');
    assert.equal(await command('src/lib.rs', { 'Cargo.toml': '' }), 'cargo check --all-targets');
    assert.equal(await command('src/A.java', { 'pom.xml': '' }), 'mvn -q test-compile');
    assert.equal(await command('src/A.java', { 'pom.xml': '', mvnw: '' }), './mvnw -q test-compile');
    assert.equal(await command('src/A.kt', { 'build.gradle.kts': '' }), 'gradle -q testClasses');
    assert.equal(await command('a.py', { 'pyproject.toml': '[project]\nname = "x"\n[tool.mypy]\n' }), 'python3 -m mypy a.py');
    assert.equal(await command('a.py', { 'pyproject.toml': '[project]\n' }), undefined);
    assert.equal(await command('a.rb', { Gemfile: '' }), undefined);
  });

  it('asks the Java compiler itself without a build tool, from the folder above the package', async () => {
    const found = await checkOf('src/shop/cart/Cart.java', { 'src/shop/cart/Cart.java': '// a cart\npackage shop.cart;\nclass Cart {}' });
    assert.deepEqual(found, { command: 'javac --should-stop=ifNoError=FLOW -sourcepath . shop/cart/Cart.java', cwd: '/w/src' });
    assert.equal(await checkOf('Cart.java', { 'Cart.java': 'package far.too.deep;' }), undefined);
  });

  it('takes a damaged package.json for one without scripts', async () => {
    assert.equal(await checkOf('a.ts', { 'package.json': '{' }), undefined);
  });
});
