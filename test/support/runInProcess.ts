import assert from 'node:assert';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { format } from 'node:util';
import { compileFunction, runInThisContext } from 'node:vm';
import { captureFailure } from '../../src/core/capture/captureFailure';
import type { Edit, Recipe, Run } from '../../src/core/experiments/experiment';
import { readTestResults } from '../../src/core/experiments/readTestResults';
import { runRecipe, type RunOptions } from '../../src/node/experiments/runRecipe';
import type { VariantsInstrument } from '../../src/node/experiments/variantsInstrument';

/** Limit of a program that may loop for ever, ms; and the part of it that it has to have had a processor for. */
const LONGEST = 300;
const OWN_PART = 0.8;

/**
 * Runs a program of Node (`node FILE`, `node --test [FILE]`) in this process instead of in one of its own, with the texts that the run is
 * given: for tests of what is decided on top of runs, which make dozens of them. It prints what Node prints. The programs are synchronous
 * CommonJS; they look at files and use `assert` and `test` of `node:test`, no more. Of instruments it has the one that tries many changes;
 * a run with another is a real one.
 */
export async function runInProcess(recipe: Recipe, options: RunOptions = {}): Promise<Run> {
  const { instruments = [], served = [], namespace } = options;
  const [many] = instruments.filter((each): each is VariantsInstrument => 'variants' in each);
  if (!many && (instruments.length || served.length)) return runRecipe(recipe, options);
  const run = await runOnce(recipe, options, namespace?.edits ?? []);
  const runs: Run[] = [];
  for (const edits of many?.variants ?? []) runs.push(await runOnce(recipe, { ...options, onOutput: undefined }, edits));
  return { ...run, observations: many ? { [many.name]: runs } : {} };
}

async function runOnce(recipe: Recipe, options: RunOptions, edits: readonly Edit[]): Promise<Run> {
  const texts = new Map(edits.map(({ file, text }) => [file, text]));
  const { exit, output } = runProgram(recipe, texts);
  options.onOutput?.(Buffer.from(output));
  const text = options.moved ? output.replaceAll(options.moved.to, options.moved.from) : output;
  const looked = options.look?.map((file) => [file, hash(readText(texts, file)) ?? 'absent'] as const);
  return {
    ...{ exit, timedOut: exit === null, cancelled: options.signal?.aborted === true, wallMs: 1, output: text, outputBytes: output.length },
    report: await captureFailure(text, { roots: options.roots ?? [recipe.cwd] }),
    tests: readTestResults(text),
    observations: {},
    ...(looked && { looked: Object.fromEntries(looked) }),
  };
}

/** Texts of files that differ from the disk's, by absolute path; undefined where the program finds no file. */
type Texts = ReadonlyMap<string, string | undefined>;

