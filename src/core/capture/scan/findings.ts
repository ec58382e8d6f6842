import type { TestFailure } from '../runners/runner';
import { EndsList } from './endsList';
import type { FoundTrace } from './foundTrace';
import { RepeatedTraces } from './repeatedTraces';

/** So many are kept of the start of a log, and so many of its end, which is nearer to what the person saw. */
const firstKept = 100;
const lastKept = 400;

/** What a scan found: traces and failed tests; of very many the first and the last. */
export class Findings {
  private readonly traceEnds = new EndsList<FoundTrace>(firstKept, lastKept);
  private readonly failureEnds = new EndsList<TestFailure>(firstKept, lastKept);
  private readonly repeated = new RepeatedTraces();

  /** In the order in which they ended. */
  get traces(): FoundTrace[] {
    return this.traceEnds.toArray();
  }

  get failures(): TestFailure[] {
    return this.failureEnds.toArray();
  }

  /** How many traces and failed tests of the middle are not listed. */
  get leftOut(): number {
    return this.traceEnds.leftOut + this.failureEnds.leftOut;
  }

  addTrace(trace: FoundTrace): void {
    if (this.repeated.admit(trace)) this.traceEnds.add(trace);
  }

  addFailure(failure: TestFailure): void {
    this.failureEnds.add(failure);
  }
}
