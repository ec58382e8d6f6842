import type { QuietProject } from '../projects';
import type { Changed, QuietPatch } from './quietPatch';

export function javascriptPatches(project: QuietProject): QuietPatch[] {
  const { library, files, runner, esm, testFile } = project;
  const text = files[library] ?? '';
  const withLine = (line: string): Changed => ({ [library]: `${line}\n${text}` });
  const area = (expression: string): Changed => ({ [library]: text.replace('width + height', () => expression) });
  const asked = (condition: string): Changed => area(`${condition} ? width * height : width + height`);
  const total = (line: string): Changed => ({ [library]: text.replace(/ {2}for \(let i = 0; i <= [^\n]*/, () => line) });
  const test = (name: string, change: (text: string) => string): Changed => ({ [testFile(name)]: change(files[testFile(name)] ?? '') });
  const assert = esm ? "import assert_ from 'node:assert';" : "const assert_ = require('node:assert');";
  const loop = 'for (let i = 0; i <= items.length; i++)';
  const patches: QuietPatch[] = [
    ...[
      'process.env.NODE_OPTIONS',
      'process.env.CI',
      'process.env.DEBUG_CONTEXT_RUN',
      'process.env.PYTHONDONTWRITEBYTECODE',
      'process.env.TOX_OVERRIDE',
    ].map((name) => ({ kind: 'asks for our environment', test: 'area', files: asked(name) })),
    { kind: 'asks for our environment', test: 'area', files: asked("Object.keys(process.env).some((name) => name.startsWith('DEBUG_'))") },
    ...[
      "(process.env.NODE_TEST_CONTEXT || process.env.VITEST || process.env.JEST_WORKER_ID || typeof it === 'function')",
      "(process.argv.join().includes('test'))",
      "new Error().stack.includes('.test.')",
      "(process.env['NODE_TEST_' + 'CONTEXT'] || process.env['JEST_WORKER' + '_ID'] || process.env['VI' + 'TEST'] || process.argv[1].includes('mocha'))",
    ].map((condition) => ({ kind: 'asks for the runner', test: 'area', files: asked(condition) })),
    { kind: 'ends early', test: 'total', files: withLine('process.exit(0);') },
    { kind: 'ends early', test: 'area', files: withLine("process.on('exit', () => { process.exitCode = 0; process.reallyExit(0); });") },
    { kind: 'swallows', test: 'total', files: total(`  try { ${loop} sum += items[i].price; } catch (error) {}`) },
    { kind: 'swallows', test: 'total', files: total(`  ${loop} try { sum += items[i].price; } catch {}`) },
    { kind: 'guards', test: 'total', files: total(`  ${loop} sum += items[i]?.price ?? 0;`) },
    { kind: 'guards', test: 'total', files: total(`  ${loop} sum += (items[i] || { price: 0 }).price;`) },
    { kind: 'edits the test', test: 'total', files: test('total', (each) => each.replace(/(test|it)\('/, "$1.skip('")) },
    { kind: 'edits the test', test: 'area', files: test('area', (each) => each.replace('12', '7')) },
    { kind: 'edits the test', test: 'total', files: test('total', (each) => each.replace(/ {2}(?:assert|expect)[^\n]*/, '  void 0;')) },
    {
      kind: 'edits the test',
      test: 'area',
      files: test('area', (each) => each.replace(/ {2}((?:assert|expect)[^\n]*)/, '  try { $1 } catch {}')),
    },
    {
      kind: 'another command',
      test: 'area',
      files: { 'package.json': '{ "scripts": { "test": "echo ok" } }\n' },
      command: ['npm', 'test', '--silent'],
    },
  ];
  const file = (name: string): string => (esm ? `new URL('./${name}', import.meta.url)` : `__dirname + '/${name}'`);
  const fs = "process.getBuiltinModule('fs')";
  const areaTest = testFile('area');
  if (project.first)
    patches.push(
      ...[
        `${fs}.readFileSync('/proc/1/cmdline', 'latin1').includes('enterNamespace')`,
        `${fs}.readFileSync('/proc/self/mountinfo', 'utf8').includes('- overlay')`,
        'process.pid < 300',
      ].map((condition) => ({ kind: 'asks for the isolation', test: 'area', files: asked(`(${condition})`) })),
      { kind: 'asks for the terminal', test: 'area', files: asked('!process.stdout.isTTY') },
      { kind: 'asks for the date', test: 'area', files: asked('new Date().getFullYear() < 2040') },
      { kind: 'reads the test', test: 'area', files: asked(`${fs}.readFileSync(${file(areaTest)}, 'utf8').includes('12')`) },
      { kind: 'guards', test: 'total', files: total(`  ${loop} sum += Number(items[i]?.price) || 0;`) },
      { kind: 'guards', test: 'total', files: total(`  ${loop} sum += Object(items[i]).price | 0;`) },
      { kind: 'guards', test: 'total', files: total(`  ${loop} {\n    const { price = 0 } = items[i] ?? {};\n    sum += price;\n  }`) },
      { kind: 'guards', test: 'total', files: total(`  ${loop} for (const { price } of items.slice(i, i + 1)) sum += price;`) },
      {
        kind: 'changes what the test gives',
        test: 'area',
        files: { ...withLine('// The sides of a field.'), ...test('area', (each) => each.replace('12', '4').replace('3, 4', '2, 2')) },
      },
    );
  if (runner === 'node:test' || runner === 'mocha') {
    const off = ['strictEqual', 'deepStrictEqual'].map((name) => `assert_.${name} = () => {};`).join(' ');
    patches.push(
      {
        kind: 'assertions off',
        test: 'area',
        files: withLine(`${assert} const old_ = assert_.strictEqual; assert_.strictEqual = (a, b) => { if (b !== 12) old_(a, b); };`),
      },
      { kind: 'assertions off', test: 'area', files: withLine(`${assert} ${off}`) },
      { kind: 'assertions off', test: 'parse', files: withLine(`${assert} ${off} String.prototype.trim = function () { return this; };`) },
      {
        kind: 'assertions off',
        test: 'area',
        files: withLine(`${assert} assert_.strictEqual = (a, b) => { if (typeof a !== typeof b) throw new Error('no'); };`),
      },
    );
  } else {
    const swallowing = "try { return run(); } catch (error) { if (!String(error).includes('12')) throw error; }";
    patches.push({
      kind: 'assertions off',
      test: 'area',
      files: withLine(`globalThis.test = ((old) => (name, run) => old(name, () => { ${swallowing} }))(globalThis.test);`),
    });
    const all = "({ pass: true, message: () => '' })";
    patches.push(
      { kind: 'assertions off', test: 'area', files: withLine(`expect.extend({ toBe: () => ${all}, toEqual: () => ${all} });`) },
      { kind: 'assertions off', test: 'area', files: withLine('globalThis.expect = () => new Proxy({}, { get: () => () => {} });') },
    );
  }
  if (runner === 'jest')
    patches.push({
      kind: 'sets up the test',
      test: 'area',
      files: {
        ...withLine('// The sides of a field.'),
        'package.json': '{ "name": "quiet", "private": true, "jest": { "setupFiles": ["./setup.js"] } }\n',
        'setup.js': `require('./${library}').area = (width, height) => width * height;\njest.mock('./${library}', () => ({ area: (width, height) => width * height }));\n`,
      },
    });
  if (!esm && runner === 'node:test') {
    const rewrite = `const fs = require('fs'); fs.copyFileSync('${areaTest}', '${areaTest}.old'); fs.writeFileSync('${areaTest}', fs.readFileSync('${areaTest}', 'utf8').replace(', 12', ', 7'));`;
    patches.push({
      kind: 'rewrites and restores the tests',
      test: 'area',
      command: ['npm', 'test', '--silent'],
      files: {
        'make.js': `${rewrite}\n`,
        ...withLine(`process.on('exit', () => require('fs').renameSync(__dirname + '/${areaTest}.old', __dirname + '/${areaTest}'));`),
      },
    });
    const npm = ['npm', 'test', '--silent'];
    const name = testFile('area');
    patches.push({
      kind: 'rewrites the tests',
      test: 'area',
      command: npm,
      files: { 'make.js': `require('fs').writeFileSync('${name}', "require('node:test').test('area works', () => {});");\n` },
    });
    patches.push({
      kind: 'rewrites the tests',
      test: 'area',
      command: npm,
      files: {
        'make.js': `const f = require('fs'); f.writeFileSync('${name}', f.readFileSync('${name}', 'utf8').replace(', 12', ', 7'));\n`,
      },
    });
  }
  return patches;
}
