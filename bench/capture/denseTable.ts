import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(__dirname, '../..');
/** Lines of each text. */
const LINES = Number(process.env['LINES'] ?? 100_000);
const trace = `TypeError: Cannot read properties of undefined (reading 'length')\n    at total (/app/src/cart.ts:9:30)\n    at checkout (/app/src/index.ts:14:5)\n`;

/** Texts in which every line, or nearly every one, belongs to a failure: none of them can be skipped. */
const DENSE: Record<string, (index: number) => string> = {
  'one trace again and again': () => trace,
  'different traces': (index) => trace.replace(':9:', `:${index}:`),
  'traces of Java': (index) =>
    `java.lang.IllegalStateException: order ${index}\n\tat com.acme.Orders.load(Orders.java:7)\nCaused by: java.lang.Error\n\tat com.acme.Db.get(Db.java:3)\n\t... 2 more\n`,
  'traces in JSON': (index) => `${JSON.stringify({ level: 'error', time: index, msg: 'failed', stack: trace })}\n`,
  'messages of a compiler': (index) => `src/a.ts(${index},7): error TS2322: Type 'string' is not assignable to type 'number'.\n`,
  'failed tests of Mocha': (index) =>
    `  ${index}) suite\n       case ${index}:\n     AssertionError: 1 == 2\n      at Context.<anonymous> (test/a.test.js:${index}:7)\n\n`,
  'tests of Go': (index) => `=== RUN   TestA${index}\n--- PASS: TestA${index} (0.00s)\n`,
  'failed tests of Go': (index) => `--- FAIL: TestA${index} (0.00s)\n    a_test.go:${index}: got 1, want 2\n`,
  'blank lines': () => '\n',
};

/**
 * Processor time for LINES of each text, as that for 100,000, and as a share of that of the revision in BEFORE, both measured in turn.
 *   BEFORE=d8b07340 npm run bench:capture -- dense
 */
export async function denseTable(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'dense-'));
  try {
    const now = await bundled(root, join(folder, 'now.cjs'));
    const revision = process.env['BEFORE'];
    const before = revision && (await bundled(sourceOf(revision, folder), join(folder, 'before.cjs')));
    const rows: Record<string, Record<string, string>> = {};
    for (const [name, make] of Object.entries(DENSE)) {
      const part = make(1);
      const input = join(folder, 'input.log');
      writeFileSync(
        input,
        Array.from({ length: Math.ceil(LINES / (part.split('\n').length - 1)) }, (_, index) => make(index + 1)).join(''),
      );
      const [first, second] = [measured(now, input), before ? measured(before, input) : undefined];
      rows[name] = {
        's for 100,000 lines': ((first.seconds * 100_000) / LINES).toFixed(2),
        'MB/s': (first.bytes / first.seconds / 1e6).toFixed(1),
        ...(second && {
          'share of the time before': (first.seconds / second.seconds).toFixed(2),
          'same report': String(first.report === second.report),
        }),
      };
    }
    console.log('Texts full of failures, processor time, the start of the program included in neither');
    console.table(rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The sources of a revision, with the packages that are installed. */
function sourceOf(revision: string, folder: string): string {
  const place = join(folder, 'before');
  mkdirSync(place);
  execFileSync('tar', ['x', '-C', place], {
    input: execFileSync('git', ['archive', revision, 'src', 'tsconfig.json'], { cwd: root, maxBuffer: 1e9 }),
  });
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
  return place;
}

/** A program that reads a file and prints the time, the size, and the report's hash. */
async function bundled(source: string, outfile: string): Promise<string> {
  const contents = `import { createReadStream, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { captureFailure } from './src/core/capture/captureFailure';
void (async () => {
  const file = process.argv[2]!;
  const start = process.cpuUsage();
  const report = await captureFailure(createReadStream(file));
  const { user, system } = process.cpuUsage(start);
  const hash = createHash('sha256').update(JSON.stringify(report)).digest('hex');
  console.log(JSON.stringify({ seconds: (user + system) / 1e6, bytes: statSync(file).size, report: hash }));
})();`;
  await build({
    stdin: { contents, resolveDir: source, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile,
    logLevel: 'error',
  });
  return outfile;
}

function measured(program: string, input: string): { seconds: number; bytes: number; report: string } {
  return JSON.parse(execFileSync('node', [program, input], { encoding: 'utf8' })) as { seconds: number; bytes: number; report: string };
}
