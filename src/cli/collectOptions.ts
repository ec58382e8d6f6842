import type { CollectOptions } from '../protocol/analysisProtocol';
import { DEFAULT_BUDGET, DEFAULT_WINDOW_MS, type CollectFlags } from './options';

/**
 * What evidence is collected with: flags, or what stands for them where nothing is shown or sent of it. The command line has no editor with
 * unsaved texts, and nobody takes pieces out of the evidence.
 * @param values shapes of locals that experiments saw, by the frames of the report
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
