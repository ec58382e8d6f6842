import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { plural, t } from '../../core/language';
import type { FailureSource, InvestigationSummary, PanelState } from '../../protocol/panelState';
import { statusWords } from '../investigation/header';
import { disclosure } from '../parts/disclosure';
import { icon } from '../parts/icon';
import { removeButton } from '../parts/removeButton';
import { LightElement } from '../parts/lightElement';
import { roving } from '../parts/roving';
import { timeTag } from '../parts/timeTag';
import { visibleText } from '../parts/visibleText';
import type { Session } from '../session';
import type { Scope } from '../viewMemory';
import { groupInvestigations, type FailureGroup } from './groupInvestigations';

const sourceIcons: Record<FailureSource, string> = {
  editor: 'file-code',
  terminal: 'terminal',
  test: 'beaker',
  debugger: 'debug-alt',
  clipboard: 'clippy',
  paste: 'clippy',
  problem: 'warning',
};

const statusIcons: Record<InvestigationSummary['status'], string> = { open: 'issue-opened', fixed: 'pass', givenUp: 'circle-slash' };

/** The start view: a new failure, recent failures, and earlier investigations. */
@customElement('dwc-home')
export class Home extends LightElement {
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) state!: PanelState;

  private get memory(): Scope {
    return this.session.memory.scope('home');
  }

  protected override render(): TemplateResult {
    const { home } = this.state;
    const isNew = !home.recentFailures.length && !home.investigations.length;
    return html`<main class="home">
      <h1 class="sr-only" tabindex="-1">Debug with Context</h1>
      ${isNew && home.deleted === undefined ? this.renderWelcome() : nothing}
      <div role="status">${home.deleted === undefined ? nothing : this.renderDeleted(home.deleted)}</div>
      <section aria-labelledby="new-title">
        <h2 id="new-title">${t('New failure')}</h2>
        <dwc-paste-box
          .session=${this.session}
          .memory=${this.memory}
          .clipboardHasTrace=${home.clipboardHasTrace}
          .problem=${home.captureProblem ?? ''}
        ></dwc-paste-box>
      </section>
      ${isNew ? nothing : html`${this.renderRecent()} ${this.renderInvestigations()}`}
      <p class="home-help">
        <button type="button" class="link" @click=${() => this.session.showHelp()}>${t('Keys and screen reader')}</button>
      </p>
    </main>`;
  }

  /** Puts the focus where the host requests it. */
  focusOn(target: string): void {
    if (target === 'paste') this.querySelector<HTMLElement>('#paste')?.focus();
    else if (target === 'root') this.querySelector<HTMLElement>('h1')?.focus();
  }

  private renderDeleted(title: string): TemplateResult {
    return html`<p class="deleted">
      ${icon('trash')} <span class="row-title">${t('Deleted: {0}', visibleText(title))}</span>
      <button type="button" class="link" @click=${() => this.session.act('undoDelete', {})}>${t('Undo')}</button>
    </p>`;
  }

  private renderWelcome(): TemplateResult {
    return html`<div class="welcome">
      <p>${t('Collects the evidence of a failure: the whole trace, the code on its path, what you expected, what changed.')}</p>
      <p>${t('Ranks on this machine where the cause may be. You see the exact prompt before a model is asked.')}</p>
      <p>${t('Right-click in a terminal or log, on a failed test or a frame of a stopped debugger, or paste below.')}</p>
      <vscode-button secondary @click=${() => this.session.act('openSample', {})}>${t('Open the sample')}</vscode-button>
    </div>`;
  }

  private renderRecent(): TemplateResult {
    const { home, now } = this.state;
    return html`<section aria-labelledby="recent-title">
      <h2 id="recent-title">${t('Recent failures')}</h2>
      ${
        home.recentFailures.length
          ? html`<ul class="rows" aria-labelledby="recent-title" ${roving()}>
              ${repeat(
                home.recentFailures,
                ({ id }) => id,
                ({ id, title, source, at }) =>
                  html`<li data-row>
                    <button
                      type="button"
                      class="row"
                      data-item
                      title=${visibleText(title)}
                      @click=${() => this.session.act('openFailure', { id })}
                    >
                      ${icon(sourceIcons[source])} <span class="row-title">${visibleText(title)}</span>
                      <span class="row-when dim">${timeTag(at, now)}</span>
                    </button>
                  </li>`,
              )}
            </ul>`
          : html`<p class="hint">${t('None yet. Failed commands, failed tests and exceptions in the debugger appear here.')}</p>`
      }
    </section>`;
  }

  private renderInvestigations(): TemplateResult {
    const { investigations, older } = this.state.home;
    const groups = groupInvestigations(investigations);
    return html`<section aria-labelledby="investigations-title">
      <h2 id="investigations-title">${t('Investigations')}</h2>
      ${
        groups.length
          ? html`<ul class="rows" aria-labelledby="investigations-title" ${roving()}>
              ${repeat(
                groups,
                ({ newest }) => newest.id,
                (group) => this.renderGroup(group),
              )}
            </ul>`
          : html`<p class="hint">${t('None yet.')}</p>`
      }
      ${older > 0 ? this.renderOlder(older) : nothing}
    </section>`;
  }

  private renderOlder(older: number): TemplateResult {
    return html`<p class="older">
      <span class="dim">${plural(older, '{0} older one not listed.', '{0} older ones not listed.')}</span>
      <button type="button" class="link" @click=${() => this.session.act('showOlder', {})}>${t('Show more')}</button>
    </p>`;
  }

  private renderGroup({ newest, earlier }: FailureGroup): TemplateResult {
    const key = `earlier:${newest.failure ?? newest.id}`;
    const open = this.memory.get<boolean>(key) ?? false;
    return html`<li>
      ${this.renderInvestigation(newest)}
      ${
        earlier.length
          ? html`<div data-row>
              ${disclosure({
                id: `earlier-${newest.id}`,
                open,
                item: true,
                extraClass: 'earlier',
                onToggle: () => {
                  this.memory.set(key, open ? undefined : true);
                  this.requestUpdate();
                },
                label: html`<span class="dim">${plural(earlier.length, '{0} earlier', '{0} earlier')}</span>`,
                body: () => html`${earlier.map((investigation) => this.renderInvestigation(investigation))}`,
              })}
            </div>`
          : nothing
      }
    </li>`;
  }

  private renderInvestigation({ id, title, location, status, at }: InvestigationSummary): TemplateResult {
    const name = visibleText(title);
    return html`<div class="row-line" data-row data-status=${status}>
      <button
        type="button"
        class="row"
        data-item
        title=${name}
        aria-current=${this.state.investigation?.id === id ? 'true' : nothing}
        @click=${() => this.session.act('openInvestigation', { id })}
      >
        ${icon(statusIcons[status])}<span class="sr-only">${statusWords[status]}:</span>
        <span class="row-texts"
          ><span class="row-title">${name}</span
          ><span class="row-detail dim"
            ><span class="row-title"
              >${location ? visibleText(location) : nothing}${status === 'open' ? nothing : ` · ${statusWords[status]}`}</span
            >${timeTag(at, this.state.now)}</span
          ></span
        >
      </button>
      <span class="row-actions">
        ${removeButton({
          title: t('Delete'),
          label: t('Delete the investigation of {0}', name),
          icon: 'trash',
          remove: () => this.session.act('deleteInvestigation', { id }),
        })}
      </span>
    </div>`;
  }
}
