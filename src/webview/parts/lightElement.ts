import { LitElement } from 'lit';

/**
 * Base of this view's components. They draw into the page itself: one style sheet and one icon font serve all,
 * and labels can refer to elements across components.
 */
export abstract class LightElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
