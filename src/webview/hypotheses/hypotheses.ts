import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { shown, t } from '../../core/language';
import type { AnswerState, EvidenceState, HypothesisState } from '../../protocol/panelState';
import { icon } from '../parts/icon';
import { inlineCode } from '../parts/inlineCode';
import { LightElement } from '../parts/lightElement';
import { roving } from '../parts/roving';
import { visibleText } from '../parts/visibleText';
import { hypothesisShown } from './hypothesisShown';
import type { Session } from '../session';
import type { Scope } from '../viewMemory';
import { lineTextIn } from './evidenceLinks';
import { sourceWords } from './madeHere';

const phaseIcons: Partial<Record<AnswerState['phase'], string>> = { failed: 'error', interrupted: 'warning', cancelled: 'circle-slash' };

/** The hypotheses, best first. One line at the top says what happened to the last question, with the next step. */
@customElement('dwc-hypotheses')
export class Hypotheses extends LightElement {
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) memory!: Scope;
  @property({ attribute: false }) answer!: AnswerState;
  @property({ attribute: false }) evidence!: EvidenceState;
  @property({ attribute: false }) trusted = true;
  /** ISO 8601. */
  @property({ attribute: false }) now = '';
  /** The failing command can be run. */
  @property({ attribute: false }) canTry = false;
  /** The command for all tests, if the known one runs some of them. */
  @property({ attribute: false }) suite: string | undefined;
  /** Hypothesis whose fix is being tried now. */
  @property({ attribute: false }) trying: string | undefined;
  /** Cards that streamed while the person watched keep their reserved size. */
  private readonly written = new Set<string>();
  private lineText: (file: string, line: number) => string | undefined = () => undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('evidence')) this.lineText = lineTextIn(this.evidence);
    for (const { id, streaming } of this.answer.hypotheses) if (streaming) this.written.add(id);
  }

  protected override render(): TemplateResult {
    const { answer } = this;
    const streaming = answer.phase === 'streaming';
    const onShow = answer.hypotheses.filter(({ folded }) => !folded);
    const folded = answer.hypotheses.filter((hypothesis) => hypothesis.folded);
    const { collecting, ranking } = this.evidence;
    const isComing = collecting || ranking === true;
    const placeholders = streaming ? answer.expected : isComing && !onShow.length ? 2 : 0;
    const sources = new Set(onShow.map(({ source }) => source));
    if (streaming && answer.source) sources.add(answer.source);
    const everySource = new Set(answer.hypotheses.map(({ source }) => source));
    return html`<section class="hypotheses" aria-labelledby="hypotheses-title" data-scroll="hypotheses">
      <div class="section-head">
        <h2 id="hypotheses-title" tabindex="-1">${t('Hypotheses')}</h2>
        <span class="dim head-note">${visibleText(this.headNote(sources))}</span>
      </div>
      <div
        class="progress"
        ?data-running=${streaming}
        role=${streaming ? 'progressbar' : nothing}
        aria-label=${streaming ? t('Asking {0}', answer.source ?? t('the model')) : nothing}
      ></div>
      ${this.renderMessage()} ${answer.notices.map((notice) => html`<p class="hint">${icon('info')} ${inlineCode(shown(notice))}</p>`)}
      <div class="cards" ${roving()} aria-busy=${streaming || isComing ? 'true' : 'false'}>
        ${repeat(
          onShow,
          ({ id }) => id,
          (hypothesis) => this.renderCard(hypothesis, sources.size > 1),
        )}
        ${Array.from({ length: placeholders }, () => skeletonCard())}
        ${repeat(
          folded,
          ({ id }) => id,
          (hypothesis) => this.renderCard(hypothesis, everySource.size > 1),
        )}
      </div>
      ${!answer.hypotheses.length && !placeholders && !isComing && !answer.message ? html`<p class="hint">${t('No hypothesis yet. Ask a model, or add evidence.')}</p>` : nothing}
    </section>`;
  }

  /** Puts the focus on the card with this rank. */
  focusCard(rank: number): void {
    this.querySelector<HTMLElement>(`article[data-rank="${rank}"]`)?.focus();
  }

  private headNote(sources: Set<string>): string {
    const { phase, source } = this.answer;
    if (this.evidence.ranking && !this.answer.hypotheses.length) return t('ranking the code…');
    if (phase === 'streaming') return source ? t('asking {0}…', source) : t('asking…');
    return sources.size === 1 ? sourceWords([...sources].join('')) : '';
  }

  private renderMessage(): TemplateResult | typeof nothing {
    const { phase, message, action } = this.answer;
    if (!message && !action) return nothing;
    return html`<div class="answer-message" data-phase=${phase}>
      ${icon(phaseIcons[phase] ?? 'info')} <span>${message ? inlineCode(shown(message)) : nothing}</span>
      ${action ? html`<button type="button" class="link" @click=${() => this.follow(action.run)}>${action.label}</button>` : nothing}
    </div>`;
  }

  private readonly changeOf = ({ change: blamed, evidence }: HypothesisState) => {
    const { changes } = this.evidence;
    const named = blamed && changes.find(({ file, startLine }) => file === blamed.file && startLine === blamed.startLine);
    if (named) return named;
    return changes.find((change) =>
      evidence.some(({ file, line }) => file === change.file && line >= change.startLine && line <= change.endLine && !change.deleted),
    );
  };

  /** The choice of the model is in this view, beside the button for asking; everything else belongs to the host. */
  private follow(step: NonNullable<AnswerState['action']>['run']): void {
    if (step === 'chooseProvider') this.dispatchEvent(new CustomEvent('choose-provider', { bubbles: true }));
    else this.session.act('runAction', { action: step });
  }

  private renderCard(hypothesis: HypothesisState, showSource: boolean): TemplateResult {
    return html`<dwc-hypothesis
      .session=${this.session}
      .memory=${this.memory}
      .hypothesis=${hypothesisShown(hypothesis)}
      .lineText=${this.lineText}
      .changeOf=${this.changeOf}
      .now=${this.now}
      .trusted=${this.trusted}
      .canTry=${this.canTry}
      .suite=${this.suite}
      .trying=${this.trying === hypothesis.id}
      .canAsk=${this.trusted && this.answer.phase !== 'streaming'}
      .showSource=${showSource}
      .reserved=${this.written.has(hypothesis.id)}
    ></dwc-hypothesis>`;
  }
}

/** A placeholder for a card before its first word, in its future size. */
function skeletonCard(): TemplateResult {
  return html`<div class="card skeleton-card" data-reserved aria-hidden="true">
    <div class="card-head"><span class="rank"></span><span class="skeleton skeleton-title"></span></div>
    <div class="card-body">
      <div class="sure"><span class="sure-bar"></span></div>
      <div class="card-text"><span class="skeleton"></span><span class="skeleton"></span><span class="skeleton skeleton-short"></span></div>
      <div class="actions"></div>
    </div>
  </div>`;
}
