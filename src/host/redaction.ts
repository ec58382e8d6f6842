import type { Investigation } from '../core/investigation/investigation';
import { redactInvestigation, type RedactedInvestigation } from '../core/investigation/storedInvestigation';
import type { AnalysisClient } from '../node/analysisClient';
import { readSettings } from './settings';

/** Replaces secrets, as an investigation's choices and the settings say. */
export class Redaction {
  constructor(private readonly analysis: AnalysisClient) {}

  /** @param about whose false alarms stay as they are; absent: none do */
  redact(texts: string[], about?: Investigation): Promise<string[]> {
    const { redactEmails, redactHome } = readSettings();
    const keptSecrets = about?.choices.keptSecrets.map(({ fingerprint }) => fingerprint) ?? [];
    return this.analysis.call('redact', { texts, options: { keptSecrets, redactEmails, redactHome } });
  }

  /** An investigation as it may reach the disk or an export. */
  investigation(investigation: Investigation): Promise<RedactedInvestigation> {
    return redactInvestigation(investigation, (texts) => this.redact(texts, investigation));
  }
}
