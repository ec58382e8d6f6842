import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { t } from '../../core/language';
import type { Session } from '../session';
import { visibleText } from './visibleText';

export interface FileLinkOptions {
  session: Session;
  file: string;
  /** 1-based; the first line if absent. */
  line?: number;
  /** Instead of `:line`, e.g. "30–52". */
  lines?: string;
  /** The code of the line, shown on hover and focus. */
  hover?: string;
  item?: boolean;
  /** Shows the folder behind the name. */
  folder?: boolean;
}

/** Opens a file at a line in the editor. Shows the file's name; the whole path is its title. */
export function fileLink({ session, file, line, lines, hover, item, folder }: FileLinkOptions): TemplateResult {
  const place = lines ?? line;
  const where = place === undefined ? '' : `:${place}`;
  const path = visibleText(file);
  return html`<button
      type="button"
      class="link file-link"
      title=${ifDefined(hover === undefined ? `${path}${where}` : undefined)}
      aria-label=${t('Open {0}', `${path}${where}`)}
      data-hover=${ifDefined(hover === undefined ? undefined : visibleText(hover))}
      data-hover-title="${path}${where}"
      ?data-item=${item}
      @click=${(event: Event) => {
        event.stopPropagation();
        session.act('openLocation', { file, line: line ?? 1 });
      }}
    >
      ${shortName(baseName(path))}<span class="file-line">${where}</span></button
    >${folder ? html`<span class="folder" title=${path}>${folderName(path)}</span>` : nothing}`;
}

/** Characters of a name that are shown whole; a longer one would push the line out of a narrow view. */
const MAX_NAME = 30;

/** A very long name without its middle: its end tells it apart, and the line after it stays in sight. */
export function shortName(name: string): string {
  const letters = [...name];
  if (letters.length <= MAX_NAME) return name;
  const end = Math.floor(MAX_NAME / 2);
  return `${letters.slice(0, MAX_NAME - end - 1).join('')}…${letters.slice(-end).join('')}`;
}

/** `src/hooks/useOrders.ts` → `useOrders.ts`. */
export function baseName(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1) || file;
}

/** `src/hooks/useOrders.ts` → `src/hooks`; empty for a file at the top. */
export function folderName(file: string): string {
  const end = Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'));
  return end <= 0 ? '' : file.slice(0, end);
}
