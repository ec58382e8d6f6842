import type { FailureReport } from '../../../../src/core/capture/failureReport';
import type { Hypothesis } from '../../../../src/core/hypothesis';
import type { Investigation } from '../../../../src/core/investigation/investigation';
import { reduceInvestigation } from '../../../../src/core/investigation/reduceInvestigation';
import { startInvestigation } from '../../../../src/core/investigation/startInvestigation';
import type { InvestigationEvent } from '../../../../src/core/investigation/investigationEvent';

export const at = '2026-03-04T10:00:00.000Z';

export function report(message: string): FailureReport {
  const frame = { file: 'src/a.ts', line: 3, column: 5, function: 'load', origin: 'workspace' as const, raw: 'at load (src/a.ts:3:5)' };
  return { errors: [{ type: 'TypeError', message, language: 'javascript', role: 'thrown', frames: [frame] }], expectations: [] };
}

export function started(reports = [report('x is undefined')]): Investigation {
  return startInvestigation({ reports, source: 'terminal', values: [] }, { id: 'one', title: 'TypeError: x', failure: 'f1', at });
}

export function hypothesis(title: string, over: Partial<Hypothesis> = {}): Hypothesis {
  return {
    id: 'any',
    title,
    rootCause: `${title}, because`,
    evidence: [{ file: 'src/a.ts', line: 3, why: 'it is here', verified: true }],
    confidence: 0.6,
    check: 'log x',
    source: 'model',
    guess: false,
    warnings: [],
    ...over,
  };
}

export function apply(state: Investigation, ...events: InvestigationEvent[]): Investigation {
  return events.reduce(reduceInvestigation, state);
}

export const asked = (round: string): InvestigationEvent => ({ type: 'asked', round, source: 'gpt', at });
export const read = (round: string, ...titles: string[]): InvestigationEvent => ({
  type: 'answerRead',
  round,
  hypotheses: titles.map((title) => hypothesis(title)),
});
export const local = (...titles: string[]): InvestigationEvent => ({
  type: 'localHypotheses',
  hypotheses: titles.map((title) => hypothesis(title, { source: 'local' })),
});
