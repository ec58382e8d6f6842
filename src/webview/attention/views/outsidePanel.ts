import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { OutsidePlan } from '../../../core/attention/modelRun';
import { outsideChange, restsMostOn, type OutsideChange } from '../../../core/attention/outsideChange';
import type { OutsideVerdict } from '../../../core/hypotheses/verdict';
import { percent } from '../../hypotheses/confidence';
import { icon } from '../../parts/icon';
import { LightElement } from '../../parts/lightElement';
import { setStyles } from '../../parts/setStyles';
import { inlineCode } from '../../parts/inlineCode';
import { visibleText } from '../../parts/visibleText';
import type { OutsideDeletion } from '../outsideDeletion';
import { formatSigned } from '../painters/formatWeight';

/** The results: the first is for all the evidence, each further one for the evidence without a section. */
type Verdicts = { without: string | undefined; verdict: OutsideVerdict }[];

type Phase =
  | { name: 'offer' }
  | { name: 'planning' }
  | { name: 'planned'; plan: OutsidePlan }
  | { name: 'running' | 'done'; plan: OutsidePlan; verdicts: Verdicts }
  | { name: 'failed'; message: string; plan?: OutsidePlan; verdicts?: Verdicts };

/** The prompt's headings, as the person reads them. */
const sectionLabels: Record<string, string> = {
  ERROR: 'Error and trace',
  'RELEVANT CODE': 'Code',
  'EXPECTED BEHAVIOR': 'What was expected',
  'ACTUAL BEHAVIOR': 'What happened',
  'RECENT CHANGE': 'Recent changes',
  'RUNTIME VALUES': 'Runtime values',
};

