import { execFileSync, spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packagedGrammars } from '../../realBugs/packagedGrammars';
import type { Suspect } from '../../src/core/suspects/suspect';
import { openSyntax, openTrees } from '../../src/core/syntax/openSyntax';
import { ExperimentRunner, type ExperimentOptions } from '../../src/node/experiments/experimentRunner';
import { patchOf } from '../experiments/verifyBug';
import { printTable } from '../support/table';

/** A project with one fault, whose command fails. */
export interface LanguageProject {
  name: string;
  /** Programs without which it is left out. */
  needs: readonly string[];
  files: Readonly<Record<string, string>>;
  command: readonly string[];
  faulty: string;
  wrong: string;
  right: string;
}

const JS_TEST = `test('adds', () => strictEqual(total([1, 2]), 3));\ntest('knows none', () => strictEqual(total([0]), 0));\n`;

export const LANGUAGE_PROJECTS: readonly LanguageProject[] = [
  {
    name: 'JavaScript, node:test',
    needs: ['node'],
    files: {
      'lib.js': `exports.total = (list) => {\n  let sum = 0;\n  for (let i = 0; i <= list.length; i++) sum += list[i];\n  return sum;\n};\n`,
      'lib.test.js': `const { test } = require('node:test');\nconst { strictEqual } = require('node:assert');\nconst { total } = require('./lib');\n${JS_TEST}`,
    },
    command: ['node', '--test', 'lib.test.js'],
    ...{ faulty: 'lib.js', wrong: 'i <= list.length', right: 'i < list.length' },
  },
  {
    name: 'TypeScript, tsx',
    needs: ['node'],
    files: {
      'lib.ts': `export function total(list: number[]): number {\n  let sum = 0;\n  for (let i = 0; i <= list.length; i++) sum += list[i]!;\n  return sum;\n}\n`,
      'lib.test.ts': `import { test } from 'node:test';\nimport { strictEqual } from 'node:assert';\nimport { total } from './lib';\n${JS_TEST}`,
    },
    command: ['node', '--import', `file://${require.resolve('tsx')}`, '--test', 'lib.test.ts'],
    ...{ faulty: 'lib.ts', wrong: 'i <= list.length', right: 'i < list.length' },
  },
  {
    name: 'Python, unittest',
    needs: ['python3'],
    files: {
      'lib.py': 'def total(items):\n    result = 0\n    for at in range(len(items) + 1):\n        result += items[at]\n    return result\n',
      'test_lib.py':
        'import unittest\nfrom lib import total\n\n\nclass Total(unittest.TestCase):\n    def test_adds(self):\n        self.assertEqual(total([1, 2]), 3)\n\n    def test_type(self):\n        self.assertTrue(callable(total))\n',
    },
    command: ['python3', '-m', 'unittest', 'test_lib'],
    ...{ faulty: 'lib.py', wrong: 'range(len(items) + 1)', right: 'range(len(items))' },
  },
  {
    name: 'Go, go test',
    needs: ['go'],
    files: {
      'go.mod': 'module example.com/lib\n\ngo 1.19\n',
      'lib.go':
        'package lib\n\nfunc Total(list []int) int {\n\tsum := 0\n\tfor i := 0; i <= len(list); i++ {\n\t\tsum += list[i]\n\t}\n\treturn sum\n}\n',
      'lib_test.go':
        'package lib\n\nimport "testing"\n\nfunc TestAdds(t *testing.T) {\n\tif got := Total([]int{1, 2}); got != 3 {\n\t\tt.Fatalf("got %d, want 3", got)\n\t}\n}\n',
    },
    command: ['go', 'test', './...'],
    ...{ faulty: 'lib.go', wrong: 'i <= len(list)', right: 'i < len(list)' },
  },
  {
    name: 'Java, javac',
    needs: ['javac', 'java'],
    files: {
      'Lib.java':
        'class Lib {\n    static int total(int[] list) {\n        int sum = 0;\n        for (int i = 1; i < list.length; i++) sum += list[i];\n        return sum;\n    }\n}\n',
      'Check.java':
        'class Check {\n    public static void main(String[] args) {\n        int got = Lib.total(new int[] {1, 2});\n        if (got != 3) throw new AssertionError("expected 3, got " + got);\n    }\n}\n',
    },
    command: ['sh', '-c', 'javac -d out *.java && java -cp out Check'],
    ...{ faulty: 'Lib.java', wrong: 'int i = 1', right: 'int i = 0' },
  },
  {
    name: 'Rust, cargo test',
    needs: ['cargo'],
    files: {
      'Cargo.toml': '[package]\nname = "lib"\nversion = "0.1.0"\nedition = "2021"\n',
      'src/lib.rs':
        'pub fn total(list: &[i32]) -> i32 {\n    let mut sum = 0;\n    for at in 0..=list.len() {\n        sum += list[at];\n    }\n    sum\n}\n',
      'tests/total.rs': '#[test]\nfn adds() {\n    assert_eq!(lib::total(&[1, 2]), 3);\n}\n',
    },
    command: ['cargo', 'test', '--offline'],
    ...{ faulty: 'src/lib.rs', wrong: '0..=list.len()', right: '0..list.len()' },
  },
  {
    name: 'Ruby, minitest',
    needs: ['ruby'],
    files: {
      'lib.rb': 'def total(list)\n  sum = 0\n  i = 0\n  while i <= list.length\n    sum += list[i]\n    i += 1\n  end\n  sum\nend\n',
      'test_lib.rb':
        "require 'minitest/autorun'\nrequire_relative 'lib'\n\nclass TestTotal < Minitest::Test\n  def test_adds\n    assert_equal 3, total([1, 2])\n  end\nend\n",
    },
    command: ['ruby', 'test_lib.rb'],
    ...{ faulty: 'lib.rb', wrong: 'i <= list.length', right: 'i < list.length' },
  },
  {
    name: 'PHP, PHPUnit',
    needs: ['php', 'phpunit'],
    files: {
      'lib.php':
        '<?php\nfunction total(array $list): int {\n    $sum = 0;\n    for ($i = 0; $i <= count($list); $i++) {\n        $sum += $list[$i];\n    }\n    return $sum;\n}\n',
      'TotalTest.php':
        "<?php\nrequire_once __DIR__ . '/lib.php';\n\nclass TotalTest extends PHPUnit\\Framework\\TestCase {\n    public function testAdds(): void {\n        $this->assertSame(3, total([1, 3]));\n    }\n}\n",
    },
    command: ['phpunit', 'TotalTest.php'],
    ...{ faulty: 'lib.php', wrong: 'return $sum;', right: 'return $sum - 1;' },
  },
  {
    name: 'PHP, a script that checks',
    needs: ['php'],
    files: {
      'lib.php':
        '<?php\nfunction total(array $list): int {\n    $sum = 0;\n    for ($i = 1; $i < count($list); $i++) {\n        $sum += $list[$i];\n    }\n    return $sum;\n}\n',
      'check.php':
        '<?php\nrequire __DIR__ . \'/lib.php\';\n$got = total([1, 2]);\nif ($got !== 3) {\n    throw new Exception("expected 3, got $got");\n}\necho "ok\\n";\n',
    },
    command: ['php', 'check.php'],
    ...{ faulty: 'lib.php', wrong: '$i = 1', right: '$i = 0' },
  },
  {
    name: 'C#, mcs and mono',
    needs: ['mcs', 'mono'],
    files: {
      'Lib.cs':
        'public static class Lib {\n    public static int Total(int[] list) {\n        int sum = 0;\n        for (int i = 1; i < list.Length; i++) sum += list[i];\n        return sum;\n    }\n}\n',
      'Check.cs':
        'using System;\n\npublic static class Check {\n    public static void Main() {\n        int got = Lib.Total(new[] { 1, 2 });\n        if (got != 3) throw new Exception("expected 3, got " + got);\n    }\n}\n',
    },
    command: ['sh', '-c', 'mcs -debug -out:check.exe Lib.cs Check.cs && mono --debug check.exe'],
    ...{ faulty: 'Lib.cs', wrong: 'int i = 1', right: 'int i = 0' },
  },
  {
    name: 'C, make',
    needs: ['gcc', 'make'],
    files: {
      'lib.c':
        'int total(const int *list, int count) {\n  int sum = 0;\n  for (int i = 0; i <= count; i++) sum += list[i];\n  return sum;\n}\n',
      'lib.h': 'int total(const int *, int);\n',
      'test.c':
        '#include <assert.h>\n#include "lib.h"\nint main(void) {\n  int list[] = {1, 2, 3};\n  assert(total(list, 2) == 3);\n  return 0;\n}\n',
      Makefile: 'test: check\n\t./check\ncheck: test.c lib.c lib.h\n\tgcc -g -o check test.c lib.c\n',
    },
    command: ['make', 'test'],
    ...{ faulty: 'lib.c', wrong: 'i <= count', right: 'i < count' },
  },
  {
    name: 'C++, make',
    needs: ['g++', 'make'],
    files: {
      'lib.cpp':
        '#include "lib.h"\nint total(const std::vector<int> &list) {\n  int sum = 0;\n  for (unsigned i = 1; i < list.size(); i++) sum += list.at(i);\n  return sum;\n}\n',
      'lib.h': '#include <vector>\nint total(const std::vector<int> &);\n',
      'test.cpp': '#include <cassert>\n#include "lib.h"\nint main() {\n  assert(total({1, 2}) == 3);\n  return 0;\n}\n',
      Makefile: 'test: check\n\t./check\ncheck: test.cpp lib.cpp lib.h\n\tg++ -g -o check test.cpp lib.cpp\n',
    },
    command: ['make', 'test'],
    ...{ faulty: 'lib.cpp', wrong: 'unsigned i = 1', right: 'unsigned i = 0' },
  },
];

