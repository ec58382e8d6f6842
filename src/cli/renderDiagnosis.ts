import { formatCount, plural, shown, shownList, t } from '../core/language';
import type { ErrorReport } from '../core/capture/failureReport';
import { splitFailures } from '../core/capture/splitFailures';
import { causeBelow, inReadingOrder, rowText, type Hypothesis } from '../core/hypothesis';
import { quoted } from '../core/prompt/fence';
import { adviceHere } from './adviceHere';
import type { Diagnosis, DiagnosisHypothesis } from './diagnosis';
import { plainText } from './plainText';

const SHOWN_SUSPECTS = 5;
const SHOWN_TRIES = 3;

export interface ShownWith {
  /** The hypotheses with what the contract has no room for: the code of their rows and which is the origin. */
  hypotheses?: readonly (DiagnosisHypothesis & Pick<Hypothesis, 'evidence'>)[];
  /** What experiments found, each under its heading. */
  findings?: readonly { heading: string; lines: readonly string[] }[];
  /** Fixes that did not help, the newest first. */
  tried?: readonly string[];
  /** Why a piece of code belongs to the failure, where that is known. */
  reasonOf?: (snippet: Diagnosis['context']['snippets'][number]) => string | undefined;
  /** Where the evidence has no recent changes: why. */
  noChanges?: string;
}

/** A diagnosis for people: the failure, what is missing, the hypotheses, then where to look. */
export function renderDiagnosis(
  diagnosis: Diagnosis,
  { findings = [], tried = [], reasonOf = () => undefined, hypotheses: rows, noChanges }: ShownWith = {},
): string {
  const { report, context, suspects } = diagnosis;
  const hypotheses = rows ?? diagnosis.hypotheses;
  const lines: string[] = [];
  const [error] = report.errors;
  if (error) lines.push(headline(error));
  const place = error && placeOf(error, context.snippets);
  if (place) lines.push(`  ${t('at {0}', place)}`);
  for (const below of errorsBelow(report)) {
    const where = placeOf(below, context.snippets);
    const said = where ? t('{0}, at {1}', headline(below), where) : headline(below);
    lines.push(`  ${below.role === 'aggregated' ? t('one of its errors: {0}', said) : t('caused by {0}', said)}`);
  }
  if (error?.test) lines.push(`  ${t('in the test {0}', quoted(error.test))}`);
  const others = splitFailures(report).length - 1 + (report.leftOut ?? 0);
  if (others > 0) {
    const said = plural(
      others,
      'and {0} more failure: "parse" lists them; to diagnose another one, give only its part of the output',
      'and {0} more failures: "parse" lists them; to diagnose another one, give only its part of the output',
    );
    lines.push(`  ${said}`);
  }
  lines.push('');

  const evidence = [
    plural(context.snippets.length, '{0} piece of code', '{0} pieces of code'),
    ...(noChanges === undefined ? [plural(context.recentChanges.length, '{0} recent change', '{0} recent changes')] : []),
    t('{0} tokens', formatCount(context.tokens)),
    ...(context.redactions ? [plural(context.redactions, '{0} secret replaced', '{0} secrets replaced')] : []),
  ];
  lines.push(t('Evidence: {0}', evidence.join(', ')));
  for (const snippet of context.snippets) {
    const why = reasonOf(snippet) || ROLES[snippet.role] || snippet.role;
    lines.push(`  ${snippet.file}:${rangeOf(snippet)}  ${[snippet.function, shownList(why)].filter(Boolean).join(': ')}`);
  }
  if (noChanges !== undefined) lines.push(`  ${t('Recent changes: {0}', noChanges)}`);
  for (const sentence of context.missing) lines.push(`  ! ${adviceHere(sentence)}`);
  for (const line of tried.slice(0, SHOWN_TRIES)) lines.push(t('Tried before: {0}', line));
  lines.push('');

  for (const { heading, lines: own } of findings) lines.push(heading, ...own.map((line) => line && `  ${line}`), '');
  lines.push(hypotheses.length ? t('Hypotheses ({0})', shown(diagnosis.provider)) : t('No hypotheses ({0}).', shown(diagnosis.provider)));
  hypotheses.forEach((hypothesis, index) => {
    lines.push(`${index + 1}. ${shown(hypothesis.title)}  (${hypothesis.unfinished ? t('cut off') : percent(hypothesis.confidence)})`);
    const cause = causeBelow(hypothesis);
    if (cause) lines.push(`   ${indent(shown(cause))}`);
    for (const row of inReadingOrder(hypothesis.evidence)) {
      lines.push(`   ${row.verified ? (row.origin ? '●' : '↳') : t('? not verified:')} ${row.file}:${row.line}  ${shown(rowText(row))}`);
      if (index === 0 && row.verified && row.text) lines.push(`       ${row.text.trim()}`);
    }
    if (hypothesis.check) lines.push(`   ${t('Check: {0}', indent(shown(hypothesis.check)))}`);
    if (hypothesis.fix) {
      lines.push(
        `   ${t('Fix:')}`,
        ...hypothesis.fix.diff
          .trimEnd()
          .split('\n')
          .map((line) => `     ${line}`),
      );
      for (const risk of hypothesis.fix.risks) lines.push(`   ${t('Risk: {0}', indent(shown(risk)))}`);
    }
    lines.push('');
  });

  if (suspects.length) {
    lines.push(t('Suspect lines'));
    for (const suspect of suspects.slice(0, SHOWN_SUSPECTS)) {
      lines.push(`  ${suspect.file}:${suspect.line}${suspect.function ? `  ${t('in {0}', suspect.function)}` : ''}`);
    }
  }
  return plainText(`${lines.join('\n').trimEnd()}\n`);
}

/** Errors below the first one that are named: the chain that leads to the one where it began. */
const MOST_BELOW = 3;

/** What the first error was caused by, or the first of its several errors, and so on to the innermost; the last ones of a long chain. */
function errorsBelow({ errors }: Diagnosis['report']): ErrorReport[] {
  const below: ErrorReport[] = [];
  for (let at = 0; at >= 0;) {
    const parent = at;
    at = errors.findIndex((each, index) => index > parent && each.parent === parent && each.role !== 'suppressed');
    if (at >= 0) below.push(errors[at]!);
  }
  return below.slice(-MOST_BELOW);
}

function headline({ type, message }: ErrorReport): string {
  return [type, message].filter(Boolean).join(': ');
}

/** Where an error surfaces in the workspace, by the name that the evidence has for the file: `src/cart.ts:12`. */
function placeOf({ frames }: ErrorReport, snippets: Diagnosis['context']['snippets']): string | undefined {
  const top = frames.find(({ origin }) => origin === 'workspace') ?? frames[0];
  if (!top) return undefined;
  const written = top.file.replaceAll('\\', '/');
  const isOf = ({ file, startLine, endLine }: (typeof snippets)[number]): boolean =>
    startLine <= (top.line ?? 0) && (top.line ?? 0) <= endLine && (`/${file}`.endsWith(`/${written}`) || written.endsWith(`/${file}`));
  return `${snippets.find(isOf)?.file ?? top.file}${top.line ? `:${top.line}` : ''}`;
}

const ROLES: Readonly<Record<string, string>> = { callee: t('called') };

function rangeOf({ startLine, endLine }: { startLine: number; endLine: number }): string {
  return endLine > startLine ? `${startLine}-${endLine}` : `${startLine}`;
}

function percent(share: number): string {
  const rounded = Math.round(share * 100);
  return rounded === 0 && share > 0 ? t('under 1 %') : `${rounded} %`;
}

function indent(text: string): string {
  return text.trim().replaceAll('\n', '\n   ');
}
