import { html, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import { setStyles } from './setStyles';

export interface TextAreaOptions {
  id: string;
  /** Read by screen readers; a visible label refers to `id` instead. */
  label?: string;
  value: string;
  placeholder?: string;
  /** Lines shown at least; the field grows with its text. */
  rows?: number;
  /** Code: the editor's font. */
  code?: boolean;
  describedBy?: string;
  maxLength?: number;
  onInput: (text: string) => void;
  /** Ctrl/Cmd+Enter. */
  onSubmit?: () => void;
  /** Escape. */
  onEscape?: () => void;
  onBlur?: () => void;
  onPaste?: (event: ClipboardEvent) => void;
}

/** A text field that grows with its text; `vscode-textarea` has a fixed height and hides its field in a shadow root. */
export function textArea(options: TextAreaOptions): TemplateResult {
  const onKey = (event: KeyboardEvent) => {
    const submits = event.key === 'Enter' && (event.ctrlKey || event.metaKey) && options.onSubmit;
    const escapes = event.key === 'Escape' && options.onEscape;
    if (!submits && !escapes) return;
    event.preventDefault();
    event.stopPropagation();
    (submits || escapes || undefined)?.();
  };
  return html`<textarea
    id=${options.id}
    class="text-input ${options.code ? 'code-font' : ''}"
    ${setStyles({ 'min-height': `${8 + 18 * (options.rows ?? 1)}px` })}
    aria-label=${ifDefined(options.label)}
    aria-describedby=${ifDefined(options.describedBy)}
    placeholder=${ifDefined(options.placeholder)}
    maxlength=${ifDefined(options.maxLength)}
    spellcheck="false"
    .value=${live(options.value)}
    @input=${(event: Event) => options.onInput((event.target as HTMLTextAreaElement).value)}
    @keydown=${onKey}
    @blur=${() => options.onBlur?.()}
    @paste=${(event: ClipboardEvent) => options.onPaste?.(event)}
  ></textarea>`;
}
