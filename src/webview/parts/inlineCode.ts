import { html, type TemplateResult } from 'lit';
import { codeSpans } from './codeSpans';
import { visibleText } from './visibleText';

/** A sentence with code between backticks, as plain text and code: "makes `orders`". No other markup. */
export function inlineCode(text: string): TemplateResult {
  return html`${codeSpans(visibleText(text)).map((part, index) => (index % 2 ? html`<code>${part}</code>` : part))}`;
}
