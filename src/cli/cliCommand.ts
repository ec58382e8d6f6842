import type { Audience } from '../core/prompt/audience';
import type { Shell } from './completion';
import type { Format } from './formats/format';

/** Who reads a diagnosis: an `agent` gets one answer of at most 7,500 bytes, and nothing else on standard output. */
export type Reader = Exclude<Audience, 'model'>;

/** The person's words on the command line, checked. */
export type CliCommand =
  | { name: 'help'; /** Its own help is asked for. */ of?: string }
  | { name: 'version' }
  | { name: 'completion'; shell: Shell }
  | { name: 'parse'; file?: string; json: boolean }
  | { name: 'show'; file?: string; json: boolean }
  /** Of the failure in a file or in standard input, or of a command that is run. */
  | ({ name: 'prompt'; file?: string; command?: string[]; timeoutMs?: number; json: boolean; audience: Audience } & CollectFlags)
  | ({ name: 'diagnose'; file?: string; format: Format; reader: Reader } & CollectFlags & ProviderFlags)
  | ({ name: 'verify'; patch: string } & ExperimentFlags)
  | ({ name: 'blame'; windowMs: number } & ExperimentFlags)
  | ({ name: 'prove'; base?: string; format: Format } & ExperimentFlags)
  | ({ name: 'repair'; runs: number; seconds: number } & ExperimentFlags)
  | ({ name: 'values' } & ExperimentFlags)
  | ({ name: 'trace'; value: string; file: string; line: number } & ExperimentFlags)
  | { name: 'check'; file?: string; json: boolean; workspace: string }
  | { name: 'hook' }
  | { name: 'mcp'; workspace: string }
  | { name: 'check-probes'; staged: boolean; json: boolean; workspace: string }
  /** `run --investigate --continue ID` */
  | { name: 'continue'; run: string; waitMs: number }
  | ({
      name: 'run';
      command: string[];
      /** Absent: for people, or the one answer of an investigation. */
      format?: Format;
      reader: Reader;
      timeoutMs?: number;
      investigateMs?: number;
      waitMs: number;
    } & CollectFlags &
      ProviderFlags);

export interface CollectFlags {
  workspace: string;
  expected?: string;
  actual?: string;
  /** How far back recent changes go, ms. */
  changesWindowMs: number;
  /** Prompt budget, tokens. */
  budget: number;
  /** `@file`, `@file:10-40`. */
  references: string[];
}

export interface ExperimentFlags {
  command: string[];
  workspace: string;
  json: boolean;
  /** Limit of one run, ms. */
  timeoutMs?: number;
  inPlace: boolean;
}

export interface ProviderFlags {
  provider: 'local' | 'openai';
  model?: string;
  baseUrl?: string;
  apiKey?: string;
}
