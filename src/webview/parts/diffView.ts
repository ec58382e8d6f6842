import { html, nothing, type TemplateResult } from 'lit';
import { plural } from '../../core/language';
import { codeText } from './codeText';

/** Most lines of a diff that are drawn. */
const MAX_LINES = 200;

/** A unified diff; added and removed lines keep their sign, so that colour is not the only difference. */
export function diffView(diff: string, label: string): TemplateResult {
  const lines = diff.replace(/\n$/, '').split('\n');
  return html`<div class="code code-font" role="group" aria-label=${label}>
    ${lines.slice(0, MAX_LINES).map((line) => html`<div class="code-line diff-line" data-kind=${kindOf(line)}><span class="code-text">${codeText(line.slice(0, 2000)) || ' '}</span></div>`)}
    ${lines.length > MAX_LINES ? html`<div class="code-line dim">${plural(lines.length - MAX_LINES, '… {0} more line', '… {0} more lines')}</div>` : nothing}
  </div>`;
}

/** Only the added and removed lines of each file, without context: enough to judge a small change. */
export function changedLines(diff: string): string[] {
  return diff
    .split(/^(?=--- )/m)
    .map((part) =>
      part
        .split('\n')
        .filter((line) => ['added', 'removed'].includes(kindOf(line)))
        .join('\n'),
    )
    .filter(Boolean);
}

function kindOf(line: string): 'added' | 'removed' | 'place' | 'same' {
  if (line.startsWith('@@') || line.startsWith('+++') || line.startsWith('---')) return 'place';
  if (line.startsWith('+')) return 'added';
  return line.startsWith('-') ? 'removed' : 'same';
}
