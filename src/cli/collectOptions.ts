import type { CollectOptions } from '../protocol/analysisProtocol';
import type { CollectFlags } from './cliCommand';
import { DEFAULT_BUDGET, DEFAULT_WINDOW_MS } from './options';

/**
 * Options for collecting evidence: from flags, or defaults if nothing of it is shown or sent. The command line has no editor with unsaved
 * texts, and nobody removes pieces from the evidence.
 * @param values shapes of locals that experiments observed, by the frames of the report
 */
export function collectOptions(flags: Partial<CollectFlags> = {}, values: CollectOptions['values'] = []): CollectOptions {
  return {
    expected: flags.expected,
    actual: flags.actual,
    changesWindowMs: flags.changesWindowMs ?? DEFAULT_WINDOW_MS,
    budget: flags.budget ?? DEFAULT_BUDGET,
    references: flags.references ?? [],
    unsaved: {},
    removed: [],
    edited: {},
    chosenFiles: {},
    keptSecrets: [],
    values,
    redactEmails: true,
    redactHome: true,
  };
}
