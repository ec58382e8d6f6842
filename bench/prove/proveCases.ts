import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunnableBug } from '../../realBugs/runnableBug';
import type { ProveVerdict } from '../../src/core/experiments/experiment';
import { ExperimentRunner } from '../../src/node/experiments/experimentRunner';
import { QUIET_KINDS } from '../experiments/verifyBug';
import { quieteners } from '../experiments/quieteners';

export type Outcome = ProveVerdict['outcome'];

/** A tree in which somebody says that something was fixed. */
export interface ProveCase {
  name: string;
  /** What is true of it. */
  right: readonly Outcome[];
  /** Texts over those of the base; undefined deletes. */
  files: Readonly<Record<string, string>>;
  command: readonly string[];
  /** It is committed, and compared with the commit before. */
  committed?: true;
  /** Changes that no test needs: files, and the first line from which all in a file is unneeded. */
  unneeded?: readonly (readonly [file: string, line: number])[];
}

/** Names of all claims. */
export const CLAIMS: readonly string[] = [
  ...['right fix with its test', 'the test alone', 'the fix alone', 'a test that passes on the base', 'a test of a new name'],
  'a test of a new module',
  ...['a comment for a fix', 'five unneeded changes', ...QUIET_KINDS.map((kind) => `silenced by ${kind}`)],
];

/** Unused code, in the language of a file. */
export function unusedCode(file: string, at: number): string {
  if (file.endsWith('.py')) return `\n\ndef _unused_${at}():\n    return ${at}\n`;
  if (file.endsWith('.go')) return `package cart\n\nfunc Unused${at}() int {\n\treturn ${at}\n}\n`;
  if (file.endsWith('.rb')) return `\ndef unused_${at}\n  ${at}\nend\n`;
  if (file.endsWith('.rs')) return `\npub fn unused_${at}() -> i32 {\n    ${at}\n}\n`;
  if (file.endsWith('.java')) return `class Unused${at} {\n    static int value() {\n        return ${at};\n    }\n}\n`;
  return `function unused${at}() {\n  return ${at};\n}\n`;
}

/** The number of unneeded files; one more change is in the fixed file, at its end, if that is so many lines from the fix. */
const UNNEEDED_FILES = 4;
const LINES_APART = 3;

/** Bugs whose test calls a function with an argument that only the fix has, as Python itself says (TypeError). */
const NEEDS_THE_FIX: ReadonlySet<string> = new Set([
  'python/_colorize/TestColorizeFunction.test_colorized_detection_checks_for_file',
  'python/dis/TestDisCLI.test_invocation',
  'python/enum/TestEnumDict.test_enum_dict_in_metaclass',
]);

/** Claims about a recorded bug, whose test is at the base already. */
export async function casesOfBug(bug: RunnableBug): Promise<ProveCase[]> {
  const {
    folder,
    command,
    files,
    truth: [truth],
  } = bug;
  const text = (file: string): string => (existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : '');
  const right = Object.fromEntries([...files].map(([file, { after }]) => [file, after]));
  const python = bug.language === 'python';
  const shown: Outcome = NEEDS_THE_FIX.has(bug.id) ? 'redOtherwise' : 'proven';
  const cases: ProveCase[] = [
    { name: 'right fix with its test', right: [shown], files: right, command },
    { name: 'the test alone', right: ['stillRed'], files: {}, command },
  ];
  const main = truth?.file;
  if (main === undefined || !/\.(?:[cm]?js|py)$/.test(main)) return cases;
  const fixed = right[main] ?? text(main);
  const lastLines = (of: string): string => of.split('\n').slice(-LINES_APART).join('\n');
  // What stands beside a line of the fix is the same place as it.
  const apart = lastLines(fixed) === lastLines(text(main));
  const added = Array.from(
    { length: apart ? UNNEEDED_FILES : UNNEEDED_FILES + 1 },
    (_, at) => [`unneeded_${at}${python ? '.py' : '.js'}`, unusedCode(main, at)] as const,
  );
  cases.push({
    name: 'five unneeded changes',
    right: [shown],
    files: {
      ...{ ...right, ...Object.fromEntries(added) },
      ...(apart && { [main]: `${fixed}\n${unusedCode(main, UNNEEDED_FILES)}` }),
    },
    command,
    ...(shown === 'proven' && {
      unneeded: [...added.map(([file]) => [file, 1] as const), ...(apart ? [[main, fixed.split('\n').length] as const] : [])],
    }),
  });
  cases.push({
    name: 'a comment for a fix',
    right: ['stillRed'],
    files: { [main]: `${text(main)}\n${python ? '#' : '//'} looked at\n` },
    command,
  });
  const own = ownTest(main, python, command[0] ?? 'python3');
  cases.push({ name: 'the fix alone', right: ['notRed'], files: { ...right, ...own.loads }, command: own.command });
  cases.push({
    name: 'a test of a new name',
    right: ['redOtherwise'],
    files: { ...right, [main]: fixed + own.newName, ...own.uses },
    command: own.command,
  });
  cases.push({
    name: 'a test of a new module',
    right: ['redOtherwise'],
    files: { ...right, ...own.newModule },
    command: own.command,
  });
  const { target } = await new ExperimentRunner({ command, cwd: folder, root: folder }).baseline();
  for (const { kind, file, after } of target ? quieteners(bug, target, text) : [])
    cases.push({
      name: `silenced by ${kind}`,
      right: ['stillRed', 'unresolved', 'notRed', 'redOtherwise'],
      files: { [file]: after },
      command,
    });
  return cases;
}

/** Tests of ours: one that only loads the changed file, one that calls a function which only the fix has. */
function ownTest(
  main: string,
  python: boolean,
  program: string,
): Record<'loads' | 'uses' | 'newModule', Record<string, string>> & { newName: string; command: string[] } {
  if (python) {
    const module = main
      .replace(/\.py$/, '')
      .replaceAll('/', '.')
      .replace(/\.__init__$/, '');
    const test = (line: string): string =>
      `import importlib\nimport unittest\n\n\nclass T(unittest.TestCase):\n    def test_it(self):\n        module = importlib.import_module("${module}")\n        ${line}\n`;
    return {
      loads: { 'test_of_ours.py': test('self.assertTrue(module)') },
      uses: { 'test_of_ours.py': test('self.assertEqual(module.added_by_fix(), 1)') },
      newModule: {
        'test_of_ours.py': `import added_by_fix\n${test('self.assertEqual(added_by_fix.added(), 1)')}`,
        'added_by_fix.py': 'def added():\n    return 1\n',
      },
      newName: '\n\ndef added_by_fix():\n    return 1\n',
      command: [program, '-m', 'unittest', 'test_of_ours'],
    };
  }
  const test = (line: string): string =>
    `const assert = require('assert');\nconst { test } = require('node:test');\ntest('it', () => {\n  const loaded = require('../${main}');\n  ${line}\n});\n`;
  return {
    loads: { 'test/ofOurs.test.js': test('assert.ok(loaded);') },
    uses: { 'test/ofOurs.test.js': test('assert.strictEqual(loaded.addedByFix(), 1);') },
    newModule: {
      'test/ofOurs.test.js': `const added = require('../addedByFix');\n${test('assert.strictEqual(added(), 1);')}`,
      'addedByFix.js': 'module.exports = () => 1;\n',
    },
    newName: '\nmodule.exports.addedByFix = function () {\n  return 1;\n};\n',
    command: [process.execPath, '--test', 'test/ofOurs.test.js'],
  };
}
