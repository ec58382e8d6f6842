import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from './icon';
import { LightElement } from './lightElement';
import { roving } from './roving';

export interface MenuItem {
  id: string;
  label: string;
  /** A second, quieter line. */
  detail?: string;
  icon?: string;
  /** Present: one of several options, and whether it is the chosen one. */
  checked?: boolean;
  /** A separator above it. */
  separated?: boolean;
}

/** A button with a menu: `vscode-context-menu` has no roles for screen readers and no second line. */
@customElement('dwc-menu')
export class Menu extends LightElement {
  @property({ attribute: false }) items: MenuItem[] = [];
  /** The button's label for a screen reader. */
  @property({ attribute: false }) label = '';
  /** Content of the button. */
  @property({ attribute: false }) face: TemplateResult | string = '';
  @property({ attribute: false }) onPick: (id: string) => void = () => undefined;
  /** Called when it opens: for entries that take a moment to find. */
  @property({ attribute: false }) onOpen: (() => void) | undefined;
  @state() private open = false;

  protected override render(): TemplateResult {
    return html`<button
        type="button"
        class="menu-button"
        title=${this.label}
        aria-label=${this.label}
        aria-haspopup="menu"
        aria-expanded=${this.open ? 'true' : 'false'}
        @click=${() => void this.show()}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          void this.show();
        }}
      >
        ${this.face}
      </button>
      <div class="menu" role="menu" aria-label=${this.label} popover="auto" ${roving()} @toggle=${this.onToggled} @keydown=${this.onKey}>
        ${this.open ? this.items.map((item) => this.renderItem(item)) : nothing}
      </div>`;
  }

  private renderItem(item: MenuItem): TemplateResult {
    return html`${item.separated ? html`<div class="menu-separator" role="separator"></div>` : nothing}
      <div
        class="menu-item"
        role=${item.checked === undefined ? 'menuitem' : 'menuitemradio'}
        aria-checked=${item.checked === undefined ? nothing : item.checked ? 'true' : 'false'}
        tabindex="-1"
        data-item
        data-row
        @click=${() => this.pick(item.id)}
        @pointermove=${(event: Event) => (event.currentTarget as HTMLElement).focus()}
      >
        ${icon(item.checked ? 'check' : (item.icon ?? 'blank'))}
        <span class="menu-texts"
          ><span>${item.label}</span>${item.detail ? html`<span class="menu-detail">${item.detail}</span>` : nothing}</span
        >
      </div>`;
  }

  /** Opens the menu below its button and puts the focus on the chosen item, or on the first. */
  async show(): Promise<void> {
    const button = this.querySelector<HTMLElement>('.menu-button');
    const menu = this.querySelector<HTMLElement>('.menu');
    if (!button || !menu || this.open) return;
    this.open = true;
    this.onOpen?.();
    await this.updateComplete;
    menu.showPopover();
    const place = button.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = menu;
    const room = document.documentElement;
    const below = place.bottom + 2 + height <= room.clientHeight || place.top < height;
    menu.style.setProperty('left', `${Math.max(4, Math.min(place.left, room.clientWidth - width - 4))}px`);
    menu.style.setProperty('top', `${Math.max(4, below ? place.bottom + 2 : place.top - height - 2)}px`);
    (menu.querySelector<HTMLElement>('[aria-checked="true"]') ?? menu.querySelector<HTMLElement>('[data-item]'))?.focus();
  }

  private pick(id: string): void {
    this.close();
    this.onPick(id);
  }

  private close(): void {
    this.querySelector<HTMLElement>('.menu')?.hidePopover();
    this.querySelector<HTMLElement>('.menu-button')?.focus();
  }

  private readonly onToggled = (event: ToggleEvent) => {
    if (event.newState === 'open') return;
    const hadFocus = this.querySelector('.menu')?.contains(document.activeElement);
    this.open = false;
    if (hadFocus) this.querySelector<HTMLElement>('.menu-button')?.focus();
  };

  private readonly onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      event.stopPropagation();
      (event.target as HTMLElement).click();
    } else if (event.key === 'Tab' || event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  };
}
