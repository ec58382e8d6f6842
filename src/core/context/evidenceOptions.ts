import type { Changes, Clock, SourceReader, TokenCounter } from '../ports';
import type { Syntax } from '../syntax/syntax';
import type { Redaction } from './failureEvidence';
import type { FixInFiles } from './madeByFix';

/** A person's choices for the evidence of one failure. */
export interface EvidenceOptions {
  /** In the person's words; where absent, the test's expectation is taken from the report. */
  expected?: string;
  actual?: string;
  /** The window of recent changes, ms. */
  changesWindowMs: number;
  /** Added by hand: `@file`, `@file:10-40`. */
  references: readonly string[];
  /** Snippet ids, change keys (`file:10-12`) or section names that the person removed. */
  removed: readonly string[];
  /** Edited snippet texts by snippet id. */
  edited: Readonly<Record<string, string>>;
  /** The person's choice for ambiguous frames: frame index → workspace-relative file. */
  chosenFiles: Readonly<Record<number, string>>;
  /** Fixes applied from their cards: their lines are no recent change that could have caused the failure. */
  fixesInFiles?: readonly FixInFiles[];
  /** Locals of the frames, raw: limited and redacted here. */
  values: readonly { frame: number; name: string; type?: string; value: string }[];
}

/** Replaces the secrets of evidence; `createRedactor` makes one. */
export interface EvidenceRedactor {
  /** A secret found in one text is replaced in all. */
  redactAll(texts: readonly string[]): Promise<string[]>;
  /** The secrets replaced so far, in the order of discovery. */
  readonly redactions: readonly Redaction[];
}

export interface EvidencePorts {
  /** Unsaved texts already override the files. */
  reader: SourceReader;
  /** Absent where there is no version control to ask. */
  changes?: Changes;
  syntax: Syntax;
  redactor: EvidenceRedactor;
  clock: Clock;
  tokens: TokenCounter;
}
