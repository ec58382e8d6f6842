import { resolve } from 'node:path';
import { askOnce } from '../app/askOnce';
import { gatherEvidence } from '../app/gatherEvidence';
import { ANSWER_BYTES, PASSING_CHANGE, renderForAgent } from '../app/renderForAgent';
import type { Analysis } from '../app/ports';
import { traceSentence } from '../app/runWords';
import { shown as inLanguage, spokenLanguage, t } from '../core/language';
import type { FailureReport } from '../core/capture/failureReport';
import type { Experiment } from '../core/experiments/experiment';
import type { TraceVerdict } from '../core/experiments/firstDivergence';
import type { RanCode } from '../core/experiments/coverage';
import type { Audience } from '../core/prompt/audience';
import { blamedHypothesis } from '../core/experiments/blamedChange';
import { suspectsWithRepairs, withRepairs } from '../core/experiments/repairs/repairHypotheses';
import { MAX_HYPOTHESES } from '../core/hypothesis';
import { NO_PREFERENCE } from '../core/suspects/preference';
import type { Collected } from '../protocol/analysisProtocol';
import { adviceHere } from './adviceHere';
import { chooseProvider } from './chooseProvider';
import { collectOptions } from './collectOptions';
import { diagnosisContext, diagnosisHypotheses, diagnosisSuspects, type Diagnosis } from './diagnosis';
import { diagnosisFindings } from './formats/diagnosisFindings';
import type { Format } from './formats/format';
import { linesWithoutSecrets } from './formats/linesWithoutSecrets';
import { diagnosisMarkdown } from './formats/markdown';
import { printFound, type Found } from './formats/printFound';
import { repositoryPaths } from './formats/repositoryPath';
import type { CliIo } from './io';
import type { Investigated } from './investigate';
import type { CollectFlags, ProviderFlags, Reader } from './cliCommand';
import { plainText } from './plainText';
import { say } from './print';
import { failedTries, shownTry, triedLine } from './outsideTries';
import { progressLine } from './progress';
import { printedExperiment } from './printedExperiment';
import { renderDiagnosis } from './renderDiagnosis';
import { findingsOf } from './renderExperiment';

/**
 * Collects the evidence of a failure, ranks, asks the provider and prints the result.
 * @param found earlier findings of experiments
 * @param outputBytes of the failure's own output: the answer for an agent is never longer than that and the functions that it names
 * @returns false if the provider failed; the evidence is printed all the same
 */
