import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A small project with one fault in a common layout: its installation, its files, and the command of its failing test. */
export interface Layout {
  name: string;
  /** Texts by workspace-relative path. */
  files: Readonly<Record<string, string>>;
  /** Commands that make it runnable, each run by a shell in the workspace. */
  install: readonly string[];
  /** Run by a shell; tools installed in the workspace come first. */
  command: readonly string[];
  /** File with the fault, which {@link fixed} fixes. */
  faulty: string;
}

/** The fixed text of a faulty file. */
export function fixed(text: string): string {
  return text
    .replace('list.length', '(list || []).length')
    .replace('return list[len(list)]', 'return 0')
    .replace('return list.size();', 'return list == null ? 0 : list.size();')
    .replace('    return len(list)', '    return len(list or [])');
}

/**
 * Lays a project out in a folder of its own and installs what it needs.
 * @throws if something cannot be installed here
 */
export function layOut({ files, install }: Layout): { root: string; dispose: () => void } {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'isolation-')));
  const dispose = (): void => rmSync(root, { recursive: true, force: true });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  for (const line of install) {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', line], { cwd: root, encoding: 'utf8' });
    if (status === 0) continue;
    dispose();
    throw new Error(`${line} failed: ${(stderr || stdout).slice(-300)}`);
  }
  return { root, dispose };
}

const commonJs = 'exports.size = (list) => list.length;\n';
const module = 'export const size = (list) => list.length;\n';
const typed = 'export const size = (list?: unknown[]): number => list.length;\n';
const json = (value: unknown): string => JSON.stringify(value);
const testOf = (load: string, name = 'nothing'): string =>
  `${load}\ntest('${name}', () => { if (size(undefined) !== 0) throw new Error('not 0'); });\ntest('two of ${name}', () => { if (size([1, 2]) !== 2) throw new Error('not 2'); });\n`;
const fromLib = (file: string): string => `import { size } from '${file}';`;
const npm = (...packages: string[]): string => `npm install --no-audit --no-fund --save-dev ${packages.join(' ')}`;

