import { html, nothing, type TemplateResult } from 'lit';
import { meanOfLines } from '../../../core/attention/aggregateLines';
import { strongest } from '../../../core/attention/massThreshold';
import type { CurvePoint, ModelCard } from '../../../core/attention/modelRun';
import { rowName, sectionNames } from '../../../core/attention/sections';
import { formatCount } from '../../../core/language';
import { countOf } from '../../parts/formatNumber';
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
  { title: 'Tokens', body: tokens },
  { title: 'Embedding and position', body: embedding },
  { title: 'Heads', body: heads },
  { title: 'Residual and feed-forward', body: feedForward },
  { title: 'Stacked layers', body: layers },
  { title: 'Scores', body: scores },
  { title: 'How it learned', body: learning },
];

/** A short walk through the model on the person's own failure, with the model's real numbers. */
export function howItWorks(reading: AttentionReading, card: ModelCard | undefined): TemplateResult {
  const at = Math.max(0, Math.min(steps.length - 1, reading.choice.step));
  const step = steps[at]!;
  const go = (next: number) => reading.choose({ step: next });
  return html`<div class="how">
    <ol class="how-steps" aria-label="Steps">
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
          title=${at === 0 ? 'This is the first step' : nothing}
          @click=${() => go(at - 1)}
        >
          Back
        </button>
        <button
          type="button"
          class="plain-button primary"
          ?disabled=${at === steps.length - 1}
          title=${at === steps.length - 1 ? 'This is the last step' : nothing}
          @click=${() => go(at + 1)}
        >
          Next
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
      The model reads no text but tokens: pieces of words from a vocabulary of ${formatCount(run.model.vocabulary)}. Your failure became
      <strong>${countOf(run.tokens.text.length, 'token')} in ${countOf(run.rows.length, 'line')}</strong>; it can read up to
      ${formatCount(run.model.maxTokens)} at once, and the time grows with the square of the length.
    </p>
    <p class="code-font how-tokens" aria-label="Tokens of ${rowName(run.rows, row)}">
      ${Array.from(
        { length: end - start },
        (_, at) =>
          html`<span class="how-token" ?data-mark=${Boolean(run.tokens.special[start + at])}
            >${visibleText(run.tokens.text[start + at]!.trim() || '␣')}<small>${run.tokens.id[start + at]}</small></span
          >`,
      )}
    </p>
    <p class="dim">${rowName(run.rows, row)}: below each token its place in the vocabulary.</p>
    <p>
      ${[...bySection].map(([section, count]) => `${sectionNames[section as keyof typeof sectionNames]} ${formatCount(count)}`).join(' · ')}
      tokens.
    </p>
    ${run.cuts.length ? html`<p class="hint">Left out: ${run.cuts.join(' ')}</p>` : nothing}`;
}

function embedding(reading: AttentionReading): TemplateResult {
  const { model } = reading.run;
  return html`<p>
      Each token becomes <strong>${formatCount(model.width)} numbers</strong>: those learned for its word, plus those for what the program
      knows of its line — its section, the frame it belongs to, how far it is from the line that the trace names, whether it changed
      recently.
    </p>
    <p class="flow-line">
      <span>word</span> + <span>section</span> + <span>frame</span> + <span>distance</span> + <span>flags</span> =
      <strong>${formatCount(model.width)} numbers a token</strong>
    </p>
    <p>
      Where a token stands is told by turning: before a query meets a key, both are rotated by their place in the text, so that their
      product depends on how far apart they are.
    </p>`;
}

