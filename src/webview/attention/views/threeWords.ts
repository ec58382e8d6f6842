import { html, type TemplateResult } from 'lit';
import { formatFixed, t } from '../../../core/language';
import { scaledDotProduct } from '../../../core/attention/scaledDotProduct';
import { setStyles } from '../../parts/setStyles';

const words = ['river', 'bank', 'overflowed'];
/** Queries, keys and values invented for teaching; in a model they are learned. */
const keys = [
  [1, 0],
  [1, 1],
  [0, 1],
];
const values = [
  [0.9, 0.1],
  [0.5, 0.5],
  [0.1, 0.9],
];

/**
 * Attention by hand on three words: the meaning of "bank" between a river and a flood. Every number is computed from the ones before it.
 */
export function threeWords(): TemplateResult {
  const [query] = [keys[1]!];
  const { scores, scaled, weights, output } = scaledDotProduct(query, keys, values);
  const cells = (numbers: number[], digits: number) => numbers.map((value) => html`<td>${formatFixed(value, digits)}</td>`);
  return html`<table class="three-words">
      <caption>
        ${t('“bank” looks around: is it a place for money, or the edge of a river?')}
      </caption>
      <thead>
        <tr>
          <th scope="col"></th>
          ${words.map((word) => html`<th scope="col">${word}</th>`)}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">${t('key')}</th>
          ${keys.map((key) => html`<td>[${key.join(', ')}]</td>`)}
        </tr>
        <tr>
          <th scope="row">${t('q·k with the query of “bank” {0}', `[${query.join(', ')}]`)}</th>
          ${cells(scores, 0)}
        </tr>
        <tr>
          <th scope="row">÷ √2</th>
          ${cells(scaled, 2)}
        </tr>
        <tr data-strong>
          <th scope="row">${t('softmax: shares of 1')}</th>
          ${cells(weights, 2)}
        </tr>
        <tr>
          <th scope="row" class="sr-only">${t('shares as bars')}</th>
          ${weights.map(
            (weight) =>
              html`<td>
                <span class="weight-bar" aria-hidden="true"><span ${setStyles({ width: `${100 * weight}%` })}></span></span>
              </td>`,
          )}
        </tr>
        <tr>
          <th scope="row">${t('value')}</th>
          ${values.map((value) => html`<td>${vector(value, 1)}</td>`)}
        </tr>
      </tbody>
    </table>
    <p class="equation">
      ${t('new “bank”')} = ${weights.map((weight, at) => `${formatFixed(weight, 2)} · ${vector(values[at]!, 1)}`).join(' + ')} =
      <strong>${vector(output, 2)}</strong>
    </p>
    <p class="dim">
      ${t('It now carries as much of the river as of the flood. The vectors are made up for teaching; in a model they are learned.')}
    </p>`;
}

/** Where the decimal sign is a comma, numbers stand apart by semicolons. */
function vector(numbers: readonly number[], digits: number): string {
  const all = numbers.map((number) => formatFixed(number, digits));
  return `[${all.join(all.some((each) => each.includes(',')) ? '; ' : ', ')}]`;
}
