import type { Experiment, Outcome, Run, VerifyVerdict } from '../core/experiments/experiment';

/** The five words for how a run ended, compared with the failure under investigation. "Fixed" is the person's word. */
export const outcomeWords: Record<Outcome, string> = {
  gone: 'passes',
  same: 'fails the same',
  moved: 'fails elsewhere',
  other: 'fails otherwise',
  unresolved: 'cannot be told',
};

/** One run in one sentence: "fails otherwise: RangeError: Invalid price". */
export function runSentence(outcome: Outcome, why: string | undefined, { report }: Pick<Run, 'report'>): string {
  const said = outcomeWords[outcome];
  if (outcome === 'unresolved') return why ? `${said}: ${why}` : said;
  const [error] = report.errors;
  if ((outcome !== 'other' && outcome !== 'moved') || !error) return said;
  const [message = ''] = error.message.split('\n', 1);
  return `${said}: ${[error.type, message].filter(Boolean).join(': ').slice(0, 200)}`;
}

/** A try in one sentence: "passes, 2 of 2; failed before; other tests as before". */
export function trySentence({ baseline, verdict }: Experiment<'verify', VerifyVerdict>): string {
  const { outcome, agreed, others, wasRed } = verdict;
  if (outcome === 'unresolved') return `${outcomeWords.unresolved}: ${verdict.notes[0] ?? baseline.why ?? 'the command did not run'}`;
  const parts = [`${outcomeWords[outcome]}, ${agreed[0]} of ${agreed[1]}`];
  if (outcome === 'gone') {
    if (wasRed) parts.push('failed before');
    if (others === 'asBefore') parts.push('other tests as before');
    else if (others !== 'notRun') parts.push(`${others.length === 1 ? 'one other test fails' : `${others.length} other tests fail`} now`);
  }
  return parts.join('; ');
}
