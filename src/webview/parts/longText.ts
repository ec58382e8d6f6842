import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { plural, t } from '../../core/language';
import { beginningOf } from './beginningOf';
import { formatLength } from './formatNumber';
import { LightElement } from './lightElement';
import { visibleText } from './visibleText';

/** Characters added to the page with one press of "Show more": more than anybody reads, few enough to lay out in one go. */
const STEP = 20_000;

/** A text of any length, folded to its beginning: a person sees its size, and can ask for more. */
@customElement('dwc-long-text')
export class LongText extends LightElement {
  @property({ attribute: false }) text = '';
  /** Shown at first. */
  @property({ attribute: false }) maxLines = 12;
  @property({ attribute: false }) maxCharacters = 1200;
  /** Names of the buttons for a screen reader: "Show more of the message". */
  @property({ attribute: false }) more = '';
  @property({ attribute: false }) less = '';
  @state() private shown = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('text')) this.shown = 0;
  }

  protected override render(): TemplateResult {
    const start = beginningOf(this.text, this.maxLines, this.maxCharacters);
    const end = Math.max(start, Math.min(this.shown, this.text.length));
    const rest = this.text.length - end;
    return html`<pre class="long-text code-font">${visibleText(this.text.slice(0, end))}${rest > 0 ? '…' : nothing}</pre>
      ${
        rest > 0 || end > start
          ? html`<button type="button" class="link" aria-label=${rest > 0 ? this.more : this.less} @click=${() => this.toggle(rest, end)}>
              ${rest > 0 ? this.restLabel(end) : t('Show less')}
            </button>`
          : nothing
      }`;
  }

  private toggle(rest: number, end: number): void {
    this.shown = rest > 0 ? Math.max(end, this.shown) + STEP : 0;
  }

  private restLabel(end: number): string {
    const rest = this.text.length - end;
    if (rest > STEP) return t('Show more ({0} left)', formatLength(rest));
    const lines = this.text.slice(end).split('\n').length - 1;
    return lines > 0 ? plural(lines, 'Show {0} more line', 'Show {0} more lines') : t('Show {0} more', formatLength(rest));
  }
}
