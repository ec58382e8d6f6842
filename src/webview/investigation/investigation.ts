import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { t } from '../../core/language';
import type { AttentionPlace } from '../attention/attentionPlace';
import { isFirstCollection, type Evidence } from '../evidence/evidence';
import type { ExpectationFields } from '../evidence/expectation';
import type { Hypotheses } from '../hypotheses/hypotheses';
import { icon } from '../parts/icon';
import { LightElement } from '../parts/lightElement';
import type { InvestigationState, PanelState } from '../../protocol/panelState';
import type { RunBlock } from '../run/runBlock';
import type { Session } from '../session';
import type { Shortcut } from '../shortcuts';
import type { Scope } from '../viewMemory';
import type { AskBar } from './askBar';
import { investigationHeader } from './header';

/** Events that show that the person starts to scroll or move the focus. */
const personActs = ['wheel', 'keydown', 'pointerdown', 'touchstart'];

/** One failure: its evidence, its hypotheses, and below them the attention view. */
@customElement('dwc-investigation')
export class Investigation extends LightElement {
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) state!: PanelState;
  @property({ attribute: false }) investigation!: InvestigationState;
  @property({ attribute: false }) narrow = false;
  @property({ attribute: false }) inSidebar = false;
  @property({ attribute: false }) clockOffset = 0;
  @query('dwc-ask-bar') private askBar!: AskBar;
  @query('dwc-evidence') private evidencePart!: Evidence;
  @query('dwc-hypotheses') private hypothesesPart!: Hypotheses;
  @query('dwc-run') private runPart!: RunBlock;
  @query('dwc-attention') private attentionPart!: AttentionPlace;
  private memory!: Scope;
  /** Scroll positions are being restored. */
  private puttingBack = false;

  override connectedCallback(): void {
    super.connectedCallback();
    for (const act of personActs) window.addEventListener(act, this.onPersonMoves, { capture: true, passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const act of personActs) window.removeEventListener(act, this.onPersonMoves, { capture: true });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('investigation');
    if (!this.memory || (before && before.id !== this.investigation.id) || changed.has('session'))
      this.memory = this.session.memory.scope(this.investigation.id);
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('investigation');
    if (changed.has('investigation') && before?.id !== this.investigation.id) void this.restoreScroll();
    if (changed.has('narrow') && changed.get('narrow') !== undefined) this.keepPlace();
  }

  /** An opened line takes half of the width, and the columns become one: the card with the link stays in view. */
  private keepPlace(): void {
    const { activeElement } = document;
    if (!activeElement || !this.hypothesesPart.contains(activeElement)) return;
    // Its parts fold and wrap a step later.
    requestAnimationFrame(() => requestAnimationFrame(() => activeElement.scrollIntoView({ block: 'center' })));
  }

  protected override render(): TemplateResult {
    const { session, state, investigation, memory } = this;
    const { evidence, answer, suspects, run } = investigation;
    const canRun = run.recipe !== undefined && !run.problem && !run.running;
    const provider = state.providers.find(({ id }) => id === state.provider);
    return html`<div class="investigation">
      ${investigationHeader(session, state, investigation, this.inSidebar)} ${state.trusted ? nothing : this.renderUntrusted()}
      <main class="investigation-body" data-scroll="all" @choose-provider=${() => this.askBar.choose()}>
        <div class="columns" id="columns">
          <dwc-evidence
            .session=${session}
            .memory=${memory}
            .evidence=${evidence}
            .now=${state.now}
            .trusted=${state.trusted}
            .canFollow=${canRun && run.offers.able.includes('followValue')}
            .foldable=${this.narrow}
            .hasHypotheses=${answer.hypotheses.length > 0}
          ></dwc-evidence>
          <dwc-ask-bar
            .session=${session}
            .memory=${session.memory.scope('home')}
            .providers=${state.providers}
            .provider=${provider}
            .answer=${answer}
            .tokens=${evidence.tokens}
            .trusted=${state.trusted}
            .collecting=${isFirstCollection(evidence)}
            .narrow=${this.narrow}
            .clockOffset=${this.clockOffset}
          ></dwc-ask-bar>
          <dwc-run
            .session=${session}
            .memory=${memory}
            .run=${run}
            .hypotheses=${answer.hypotheses}
            .clockOffset=${this.clockOffset}
          ></dwc-run>
          <dwc-hypotheses
            .session=${session}
            .memory=${memory}
            .answer=${answer}
            .evidence=${evidence}
            .now=${state.now}
            .trusted=${state.trusted}
            .canTry=${canRun}
            .suite=${run.suite}
            .trying=${run.running?.hypothesis}
          ></dwc-hypotheses>
        </div>
        <dwc-attention
          .session=${session}
          .memory=${memory}
          .suspects=${suspects}
          .hypotheses=${answer.hypotheses}
          .collecting=${!!evidence.collecting}
          @arrived=${this.putBack}
        ></dwc-attention>
      </main>
    </div>`;
  }

  override firstUpdated(): void {
    // Scroll events do not bubble; capturing catches those of every part.
    this.addEventListener('scroll', this.onScroll, { capture: true, passive: true });
  }

  /** Performs the action of a key. */
  follow(shortcut: Shortcut): void {
    switch (shortcut.to) {
      case 'ask':
        // The question includes everything typed up to this key.
        this.querySelector<ExpectationFields>('dwc-expectation')?.flush();
        return this.askBar.ask();
      case 'cancel':
        return this.askBar.cancel();
      case 'hypothesis':
        return this.hypothesesPart.focusCard(shortcut.rank);
      case 'evidence':
        return void this.evidencePart.reveal();
      case 'run':
        return this.runPart.reveal();
      case 'attention':
        return void this.attentionPart.reveal();
    }
  }

  /** Puts the focus where the host requests it; see the panel's protocol for the names. */
  focusOn(target: string): void {
    const rank = /^hypothesis:([1-3])$/.exec(target)?.[1];
    if (rank) this.hypothesesPart.focusCard(Number(rank));
    else if (target === 'expected') void this.evidencePart.reveal('expected');
    else if (target === 'evidence:code') void this.evidencePart.reveal('code');
    else if (target === 'evidence') void this.evidencePart.reveal();
    else if (target === 'hypotheses') this.querySelector<HTMLElement>('#hypotheses-title')?.focus();
    else if (target === 'attention') void this.attentionPart.reveal();
    else if (target === 'root') this.querySelector<HTMLElement>('h1')?.focus();
  }

  private renderUntrusted(): TemplateResult {
    return html`<div class="banner" role="note">
      ${icon('workspace-untrusted')} <span>${t('This workspace is not trusted: the failure can be read, nothing is sent or run.')}</span>
      <button type="button" class="link" @click=${() => this.session.act('runAction', { action: 'trust' })}>${t('Manage trust')}</button>
    </div>`;
  }

  private readonly onScroll = ({ target }: Event) => {
    const part = target instanceof HTMLElement ? target.dataset['scroll'] : undefined;
    // While positions are restored, content that is still missing limits them: that is not the person's doing.
    if (part && target instanceof HTMLElement && !this.puttingBack) this.memory.set(`scroll:${part}`, target.scrollTop || undefined);
  };

  private readonly onPersonMoves = () => (this.puttingBack = false);

  /** Restores the position of every part; repeats it as more content arrives, until the person moves something. */
  private async restoreScroll(): Promise<void> {
    this.puttingBack = true;
    await this.putBack();
  }

  private readonly putBack = async () => {
    await Promise.all([this.evidencePart.updateComplete, this.hypothesesPart.updateComplete]);
    // Cards and snippets are drawn one step later than the parts that hold them.
    await new Promise(requestAnimationFrame);
    if (!this.puttingBack) return;
    for (const part of this.querySelectorAll<HTMLElement>('[data-scroll]')) {
      part.scrollTop = this.memory.get<number>(`scroll:${part.dataset['scroll']}`) ?? 0;
    }
  };
}
