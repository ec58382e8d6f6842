import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../../core/language';
import type { HypothesisState } from '../../protocol/panelState';
import { icon } from '../parts/icon';
import { inlineCode } from '../parts/inlineCode';
import { textArea } from '../parts/textArea';
import type { Session } from '../session';
import type { Scope } from '../viewMemory';

/** Says that a hypothesis is a guess and why, and takes the answer to the model's question in place. */
export function questionBlock(
  session: Session,
  memory: Scope,
  hypothesis: HypothesisState,
  canAsk: boolean,
  redraw: () => void,
): TemplateResult | typeof nothing {
  const { id, guess, warnings, clarifyingQuestion } = hypothesis;
  const notes = warnings.map((warning) => html`<p class="warning-line">${icon('warning')} ${inlineCode(warning)}</p>`);
  if (!guess && !clarifyingQuestion) return notes.length ? html`${notes}` : nothing;
  const key = `answer:${id}`;
  const draft = memory.get<string>(key);
  const set = (text: string | undefined) => {
    memory.set(key, text);
    redraw();
  };
  const send = () => {
    const text = memory.get<string>(key)?.trim();
    if (!text || !canAsk) return;
    session.act('answerQuestion', { id, text });
    set(undefined);
  };
  const question = clarifyingQuestion ? inlineCode(clarifyingQuestion) : t('What does the model not know? Say it, and ask again.');
  return html`<div class="question">
    ${notes} ${guess ? html`<p class="warning-line">${icon('question')} ${t('This is a guess. One answer would settle it:')}</p>` : nothing}
    <label for="answer-${id}">${question}</label>
    ${textArea({ id: `answer-${id}`, value: draft ?? '', placeholder: t('Your answer'), maxLength: 20_000, onInput: set, onSubmit: send })}
    <div class="button-row">
      <vscode-button
        secondary
        ?disabled=${!draft?.trim() || !canAsk}
        aria-disabled=${!draft?.trim() || !canAsk ? 'true' : 'false'}
        title=${!canAsk ? t('No model can be asked now: the line below the evidence says why.') : !draft?.trim() ? t('Write an answer first.') : nothing}
        @click=${send}
        >${t('Answer and ask again')}</vscode-button
      >
    </div>
  </div>`;
}
