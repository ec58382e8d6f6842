import type { InvestigationSummary } from '../../protocol/panelState';

/** Investigations of one failure: the newest represents all. */
export interface FailureGroup {
  newest: InvestigationSummary;
  /** Newest first. */
  earlier: InvestigationSummary[];
}

/** Groups by failure, the group with the newest investigation first. */
export function groupInvestigations(investigations: InvestigationSummary[]): FailureGroup[] {
  const groups = new Map<string, FailureGroup>();
  for (const investigation of [...investigations].sort((a, b) => b.at.localeCompare(a.at))) {
    const key = investigation.failure ?? investigation.id;
    const group = groups.get(key);
    if (group) group.earlier.push(investigation);
    else groups.set(key, { newest: investigation, earlier: [] });
  }
  return [...groups.values()];
}
