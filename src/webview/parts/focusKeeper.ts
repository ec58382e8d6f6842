import type { LitElement, ReactiveController } from 'lit';

/** Keeps the focus in a component when a redraw removes or disables the control that had it. */
export class FocusKeeper implements ReactiveController {
  /** The control that had the focus before the redraw. */
  private held: Element | undefined;

  /** @param next the control that gets the focus instead */
  constructor(
    private readonly host: LitElement,
    private readonly next: () => HTMLElement | null | undefined,
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    const { activeElement } = document;
    if (activeElement && activeElement !== this.host && this.host.contains(activeElement)) this.held = activeElement;
  }

  hostUpdated(): void {
    const { held } = this;
    if (!held) return;
    this.held = undefined;
    // Nested components are drawn a step later.
    requestAnimationFrame(() => {
      const { activeElement } = document;
      const lost = activeElement === document.body || (activeElement === held && held.matches('[disabled], [aria-disabled="true"]'));
      if (lost) this.next()?.focus();
    });
  }
}
