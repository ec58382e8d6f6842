import { html, type TemplateResult } from 'lit';
import { t } from '../../core/language';
import { icon } from './icon';

interface RemoveButton {
  /** Tooltip; the key is added. */
  title: string;
  /** Its label, with the row's name. */
  label: string;
  icon: 'close' | 'trash';
  remove: () => void;
}

/** Removes a row of a list; Delete on the row presses it, see `roving`. */
export function removeButton({ title, label, icon: name, remove }: RemoveButton): TemplateResult {
  return html`<button
    type="button"
    class="icon-button"
    data-item
    data-remove
    title="${title} (${t('Delete')})"
    aria-label=${label}
    @click=${remove}
  >
    ${icon(name)}
  </button>`;
}
