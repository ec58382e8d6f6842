import { html, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import type { Completion } from './completion';
import { setStyles } from './setStyles';

export interface TextAreaOptions {
  id: string;
  /** Read by screen readers; a visible label refers to `id` instead. */
  label?: string;
  value: string;
  placeholder?: string;
  /** Minimum number of lines; the field grows with its text. */
  rows?: number;
  /** Code: uses the editor's font. */
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
  /** Offers files and symbols after an `@`. */
  completion?: Completion;
}

/** A text field that grows with its text; `vscode-textarea` has a fixed height and hides its field in a shadow root. */
export function textArea(options: TextAreaOptions): TemplateResult {
  const { completion } = options;
  const list = completion?.attributesOf(options.id);
  const onKey = (event: KeyboardEvent) => {
    if (completion?.pressed(event)) return;
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
    aria-autocomplete=${ifDefined(list && 'list')}
    aria-controls=${ifDefined(list?.expanded ? list.controls : undefined)}
    aria-activedescendant=${ifDefined(list?.active)}
    @input=${(event: Event) => {
      const field = event.target as HTMLTextAreaElement;
      options.onInput(field.value);
      completion?.typed(field);
    }}
    @keydown=${onKey}
    @blur=${() => {
      completion?.close();
      options.onBlur?.();
    }}
    @paste=${(event: ClipboardEvent) => options.onPaste?.(event)}
  ></textarea>`;
}
