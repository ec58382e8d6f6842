import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { t } from '../../core/language';
import type { ReferenceCompletion } from '../../protocol/panelState';
import { visibleText } from './visibleText';

/** Pause in typing before files are searched, ms. */
const PAUSE_MS = 120;

type Field = HTMLTextAreaElement | HTMLInputElement;

/**
 * The text typed after an `@` up to the caret.
 * @returns the text without the `@`, and the 0-based offset of the `@`; undefined if the caret is not in a reference
 */
export function referenceBeforeCaret(text: string, caret: number): { query: string; start: number } | undefined {
  const match = /(?:^|[\s("'`,;])@([\w./\\+-]{1,100})$/.exec(text.slice(Math.max(0, caret - 102), caret));
  const query = match?.[1];
  return query === undefined ? undefined : { query, start: caret - query.length - 1 };
}

/** A list of files and symbols below a field in which an `@` is typed; arrows choose, Enter or Tab accepts, Escape closes. */
export class Completion implements ReactiveController {
  private items: ReferenceCompletion[] = [];
  private chosen = 0;
  private field: Field | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  /**
   * @param id of the list, unique in the page
   * @param find files and symbols whose name contains the text
   * @param onTake called when the field holds the reference
   */
  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly id: string,
    private readonly find: (query: string) => Promise<ReferenceCompletion[]>,
    private readonly onTake: (field: Field, taken: ReferenceCompletion) => void,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.close();
  }

  /** Call after each input in a field. */
  typed(field: Field): void {
    clearTimeout(this.timer);
    const found = referenceBeforeCaret(field.value, field.selectionStart ?? field.value.length);
    if (!found) return this.close();
    this.field = field;
    const asked = ++this.asked;
    this.timer = setTimeout(() => {
      this.find(found.query).then(
        (items) => {
          if (asked !== this.asked) return;
          this.items = items;
          this.chosen = 0;
          this.host.requestUpdate();
        },
        () => this.close(),
      );
    }, PAUSE_MS);
  }

  /** @returns whether the key was for the list */
  pressed(event: KeyboardEvent): boolean {
    const count = this.items.length;
    if (!count || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === 'ArrowDown') this.choose((this.chosen + 1) % count);
    else if (event.key === 'ArrowUp') this.choose((this.chosen + count - 1) % count);
    else if (event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey)) this.take(this.chosen);
    else if (event.key === 'Escape') this.close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  close(): void {
    clearTimeout(this.timer);
    this.asked++;
    if (!this.items.length) return;
    this.items = [];
    this.host.requestUpdate();
  }

  /** Attributes that describe the list to a screen reader, for the field with this id. */
  attributesOf(field: string): { expanded: boolean; controls: string; active: string | undefined } {
    const expanded = this.items.length > 0 && this.field?.id === field;
    return { expanded, controls: this.id, active: expanded ? `${this.id}-${this.chosen}` : undefined };
  }

  /** The list, for drawing below the field with this id. */
  render(field: string): TemplateResult | typeof nothing {
    if (!this.items.length || this.field?.id !== field) return nothing;
    return html`<div class="completion" role="listbox" id=${this.id} aria-label=${t('Files and symbols')}>
      ${this.items.map(
        ({ label, detail }, index) =>
          html`<div
            class="completion-item"
            role="option"
            id="${this.id}-${index}"
            aria-selected=${index === this.chosen ? 'true' : 'false'}
            @mousedown=${(event: MouseEvent) => {
              // The field keeps the focus.
              event.preventDefault();
              this.take(index);
            }}
          >
            <span>${visibleText(label)}</span><span class="dim completion-detail" title=${visibleText(detail)}>${visibleText(detail)}</span>
          </div>`,
      )}
    </div>`;
  }

  private choose(index: number): void {
    this.chosen = index;
    this.host.requestUpdate();
  }

  private take(index: number): void {
    const { field } = this;
    const taken = this.items[index];
    const found = field && referenceBeforeCaret(field.value, field.selectionStart ?? field.value.length);
    this.close();
    if (!field || !taken || !found) return;
    const end = field.selectionStart ?? field.value.length;
    field.setRangeText(`${taken.reference} `, found.start, end, 'end');
    this.onTake(field, taken);
  }
}
