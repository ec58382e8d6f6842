import type { FailureReport } from '../core/capture/failureReport';
import type { CapturedValue } from '../core/investigation/investigation';
import type { KnownRecipe } from '../core/investigation/runRecord';
import type { FailureSource } from '../protocol/panelState';

/** What an entry point hands on: text or a file to be read, or a report that is one already. */
export interface Capture {
  source: FailureSource;
  input: { text: string } | { file: string } | { report: FailureReport };
  values?: CapturedValue[];
  /** The command that failed, where the entry point knows it. */
  recipe?: KnownRecipe;
  /** Adds what the entry point knows beside the text: the test's name and place, its expectation. */
  complete?: (report: FailureReport) => FailureReport;
}

/** Whether a text holds a failure, and what to call it. Asked of the analysis: nothing foreign is parsed in this process. */
export type Glance = (text: string) => Promise<{ title: string } | null>;
