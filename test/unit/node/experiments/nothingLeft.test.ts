import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { openSyntax, openTrees } from '../../../../src/core/syntax/openSyntax';
import { coverageExperiment } from '../../../../src/node/experiments/coverageExperiment';
import { ExperimentRunner } from '../../../../src/node/experiments/experimentRunner';
import { traceExperiment } from '../../../../src/node/experiments/traceExperiment';
import { valuesExperiment } from '../../../../src/node/experiments/valuesExperiment';
import { builtInstruments } from '../../../support/builtInstruments';
import { TempFolder } from '../../../support/gitRepository';
import { JAVA, JAVAC } from '../../../support/javaStarts';

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
  /** Its values and the lines that ran are found in the copy, too. */
  observed?: true;
}

const PROGRAM =
  'public class Main {\n    static int size(String text) {\n        return text.length();\n    }\n\n    public static void main(String[] args) {\n        System.out.println(size(null));\n    }\n}\n';

const CASES: readonly Case[] = [
  {
    tool: 'javac over classes that are there',
    needs: ['javac', '-version'],
    files: { 'Main.java': PROGRAM },
    command: ['sh', '-c', `${JAVAC.join(' ')} Main.java && ${JAVA.join(' ')} Main`],
    faulty: 'Main.java',
    fix: ['return text.length();', 'return text == null ? 0 : text.length();'],
    built: [...JAVAC, 'Main.java'],
  },
  {
    tool: 'lines of package scripts',
    needs: ['npm', '--version'],
    files: {
      'package.json': '{"scripts":{"pretest":"echo built > built.txt && rm -rf old && mkdir out","test":"node --test lib.test.js"}}',
      'old/kept.txt': 'kept\n',
      'lib.js': 'exports.size = (list) => list.length;\nexports.two = () => 2;\n',
      'lib.test.js':
        "const test = require('node:test');\nconst { size, two } = require('./lib');\ntest('nothing', () => { if (size(undefined) !== 0) throw new Error('not 0'); });\ntest('two', () => { if (two() !== 2) throw new Error('not 2'); });\n",
    },
    command: ['npm', 'test'],
    faulty: 'lib.js',
    fix: ['list.length', '(list || []).length'],
    observed: true,
  },
];

describe('what an experiment leaves in the workspace', function () {
  this.timeout(300_000);
  const syntax = openSyntax(packagedGrammars);
  for (const { tool, needs, files, command, faulty, fix, built, observed } of CASES) {
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
        ok(verdict.outcome === 'gone' || verdict.unproven, verdict.notes.join(' '));
        deepStrictEqual(treeOf(folder.path), before);
        // Every experiment starts from the run that failed.
        const { run: known } = await new ExperimentRunner(options).baseline();
        const observing = { ...options, known, assets: await builtInstruments() };
        const values = await valuesExperiment(observing, syntax);
        strictEqual(values.baseline.outcome, 'fails', values.baseline.why);
        deepStrictEqual(treeOf(folder.path), before);
        if (!observed) return;
        ok(values.verdict.frames.some(({ file, values: seen }) => file === faulty && seen.some(({ name }) => name === 'list')));
        const { verdict: ran } = await coverageExperiment(observing, openTrees(packagedGrammars));
        ok(ran.coverage?.failing.get(faulty)?.functions.has(1));
        strictEqual(ran.coverage?.passing.length, 1);
        deepStrictEqual(treeOf(folder.path), before);
        const { verdict: way } = await traceExperiment(
          observing,
          { expression: 'list', file: faulty, line: line + 1 },
          syntax,
          openTrees(packagedGrammars),
        );
        ok(way.hops.some(({ file, failing }) => file === faulty && failing !== undefined));
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
