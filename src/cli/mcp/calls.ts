import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { signalTree } from '../../node/processGroup';
import { HeardEnd } from '../heardEnd';
import { SERVED } from '../served';
import { fittedAnswer } from './fittedAnswer';

/** What a tool answers: text of at most 7,500 bytes. */
export interface Answer {
  text: string;
  failed?: boolean;
}

export interface CallStep {
  signal: AbortSignal;
  onProgress: (message: string) => void;
}

/** One command line of this program. */
export interface CommandCall {
  argv: readonly string[];
  cwd: string;
  stdin?: string;
  /** For a run that goes on: the command, and the tool that reads on. */
  title: string;
  tool: string;
  /** The output of a failure, which later calls may name; or the command prints it on standard error. */
  output?: string;
  printsFailure?: boolean;
}

/** How long one call waits, ms: clients end a tool after a minute. */
const WAIT_MS = 45_000;
/** A run that nobody comes back for ends after this, ms. */
const LONGEST_MS = 60 * 60 * 1000;
/** Time that a command has to end after a request, ms. */
const GRACE_MS = 8_000;
const MOST_RUNS = 4;
/** Bytes kept of what a command prints, failures that can be named, and answers that nobody read. */
const KEPT = { output: 400_000, failures: 8, answers: 8 } as const;

interface Running {
  call: CommandCall;
  began: number;
  step: string;
  listener?: (message: string) => void;
  ended: Promise<Answer>;
  isOver: boolean;
  end: () => void;
}

/**
 * The commands that a server runs, each in a process of its own: one that breaks, or prints anywhere, breaks nothing else, and the server
 * stays small. They end with the server, however that ends.
 */
export class Calls {
  /** Until their answers are read, by their ids; the oldest first. */
  private readonly running = new Map<string, Running>();
  /** Outputs of failures, by the names that answers gave them; the oldest first. */
  private readonly failures = new Map<string, string>();
  private runsMade = 0;
  private failuresMade = 0;

  /**
   * @param assets folder that holds cli.js
   * @param waitMs how long one call waits
   */
  constructor(
    private readonly assets: string,
    private readonly waitMs = WAIT_MS,
  ) {}

  /** Runs a command, and waits for its answer or says how to read on. Cancelling the call ends the command. */
  async run(call: CommandCall, step: CallStep): Promise<Answer> {
    const idsOf = (isOver: boolean) => [...this.running].flatMap(([id, run]) => (run.isOver === isOver ? [id] : []));
    const underWay = idsOf(false);
    if (underWay.length >= MOST_RUNS) {
      return { text: `${MOST_RUNS} runs are under way: read one of them (${underWay.join(', ')}) or wait.`, failed: true };
    }
    for (const unread of idsOf(true).slice(0, -KEPT.answers)) this.running.delete(unread);
    const id = `r${(this.runsMade += 1)}`;
    this.running.set(id, this.start(call));
    return this.follow(id, step);
  }

  /** Goes on with a run that an earlier call began. */
  async readOn(id: string, step: CallStep): Promise<Answer> {
    if (!this.running.has(id))
      return { text: `There is no run ${id}: its answer was read, or it has ended. Start it again.`, failed: true };
    return this.follow(id, step);
  }

  /** The output of a failure; without a name, of the last one. Undefined if there is none. */
  failure(name?: string): string | undefined {
    return name === undefined ? [...this.failures.values()].at(-1) : this.failures.get(name);
  }

  endAll(): void {
    for (const { end } of this.running.values()) end();
  }

  private async follow(id: string, { signal, onProgress }: CallStep): Promise<Answer> {
    const run = this.running.get(id)!;
    run.listener = onProgress;
    signal.addEventListener('abort', run.end, { once: true });
    if (signal.aborted) run.end();
    let timer: NodeJS.Timeout | undefined;
    const waited = new Promise<undefined>((done) => (timer = setTimeout(() => done(undefined), this.waitMs)));
    const answer = await Promise.race([run.ended, waited]);
    clearTimeout(timer);
    signal.removeEventListener('abort', run.end);
    run.listener = undefined;
    if (!answer) return { text: goesOn(id, run) };
    this.running.delete(id);
    return answer;
  }

  private start(call: CommandCall): Running {
    const child = fork(join(this.assets, 'cli.js'), [...call.argv], {
      cwd: call.cwd,
      env: { ...process.env, [SERVED]: '1' },
      stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
      execArgv: [],
    });
    child.stdin?.on('error', () => undefined).end(call.stdin ?? '');
    const limit = setTimeout(() => end(child), LONGEST_MS).unref();
    const ended = this.answerOf(child, call);
    const run: Running = { call, began: Date.now(), step: 'it is still running', ended, isOver: false, end: () => end(child) };
    void ended.then(() => {
      run.isOver = true;
      clearTimeout(limit);
    });
    child.on('message', (message) => {
      if (typeof message !== 'string') return;
      run.step = message;
      run.listener?.(message);
    });
    return run;
  }

  private async answerOf(child: ChildProcess, call: CommandCall): Promise<Answer> {
    const [out, err] = [endOf(child.stdout), endOf(child.stderr)];
    const ended = await new Promise<Error | number | null>((done) => child.once('error', done).once('close', done));
    if (ended instanceof Error) return { text: `The command could not be started (${ended.message}).`, failed: true };
    const text = out.text().trim();
    // A command that has no answer says why in one sentence on standard error.
    if (!text) return { text: fittedAnswer(lastLines(err.text()) || 'It was ended before it had an answer.'), failed: true };
    const output = call.printsFailure && ended !== 0 ? err.text() : call.output;
    return { text: fittedAnswer(text, output === undefined ? undefined : this.remember(output)) };
  }

  private remember(output: string): string {
    const name = `f${(this.failuresMade += 1)}`;
    this.failures.set(name, output);
    for (const old of [...this.failures.keys()].slice(0, -KEPT.failures)) this.failures.delete(old);
    return `Failure ${name}: name it to check_hypothesis.`;
  }
}

function goesOn(id: string, { call, began, step }: Running): string {
  const seconds = Math.round((Date.now() - began) / 1000);
  return `${call.title} goes on: ${seconds} s so far, ${step}. Call ${call.tool} with {"continue": "${id}"} to read on.`;
}

/** A command ends by itself when its channel closes, on every system. */
function end(child: ChildProcess): void {
  if (child.connected) child.disconnect();
  setTimeout(() => {
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) void signalTree(child.pid, 'SIGKILL');
  }, GRACE_MS).unref();
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-5).join('\n').slice(-1000);
}

function endOf(stream: Readable | null): HeardEnd {
  const end = new HeardEnd(KEPT.output);
  stream?.on('data', (chunk: Buffer) => end.add(chunk));
  return end;
}
