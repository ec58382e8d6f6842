import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A real folder with files, removed by `dispose`. */
export class TempFolder {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'dwc-')));

  write(file: string, content: string | Uint8Array): void {
    const path = join(this.path, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }

  dispose(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A real git repository with chosen dates, independent of the machine's git settings. */
export class GitRepository extends TempFolder {
  constructor(init = true) {
    super();
    if (init) this.git('init', '-q', '-b', 'main');
  }

  git(...args: string[]): string {
    return this.gitAt(undefined, ...args);
  }

  /** Runs git with author and commit date set. */
  gitAt(date: Date | undefined, ...args: string[]): string {
    const when = date?.toISOString();
    return execFileSync('git', ['-c', 'commit.gpgSign=false', '-c', 'protocol.file.allow=always', ...args], {
      cwd: this.path,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        HOME: this.path,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'Ada',
        GIT_AUTHOR_EMAIL: 'ada@example.com',
        GIT_COMMITTER_NAME: 'Ada',
        GIT_COMMITTER_EMAIL: 'ada@example.com',
        ...(when ? { GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when } : {}),
      },
    });
  }

  /** Commits everything; gives the abbreviated hash. */
  commit(message: string, date?: Date): string {
    this.gitAt(date, 'add', '-A');
    this.gitAt(date, 'commit', '-q', '--allow-empty', '-m', message);
    return this.git('rev-parse', '--short', 'HEAD').trim();
  }
}
