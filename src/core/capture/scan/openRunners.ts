import type { Line, Lookback } from '../line';
import type { RunnerReader, TestFailure, TestRunner } from '../runners/runner';

/** So many are open at once: a few interleaved outputs, each with an error and its causes. The oldest gives way. */
export const mostReaders = 8;
/** So many lines in a row that are not of a report end it: the trace of a failed test stands in between, which its format reads. */
const patience = 200;

interface OpenRunner {
  readonly runner: TestRunner;
  readonly reader: RunnerReader;
  readonly stream: string;
  /** Lines in a row that were not of it. */
  idle: number;
}

/** The reports of failed tests that are being read. Their lines stay free: the formats see them too. */
export class OpenRunners {
  private open: OpenRunner[] = [];

  constructor(
    private readonly runners: readonly TestRunner[],
    private readonly onFailure: (failure: TestFailure) => void,
  ) {}

  get any(): boolean {
    return this.open.length > 0;
  }

  /** Offers a line to the open reports; answers with the runners whose report it is. */
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
   * @param busy runners whose report the line belongs to already
   * @param onBegin called before each
   */
  begin(line: Line, before: Lookback, busy: ReadonlySet<TestRunner>, onBegin: () => void): void {
    for (const runner of this.runners) {
      if (busy.has(runner)) continue;
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
