import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formatCount, formatFixed, inParts, t } from '../../../core/language';
import { strongest } from '../../../core/attention/massThreshold';
import type { NeuronReading } from '../../../core/attention/modelRun';
import { unpackRow } from '../../../core/attention/packAttention';
import { dot } from '../../../core/attention/scaledDotProduct';
import { rowName } from '../../../core/attention/sections';
import { LightElement } from '../../parts/lightElement';
import { roving } from '../../parts/roving';
import { setStyles } from '../../parts/setStyles';
import { visibleText } from '../../parts/visibleText';
import type { AttentionReading } from '../attentionReading';
import type { AttentionTheme } from '../drawing/attentionTheme';
import { formatWeight } from '../painters/formatWeight';
import { signedCell } from './signedCell';

/** Listed tokens that compete for the softmax. */
const RIVALS = 6;

/** One head's arithmetic for one pair of tokens: from query and key to the weighted value, in numbers that add up. */
@customElement('dwc-attention-neuron')
export class NeuronView extends LightElement {
  @property({ attribute: false }) reading!: AttentionReading;
  @property({ attribute: false }) theme!: AttentionTheme;
  @property({ attribute: false }) choice: unknown;
  @state() private numbers: NeuronReading | undefined;
  @state() private problem = '';
  @state() private rotated = true;
  private asked = '';

  protected override willUpdate(_changed: PropertyValues): void {
    const pair = this.pair;
    const key = JSON.stringify(pair);
    if (key === this.asked) return;
    this.asked = key;
    this.reading.source.neuron(pair).then(
      (numbers) => this.asked === key && ((this.numbers = numbers), (this.problem = '')),
      (error: unknown) =>
        this.asked === key && ((this.numbers = undefined), (this.problem = error instanceof Error ? error.message : String(error))),
    );
  }

  protected override render(): TemplateResult {
    const { from, to } = this.pair;
    return html`<div class="neuron">
      <div class="pair">
        ${this.picker(t('Looks'), from, (token) => this.reading.choose({ focus: { kind: 'token', token } }))}
        ${this.picker(t('Is looked at'), to, (token) => this.reading.choose({ target: token }))}
      </div>
      ${this.problem ? html`<p class="hint">${this.problem}</p>` : this.numbers ? this.renderNumbers(this.numbers, from, to) : html`<p class="hint">${t('Reading…')}</p>`}
    </div>`;
  }

  private get pair(): { layer: number; head: number; from: number; to: number } {
    const { run, choice } = this.reading;
    const { layer, heads, focus, target } = choice;
    const [row] = this.reading.rowsOf(focus);
    const from = focus?.kind === 'token' ? focus.token : (run.rows[row ?? Math.max(0, this.reading.suspect)]?.start ?? 0);
    const head = heads[0] ?? 0;
    return { layer, head, from, to: target ?? this.strongestOther(layer, head, from) };
  }

  /** The token with the most attention, other than itself and the model's marks: a useful pair until the person chooses one. */
  private strongestOther(layer: number, head: number, from: number): number {
    const packed = this.reading.headTokens(layer, head);
    if (!packed) return from;
    const { special } = this.reading.run.tokens;
    const weights = unpackRow(packed, special.length, from);
    return strongest(weights, 1, 1, (token) => token === from || special[token] === 1)[0] ?? from;
  }

  private picker(label: string, chosen: number, onChoose: (token: number) => void): TemplateResult {
    const { run } = this.reading;
    const row = run.tokens.row[chosen]!;
    const { start, end } = run.rows[row] ?? { start: chosen, end: chosen + 1 };
    const tokens = Array.from({ length: end - start }, (_, at) => start + at);
    return html`<div class="token-picker">
      <label
        ><span class="dim">${label}</span>
        <select
          @change=${(event: Event) => {
            const { start: first, end: last } = run.rows[Number((event.target as HTMLSelectElement).value)]!;
            onChoose(Math.min(first + 1, last - 1));
          }}
        >
          ${row < 0 ? html`<option selected>${visibleText(run.tokens.text[chosen]!)}</option>` : nothing}
          ${run.rows.map(({ text }, index) => html`<option value=${index} ?selected=${index === row}>${rowName(run.rows, index)} ${visibleText(text.trim().slice(0, 60))}</option>`)}
        </select></label
      >
      <div class="token-chips code-font" role="radiogroup" aria-label=${t('{0}: token', label)} data-row ${roving()}>
        ${tokens.map(
          (token) =>
            html`<button
              type="button"
              role="radio"
              data-item
              class="token-chip"
              ?data-mark=${Boolean(run.tokens.special[token])}
              aria-checked=${token === chosen ? 'true' : 'false'}
              @click=${() => onChoose(token)}
            >
              ${visibleText(run.tokens.text[token]!.trim() || '␣')}
            </button>`,
        )}
      </div>
    </div>`;
  }

