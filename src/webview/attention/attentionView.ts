import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { HeadPlace, ModelCard, OutsideDeletion, ReadingState } from '../../core/attention/modelRun';
import { icon } from '../parts/icon';
import { LightElement } from '../parts/lightElement';
import '../parts/menu';
import { roving } from '../parts/roving';
import { setStyles } from '../parts/setStyles';
import { visibleText } from '../parts/visibleText';
import type { Scope } from '../viewMemory';
import { AttentionReading } from './attentionReading';
import type { Blend, ViewName } from './choice';
import { readTheme, type AttentionTheme } from './drawing/attentionTheme';
import type { Painter } from './drawing/painter';
import './drawing/stage';
import type { AttentionStage } from './drawing/stage';
import { EvidencePainter } from './painters/evidencePainter';
import { HeadPainter } from './painters/headPainter';
import { MatrixPainter } from './painters/matrixPainter';
import { ModelPainter } from './painters/modelPainter';
import { grainControl, headControl, hypothesisChips, layerControl, massControl, segmented, toggle } from './views/controls';
import { deletionPanel } from './views/deletionPanel';
import './views/expectedView';
import { howItWorks } from './views/howItWorks';
import { lookedAt } from './views/lookedAt';
import './views/neuronView';
import { numbersTable } from './views/numbersTable';
import './views/outsidePanel';
import { tableOf } from './views/tableOf';

/** A line to open in the editor. */
export interface OpenLineDetail {
  file: string;
  line: number;
}

/** A file to save. */
export interface ExportDetail {
  name: string;
  type: string;
  data: Uint8Array | string;
}

const views: { id: ViewName; label: string; hint: string }[] = [
  {
    id: 'evidence',
    label: 'Evidence',
    hint: 'The evidence as the mini-model read it. Shade: what the line in focus looked at. A hypothesis shows the chance on its card, a line its own.',
  },
  { id: 'heads', label: 'Heads', hint: 'What each line or token looks at, head by head. A double-click on a head shows it alone.' },
  {
    id: 'model',
    label: 'Model',
    hint: 'All heads of all layers, line by line. Choose one to see it large; a double-click opens its matrix.',
  },
  { id: 'matrix', label: 'Matrix', hint: 'Rows look, columns are looked at. Scroll with Ctrl to zoom, drag to move; + − 0 by keyboard.' },
  { id: 'neuron', label: 'Arithmetic', hint: 'One pair of tokens in one head: the numbers behind one weight.' },
  {
    id: 'rollout',
    label: 'Rollout',
    hint: 'An approximation: attention multiplied through all layers, with half of each kept for the residual. It leaves out values and feed-forward networks.',
  },
  { id: 'deletion', label: 'Does it matter?', hint: 'The reference for what mattered: the score without each line.' },
  { id: 'expected', label: 'Expected', hint: 'Cover a token and see what the model expected there.' },
  { id: 'how', label: 'How it works', hint: 'From tokens to scores, on this failure.' },
];

/** Below this width what was looked at stands below the drawing, px. */
const WIDE = 780;
const COMPACT = 520;

/**
 * How the mini-model read the evidence, and whether to believe it. Knows nothing of VS Code: it is given a reading and tells its surroundings
 * by the events `open-line` and `export-attention`, and `load-model` where there is no reading yet.
 */
