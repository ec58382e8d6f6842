// `npm run test:changed`: types of the tree, format and lint of the changed files, and the unit tests that import them; `-- --base main` takes
// all that changed since the branch began. Where more tests reach a change than a minute holds, the nearest run, and the others are counted.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root, runCommand, runScript } from './runCommand.mjs';
import { openTestsReaching } from './testsReaching.mjs';

const PATTERNS = 'test/unit/linearPatterns.test.ts';
/** Test files that are run: about a minute on two cores. */
const MOST = 40;

await runScript(async () => {
  const { values } = parseArgs({ options: { base: { type: 'string', default: 'HEAD' } } });
  const changed = changedFiles(values.base);
  if (!changed.length) {
    console.log('No file differs. With `-- --base main`, everything since the branch began counts.');
    return 0;
  }
  const reached = (await openTestsReaching())(changed);
  // It reads the sources instead of importing them.
  if (changed.some((file) => /^src\/.*\.ts$/.test(file))) reached.unshift(PATTERNS);
  const chosen = reached.slice(0, MOST);
  const scripts = changed.filter((file) => /\.[cm]?[jt]s$/.test(file));
  const failed = [];
  for (const [name, args] of /** @type {[string, string[]][]} */ ([
    ['types', ['node_modules/typescript-native/bin/tsc', '--noEmit']],
    ['format', ['node_modules/oxfmt/bin/oxfmt', '--check', '--no-error-on-unmatched-pattern', ...changed]],
    ['lint', ['node_modules/oxlint/bin/oxlint', '-c', 'oxlint.config.mjs', ...scripts]],
    ['unit', ['node_modules/mocha/bin/mocha.js', '--parallel', '--jobs', '2', ...chosen]],
  ])) {
    if ((name === 'lint' && !scripts.length) || (name === 'unit' && !chosen.length)) continue;
    console.log(`\n── ${name} ──`);
    if ((await runCommand(process.execPath, args, { show: true, check: false })).code !== 0) failed.push(name);
  }
  const others = reached.length - chosen.length;
  console.log(
    `\n${changed.length} changed files, ${chosen.length} test files${others ? `; \`npm test\` runs ${others} more that reach them` : ''}.`,
  );
  console.log(failed.length ? `Failed: ${failed.join(', ')}.` : 'All passed.');
  return failed.length ? 1 : 0;
});

/**
 * Files that differ from where HEAD left `base`, committed or not, and new ones; deleted ones are left out.
 * @param {string} base
 */
function changedFiles(base) {
  const git = (/** @type {string[]} */ ...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
  const [from = base] = execFileSync('git', ['merge-base', base, 'HEAD'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
  const files = [...git('diff', '--name-only', '-z', from), ...git('ls-files', '--others', '--exclude-standard', '-z')];
  return [...new Set(files)].filter((file) => existsSync(join(root, file)));
}
