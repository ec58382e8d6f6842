import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formatCount, plural, shown, t } from '../../core/language';
import type { EvidenceState, Piece } from '../../protocol/panelState';
import { codeText } from '../parts/codeText';
import { disclosure } from '../parts/disclosure';
import { icon } from '../parts/icon';
import { inlineCode } from '../parts/inlineCode';
import { LightElement } from '../parts/lightElement';
import { visibleText } from '../parts/visibleText';
import type { Session } from '../session';
import type { Scope } from '../viewMemory';
import { changesPiece } from './changesPiece';
import { codePiece } from './codePiece';
import { errorPiece } from './errorPiece';
import type { EvidenceView } from './evidenceView';
import { leaveOutButton, removedParts } from './leftOut';
import { runtimeValues } from './runtimeValues';
import { secretsList } from './secretsList';
import { tokenBar, tokenTable } from './tokenBar';

const labels: Record<Piece['name'], string> = {
  error: t('Error and trace'),
  code: t('Code'),
  behavior: t('Expected and actual'),
  changes: t('Recent changes'),
};

const stateWords: Record<Piece['state'], string> = { found: t('found'), thin: t('thin'), missing: t('missing') };
const stateIcons: Record<Piece['state'], string> = { found: 'pass', thin: 'warning', missing: 'circle-large-outline' };