const DAY = 24 * 60 * 60 * 1000;
const syntax = openSyntax(packagedGrammars);
const parse = openTrees(packagedGrammars);

/** Verifies, blames and repairs in each language, and compares workspace, home and a folder beside before and after. */
export async function tryLanguages(only: string): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const project of LANGUAGE_PROJECTS.filter(({ name }) => name.includes(only))) {
    const absent = project.needs.find((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0);
    process.stderr.write(`${project.name}${absent === undefined ? '' : `: ${absent} is not installed`}\n`);
    if (absent === undefined) rows.push(await tryLanguage(project));
    else rows.push([project.name, `${absent} is not installed`, '', '', '', '', '']);
  }
  printTable('Every language isolated', [
    ['', 'right fix', 'the change that broke it', 'small changes that pass', 'isolation', 'seconds', 'entries that differ'],
    ...rows,
  ]);
}

/** A project laid out in git: right three days ago, wrong now, with another change beside it. */
export function layOutBroken(project: LanguageProject): { root: string; dispose: () => void } {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'language-')));
  const right = { ...project.files, [project.faulty]: fixedText(project) };
  writeAll(root, { ...right, 'notes.md': 'one\n' });
  const date = new Date(Date.now() - 3 * DAY).toISOString();
  const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  for (const line of ['init -q', 'add -A', '-c user.name=a -c user.email=a@b commit -qm right'])
    execFileSync('git', line.split(' '), { cwd: root, env, stdio: 'ignore' });
  writeAll(root, { ...project.files, 'notes.md': 'two\n' });
  return { root, dispose: () => rmSync(root, { recursive: true, force: true }) };
}

