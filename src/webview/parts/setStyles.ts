import { nothing } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

/**
 * Sets style properties from script: `<div ${setStyles({ width: '40%' })}>`. The page's content security policy blocks style
 * attributes, and with them lit's own `styleMap`.
 */
class SetStyles extends Directive {
  render(_properties: Record<string, string>): typeof nothing {
    return nothing;
  }

  override update(part: ElementPart, [properties]: [Record<string, string>]): typeof nothing {
    const { style } = part.element as HTMLElement;
    for (const [name, value] of Object.entries(properties)) style.setProperty(name, value);
    return nothing;
  }
}

export const setStyles = directive(SetStyles);
