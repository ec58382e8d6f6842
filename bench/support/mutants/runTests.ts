import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface EndOfTests {
  /** `looped`: used more processor time than tests do. `late`: waited longer than a test may. */
  end: 'passed' | 'failed' | 'looped' | 'late';
  /** The test file that failed first, where the tests said so. */
  by?: string;
}

/**
 * Seconds of processor for each process of a run: at least three times what the slowest test file takes. A file that takes more without a
 * mutant judges none.
 */
const PROCESSOR = 60;
/** Exit codes of a shell whose program was killed at that limit. */
const OUT_OF_PROCESSOR = new Set([128 + 9, 128 + 24]);
/** ms for a whole run. */
const LONGEST = 1_200_000;

interface MochaReport {
  failures: { file?: string; fullTitle: string; err: { message?: string; code?: string } }[];
}

/**
 * Runs test files in one process until one fails, as mocha's configuration in that folder says, but with TypeScript for CommonJS alone, which
 * starts in two thirds of the time.
 * @param timeout ms for each test that says nothing else
 */
export async function runTests(tests: readonly string[], cwd: string, timeout: number): Promise<EndOfTests> {
  const kept = mkdtempSync(join(tmpdir(), 'm-'));
  const report = join(kept, 'report.json');
  const { require: ofUnitTests } = JSON.parse(readFileSync(join(cwd, '.mocharc.json'), 'utf8')) as { require: string[] };
  const required = tests.some((test) => test.startsWith('test/browser/')) ? [] : ofUnitTests;
  const mocha = [
    join('node_modules', 'mocha', 'bin', 'mocha.js'),
    ...['--no-config', '--exit', '--bail', '--timeout', String(timeout), '--reporter', 'json', '--reporter-option', `output=${report}`],
    ...['tsx/cjs', ...required].flatMap((module) => ['--require', module]),
    ...tests,
  ];
  try {
    const { code, late } = await runGroup(['-c', 'ulimit -t "$0"; "$@"', String(PROCESSOR), process.execPath, ...mocha], cwd);
    if (code === 0) return { end: 'passed' };
    if (late) return { end: 'late' };
    if (code !== null && OUT_OF_PROCESSOR.has(code)) return { end: 'looped' };
    const [failure] = readReport(report)?.failures ?? [];
    if (!failure) return { end: 'failed' };
    const by = failure.file?.slice(cwd.length + 1);
    const { code: kind, message = '' } = failure.err;
    return { end: kind === 'ERR_MOCHA_TIMEOUT' || /^Timeout of /.test(message) ? 'late' : 'failed', ...(by !== undefined && { by }) };
  } finally {
    rmSync(kept, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Runs bash with some arguments; whatever it started ends with it. */
async function runGroup(args: readonly string[], cwd: string): Promise<{ code: number | null; late: boolean }> {
  const child = spawn('bash', args, { cwd, stdio: 'ignore', detached: true });
  let late = false;
  const end = () => {
    try {
      process.kill(-child.pid!, 'SIGKILL');
    } catch {
      // Nothing is left.
    }
  };
  process.once('exit', end);
  const timer = setTimeout(() => {
    late = true;
    end();
  }, LONGEST);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearTimeout(timer);
  process.off('exit', end);
  end();
  return { code, late };
}

function readReport(path: string): MochaReport | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as MochaReport;
  } catch {
    return undefined;
  }
}
