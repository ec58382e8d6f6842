import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { codeText } from './codeText';
import { LightElement } from './lightElement';

const DELAY_MS = 250;

/** Shows the code of a line beside the link that names it, on hover and on focus: one tip for the whole page. */
@customElement('dwc-hover-line')
export class HoverLine extends LightElement {
  @state() private anchor: HTMLElement | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('pointerover', this.onPointer);
    document.addEventListener('focusin', this.onFocus);
    document.addEventListener('focusout', this.hide);
    document.addEventListener('keydown', this.onKey, true);
    document.addEventListener('scroll', this.place, { capture: true, passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerover', this.onPointer);
    document.removeEventListener('focusin', this.onFocus);
    document.removeEventListener('focusout', this.hide);
    document.removeEventListener('keydown', this.onKey, true);
    document.removeEventListener('scroll', this.place, { capture: true });
  }

  protected override render(): TemplateResult {
    return html`<div class="hover-line" id="hover-line" role="tooltip" popover="manual">
      ${
        this.anchor
          ? html`<div class="hover-title">${this.anchor.dataset['hoverTitle']}</div>
              <code class="code-font">${codeText(this.anchor.dataset['hover'] ?? '')}</code>`
          : nothing
      }
    </div>`;
  }

  private readonly onPointer = (event: PointerEvent) => this.aim(event.target, DELAY_MS);
  private readonly onFocus = (event: FocusEvent) => {
    // A mouse press also gives the focus; then the pointer decides.
    if (event.target instanceof HTMLElement && event.target.matches(':focus-visible')) this.aim(event.target, 0);
  };
  private readonly onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') this.hide();
  };

  private aim(target: EventTarget | null, delay: number): void {
    const anchor = target instanceof Element ? target.closest<HTMLElement>('[data-hover]') : null;
    if (anchor === (this.anchor ?? null)) return;
    this.hide();
    if (anchor) this.timer = setTimeout(() => void this.show(anchor), delay);
  }

  private async show(anchor: HTMLElement): Promise<void> {
    if (!anchor.isConnected) return;
    this.anchor = anchor;
    anchor.setAttribute('aria-describedby', 'hover-line');
    await this.updateComplete;
    const tip = this.querySelector<HTMLElement>('.hover-line');
    if (!tip || this.anchor !== anchor) return;
    tip.showPopover();
    this.place();
  }

  /** Focus and pointer moves often come with a scroll, so the tip follows its link, and closes when that leaves the page. */
  private readonly place = () => {
    const tip = this.querySelector<HTMLElement>('.hover-line:popover-open');
    if (!this.anchor || !tip) return;
    const link = this.anchor.getBoundingClientRect();
    const room = document.documentElement;
    if (link.bottom < 0 || link.top > room.clientHeight) return this.hide();
    const above = link.top - tip.offsetHeight - 4;
    tip.style.setProperty('left', `${Math.max(4, Math.min(link.left, room.clientWidth - tip.offsetWidth - 4))}px`);
    tip.style.setProperty('top', `${above >= 4 ? above : link.bottom + 4}px`);
  };

  private readonly hide = () => {
    clearTimeout(this.timer);
    this.anchor?.removeAttribute('aria-describedby');
    this.anchor = undefined;
    const tip = this.querySelector<HTMLElement>('.hover-line');
    if (tip?.matches(':popover-open')) tip.hidePopover();
  };
}
