import { html, type TemplateResult } from 'lit';
import { icon } from './icon';

interface RemoveButton {
  /** What a pointer over it is told; the key is added. */
  title: string;
  /** What it is called, with the row's name. */
  label: string;
  icon: 'close' | 'trash';
  remove: () => void;
}

/** Takes a row of a list away; Delete on the row presses it, see `roving`. */
export function removeButton({ title, label, icon: name, remove }: RemoveButton): TemplateResult {
  return html`<button
    type="button"
    class="icon-button"
    data-item
    data-remove
    title="${title} (Delete)"
    aria-label=${label}
    @click=${remove}
  >
    ${icon(name)}
  </button>`;
}
