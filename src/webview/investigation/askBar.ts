import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { plural, t } from '../../core/language';
import type { AnswerState, ProviderChoice } from '../../protocol/panelState';
import { icon } from '../parts/icon';
import { LightElement } from '../parts/lightElement';
import '../parts/menu';
import type { Menu, MenuItem } from '../parts/menu';
import { visibleText } from '../parts/visibleText';
import type { Session } from '../session';
import type { Scope } from '../viewMemory';
import './serverForm';

/** The entry of the picker that is not a provider. */
const OTHER_SERVER = 'another server';

/** How long the button shows "Copied", ms. */
const COPIED_MS = 2000;

/** The one next step: ask, or cancel the running question. Beside it the prompt, to read and to copy. */
@customElement('dwc-ask-bar')
export class AskBar extends LightElement {
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) memory!: Scope;
  @property({ attribute: false }) providers: ProviderChoice[] = [];
  @property({ attribute: false }) provider: ProviderChoice | undefined;
  @property({ attribute: false }) answer!: AnswerState;
  @property({ attribute: false }) tokens = 0;
  @property({ attribute: false }) trusted = true;
  @property({ attribute: false }) collecting = false;
  @property({ attribute: false }) narrow = false;
  /** How far the host's clock is ahead of this page's, ms. */
  @property({ attribute: false }) clockOffset = 0;
  @state() private copied = false;
  /** The form for another server is open. */
  @state() private naming = false;
  /** Why the picked model was not accepted. */
  @state() private refused = '';
  /** Name of the model that is being tried. */
  @state() private trying = '';
  /** Seconds until asking again makes sense. */
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
    return html`<div class="ask-bar" role="group" aria-label=${t('Ask')}>
      <p class="destination dim">${this.destination()}</p>
      <div role="alert">${this.refused ? html`<p class="problem">${visibleText(this.refused)}</p>` : nothing}</div>
      ${
        this.naming
          ? html`<dwc-server-form .session=${this.session} .memory=${this.memory} .onClose=${this.closeForm}></dwc-server-form>`
          : nothing
      }
      <div class="button-row">
        ${this.answer.phase === 'streaming' ? this.renderCancel() : html`${this.renderAsk()} ${this.renderPicker()}`}
        <div class="prompt-buttons">
          ${this.renderPromptButton(this.copied ? t('Copied') : t('Copy prompt'), this.copied ? 'check' : 'copy', () => void this.copy())}
          ${this.renderPromptButton(t('See the exact prompt'), 'open-preview', () => this.session.act('showPrompt', {}))}
        </div>
      </div>
    </div>`;
  }

  /** Asks, if asking is possible now. */
  ask(): void {
    if (this.mayAsk && this.answer.phase !== 'streaming') this.session.act('ask', {});
  }

  /** Opens the list of models to ask. */
  choose(): void {
    void this.querySelector<Menu>('.provider-menu')?.show();
  }

  cancel(): void {
    if (this.answer.phase === 'streaming') this.session.act('cancel', {});
  }

  private get mayAsk(): boolean {
    // Ranking again sends nothing and runs nothing.
    const trusted = this.trusted || this.provider?.id === 'local';
    return trusted && !this.collecting && this.wait === 0 && this.provider !== undefined && !this.provider.problem;
  }

  private renderAsk(): TemplateResult {
    const local = this.provider?.id === 'local';
    const again = this.answer.phase !== 'idle';
    const label =
      this.wait > 0
        ? t('Ask again in {0} s', this.wait)
        : local
          ? t('Rank again')
          : again
            ? t('Ask again')
            : this.provider
              ? t('Ask {0}', visibleText(this.provider.label))
              : t('Ask a model');
    return html`<vscode-button
      class="ask ${local ? 'ask-local' : ''}"
      ?secondary=${local}
      ?disabled=${!this.mayAsk}
      aria-disabled=${this.mayAsk ? 'false' : 'true'}
      @click=${() => this.ask()}
    >
      <span class="button-label">${label}</span
      ><kbd class="button-key" aria-hidden="true">${this.session.mac ? '⌘⏎' : `${t('Ctrl')}+⏎`}</kbd>
    </vscode-button>`;
  }

  /** The choice of the model: all available ones, each with the destination of the text, and one more server by its address. */
  private renderPicker(): TemplateResult {
    const local = this.provider?.id === 'local';
    const items: MenuItem[] = [
      ...this.providers.map(({ id, label, destination, problem }) => ({
        id,
        label: visibleText(label),
        detail: visibleText(this.trusted || id === 'local' ? (problem ?? destination) : t('off: this workspace is not trusted')),
        checked: id === this.provider?.id,
      })),
      { id: OTHER_SERVER, label: t('Another server…'), detail: t('by its address, a model and a key'), icon: 'add', separated: true },
    ];
    return html`<dwc-menu
      class="provider-menu ${local ? 'provider-menu-primary' : ''}"
      .label=${t('Choose a model to ask, or the local ranking')}
      .face=${html`<span class="provider-name">${local ? t('Ask a model') : visibleText(this.provider?.label ?? t('Choose a model'))}</span>
        ${icon('chevron-down')}`}
      .items=${items}
      .onOpen=${() => this.session.act('detectServers', {})}
      .onPick=${(id: string) => void this.pick(id)}
    ></dwc-menu>`;
  }

  private async pick(id: string): Promise<void> {
    this.refused = '';
    if (!this.trusted && id !== 'local') {
      this.refused = t('A model is asked only in a workspace that is trusted: its settings name the server. Ranking again stays possible.');
      return;
    }
    this.naming = id === OTHER_SERVER;
    if (this.naming) return;
    this.trying = this.providers.find((provider) => provider.id === id)?.label ?? '';
    try {
      this.refused = (await this.session.call('chooseProvider', { id })) ?? '';
    } catch (error) {
      this.refused = error instanceof Error ? error.message : String(error);
    } finally {
      this.trying = '';
    }
  }

  private readonly closeForm = () => {
    this.naming = false;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('.provider-menu .menu-button')?.focus());
  };

  /** In one column, and beside the buttons for asking, only the icon fits. */
  private renderPromptButton(label: string, glyph: string, onClick: () => unknown): TemplateResult {
    return this.narrow || this.answer.phase !== 'streaming'
      ? html`<vscode-button secondary icon-only icon=${glyph} title=${label} aria-label=${label} @click=${onClick}></vscode-button>`
      : html`<vscode-button secondary @click=${onClick}>${label}</vscode-button>`;
  }

  private renderCancel(): TemplateResult {
    return html`<vscode-button class="ask" secondary @click=${() => this.cancel()}>
      <span class="button-label">${t('Cancel')}</span><kbd class="button-key" aria-hidden="true">Esc</kbd>
    </vscode-button>`;
  }

  /** Where the text goes, or why it cannot be sent. */
  private destination(): TemplateResult | string {
    const { provider } = this;
    if (this.collecting) return t('The evidence is being collected.');
    if (!this.trusted && this.provider?.id !== 'local') return t('Asking is off: this workspace is not trusted.');
    if (this.trying) return t('Trying {0}…', visibleText(this.trying));
    if (!provider) return t('No model is chosen.');
    if (provider.problem) {
      const { action } = provider;
      return html`<span class="warning">${icon('warning')} ${visibleText(provider.label)}: ${visibleText(provider.problem)}</span>
        ${action ? html`<button type="button" class="link" @click=${() => (action.run === 'chooseProvider' ? this.choose() : this.session.act('runAction', { action: action.run }))}>${action.label}</button>` : nothing}`;
    }
    if (provider.id === 'local') return t('Nothing leaves this machine.');
    return plural(this.tokens, 'Sends {0} token to {1}', 'Sends {0} tokens to {1}', visibleText(provider.destination));
  }

  private readonly copy = async () => {
    try {
      await this.session.call('copyPrompt', {});
      this.copied = true;
      this.session.announce(t('The prompt is on the clipboard.'));
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
