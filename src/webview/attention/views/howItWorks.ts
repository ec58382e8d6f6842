import { html, nothing, type TemplateResult } from 'lit';
import { meanOfLines } from '../../../core/attention/aggregateLines';
import { strongest } from '../../../core/attention/massThreshold';
import type { CurvePoint, ModelCard } from '../../../core/attention/modelRun';
import { rowName, sectionNames } from '../../../core/attention/sections';
import { formatCount, formatFixed, inParts, plural, t } from '../../../core/language';
import { setStyles } from '../../parts/setStyles';
import { visibleText } from '../../parts/visibleText';
import type { AttentionReading } from '../attentionReading';
import '../drawing/stage';
import { CurvePainter } from '../painters/curvePainter';
import { formatWeight } from '../painters/formatWeight';
import { threeWords } from './threeWords';

interface Step {
  title: string;
  body(reading: AttentionReading, card: ModelCard | undefined): TemplateResult;
}

const steps: Step[] = [
  { title: t('Tokens'), body: tokens },
  { title: t('Embedding and position'), body: embedding },
  { title: t('Heads'), body: heads },
  { title: t('Residual and feed-forward'), body: feedForward },
  { title: t('Stacked layers'), body: layers },
  { title: t('Scores'), body: scores },
  { title: t('How it learned'), body: learning },
];

/** A short walk through the model on the person's own failure, with the model's real numbers. */
export function howItWorks(reading: AttentionReading, card: ModelCard | undefined): TemplateResult {
  const at = Math.max(0, Math.min(steps.length - 1, reading.choice.step));
  const step = steps[at]!;
  const go = (next: number) => reading.choose({ step: next });
  return html`<div class="how">
    <ol class="how-steps" aria-label=${t('Steps')}>
      ${steps.map(
        ({ title }, index) =>
          html`<li>
            <button type="button" class="how-step" aria-current=${index === at ? 'step' : 'false'} @click=${() => go(index)}>
              <span class="how-number">${index + 1}</span>${title}
            </button>
          </li>`,
      )}
    </ol>
    <section class="how-body" aria-labelledby="how-title">
      <h3 id="how-title" tabindex="-1">${at + 1}. ${step.title}</h3>
      ${step.body(reading, card)}
      <div class="button-row how-nav">
        <button
          type="button"
          class="plain-button"
          ?disabled=${at === 0}
          title=${at === 0 ? t('This is the first step') : nothing}
          @click=${() => go(at - 1)}
        >
          ${t('Back')}
        </button>
        <button
          type="button"
          class="plain-button primary"
          ?disabled=${at === steps.length - 1}
          title=${at === steps.length - 1 ? t('This is the last step') : nothing}
          @click=${() => go(at + 1)}
        >
          ${t('Next')}
        </button>
      </div>
    </section>
  </div>`;
}

/** The line of the walk-through: the suspect, or the first line of code. */
function ownRow(reading: AttentionReading): number {
  return Math.max(0, reading.suspect);
}

function tokens(reading: AttentionReading): TemplateResult {
  const { run } = reading;
  const row = ownRow(reading);
  const { start, end } = run.rows[row]!;
  const bySection = new Map<string, number>();
  for (const { section, start: first, end: last } of run.rows) bySection.set(section, (bySection.get(section) ?? 0) + last - first);
  return html`<p>
      ${inParts(
        'The model reads no text but tokens: pieces of words from a vocabulary of {0}. Your failure became {1}; it can read up to {2} at once, and the time grows with the square of the length.',
        formatCount(run.model.vocabulary),
        html`<strong
          >${t(
            '{0} in {1}',
            plural(run.tokens.text.length, '{0} token', '{0} tokens'),
            plural(run.rows.length, '{0} line', '{0} lines'),
          )}</strong
        >`,
        formatCount(run.model.maxTokens),
      )}
    </p>
    <p class="code-font how-tokens" aria-label=${t('Tokens of {0}', rowName(run.rows, row))}>
      ${Array.from(
        { length: end - start },
        (_, at) =>
          html`<span class="how-token" ?data-mark=${Boolean(run.tokens.special[start + at])}
            >${visibleText(run.tokens.text[start + at]!.trim() || '␣')}<small>${run.tokens.id[start + at]}</small></span
          >`,
      )}
    </p>
    <p class="dim">${t('{0}: below each token its place in the vocabulary.', rowName(run.rows, row))}</p>
    <p>
      ${t(
        '{0} tokens.',
        [...bySection].map(([section, count]) => `${sectionNames[section as keyof typeof sectionNames]} ${formatCount(count)}`).join(' · '),
      )}
    </p>
    ${run.cuts.length ? html`<p class="hint">${t('Left out: {0}', run.cuts.join(' '))}</p>` : nothing}`;
}