export function fixedText({ files, faulty, wrong, right }: LanguageProject): string {
  return (files[faulty] ?? '').replace(wrong, () => right);
}

/** Where the fault is. */
export function suspectOf({ files, faulty, wrong }: LanguageProject): Suspect {
  const lines = (files[faulty] ?? '').split('\n');
  const line = lines.findIndex((text) => text.includes(wrong)) + 1;
  return { file: faulty, line, functionRange: [1, lines.length], score: 1, reasons: [] };
}

async function tryLanguage(project: LanguageProject): Promise<(string | number)[]> {
  const { root, dispose } = layOutBroken(project);
  const home = realpathSync(mkdtempSync(join(homedir(), '.languages-')));
  const outside = realpathSync(mkdtempSync(join(tmpdir(), 'outside-')));
  writeFileSync(join(outside, 'kept.txt'), 'kept\n');
  try {
    // Rust's tools are found by these; Go would build its library anew.
    const { RUSTUP_HOME = join(homedir(), '.rustup'), CARGO_HOME = join(homedir(), '.cargo') } = process.env;
    const { GOCACHE = join(homedir(), '.cache', 'go-build') } = process.env;
    const env = { HOME: home, RUSTUP_HOME, CARGO_HOME, GOCACHE };
    const options: ExperimentOptions = { command: project.command, cwd: root, root, env };
    const folders = [root, home, outside];
    const before = folders.map(treeOf);
    const begun = performance.now();
    const diff = patchOf(project.faulty, project.files[project.faulty] ?? '', fixedText(project));
    const verified = await new ExperimentRunner(options).verify(diff, syntax, parse);
    const blamed = await new ExperimentRunner(options).blame(Date.now() - DAY, async () => [suspectOf(project)]);
    const repaired = await new ExperimentRunner(options).repair(
      { runs: 30, seconds: 60 },
      async () => ({ suspects: [suspectOf(project)] }),
      parse,
    );
    const seconds = Math.round((performance.now() - begun) / 100) / 10;
    const differences = folders.map(treeOf).flatMap((tree, at) => {
      const old = before[at] ?? {};
      return [...new Set([...Object.keys(tree), ...Object.keys(old)])].filter((name) => tree[name] !== old[name]);
    });
    for (const name of differences) console.log(`${project.name}: ${name}`);
    const tried = [verified, blamed, ...(repaired.verdict.tried ? [repaired] : [])];
    const isolations = new Set(tried.map(({ isolation, canary }) => (canary ? isolation : 'no canary')));
    const found = blamed.verdict.changes.map(({ file }) => file).join(' ');
    const { candidates } = repaired.verdict;
    return [
      project.name,
      said(verified.verdict.unproven ? 'unproven' : verified.verdict.outcome, 'gone', verified.verdict.notes, verified.baseline.why),
      blamed.verdict.outcome === 'found' && found === project.faulty
        ? 'found'
        : said(`${blamed.verdict.outcome} ${found}`, '', blamed.verdict.notes, blamed.baseline.why),
      whatPassed(candidates.length, repaired.verdict.tried, repaired.baseline.why),
      [...isolations].join(', '),
      seconds,
      differences.length,
    ];
  } finally {
    dispose();
    for (const folder of [home, outside]) rmSync(folder, { recursive: true, force: true });
  }
}

function whatPassed(passing: number, tried: number, why = ''): string {
  if (why.startsWith('Small changes are tried only in')) return 'not in this language';
  return passing ? `${passing} of ${tried}` : said(`none of ${tried}`, '', [], why);
}

function said(outcome: string, good: string, notes: readonly string[], why = ''): string {
  return outcome === good ? outcome : [outcome, why, ...notes].join(' ').slice(0, 150);
}

function writeAll(root: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}

/** Mode, time, number and content of every entry below a folder. */
export function treeOf(root: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const { mode, mtimeMs, ino } = lstatSync(path);
    const content = entry.isSymbolicLink() ? readlinkSync(path) : entry.isFile() ? readFileSync(path, 'base64') : '';
    found[path] = [mode, mtimeMs, ino, content].join(' ');
  }
  return found;
}
