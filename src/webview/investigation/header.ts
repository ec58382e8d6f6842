import { html, nothing, type TemplateResult } from 'lit';
import { inParts, t } from '../../core/language';
import type { FailureSource, InvestigationState, PanelState } from '../../protocol/panelState';
import { fileLink } from '../parts/fileLink';
import { icon } from '../parts/icon';
import type { MenuItem } from '../parts/menu';
import { timeTag } from '../parts/timeTag';
import { visibleText } from '../parts/visibleText';
import type { Session } from '../session';

const sourceWords: Record<FailureSource, string> = {
  editor: t('from the editor'),
  terminal: t('from the terminal'),
  test: t('from a test'),
  debugger: t('from the debugger'),
  clipboard: t('from the clipboard'),
  paste: t('pasted'),
  problem: t('from Problems'),
};

export const statusWords: Record<InvestigationState['status'], string> = {
  open: t('open'),
  fixed: t('fixed'),
  givenUp: t('given up'),
};

/** The failure, its place and time; the model that is asked; other actions on the investigation. */
export function investigationHeader(
  session: Session,
  state: PanelState,
  investigation: InvestigationState,
  inSidebar: boolean,
): TemplateResult {
  const { title, location, source, capturedAt, status } = investigation;
  return html`<header class="investigation-head">
    <div class="head-texts">
      ${
        inSidebar
          ? html`<button type="button" class="link back" @click=${() => session.act('showHome', {})}>
              ${icon('arrow-left')} ${t('All investigations')}
            </button>`
          : nothing
      }
      <h1 tabindex="-1" title=${visibleText(title)}>${visibleText(title)}</h1>
      <div class="head-meta dim">
        ${location ? html`${fileLink({ session, file: location.file, line: location.line })}` : nothing}<span
          >${sourceWords[source]}, ${timeTag(capturedAt, state.now)}</span
        >
        ${status === 'open' ? nothing : html`<span class="mark" data-status=${status}>${statusWords[status]}</span>`}
        ${failureMenu(session, investigation)}
      </div>
      ${seenBefore(session, investigation, state.now)}
    </div>
    <div class="head-actions">
      ${
        status === 'open'
          ? html`<button
              type="button"
              class="link mark-fixed"
              title=${t('The failure is gone: closes the investigation')}
              @click=${() => session.act('setStatus', { status: 'fixed' })}
            >
              ${icon('pass')} ${t('Mark as fixed')}
            </button>`
          : html`<button type="button" class="link" @click=${() => session.act('setStatus', { status: 'open' })}>${t('Reopen')}</button>`
      }
      <dwc-menu
        class="more-menu"
        .label=${t('More actions')}
        .face=${icon('ellipsis')}
        .items=${moreItems(investigation)}
        .onPick=${(id: string) => runMore(session, investigation, id)}
      ></dwc-menu>
    </div>
  </header>`;
}

/** An earlier investigation that may make this one unnecessary. */
function seenBefore(session: Session, { seenBefore: seen }: InvestigationState, now: string): TemplateResult | typeof nothing {
  if (!seen) return nothing;
  const when = timeTag(seen.at, now);
  return html`<p class="seen-before">
    ${icon('history')} ${seen.same ? inParts('Seen before, {0}:', when) : inParts('Like an earlier failure, {0}:', when)}
    <button type="button" class="link" @click=${() => session.act('openInvestigation', { id: seen.id })}>${visibleText(seen.title)}</button>
    ${seen.status === 'open' ? nothing : html`<span class="mark" data-status=${seen.status}>${statusWords[seen.status]}</span>`}
    ${seen.fixedBy ? html`<span class="dim">${t('by {0}', visibleText(seen.fixedBy))}</span>` : nothing}
  </p>`;
}

/** The text held more than one failure: names the shown one, and offers the others. */
function failureMenu(session: Session, { title, otherFailures }: InvestigationState): TemplateResult | typeof nothing {
  if (!otherFailures.length) return nothing;
  const count = otherFailures.length + 1;
  const indices = new Set(otherFailures.map(({ index }) => index));
  const own = [...Array(count).keys()].find((index) => !indices.has(index)) ?? 0;
  const items = [...otherFailures, { index: own, title }]
    .sort((a, b) => a.index - b.index)
    .map(({ index, title: label }): MenuItem => ({ id: String(index), label: visibleText(label), checked: index === own }));
  return html`<dwc-menu
    class="failure-menu"
    .label=${t('{0} failures in this output: choose one', count)}
    .face=${html`${t('Failure {0} of {1}', own + 1, count)} ${icon('chevron-down')}`}
    .items=${items}
    .onPick=${(id: string) => session.act('pickFailure', { index: Number(id) })}
  ></dwc-menu>`;
}

function moreItems({ status }: InvestigationState): MenuItem[] {
  return [
    { id: 'new', label: t('New failure'), icon: 'add' },
    { id: 'export:markdown', label: t('Export…'), detail: t('as Markdown, to read and to share'), icon: 'export', separated: true },
    { id: 'export:json', label: t('Export as JSON…'), icon: 'json' },
    ...(status === 'givenUp' ? [] : [{ id: 'status:givenUp', label: t('Give up'), icon: 'circle-slash', separated: true }]),
    { id: 'delete', label: t('Delete the investigation'), icon: 'trash' },
    { id: 'openSettings', label: t('Settings'), icon: 'gear', separated: true },
    { id: 'showLog', label: t('Show the log'), icon: 'output' },
    { id: 'help', label: t('Keys and screen reader'), detail: '?', icon: 'keyboard' },
  ];
}

function runMore(session: Session, { id: investigation }: InvestigationState, id: string): void {
  switch (id) {
    case 'new':
      return session.act('showHome', {});
    case 'delete':
      return session.act('deleteInvestigation', { id: investigation });
    case 'help':
      return session.showHelp();
    case 'openSettings':
    case 'showLog':
      return session.act('runAction', { action: id });
    case 'export:markdown':
      return session.act('exportInvestigation', { format: 'markdown' });
    case 'export:json':
      return session.act('exportInvestigation', { format: 'json' });
    case 'status:givenUp':
      return session.act('setStatus', { status: 'givenUp' });
  }
}
