import { isUncommitted } from '../core/experiments/blamedChange';
import { messageLine } from '../core/capture/messageLine';
import type { BlameVerdict, Experiment, Isolation, ProveVerdict, VerifyVerdict } from '../core/experiments/experiment';
import type { RepairVerdict } from '../core/experiments/repairs/repairFailure';
import type { TraceVerdict } from '../core/experiments/firstDivergence';
import type { ValuesVerdict } from '../core/experiments/throwValues';
import { hunkLine } from '../core/experiments/prove/proveWords';
import { plainText } from './plainText';
import type { PrintedCoverage } from './printedCoverage';
import { stoppedLines } from './printedExperiment';
import { coverageLines, traceLines, valuesLines } from './renderObserved';

const OUTCOMES: Record<VerifyVerdict['outcome'], string> = {
  gone: 'The failure is gone.',
  same: 'It still fails, in the same way.',
  moved: 'It still fails, at another place or with other values.',
  other: 'It fails with a different error.',
  unresolved: 'The runs were inconclusive.',
};

const ISOLATIONS: Record<Isolation, string> = {
  namespace: 'runs had a file system of their own, so nothing was written',
  overlay: 'edits were served in memory',
  clone: 'runs took place in a clone of the workspace',
  copy: 'runs took place in a copy of the workspace',
  inPlace: 'edits were made in place and reverted',
  none: 'nothing was edited',
};

/** How the verdict of each purpose is printed, and the heading that it has among others. */
const VERDICTS: Readonly<Record<string, { heading: string; lines: (verdict: unknown) => string[]; nothing?: string }>> = {
  verify: { heading: 'The patch', lines: (verdict) => verifyLines(verdict as VerifyVerdict) },
  repair: { heading: 'Small changes', lines: (verdict) => repairLines(verdict as RepairVerdict) },
  prove: { heading: 'The fix in the tree', lines: (verdict) => proveLines(verdict as ProveVerdict) },
  blame: { heading: 'What broke it', lines: (verdict) => blameLines(verdict as BlameVerdict) },
  values: {
    heading: 'Values where it fails',
    lines: (verdict) => valuesLines(verdict as ValuesVerdict),
    nothing: 'No error was seen being thrown in code of this workspace, so there are no values to show.',
  },
  trace: {
    heading: 'Where the value goes',
    lines: (verdict) => traceLines(verdict as TraceVerdict),
    nothing: 'The value was not seen: no observed program of the command reached that line.',
  },
  coverage: { heading: 'What the failing test runs', lines: (verdict) => coverageLines(verdict as PrintedCoverage) },
};

/** An experiment in a form for people. */
export function renderExperiment(experiment: Experiment): string {
  const { command, baseline, isolation, canary, runs, seconds } = experiment;
  const lines = [command.join(' '), ''];
  const error = baseline.error && [baseline.error.type, messageLine(baseline.error.message)].filter(Boolean).join(': ');
  const fails = baseline.outcome === 'fails';
  if (fails) lines.push(`Fails without any change: ${error ?? ''}`);
  if ((baseline.why !== undefined || !fails) && !(experiment.purpose === 'prove' && baseline.outcome === 'passes'))
    lines.push(baseline.why ?? '');
  // What cannot be looked at has no verdict, only a reason.
  if (!fails || baseline.why === undefined) {
    const { lines: verdictLines = () => [], nothing } = VERDICTS[experiment.purpose] ?? {};
    const said = verdictLines(experiment.verdict).filter((line) => line !== baseline.why && line !== `Note: ${baseline.why}`);
    lines.push(...(fails && nothing && !said.length ? [nothing] : said));
  }
  lines.push(
    '',
    `${runs} ${runs === 1 ? 'run' : 'runs'} in ${seconds} s; ${ISOLATIONS[isolation]}${canary ? ', verified by a throw inserted into them' : ''}.`,
  );
  return `${lines.map(plainText).join('\n')}\n`;
}

/** The verdicts of several experiments on one failure, each under its heading; an experiment without a finding is left out. */
export function findingsOf(experiments: readonly Experiment[]): { heading: string; lines: string[] }[] {
  return experiments.flatMap(({ purpose, verdict }) => {
    const { heading = purpose, lines = () => [] } = VERDICTS[purpose] ?? {};
    const text = lines(verdict).join('\n').trim();
    return text ? [{ heading, lines: text.split('\n') }] : [];
  });
}

function verifyLines({ outcome, agreed: [k, n], others, notes, unproven }: VerifyVerdict): string[] {
  const said = unproven ? 'It ends without an error, which proves nothing without a test.' : OUTCOMES[outcome];
  const lines = n > 0 ? [`With the patch, ${k} of ${n} runs: ${said}`] : [];
  if (others === 'asBefore') lines.push('All other tests have the same result as before.');
  else if (others !== 'notRun') lines.push('Tests that fail only with the patch:', ...others.map((name) => `  ${name}`));
  return [...lines, ...notes.map((note) => `Note: ${note}`)];
}

function proveLines({ notes: [said = '', ...notes], hunks, others }: ProveVerdict): string[] {
  const lines = [said, ...hunks.map((hunk) => `  ${hunkLine(hunk)}`)];
  if (others === 'asBefore') lines.push('All other tests have the same result as with the sources of the base.');
  else if (others !== 'notRun')
    lines.push('Tests with another result than with the sources of the base:', ...others.map((name) => `  ${name}`));
  return [...lines, ...notes.map((note) => `Note: ${note}`)];
}

function repairLines(verdict: RepairVerdict): string[] {
  const { candidates, tried, total = tried, stopped } = verdict;
  const none = stopped ? '; none is proven to pass.' : '; the failure remains with each of them.';
  const count = total > tried ? `${tried} of ${total}` : String(tried);
  const lines = [`${count} small ${count === '1' ? 'change was' : 'changes were'} tried${candidates.length || !tried ? '.' : none}`];
  lines.push(...stoppedLines(verdict));
  for (const { file, line, function: name, note, symptom, diff, unproven } of candidates) {
    const marks = [...(symptom ? ['may hide the failure'] : []), ...(unproven ? ['unproven'] : [])];
    lines.push('', `${file}:${line}${name ? ` in ${name}` : ''}${marks.length ? ` (${marks.join(', ')})` : ''}`, note, diff.trimEnd());
  }
  return lines;
}

function blameLines(verdict: BlameVerdict): string[] {
  const {
    outcome,
    changes,
    with: [failed, n],
    without: [passed, m],
    notes,
  } = verdict;
  const lines: string[] = [];
  if (outcome === 'found') {
    const [these, them] = changes.length > 1 ? ['these changes', 'them'] : ['this change', 'it'];
    lines.push(`With ${these} ${failed} of ${n} runs fail, without ${them} ${passed} of ${m} pass:`, '');
    for (const change of changes) {
      const { file, startLine, commit, diff } = change;
      lines.push(`${file}:${startLine}${commit ? ` (${commit})` : isUncommitted(change) ? ' (not committed)' : ''}`, diff.trimEnd(), '');
    }
  } else if (outcome === 'notRecent') lines.push('No recent change makes it fail.');
  return [...lines, ...notes.map((note) => `Note: ${note}`)];
}
