import { splitFailures } from '../core/capture/splitFailures';
import { inReadingOrder, rowText, type Hypothesis } from '../core/hypothesis';
import { quoted } from '../core/prompt/fence';
import type { Diagnosis, DiagnosisHypothesis } from './diagnosis';
import { plainText } from './plainText';

const SHOWN_SUSPECTS = 5;
const SHOWN_TRIES = 3;

export interface ShownWith {
  /** The hypotheses with what the contract has no room for: the code of their rows and which is the origin. */
  hypotheses?: readonly (DiagnosisHypothesis & Pick<Hypothesis, 'evidence'>)[];
  /** Fixes that did not help, the newest first. */
  tried?: readonly string[];
  /** Why a piece of code belongs to the failure, where that is known. */
  reasonOf?: (snippet: Diagnosis['context']['snippets'][number]) => string | undefined;
}

/** A diagnosis for people: the failure, what is missing, the hypotheses, then where to look. */
export function renderDiagnosis(
  diagnosis: Diagnosis,
  { tried = [], reasonOf = () => undefined, hypotheses: rows }: ShownWith = {},
): string {
  const { report, context, suspects } = diagnosis;
  const hypotheses = rows ?? diagnosis.hypotheses;
  const lines: string[] = [];
  const [error] = report.errors;
  if (error) lines.push([error.type, error.message].filter(Boolean).join(': '));
  const own = error?.frames.findIndex((frame) => frame.origin === 'workspace') ?? -1;
  const top = error?.frames[Math.max(0, own)];
  const found = context.snippets.find(({ frame }) => frame === Math.max(0, own))?.file;
  if (top) lines.push(`  at ${found ?? top.file}${top.line ? `:${top.line}` : ''}`);
  if (error?.test) lines.push(`  in the test ${quoted(error.test)}`);
  const others = splitFailures(report).length - 1 + (report.leftOut ?? 0);
  if (others > 0) {
    lines.push(`  and ${counted(others, 'more failure')}: "parse" lists them; to diagnose another one, give only its part of the output`);
  }
  lines.push('');

  lines.push(
    `Evidence: ${counted(context.snippets.length, 'piece')} of code, ${counted(context.recentChanges.length, 'recent change')}, ` +
      `${context.tokens.toLocaleString('en')} tokens${context.redactions ? `, ${counted(context.redactions, 'secret')} replaced` : ''}`,
  );
  for (const snippet of context.snippets) {
    const why = reasonOf(snippet) || ROLES[snippet.role] || snippet.role;
    lines.push(`  ${snippet.file}:${rangeOf(snippet)}  ${[snippet.function, why].filter(Boolean).join(': ')}`);
  }
  for (const sentence of context.missing) lines.push(`  ! ${sentence.replace(SAY, SAY_HERE)}`);
  for (const line of tried.slice(0, SHOWN_TRIES)) lines.push(`Tried before: ${line}`);
  lines.push('');

  lines.push(hypotheses.length ? `Hypotheses (${diagnosis.provider})` : `No hypotheses (${diagnosis.provider}).`);
  hypotheses.forEach((hypothesis, index) => {
    lines.push(`${index + 1}. ${hypothesis.title}  (${hypothesis.unfinished ? 'cut off' : percent(hypothesis.confidence)})`);
    lines.push(`   ${indent(hypothesis.rootCause)}`);
    for (const row of inReadingOrder(hypothesis.evidence)) {
      lines.push(`   ${row.verified ? (row.origin ? '●' : '↳') : '? not verified:'} ${row.file}:${row.line}  ${rowText(row)}`);
      if (index === 0 && row.verified && row.text) lines.push(`       ${row.text.trim()}`);
    }
    if (hypothesis.check) lines.push(`   Check: ${indent(hypothesis.check)}`);
    if (hypothesis.fix) {
      lines.push(
        '   Fix:',
        ...hypothesis.fix.diff
          .trimEnd()
          .split('\n')
          .map((line) => `     ${line}`),
      );
      for (const risk of hypothesis.fix.risks) lines.push(`   Risk: ${indent(risk)}`);
    }
    lines.push('');
  });

  if (suspects.length) {
    lines.push('Suspect lines');
    for (const suspect of suspects.slice(0, SHOWN_SUSPECTS)) {
      lines.push(`  ${suspect.file}:${suspect.line}${suspect.function ? `  in ${suspect.function}` : ''}`);
    }
  }
  return plainText(`${lines.join('\n').trimEnd()}\n`);
}

const ROLES: Readonly<Record<string, string>> = { callee: 'called' };

/** The panel has fields for this, the command line has options. */
const SAY = /^Say what should have happened(?:: I expected … instead …)?\.?/;
const SAY_HERE = 'Say what should have happened, and what happened instead: --expected TEXT --actual TEXT';

function rangeOf({ startLine, endLine }: { startLine: number; endLine: number }): string {
  return endLine > startLine ? `${startLine}-${endLine}` : `${startLine}`;
}

function percent(share: number): string {
  const rounded = Math.round(share * 100);
  return rounded === 0 && share > 0 ? 'under 1 %' : `${rounded} %`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function indent(text: string): string {
  return text.trim().replaceAll('\n', '\n   ');
}
