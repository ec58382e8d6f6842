import { deepStrictEqual, strictEqual } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { ExperimentRunner } from '../../../../src/node/experiments/experimentRunner';
import { valuesExperiment } from '../../../../src/node/experiments/valuesExperiment';
import { builtInstruments } from '../../../support/builtInstruments';
import { TempFolder } from '../../../support/gitRepository';

const TSC = join(process.cwd(), 'node_modules', 'typescript', 'bin', 'tsc');

interface Case {
  tool: string;
  /** Its version is asked for; without the tool the case is left out. */
  needs: readonly string[];
  files: Readonly<Record<string, string>>;
  command: readonly string[];
  faulty: string;
  fix: readonly [before: string, after: string];
  /** Files that were built before. */
  built?: readonly string[];
}

const JAVA =
  'public class Main {\n    static int size(String text) {\n        return text.length();\n    }\n\n    public static void main(String[] args) {\n        System.out.println(size(null));\n    }\n}\n';
const javaFix = ['return text.length();', 'return text == null ? 0 : text.length();'] as const;

const CASES: readonly Case[] = [
  {
    tool: 'javac into a new folder',
    needs: ['javac', '-version'],
    files: { 'src/Main.java': JAVA },
    command: ['sh', '-c', 'javac -d out src/Main.java && java -cp out Main'],
    faulty: 'src/Main.java',
    fix: javaFix,
  },
  {
    tool: 'javac over classes that are there',
    needs: ['javac', '-version'],
    files: { 'Main.java': JAVA },
    command: ['sh', '-c', 'javac Main.java && java Main'],
    faulty: 'Main.java',
    fix: javaFix,
    built: ['javac', 'Main.java'],
  },
  {
    tool: 'a C compiler',
    needs: ['gcc', '--version'],
    files: {
      'main.c': '#include <assert.h>\nint size(int n) {\n  return n + 1;\n}\nint main(void) {\n  assert(size(0) == 0);\n  return 0;\n}\n',
    },
    command: ['sh', '-c', 'gcc -o app main.c && ./app'],
    faulty: 'main.c',
    fix: ['return n + 1;', 'return n;'],
  },
  {
    tool: 'go build',
    needs: ['go', 'version'],
    files: {
      'go.mod': 'module example.com/app\n\ngo 1.19\n',
      'main.go': 'package main\n\nfunc size(list []int) int {\n\treturn list[len(list)]\n}\n\nfunc main() {\n\tprintln(size(nil))\n}\n',
    },
    command: ['sh', '-c', 'go build -o app . && ./app'],
    faulty: 'main.go',
    fix: ['return list[len(list)]', 'return len(list)'],
  },
  {
    tool: 'tsc',
    needs: [process.execPath, TSC, '--version'],
    files: {
      'tsconfig.json':
        '{"compilerOptions":{"module":"commonjs","incremental":true,"strict":false,"outDir":"dist","types":[]},"files":["main.ts"]}',
      'main.ts': 'const size = (list?: unknown[]): number => list.length;\nsize(undefined);\n',
    },
    command: ['sh', '-c', `${process.execPath} ${TSC} -p . && ${process.execPath} dist/main.js`],
    faulty: 'main.ts',
    fix: ['list.length', '(list ?? []).length'],
  },
  {
    tool: 'pytest and its caches',
    needs: ['python3', '-m', 'pytest', '--version'],
    files: {
      'lib.py': 'def size(list):\n    return len(list)\n',
      'test_lib.py':
        'from lib import size\n\ndef test_nothing():\n    assert size(None) == 0\n\ndef test_two():\n    assert size([1, 2]) == 2\n',
    },
    command: ['python3', '-m', 'pytest'],
    faulty: 'lib.py',
    fix: ['len(list)', 'len(list or [])'],
  },
];

describe('what an experiment leaves in the workspace', function () {
  this.timeout(300_000);
  const syntax = openSyntax(packagedGrammars);
  for (const { tool, needs, files, command, faulty, fix, built } of CASES) {
    it(`${tool}: nothing, and no byte differs`, async function () {
      const [program = '', ...args] = needs;
      if (spawnSync(program, args).status !== 0) this.skip();
      const folder = new TempFolder();
      try {
        for (const [name, text] of Object.entries(files)) folder.write(name, text);
        const [builder = '', ...how] = built ?? [];
        if (builder) strictEqual(spawnSync(builder, how, { cwd: folder.path }).status, 0);
        const before = treeOf(folder.path);
        const options = { command, cwd: folder.path, root: folder.path };
        const line = (files[faulty] ?? '').split('\n').findIndex((each) => each.includes(fix[0]));
        const old = (files[faulty] ?? '').split('\n')[line] ?? '';
        const diff = `--- a/${faulty}\n+++ b/${faulty}\n@@ -${line + 1} +${line + 1} @@\n-${old}\n+${old.replace(fix[0], fix[1])}\n`;
        const { verdict } = await new ExperimentRunner(options).verify(diff, syntax);
        strictEqual(verdict.outcome, 'gone', verdict.notes.join(' '));
        deepStrictEqual(treeOf(folder.path), before);
        const values = await valuesExperiment({ ...options, assets: await builtInstruments() }, syntax);
        strictEqual(values.baseline.outcome, 'fails', values.baseline.why);
        deepStrictEqual(treeOf(folder.path), before);
      } finally {
        folder.dispose();
      }
    });
  }
});

/** Every name below a folder with its content and the time of its last change; of a folder the name alone. */
function treeOf(root: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .sort()
      .map((name) => {
        const path = join(root, name);
        const about = lstatSync(path);
        const hash = about.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : '';
        return [name.split(sep).join('/'), about.isFile() ? `${hash} ${about.mtimeMs}` : 'folder'];
      }),
  );
}