export async function diagnose(
  analysis: Analysis,
  report: FailureReport,
  command: CollectFlags & ProviderFlags & { format?: Format; reader: Reader },
  io: CliIo,
  found?: Investigated,
  outputBytes?: number,
): Promise<boolean> {
  const progress = progressLine(io);
  const known = () => ({ preference: NO_PREFERENCE, coverage: found?.coverage, changes: found?.blame?.changes });
  const step = { signal: io.signal, onProgress: progress.show };
  const tried = await failedTries(report, resolve(command.workspace), io);
  const attempts = tried.map(({ title, diff, result }) => ({ title, diff, result })).reverse();
  const options = {
    ...collectOptions(command, found?.values),
    ran: found?.coverage && { coverage: found.coverage, fold: command.provider === 'local' },
  };
  const request = { report, options, attempts, known };
  const { collected, local } = await gatherEvidence(analysis, request, step).finally(progress.clear);
  const { evidence, prompt } = collected;
  const provider = await chooseProvider(command, local, io);
  const answer = await askOnce(provider, analysis, { ...collected, suspects: local.suspects }, io.signal);
  const proved = found?.blame && blamedHypothesis(found.blame);
  const cards = found?.repair ? withRepairs(answer.hypotheses, found.repair) : answer.hypotheses;
  const hypotheses = proved ? [proved, ...cards].slice(0, MAX_HYPOTHESES) : cards;
  const suspects = found?.repair ? suspectsWithRepairs(local.suspects, cards, found.repair) : local.suspects;
  const diagnosis: Diagnosis = {
    report,
    context: diagnosisContext(evidence, prompt),
    suspects: diagnosisSuspects(suspects),
    hypotheses: diagnosisHypotheses(hypotheses),
    provider: provider.label,
    ...(answer.error && { error: { kind: answer.error.kind, message: answer.error.message } }),
    ...(found && { experiments: found.experiments }),
  };
  const shown = { evidence, suspects, hypotheses, by: provider.label };
  const fix = found?.repair && hypotheses.find((each) => each.fix?.diff === found.repair?.candidates[0]?.diff)?.fix;
  const passing = fix ? [{ heading: PASSING_CHANGE, lines: changedLines(fix.diff) }] : [];
  const before = tried.length ? [{ heading: 'Tried before', lines: tried.map(triedLine) }] : [];
  const observed = await linesWithoutSecrets((found?.experiments ?? []).flatMap((each) => briefFinding(each) ?? findingsOf([each])));
  const told = [...observed, ...(await linesWithoutSecrets([...passing, ...before]))];
  const oneAnswer = (): string => {
    const size = { detail: 'evidence', budget: ANSWER_BYTES, output: command.reader === 'agent' ? outputBytes : undefined } as const;
    const missing = command.reader === 'agent' ? evidence.missing : evidence.missing.map(adviceHere);
    return plainText(renderForAgent({ ...shown, evidence: { ...evidence, missing }, findings: told }, size));
  };
  say([...evidence.notices, ...answer.notices].map(inLanguage), io);
  const { format = 'text' } = command;
  // One answer for whoever reads it; an agent's is English, so a person who reads another language gets their own.
  const forAgent = command.reader === 'agent' || (found !== undefined && spokenLanguage() === 'en');
  const reasonOf = ({ file, startLine }: { file: string; startLine: number }): string | undefined =>
    evidence.snippets.find((each) => each.file === file && each.startLine === startLine)?.reason;
  const changes = evidence.pieces.find(({ name }) => name === 'changes');
  const noChanges = evidence.recentChanges.length || changes?.state !== 'found' ? undefined : changes.summary;
  const result: Found = {
    text: () =>
      forAgent
        ? oneAnswer()
        : renderDiagnosis(diagnosis, { hypotheses, findings: observed, tried: tried.map(shownTry), reasonOf, noChanges }),
    object: () => ({ ...diagnosis, ...(found && { experiments: found.experiments.map(printedExperiment) }) }),
    markdown: (bytes) => diagnosisMarkdown({ ...shown, findings: told }, bytes),
    findings: () => diagnosisFindings(shown, repositoryPaths(resolve(command.workspace), io)),
  };
  await printFound(result, format, io);
  if (answer.error) io.stderr.write(`${plainText(answer.error.message)}\n`);
  return !answer.error;
}

/** The files of a diff and its changed lines. */
function changedLines(diff: string): string[] {
  return diff
    .trimEnd()
    .split('\n')
    .filter((line) => /^(?:\+\+\+ b\/|[-+](?![-+]{2} ))/.test(line))
    .map((line) => line.replace(/^\+\+\+ b\//, ''));
}

/** Of the way of a value, where it first goes wrong; the lines of other findings are short themselves. */
function briefFinding(experiment: Experiment): { heading: string; lines: string[] } | undefined {
  if (experiment.purpose !== 'trace') return undefined;
  const trace = experiment as Experiment<'trace', TraceVerdict>;
  const expression = trace.verdict.hops.at(-1)?.expression ?? 'the value';
  return { heading: t('Where the value goes'), lines: [inLanguage(traceSentence(expression, trace))] };
}

/** Only the evidence and its prompt. */
export async function evidenceForCommand(
  analysis: Analysis,
  report: FailureReport,
  flags: CollectFlags,
  known: { audience: Audience; outputBytes?: number; ran?: RanCode },
  io: CliIo,
): Promise<Collected> {
  const progress = progressLine(io);
  const request = { report, options: { ...collectOptions(flags), ...known }, attempts: [] };
  return analysis.call('collect', request, { signal: io.signal, onProgress: progress.show }).finally(progress.clear);
}
