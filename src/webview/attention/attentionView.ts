import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { inParts, t } from '../../core/language';
import type { ModelCard, ReadingState } from '../../core/attention/modelRun';
import { icon } from '../parts/icon';
import { inlineCode } from '../parts/inlineCode';
import { LightElement } from '../parts/lightElement';
import '../parts/menu';
import { sourceWords } from '../hypotheses/madeHere';
import { visibleText } from '../parts/visibleText';
import type { Scope } from '../viewMemory';
import { AttentionReading } from './attentionReading';
import { readTheme, watchTheme, type AttentionTheme } from './drawing/attentionTheme';
import type { Painter } from './drawing/painter';
import './drawing/stage';
import type { AttentionStage } from './drawing/stage';
import type { OutsideDeletion } from './outsideDeletion';
import { readingState } from './readingState';
import { rankingSentence } from './rankingSentence';
import type { AttentionTab, TabParts } from './tabs/attentionTab';
import { attentionTabBar } from './tabs/attentionTabBar';
import { tabOf } from './tabs/attentionTabs';
import { numbersTable } from './views/numbersTable';

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

/** Below this width the text about the focus is below the drawing, px. */
const WIDE = 780;
const COMPACT = 520;

/**
 * How the mini-model read the evidence, and whether to trust it. Independent of VS Code: it receives a reading and reports through the
 * events `open-line` and `export-attention`, and `load-model` if there is no reading yet.
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
  private unwatchTheme: (() => void) | undefined;
  private painters = new Map<string, Painter<unknown>>();
  private readonly watchSize = new ResizeObserver(([entry]) => {
    const width = entry?.contentRect.width ?? 0;
    this.size = width >= WIDE ? 'wide' : width >= COMPACT ? 'narrow' : 'compact';
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.watchSize.observe(this);
    this.unwatchTheme = watchTheme(() => {
      this.theme = undefined;
      this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watchSize.disconnect();
    this.unwatchTheme?.();
    this.reading?.close();
    this.reading = undefined;
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const { state } = this;
    if (state.phase !== 'ready') {
      this.reading?.close();
      this.reading = undefined;
    } else if (this.reading?.run.id === state.run.id && this.reading.source === state.source) {
      // The same reading with other hypotheses: its computed numbers stay.
      this.reading.run = state.run;
    } else {
      this.reading?.close();
      this.reading = new AttentionReading(state.run, state.source, this.memory);
      this.painters = new Map();
      this.reading.listen((change) => {
        // If no text beside the drawing depends on the pointer, only the drawing is updated.
        const { view, table } = this.reading!.choice;
        if (change !== 'hover' || (!table && tabOf(view).followsPointer)) this.requestUpdate();
      });
    }
  }

  protected override render(): TemplateResult {
    const { reading } = this;
    if (!reading) return readingState(this.state, () => this.dispatchEvent(new CustomEvent('load-model', { bubbles: true })));
    const tab = tabOf(reading.choice.view);
    const parts = this.parts(reading);
    const numbers = reading.choice.table ? tab.table?.(parts) : undefined;
    return html`<div class="attention-view" data-size=${this.size} @let-go=${() => reading.choose({ focus: undefined })}>
      ${reading.run.parts ? html`<p class="ranking-sentence">${inlineCode(rankingSentence(reading.run.parts))}</p>` : nothing}
      <div class="attention-head">${attentionTabBar(reading, tab, this.size === 'compact')} ${this.renderMenu(reading, tab)}</div>
      ${this.renderOutsideNote(reading)}
      <div class="attention-body" role="tabpanel" id="attention-panel" aria-label=${tab.label}>
        ${tab.toolbar?.(parts) ?? nothing}
        <p class="hint view-hint">${tab.hint}</p>
        ${reading.problem ? html`<p class="problem">${visibleText(reading.problem)}</p>` : nothing}
        ${numbers ? numbersTable(numbers) : tab.body(parts)}
      </div>
      ${tab.honest ? nothing : this.renderHonesty(reading)}
      <div class="sr-only" role="status" aria-live="polite">${this.exported}</div>
    </div>`;
  }

  private parts(reading: AttentionReading): TabParts {
    return {
      reading,
      theme: (this.theme ??= readTheme()),
      card: this.card,
      outside: this.outside,
      painter: (name, make) => {
        const known = this.painters.get(name) ?? make();
        this.painters.set(name, known);
        return known as ReturnType<typeof make>;
      },
      stage: (painter, label) => html`<dwc-attention-stage .reading=${reading} .painter=${painter} .label=${label}></dwc-attention-stage>`,
      openLine: (row) => this.openLine(row),
      zoom: (factor) => this.stage?.zoom(factor),
    };
  }

  private renderMenu(reading: AttentionReading, tab: AttentionTab): TemplateResult {
    const { table } = reading.choice;
    return html`<div class="attention-actions">
      ${
        tab.table
          ? html`<button
              type="button"
              class="icon-button"
              aria-pressed=${table ? 'true' : 'false'}
              title=${t('Numbers as a table')}
              aria-label=${t('Numbers as a table')}
              @click=${() => reading.choose({ table: !table })}
            >
              ${icon('table')}
            </button>`
          : nothing
      }
      <dwc-menu
        .label=${t('Export')}
        .face=${icon('export')}
        .items=${[
          ...(tab.table && !table
            ? [
                { id: 'png', label: t('Picture (PNG)') },
                { id: 'svg', label: t('Drawing (SVG)') },
              ]
            : []),
          { id: 'json', label: t('Numbers (JSON)') },
        ]}
        .onPick=${(kind: string) => void this.exportAs(kind)}
      ></dwc-menu>
    </div>`;
  }

  private renderOutsideNote(reading: AttentionReading): TemplateResult | typeof nothing {
    const outside = [...new Set(reading.run.hypotheses.flatMap(({ outsideModel }) => outsideModel ?? []))];
    if (!outside.length) return nothing;
    return html`<p class="outside-note" role="note">
      ${icon('info')}
      ${inParts(
        'The hypotheses came from {0}. This is {1}, which cannot be read: it is how the mini-model on this machine read the same evidence.',
        visibleText(outside.join(` ${t('and')} `)),
        html`<strong>${t('not its attention')}</strong>`,
      )}
      ${
        this.outside && reading.choice.view !== 'deletion'
          ? html`<button type="button" class="link" @click=${() => reading.choose({ view: 'deletion' })}>
              ${t('Ask that model what mattered')}
            </button>`
          : nothing
      }
    </p>`;
  }

  private renderHonesty(reading: AttentionReading): TemplateResult {
    return html`<p class="honesty dim">
      ${icon('info')} ${t('Attention shows how the {0} read, not why it decided.', visibleText(sourceWords(reading.run.model.name)))}
      <button type="button" class="link" @click=${() => reading.choose({ view: 'deletion' })}>${t('Does it matter?')}</button>
    </p>`;
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
      this.exported = t('{0} is ready.', name);
    };
    if (kind === 'png' && stage) send('image/png', await stage.toPng());
    else if (kind === 'svg' && stage) send('image/svg+xml', stage.toSvg());
    else if (kind === 'json') send('application/json', this.toJson(reading));
  }

  /** The visible data as numbers: the choice, and the table behind the drawing. */
  private toJson(reading: AttentionReading): string {
    const { choice, run } = reading;
    const table = tabOf(choice.view).table?.(this.parts(reading));
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