  private renderNumbers(numbers: NeuronReading, from: number, to: number): TemplateResult {
    const { run } = this.reading;
    const { headWidth, name } = run.model;
    const [query, key] = this.rotated ? [numbers.rotatedQuery, numbers.rotatedKey] : [numbers.query, numbers.key];
    const products = query.map((value, at) => value * key[at]!);
    const product = dot(query, key);
    const used = dot(numbers.rotatedQuery, numbers.rotatedKey);
    const root = Math.sqrt(headWidth);
    const powers = numbers.scaled.reduce((sum, scaled) => sum + Math.exp(scaled), 0);
    const weight = numbers.weights[to]!;
    const weighted = numbers.value.map((value) => weight * value);
    const rest = numbers.output.map((value, at) => value - weighted[at]!);
    const rivals = strongest(numbers.weights, 1, RIVALS);
    if (!rivals.includes(to)) rivals.push(to);
    const word = (token: number) => visibleText(run.tokens.text[token]!.trim() || '␣');
    return html`<ol class="arithmetic">
        <li>
          <h3>
            1. ${inParts('The query of {0} meets the key of {1}', html`<code>${word(from)}</code>`, html`<code>${word(to)}</code>`)}
            <button
              type="button"
              class="toggle"
              aria-pressed=${this.rotated ? 'true' : 'false'}
              @click=${() => (this.rotated = !this.rotated)}
              title=${t('Rotary position: query and key turn with their place in the text before they meet')}
            >
              ${this.rotated ? t('with position') : t('before position')}
            </button>
          </h3>
          ${this.vectors([
            { name: 'q', values: query },
            { name: 'k', values: key },
            { name: 'q × k', values: products, strong: true },
          ])}
          <p class="equation">
            ${t('sum of q × k')} =
            <strong>${formatFixed(product, 3)}</strong
            >${this.rotated ? nothing : html` <span class="dim">${t('the model uses the product after rotation: {0}', formatFixed(used, 3))}</span>`}
          </p>
        </li>
        <li>
          <h3>2. ${t("Scaled by the root of the head's width")}</h3>
          <p class="equation">
            ${formatFixed(used, 3)} ÷ √${headWidth} = ${formatFixed(used, 3)} ÷ ${formatFixed(root, 3)} =
            <strong>${formatFixed(used / root, 3)}</strong>
          </p>
        </li>
        <li>
          <h3>3. ${t('Softmax over all {0} tokens', formatCount(run.tokens.text.length))}</h3>
          <p class="equation">
            e<sup>${formatFixed(numbers.scaled[to]!, 3)}</sup> ÷ (${inParts('sum of {0} over all', html`e<sup>${t('scaled')}</sup>`)}) =
            ${formatFixed(Math.exp(numbers.scaled[to]!), 3)} ÷ ${formatFixed(powers, 3)} = <strong>${formatExact(weight)}</strong>
          </p>
          <table class="rivals">
            <caption class="sr-only">
              ${t('The strongest tokens of this query')}
            </caption>
            <thead>
              <tr>
                <th scope="col">${t('token')}</th>
                <th scope="col">${t('line')}</th>
                <th scope="col">${t('scaled')}</th>
                <th scope="col">${t('weight')}</th>
                <th scope="col"><span class="sr-only">${t('bar')}</span></th>
              </tr>
            </thead>
            <tbody>
              ${rivals.map(
                (token) =>
                  html`<tr ?data-chosen=${token === to}>
                    <th scope="row">
                      <button type="button" class="link code-font" @click=${() => this.reading.choose({ target: token })}>
                        ${word(token)}
                      </button>
                    </th>
                    <td>${run.tokens.row[token]! < 0 ? '' : rowName(run.rows, run.tokens.row[token]!)}</td>
                    <td>${formatFixed(numbers.scaled[token]!, 3)}</td>
                    <td>${formatExact(numbers.weights[token]!)}</td>
                    <td class="rival-bar">
                      <span class="weight-bar" aria-hidden="true"
                        ><span
                          ${setStyles({ width: `${Math.round((100 * numbers.weights[token]!) / numbers.weights[rivals[0]!]!)}%` })}
                        ></span
                      ></span>
                    </td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </li>
        <li>
          <h3>4. ${inParts('The value of {0}, weighted, and what the other tokens add', html`<code>${word(to)}</code>`)}</h3>
          ${this.vectors([
            { name: 'v', values: numbers.value },
            { name: `${formatExact(weight)} × v`, values: weighted },
            { name: t('+ all others'), values: rest },
            { name: t('= handed on'), values: numbers.output, strong: true },
          ])}
        </li>
      </ol>
      <p class="dim">
        ${t('Computed by {0}, layer {1}, head {2}, on this failure.', visibleText(name), this.pair.layer + 1, this.pair.head + 1)}
      </p>`;
  }

  private vectors(vectors: { name: string; values: Float32Array; strong?: boolean }[]): TemplateResult {
    const largest = new Map(vectors.map(({ values }) => [values, values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9)]));
    const width = vectors[0]!.values.length;
    return html`<div class="vectors" tabindex="0" role="region" aria-label=${vectors.map(({ name }) => name).join(', ')}>
      <table>
        <thead class="sr-only">
          <tr>
            <th scope="col">${t('vector')}</th>
            ${Array.from({ length: width }, (_, at) => html`<th scope="col">${at + 1}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${vectors.map(
            ({ name, values, strong }) =>
              html`<tr ?data-strong=${strong}>
                <th scope="row">${name}</th>
                ${[...values].map((value) => signedCell(value, largest.get(values)!, this.theme))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

function formatExact(weight: number): string {
  return weight < 0.0001 ? weight.toExponential(2) : weight < 0.01 ? `${formatFixed(100 * weight, 3)} %` : formatWeight(weight);
}
