import * as vscode from 'vscode';
import type { OutsidePlan } from '../core/attention/modelRun';
import type { Hypothesis } from '../core/hypotheses/hypothesis';
import { evidenceSections, withoutSection } from '../core/prompt/withoutSection';
import type { Desk } from './desk';
import { userFacingErrors } from './userFacingErrors';

/** Tokens that an answer is reckoned with where none is known. */
const ANSWER_TOKENS = 900;

/** What it would take to ask the chosen model again without each section; it sends nothing. Throws where nothing can be asked. */
export function planOutsideDeletion(desk: Desk): OutsidePlan {
  const { evidence } = desk.currentOrThrow();
  const first = firstHypothesis(desk);
  if (!evidence.collected || !first || desk.providers.chosen === 'local') throw userFacingErrors.noOutsideModel();
  const { prompt } = evidence.collected;
  const sections = evidenceSections(prompt);
  const sent = sections.reduce((sum, name) => sum + withoutSection(prompt, name).tokens, 0);
  return { model: first.source, sections, calls: sections.length, tokens: sent + sections.length * ANSWER_TOKENS, logProbabilities: false };
}

/**
 * Asks the chosen model once more, without one section.
 * @returns how much less sure it then is of a hypothesis about the same lines as its first one, -1..1
 */
export async function askWithoutSection(desk: Desk, section: string, signal: AbortSignal): Promise<number> {
  const { evidence, suspects } = desk.currentOrThrow();
  const first = firstHypothesis(desk);
  const name = evidence.collected && evidenceSections(evidence.collected.prompt).find((each) => each === section);
  if (!evidence.collected || !first || !name) throw userFacingErrors.noOutsideModel();
  if (!vscode.workspace.isTrusted) throw userFacingErrors.untrusted();
  const { scene, prompt } = evidence.collected;
  const provider = await desk.providers.create();
  let text = '';
  const request = { prompt: withoutSection(prompt, name), scene, suspects, turns: [] };
  for await (const event of provider.diagnose(request, signal)) if (event.type === 'text') text += event.delta;
  const answer = await desk.analysis.call('readAnswer', { text, ended: true, source: provider.label, scene, failedDiffs: [] }, { signal });
  const same = answer.hypotheses.filter((hypothesis) => sharesLine(hypothesis, first)).map(({ confidence }) => confidence);
  return Math.max(0, ...same) - first.confidence;
}

/** The best hypothesis of the newest round that an outside model answered. */
function firstHypothesis(desk: Desk): Hypothesis | undefined {
  const { rounds, hypotheses } = desk.currentOrThrow();
  const answered = rounds.findLast(({ id }) => hypotheses.some(({ round }) => round === id));
  const made = hypotheses.filter(({ round }) => round === answered?.id).map(({ hypothesis }) => hypothesis);
  return made.sort((a, b) => b.confidence - a.confidence)[0];
}

function sharesLine(a: Hypothesis, b: Hypothesis): boolean {
  return a.evidence.some(({ file, line }) => b.evidence.some((other) => other.file === file && other.line === line));
}
