import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import { t } from '../../core/language';
import { Completion } from '../parts/completion';
import { LightElement } from '../parts/lightElement';
import { visibleText } from '../parts/visibleText';
import type { Session } from '../session';
import type { Scope } from '../viewMemory';

/** Adds code by hand: a file, lines of a file, or the selection in the editor. */
@customElement('dwc-add-reference')
export class AddReference extends LightElement {
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) memory!: Scope;
  @state() private problem = '';
  @state() private busy = false;
  private readonly completion = new Completion(
    this,
    'add-completion',
    (query) => this.session.call('completeReference', { query }),
    (field) => {
      this.draft = field.value.trimEnd();
      this.requestUpdate();
    },
  );

  protected override render(): TemplateResult {
    const list = this.completion.attributesOf('add-reference');
    return html`<div class="add-reference">
      <div class="add-row">
        <input
          id="add-reference"
          class="text-input code-font"
          role="combobox"
          aria-label=${t('Add a file or lines')}
          aria-autocomplete="list"
          aria-expanded=${list.expanded ? 'true' : 'false'}
          aria-controls=${ifDefined(list.expanded ? list.controls : undefined)}
          aria-activedescendant=${ifDefined(list.active)}
          aria-invalid=${this.problem ? 'true' : 'false'}
          placeholder="@src/file.ts:10-40"
          spellcheck="false"
          autocomplete="off"
          maxlength="1000"
          .value=${live(this.draft)}
          @input=${(event: Event) => {
            const field = event.target as HTMLInputElement;
            this.draft = field.value;
            this.problem = '';
            this.completion.typed(field);
          }}
          @blur=${() => this.completion.close()}
          @keydown=${(event: KeyboardEvent) => {
            if (this.completion.pressed(event) || event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            void this.add();
          }}
        />
        <vscode-button secondary ?disabled=${this.busy} @click=${() => void this.add()}>${t('Add')}</vscode-button>
        <vscode-button secondary ?disabled=${this.busy} @click=${() => void this.run(() => this.session.call('addSelection', {}))}
          >${t('Add selection')}</vscode-button
        >
      </div>
      ${this.completion.render('add-reference')}
      <div role="alert">${this.problem ? html`<p class="problem">${visibleText(this.problem)}</p>` : nothing}</div>
    </div>`;
  }

  private get draft(): string {
    return this.memory.get<string>('add') ?? '';
  }

  private set draft(text: string) {
    this.memory.set('add', text || undefined);
  }

  private async add(): Promise<void> {
    const reference = this.draft.trim();
    if (!reference) {
      this.problem = t('Name a file, as in @src/file.ts or @src/file.ts:10-40.');
      return;
    }
    await this.run(
      () => this.session.call('addReference', { reference }),
      () => (this.draft = ''),
    );
  }

  private async run(add: () => Promise<string | undefined | void>, onDone?: () => void): Promise<void> {
    this.busy = true;
    try {
      this.problem = (await add()) ?? '';
      if (!this.problem) onDone?.();
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    } finally {
      this.busy = false;
    }
  }
}
