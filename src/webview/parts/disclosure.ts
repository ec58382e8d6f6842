import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icon';

export interface DisclosureOptions {
  /** Id of the body, unique in the page. */
  id: string;
  open: boolean;
  onToggle: () => void;
  /** Content of the button, phrasing content only. */
  label: TemplateResult | string;
  /** Controls to the right of the button. */
  trailing?: TemplateResult | typeof nothing;
  /** Drawn only while open. */
  body: () => TemplateResult | typeof nothing;
  /** Level of the heading around the button; no heading if absent. */
  heading?: 2 | 3 | 4;
  extraClass?: string;
  /** Takes part in the arrow navigation of a list around it. */
  item?: boolean;
}

/** A block that folds: a button of full width, and its content. */
export function disclosure(options: DisclosureOptions): TemplateResult {
  const { id, open, heading } = options;
  const button = html`<button
    type="button"
    class="fold-button"
    aria-expanded=${open ? 'true' : 'false'}
    aria-controls=${id}
    ?data-item=${options.item}
    @click=${options.onToggle}
  >
    ${icon(open ? 'chevron-down' : 'chevron-right', 'fold-chevron')} ${options.label}
  </button>`;
  return html`<div class="fold ${options.extraClass ?? ''}" ?data-open=${open}>
    <div class="fold-head">
      ${heading ? html`<div class="fold-heading" role="heading" aria-level=${heading}>${button}</div>` : button}
      ${options.trailing ?? nothing}
    </div>
    <div class="fold-body" id=${id} ?hidden=${!open}>${open ? options.body() : nothing}</div>
  </div>`;
}
