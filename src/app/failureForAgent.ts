import type { Investigation } from '../core/investigation/investigation';
import { ANSWER_BYTES, renderForAgent, type AgentAnswer } from './renderForAgent';

/** Runs and tries that an agent is told of, the newest. */
const SHOWN_RUNS = 5;

/** What an investigation knows, as one answer for an agent; undefined while its evidence is not collected. */
export function failureForAgent(investigation: Investigation, answer: Partial<AgentAnswer> = {}): string | undefined {
  const { evidence, suspects, hypotheses: entries, runs } = investigation;
  if (!evidence.collected) return undefined;
  const hypotheses = entries.filter(({ verdict }) => verdict !== 'rejected').map(({ hypothesis }) => hypothesis);
  const by = [...new Set(hypotheses.map(({ source }) => source))].join(', ');
  const ran = runs.slice(-SHOWN_RUNS).map(({ kind, text }) => `${kind}: ${text}`);
  const findings = ran.length ? [{ heading: 'Run before', lines: ran }] : [];
  const known = { evidence: evidence.collected.evidence, suspects, hypotheses, by, findings };
  return renderForAgent(known, { detail: 'evidence', budget: ANSWER_BYTES, ...answer });
}
