import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AnswerState, ProviderChoice } from '../../protocol/panelState';
import { countOf } from '../parts/formatNumber';
import { icon } from '../parts/icon';
import { LightElement } from '../parts/lightElement';
import { visibleText } from '../parts/visibleText';
import type { Session } from '../session';

/** How long "Copied" stands on the button, ms. */
const COPIED_MS = 2000;

/** The one thing to do next: ask, or cancel what is being asked. Beside it the prompt, to read and to copy. */
@customElement('dwc-ask-bar')
export class AskBar extends LightElement {
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) provider: ProviderChoice | undefined;
  @property({ attribute: false }) answer!: AnswerState;
  @property({ attribute: false }) tokens = 0;
  @property({ attribute: false }) trusted = true;
  @property({ attribute: false }) collecting = false;
  @property({ attribute: false }) narrow = false;
  /** Milliseconds that the host's clock is ahead of this page's. */
  @property({ attribute: false }) clockOffset = 0;
  /** Another provider than the chosen one can be had: opens the list of them. */
  @property({ attribute: false }) onChooseModel: (() => void) | undefined;
  @state() private copied = false;
  /** Seconds until asking again is of use. */
  @state() private wait = 0;
  private timer: ReturnType<typeof setInterval> | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('answer') || changed.has('clockOffset')) this.countDown();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  protected override render(): TemplateResult {
    return html`<div class="ask-bar" role="group" aria-label="Ask">
      <p class="destination dim">${this.destination()}</p>
      <div class="button-row">
        ${this.answer.phase === 'streaming' ? this.renderCancel() : this.renderAsk()}
        ${this.renderPromptButton(this.copied ? 'Copied' : 'Copy prompt', this.copied ? 'check' : 'copy', () => void this.copy())}
        ${this.renderPromptButton('See the exact prompt', 'open-preview', () => this.session.act('showPrompt', {}))}
      </div>
    </div>`;
  }

  /** Asks, when asking is possible now. */
  ask(): void {
    if (this.mayAsk && this.answer.phase !== 'streaming') this.session.act('ask', {});
  }

  cancel(): void {
    if (this.answer.phase === 'streaming') this.session.act('cancel', {});
  }

  private get mayAsk(): boolean {
    return this.trusted && !this.collecting && this.wait === 0 && this.provider !== undefined && !this.provider.problem;
  }

  private renderAsk(): TemplateResult {
    const local = this.provider?.id === 'local';
    const again = this.answer.phase !== 'idle';
    const label =
      this.wait > 0
        ? `Ask again in ${this.wait} s`
        : local
          ? 'Rank again'
          : again
            ? 'Ask again'
            : `Ask ${visibleText(this.provider?.label ?? 'a model')}`;
    return html`<vscode-button
        class="ask ${local ? 'ask-local' : ''}"
        ?secondary=${local && this.onChooseModel !== undefined}
        ?disabled=${!this.mayAsk}
        aria-disabled=${this.mayAsk ? 'false' : 'true'}
        @click=${() => this.ask()}
      >
        <span class="button-label">${label}</span><kbd class="button-key" aria-hidden="true">${this.session.mac ? '⌘⏎' : 'Ctrl+⏎'}</kbd>
      </vscode-button>
      ${local && this.onChooseModel ? html`<vscode-button @click=${this.onChooseModel}>Ask a model…</vscode-button>` : nothing}`;
  }

  /** In one column, and beside two other buttons, there is room for the icon only. */
  private renderPromptButton(label: string, glyph: string, onClick: () => unknown): TemplateResult {
    return this.narrow || (this.provider?.id === 'local' && this.onChooseModel)
      ? html`<vscode-button secondary icon-only icon=${glyph} title=${label} aria-label=${label} @click=${onClick}></vscode-button>`
      : html`<vscode-button secondary @click=${onClick}>${label}</vscode-button>`;
  }

  private renderCancel(): TemplateResult {
    return html`<vscode-button class="ask" secondary @click=${() => this.cancel()}>
      <span class="button-label">Cancel</span><kbd class="button-key" aria-hidden="true">Esc</kbd>
    </vscode-button>`;
  }

  /** Where the text goes, or why it cannot go. */
  private destination(): TemplateResult | string {
    const { provider } = this;
    if (this.collecting) return 'The evidence is being collected.';
    if (!this.trusted) return 'Asking is off: this workspace is not trusted.';
    if (!provider) return 'No model is chosen.';
    if (provider.problem) {
      const { action } = provider;
      return html`<span class="warning">${icon('warning')} ${visibleText(provider.label)}: ${visibleText(provider.problem)}</span>
        ${action ? html`<button type="button" class="link" @click=${() => this.session.act('runAction', { action: action.run })}>${action.label}</button>` : nothing}`;
    }
    if (provider.id === 'local') return 'Nothing leaves this machine.';
    return html`Sends ${countOf(this.tokens, 'token')} to ${visibleText(provider.destination)}`;
  }

  private readonly copy = async () => {
    try {
      await this.session.call('copyPrompt', {});
      this.copied = true;
      this.session.announce('The prompt is on the clipboard.');
      setTimeout(() => (this.copied = false), COPIED_MS);
    } catch (error) {
      this.session.announce(error instanceof Error ? error.message : String(error));
    }
  };

  private countDown(): void {
    clearInterval(this.timer);
    const until = this.answer.retryAt ? new Date(this.answer.retryAt).getTime() : 0;
    const tick = () => {
      this.wait = Math.max(0, Math.ceil((until - Date.now() - this.clockOffset) / 1000)) || 0;
      if (this.wait === 0) clearInterval(this.timer);
    };
    this.timer = until ? setInterval(tick, 1000) : undefined;
    tick();
  }
}
