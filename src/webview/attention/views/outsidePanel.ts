import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { OutsideDeletion, OutsidePlan } from '../../../core/attention/modelRun';
import { icon } from '../../parts/icon';
import { LightElement } from '../../parts/lightElement';
import { setStyles } from '../../parts/setStyles';
import { visibleText } from '../../parts/visibleText';
import { formatSigned } from '../painters/formatWeight';

/** A section that was left out, and what became of the first hypothesis. */
interface SectionChange {
  section: string;
  change: number;
}

type Phase =
  | { name: 'offer' }
  | { name: 'planning' }
  | { name: 'planned'; plan: OutsidePlan }
  | { name: 'running' | 'done'; plan: OutsidePlan; changes: SectionChange[] }
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
            ${phase.plan.logProbabilities ? 'It gives log probabilities, so small changes are seen.' : 'No log probabilities are read: what counts is how sure it then says to be of a hypothesis about the same lines.'}
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
              aria-valuemax=${phase.plan.calls}
              aria-valuenow=${phase.changes.length}
              ><span ${setStyles({ width: `${(100 * phase.changes.length) / Math.max(1, phase.plan.calls)}%` })}></span
            ></span>
            <span class="dim">${phase.changes.length} of ${phase.plan.calls} calls</span>
          </div>
          ${changesTable(phase.plan, phase.changes)}`;
      case 'done':
        return changesTable(phase.plan, phase.changes);
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

  private async run(plan: OutsidePlan): Promise<void> {
    const end = new AbortController();
    this.end = end;
    let changes: SectionChange[] = [];
    this.phase = { name: 'running', plan, changes };
    try {
      const onChange = (section: string, change: number) => {
        changes = [...changes, { section, change }];
        this.phase = { name: 'running', plan, changes };
      };
      await this.outside.run(plan, onChange, end.signal);
      this.phase = { name: 'done', changes, plan };
    } catch (error) {
      // What came before a cancel was paid for: it stays.
      if (end.signal.aborted) this.phase = changes.length ? { name: 'done', changes, plan } : { name: 'planned', plan };
      else this.fail(error);
    }
  }

  private fail(error: unknown): void {
    this.phase = { name: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

function changesTable(plan: OutsidePlan, changes: readonly SectionChange[]): TemplateResult {
  return html`<table class="agreements">
    <caption>
      ${plan.logProbabilities ? 'Change of the log probability of its first hypothesis' : 'Change of how sure it says to be of its first hypothesis'},
      without the section
    </caption>
    <tbody>
      ${changes.map(
        ({ section, change }) =>
          html`<tr>
            <th scope="row">${section}</th>
            <td>${formatSigned(change)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
