import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../../core/language';
import { LightElement } from '../parts/lightElement';
import { visibleText } from '../parts/visibleText';
import type { Session } from '../session';
import type { Scope } from '../viewMemory';

/** Names a server to ask: its address, a model and a key. The input is tried first, and kept only if the server answers. */
@customElement('dwc-server-form')
export class ServerForm extends LightElement {
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) memory!: Scope;
  @property({ attribute: false }) onClose: () => void = () => undefined;
  @state() private problem = '';
  @state() private trying = false;

  protected override firstUpdated(): void {
    this.querySelector<HTMLElement>('#server-address')?.focus();
  }

  protected override render(): TemplateResult {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') this.onClose();
      else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) void this.try();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    return html`<div class="server-form" role="group" aria-label=${t('Another server')} @keydown=${onKey}>
      ${this.field('address', t('Address'), 'http://localhost:8080/v1')} ${this.field('model', t('Model'), t('as the server knows it'))}
      <label for="server-key">${t('Key')}</label>
      <input
        id="server-key"
        class="text-input"
        type="password"
        autocomplete="off"
        placeholder=${t('none, where the server needs none')}
        maxlength="4000"
      />
      <p class="dim">${t('The key is kept in VS Code’s secret storage and sent to this server only.')}</p>
      <div role="alert">${this.problem ? html`<p class="problem">${visibleText(this.problem)}</p>` : ''}</div>
      <span class="button-row">
        <vscode-button ?disabled=${this.trying} aria-disabled=${this.trying ? 'true' : 'false'} @click=${() => void this.try()}
          >${this.trying ? t('Trying…') : t('Try and keep')}</vscode-button
        >
        <vscode-button secondary @click=${() => this.onClose()}>${t('Cancel')}</vscode-button>
      </span>
    </div>`;
  }

  private field(name: 'address' | 'model', label: string, placeholder: string): TemplateResult {
    return html`<label for="server-${name}">${label}</label>
      <input
        id="server-${name}"
        class="text-input"
        spellcheck="false"
        placeholder=${placeholder}
        maxlength="2000"
        .value=${this.memory.get<string>(`server:${name}`) ?? ''}
        @input=${(event: Event) => {
          this.memory.set(`server:${name}`, (event.target as HTMLInputElement).value || undefined);
          this.problem = '';
        }}
      />`;
  }

  private value(name: string): string {
    return this.querySelector<HTMLInputElement>(`#server-${name}`)?.value.trim() ?? '';
  }

  private async try(): Promise<void> {
    const [baseUrl, model, key] = [this.value('address'), this.value('model'), this.value('key')];
    if (this.trying) return;
    if (!baseUrl || !model) {
      this.problem = t('A server needs an address and the name of a model.');
      return;
    }
    this.trying = true;
    this.problem = '';
    try {
      this.problem = (await this.session.call('addServer', { baseUrl, model, key })) ?? '';
      if (!this.problem) this.onClose();
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    } finally {
      this.trying = false;
    }
  }
}
