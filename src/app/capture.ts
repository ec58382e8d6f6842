import type { FailureReport } from '../core/capture/failureReport';
import type { CapturedValue } from '../core/investigation/investigation';
import type { KnownRecipe } from '../core/investigation/runRecord';
import type { FailureSource } from '../protocol/panelState';

/** What an entry point passes on: text, a file to read, or a finished report. */
export interface Capture {
  source: FailureSource;
  input: { text: string } | { file: string } | { report: FailureReport };
  values?: CapturedValue[];
  /** The command that failed, if the entry point knows it. */
  recipe?: KnownRecipe;
  /** Adds what the entry point knows besides the text: the test's name and place, its expectation. */
  complete?: (report: FailureReport) => FailureReport;
}

/** Whether a text holds a failure, and its title. The analysis answers this: this process parses no foreign text. */
export type Glance = (text: string) => Promise<{ title: string } | null>;
