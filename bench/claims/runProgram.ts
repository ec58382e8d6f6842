import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/** The folder of this repository in recorded outputs. */
const RECORDED_ROOT = '/srv/tools';

const TIMEOUT_MS = 120_000;

/** What a run printed, stdout and stderr together; status null if it was killed. */
export interface Ran {
  status: number | null;
  output: string;
}

/** Runs a shell command in a folder, with this repository's tools on the PATH. */
export function runIn(folder: string, command: string, environment: Record<string, string> = {}): Ran {
  const { stdout, stderr, status } = spawnSync('bash', ['-c', `exec 2>&1; ${command}`], {
    cwd: folder,
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
    maxBuffer: 64 * 1024 * 1024,
    env: {
      ...process.env,
      PATH: `${join(ROOT, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}`,
      NO_COLOR: '1',
      GOFLAGS: '-mod=mod',
      PYTHONDONTWRITEBYTECODE: '1',
      ...environment,
    },
  });
  return { status, output: `${stdout}${stderr}`.replaceAll(ROOT, RECORDED_ROOT) };
}
