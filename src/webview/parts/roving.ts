import { nothing } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';
import { isTyping } from '../shortcuts';

/**
 * One tab stop for a whole list, arrows inside it: `<ul ${roving()}>`. Elements with `data-item` take part; those inside the same
 * `data-row` are reached by left and right, rows by up and down. Delete presses the row's `data-remove` control.
 */
class Roving extends Directive {
  private list: HTMLElement | undefined;
  /** Place of the item that has the focus; undefined while the focus is elsewhere. */
  private focused: number | undefined;

  render(): typeof nothing {
    return nothing;
  }

  override update(part: ElementPart): typeof nothing {
    if (!this.list) {
      const list = part.element as HTMLElement;
      this.list = list;
      list.toggleAttribute('data-roving', true);
      list.addEventListener('keydown', (event) => onKey(list, event));
      list.addEventListener('focusin', (event) => {
        const items = itemsOf(list);
        const at = items.findIndex((item) => item === event.target);
        this.focused = at === -1 ? undefined : at;
        if (items[at]) makeTabStop(list, items[at]);
      });
      list.addEventListener('focusout', ({ target, relatedTarget }) => {
        // Within the list `focusin` follows; a look at it later could fall between a removal and its `settle`.
        if (relatedTarget instanceof Node && list.contains(relatedTarget)) return;
        // A removed item loses the focus without the person's doing: the next item gets it.
        setTimeout(() => {
          if (target instanceof Element && target.isConnected && !list.contains(document.activeElement)) this.focused = undefined;
        });
      });
    }
    // The rows of this render are in place only after it, those of nested components a moment later.
    setTimeout(() => this.settle());
    return nothing;
  }

  private settle(): void {
    const { list, focused } = this;
    if (!list?.isConnected) return;
    const items = itemsOf(list);
    const lost = focused !== undefined && document.activeElement === document.body;
    const stop = (lost ? items[Math.min(focused, items.length - 1)] : undefined) ?? items.find((item) => item.tabIndex === 0) ?? items[0];
    if (stop) makeTabStop(list, stop);
    if (!lost) return;
    this.focused = undefined;
    (stop ?? list.closest('.fold')?.querySelector<HTMLElement>('.fold-button'))?.focus();
  }
}

export const roving = directive(Roving);

function itemsOf(list: HTMLElement): HTMLElement[] {
  // A list inside a row of this one has its own tab stop.
  return [...list.querySelectorAll<HTMLElement>('[data-item]')].filter((item) => item.closest('[data-roving]') === list);
}

function makeTabStop(list: HTMLElement, stop: HTMLElement): void {
  for (const item of itemsOf(list)) item.tabIndex = item === stop ? 0 : -1;
}

function onKey(list: HTMLElement, event: KeyboardEvent): void {
  const items = itemsOf(list);
  const at = items.find((item) => item === event.target);
  if (!at || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  const row = at.closest('[data-row]');
  if (event.key === 'Delete') {
    const remove = row?.querySelector<HTMLElement>('[data-remove]');
    if (!remove) return;
    event.preventDefault();
    remove.click();
    return;
  }
  const next = nextItem(items, at, row, event.key);
  if (!next) return;
  event.preventDefault();
  event.stopPropagation();
  next.focus();
}

function nextItem(items: HTMLElement[], at: HTMLElement, row: Element | null, key: string): HTMLElement | undefined {
  const rows = [...new Set(items.map((item) => item.closest('[data-row]') ?? item))];
  const inRow = (wanted: Element) => items.filter((item) => (item.closest('[data-row]') ?? item) === wanted);
  const own = row ?? at;
  const column = inRow(own).indexOf(at);
  const place = rows.indexOf(own);
  const toRow = (index: number) => {
    const wanted = rows[index];
    const candidates = wanted ? inRow(wanted) : [];
    return candidates[Math.min(column, candidates.length - 1)];
  };
  switch (key) {
    case 'ArrowDown':
      return toRow(place + 1);
    case 'ArrowUp':
      return toRow(place - 1);
    case 'Home':
      return toRow(0);
    case 'End':
      return toRow(rows.length - 1);
    case 'ArrowRight':
      return inRow(own)[column + 1];
    case 'ArrowLeft':
      return inRow(own)[column - 1];
    default:
      return undefined;
  }
}
