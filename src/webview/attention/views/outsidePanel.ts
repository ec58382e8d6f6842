import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { OutsideDeletion, Section } from '../../../core/attention/modelRun';
import { sectionNames } from '../../../core/attention/sections';
import { icon } from '../../parts/icon';
import { LightElement } from '../../parts/lightElement';
import { setStyles } from '../../parts/setStyles';
import { visibleText } from '../../parts/visibleText';
import { formatSigned } from '../painters/formatWeight';

type Plan = Awaited<ReturnType<OutsideDeletion['plan']>>;
type Phase =
  | { name: 'offer' }
  | { name: 'planning' }
  | { name: 'planned'; plan: Plan }
  | { name: 'running'; done: number; total: number; plan: Plan }
  | { name: 'done'; changes: { section: Section; change: number }[]; plan: Plan }
  | { name: 'failed'; message: string };

/** Deletion on the outside model itself: offered, priced, and run only after the person agreed. */
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
        Its attention cannot be read. It can be asked again without one section at a time, to see which one its first hypothesis rests on.
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
        return html`<p>
            <strong>${phase.plan.calls.toLocaleString('en-US')} calls, about ${phase.plan.tokens.toLocaleString('en-US')} tokens</strong>
            sent to ${visibleText(this.outside.model)}, at its price.
            ${phase.plan.logProbabilities ? 'It gives log probabilities, so small changes are seen.' : 'It gives no log probabilities: only a changed answer is seen.'}
          </p>
          <div class="button-row">
            <button type="button" class="plain-button primary" @click=${() => void this.run(phase.plan)}>
              Send ${phase.plan.calls} calls
            </button>
            <button type="button" class="plain-button" @click=${() => (this.phase = { name: 'offer' })}>Not now</button>
          </div>`;
      case 'running':
        return html`<div class="button-row">
          <button type="button" class="plain-button" @click=${() => this.end?.abort()}>${icon('debug-stop')} Cancel</button>
          <span
            class="deletion-progress"
            role="progressbar"
            aria-label="Asking"
            aria-valuemin="0"
            aria-valuemax=${phase.total}
            aria-valuenow=${phase.done}
            ><span ${setStyles({ width: `${(100 * phase.done) / Math.max(1, phase.total)}%` })}></span
          ></span>
          <span class="dim">${phase.done} of ${phase.total} calls</span>
        </div>`;
      case 'done':
        return html`<table class="agreements">
          <caption>
            ${phase.plan.logProbabilities ? 'Change of the log probability of its first hypothesis' : 'Change of the share of its answers that name the first hypothesis'},
            without the section
          </caption>
          <tbody>
            ${phase.changes.map(
              ({ section, change }) =>
                html`<tr>
                  <th scope="row">${sectionNames[section]}</th>
                  <td>${formatSigned(change)}</td>
                </tr>`,
            )}
          </tbody>
        </table>`;
      case 'failed':
        return html`<p class="problem">${visibleText(phase.message)}</p>
          <button type="button" class="plain-button" @click=${() => void this.plan()}>Try again</button>`;
    }
  }

  private async plan(): Promise<void> {
    this.phase = { name: 'planning' };
    try {
      this.phase = { name: 'planned', plan: await this.outside.plan() };
    } catch (error) {
      this.fail(error);
    }
  }

  private async run(plan: Plan): Promise<void> {
    const end = new AbortController();
    this.end = end;
    this.phase = { name: 'running', done: 0, total: plan.calls, plan };
    try {
      const changes = await this.outside.run((done, total) => (this.phase = { name: 'running', done, total, plan }), end.signal);
      this.phase = { name: 'done', changes, plan };
    } catch (error) {
      if (end.signal.aborted) this.phase = { name: 'planned', plan };
      else this.fail(error);
    }
  }

  private fail(error: unknown): void {
    this.phase = { name: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}
