import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../../core/language';
import { formatLength } from '../parts/formatNumber';
import { LightElement } from '../parts/lightElement';
import { textArea } from '../parts/textArea';
import { visibleText } from '../parts/visibleText';
import type { Session } from '../session';
import type { Scope } from '../viewMemory';

/** A longer text is kept in memory instead: megabytes in a text field make the page slow. */
const MAX_FIELD = 300_000;

/** Takes a failure by hand: pasted here, or from the clipboard when it holds a trace. */
@customElement('dwc-paste-box')
export class PasteBox extends LightElement {
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) memory!: Scope;
  @property({ attribute: false }) clipboardHasTrace = false;
  @property({ attribute: false }) problem = '';

  protected override render(): TemplateResult {
    const text = this.text;
    return html`<div class="paste-box">
      ${
        text.length > MAX_FIELD
          ? html`<div class="held-text">
              <span>${t('{0} pasted', formatLength(text.length))}</span
              ><button type="button" class="link" @click=${() => this.setText('')}>${t('Clear')}</button>
            </div>`
          : textArea({
              id: 'paste',
              label: t('An error, a stack trace or the output of a test'),
              value: text,
              rows: 4,
              code: true,
              placeholder: t('Paste an error, a stack trace or the output of a test'),
              describedBy: this.problem ? 'paste-problem' : undefined,
              onInput: (value) => this.setText(value),
              onSubmit: () => this.submit(),
              onPaste: (event) => this.onPaste(event),
            })
      }
      <div id="paste-problem" role="alert">${this.problem ? html`<p class="problem">${visibleText(this.problem)}</p>` : nothing}</div>
      ${this.renderButton()}
    </div>`;
  }

  /** One button: submits the text in the box, or else the clipboard. */
  private renderButton(): TemplateResult {
    if (!this.text.trim() && this.clipboardHasTrace) {
      return html`<vscode-button block icon="clippy" @click=${() => this.session.act('readClipboard', {})}
        >${t('Debug the trace on the clipboard')}</vscode-button
      >`;
    }
    const empty = !this.text.trim();
    return html`<vscode-button
      block
      ?disabled=${empty}
      aria-disabled=${empty ? 'true' : 'false'}
      title=${empty ? t('Paste or type the output of a failure first.') : nothing}
      @click=${() => this.submit()}
      >${t('Debug with context')}</vscode-button
    >`;
  }

  private get text(): string {
    return this.memory.get<string>('paste') ?? '';
  }

  private setText(text: string): void {
    this.memory.set('paste', text || undefined);
    this.requestUpdate();
  }

  private onPaste(event: ClipboardEvent): void {
    const pasted = event.clipboardData?.getData('text/plain') ?? '';
    if (pasted.length <= MAX_FIELD) return;
    event.preventDefault();
    this.setText(pasted);
  }

  private submit(): void {
    const { text } = this;
    if (!text.trim()) return;
    // The draft is cleared only when the host has read it: after a refusal, which the state shows in place, it stays for a second try.
    this.session.call('pasteFailure', { text }).then(
      (refusal) => {
        if (!refusal) this.setText('');
      },
      (error: unknown) => (this.problem = error instanceof Error ? error.message : String(error)),
    );
  }
}
