import { countLines, layOut, printed, type RecordedText, type TrueError, write } from './common';
import { asBunPrints, listed, told } from './javascript';

const names = [
  ...['propertyOfUndefined', 'ownClass', 'inConstructor', 'severalLines', 'likeAFrame', 'unicode', 'noMessage', 'oneCause', 'json'],
  ...['asyncRejected', 'inCallback', 'strictEqual', 'deepEqual', 'assertionSaid'],
];

interface Runner {
  file: string;
  /** A test around its body; the first also has what the file begins with. */
  test: (name: string, body: string, first: boolean) => string;
  command: string;
  /** A line that shows a frame. */
  frame: RegExp;
  /** The engine whose words the truth has; Node's by default. */
  engine?: string;
  /** Leaves out types. */
  untyped?: true;
  /** Failures that the runner tells in words of its own. */
  own?: RegExp;
  /** Starts quickly: every test has a file of its own. */
  light?: true;
}

const at = /^\s+at \S/;
const required = `const failures = require('./failures.cjs');\n`;
const imported = `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\n${required}`;
const tests =
  (head: string, call = 'test', tail = '') =>
  (name: string, body: string, first: boolean) =>
    `${first ? head : ''}${call}('${name} works', async () => {\n${body}\n});\n${tail}`;

const runners: Record<string, Runner> = {
  jest: { file: 'cases.test.js', test: tests(required), command: 'jest --no-cache cases.test.js', frame: at, own: /Equal$/, untyped: true },
  vitest: {
    file: 'cases.test.mjs',
    test: tests(`import { test } from 'vitest';\n${imported}`),
    command: 'vitest run cases.test.mjs',
    frame: /^\s*❯ .*:\d+:\d+$/,
  },
  mocha: { file: 'cases.test.cjs', test: tests(required, 'it'), command: 'mocha cases.test.cjs', frame: at, light: true },
  'node-test': {
    file: 'cases.test.cjs',
    test: tests(`const test = require('node:test');\n${required}`),
    command: 'node --test --test-reporter=spec cases.test.cjs',
    frame: at,
  },
  'node-test-tap': {
    file: 'cases.test.cjs',
    test: tests(`const test = require('node:test');\n${required}`),
    command: 'node --test --test-reporter=tap cases.test.cjs',
    frame: /^\s+\S.* \(\S+:\d+:\d+\)$|^\s+(?:async )?(?:node:|file:|\/)\S+:\d+:\d+$/,
    light: true,
  },
  ava: {
    file: 'cases.test.mjs',
    test: tests(`import test from 'ava';\n${imported}`),
    command: 'ava --serial cases.test.mjs',
    frame: /^\s+(?:› |at )\S/,
  },
  tape: {
    file: 'cases.test.cjs',
    test: tests(`const test = require('tape');\n${required}`),
    command: 'node cases.test.cjs',
    frame: at,
    light: true,
  },
  tap: {
    file: 'cases.test.cjs',
    test: tests(`const { test } = require('tap');\n${required}`),
    command: 'node cases.test.cjs',
    frame: /^\s+\S.* \(\S+:\d+:\d+\)$|^\s+(?:async )?(?:node:|file:|\/)?\S+:\d+:\d+$/,
  },
  jasmine: {
    file: 'cases.spec.cjs',
    test: tests(required, 'it'),
    command: 'jasmine --random=false cases.spec.cjs',
    frame: at,
  },
  uvu: {
    file: 'cases.test.cjs',
    test: tests(`const { test } = require('uvu');\n${required}setTimeout(() => test.run());\n`),
    command: 'node cases.test.cjs',
    frame: at,
    light: true,
    untyped: true,
  },
  'bun-test': { file: 'cases.test.cjs', test: tests(required), command: 'bun test ./cases.test.cjs', frame: at, engine: 'bun' },
  'deno-test': { file: 'cases.test.mjs', test: tests(imported, 'Deno.test'), command: 'deno test -A cases.test.mjs', frame: at },
};

/** The tests of each file: those of a runner that starts slowly share one. */
const groups = [names.slice(0, 5), names.slice(5, 10), names.slice(10)];

/** What a runner shows: its own choice of frames, causes only where it prints them, values of assertions in its own form. */
function shown(name: string, errors: TrueError[], text: string, { frame, untyped }: Runner): TrueError[] {
  const section = sectionOf(name, text, frame);
  const printedErrors = errors.filter(({ message, role }) => role === undefined || section.includes(message.split('\n')[0] ?? ''));
  const frames = printedErrors.length === 1 ? countLines(section, frame) : undefined;
  return printedErrors.map((error) => ({
    ...error,
    frames,
    type: untyped && !new RegExp(`\\b${error.type}: |^\\s*${error.type}$`, 'm').test(section) ? '' : error.type,
    message: error.type === 'AssertionError' ? `${error.message.split('\n')[0]}…` : error.message,
  }));
}

/** The lines of a test's failure: of the parts that begin with its name, the one with the most frames. */
function sectionOf(name: string, text: string, frame: RegExp): string {
  const lines = text.split('\n');
  // Behind a quote it is the source.
  const begins = lines.flatMap((line, index) =>
    names.some((test) => line.includes(`${test} works`) && !line.includes(`('${test} works`)) ? [index] : [],
  );
  const parts = begins
    .map((at, index) => lines.slice(at, begins[index + 1]).join('\n'))
    .filter((part) => part.slice(0, part.indexOf('\n')).includes(`${name} works`));
  return parts.sort((one, other) => countLines(other, frame) - countLines(one, frame))[0] ?? text;
}

/** Tests that fail, by thirteen test runners. */
export function* recordJavascriptTests(named: RegExp): Generator<RecordedText> {
  layOut('javascript');
  for (const [tool, runner] of Object.entries(runners).filter(([each]) => named.test(each))) {
    const truths = new Map(names.map((name) => [name, told(`${runner.engine ?? 'node'} run.cjs ${name} crash`)]));
    for (const group of runner.light ? names.map((name) => [name]) : groups.map((each) => each.filter((name) => !runner.own?.test(name)))) {
      write({ [runner.file]: group.map((name, index) => runner.test(name, `  await failures.${name}();`, index === 0)).join('') });
      const text = printed(runner.command);
      const errors = group.flatMap((name) => {
        const truth = truths.get(name);
        const seen = truth ? shown(name, listed(truth), text, runner) : [];
        return runner.engine === 'bun' ? asBunPrints(seen, text).map((error) => ({ ...error, frames: undefined })) : seen;
      });
      yield { tool, name: group.join(' '), text, errors };
    }
  }
}
