import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import { OFFLINE } from '../../realBugs/npm/runCommand';

/** Tests of mutated code may delete any file that they can, so they run as a user who owns none. */
const UNPRIVILEGED = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];

/** Undefined if a mistake in the tested code made two processes write into one line. */
function answerOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** A child process that answers each JSON line with one JSON line. */
export class LineServer {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly waiting: ((answer: unknown) => void)[] = [];
  private problem = '';
  private ended = false;

  /** @param options `offline`: without a network if the system allows it */
  constructor(
    command: string,
    args: readonly string[],
    { offline, ...options }: { cwd: string; env: NodeJS.ProcessEnv; offline?: boolean },
  ) {
    const [program = command, ...rest] = [...(offline ? OFFLINE : []), ...UNPRIVILEGED, command, ...args];
    this.child = spawn(program, rest, { ...options, stdio: 'pipe' });
    this.child.stderr.on('data', (part: Buffer) => (this.problem = (this.problem + part.toString()).slice(-2_000)));
    createInterface({ input: this.child.stdout }).on('line', (line) => this.waiting.shift()?.(answerOf(line)));
    this.child.on('close', () => {
      this.ended = true;
      for (const answer of this.waiting.splice(0)) answer(undefined);
    });
  }

  /** @throws if the process has ended */
  async ask<Answer>(request: object): Promise<Answer> {
    if (this.ended) throw new Error(`The test runner ended: ${this.problem}`);
    const answered = new Promise<unknown>((resolve) => this.waiting.push(resolve));
    this.child.stdin.write(`${JSON.stringify(request)}\n`);
    const answer = await answered;
    if (answer === undefined) throw new Error(`The test runner ended: ${this.problem}`);
    return answer as Answer;
  }

  close(): void {
    this.child.stdin.end();
    this.child.kill();
  }
}
