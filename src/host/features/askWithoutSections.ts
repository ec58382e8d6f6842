import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { t } from '../../core/language';
import type { OutsidePlan } from '../../core/attention/modelRun';
import type { Hypothesis } from '../../core/hypothesis';
import { readVerdict, VERDICT_ROLE, verdictQuestion, type OutsideVerdict } from '../../core/hypotheses/verdict';
import type { Investigation, ModelReference } from '../../core/investigation/investigation';
import { ProviderError } from '../../core/ports';
import { evidenceSections, evidenceText } from '../../core/prompt/evidenceText';
import type { PromptSection } from '../../core/prompt/prompt';
import type { PanelMethods } from '../../protocol/panelProtocol';
import type { ParamsOf } from '../../protocol/rpc';
import { hostOf } from '../apiKeys';
import type { HostParts } from '../parts';
import { userFacingErrors } from '../../app/userFacingErrors';

/** Estimated tokens of role, question and answer in one call: less than a tenth of a usual prompt. */
const QUESTION_TOKENS = 250;

type AskingParts = Pick<HostParts, 'providers' | 'investigations' | 'redaction'>;

/** Everything that the calls need. */
interface Asked {
  hypothesis: Hypothesis;
  /** How to reach the model that made the hypothesis; absent if it was stored by a version that did not record it. */
  reference: ModelReference | undefined;
  sections: PromptSection[];
  question: string;
  id: string;
}

/** The cost of asking the model of the first hypothesis again without each section. Sends nothing; throws if there is no model to ask. */
export async function planOutsideDeletion(parts: AskingParts, investigation: string): Promise<OutsidePlan> {
  const { hypothesis, reference, sections, question, id } = await whatIsAsked(parts, investigation);
  const chosen = parts.providers.list().find((choice) => choice.id === parts.providers.chosen);
  if (!reference && (!chosen || chosen.id === 'local')) throw userFacingErrors.noOutsideModel();
  const model = reference ? hypothesis.source : (chosen?.label ?? '');
  const whole = sections.reduce((sum, { tokens }) => sum + tokens, 0);
  const calls = sections.length + 1;
  return {
    id,
    model,
    destination: reference ? destinationOf(reference) : (chosen?.destination ?? ''),
    ...(model !== hypothesis.source && { madeBy: hypothesis.source }),
    hypothesis: hypothesis.title,
    sections: sections.map(({ name }) => name),
    calls,
    // Each section is left out once, so n calls contain it n − 1 times.
    tokens: whole * sections.length + calls * QUESTION_TOKENS,
    question,
  };
}

/**
 * Asks how sure the model is of its first hypothesis.
 * @param asked `plan`: id of the plan that the person agreed to; `without`: name of the section to leave out, all of the evidence if
 * absent
 */
export async function askForVerdict(
  parts: AskingParts,
  { investigation, plan, without }: ParamsOf<PanelMethods['outsideVerdict']>,
  signal: AbortSignal,
): Promise<OutsideVerdict> {
  const { reference, sections, question, id } = await whatIsAsked(parts, investigation);
  if (id !== plan) throw userFacingErrors.evidenceChanged();
  if (!vscode.workspace.isTrusted) throw userFacingErrors.untrusted();
  const { provider } = reference ? await parts.providers.reach(reference) : await parts.providers.create();
  if (!provider.answerBriefly) throw userFacingErrors.noOutsideModel();
  const evidence = evidenceText(sections.filter(({ name }) => name !== without));
  const answer = await provider.answerBriefly({ system: VERDICT_ROLE, text: `${evidence}\n\n${question}` }, signal);
  const verdict = readVerdict(answer);
  if (!verdict)
    throw new ProviderError(
      'badAnswer',
      t('{0} answered neither Yes nor No. Try again, or ask another model for hypotheses.', provider.label),
    );
  return verdict;
}

async function whatIsAsked(parts: AskingParts, about: string): Promise<Asked> {
  const investigation = parts.investigations.getOrThrow(about);
  const { collected } = investigation.evidence;
  const first = firstHypothesis(investigation);
  if (!collected || !first) throw userFacingErrors.noOutsideModel();
  const { hypothesis, reference } = first;
  const sections = evidenceSections(collected.prompt, collected.evidence);
  // The model wrote it from text without secrets, but may know one from elsewhere: it is redacted as the prompt is.
  const [title = '', rootCause = ''] = await parts.redaction.redact([hypothesis.title, hypothesis.rootCause], investigation);
  const question = verdictQuestion({ title, rootCause, evidence: hypothesis.evidence });
  const id = createHash('sha256')
    .update(JSON.stringify([reference, sections, question]))
    .digest('hex')
    .slice(0, 32);
  return { hypothesis, reference, sections, question, id };
}

/** The best hypothesis of the newest round that an outside model answered, and how to reach that model. */
function firstHypothesis({
  rounds,
  hypotheses,
}: Investigation): { hypothesis: Hypothesis; reference: ModelReference | undefined } | undefined {
  const answered = rounds.findLast(({ id }) => hypotheses.some(({ round }) => round === id));
  const made = hypotheses.filter(({ round }) => round === answered?.id).map(({ hypothesis }) => hypothesis);
  const [hypothesis] = made.sort((a, b) => b.confidence - a.confidence);
  return hypothesis && { hypothesis, reference: answered?.reference };
}

function destinationOf({ baseUrl }: ModelReference): string {
  return baseUrl === undefined ? t('a language model of VS Code') : hostOf(baseUrl);
}
