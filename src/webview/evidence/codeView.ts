import { html, nothing, type TemplateResult } from 'lit';
import { plural, t } from '../../core/language';
import { codeText } from '../parts/codeText';
import { formatLength } from '../parts/formatNumber';
import { lineRange } from '../parts/lineRange';
import type { CodeRow } from './codeRows';

/** A longer line is cut in the view; the prompt has it whole. */
const MAX_LINE = 2000;
/** Rows drawn at first, and the step of "Show more". */
export const CODE_STEP = 200;

export interface CodeViewOptions {
  rows: CodeRow[];
  label: string;
  /** Rows to draw. */
  shown: number;
  onMore: () => void;
  /** Opens a line in the editor. */
  onLine?: (line: number) => void;
  /** Puts a folded range back. */
  onUnfold?: (startLine: number, endLine: number) => void;
}

/** Code with the file's own line numbers; lines that the evidence cites are marked. */
export function codeView({ rows, label, shown, onMore, onLine, onUnfold }: CodeViewOptions): TemplateResult {
  const rest = rows.length - shown;
  return html`<div class="code code-font" role="group" aria-label=${label}>
      ${rows.slice(0, shown).map((row) => (row.kind === 'line' ? lineRow(row, onLine) : foldedRow(row, onUnfold)))}
    </div>
    ${rest > 0 ? html`<button type="button" class="link" @click=${onMore}>${plural(Math.min(rest, CODE_STEP), 'Show {0} more line', 'Show {0} more lines')}</button>` : nothing}`;
}

function lineRow({ number, text, focus }: CodeRow & { kind: 'line' }, onLine?: (line: number) => void): TemplateResult {
  const cut = text.length - MAX_LINE;
  // The number is a shortcut for the mouse; by keyboard the snippet's own link opens the file.
  const open = number !== undefined && onLine ? () => onLine(number) : undefined;
  return html`<div class="code-line" ?data-focus=${focus}>
    <span class="code-number" title=${open ? t('Open line {0}', number ?? '') : nothing} @click=${open}
      >${focus ? html`<span class="sr-only">${t('evidence, line')} </span>` : nothing}${number ?? ''}</span
    ><span class="code-text"
      >${codeText(cut > 0 ? text.slice(0, MAX_LINE) : text)}${cut > 0 ? html`<span class="dim">${t('… {0} more', formatLength(cut))}</span>` : nothing}</span
    >
  </div>`;
}

function foldedRow(row: CodeRow & { kind: 'folded' }, onUnfold?: (startLine: number, endLine: number) => void): TemplateResult {
  const count = row.endLine - row.startLine + 1;
  return html`<div class="code-line code-folded">
    <span class="code-number" aria-hidden="true">⋯</span>
    ${
      onUnfold
        ? html`<button
            type="button"
            class="link"
            title=${plural(count, 'Line {1} is left out of the prompt', 'Lines {1} are left out of the prompt', lineRange(row))}
            @click=${() => onUnfold(row.startLine, row.endLine)}
          >
            ${plural(count, '{0} line left out: put back', '{0} lines left out: put back')}
          </button>`
        : html`<span class="dim">${plural(count, '{0} line left out', '{0} lines left out')}</span>`
    }
  </div>`;
}