export const LAYOUTS: readonly Layout[] = [
  {
    name: 'node:test, CommonJS, npm test',
    files: {
      'package.json': json({ scripts: { test: 'node --test' } }),
      'lib.js': commonJs,
      'test/lib.test.js': testOf("const test = require('node:test'); const { size } = require('../lib');"),
    },
    install: [],
    command: ['npm', 'test'],
    faulty: 'lib.js',
  },
  {
    name: 'node:test, ES modules only',
    files: {
      'package.json': json({ type: 'module', exports: './lib.js' }),
      'lib.js': module,
      'test/lib.test.js': testOf(`import test from 'node:test';\n${fromLib('../lib.js')}`),
    },
    install: [],
    command: ['node', '--test', 'test/lib.test.js'],
    faulty: 'lib.js',
  },
  {
    name: 'tsx',
    files: {
      'package.json': json({ type: 'module', scripts: { test: 'node --import tsx --test lib.test.ts' } }),
      'lib.ts': typed,
      'lib.test.ts': testOf(`import test from 'node:test';\n${fromLib('./lib.ts')}`),
    },
    install: [npm('tsx')],
    command: ['npm', 'test'],
    faulty: 'lib.ts',
  },
  {
    name: 'ts-node',
    files: {
      'package.json': json({}),
      'tsconfig.json': json({ compilerOptions: { module: 'commonjs', target: 'es2022', esModuleInterop: true, types: [] } }),
      'lib.ts': typed,
      'main.ts': `${fromLib('./lib')}\nconsole.log(size(undefined));\n`,
    },
    install: [npm('ts-node@10', 'typescript@5', '@types/node@20')],
    command: ['npx', 'ts-node', '--transpile-only', 'main.ts'],
    faulty: 'lib.ts',
  },
  {
    name: 'mocha, ES modules',
    files: {
      'package.json': json({ type: 'module', scripts: { test: 'mocha --ui tdd' } }),
      'lib.js': module,
      'test/lib.js': testOf(fromLib('../lib.js')),
    },
    install: [npm('mocha')],
    command: ['npm', 'test'],
    faulty: 'lib.js',
  },
  {
    name: 'jest',
    files: {
      'package.json': json({ scripts: { test: 'jest' } }),
      'lib.js': commonJs,
      'lib.test.js': testOf("const { size } = require('./lib');"),
    },
    install: [npm('jest')],
    command: ['npm', 'test'],
    faulty: 'lib.js',
  },
  {
    name: 'jest projects, npm workspaces',
    files: {
      'package.json': json({ workspaces: ['packages/*'], jest: { projects: ['<rootDir>/packages/*'] }, scripts: { test: 'jest' } }),
      'packages/lib/package.json': json({ name: 'lib', version: '1.0.0', main: 'lib.js' }),
      'packages/lib/lib.js': commonJs,
      'packages/app/package.json': json({ name: 'app', version: '1.0.0', dependencies: { lib: '*' } }),
      'packages/app/app.test.js': testOf("const { size } = require('lib');"),
    },
    install: [npm('jest')],
    command: ['npm', 'test'],
    faulty: 'packages/lib/lib.js',
  },
  {
    name: 'vitest',
    files: {
      'package.json': json({ type: 'module', scripts: { test: 'vitest run' } }),
      'lib.ts': typed,
      'lib.test.ts': testOf(`import { test } from 'vitest';\n${fromLib('./lib')}`),
    },
    install: [npm('vitest@4')],
    command: ['npm', 'test'],
    faulty: 'lib.ts',
  },
  {
    name: 'vitest projects, pnpm workspace',
    files: {
      'package.json': json({ type: 'module', private: true, scripts: { test: 'vitest run' } }),
      'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
      'vitest.config.ts': "export default { test: { projects: ['packages/*'] } };\n",
      'packages/lib/package.json': json({ name: 'lib', version: '1.0.0', type: 'module', exports: './lib.ts' }),
      'packages/lib/lib.ts': typed,
      'packages/app/package.json': json({ name: 'app', version: '1.0.0', type: 'module', dependencies: { lib: 'workspace:*' } }),
      'packages/app/app.test.ts': testOf(`import { test } from 'vitest';\n${fromLib('lib')}`),
    },
    install: ['npx --yes pnpm@10 add --workspace-root --save-dev vitest@4 && npx --yes pnpm@10 install'],
    command: ['npx', '--yes', 'pnpm@10', 'test'],
    faulty: 'packages/lib/lib.ts',
  },
  {
    name: 'pnpm workspace, node:test in one package',
    files: {
      'package.json': json({ private: true }),
      'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
      'packages/lib/package.json': json({ name: 'lib', version: '1.0.0', main: 'lib.js' }),
      'packages/lib/lib.js': commonJs,
      'packages/app/package.json': json({
        name: 'app',
        version: '1.0.0',
        scripts: { test: 'node --test app.test.js' },
        dependencies: { lib: 'workspace:*' },
      }),
      'packages/app/app.test.js': testOf("const test = require('node:test'); const { size } = require('lib');"),
    },
    install: ['npx --yes pnpm@10 install'],
    command: ['npx', '--yes', 'pnpm@10', '--filter', 'app', 'test'],
    faulty: 'packages/lib/lib.js',
  },
  ...pythonLayouts(),
  {
    name: 'go test',
    files: {
      'go.mod': 'module example.com/lib\n\ngo 1.19\n',
      'lib.go': 'package lib\n\nfunc Size(list []int) int {\n\tif list == nil {\n\t\treturn list[len(list)]\n\t}\n\treturn len(list)\n}\n',
      'lib_test.go':
        'package lib\n\nimport "testing"\n\nfunc TestNothing(t *testing.T) {\n\tif Size(nil) != 0 {\n\t\tt.Fatal("not 0")\n\t}\n}\n',
    },
    install: [],
    command: ['go', 'test', './...'],
    faulty: 'lib.go',
  },
  ...javaLayouts(),
];

