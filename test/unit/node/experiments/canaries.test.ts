import { match, strictEqual } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { CANARY, withCanary } from '../../../../src/core/experiments/canary';
import { TempFolder } from '../../../support/gitRepository';

interface Program {
  tool: readonly string[];
  files: Readonly<Record<string, string>>;
  command: readonly string[];
  /** The file that gets the canary. */
  file: string;
  /** Nothing throws there when the file is loaded, so it does not compile. */
  uncompiled?: true;
}

const PROGRAMS: Readonly<Record<string, Program>> = {
  JavaScript: {
    tool: [process.execPath, '--version'],
    files: { 'lib.js': '#!/usr/bin/env node\nexports.one = 1;\n', 'main.js': 'console.log(require("./lib").one)' },
    command: [process.execPath, 'main.js'],
    file: 'lib.js',
  },
  Python: {
    tool: ['python3', '--version'],
    files: { 'lib.py': '# coding: utf-8\nfrom __future__ import annotations\none = 1\n', 'main.py': 'import lib\nprint(lib.one)\n' },
    command: ['python3', 'main.py'],
    file: 'lib.py',
  },
  Ruby: {
    tool: ['ruby', '--version'],
    files: { 'lib.rb': '# frozen_string_literal: true\n\nONE = 1\n', 'main.rb': 'require_relative "lib"\nputs ONE\n' },
    command: ['ruby', 'main.rb'],
    file: 'lib.rb',
  },
  PHP: {
    tool: ['php', '--version'],
    files: { 'lib.php': '<?php\nfunction one() { return 1; }\n', 'main.php': '<?php\nrequire "lib.php";\necho one();\n' },
    command: ['php', 'main.php'],
    file: 'lib.php',
  },
  'PHP with strict types': {
    tool: ['php', '--version'],
    files: {
      'lib.php': '<?php\ndeclare(strict_types=1);\nnamespace App;\nfunction one(): int { return 1; }\n',
      'main.php': '<?php\nrequire "lib.php";\necho App\\one();\n',
    },
    command: ['php', 'main.php'],
    file: 'lib.php',
    uncompiled: true,
  },
  Go: {
    tool: ['go', 'version'],
    files: {
      'go.mod': 'module example.com/app\n\ngo 1.19\n',
      'main.go': 'package main\n\nfunc init() { println("own") }\n\nfunc main() { println(1) }\n',
    },
    command: ['go', 'run', '.'],
    file: 'main.go',
  },
  Java: {
    tool: ['java', '--version'],
    files: { 'Main.java': 'public class Main { public static void main(String[] args) { System.out.println(1); } }\n' },
    command: ['java', 'Main.java'],
    file: 'Main.java',
  },
  C: {
    tool: ['gcc', '--version'],
    files: { 'main.c': '#include <stdio.h>\nint main(void) { puts("1"); return 0; }\n' },
    command: ['sh', '-c', 'gcc -o main main.c && ./main'],
    file: 'main.c',
    uncompiled: true,
  },
};

describe('a canary', function () {
  this.timeout(120_000);
  for (const [language, { tool, files, command, file, uncompiled }] of Object.entries(PROGRAMS))
    it(`ends a program of ${language} that loads the file, ${uncompiled ? 'as it does not compile' : "by the language's own error"}`, function () {
      if (spawnSync(tool[0]!, tool.slice(1)).status !== 0) this.skip();
      const folder = new TempFolder();
      try {
        for (const [name, text] of Object.entries(files)) folder.write(name, text);
        const run = (): { status: number | null; output: string } => {
          const { status, stdout, stderr } = spawnSync(command[0]!, command.slice(1), { cwd: folder.path, encoding: 'utf8' });
          return { status, output: stdout + stderr };
        };
        strictEqual(run().status, 0);
        const path = join(folder.path, file);
        const [edit] = withCanary([{ file: path, text: files[file] }], new Set([path]));
        folder.write(file, edit?.text ?? '');
        const { status, output } = run();
        strictEqual(status === 0, false, output);
        if (!uncompiled) match(output, new RegExp(CANARY));
      } finally {
        folder.dispose();
      }
    });
});
