import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readProbeLines } from '../../../../../src/core/experiments/probes/probeLine';
import { probeStatement } from '../../../../../src/core/experiments/probes/probeStatement';
import { findProbes, insertLines, withoutProbes } from '../../../../../src/core/experiments/probes/probesInText';

interface Language {
  file: string;
  text: string;
  /** 1-based line after the probes. */
  before: number;
  /** The expected output for each expression. */
  shapes: Record<string, string>;
  run: string[][];
}

const languages: Record<string, Language> = {
  node: {
    file: 'main.js',
    text: 'const items = [1, 2];\nconst none = undefined;\nitems.length;\n',
    before: 3,
    shapes: { items: '[int]×2', none: 'undefined', "items['length']": 'int' },
    run: [['node', 'main.js']],
  },
  python3: {
    file: 'main.py',
    text: 'def f():\n    sys = 1\n    items = [1, 2]\n    return items\nf()\n',
    before: 4,
    shapes: { items: '[int]×2', sys: 'int' },
    run: [['python3', 'main.py']],
  },
  java: {
    file: 'Main.java',
    text: 'public class Main {\n  public static void main(String[] args) {\n    int n = 1; String s = null; var list = java.util.List.of(1, 2);\n    n = 2;\n  }\n}\n',
    before: 4,
    shapes: { n: 'int', s: 'null', list: '[…]×2' },
    run: [['java', 'Main.java']],
  },
  go: {
    file: 'main.go',
    text: 'package main\n\nimport "fmt"\n\nfunc main() {\n\tvar m map[string]int\n\tn := 1\n\tfmt.Println(m, n)\n}\n',
    before: 8,
    shapes: { m: 'nil', n: 'int' },
    run: [['go', 'run', 'main.go']],
  },
  'g++': {
    file: 'main.cpp',
    text: '#include <iostream>\nint main() {\n  int n = 1; int* p = nullptr;\n  return n - 1;\n}\n',
    before: 4,
    shapes: { n: 'int', p: 'null' },
    run: [['g++', '-std=c++17', 'main.cpp', '-o', 'main'], ['./main']],
  },
  ruby: {
    file: 'main.rb',
    text: 'items = [1]\nnone = nil\nputs items\n',
    before: 3,
    shapes: { items: '[…]×1', none: 'null' },
    run: [['ruby', 'main.rb']],
  },
  php: {
    file: 'main.php',
    text: "<?php\n$items = ['a' => 1];\n$none = null;\necho 1;\n",
    before: 4,
    shapes: { $items: '[…]×1', $none: 'null', "$items['a']": 'int' },
    run: [['php', 'main.php']],
  },
};

describe('probeStatement', () => {
  for (const [program, { file, text, before, shapes, run }] of Object.entries(languages))
    it(`prints shapes when ${program} runs it, and is removed byte for byte`, function () {
      if (spawnSync('which', [program]).status !== 0) this.skip();
      const folder = mkdtempSync(join(tmpdir(), 'probe-'));
      try {
        const lines = Object.keys(shapes).map((expression, index) => {
          const made = probeStatement({ file, text }, expression, { set: 'k3f9', index });
          assert.ok('line' in made, JSON.stringify(made));
          return { before, text: made.line };
        });
        const probed = insertLines(text, lines);
        writeFileSync(join(folder, file), probed);
        let printed = '';
        for (const [command = '', ...args] of run) {
          const ran = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
          assert.equal(ran.status, 0, ran.stderr);
          printed += ran.stderr + ran.stdout;
        }
        const said = Object.fromEntries(readProbeLines(printed).map(({ index, said: what }) => [Object.keys(shapes)[index], what]));
        assert.deepEqual(said, shapes);
        assert.equal(findProbes(probed).length, lines.length);
        assert.equal(withoutProbes(probed), text);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });

  it('gives the reason why a file can have none', () => {
    const why = (file: string, text = '') => {
      const made = probeStatement({ file, text }, 'x', { set: 'k3f9', index: 0 });
      return 'why' in made ? made.why : '';
    };
    assert.match(why('a.go', 'package a\n'), /does not import "fmt"/);
    assert.match(why('a.cpp'), /iostream/);
    for (const file of ['a.c', 'a.vue', 'a.kt', 'a.rs', 'a.txt']) assert.match(why(file), /no statement is known/, file);
  });

  it('is one valid statement of the language', () => {
    const made = probeStatement({ file: 'a.py', text: '' }, 'order["items"]', { set: 'k3f9', index: 0 });
    assert.ok('line' in made);
    execFileSync('python3', ['-c', 'import ast, sys; ast.parse(sys.argv[1])', made.line]);
    assert.ok(!made.line.includes('\n'));
  });
});