/** The evidence, before anything is sent: what was found, what is thin or missing and how to fix that, and its cost in tokens. */
@customElement('dwc-evidence')
export class Evidence extends LightElement {
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) memory!: Scope;
  @property({ attribute: false }) evidence!: EvidenceState;
  @property({ attribute: false }) now = '';
  @property({ attribute: false }) trusted = true;
  /** The failing command can be run. */
  @property({ attribute: false }) canFollow = false;
  /** Only one line, until the person opens it: the narrow layout, once there are hypotheses. */
  @property({ attribute: false }) foldable = false;
  @property({ attribute: false }) hasHypotheses = false;
  @state() private tokensOpen = false;
  private openAtFirst = new Map<string, boolean>();

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('memory')) this.openAtFirst = new Map();
  }

  protected override render(): TemplateResult {
    const { evidence } = this;
    const folded = this.folded;
    return html`<section
      class="evidence"
      aria-labelledby="evidence-title"
      aria-busy=${evidence.collecting ? 'true' : 'false'}
      data-scroll="evidence"
      data-folded=${folded}
    >
      <div class="section-head">
        <h2 id="evidence-title" tabindex="-1">
          ${
            this.foldable
              ? html`<button
                  type="button"
                  class="fold-button"
                  aria-expanded=${folded ? 'false' : 'true'}
                  aria-controls="evidence-body"
                  @click=${this.toggleAll}
                >
                  ${icon(folded ? 'chevron-right' : 'chevron-down', 'fold-chevron')} ${t('Evidence')}
                </button>`
              : t('Evidence')
          }
        </h2>
        ${isFirstCollection(evidence) ? nothing : this.renderCounts()}
      </div>
      <div id="evidence-body" ?hidden=${folded}>${folded ? nothing : this.renderBody()}</div>
    </section>`;
  }

  /** Opens the evidence and puts the focus on its heading, or on one of its parts. */
  async reveal(part?: 'expected' | 'code'): Promise<void> {
    if (this.folded) this.toggleAll();
    if (part) this.memory.set(`open:${part === 'expected' ? 'behavior' : 'code'}`, true);
    this.requestUpdate();
    await this.updateComplete;
    const target =
      part === 'expected'
        ? '#expected'
        : part === 'code'
          ? '#piece-code-head .fold-button'
          : this.foldable
            ? '#evidence-title .fold-button'
            : '#evidence-title';
    requestAnimationFrame(() => this.querySelector<HTMLElement>(target)?.focus());
  }

  private get folded(): boolean {
    return this.foldable && (this.memory.get<boolean>('evidence-folded') ?? (this.hasHypotheses && !this.isInUse()));
  }

  /** The person is busy with something here. */
  private isInUse(): boolean {
    return this.querySelector('#evidence-body')?.contains(document.activeElement) ?? false;
  }

  private readonly toggleAll = () => {
    this.memory.set('evidence-folded', !this.folded);
    this.requestUpdate();
  };

  private renderCounts(): TemplateResult {
    const { collecting, pieces, tokens, window, cuts } = this.evidence;
    const found = pieces.filter((piece) => piece.state === 'found').length;
    return html`<span class="count" title=${t('Pieces of evidence found')}
        >${t('{0} of {1}', found, pieces.length)}${collecting ? ` · ${t('updating…')}` : nothing}</span
      >
      <button
        type="button"
        class="tokens-button"
        aria-expanded=${this.tokensOpen ? 'true' : 'false'}
        aria-controls="token-table"
        title=${t('Tokens by section')}
        ?hidden=${this.folded}
        @click=${() => (this.tokensOpen = !this.tokensOpen)}
      >
        ${plural(window, '{1} of {0} token', '{1} of {0} tokens', formatCount(tokens))}${cuts.length ? ` · ${plural(cuts.length, '{0} cut', '{0} cut')}` : nothing}
      </button>
      ${this.folded ? html`<span class="dim">${plural(tokens, '{0} token', '{0} tokens')}</span>` : nothing}`;
  }

  private renderBody(): TemplateResult {
    const { evidence, session } = this;
    if (isFirstCollection(evidence)) return this.renderCollecting();
    const view = this.view();
    return html`${tokenBar(evidence)}
      <div id="token-table" ?hidden=${!this.tokensOpen}>${this.tokensOpen ? tokenTable(evidence) : nothing}</div>
      ${evidence.cuts.length && !this.tokensOpen ? html`<p class="hint">${visibleText(evidence.cuts[0] ?? '')}${evidence.cuts.length > 1 ? ` ${t('And {0} more.', evidence.cuts.length - 1)}` : ''}</p>` : nothing}
      ${evidence.problem ? html`<p class="problem" role="alert">${visibleText(evidence.problem)}</p>` : nothing}
      ${evidence.notices.map((notice) => html`<p class="hint">${icon('info')} ${inlineCode(shown(notice))}</p>`)}
      <div class="pieces">${evidence.pieces.map((piece) => this.renderPiece(view, piece))}</div>
      ${
        evidence.values.length
          ? this.renderExtra(
              view,
              'values',
              'debug',
              plural(evidence.values.length, '{0} value', '{0} values'),
              t('Values where it fails'),
              () => runtimeValues(view),
              'section:values',
            )
          : nothing
      }
      ${
        evidence.redactions.length || evidence.keptSecrets.length
          ? this.renderExtra(view, 'secrets', 'lock', keptWords(evidence), secretsTitle(evidence), () =>
              secretsList(session, evidence.redactions, evidence.keptSecrets),
            )
          : nothing
      }
      ${
        evidence.removed.length
          ? this.renderExtra(
              view,
              'removed',
              'eye-closed',
              '',
              plural(evidence.removed.length, '{0} part left out by you', '{0} parts left out by you'),
              () => removedParts(view),
            )
          : nothing
      }`;
  }

  private renderPiece(view: EvidenceView, piece: Piece): TemplateResult {
    const { name, state: found, advice } = piece;
    const summary = this.summaryOf(piece);
    const key = `open:${name}`;
    const leaveOut = name === 'error' || name === 'changes' ? leaveOutButton(view, `section:${name}`, labels[name], found) : nothing;
    const openByDefault =
      name === 'code' ||
      (name === 'behavior' && found !== 'found') ||
      (name === 'changes' && this.evidence.changes.some(({ suspect }) => suspect));
    return html`<div class="piece" data-state=${found} id="piece-${name}-head">
      ${disclosure({
        id: `piece-${name}`,
        heading: 3,
        open: view.isOpen(key, openByDefault),
        onToggle: () => view.toggle(key),
        label: html`${icon(stateIcons[found], 'piece-state')}<span class="sr-only">${stateWords[found]}:</span>
          <span class="piece-name">${labels[name]}</span>
          <span class="piece-summary dim" title=${summary}>${name === 'code' ? codeText(summary) : inlineCode(summary)}</span>`,
        trailing: html`<span class="row-actions">${leaveOut}</span>`,
        body: () => html`${advice ? html`<p class="advice">${inlineCode(advice)}</p>` : nothing}${this.renderPieceBody(view, name, found)}`,
      })}
      ${advice && !view.isOpen(key, openByDefault) ? html`<p class="advice advice-folded">${inlineCode(advice)}</p>` : nothing}
    </div>`;
  }

  /** The expectation itself says more than a note that it exists. */
  private summaryOf({ name, state: found, summary }: Piece): string {
    const [line = ''] = this.evidence.expected.trim().split('\n', 1);
    return name === 'behavior' && found === 'found' && line ? visibleText(line.slice(0, 80)) : summary;
  }

  private renderPieceBody(view: EvidenceView, name: Piece['name'], found: Piece['state']): TemplateResult {
    switch (name) {
      case 'error':
        return html`${errorPiece(view)}
        ${found === 'found' ? nothing : html`<button type="button" class="link" @click=${() => this.session.act('showHome', {})}>${t('Paste the whole output')}</button>`}`;
      case 'code':
        return codePiece(view);
      case 'behavior':
        return html`<dwc-expectation
          .session=${this.session}
          .memory=${this.memory}
          .expected=${this.evidence.expected}
          .actual=${this.evidence.actual}
          .source=${this.evidence.expectationSource}
        ></dwc-expectation>`;
      case 'changes':
        return changesPiece(view);
    }
  }

  private renderExtra(
    view: EvidenceView,
    key: string,
    glyph: string,
    summary: string,
    label: string,
    body: () => TemplateResult,
    section?: string,
  ): TemplateResult {
    return html`<div class="piece piece-extra">
      ${disclosure({
        id: `extra-${key}`,
        heading: 3,
        open: view.isOpen(`open:${key}`, false),
        onToggle: () => view.toggle(`open:${key}`),
        label: html`${icon(glyph, 'piece-state')} <span class="piece-name">${label}</span>
          <span class="piece-summary dim">${summary}</span>`,
        trailing: html`<span class="row-actions">${section ? leaveOutButton(view, section, label, 'found') : nothing}</span>`,
        body,
      })}
    </div>`;
  }

  private renderCollecting(): TemplateResult {
    return html`<p class="hint">${visibleText(this.evidence.progress ?? t('Collecting the evidence…'))}</p>
      <div class="pieces" aria-hidden="true">
        ${Object.values(labels).map((label) => html`<div class="piece skeleton-row"><span class="skeleton skeleton-dot"></span><span class="dim">${label}</span><span class="skeleton"></span></div>`)}
      </div>`;
  }

  private view(): EvidenceView {
    const { session, memory, evidence, now, trusted, canFollow } = this;
    const isOpen = (key: string, byDefault: boolean) => {
      const chosen = memory.get<boolean>(key);
      if (chosen !== undefined) return chosen;
      if (!this.openAtFirst.has(key)) this.openAtFirst.set(key, byDefault);
      return this.openAtFirst.get(key) ?? byDefault;
    };
    return {
      session,
      memory,
      evidence,
      now,
      trusted,
      canFollow,
      isOpen,
      toggle: (key) => {
        memory.set(key, !isOpen(key, false));
        this.requestUpdate();
      },
      shown: (key, first) => memory.get<number>(key) ?? first,
      showMore: (key, shown) => {
        memory.set(key, shown);
        this.requestUpdate();
      },
    };
  }
}

/**
 * Skeletons appear only when there is nothing yet: earlier evidence stays in place while it is collected again, with everything typed in
 * it.
 */
export function isFirstCollection({ collecting, pieces }: EvidenceState): boolean {
  return collecting && !pieces.length;
}

function secretsTitle({ redactions, keptSecrets }: EvidenceState): string {
  return redactions.length
    ? plural(redactions.length, '{0} secret replaced', '{0} secrets replaced')
    : plural(keptSecrets.length, '{0} false alarm', '{0} false alarms');
}

function keptWords({ redactions, keptSecrets }: EvidenceState): string {
  return redactions.length && keptSecrets.length ? plural(keptSecrets.length, '{0} kept as it is', '{0} kept as it is') : '';
}
