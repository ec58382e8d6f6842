import type { Investigation } from '../core/investigation/investigation';
import type { RedactedCapture } from '../core/investigation/storedInvestigation';
import type { AnalysisClient } from '../node/analysisClient';
import { redactCapture } from './redactCapture';
import { readSettings } from './settings';

/** Replaces secrets, as an investigation's choices and the settings say. */
export class Redaction {
  private readonly captures = new WeakMap<Investigation['reports'], { kept: unknown; capture: RedactedCapture }>();

  constructor(private readonly analysis: AnalysisClient) {}

  /** @param about whose false alarms stay as they are; absent: none do */
  redact(texts: string[], about?: Investigation): Promise<string[]> {
    const { redactEmails, redactHome } = readSettings();
    const keptSecrets = about?.choices.keptSecrets.map(({ fingerprint }) => fingerprint) ?? [];
    return this.analysis.call('redact', { texts, options: { keptSecrets, redactEmails, redactHome } });
  }

  /** What was captured, as it may reach the disk. Made once for what does not change while an answer streams. */
  async capture(investigation: Investigation): Promise<RedactedCapture> {
    const { reports, choices } = investigation;
    const known = this.captures.get(reports);
    if (known?.kept === choices.keptSecrets) return known.capture;
    const capture = await redactCapture(investigation, (texts) => this.redact(texts, investigation));
    this.captures.set(reports, { kept: choices.keptSecrets, capture });
    return capture;
  }
}