/** Deletion on the outside model itself: offered, with its cost, and run only after the person agreed. */
@customElement('dwc-attention-outside')
export class OutsidePanel extends LightElement {
  @property({ attribute: false }) outside!: OutsideDeletion;
  @state() private phase: Phase = { name: 'offer' };
  private end: AbortController | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.end?.abort();
  }

  protected override render(): TemplateResult {
    const model = visibleText(this.outside.model);
    return html`<div class="outside-panel">
      <h3>${model} itself</h3>
      <p>
        Its attention cannot be read. It can be asked how sure it is of its first hypothesis, with all of the evidence and again without one
        section at a time: that shows what the hypothesis rests on.
      </p>
      ${this.renderPhase()}
    </div>`;
  }

  private renderPhase(): TemplateResult {
    const { phase } = this;
    switch (phase.name) {
      case 'offer':
        return html`<button type="button" class="plain-button" @click=${() => void this.plan()}>See what it would take</button>`;
      case 'planning':
        return html`<p class="hint">Counting…</p>`;
      case 'planned':
        return this.renderPlan(phase.plan);
      case 'running':
        return html`<div class="button-row">
            <button type="button" class="plain-button" @click=${() => this.end?.abort()}>${icon('debug-stop')} Cancel</button>
            <span
              class="deletion-progress"
              role="progressbar"
              aria-label="Asking"
              aria-valuemin="0"
              aria-valuemax=${phase.plan.calls}
              aria-valuenow=${phase.verdicts.length}
              ><span ${setStyles({ width: `${(100 * phase.verdicts.length) / Math.max(1, phase.plan.calls)}%` })}></span
            ></span>
            <span class="dim">${phase.verdicts.length} of ${phase.plan.calls} calls</span>
          </div>
          ${verdictsTable(phase.plan, phase.verdicts)}`;
      case 'done':
        return html`${verdictsTable(phase.plan, phase.verdicts)} ${summary(phase.plan, phase.verdicts)}
          <button type="button" class="plain-button" @click=${() => void this.plan()}>Measure again</button>`;
      case 'failed':
        return html`<p class="problem" role="alert">${visibleText(phase.message)}</p>
          ${phase.plan && phase.verdicts?.length ? verdictsTable(phase.plan, phase.verdicts) : nothing}
          <button type="button" class="plain-button" @click=${() => void this.plan()}>Try again</button>`;
    }
  }

  private renderPlan(plan: OutsidePlan): TemplateResult {
    const model = visibleText(plan.model);
    return html`${
        plan.madeBy === undefined
          ? nothing
          : html`<p class="other-model" role="note">
              ${icon('warning')} The hypothesis came from ${visibleText(plan.madeBy)}. How that model was reached is not known any more:
              <strong>${model}</strong>, which is chosen now, would be asked about it.
            </p>`
      }
      <p>
        <strong>${plan.calls.toLocaleString('en-US')} calls, about ${plan.tokens.toLocaleString('en-US')} tokens</strong> sent to ${model}
        (${visibleText(plan.destination)}), at its price; more if it reasons before it answers. Each answer is Yes or No and a number. How
        sure it is comes from the log probabilities of Yes and No where the endpoint gives them, else from the number.
      </p>
      <details class="asked">
        <summary>What is asked each time, below the evidence</summary>
        <pre>${visibleText(plan.question)}</pre>
      </details>
      <div class="button-row">
        <button type="button" class="plain-button primary" @click=${() => void this.run(plan)}>Send ${plan.calls} calls</button>
        <button type="button" class="plain-button" @click=${() => (this.phase = { name: 'offer' })}>Not now</button>
      </div>`;
  }

  private async plan(): Promise<void> {
    this.phase = { name: 'planning' };
    try {
      this.phase = { name: 'planned', plan: await this.outside.plan() };
    } catch (error) {
      this.phase = { name: 'failed', message: messageOf(error) };
    }
  }

  private async run(plan: OutsidePlan): Promise<void> {
    const end = new AbortController();
    this.end = end;
    let verdicts: Verdicts = [];
    this.phase = { name: 'running', plan, verdicts };
    try {
      const onVerdict = (without: string | undefined, verdict: OutsideVerdict) => {
        verdicts = [...verdicts, { without, verdict }];
        this.phase = { name: 'running', plan, verdicts };
      };
      await this.outside.run(plan, onVerdict, end.signal);
      this.phase = { name: 'done', verdicts, plan };
    } catch (error) {
      // Results from before a cancel or a failure were paid for: they stay.
      if (!end.signal.aborted) this.phase = { name: 'failed', message: messageOf(error), plan, verdicts };
      else this.phase = verdicts.length ? { name: 'done', verdicts, plan } : { name: 'planned', plan };
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function verdictsTable({ model, hypothesis }: OutsidePlan, verdicts: Verdicts): TemplateResult | typeof nothing {
  const [whole, ...rest] = verdicts;
  if (!whole) return nothing;
  return html`<table class="agreements verdicts">
    <caption>
      How sure ${visibleText(model)} is of “${inlineCode(hypothesis)}”, ${measureInWords(verdicts)}
    </caption>
    <thead>
      <tr>
        <th scope="col">Left out</th>
        <th scope="col">Sure</th>
        <th scope="col">Change</th>
      </tr>
    </thead>
    <tbody>
      <tr>
        <th scope="row">Nothing</th>
        <td>${percent(whole.verdict.sure)}</td>
        <td></td>
      </tr>
      ${rest.map(
        ({ without = '', verdict }) =>
          html`<tr>
            <th scope="row">${sectionLabel(without)}</th>
            <td>${percent(verdict.sure)}</td>
            <td>${changeInWords(outsideChange(whole.verdict, verdict))}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Which of the two measures was used. */
function measureInWords(verdicts: Verdicts): string {
  const told = verdicts.filter(({ verdict }) => verdict.logOdds !== undefined).length;
  if (told === verdicts.length) return 'by the log probabilities of Yes and No; a change is of the log odds';
  if (!told) return 'as it states it: no log probabilities came, so small changes do not show';
  return 'by log probabilities where they came, else as it states it';
}

function changeInWords({ value, byLogOdds }: OutsideChange): string {
  if (byLogOdds) return formatSigned(value);
  const points = Math.round(100 * value);
  return points === 0 ? '0 points' : `${points < 0 ? '−' : '+'}${Math.abs(points)} points`;
}

/** The conclusion from the table, in one sentence. */
function summary({ sections }: OutsidePlan, [whole, ...rest]: Verdicts): TemplateResult | typeof nothing {
  if (!whole || !rest.length) return nothing;
  const most =
    rest[
      restsMostOn(
        whole.verdict,
        rest.map(({ verdict }) => verdict),
      )
    ];
  const far = rest.length < sections.length ? 'Of the sections that were left out so far, ' : '';
  return html`<p>
    ${
      most
        ? html`${far || 'Of all sections, '}<strong>${sectionLabel(most.without ?? '')}</strong> matters most: without it the model is
            ${percent(most.verdict.sure)} sure instead of ${percent(whole.verdict.sure)}.`
        : html`${far ? `${far}none` : 'No section'} alone changes clearly how sure the model is.`
    }
  </p>`;
}

function sectionLabel(section: string): string {
  return sectionLabels[section] ?? visibleText(section);
}
