import type { FailureReport } from '../core/capture/failureReport';
import type { FailureEvidence, SnippetRole } from '../core/context/failureEvidence';
import type { Experiment } from '../core/experiments/experiment';
import type { Evidence, Hypothesis } from '../core/hypothesis';
import type { ProviderErrorKind } from '../core/ports';
import type { Prompt } from '../core/prompt/prompt';
import type { Suspect } from '../core/suspects/suspect';

/** The output of `diagnose --json`: a contract that other programs check. */
export interface Diagnosis {
  report: FailureReport;
  context: DiagnosisContext;
  suspects: { file: string; line: number; function?: string; functionRange?: [number, number]; score: number }[];
  hypotheses: DiagnosisHypothesis[];
  provider: string;
  error?: { kind: ProviderErrorKind; message: string };
  /** Findings of experiments, if they were requested. */
  experiments?: Experiment[];
}

export interface DiagnosisContext {
  snippets: { file: string; startLine: number; endLine: number; function?: string; role: SnippetRole; frame?: number; text: string }[];
  recentChanges: { file: string; startLine: number; endLine: number; when: string; commit?: string; summary?: string }[];
  expected?: string;
  actual?: string;
  missing: string[];
  tokens: number;
  redactions: number;
}

export interface DiagnosisHypothesis {
  title: string;
  rootCause: string;
  evidence: Pick<Evidence, 'file' | 'line' | 'why' | 'verified'>[];
  confidence: number;
  check: string;
  /** The answer stopped in the middle of it. */
  unfinished?: true;
  fix?: { diff: string; risks: string[] };
}

/** The evidence that is in the prompt, in the contract's shape. */
export function diagnosisContext(evidence: FailureEvidence, prompt: Prompt): DiagnosisContext {
  return {
    snippets: evidence.snippets
      .filter((snippet) => prompt.snippets[snippet.id] !== 'out')
      .map(({ file, startLine, endLine, function: name, role, frame, text }) => ({
        file,
        startLine,
        endLine,
        function: name,
        role,
        frame,
        text,
      })),
    recentChanges: evidence.recentChanges.map(({ file, startLine, endLine, when, commit, summary }) => ({
      file,
      startLine,
      endLine,
      when,
      commit,
      summary,
    })),
    expected: evidence.expected,
    actual: evidence.actual,
    missing: evidence.missing,
    tokens: prompt.tokens,
    redactions: evidence.redactions.reduce((sum, redaction) => sum + redaction.count, 0),
  };
}

/** Suspects in the contract's shape: their reasons are left out. */
export function diagnosisSuspects(suspects: readonly Suspect[]): Diagnosis['suspects'] {
  return suspects.map(({ file, line, function: name, functionRange, score }) => ({ file, line, function: name, functionRange, score }));
}

/** Hypotheses in the contract's shape. */
export function diagnosisHypotheses(hypotheses: readonly Hypothesis[]): DiagnosisHypothesis[] {
  return hypotheses.map(({ title, rootCause, evidence, confidence, check, fix, unfinished }) => ({
    title,
    rootCause,
    evidence: evidence.map(({ file, line, why, verified }) => ({ file, line, why, verified })),
    confidence,
    check,
    ...(unfinished && { unfinished }),
    ...(fix && { fix: { diff: fix.diff, risks: fix.risks } }),
  }));
}
