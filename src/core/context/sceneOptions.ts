import type { Changes, Clock, SourceReader, TokenCounter } from '../ports';
import type { Redactor } from '../prompt/redactor';
import type { Syntax } from '../syntax/syntax';

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

export interface ScenePorts {
  /** Unsaved texts already laid over it. */
  reader: SourceReader;
  /** Absent where there is no version control to ask. */
  changes?: Changes;
  syntax: Syntax;
  redactor: Pick<Redactor, 'redactAll' | 'redactNamed' | 'redactions'>;
  clock: Clock;
  tokens: TokenCounter;
}
