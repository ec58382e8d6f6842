import type { TestFailure } from '../runners/runner';
import { EndsList } from './endsList';
import type { FoundTrace } from './foundTrace';
import { RepeatedTraces } from './repeatedTraces';

/** The numbers kept from the start of a log and from its end, which is nearer to what the person saw. */
const firstKept = 100;
const lastKept = 400;

/** The results of a scan: traces and failed tests; if there are very many, the first and the last. */
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

  /** The number of traces and failed tests omitted from the middle. */
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
