import type { Line, Lookback } from '../line';
import type { RunnerReader, TestFailure, TestRunner } from '../runners/runner';

/** The maximum number of open reports: a few interleaved outputs, each with an error and its causes. Beyond it the oldest is closed. */
export const mostReaders = 8;
/** The number of lines in a row outside a report that end it: the trace of a failed test, which its format reads, may come in between. */
const patience = 200;

interface OpenRunner {
  readonly runner: TestRunner;
  readonly reader: RunnerReader;
  readonly stream: string;
  /** Lines in a row that did not belong to it. */
  idle: number;
}

/** The reports of failed tests being read. They do not claim their lines: the formats see them too. */
export class OpenRunners {
  private open: OpenRunner[] = [];

  constructor(
    private readonly runners: readonly TestRunner[],
    private readonly onFailure: (failure: TestFailure) => void,
  ) {}

  get any(): boolean {
    return this.open.length > 0;
  }

  /** Offers a line to the open reports; returns the runners whose reports take it. */
  offer(line: Line): ReadonlySet<TestRunner> {
    const busy = new Set<TestRunner>();
    for (const open of [...this.open]) {
      if (line.stream !== '' && open.stream !== line.stream) continue;
      const reply = open.reader.offer(line);
      if (reply === 'taken' || reply === 'last') {
        open.idle = 0;
        busy.add(open.runner);
      } else open.idle += 1;
      if (reply === 'last' || reply === 'end' || open.idle > (open.reader.patience ?? patience)) this.close(open);
    }
    return busy;
  }

  /**
   * Begins the reports that start at the line.
   * @param able those whose triggers the line holds
   * @param busy runners whose reports already contain the line
   * @param onBegin called before each
   */
  begin(line: Line, before: Lookback, able: ReadonlySet<unknown>, busy: ReadonlySet<TestRunner>, onBegin: () => void): void {
    for (const runner of this.runners) {
      if (busy.has(runner) || !able.has(runner)) continue;
      const reader = runner.start(line, before);
      if (!reader) continue;
      onBegin();
      const [oldest] = this.open;
      if (oldest && this.open.length >= mostReaders) this.close(oldest);
      this.open.push({ runner, reader, stream: line.stream, idle: 0 });
    }
  }

  closeAll(): void {
    for (const open of [...this.open]) this.close(open);
  }

  private close(open: OpenRunner): void {
    this.open = this.open.filter((other) => other !== open);
    for (const failure of open.reader.close()) this.onFailure(failure);
  }
}
