import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../../core/language';
import type { EvidenceState } from '../../protocol/panelState';
import { Completion } from '../parts/completion';
import { LightElement } from '../parts/lightElement';
import { textArea } from '../parts/textArea';
import type { Session } from '../session';
import type { Scope } from '../viewMemory';

/** Pause in typing before the text is passed on, ms. */
const PAUSE_MS = 600;

/**
 * What should have happened, and what did. The person's text stays theirs: a new state from the host never replaces a draft; a draft ends
 * when the host has the same text.
 */
@customElement('dwc-expectation')
export class ExpectationFields extends LightElement {
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) memory!: Scope;
  @property({ attribute: false }) expected = '';
  @property({ attribute: false }) actual = '';
  @property({ attribute: false }) source: EvidenceState['expectationSource'] = 'none';
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Code that is named here also becomes evidence. */
  private readonly completion = new Completion(
    this,
    'expectation-completion',
    (query) => this.session.call('completeReference', { query }),
    (field, { reference }) => {
      this.typed(field.id === 'actual' ? 'actual' : 'expected', field.value);
      this.session.call('addReference', { reference }).catch(() => undefined);
    },
  );

  protected override willUpdate(changed: PropertyValues<this>): void {
    for (const field of ['expected', 'actual'] as const) {
      if (changed.has(field) && this.memory.get<string>(field) === this[field]) this.memory.set(field, undefined);
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.flush();
  }

  /** Passes on recent typing now. */
  flush(): void {
    if (this.timer !== undefined) this.send();
  }

  protected override render(): TemplateResult {
    return html`<div class="expectation">
      ${this.renderField('expected', t('I expected'), t('what should have happened; @ names a file'))}
      ${this.renderField('actual', t('instead'), t('what happened'))}
      ${this.source === 'test' ? html`<p class="dim">${t('From the test.')}</p>` : nothing}
    </div>`;
  }

  private renderField(field: 'expected' | 'actual', label: string, placeholder: string): TemplateResult {
    return html`<label for=${field}>${label}</label> ${textArea({
        id: field,
        value: this.memory.get<string>(field) ?? this[field],
        placeholder,
        maxLength: 20_000,
        completion: this.completion,
        onInput: (text) => this.typed(field, text),
        onBlur: () => this.flush(),
      })}
      ${this.completion.render(field)}`;
  }

  private typed(field: 'expected' | 'actual', text: string): void {
    this.memory.set(field, text);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE_MS);
  }

  private send(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const expected = this.memory.get<string>('expected') ?? this.expected;
    const actual = this.memory.get<string>('actual') ?? this.actual;
    if (expected !== this.expected || actual !== this.actual) this.session.act('setExpectation', { expected, actual });
  }
}