@customElement('dwc-attention-view')
export class AttentionView extends LightElement {
  @property({ attribute: false }) state: ReadingState = { phase: 'notLoaded' };
  @property({ attribute: false }) memory!: Scope;
  @property({ attribute: false }) card: ModelCard | undefined;
  @property({ attribute: false }) outside: OutsideDeletion | undefined;
  @state() private size: 'wide' | 'narrow' | 'compact' = 'wide';
  @state() private exported = '';
  @query('dwc-attention-stage') private stage!: AttentionStage | null;
  private reading: AttentionReading | undefined;
  private theme: AttentionTheme | undefined;
  private painters = new Map<string, Painter<unknown>>();
  private readonly watchSize = new ResizeObserver(([entry]) => {
    const width = entry?.contentRect.width ?? 0;
    this.size = width >= WIDE ? 'wide' : width >= COMPACT ? 'narrow' : 'compact';
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.watchSize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watchSize.disconnect();
    this.reading?.close();
    this.reading = undefined;
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const { state } = this;
    if (state.phase !== 'ready') {
      this.reading?.close();
      this.reading = undefined;
    } else if (this.reading?.run.id === state.run.id && this.reading.source === state.source) {
      // The same reading with other hypotheses: what was computed for it stays.
      this.reading.run = state.run;
    } else {
      this.reading?.close();
      this.reading = new AttentionReading(state.run, state.source, this.memory);
      this.painters = new Map();
      this.reading.listen((change) => {
        if (change === 'theme') this.theme = undefined;
        // Where nothing beside the drawing tells of what is pointed at, the drawing alone is made anew.
        const { view, table } = this.reading!.choice;
        if (change !== 'hover' || (!table && (view === 'evidence' || view === 'rollout' || view === 'matrix'))) this.requestUpdate();
      });
    }
  }

  protected override render(): TemplateResult {
    const { reading } = this;
    if (!reading) return this.renderState();
    this.theme ??= readTheme();
    const { view, table } = reading.choice;
    const current = views.find(({ id }) => id === view)!;
    const numbers = table ? tableOf(reading, (place) => this.model(reading).describe(place)) : undefined;
    return html`<div class="attention-view" data-size=${this.size}>
      <div class="attention-head">${this.renderTabs(reading, view)} ${this.renderMenu(reading)}</div>
      ${this.renderOutsideNote(reading)}
      <div class="attention-body" role="tabpanel" id="attention-panel" aria-label=${current.label}>
        ${this.renderToolbar(reading, view)}
        <p class="hint view-hint">${current.hint}</p>
        ${reading.problem ? html`<p class="problem">${visibleText(reading.problem)}</p>` : nothing}
        ${numbers ? numbersTable(numbers) : this.renderBody(reading, view)}
      </div>
      ${view === 'how' || view === 'deletion' ? nothing : this.renderHonesty(reading)}
      <div class="sr-only" role="status" aria-live="polite">${this.exported}</div>
    </div>`;
  }

  private renderState(): TemplateResult {
    const { state } = this;
    const load = (label: string) =>
      html`<button
        type="button"
        class="plain-button primary"
        @click=${() => this.dispatchEvent(new CustomEvent('load-model', { bubbles: true }))}
      >
        ${label}
      </button>`;
    switch (state.phase) {
      case 'notLoaded':
        return html`<div class="attention-state">
          <p>The mini-model is not loaded. It runs on this machine; nothing is sent.</p>
          ${load('Read the evidence')}
        </div>`;
      case 'loading': {
        const percent = state.progress === undefined ? undefined : Math.round(100 * state.progress);
        return html`<div class="attention-state" aria-busy="true">
          <p role="status">
            ${visibleText(state.doing ?? 'The mini-model reads the evidence.')} ${percent === undefined ? nothing : `${percent} %`}
          </p>
          <span
            class="deletion-progress"
            role="progressbar"
            aria-label="Reading"
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=${percent ?? nothing}
            ?data-unknown=${percent === undefined}
            ><span ${setStyles({ width: `${percent ?? 30}%` })}></span
          ></span>
        </div>`;
      }
      case 'abstained':
        return html`<div class="attention-state">
          <p>${icon('info')} The mini-model says nothing on this failure. ${visibleText(state.message)}</p>
        </div>`;
      case 'failed':
        return html`<div class="attention-state">
          <p class="problem" role="alert">${visibleText(state.message)}</p>
          ${load('Try again')}
        </div>`;
      case 'cancelled':
        return html`<div class="attention-state">
          <p>Reading was cancelled.</p>
          ${load('Read the evidence')}
        </div>`;
      case 'ready':
        return html``;
    }
  }

  private renderTabs(reading: AttentionReading, view: ViewName): TemplateResult {
    const choose = (id: string) => reading.choose({ view: id as ViewName });
    if (this.size === 'compact')
      return html`<dwc-menu
        class="view-menu"
        .label=${'View'}
        .face=${html`<strong>${views.find(({ id }) => id === view)!.label}</strong> ${icon('chevron-down')}`}
        .items=${views.map(({ id, label, hint }) => ({ id, label, detail: hint, checked: id === view }))}
        .onPick=${choose}
      ></dwc-menu>`;
    return html`<div class="view-tabs" role="tablist" aria-label="Views of the attention" data-row ${roving()}>
      ${views.map(
        ({ id, label }) =>
          html`<button
            type="button"
            role="tab"
            class="view-tab"
            data-item
            aria-selected=${id === view ? 'true' : 'false'}
            aria-controls="attention-panel"
            @click=${() => choose(id)}
          >
            ${label}
          </button>`,
      )}
    </div>`;
  }

  private renderMenu(reading: AttentionReading): TemplateResult {
    const { view, table } = reading.choice;
    const drawn = !['neuron', 'expected', 'how'].includes(view);
    return html`<div class="attention-actions">
      ${
        drawn
          ? html`<button
              type="button"
              class="icon-button"
              aria-pressed=${table ? 'true' : 'false'}
              title="Numbers as a table"
              aria-label="Numbers as a table"
              @click=${() => reading.choose({ table: !table })}
            >
              ${icon('table')}
            </button>`
          : nothing
      }
      <dwc-menu
        .label=${'Export'}
        .face=${icon('export')}
        .items=${[
          ...(drawn && !table
            ? [
                { id: 'png', label: 'Picture (PNG)' },
                { id: 'svg', label: 'Drawing (SVG)' },
              ]
            : []),
          { id: 'json', label: 'Numbers (JSON)' },
        ]}
        .onPick=${(kind: string) => void this.exportAs(kind)}
      ></dwc-menu>
    </div>`;
  }

  private renderOutsideNote(reading: AttentionReading): TemplateResult | typeof nothing {
    const outside = [...new Set(reading.run.hypotheses.flatMap(({ outsideModel }) => outsideModel ?? []))];
    if (!outside.length) return nothing;
    return html`<p class="outside-note" role="note">
      ${icon('info')} The hypotheses came from ${visibleText(outside.join(' and '))}. This is <strong>not its attention</strong>, which
      cannot be read: it is how the mini-model on this machine read the same evidence.
      ${
        this.outside && reading.choice.view !== 'deletion'
          ? html`<button type="button" class="link" @click=${() => reading.choose({ view: 'deletion' })}>
              Ask that model what mattered
            </button>`
          : nothing
      }
    </p>`;
  }

  private renderToolbar(reading: AttentionReading, view: ViewName): TemplateResult | typeof nothing {
    const theme = this.theme!;
    const marks = toggle(
      'Hide marks and sinks',
      reading.choice.hideMarks,
      () => reading.choose({ hideMarks: !reading.choice.hideMarks }),
      'Leaves out [CLS], [SEP], [ROW] and punctuation that attention only rests on',
    );
    switch (view) {
      case 'evidence':
      case 'rollout':
        return html`<div class="attention-toolbar">
          ${hypothesisChips(reading)} ${view === 'evidence' ? this.renderBlend(reading) : nothing} ${massControl(reading)}
        </div>`;
      case 'heads':
        return html`<div class="attention-toolbar">
          ${layerControl(reading)} ${headControl(reading, theme)} ${grainControl(reading)} ${massControl(reading)}
          ${reading.choice.grain === 'token' ? marks : nothing}
        </div>`;
      case 'matrix':
        return html`<div class="attention-toolbar">
          ${layerControl(reading)} ${headControl(reading, theme)} ${grainControl(reading)}
          <span class="zoom" role="group" aria-label="Zoom">
            <button type="button" class="icon-button" aria-label="Zoom out" @click=${() => this.stage?.zoom(1 / 1.5)}>
              ${icon('zoom-out')}
            </button>
            <button type="button" class="icon-button" aria-label="Zoom in" @click=${() => this.stage?.zoom(1.5)}>${icon('zoom-in')}</button>
            <button type="button" class="icon-button" aria-label="Show all" @click=${() => this.stage?.zoom(0)}>
              ${icon('screen-full')}
            </button>
          </span>
        </div>`;
      case 'neuron':
        return html`<div class="attention-toolbar">${layerControl(reading)} ${headControl(reading, theme, true)}</div>`;
      case 'deletion':
        return html`<div class="attention-toolbar">${hypothesisChips(reading)}</div>`;
      default:
        return nothing;
    }
  }

  private renderBlend(reading: AttentionReading): TemplateResult {
    const { layer, heads } = reading.choice;
    const chosen =
      heads.length === reading.run.model.heads
        ? `Layer ${layer + 1}`
        : `Layer ${layer + 1}, ${heads.length === 1 ? 'head' : 'heads'} ${heads.map((head) => head + 1).join(', ')}`;
    return segmented<Blend>(
      'Heads that are blended',
      [
        ...(reading.run.model.faithfulHeads?.length
          ? [
              {
                id: 'faithful' as const,
                label: 'Faithful heads',
                title: 'Those whose attention agreed best with deletion on the bugs that the model was judged on',
              },
            ]
          : []),
        { id: 'all', label: 'All heads' },
        { id: 'layer', label: chosen, title: 'The layer and heads chosen in the other views' },
      ],
      reading.choice.blend,
      (blend) => reading.choose({ blend }),
    );
  }

  private renderBody(reading: AttentionReading, view: ViewName): TemplateResult {
    switch (view) {
      case 'evidence':
        return html`<div class="with-aside">
          ${this.renderStage(reading, 'evidence', 'The lines of the evidence')}
          ${this.renderLookedAt(reading, reading.evidenceMatrix, 'looked at')}
        </div>`;
      case 'rollout':
        return html`<div class="with-aside">
          ${this.renderStage(reading, 'rollout', 'The lines of the evidence, with rollout')}
          ${this.renderLookedAt(reading, reading.rolloutMatrix, 'was reached by (rollout, an approximation)')}
        </div>`;
      case 'deletion':
        return html`<div class="with-aside deletion">
          <div class="deletion-side">
            ${deletionPanel(reading)}
            ${this.outside ? html`<dwc-attention-outside .outside=${this.outside}></dwc-attention-outside>` : nothing}
          </div>
          ${this.renderStage(reading, 'deletion', "The lines of the evidence, and the suspect's score without each")}
        </div>`;
      case 'heads':
        return this.renderStage(reading, 'heads', 'What looks on the left, what is looked at on the right');
      case 'model': {
        const { layer, heads } = reading.choice;
        return html`<div class="with-aside model">
          ${this.renderStage(reading, 'model', 'All heads: layers down, heads across')}
          <aside class="looked-at" aria-label="The chosen head">
            <h3>Layer ${layer + 1}, ${heads.length === 1 ? `head ${heads[0]! + 1}` : `${heads.length} heads`}</h3>
            <p class="dim">
              ${heads.length === 1 ? this.model(reading).describe({ layer, head: heads[0]! }) : 'Choose a head to see it alone.'}
            </p>
            ${this.renderStage(reading, 'detail', 'The chosen head, line by line')}
            <div class="button-row">
              <button type="button" class="plain-button" @click=${() => reading.choose({ view: 'heads' })}>Open in Heads</button>
              <button type="button" class="plain-button" @click=${() => reading.choose({ view: 'matrix' })}>Open in Matrix</button>
            </div>
          </aside>
        </div>`;
      }
      case 'matrix':
        return html`<div class="with-aside">
          ${this.renderStage(reading, 'matrix', 'Rows look, columns are looked at')}
          ${this.renderLookedAt(reading, this.matrix(reading).lineMatrix, 'looked at')}
        </div>`;
      case 'neuron':
        return html`<dwc-attention-neuron .reading=${reading} .theme=${this.theme!} .choice=${reading.choice}></dwc-attention-neuron>`;
      case 'expected':
        return html`<dwc-attention-expected .reading=${reading} .choice=${reading.choice}></dwc-attention-expected>`;
      case 'how':
        return howItWorks(reading, this.card);
    }
  }

  private renderStage(reading: AttentionReading, name: string, label: string): TemplateResult {
    return html`<dwc-attention-stage .reading=${reading} .painter=${this.painterOf(reading, name)} .label=${label}></dwc-attention-stage>`;
  }

  private renderLookedAt(reading: AttentionReading, matrix: Float32Array | undefined, verb: string): TemplateResult {
    return lookedAt(reading, reading.given(matrix, reading.rowsOf(reading.focus)), { verb, openLine: (row) => this.openLine(row) });
  }

  private renderHonesty(reading: AttentionReading): TemplateResult {
    return html`<p class="honesty dim">
      ${icon('info')} Attention shows how the ${visibleText(reading.run.model.name)} read, not why it decided.
      <button type="button" class="link" @click=${() => reading.choose({ view: 'deletion' })}>Does it matter?</button>
    </p>`;
  }

  private painterOf(reading: AttentionReading, name: string): Painter<unknown> {
    let painter = this.painters.get(name);
    if (!painter) this.painters.set(name, (painter = this.makePainter(reading, name)));
    return painter;
  }

  private makePainter(reading: AttentionReading, name: string): Painter<unknown> {
    const openLine = (row: number) => this.openLine(row);
    switch (name) {
      case 'heads':
        return new HeadPainter(reading, openLine);
      case 'model':
        return new ModelPainter(
          reading,
          () => reading.choose({ view: 'matrix' }),
          (place) => this.agreementOf(place),
        );
      case 'detail':
        return new MatrixPainter(reading, { bare: true }, openLine);
      case 'matrix':
        return new MatrixPainter(reading, {}, openLine);
      default:
        return new EvidencePainter(reading, name === 'rollout' || name === 'deletion' ? name : 'attention', openLine);
    }
  }

  private model(reading: AttentionReading): ModelPainter {
    return this.painterOf(reading, 'model') as ModelPainter;
  }

  private matrix(reading: AttentionReading): MatrixPainter {
    return this.painterOf(reading, 'matrix') as MatrixPainter;
  }

  private agreementOf({ layer, head }: HeadPlace): number | undefined {
    return this.card?.faithfulness?.heads.find((place) => place.layer === layer && place.head === head)?.agreement;
  }

  private openLine(row: number): void {
    const { file, line } = this.reading!.run.rows[row]!;
    if (file && line) this.dispatchEvent(new CustomEvent<OpenLineDetail>('open-line', { detail: { file, line }, bubbles: true }));
  }

  private async exportAs(kind: string): Promise<void> {
    const { reading, stage } = this;
    if (!reading) return;
    const name = `attention-${reading.choice.view}.${kind}`;
    const send = (type: string, data: Uint8Array | string) => {
      this.dispatchEvent(new CustomEvent<ExportDetail>('export-attention', { detail: { name, type, data }, bubbles: true }));
      this.exported = `${name} is ready.`;
    };
    if (kind === 'png' && stage) send('image/png', await stage.toPng());
    else if (kind === 'svg' && stage) send('image/svg+xml', stage.toSvg());
    else if (kind === 'json') send('application/json', this.toJson(reading));
  }

  /** What is seen, as numbers: the choice, and the table that stands for the drawing. */
  private toJson(reading: AttentionReading): string {
    const { choice, run } = reading;
    const table = tableOf(reading, (place) => this.model(reading).describe(place));
    const focus = reading.rowsOf(choice.focus);
    const weights = reading.given(reading.evidenceMatrix, focus);
    return `${JSON.stringify(
      {
        note: `Attention of ${run.model.name}: how it read, not why it decided.`,
        model: run.model,
        choice,
        lines: run.rows.map(({ section, file, line, text, score, share }, row) => ({
          section,
          file,
          line,
          text,
          score,
          share,
          lookedAt: weights?.[row],
        })),
        table,
      },
      null,
      2,
    )}\n`;
  }
}