function embedding(reading: AttentionReading): TemplateResult {
  const { model } = reading.run;
  return html`<p>
      ${inParts(
        'Each token becomes {0}: those learned for its word, plus those for what the program knows of its line — its section, the frame it belongs to, how far it is from the line that the trace names, whether it changed recently.',
        html`<strong>${t('{0} numbers', formatCount(model.width))}</strong>`,
      )}
    </p>
    <p class="flow-line">
      <span>${t('word')}</span> + <span>${t('section')}</span> + <span>${t('frame')}</span> + <span>${t('distance')}</span> +
      <span>${t('flags')}</span> = <strong>${t('{0} numbers a token', formatCount(model.width))}</strong>
    </p>
    <p>
      ${t(
        'Where a token stands is told by turning: before a query meets a key, both are rotated by their place in the text, so that their product depends on how far apart they are.',
      )}
    </p>`;
}

function heads(reading: AttentionReading): TemplateResult {
  const { model, rows, tokens: all } = reading.run;
  const row = ownRow(reading);
  const given = reading.given(reading.headLines(reading.choice.layer, reading.choice.heads[0] ?? 0), [row]);
  const best = given ? strongest(given, 1, 3, (other) => other === row) : [];
  return html`<p>
      ${t(
        'A head lets every token look at every other. Its query asks, the keys of all tokens answer, the answers become shares that sum to 1, and the values are blended by these shares.',
      )}
    </p>
    ${threeWords()}
    <p>
      ${inParts(
        'Your failure went through the same arithmetic with {0} tokens instead of three, and {1} numbers a vector instead of two, in {2}.',
        formatCount(all.text.length),
        model.headWidth,
        html`<strong>${t('{0} × {1} heads', model.layers, model.heads)}</strong>`,
      )}
      ${
        best.length
          ? t(
              'In layer {0}, head {1}, {2} looked at {3}.',
              reading.choice.layer + 1,
              (reading.choice.heads[0] ?? 0) + 1,
              rowName(rows, row),
              best.map((to) => `${rowName(rows, to)} (${formatWeight(given![to]!)})`).join(', '),
            )
          : nothing
      }
      <button type="button" class="link" @click=${() => reading.choose({ view: 'neuron' })}>${t('See the arithmetic of one pair')}</button>
    </p>`;
}

function feedForward(reading: AttentionReading): TemplateResult {
  const { model } = reading.run;
  return html`<p>
      ${inParts(
        'What the {0} heads hand on is {1} to what the token already carried (the residual): nothing is lost, each layer only adds. Before each step the numbers are brought to one scale (normalisation).',
        model.heads,
        html`<strong>${t('added')}</strong>`,
      )}
    </p>
    <p>${t('Then each token goes alone through a feed-forward network, and that is added too:')}</p>
    <p class="flow-line">
      <span>${formatCount(model.width)}</span> → <span>${formatCount(model.feedForward)}</span> → <span>${formatCount(model.width)}</span>
    </p>
    <p class="dim">${t('Heads move information between tokens; the feed-forward network works on it in place.')}</p>`;
}

