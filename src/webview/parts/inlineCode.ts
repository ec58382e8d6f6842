import { html, type TemplateResult } from 'lit';
import { visibleText } from './visibleText';

/** A sentence with code between backticks, as plain text and code: "makes `orders`". No other markup. */
export function inlineCode(text: string): TemplateResult {
  const parts = visibleText(text).split('`');
  // With an odd number of backticks one has no partner: the sentence is then shown as it is.
  if (parts.length % 2 === 0) return html`${parts.join('`')}`;
  return html`${parts.map((part, index) => (index % 2 ? html`<code>${part}</code>` : part))}`;
}
