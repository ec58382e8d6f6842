import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formatCount, plural, shownList, t } from '../../core/language';
import type { Snippet } from '../../protocol/panelState';
import { fileLink, folderName } from '../parts/fileLink';
import { icon } from '../parts/icon';
import { removeButton } from '../parts/removeButton';
import { inlineCode } from '../parts/inlineCode';
import { LightElement } from '../parts/lightElement';
import { textArea } from '../parts/textArea';
import { lineRange } from '../parts/lineRange';
import { visibleText } from '../parts/visibleText';
import type { Session } from '../session';
import type { Scope } from '../viewMemory';
import { codeRows } from './codeRows';
import { CODE_STEP, codeView } from './codeView';

const roleWords: Record<Snippet['role'], string> = {
  throws: t('throws'),
  caller: t('caller'),
  callee: t('called'),
  test: t('test'),
  changed: t('changed'),
};

/** One piece of code in the evidence: a row that opens to the code, which can be edited, left out and put back. */
@customElement('dwc-snippet')
export class SnippetRow extends LightElement {
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) memory!: Scope;
  @property({ attribute: false }) snippet!: Snippet;
  /** In its file, among the shown ones. */
  @property({ attribute: false }) name = '';
  /** Its state in the prompt. */
  @property({ attribute: false }) inPrompt: 'whole' | 'folded' | 'out' = 'whole';
  @property({ attribute: false }) edited = false;
  /** A recent change touches its lines. */
  @property({ attribute: false }) changed = false;
  @property({ attribute: false }) open = false;
  @property({ attribute: false }) onToggle: () => void = () => undefined;
  @state() private shown = CODE_STEP;

  private get draftKey(): string {
    return `edit:${this.snippet.id}`;
  }

  protected override render(): TemplateResult {
    const { snippet } = this;
    const name = `${this.name} ${lineRange(snippet)}`;
    const editing = this.memory.get<string>(this.draftKey) !== undefined;
    return html`<div class="snippet" data-row ?data-open=${this.open} data-in-prompt=${this.inPrompt}>
      <div class="snippet-head">
        <button
          type="button"
          class="fold-button"
          data-item
          aria-expanded=${this.open ? 'true' : 'false'}
          aria-controls=${this.bodyId}
          title="${visibleText(snippet.file)}:${lineRange(snippet)}"
          @click=${this.onToggle}
        >
          ${icon(this.open ? 'chevron-down' : 'chevron-right', 'fold-chevron')}
          <span class="snippet-name">${visibleText(this.name)}</span>
          <span class="snippet-lines">${lineRange(snippet)}</span>
          <span class="snippet-reason dim">${roleWords[snippet.role]}</span>
          ${this.changed ? html`<span class="changed-mark">● <span class="changed-word">${t('changed')}</span></span>` : nothing}
          ${this.edited ? html`<span class="mark">${t('edited')}</span>` : nothing}
          ${this.inPrompt === 'folded' ? html`<span class="mark" title=${t('Its less likely lines are left out of the prompt')}>${t('shortened')}</span>` : nothing}
          <span class="snippet-tokens dim" aria-label=${plural(snippet.tokens, '{0} token', '{0} tokens')}
            >${t('{0} t', formatCount(snippet.tokens))}</span
          >
        </button>
        <span class="row-actions">
          ${
            this.inPrompt === 'out'
              ? html`<button
                  type="button"
                  class="link"
                  data-item
                  title=${t('Add it to the prompt; if there is no room, less likely code gives way')}
                  aria-label=${t('Add {0} to the prompt', name)}
                  @click=${() =>
                    this.session.act('unfoldSnippet', { id: snippet.id, startLine: snippet.startLine, endLine: snippet.endLine })}
                >
                  ${t('Add')}
                </button>`
              : nothing
          }
          <button
            type="button"
            class="icon-button edit-snippet"
            data-item
            title=${t('Edit')}
            aria-label=${t('Edit {0}', name)}
            @click=${this.edit}
          >
            ${icon('edit')}
          </button>
          ${removeButton({
            title: t('Leave out of the prompt'),
            label: t('Leave {0} out of the prompt', name),
            icon: 'close',
            remove: () => this.session.act('remove', { key: snippet.id }),
          })}
        </span>
      </div>
      <div class="fold-body" id=${this.bodyId} ?hidden=${!this.open}>
        ${this.open ? (editing ? this.renderEditor(name) : this.renderCode(name)) : nothing}
      </div>
    </div>`;
  }

  private get bodyId(): string {
    return `snippet-${this.snippet.id.replace(/[^\w-]/g, '_')}`;
  }

  private renderCode(name: string): TemplateResult {
    const { snippet, session } = this;
    const why = [snippet.function, shownList(snippet.reason)].filter(Boolean).join(' · ');
    return html`<div class="snippet-where">
        ${fileLink({ session, file: snippet.file, line: snippet.focusLines[0] ?? snippet.startLine })}
        <span class="folder" title=${visibleText(snippet.file)}>${visibleText(folderName(snippet.file))}</span>
        <span class="snippet-why dim">${inlineCode(why)}</span>
        ${
          this.edited
            ? html`<button type="button" class="link" @click=${() => session.act('restore', { key: snippet.id })}>
                ${t('Undo the edit')}
              </button>`
            : nothing
        }
      </div>
      ${codeView({
        rows: codeRows(snippet, this.edited),
        label: t('Code of {0}', name),
        shown: this.shown,
        onMore: () => {
          this.shown += CODE_STEP;
        },
        onLine: (line) => session.act('openLocation', { file: snippet.file, line }),
        onUnfold: (startLine, endLine) => session.act('unfoldSnippet', { id: snippet.id, startLine, endLine }),
      })}`;
  }

  private renderEditor(name: string): TemplateResult {
    const draft = this.memory.get<string>(this.draftKey) ?? '';
    return html`<div class="snippet-editor">
      ${textArea({
        id: `${this.bodyId}-text`,
        label: t('Text of {0} in the prompt', name),
        value: draft,
        code: true,
        rows: 4,
        maxLength: 1_000_000,
        onInput: (text) => this.memory.set(this.draftKey, text),
        onSubmit: () => this.save(),
        onEscape: () => this.leaveEditor(),
      })}
      <div class="button-row">
        <vscode-button @click=${() => this.save()}>${t('Save')}</vscode-button>
        <vscode-button secondary @click=${() => this.leaveEditor()}>${t('Cancel')}</vscode-button>
        <span class="dim">${t('The file itself stays as it is.')}</span>
      </div>
    </div>`;
  }

  private readonly edit = async () => {
    this.memory.set(this.draftKey, this.snippet.text);
    if (!this.open) this.onToggle();
    this.requestUpdate();
    await this.updateComplete;
    // The row itself opens when its owner is next drawn.
    requestAnimationFrame(() => this.querySelector<HTMLElement>('textarea')?.focus());
  };

  private save(): void {
    const text = this.memory.get<string>(this.draftKey);
    if (text !== undefined && text !== this.snippet.text) this.session.act('editSnippet', { id: this.snippet.id, text });
    this.leaveEditor();
  }

  private leaveEditor(): void {
    this.memory.set(this.draftKey, undefined);
    this.requestUpdate();
    this.querySelector<HTMLElement>('.edit-snippet')?.focus();
  }
}
