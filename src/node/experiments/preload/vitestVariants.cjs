'use strict';
const fs = require('fs');
const path = require('path');
const url = require('url');
const serve = require('./runnerProcess.cjs');

/** Commands that do not run tests once. */
const OTHER = new Set(['bench', 'init', 'list', 'typecheck']);

/** @type {any} */
let vitest;
/** @type {string[]} */
let filters = [];
/** Absolute paths of the files of the last variant. @type {string[]} */
let edited = [];

serve((main, args) => async ({ base, index }) => {
  const files = Object.keys(index);
  if (vitest) {
    for (const file of new Set([...edited, ...files])) vitest.invalidateFile(file);
    await vitest.runTestSpecifications(await vitest.globTestSpecifications(filters), true);
  } else {
    vitest = await open(main, args);
    await vitest.start(filters);
  }
  edited = files;
  const modules = vitest.state.getTestModules();
  const tests = modules.flatMap((/** @type {any} */ module) => [...module.children.allTests()]);
  fs.writeFileSync(`${base}.tests`, tests.map(resultLine).join(''));
  const failed = [...tests, ...modules].filter((each) => stateOf(each) === 'failed');
  const text = failed.map(failure).join('') + vitest.state.getUnhandledErrors().map(errorText).join('');
  fs.writeFileSync(`${base}.out`, text);
  return { exit: Number(process.exitCode ?? (text || !modules.length ? 1 : 0)), reloaded: vitest.projects.every(isIsolated) };
});

/** @param {string} main @param {string[]} args */
async function open(main, args) {
  Object.assign(process.env, { TEST: 'true', VITEST: 'true' });
  const api = await import(url.pathToFileURL(path.join(path.dirname(main), 'dist', 'node.js')).href);
  if (OTHER.has(String(args[0])) || !api.parseCLI) throw new Error('another command or version');
  const { filter, options } = api.parseCLI(['vitest', ...args]);
  filters = filter;
  const quiet = { watch: false, run: true, ui: false, open: false, coverage: { enabled: false }, reporters: [{}], outputFile: undefined };
  const opened = await api.createVitest('test', { ...options, reporter: undefined, ...quiet });
  if (!opened.invalidateFile || !opened.runTestSpecifications || opened.config.browser?.enabled) throw new Error('another version');
  return opened;
}

/** Whether each test file is loaded anew, by a process or a thread of its own. @param {any} project */
function isIsolated({ config }) {
  const { pool, poolOptions, isolate } = config;
  return (poolOptions?.[pool]?.isolate ?? isolate) !== false;
}

/** @param {any} each a test or a file */
function stateOf(each) {
  return each.type === 'module' ? each.state() : each.result().state;
}

/** @param {any} test */
function nameOf(test) {
  return test.fullName;
}

/** @param {any} test */
function resultLine(test) {
  const status = stateOf(test);
  return JSON.stringify({ name: nameOf(test), status, file: test.module.moduleId }) + '\n';
}

/** A failed test or file as Vitest prints it. @param {any} each */
function failure(each) {
  const errors = each.type === 'module' ? each.errors() : (each.result().errors ?? []);
  const file = path.relative(vitest.config.root, (each.module ?? each).moduleId);
  const title = each.type === 'module' ? `${file} [ ${file} ]` : `${file} > ${nameOf(each)}`;
  return errors.map((/** @type {any} */ error) => ` FAIL  ${title}\n${errorText(error)}\n`).join('');
}

/** @param {any} error with parsed frames since Vitest 4 */
function errorText({ name, message, stack, stacks }) {
  const head = `${name}: ${message}\n`;
  if (!stacks) return String(stack).startsWith(String(name)) ? `${stack}\n` : head;
  const frames = stacks.map(
    (/** @type {any} */ { method, file, line, column }) =>
      ` ❯ ${method ? `${method} ` : ''}${path.relative(vitest.config.root, file)}:${line}:${column}\n`,
  );
  return head + frames.join('');
}
