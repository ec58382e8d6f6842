import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Suspect } from '../../protocol/panelState';
import { disclosure } from '../parts/disclosure';
import { fileLink } from '../parts/fileLink';
import { LightElement } from '../parts/lightElement';
import { inlineCode } from '../parts/inlineCode';
import { roving } from '../parts/roving';
import { setStyles } from '../parts/setStyles';
import { visibleText } from '../parts/visibleText';
import type { Session } from '../session';
import type { Scope } from '../viewMemory';

/** Lines shown. */
const MAX_LINES = 20;

/** Where the evidence drew the attention: below both columns. Shows the lines as they were ranked, with the facts that speak for each. */
@customElement('dwc-attention')
export class AttentionPlace extends LightElement {
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) memory!: Scope;
  @property({ attribute: false }) suspects: Suspect[] = [];

  protected override render(): TemplateResult {
    const open = this.isOpen;
    return html`<section class="attention" aria-label="Attention">
      ${disclosure({
        id: 'attention-body',
        heading: 2,
        open,
        onToggle: () => this.setOpen(!open),
        label: html`<span class="section-title">Attention</span>
          <span class="dim head-note">${this.suspects.length ? 'the lines most likely at fault' : 'no line ranked yet'}</span>`,
        body: () => this.renderLines(),
      })}
    </section>`;
  }

  /** Opens the place and puts the focus on it; pressed again, folds it. */
  async reveal(): Promise<void> {
    const button = this.querySelector<HTMLElement>('.fold-button');
    this.setOpen(!(this.isOpen && this.contains(document.activeElement)));
    await this.updateComplete;
    button?.focus();
  }

  private get isOpen(): boolean {
    return this.memory.get<boolean>('attention') ?? false;
  }

  private setOpen(open: boolean): void {
    this.memory.set('attention', open || undefined);
    this.requestUpdate();
  }

  private renderLines(): TemplateResult {
    const lines = this.suspects.slice(0, MAX_LINES);
    const [best] = lines;
    if (!best) return html`<p class="hint">No line could be ranked: the trace names no file of this workspace.</p>`;
    return html`<p class="hint">Ranked from the trace, the code and recent changes, without a model.</p>
      <ol class="suspects" ${roving()}>
        ${lines.map(
          (suspect, index) =>
            html`<li data-row>
              <span class="suspect-rank dim">${index + 1}</span>
              <span class="sure-bar" aria-hidden="true"><span ${setStyles({ width: `${width(suspect.score, best.score)}%` })}></span></span>
              ${fileLink({ session: this.session, file: suspect.file, line: suspect.line, item: true })}
              <span class="code-font suspect-function">${suspect.function ? visibleText(suspect.function) : nothing}</span>
              <span class="dim why" title=${visibleText(suspect.reasons.join(', '))}>${inlineCode(suspect.reasons.join(', '))}</span>
            </li>`,
        )}
      </ol>`;
  }
}

function width(score: number, best: number): number {
  return best > 0 ? Math.max(2, Math.round((100 * Math.max(0, score)) / best)) : 2;
}
