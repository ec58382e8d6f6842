import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A child process that answers each JSON line with one JSON line. */
export class LineServer {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly waiting: ((answer: unknown) => void)[] = [];
  private problem = '';

  constructor(command: string, args: readonly string[], options: { cwd: string; env: NodeJS.ProcessEnv }) {
    this.child = spawn(command, args, { ...options, stdio: 'pipe' });
    this.child.stderr.on('data', (part: Buffer) => (this.problem = (this.problem + part.toString()).slice(-2_000)));
    createInterface({ input: this.child.stdout }).on('line', (line) => this.waiting.shift()?.(JSON.parse(line)));
    this.child.on('close', () => {
      for (const answer of this.waiting.splice(0)) answer(undefined);
    });
  }

  /** @throws where the process ended */
  async ask<Answer>(request: object): Promise<Answer> {
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
