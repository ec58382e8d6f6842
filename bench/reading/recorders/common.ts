import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An error that a text holds: what the failing program, or the tool's machine-readable report, says of it. Absent fields are not judged. */
export interface TrueError {
  type: string;
  message: string;
  /** File and line of the first frame of the program's own code. */
  first?: string;
  /** In the fixtures of tests: the very first frame, `file:line:function`. */
  innermost?: string;
  frames?: number;
  role?: 'cause' | 'aggregated' | 'suppressed';
}

/** What a tool printed, and the errors in it, those of one failure in a row: causes after the error that they belong to. */
export interface RecordedText {
  tool: string;
  name: string;
  text: string;
  errors: TrueError[];
}

/** The folder in which every program runs, so that no path of the recording machine gets into a text. */
export const workplace = process.env['READING_AT'] ?? '/home/dev/shop';
export const programs = join(__dirname, '../programs');

/** Empties the workplace, but for the installed packages, and copies a folder of programs into it. */
export function layOut(folder: string): void {
  mkdirSync(workplace, { recursive: true });
  for (const name of readdirSync(workplace))
    if (!/^(?:node_modules|package(?:-lock)?\.json)$/.test(name)) rmSync(join(workplace, name), { recursive: true });
  cpSync(join(programs, folder), workplace, { recursive: true });
}

/** Writes files below the workplace. */
export function write(files: Record<string, string>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(workplace, name, '..'), { recursive: true });
    writeFileSync(join(workplace, name), content);
  }
}

/** Runs a command line in the workplace. Returns stdout and stderr in the order of writing, without the terminal's sequences. */
export function printed(command: string, env: Record<string, string> = {}): string {
  return run(`${command} 2>&1`, env);
}

/** Runs a command line in the workplace and returns its stdout alone, e.g. a report as JSON. */
export function run(command: string, env: Record<string, string> = {}): string {
  const { stdout } = spawnSync('bash', ['-c', command], {
    cwd: workplace,
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 64 * 1024 * 1024,
    env: {
      ...process.env,
      PATH: `${workplace}/node_modules/.bin:${process.env['PATH'] ?? ''}`,
      LC_ALL: 'C.UTF-8',
      TZ: 'UTC',
      NO_COLOR: '1',
      CI: '1',
      COLUMNS: '120',
      ...env,
    },
  });
  return stdout;
}

/** Errors in the order in which the text tells them. */
export function inOrder(errors: readonly TrueError[], text: string): TrueError[] {
  const at = ({ message }: TrueError) => {
    const first = message.split('\n')[0]?.replace(/…$/, '') ?? '';
    return Math.max(text.indexOf(first), text.indexOf(JSON.stringify(first).slice(1, -1)));
  };
  return [...errors].sort((one, other) => at(one) - at(other));
}

/** The lines of a text that match. */
export function countLines(text: string, pattern: RegExp): number {
  return text.split('\n').filter((line) => pattern.test(line)).length;
}