function layers(reading: AttentionReading): TemplateResult {
  const { run, lines } = reading;
  const { model, rows } = run;
  const row = ownRow(reading);
  return html`<p>
      ${t(
        '{0} such layers stand on each other, {1} learned numbers in all. In the first, a token has seen only words; in the last, its numbers hold what it gathered from everywhere. What {2} looked at most, layer by layer:',
        model.layers,
        formatCount(model.parameters),
        rowName(rows, row),
      )}
    </p>
    ${
      lines
        ? html`<table class="rivals">
            <thead>
              <tr>
                <th scope="col">${t('layer')}</th>
                <th scope="col">${t('looked at most')}</th>
                <th scope="col">${t('share')}</th>
                <th scope="col">${t('itself')}</th>
              </tr>
            </thead>
            <tbody>
              ${Array.from({ length: model.layers }, (_, layer) => {
                const mean = meanOfLines(
                  lines,
                  rows.length,
                  Array.from({ length: model.heads }, (_unused, head) => layer * model.heads + head),
                );
                const given = reading.given(mean, [row])!;
                const [best] = strongest(given, 1, 1, (other) => other === row);
                return html`<tr>
                  <th scope="row">${layer + 1}</th>
                  <td>${best === undefined ? '–' : rowName(rows, best)}</td>
                  <td>${best === undefined ? '' : formatWeight(given[best]!)}</td>
                  <td>${formatWeight(given[row]!)}</td>
                </tr>`;
              })}
            </tbody>
          </table>`
        : html`<p class="hint">${t('Reading…')}</p>`
    }`;
}

function scores(reading: AttentionReading): TemplateResult {
  const { rows } = reading.run;
  const scored = rows.flatMap(({ score }, row) => (score === undefined ? [] : [row])).sort((a, b) => rows[b]!.score! - rows[a]!.score!);
  const shown = scored.slice(0, 6);
  const [best] = shown;
  return html`<p>
      ${t(
        "From its last numbers each function gets a score, and each line in it; softmax makes shares of both, together with what is known without reading: where the trace points, what changed. A line's share is that of its function times its own in it; its score is the logarithm.",
      )}
      ${plural(scored.length, '{0} line was a candidate.', '{0} lines were candidates.')}
    </p>
    <table class="rivals">
      <thead>
        <tr>
          <th scope="col">${t('line')}</th>
          <th scope="col">${t('score')}</th>
          <th scope="col">${t('share')}</th>
          <th scope="col"><span class="sr-only">${t('bar')}</span></th>
        </tr>
      </thead>
      <tbody>
        ${shown.map(
          (row) =>
            html`<tr>
              <th scope="row">${rowName(rows, row)}</th>
              <td>${formatFixed(rows[row]!.score!, 2)}</td>
              <td>${formatWeight(rows[row]!.share ?? 0)}</td>
              <td class="rival-bar">
                <span class="weight-bar" aria-hidden="true"
                  ><span ${setStyles({ width: `${(100 * (rows[row]!.share ?? 0)) / (rows[best!]!.share || 1)}%` })}></span
                ></span>
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="dim">${t('The score is the answer; attention is how the model read.')}</p>`;
}

const painters = new WeakMap<CurvePoint[], { phase: string; painter: CurvePainter }[]>();

function learning(reading: AttentionReading, card: ModelCard | undefined): TemplateResult {
  const curves = card?.curves;
  if (!curves?.length) return html`<p class="hint">${t('This model came without a record of its training.')}</p>`;
  let drawn = painters.get(curves);
  if (!drawn) {
    const phases = [...new Set(curves.map(({ phase }) => phase))];
    drawn = phases.map((phase) => ({
      phase,
      painter: new CurvePainter(
        curves.filter((point) => point.phase === phase),
        () => reading.tell('hover'),
      ),
    }));
    painters.set(curves, drawn);
  }
  return html`<p>
      ${t(
        'The loss says how wrong the model is; training makes it fall. Validation is measured on packages that training never saw: where it rises while training falls, the model only remembers.',
      )}
    </p>
    ${drawn.map(
      ({ phase, painter }) =>
        html`<h4>${visibleText(phase)}</h4>
          <dwc-attention-stage .reading=${reading} .painter=${painter} .label=${t('Loss of {0}, by epoch', phase)}></dwc-attention-stage>`,
    )}`;
}
