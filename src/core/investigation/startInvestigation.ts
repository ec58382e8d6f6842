import type { CapturedFailure, Investigation } from './investigation';

/** A new investigation of a captured failure. */
export function startInvestigation(
  captured: CapturedFailure,
  facts: { id: string; title: string; failure: string; at: string },
): Investigation {
  return {
    id: facts.id,
    failure: facts.failure,
    title: facts.title,
    source: captured.source,
    capturedAt: facts.at,
    status: 'open',
    reports: captured.reports,
    picked: 0,
    values: captured.values,
    choices: { references: [], removed: [], edited: {}, chosenFiles: {}, keptSecrets: [] },
    evidence: { phase: 'collecting' },
    suspects: [],
    rounds: [],
    hypotheses: [],
    tries: [],
    answers: [],
    runs: [],
  };
}
