import type { Investigation } from '../core/investigation/investigation';
import { RedactionMemo } from '../core/investigation/redactionMemo';
import type { RedactedInvestigation } from '../core/investigation/storedInvestigation';
import type { AnalysisClient } from '../node/analysisClient';
import type { RedactOptions } from '../protocol/analysisProtocol';
import { readSettings } from './settings';

/** Investigations whose replaced secrets are remembered. */
const MOST_MEMOS = 16;

/** Replaces secrets, as an investigation's choices and the settings say. */
export class Redaction {
  private readonly memos = new Map<string, RedactionMemo>();

  constructor(private readonly analysis: AnalysisClient) {}

  /** @param about the investigation whose false alarms stay as they are; absent: none do */
  redact(texts: string[], about?: Investigation): Promise<string[]> {
    return this.analysis.call('redact', { texts, options: optionsOf(about) });
  }

  /** An investigation as it may reach the disk or an export; the cost depends on what changed since the last call. */
  async investigation(investigation: Investigation): Promise<RedactedInvestigation> {
    const { id } = investigation;
    const memo = this.memos.get(id) ?? new RedactionMemo();
    this.memos.delete(id);
    this.memos.set(id, memo);
    for (const old of [...this.memos.keys()].slice(0, -MOST_MEMOS)) this.memos.delete(old);
    const options = optionsOf(investigation);
    const more = { investigation: id, options };
    return memo.redact(
      investigation,
      JSON.stringify(options),
      async (texts, known) => (await this.analysis.call('redactMore', { ...more, texts, known })) ?? undefined,
    );
  }
}

function optionsOf(about: Investigation | undefined): RedactOptions {
  const { redactEmails, redactHome } = readSettings();
  return { keptSecrets: about?.choices.keptSecrets.map(({ fingerprint }) => fingerprint) ?? [], redactEmails, redactHome };
}