function heads(reading: AttentionReading): TemplateResult {
  const { model, rows, tokens: all } = reading.run;
  const row = ownRow(reading);
  const given = reading.given(reading.headLines(reading.choice.layer, reading.choice.heads[0] ?? 0), [row]);
  const best = given ? strongest(given, 1, 3, (other) => other === row) : [];
  return html`<p>
      A head lets every token look at every other. Its query asks, the keys of all tokens answer, the answers become shares that sum to 1,
      and the values are blended by these shares.
    </p>
    ${threeWords()}
    <p>
      Your failure went through the same arithmetic with ${formatCount(all.text.length)} tokens instead of three, and ${model.headWidth}
      numbers a vector instead of two, in <strong>${model.layers} × ${model.heads} heads</strong>.
      ${
        best.length
          ? html`In layer ${reading.choice.layer + 1}, head ${(reading.choice.heads[0] ?? 0) + 1}, ${rowName(rows, row)} looked at
            ${best.map((to) => `${rowName(rows, to)} (${formatWeight(given![to]!)})`).join(', ')}.`
          : nothing
      }
      <button type="button" class="link" @click=${() => reading.choose({ view: 'neuron' })}>See the arithmetic of one pair</button>
    </p>`;
}

function feedForward(reading: AttentionReading): TemplateResult {
  const { model } = reading.run;
  return html`<p>
      What the ${model.heads} heads hand on is <strong>added</strong> to what the token already carried (the residual): nothing is lost,
      each layer only adds. Before each step the numbers are brought to one scale (normalisation).
    </p>
    <p>Then each token goes alone through a feed-forward network, and that is added too:</p>
    <p class="flow-line">
      <span>${formatCount(model.width)}</span> → <span>${formatCount(model.feedForward)}</span> → <span>${formatCount(model.width)}</span>
    </p>
    <p class="dim">Heads move information between tokens; the feed-forward network works on it in place.</p>`;
}

function layers(reading: AttentionReading): TemplateResult {
  const { run, lines } = reading;
  const { model, rows } = run;
  const row = ownRow(reading);
  return html`<p>
      ${model.layers} such layers stand on each other, ${formatCount(model.parameters)} learned numbers in all. In the first, a token has
      seen only words; in the last, its numbers hold what it gathered from everywhere. What ${rowName(rows, row)} looked at most, layer by
      layer:
    </p>
    ${
      lines
        ? html`<table class="rivals">
            <thead>
              <tr>
                <th scope="col">layer</th>
                <th scope="col">looked at most</th>
                <th scope="col">share</th>
                <th scope="col">itself</th>
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
        : html`<p class="hint">Reading…</p>`
    }`;
}

function scores(reading: AttentionReading): TemplateResult {
  const { rows } = reading.run;
  const scored = rows.flatMap(({ score }, row) => (score === undefined ? [] : [row])).sort((a, b) => rows[b]!.score! - rows[a]!.score!);
  const shown = scored.slice(0, 6);
  const [best] = shown;
  return html`<p>
      From its last numbers each function gets a score, and each line in it; softmax makes shares of both, together with what is known
      without reading: where the trace points, what changed. A line's share is that of its function times its own in it; its score is the
      logarithm. ${formatCount(scored.length)} lines were candidates.
    </p>
    <table class="rivals">
      <thead>
        <tr>
          <th scope="col">line</th>
          <th scope="col">score</th>
          <th scope="col">share</th>
          <th scope="col"><span class="sr-only">bar</span></th>
        </tr>
      </thead>
      <tbody>
        ${shown.map(
          (row) =>
            html`<tr>
              <th scope="row">${rowName(rows, row)}</th>
              <td>${rows[row]!.score!.toFixed(2)}</td>
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
    <p class="dim">The score is the answer; attention is how the model read.</p>`;
}

const painters = new WeakMap<CurvePoint[], { phase: string; painter: CurvePainter }[]>();

function learning(reading: AttentionReading, card: ModelCard | undefined): TemplateResult {
  const curves = card?.curves;
  if (!curves?.length) return html`<p class="hint">This model came without a record of its training.</p>`;
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
      The loss says how wrong the model is; training makes it fall. Validation is measured on packages that training never saw: where it
      rises while training falls, the model only remembers.
    </p>
    ${drawn.map(
      ({ phase, painter }) =>
        html`<h4>${visibleText(phase)}</h4>
          <dwc-attention-stage .reading=${reading} .painter=${painter} .label="Loss of ${phase}, by epoch"></dwc-attention-stage>`,
    )}`;
}
