import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countLines, inOrder, layOut, printed, programs, type RecordedText, type TrueError, write } from './common';

/** How the programs of one folder run, and what a line of a frame looks like there; without it an error has the one frame of its place. */
interface MarkedTool {
  tool: string;
  /** Folder below `programs/marked`, and the names of its programs that this tool runs; all of them by default. */
  folder: string;
  only?: RegExp;
  command: (file: string) => string;
  frame?: RegExp;
  /** The errors are told outermost first, as the marks are, though some print the causes first. */
  asMarked?: true;
  /** The frames are not judged, e.g. because they are those of several threads. */
  uncounted?: true;
}

/** `//~ TYPE | MESSAGE` on the line of the first frame of a program's own code; `//~> …` for an error without a frame. */
const mark = /(?:\/\/|#|--)~(>?) ?(.*?) \| (.*)$/;

const inTab = /^\t\S.*:\d+(?: \+0x[0-9a-f]+)?$/;
const javaFrame = /^\s+at \S/;
const rustFrame = /^ +\d+: \S/;
const cFrame = /^ *#\d+ /;

const junit = '/usr/share/java/junit-platform-console-standalone.jar';

const tools: MarkedTool[] = [
  { tool: 'go', folder: 'go', command: (file) => `go run ${file}`, frame: inTab },
  { tool: 'go-build', folder: 'go-build', command: (file) => `go build -o /dev/null ${file}` },
  { tool: 'go-vet', folder: 'go-vet', command: (file) => `go vet ${file}` },
  { tool: 'go-test', folder: 'go-test', command: (file) => `go test -count=1 ${file}` },
  { tool: 'go-test-v', folder: 'go-test', command: (file) => `go test -count=1 -v ${file}` },
  { tool: 'go-test-json', folder: 'go-test', command: (file) => `go test -count=1 -json ${file}` },
  { tool: 'java', folder: 'java', command: (file) => `java ${file}`, frame: javaFrame },
  { tool: 'javac', folder: 'javac', command: (file) => `javac -d . ${file}` },
  { tool: 'mono', folder: 'csharp', command: (file) => `mcs -debug -out:app.exe ${file} && mono --debug app.exe`, uncounted: true },
  { tool: 'mcs', folder: 'mcs', command: (file) => `mcs -out:app.exe ${file}` },
  { tool: 'gcc', folder: 'gcc', command: (file) => `g++ -c -o /dev/null ${file}` },
  { tool: 'ld', folder: 'ld', command: (file) => `g++ -g -o app ${file}`, uncounted: true },
  {
    tool: 'asan',
    folder: 'asan',
    command: (file) => `g++ -g -fsanitize=address -fno-omit-frame-pointer -o app ${file} && ./app`,
    uncounted: true,
  },
  { tool: 'ubsan', folder: 'ubsan', command: (file) => `g++ -g -fsanitize=undefined -o app ${file} && ./app` },
  {
    tool: 'gdb',
    folder: 'crash',
    command: (file) => `g++ -g -o app ${file} && gdb -batch -nx -iex 'set debuginfod enabled off' -ex run -ex bt ./app`,
    frame: cFrame,
  },
  {
    tool: 'gdb-core',
    folder: 'crash',
    only: /null|abort/,
    command: (file) =>
      `g++ -g -o app ${file}; gdb -batch -nx -iex 'set debuginfod enabled off' -ex run -ex 'generate-core-file app.core' ./app >/dev/null 2>&1; gdb -batch -nx -iex 'set debuginfod enabled off' -ex bt ./app app.core`,
    frame: cFrame,
  },
  { tool: 'lldb', folder: 'crash', command: (file) => `g++ -g -o app ${file} && lldb -b -o run -o bt ./app`, uncounted: true },
  { tool: 'rust', folder: 'rust', command: (file) => `rustc -g -o app ${file} && ./app`, uncounted: true },
  { tool: 'rust-backtrace', folder: 'rust', command: (file) => `rustc -g -o app ${file} && RUST_BACKTRACE=1 ./app`, frame: rustFrame },
  { tool: 'rustc', folder: 'rustc', command: (file) => `rustc -o /dev/null ${file}` },
  { tool: 'rust-test', folder: 'rust-test', command: (file) => `rustc --test -o app ${file} && ./app`, uncounted: true },
  { tool: 'ruby', folder: 'ruby', command: (file) => `ruby ${file}`, uncounted: true },
  { tool: 'rspec', folder: 'rspec', command: (file) => `rspec ${file}`, uncounted: true },
  { tool: 'minitest', folder: 'minitest', command: (file) => `ruby ${file} --seed 1`, uncounted: true },
  { tool: 'php', folder: 'php', command: (file) => `php -d display_errors=1 -d log_errors=0 ${file}`, uncounted: true },
  { tool: 'phpunit', folder: 'phpunit', command: (file) => `phpunit --no-configuration ${file}`, uncounted: true },
  { tool: 'perl', folder: 'perl', command: (file) => `perl ${file}`, uncounted: true },
  { tool: 'lua', folder: 'lua', command: (file) => `lua5.4 ${file}`, uncounted: true },
  { tool: 'elixir', folder: 'elixir', command: (file) => `elixir ${file}`, uncounted: true },
  { tool: 'bash', folder: 'bash', command: (file) => `bash ${file}`, uncounted: true },
  { tool: 'playwright', folder: 'playwright', command: (file) => `playwright test ${file} --reporter=list`, uncounted: true },
  { tool: 'karma', folder: 'karma', only: /spec/, command: (file) => `SPEC=${file} karma start karma.conf.cjs`, uncounted: true },
  { tool: 'webpack', folder: 'webpack', command: (file) => `webpack --mode development --entry ./${file} -o out`, uncounted: true },
  { tool: 'vite', folder: 'vite', only: /\.js$/, command: (file) => `vite build --ssr ${file} --outDir out`, uncounted: true },
  { tool: 'swc', folder: 'swc', command: (file) => `RUST_BACKTRACE=0 swc ${file} -o out.js`, uncounted: true },
  { tool: 'ngc', folder: 'ngc', only: /\.ts$/, command: (file) => `sed -i s/app.ts/${file}/ tsconfig.json; ngc -p tsconfig.json` },
  { tool: 'vue-tsc', folder: 'vue-tsc', only: /\.vue$/, command: () => 'vue-tsc -p tsconfig.json' },
  { tool: 'node-libraries', folder: 'node-libraries', command: (file) => `node ${file}`, uncounted: true },
  { tool: 'python-libraries', folder: 'python-libraries', command: (file) => `/usr/bin/python3 ${file}`, asMarked: true, uncounted: true },
  {
    tool: 'junit-console',
    folder: 'junit-console',
    command: (file) => `javac -cp ${junit} -d out ${file}; java -jar ${junit} -cp out --scan-classpath --disable-banner`,
    uncounted: true,
  },
  { tool: 'go-race', folder: 'go-race', command: (file) => `go test -race -count=1 ${file}`, uncounted: true },
  {
    tool: 'cargo-test',
    folder: 'cargo',
    only: /total/,
    command: (file) => `sed -i s/FILE/${file}/ Cargo.toml; RUST_BACKTRACE=0 cargo test`,
    uncounted: true,
  },
  { tool: 'cargo-build', folder: 'cargo', only: /types/, command: (file) => `sed -i s/FILE/${file}/ Cargo.toml; cargo build` },
  { tool: 'clippy', folder: 'cargo', only: /lints/, command: (file) => `sed -i s/FILE/${file}/ Cargo.toml; cargo clippy` },
  { tool: 'monolog', folder: 'monolog', command: (file) => `php ${file}`, uncounted: true },
  { tool: 'wasm', folder: 'wasm', command: (file) => `node ${file}`, frame: javaFrame },
];

/** Programs whose source says, on the line that fails, what fails there. */
export function* recordMarked(named: RegExp): Generator<RecordedText> {
  for (const { tool, folder, only, command, frame, asMarked, uncounted } of tools.filter((each) => named.test(each.tool))) {
    for (const file of readdirSync(join(programs, 'marked', folder)).filter((name) => !only || only.test(name))) {
      const source = readFileSync(join(programs, 'marked', folder, file), 'utf8');
      layOut(`marked/${folder}`);
      // What a compiler shows of the source must not hold the answer.
      write({ [file]: source.replaceAll(new RegExp(`[ \\t]*${mark.source}`, 'gm'), '') });
      const text = printed(command(file));
      const marks = marksOf(source, file);
      const errors = (asMarked ? marks : inOrder(marks, text)).map((error) => asShown(error, text));
      const [last = ''] = text.split(/^(?=#0 )/m).slice(-1);
      const count = errors.length === 1 && frame ? countLines(last, frame) : undefined;
      yield {
        tool,
        name: file,
        text,
        errors: errors.map((error) => ({
          ...error,
          frames: frame ? count : uncounted || /panic/.test(error.type) ? undefined : error.frames,
        })),
      };
    }
  }
}

/** lldb has its own words for a signal; with `-v`, `go test` leaves out the exit status of a package. */
function asShown(error: TrueError, text: string): TrueError {
  const [, signal, said = ''] = /stop reason = signal (SIG\w+)(?:: (.*))?$/m.exec(text) ?? [];
  if (signal) return { ...error, type: signal, message: said, first: text.includes(error.first ?? '') ? error.first : undefined };
  const [, failed] =
    error.message.startsWith('exit status') && !text.includes('exit status')
      ? (/(FAIL\\?t?\s?command-line-arguments)/.exec(text) ?? [])
      : [];
  return failed ? { ...error, message: 'FAIL\tcommand-line-arguments' } : error;
}

function marksOf(source: string, file: string): TrueError[] {
  return source.split('\n').flatMap((line, index) => {
    const [found, nowhere, type = '', message = ''] = mark.exec(line) ?? [];
    if (!found) return [];
    const said = { type, message: message.replaceAll('\\n', '\n').replaceAll('\\t', '\t') };
    return [nowhere ? { ...said, frames: 0 } : { ...said, first: `${file}:${index + 1}`, frames: 1 }];
  });
}
