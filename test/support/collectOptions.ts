import type { CollectOptions } from '../../src/protocol/analysisProtocol';

/** What is collected if a person changed nothing. */
export const COLLECT_OPTIONS: CollectOptions = {
  changesWindowMs: 24 * 3_600_000,
  budget: 8000,
  unsaved: {},
  references: [],
  removed: [],
  edited: {},
  chosenFiles: {},
  keptSecrets: [],
  values: [],
  redactEmails: true,
  redactHome: true,
};
