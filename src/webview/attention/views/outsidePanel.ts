import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formatCount, inParts, plural, t } from '../../../core/language';
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
  ERROR: t('Error and trace'),
  'RELEVANT CODE': t('Code'),
  'EXPECTED BEHAVIOR': t('What was expected'),
  'ACTUAL BEHAVIOR': t('What happened'),
  'RECENT CHANGE': t('Recent changes'),
  'RUNTIME VALUES': t('Runtime values'),
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
      <h3>${t('{0} itself', model)}</h3>
      <p>
        ${t(
          'Its attention cannot be read. It can be asked how sure it is of its first hypothesis, with all of the evidence and again without one section at a time: that shows what the hypothesis rests on.',
        )}
      </p>
      ${this.renderPhase()}
    </div>`;
  }

  private renderPhase(): TemplateResult {
    const { phase } = this;
    switch (phase.name) {
      case 'offer':
        return html`<button type="button" class="plain-button" @click=${() => void this.plan()}>${t('See what it would take')}</button>`;
      case 'planning':
        return html`<p class="hint">${t('Counting…')}</p>`;
      case 'planned':
        return this.renderPlan(phase.plan);
      case 'running':
        return html`<div class="button-row">
            <button type="button" class="plain-button" @click=${() => this.end?.abort()}>${icon('debug-stop')} ${t('Cancel')}</button>
            <span
              class="deletion-progress"
              role="progressbar"
              aria-label=${t('Asking')}
              aria-valuemin="0"
              aria-valuemax=${phase.plan.calls}
              aria-valuenow=${phase.verdicts.length}
              ><span ${setStyles({ width: `${(100 * phase.verdicts.length) / Math.max(1, phase.plan.calls)}%` })}></span
            ></span>
            <span class="dim">${plural(phase.plan.calls, '{1} of {0} call', '{1} of {0} calls', phase.verdicts.length)}</span>
          </div>
          ${verdictsTable(phase.plan, phase.verdicts)}`;
      case 'done':
        return html`${verdictsTable(phase.plan, phase.verdicts)} ${summary(phase.plan, phase.verdicts)}
          <button type="button" class="plain-button" @click=${() => void this.plan()}>${t('Measure again')}</button>`;
      case 'failed':
        return html`<p class="problem" role="alert">${visibleText(phase.message)}</p>
          ${phase.plan && phase.verdicts?.length ? verdictsTable(phase.plan, phase.verdicts) : nothing}
          <button type="button" class="plain-button" @click=${() => void this.plan()}>${t('Try again')}</button>`;
    }
  }

  private renderPlan(plan: OutsidePlan): TemplateResult {
    const model = visibleText(plan.model);
    return html`${
        plan.madeBy === undefined
          ? nothing
          : html`<p class="other-model" role="note">
              ${icon('warning')}
              ${inParts(
                'The hypothesis came from {0}. How that model was reached is not known any more: {1}, which is chosen now, would be asked about it.',
                visibleText(plan.madeBy),
                html`<strong>${model}</strong>`,
              )}
            </p>`
      }
      <p>
        ${inParts(
          '{0} sent to {1} ({2}), at its price; more if it reasons before it answers. Each answer is Yes or No and a number. How sure it is comes from the log probabilities of Yes and No where the endpoint gives them, else from the number.',
          html`<strong>${t('{0} calls, about {1} tokens', formatCount(plan.calls), formatCount(plan.tokens))}</strong>`,
          model,
          visibleText(plan.destination),
        )}
      </p>
      <details class="asked">
        <summary>${t('What is asked each time, below the evidence')}</summary>
        <pre>${visibleText(plan.question)}</pre>
      </details>
      <div class="button-row">
        <button type="button" class="plain-button primary" @click=${() => void this.run(plan)}>${t('Send {0} calls', plan.calls)}</button>
        <button type="button" class="plain-button" @click=${() => (this.phase = { name: 'offer' })}>${t('Not now')}</button>
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
      ${inParts('How sure {0} is of “{1}”, {2}', visibleText(model), inlineCode(hypothesis), measureInWords(verdicts))}
    </caption>
    <thead>
      <tr>
        <th scope="col">${t('Left out')}</th>
        <th scope="col">${t('Sure')}</th>
        <th scope="col">${t('Change')}</th>
      </tr>
    </thead>
    <tbody>
      <tr>
        <th scope="row">${t('Nothing')}</th>
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
  if (told === verdicts.length) return t('by the log probabilities of Yes and No; a change is of the log odds');
  if (!told) return t('as it states it: no log probabilities came, so small changes do not show');
  return t('by log probabilities where they came, else as it states it');
}

function changeInWords({ value, byLogOdds }: OutsideChange): string {
  if (byLogOdds) return formatSigned(value);
  const points = Math.round(100 * value);
  return t('{0} points', points === 0 ? '0' : `${points < 0 ? '−' : '+'}${Math.abs(points)}`);
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
  const isPart = rest.length < sections.length;
  if (!most)
    return html`<p>
      ${
        isPart
          ? t('Of the sections that were left out so far, none alone changes clearly how sure the model is.')
          : t('No section alone changes clearly how sure the model is.')
      }
    </p>`;
  const section = html`<strong>${sectionLabel(most.without ?? '')}</strong>`;
  const [without, before] = [percent(most.verdict.sure), percent(whole.verdict.sure)];
  return html`<p>
    ${
      isPart
        ? inParts(
            'Of the sections that were left out so far, {0} matters most: without it the model is {1} sure instead of {2}.',
            section,
            without,
            before,
          )
        : inParts('Of all sections, {0} matters most: without it the model is {1} sure instead of {2}.', section, without, before)
    }
  </p>`;
}

function sectionLabel(section: string): string {
  return sectionLabels[section] ?? visibleText(section);
}
