import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formatCount, inParts, t } from '../../../core/language';
import type { ExpectedTokens } from '../../../core/attention/modelRun';
import { rowName } from '../../../core/attention/sections';
import { LightElement } from '../../parts/lightElement';
import { roving } from '../../parts/roving';
import { setStyles } from '../../parts/setStyles';
import { visibleText } from '../../parts/visibleText';
import type { AttentionReading } from '../attentionReading';
import { formatWeight } from '../painters/formatWeight';

const CANDIDATES = 8;
/** Lines before and after the chosen one. */
const AROUND = 4;

/** Mask and predict: a token of a line is masked, and the model gives its expectation. */
@customElement('dwc-attention-expected')
export class ExpectedView extends LightElement {
  @property({ attribute: false }) reading!: AttentionReading;
  /** Passed so that a choice made elsewhere redraws this. */
  @property({ attribute: false }) choice: unknown;
  @state() private answer: { token: number; expected: ExpectedTokens } | undefined;
  @state() private problem = '';
  private asked = -1;

  protected override willUpdate(): void {
    const token = this.token;
    if (token === undefined || token === this.asked) return;
    this.asked = token;
    this.reading.source.expectedTokens(token, CANDIDATES).then(
      (expected) => this.asked === token && ((this.answer = { token, expected }), (this.problem = '')),
      (error: unknown) =>
        this.asked === token && ((this.answer = undefined), (this.problem = error instanceof Error ? error.message : String(error))),
    );
  }

  protected override render(): TemplateResult {
    const { run } = this.reading;
    const row = this.row;
    const first = Math.max(0, row - AROUND);
    const lines = run.rows.slice(first, row + AROUND + 1).map((_, at) => first + at);
    return html`<div class="expected">
      <div class="expected-lines" role="group" aria-label=${t('Tokens of the lines; choose one')} ${roving()}>
        ${lines.map((line) => this.renderLine(line, line === row))}
      </div>
      ${
        this.token === undefined
          ? html`<p class="hint">${t('Choose a token: it is covered, and the model says what it expected in its place.')}</p>`
          : this.problem
            ? html`<p class="hint">${this.problem}</p>`
            : this.renderAnswer()
      }
    </div>`;
  }

  private get token(): number | undefined {
    const { focus } = this.reading.choice;
    return focus?.kind === 'token' && !this.reading.run.tokens.special[focus.token] ? focus.token : undefined;
  }

  private get row(): number {
    return this.reading.rowsOf(this.reading.choice.focus)[0] ?? Math.max(0, this.reading.suspect);
  }

  private renderLine(row: number, current: boolean): TemplateResult {
    const { run } = this.reading;
    const { start, end, text } = run.rows[row]!;
    const tokens = Array.from({ length: end - start }, (_, at) => start + at).filter((token) => !run.tokens.special[token]);
    const indent = /^\s*/.exec(text)![0].length;
    return html`<div class="expected-line" data-row ?data-current=${current}>
      <span class="dim expected-name">${rowName(run.rows, row)}</span>
      <span class="code-font expected-tokens" ${setStyles({ 'padding-inline-start': `${Math.min(indent, 24) * 0.6}em` })}
        >${tokens.map((token) => {
          const shown = run.tokens.text[token]!;
          return html`<button
            type="button"
            class="expected-token"
            data-item
            aria-pressed=${token === this.token ? 'true' : 'false'}
            @click=${() => this.reading.choose({ focus: { kind: 'token', token } })}
          >
            ${visibleText(token === tokens[0] ? shown.trimStart() || '␣' : shown).replaceAll(' ', '\u00a0')}
          </button>`;
        })}</span
      >
    </div>`;
  }

  private renderAnswer(): TemplateResult {
    const { answer } = this;
    if (answer?.token !== this.token || !answer) return html`<p class="hint">${t('Reading…')}</p>`;
    const { candidates, actual } = answer.expected;
    const largest = candidates[0]?.probability ?? 1;
    return html`<div class="expected-answer" role="status">
      <p>
        ${inParts(
          'The text here is {0}. The model gives it {1}, place {2} of {3}.',
          html`<code>${visibleText(actual.text.trim())}</code>`,
          formatWeight(actual.probability),
          formatCount(actual.rank),
          formatCount(this.reading.run.model.vocabulary),
        )}
        ${actual.rank === 1 ? t('That is what it expected.') : actual.rank > 10 ? t('It expected something else.') : nothing}
      </p>
      <table class="rivals">
        <caption class="sr-only">
          ${t('What the model expected')}
        </caption>
        <thead class="sr-only">
          <tr>
            <th scope="col">${t('token')}</th>
            <th scope="col">${t('probability')}</th>
            <th scope="col">${t('bar')}</th>
          </tr>
        </thead>
        <tbody>
          ${candidates.map(
            ({ text, probability }) =>
              html`<tr ?data-chosen=${text === actual.text}>
                <th scope="row" class="code-font">${visibleText(text.trim() || '␣')}</th>
                <td>${formatWeight(probability)}</td>
                <td class="rival-bar">
                  <span class="weight-bar" aria-hidden="true"
                    ><span ${setStyles({ width: `${Math.max(1, Math.round((100 * probability) / largest))}%` })}></span
                  ></span>
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
      <p class="dim">
        ${t('An unexpected token is a place to look at, not a fault: names of this project are unexpected to a model that never saw it.')}
      </p>
    </div>`;
  }
}
