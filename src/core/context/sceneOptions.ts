import type { Changes, Clock, SourceReader, TokenCounter } from '../ports';
import type { Syntax } from '../syntax/syntax';
import type { Redaction } from './crimeScene';

/** What a person chose about one failure's evidence. */
export interface SceneOptions {
  /** In the person's words; what a test said is taken from the report where this is absent. */
  expected?: string;
  actual?: string;
  /** How far back recent changes go, ms. */
  changesWindowMs: number;
  /** Added by hand: `@file`, `@file:10-40`. */
  references: readonly string[];
  /** Snippet ids, change keys (`file:10-12`) or section names that the person removed. */
  removed: readonly string[];
  /** Edited snippet texts by snippet id. */
  edited: Readonly<Record<string, string>>;
  /** The person's choice for ambiguous frames: frame index → workspace-relative file. */
  chosenFiles: Readonly<Record<number, string>>;
  /** Locals of the frames, raw: limited and redacted here. */
  values: readonly { frame: number; name: string; type?: string; value: string }[];
}

/** Replaces the secrets of a scene; `createRedactor` makes one. */
export interface SceneRedactor {
  /** What is found in one text is replaced in all. */
  redactAll(texts: readonly string[]): Promise<string[]>;
  /** What was replaced so far, in the order it was found. */
  readonly redactions: readonly Redaction[];
}

export interface ScenePorts {
  /** Unsaved texts already laid over it. */
  reader: SourceReader;
  /** Absent where there is no version control to ask. */
  changes?: Changes;
  syntax: Syntax;
  redactor: SceneRedactor;
  clock: Clock;
  tokens: TokenCounter;
}