/** Java as Debian installs it: JUnit's console, and Maven with its plugins in a local repository. */
function javaLayouts(): Layout[] {
  const lib =
    'import java.util.List;\n\npublic class Lib {\n    public static int size(List<?> list) {\n        return list.size();\n    }\n}\n';
  const test =
    'import static org.junit.jupiter.api.Assertions.assertEquals;\n\nimport java.util.List;\nimport org.junit.jupiter.api.Test;\n\nclass LibTest {\n    @Test\n    void nothing() {\n        assertEquals(0, Lib.size(null));\n    }\n\n    @Test\n    void two() {\n        assertEquals(2, Lib.size(List.of(1, 2)));\n    }\n}\n';
  const project = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>lib</groupId>
  <artifactId>lib</artifactId>
  <version>1</version>
  <properties><maven.compiler.source>17</maven.compiler.source><maven.compiler.target>17</maven.compiler.target></properties>
  <dependencies>
    <dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId><version>5.10.2</version><scope>test</scope></dependency>
  </dependencies>
  <build><plugins><plugin><artifactId>maven-surefire-plugin</artifactId><version>2.22.3</version></plugin></plugins></build>
</project>
`;
  const jars =
    'junit-platform-console junit-platform-reporting junit-platform-launcher junit-platform-engine junit-platform-commons junit-jupiter-api junit-jupiter-engine opentest4j apiguardian-api picocli';
  const path = jars
    .split(' ')
    .map((name) => `/usr/share/java/${name}.jar`)
    .join(':');
  return [
    {
      name: 'java, javac and java',
      files: {
        'Lib.java': lib,
        'Main.java':
          'public class Main {\n    public static void main(String[] args) {\n        System.out.println(Lib.size(null));\n    }\n}\n',
      },
      install: ['javac -version'],
      command: ['sh', '-c', 'javac -d out Lib.java Main.java && java -cp out Main'],
      faulty: 'Lib.java',
    },
    {
      name: "java, JUnit's console",
      files: { 'src/Lib.java': lib, 'src/LibTest.java': test },
      install: ['javac -version', 'test -e /usr/share/java/junit-platform-console.jar'],
      command: [
        ...['sh', '-c'],
        `javac -d out -cp ${path} src/*.java && java -cp out:${path} org.junit.platform.console.ConsoleLauncher execute --scan-classpath=out`,
      ],
      faulty: 'src/Lib.java',
    },
    {
      name: 'java, Maven and Surefire',
      files: { 'pom.xml': project, 'src/main/java/Lib.java': lib, 'src/test/java/LibTest.java': test },
      install: ['test -d /usr/share/maven-repo/org/apache/maven/plugins/maven-surefire-plugin'],
      command: ['mvn', '-o', '-Dmaven.repo.local=/usr/share/maven-repo', 'test'],
      faulty: 'src/main/java/Lib.java',
    },
    {
      name: 'java, Gradle',
      files: {
        'build.gradle':
          "apply plugin: 'java'\ndependencies { testCompile files('/usr/share/java/junit4.jar', '/usr/share/java/hamcrest-core.jar') }\n",
        'src/main/java/Lib.java': lib,
        'src/test/java/LibTest.java': test
          .replace('org.junit.jupiter.api.Assertions', 'org.junit.Assert')
          .replace('org.junit.jupiter.api.Test', 'org.junit.Test')
          .replace(/class LibTest|void/g, 'public $&'),
      },
      install: ['gradle --version'],
      command: ['gradle', '--offline', '--no-daemon', 'test'],
      faulty: 'src/main/java/Lib.java',
    },
  ];
}

function pythonLayouts(): Layout[] {
  const lib = 'def size(list):\n    return len(list)\n';
  const test =
    'import unittest\nfrom lib import size\n\n\nclass Size(unittest.TestCase):\n    def test_nothing(self):\n        self.assertEqual(size(None), 0)\n\n    def test_two(self):\n        self.assertEqual(size([1, 2]), 2)\n';
  const project =
    '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n[project]\nname = "lib"\nversion = "1.0"\n[tool.setuptools]\npackage-dir = {"" = "src"}\npackages = ["lib"]\n';
  const src = { 'src/lib/__init__.py': 'from .sizes import size\n', 'src/lib/sizes.py': lib, 'tests/test_lib.py': test };
  return [
    {
      name: 'pytest, src layout by pythonpath',
      files: { ...src, 'pytest.ini': '[pytest]\npythonpath = src\n' },
      install: [],
      command: ['python3', '-m', 'pytest', '-q', '-p', 'no:cacheprovider'],
      faulty: 'src/lib/sizes.py',
    },
    {
      name: 'pip install -e, src layout, unittest',
      files: { ...src, 'pyproject.toml': project },
      install: [
        '/usr/bin/python3 -m venv --system-site-packages .venv && .venv/bin/python -m pip install -q --no-build-isolation --no-deps --no-index -e .',
      ],
      command: ['.venv/bin/python', '-m', 'unittest', 'discover', '-s', 'tests'],
      faulty: 'src/lib/sizes.py',
    },
    {
      name: 'a .pth file that leads into the workspace, pytest',
      files: { 'code/lib.py': lib, 'tests/test_lib.py': test },
      install: [
        'python3 -m venv --system-site-packages .venv && echo "$PWD/code" > "$(.venv/bin/python -c \'import sysconfig; print(sysconfig.get_path("purelib"))\')/own.pth"',
      ],
      command: ['.venv/bin/python', '-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'tests'],
      faulty: 'code/lib.py',
    },
  ];
}
