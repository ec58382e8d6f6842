import { html, type TemplateResult } from 'lit';

/** A codicon, silent for screen readers: the text beside it or the button's label gives the meaning. */
export function icon(name: string, extraClass = ''): TemplateResult {
  return html`<span class="codicon codicon-${name} ${extraClass}" aria-hidden="true"></span>`;
}
