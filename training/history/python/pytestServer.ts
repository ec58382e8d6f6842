import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LineServer } from '../../mutants/lineServer';

/** What became of a test: how it ended, what the failure says, and in which file it was raised. */
export type TestOutcome = [ended: 'passed' | 'failed', message: string, file: string];

export interface PytestRun {
  code: number;
  /** What pytest printed. */
  text: string;
  tests: Record<string, TestOutcome>;
  /** Lines of each file that were reached while tests ran. */
  lines: Record<string, number[]>;
}

/** Runs pytest in forked children that have it loaded. */
export class PytestServer {
  private readonly server: LineServer;

  /** @param command Python's program */
  constructor(command: string) {
    const script = join(dirname(fileURLToPath(import.meta.url)), 'runPytest.py');
    const env = {
      PATH: '/usr/local/bin:/usr/bin:/bin',
      HOME: '/nonexistent',
      LC_ALL: 'C.UTF-8',
      TZ: 'UTC',
      PYTHONHASHSEED: '0',
      PYTHONDONTWRITEBYTECODE: '1',
      PYTEST_DISABLE_PLUGIN_AUTOLOAD: '1',
    };
    this.server = new LineServer(command, [script], { cwd: dirname(script), env, offline: true });
  }

  /**
   * @param root the workspace, absolute
   * @param paths folders in it that imports come from
   * @param noting whether the lines that are reached are asked for, which takes time
   * @returns undefined where the time was up or the process died
   */
  async run(
    root: string,
    paths: readonly string[],
    args: readonly string[],
    seconds: number,
    noting = false,
  ): Promise<PytestRun | undefined> {
    const run = await this.server.ask<Partial<PytestRun>>({ root, paths, arguments: args, noting, seconds });
    return run.text === undefined ? undefined : (run as PytestRun);
  }

  close(): void {
    this.server.close();
  }
}