/** @returns no exit status of a program that did not end in time */
function runProgram(recipe: Recipe, texts: Texts): { exit: number | null; output: string } {
  const own = globalThis as { programOfTest?: () => unknown };
  const before = process.cpuUsage();
  own.programOfTest = () => runToItsEnd(recipe, texts);
  try {
    return runInThisContext('programOfTest()', { timeout: LONGEST }) as { exit: number; output: string };
  } catch (error) {
    if ((error as TestError).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    const { user, system } = process.cpuUsage(before);
    // Other programs had the processors.
    return (user + system) / 1000 < OWN_PART * LONGEST ? runProgram(recipe, texts) : { exit: null, output: '' };
  } finally {
    delete own.programOfTest;
  }
}

function runToItsEnd({ command: [node, ...words], cwd }: Recipe, texts: Texts): { exit: number; output: string } {
  const [main, ...rest] = words.filter((word) => word !== '--test');
  assert.ok(node === process.execPath && rest.length === 0, `\`${words.join(' ')}\` needs a process of its own`);
  const tests: TestResult[] = [];
  if (main !== undefined && !words.includes('--test')) {
    const { printed, failed } = runFile(resolve(cwd, main), cwd, texts, tests);
    const output = tests.length ? `TAP version 13\n${printed}${tests.map(told).join('')}${summary(tests)}` : printed;
    return { exit: failed || tests.some(({ error }) => error) ? 1 : 0, output };
  }
  let output = 'TAP version 13\n';
  for (const file of main === undefined ? testFiles(cwd, texts) : [resolve(cwd, main)]) {
    const from = tests.length;
    const { printed, failed } = runFile(file, cwd, texts, tests);
    output += printed.replaceAll(/^(?=.)/gm, '# ');
    // A file that ends by an error itself is a failed test of its name.
    if (failed) tests.push({ name: file, place: `${file}:1:1`, error: Object.assign(new Error('test failed'), { stack: '' }) });
    output += tests
      .slice(from)
      .map((each, at) => told(each, from + at))
      .join('');
  }
  return { exit: tests.some(({ error }) => error) ? 1 : 0, output: output + summary(tests) };
}

interface TestResult {
  name: string;
  /** FILE:LINE:COLUMN */
  place: string;
  error?: Error;
}

/** Loads a module as the main one, and runs the tests that it registers. */
function runFile(main: string, cwd: string, texts: Texts, tests: TestResult[]): { printed: string; failed: boolean } {
  let printed = '';
  const print = (...values: unknown[]): void => void (printed += `${format(...values)}\n`);
  const modules = new Map<string, { exports: unknown }>();
  const registered: { name: string; run: () => unknown; place: string }[] = [];
  class TestContext {}
  const test = (name: string, run: () => unknown): void => {
    const place = /\((.*?:\d+:\d+)\)$/m.exec(ownStack(new Error('here'), modules))?.[1] ?? '';
    registered.push({ name, run, place });
  };
  const load = (file: string): unknown => {
    const known = modules.get(file);
    if (known) return known.exports;
    const text = readText(texts, file) ?? '';
    const module = { exports: {} as unknown };
    modules.set(file, module);
    if (file.endsWith('.json')) return (module.exports = JSON.parse(text));
    const required = (name: string): unknown => {
      if (/^(?:node:)?test$/.test(name)) return Object.assign(test, { test });
      if (/^(?:node:)?fs$/.test(name)) return filesOf(cwd, texts);
      if (!name.startsWith('.')) return createRequire(file)(name);
      const path = resolve(dirname(file), name);
      const found = [path, `${path}.js`, `${path}.json`, join(path, 'index.js')].find((each) => readText(texts, each) !== undefined);
      if (found !== undefined) return load(found);
      throw Object.assign(new Error(`Cannot find module '${name}'\nRequire stack:\n- ${file}`), { code: 'MODULE_NOT_FOUND' });
    };
    const wrapper = compileFunction(text, ['exports', 'require', 'module', '__filename', '__dirname', 'console'], { filename: file });
    wrapper.call(module.exports, module.exports, required, module, file, dirname(file), { log: print, error: print });
    return module.exports;
  };
  try {
    load(main);
  } catch (error) {
    return { printed: `${printed}${uncaught(error as Error, modules, texts)}`, failed: true };
  }
  for (const { name, run, place } of registered) {
    const result: TestResult = { name, place };
    try {
      run.call(new TestContext());
    } catch (error) {
      result.error = error as Error;
      result.error.stack = ownStack(result.error, modules);
    }
    tests.push(result);
  }
  return { printed, failed: false };
}

/** The stack of an error with the frames of the program only. */
function ownStack({ stack = '' }: Error, modules: ReadonlyMap<string, unknown>): string {
  const lines = stack.split('\n');
  return lines.filter((line) => !/^ {4}at /.test(line) || [...modules.keys()].some((file) => line.includes(file))).join('\n');
}

function uncaught(error: Error, modules: ReadonlyMap<string, unknown>, texts: Texts): string {
  const stack = ownStack(error, modules);
  // A syntax error names its place already.
  const [, file, line = ''] = error instanceof SyntaxError ? [] : (/\(?([^\s()]+):(\d+):\d+\)?$/m.exec(stack) ?? []);
  const where = file === undefined ? '' : `${file}:${line}\n${readText(texts, file)?.split('\n')[Number(line) - 1] ?? ''}\n^\n\n`;
  return `${where}${stack}\n\nNode.js ${process.version}\n`;
}

type TestError = Error & { code?: string } & Record<string, unknown>;

function told({ name, place, error }: TestResult, at: number): string {
  if (!error) return `# Subtest: ${name}\nok ${at + 1} - ${name}\n  ---\n  duration_ms: 1\n  ...\n`;
  const { message, name: type, stack = '', code = 'ERR_TEST_FAILURE', ...more } = error as TestError;
  const frames = stack.split('\n').flatMap((line) => /^ {4}at (.*)/.exec(line)?.[1] ?? []);
  // Of an object, other versions of Node print different texts.
  const isPlain = ['expected', 'actual'].every((key) => key in more && Object(more[key]) !== more[key]);
  const values = isPlain ? ['expected', 'actual'].map((key) => `  ${key}: ${JSON.stringify(more[key])}\n`) : [];
  return [
    `# Subtest: ${name}\nnot ok ${at + 1} - ${name}\n  ---\n  duration_ms: 1\n  location: '${place}'\n  failureType: 'testCodeFailure'\n`,
    message.includes('\n') ? `  error: |-\n${message.replaceAll(/^/gm, '    ')}\n` : `  error: ${JSON.stringify(message)}\n`,
    `  code: '${code}'\n`,
    ...(frames.length ? [`  name: '${type}'\n`, ...values, `  stack: |-\n${frames.map((frame) => `    ${frame}\n`).join('')}`] : []),
    '  ...\n',
  ].join('');
}

function summary(tests: readonly TestResult[]): string {
  const failed = tests.filter(({ error }) => error).length;
  return `1..${tests.length}\n# tests ${tests.length}\n# suites 0\n# pass ${tests.length - failed}\n# fail ${failed}\n`;
}

function testFiles(cwd: string, texts: Texts): string[] {
  const onDisk = fs.readdirSync(cwd, { recursive: true, encoding: 'utf8' }).map((name) => join(cwd, name));
  const found = [...new Set([...onDisk, ...texts.keys()])].sort();
  return found.filter((file) => file.endsWith('.test.js') && readText(texts, file) !== undefined);
}

function filesOf(cwd: string, texts: Texts): { existsSync: (file: string) => boolean; readFileSync: (file: string) => string | undefined } {
  const read = (file: string): string | undefined => readText(texts, resolve(cwd, file));
  return { existsSync: (file) => read(file) !== undefined, readFileSync: read };
}

function readText(texts: Texts, file: string): string | undefined {
  if (texts.has(file)) return texts.get(file);
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ? fs.readFileSync(file, 'utf8') : undefined;
}

function hash(text: string | undefined): string | undefined {
  return text === undefined ? undefined : createHash('sha256').update(text).digest('hex');
}
