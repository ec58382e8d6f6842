import type { Finding } from '../app/renderForAgent';
import { formatCount, plural, shown, t } from '../core/language';
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
  gone: t('The failure is gone.'),
  same: t('It still fails, in the same way.'),
  moved: t('It still fails, at another place or with other values.'),
  other: t('It fails with a different error.'),
  unresolved: t('The runs were inconclusive.'),
};

const ISOLATIONS: Record<Isolation, string> = {
  namespace: t('runs had a file system of their own, so nothing was written'),
  overlay: t('edits were served in memory'),
  clone: t('runs took place in a clone of the workspace'),
  copy: t('runs took place in a copy of the workspace'),
  inPlace: t('edits were made in place and reverted'),
  none: t('nothing was edited'),
};

/** How the verdict of each purpose is printed, and the heading that it has among others. */
const VERDICTS: Readonly<Record<string, { heading: string; lines: (verdict: unknown) => string[]; nothing?: string }>> = {
  verify: { heading: t('The patch'), lines: (verdict) => verifyLines(verdict as VerifyVerdict) },
  repair: { heading: t('Small changes'), lines: (verdict) => repairLines(verdict as RepairVerdict) },
  prove: { heading: t('The fix in the tree'), lines: (verdict) => proveLines(verdict as ProveVerdict) },
  blame: { heading: t('What broke it'), lines: (verdict) => blameLines(verdict as BlameVerdict) },
  values: {
    heading: t('Values where it fails'),
    lines: (verdict) => valuesLines(verdict as ValuesVerdict),
    nothing: t('No error was seen being thrown in code of this workspace, so there are no values to show.'),
  },
  trace: {
    heading: t('Where the value goes'),
    lines: (verdict) => traceLines(verdict as TraceVerdict),
    nothing: t('The value was not seen: no observed program of the command reached that line.'),
  },
  coverage: { heading: t('What the failing test runs'), lines: (verdict) => coverageLines(verdict as PrintedCoverage) },
};

/** An experiment in a form for people. */
export function renderExperiment(experiment: Experiment): string {
  const { command, baseline, isolation, canary, runs, seconds } = experiment;
  const lines = [command.join(' '), ''];
  const error = baseline.error && [baseline.error.type, messageLine(baseline.error.message)].filter(Boolean).join(': ');
  const fails = baseline.outcome === 'fails';
  // A proof's own words say how it fails.
  if (fails && experiment.purpose !== 'prove') lines.push(t('Fails as it is: {0}', error ?? ''));
  if ((baseline.why !== undefined || !fails) && !(experiment.purpose === 'prove' && baseline.outcome === 'passes'))
    lines.push(shown(baseline.why ?? ''));
  // What cannot be looked at has no verdict, only a reason.
  if (!fails || baseline.why === undefined) {
    const { lines: verdictLines = () => [], nothing } = VERDICTS[experiment.purpose] ?? {};
    const known = baseline.why === undefined ? [] : [shown(baseline.why), noteLine(baseline.why)];
    const said = verdictLines(experiment.verdict).filter((line) => !known.includes(line));
    lines.push(...(fails && nothing && !said.length ? [nothing] : said));
  }
  lines.push(
    '',
    `${plural(runs, '{0} run in {1} s', '{0} runs in {1} s', formatCount(seconds))}; ${ISOLATIONS[isolation]}${canary ? t(', verified by a throw inserted into them') : ''}.`,
  );
  return `${lines.map(plainText).join('\n')}\n`;
}

/** The verdicts of several experiments on one failure, each under its heading; an experiment that says nothing is left out. */
export function findingsOf(experiments: readonly Experiment[]): (Finding & { lines: string[] })[] {
  return experiments.flatMap(({ purpose, verdict }) => {
    const { heading = purpose, lines = () => [] } = VERDICTS[purpose] ?? {};
    const text = lines(verdict).join('\n').trim();
    const nothing = purpose === 'blame' && (verdict as BlameVerdict).outcome !== 'found';
    return text ? [{ heading, lines: text.split('\n'), ...(nothing && { nothing: true as const }) }] : [];
  });
}

function noteLine(note: string): string {
  return t('Note: {0}', shown(note));
}

function verifyLines({ outcome, agreed: [k, n], others, notes, unproven }: VerifyVerdict): string[] {
  const said = unproven ? t('It ends without an error, which proves nothing without a test.') : OUTCOMES[outcome];
  const lines = n > 0 ? [t('With the patch, {0} of {1} runs: {2}', k, n, said)] : [];
  if (others === 'asBefore') lines.push(t('All other tests have the same result as before.'));
  else if (others !== 'notRun') lines.push(t('Tests that fail only with the patch:'), ...others.map((name) => `  ${name}`));
  return [...lines, ...notes.map(noteLine)];
}

function proveLines({ notes: [said = '', ...notes], hunks, others }: ProveVerdict): string[] {
  const lines = [shown(said), ...hunks.map((hunk) => `  ${shown(hunkLine(hunk))}`)];
  if (others === 'asBefore') lines.push(t('All other tests have the same result as with the sources of the base.'));
  else if (others !== 'notRun')
    lines.push(t('Tests with another result than with the sources of the base:'), ...others.map((name) => `  ${name}`));
  return [...lines, ...notes.map(noteLine)];
}

function repairLines(verdict: RepairVerdict): string[] {
  const { candidates, tried, total = tried, breaking = 0, stopped, wavers } = verdict;
  const none =
    stopped || wavers
      ? t('; none is proven to pass.')
      : breaking
        ? t('; with {0} of them it is gone, but other tests fail.', breaking)
        : plural(tried, '; the failure remains with it.', '; the failure remains with each of them.');
  const said =
    total > tried
      ? t('{0} of {1} small changes were tried', tried, total)
      : plural(tried, '{0} small change was tried', '{0} small changes were tried');
  // Where nothing was tried, the command itself says why.
  const lines = total ? [`${said}${candidates.length || !tried ? '.' : none}`] : [];
  lines.push(...stoppedLines(verdict));
  for (const { file, line, function: name, note, symptom, diff, unproven } of candidates) {
    const marks = [...(symptom ? [t('may hide the failure')] : []), ...(unproven ? [t('unproven')] : [])];
    lines.push(
      '',
      `${file}:${line}${name ? ` ${t('in {0}', name)}` : ''}${marks.length ? ` (${marks.join(', ')})` : ''}`,
      shown(note),
      diff.trimEnd(),
    );
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
    const said =
      changes.length > 1
        ? t('With these changes {0} of {1} runs fail, without them {2} of {3} pass:', failed, n, passed, m)
        : t('With this change {0} of {1} runs fail, without it {2} of {3} pass:', failed, n, passed, m);
    lines.push(said, '');
    for (const change of changes) {
      const { file, startLine, commit, diff } = change;
      lines.push(
        `${file}:${startLine}${commit ? ` (${commit})` : isUncommitted(change) ? ` (${t('not committed')})` : ''}`,
        diff.trimEnd(),
        '',
      );
    }
  } else if (outcome === 'notRecent') lines.push(t('No recent change makes it fail.'));
  return [...lines, ...notes.map(noteLine)];
}
