import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../../core/language';
import type { HypothesisReference, ModelCard, ReadingState, Row } from '../../core/attention/modelRun';
import type { HypothesisState, Suspect } from '../../protocol/panelState';
import { madeHere } from '../hypotheses/madeHere';
import { disclosure } from '../parts/disclosure';
import { LightElement } from '../parts/lightElement';
import { splitter } from '../parts/splitter';
import type { Session } from '../session';
import type { Scope } from '../viewMemory';
import './attentionView';
import type { ExportDetail, OpenLineDetail } from './attentionView';
import { outsideDeletion, type OutsideDeletion } from './outsideDeletion';
import { RemoteSource } from './remoteSource';
import { suspectList } from './suspectList';

/** Minimum share of the view for evidence and hypotheses. */
const MIN_SHARE = 0.25;
/** Position of the place when it opens, as a share of the view from the top. */
const SIGHT = 0.4;

/** How the mini-model read the failure, below both columns. It reads when the person opens the place, and again when the evidence changed. */
@customElement('dwc-attention')
export class AttentionPlace extends LightElement {
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) memory!: Scope;
  @property({ attribute: false }) suspects: Suspect[] = [];
  @property({ attribute: false }) hypotheses: HypothesisState[] = [];
  /** Being collected again: the shown reading is of the earlier evidence. */
  @property({ attribute: false }) collecting = false;
  @state() private reading: ReadingState = { phase: 'notLoaded' };
  @state() private card: ModelCard | undefined;
  /** The ranking behind the reading. */
  private readFor: Suspect[] | undefined;
  private reader: AbortController | undefined;
  private asking: OutsideDeletion | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.reader?.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.isOpen && !this.collecting && this.suspects.length && this.readFor !== this.suspects) void this.read();
    if (changed.has('hypotheses') && this.reading.phase === 'ready') {
      const hypotheses = references(this.hypotheses, this.reading.run.rows);
      // The view starts again with another reading, so only the hypotheses that it shows may be replaced.
      if (JSON.stringify(hypotheses) !== JSON.stringify(this.reading.run.hypotheses)) {
        this.reading = { ...this.reading, run: { ...this.reading.run, hypotheses } };
      }
    }
  }

  protected override render(): TemplateResult {
    const open = this.isOpen;
    return html`${open ? this.renderSplitter() : nothing}
      <section class="attention" aria-label=${t('Attention')} ?data-open=${open}>
        ${disclosure({
          id: 'attention-body',
          heading: 2,
          open,
          onToggle: () => this.setOpen(!open),
          label: html`<span class="section-title">${t('Attention')}</span>
            <span class="dim head-note"
              >${this.suspects.length ? t('how the mini-model read the evidence') : t('no line ranked yet')}</span
            >`,
          body: () => this.renderBody(),
        })}
      </section>`;
  }

  /** Between this place and the part above it, which keeps its height until the person changes it. */
  private renderSplitter(): TemplateResult {
    const layout = this.session.memory.scope('layout');
    return splitter({
      label: t('Height of evidence and hypotheses'),
      controls: 'columns',
      share: this.columnsShare,
      min: MIN_SHARE,
      whole: () => this.closest('.investigation-body')?.clientHeight ?? 0,
      onShare: (share) => {
        layout.set('columns', share);
        this.requestUpdate();
      },
    });
  }

  private get columnsShare(): number {
    return this.session.memory.scope('layout').get<number>('columns') ?? 1;
  }

  protected override updated(): void {
    this.closest<HTMLElement>('.investigation-body')?.style.setProperty('--columns-share', String(this.columnsShare));
  }

  /** Opens the place and puts the focus on it; a second press folds it. */
  async reveal(): Promise<void> {
    const button = this.querySelector<HTMLElement>('.fold-button');
    this.setOpen(!(this.isOpen && this.contains(document.activeElement)));
    await this.updateComplete;
    button?.focus();
  }

  private renderBody(): TemplateResult {
    if (!this.suspects.length) return html`<p class="hint">${t('No line could be ranked: the trace names no file of this workspace.')}</p>`;
    return html`<dwc-attention-view
        .state=${this.reading}
        .memory=${this.memory}
        .card=${this.card}
        .outside=${this.outside}
        @load-model=${() => void this.read()}
        @open-line=${({ detail }: CustomEvent<OpenLineDetail>) => this.session.act('openLocation', detail)}
        @export-attention=${({ detail }: CustomEvent<ExportDetail>) => this.session.act('saveExport', detail)}
      ></dwc-attention-view>
      ${suspectList(this.session, this.suspects)}`;
  }

  /** Asks the outside model itself, if one made the hypotheses. One object as long as the model is the same. */
  private get outside(): OutsideDeletion | undefined {
    const model = this.hypotheses.find(({ folded, source }) => !folded && !madeHere(source))?.source;
    if (!model) return undefined;
    if (this.asking?.model !== model) this.asking = outsideDeletion(this.session.call, model);
    return this.asking;
  }

  private get isOpen(): boolean {
    return this.memory.get<boolean>('attention') ?? false;
  }

  private setOpen(open: boolean): void {
    this.memory.set('attention', open || undefined);
    this.requestUpdate();
    if (open) void this.bringIntoSight();
  }

  /** Below a part that keeps its height, it may open out of sight. */
  private async bringIntoSight(): Promise<void> {
    await this.updateComplete;
    const body = this.closest('.investigation-body');
    const head = this.querySelector('.attention');
    if (!body || !head) return;
    const below = head.getBoundingClientRect().top - body.getBoundingClientRect().top - body.clientHeight * SIGHT;
    if (below > 0) body.scrollBy({ top: below });
  }

  private async read(): Promise<void> {
    this.reader?.abort();
    const reader = new AbortController();
    this.reader = reader;
    this.readFor = this.suspects;
    const shown = this.reading;
    // The shown reading stays until another arrives: usually it is the same one, and its measurements are still valid.
    if (shown.phase !== 'ready') this.reading = { phase: 'loading', doing: t('The mini-model is reading the evidence.') };
    try {
      const answer = await this.session.call('readAttention', {}, { signal: reader.signal });
      if (reader.signal.aborted) return;
      if (answer.phase === 'abstained') {
        this.reading = answer;
        return;
      }
      const { run } = answer;
      this.card = answer.card;
      this.reading = {
        phase: 'ready',
        run: { ...run, hypotheses: references(this.hypotheses, run.rows) },
        source: shown.phase === 'ready' && shown.run.id === run.id ? shown.source : new RemoteSource(this.session.call, run.id),
      };
      await this.updateComplete;
      requestAnimationFrame(() => this.dispatchEvent(new CustomEvent('arrived')));
    } catch (error) {
      if (reader.signal.aborted) return;
      this.reading = { phase: 'failed', message: error instanceof Error ? error.message : String(error) };
    }
  }
}

/**
 * The shown hypotheses, by the rows that hold their evidence. For the ranking's own ones, only the first line that each names: the others
 * are where the error surfaces, the same for all.
 */
function references(hypotheses: readonly HypothesisState[], rows: readonly Row[]): HypothesisReference[] {
  return hypotheses
    .filter(({ folded }) => !folded)
    .map(({ rank, title, evidence, confidence, source }) => {
      const own = madeHere(source);
      const cited = own ? evidence.slice(0, 1) : evidence;
      return {
        rank,
        title,
        confidence,
        rows: rows.flatMap((row, index) => (cited.some(({ file, line }) => row.file === file && row.line === line) ? [index] : [])),
        ...(own ? {} : { outsideModel: source }),
      };
    });
}
