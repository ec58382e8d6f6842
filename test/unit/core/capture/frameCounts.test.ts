import { ok, strictEqual } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The frames that `expected.json` counts, counted a second time only by the shape of each line, so that a mistake of the readers cannot
 * hide in expectations written with their help.
 */
const shapes: Record<string, RegExp> = {
  java: /^\s*at /,
  kotlin: /^\s*at /,
  scala: /^\s*at /,
  javascript: /^\s*(?:\S* )?at |@/,
  python: /^\s*[|+ ]*File "/,
  csharp: /^\s*at /,
  go: /^\t\S+:\d+|^ +\/\S+:\d+/,
  rust: /^\s+at \S+:\d+/,
  php: /^#\d+ /,
  ruby: /:in |:\d+:in/,
  perl: / line \d+/,
  lua: /^\t/,
  elixir: /\.(?:exs?|erl):\d+:/,
  cpp: /^\s*#\d+ /,
  dart: /^#\d+ /,
};
/** Frames represented by a line, which are filled in from the enclosing trace. */
const standsFor = /\.\.\. (\d+) (?:more|common frames|lines matching)/;

/** Cases without exactly one frame per line, with the reason. They are counted by hand. */
const otherwise: Record<string, string> = {
  'cpp/asan-heap-overflow': 'where the memory came from is no failure',
  'cpp/asan-stack-overflow': 'recursion is folded',
  'cpp/asan-use-after-free': 'where the memory came from is no failure',
  'cpp/assert': 'the place stands in the message',
  'cpp/backtrace-symbols': 'frames have no number',
  'cpp/gcc-errors': 'the place stands in the message',
  'cpp/gdb-threads': 'the stacks of the other threads are no failures',
  'cpp/tsan-race': 'where a thread was started is no failure',
  'cpp/ubsan': 'the place stands in the message',
  'cpp/valgrind': 'frames begin with the number of the process',
  'csharp/mono-async': 'the first inner exception is printed twice',
  'csharp/mono-inner': 'the first inner exception is printed twice',
  'elixir/erl-process': 'frames are terms',
  'elixir/erl-shell': 'frames are phrases',
  'elixir/escript': 'frames are phrases',
  'elixir/genserver': 'the stack of the client is no failure',
  'elixir/mix-reraise': 'a warning has a place, too',
  'elixir/script': 'one frame has no place',
  'go/nil-map-goroutines': 'the other goroutines are no failures',
  'go/panic-in-defer': 'both panics are in one stack',
  'go/repanic': 'both panics are in one stack',
  'go/stack-overflow': 'recursion is folded',
  'java/chained': 'recursion is folded',
  'java/javac-errors': 'the place stands in the message',
  'java/stack-overflow': 'recursion is folded: of 1024 frames 4 + 9 in turn + 3 begun, of 1024 frames 3 + 1',
  'javascript/emitted': 'the frames of the emitter are none of the error',
  'javascript/logged': 'properties of errors hold stacks',
  'javascript/module-not-found': 'the importing file stands in the message',
  'javascript/not-an-error': 'the place stands above the code',
  'javascript/react-18': 'the components are a detail of the error',
  'javascript/recursion': 'recursion is folded',
  'javascript/syntax-error': 'the place stands above the code',
  'javascript/tsc-errors': 'the place stands in the message',
  'javascript/worker': 'the frames of the emitter are none of the error',
  'lua/error-call': 'a message begins with a tab',
  'lua/stack-overflow': 'recursion is folded',
  'php/chained': 'what a function of PHP throws is at the place of its call',
  'php/parse-error': 'the place stands in the message',
  'php/type-error': 'the log and the page say the same',
  'php/warning': 'the place stands in the message',
  'php/xdebug': 'rows of Xdebug have no #',
  'python/ipython': 'IPython writes frames otherwise',
  'python/pytest-auto': 'pytest writes frames otherwise',
  'python/pytest-line': 'pytest writes frames otherwise',
  'python/pytest-long': 'pytest writes frames otherwise',
  'python/pytest-native': 'recursion is folded',
  'python/pytest-short': 'pytest writes frames otherwise',
  'python/recursion': 'recursion is folded',
  'ruby/stack-overflow': 'recursion is folded',
  'ruby/syntax-error': 'the place stands in the message',
  'rust/anyhow-chain': 'frames without a place',
  'rust/assert-eq': 'the place stands in the message',
  'rust/color-eyre-panic': 'the place stands below the message',
  'rust/full-backtrace': 'frames without a place',
  'rust/index-no-backtrace': 'the place stands in the message',
  'rust/rustc-errors': 'the place stands in the message',
};

const root = join(__dirname, '../../../fixtures/traces');

describe('frames of recorded output, counted by line', () => {
  let counted = 0;
  for (const [language, shape] of Object.entries(shapes)) {
    for (const name of readdirSync(join(root, language))) {
      const folder = join(root, language, name);
      if (otherwise[`${language}/${name}`] !== undefined || !existsSync(join(folder, 'expected.json'))) continue;
      counted += 1;
      it(`are as many as its lines show: ${language}/${name}`, () => {
        const lines = readFileSync(join(folder, 'output.txt'), 'utf8').split('\n');
        const { errors } = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as { errors: { frames: number }[] };
        const printed = lines.filter((line) => shape.test(line)).length;
        const filledIn = lines.reduce((sum, line) => sum + Number(standsFor.exec(line)?.[1] ?? 0), 0);
        strictEqual(
          errors.reduce((sum, { frames }) => sum + frames, 0),
          printed + filledIn,
        );
      });
    }
  }

  it('are counted in more than 70 recordings', () => ok(counted > 70, `${counted} cases`));
});
