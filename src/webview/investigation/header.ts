import { html, nothing, type TemplateResult } from 'lit';
import type { FailureSource, InvestigationState, PanelState } from '../../protocol/panelState';
import { fileLink } from '../parts/fileLink';
import { icon } from '../parts/icon';
import type { MenuItem } from '../parts/menu';
import { timeTag } from '../parts/timeTag';
import { visibleText } from '../parts/visibleText';
import type { Session } from '../session';

const sourceWords: Record<FailureSource, string> = {
  editor: 'from the editor',
  terminal: 'from the terminal',
  test: 'from a test',
  debugger: 'from the debugger',
  clipboard: 'from the clipboard',
  paste: 'pasted',
  problem: 'from Problems',
};

export const statusWords: Record<InvestigationState['status'], string> = { open: 'open', fixed: 'fixed', givenUp: 'given up' };

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
              ${icon('arrow-left')} All investigations
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
              title="The failure is gone: closes the investigation"
              @click=${() => session.act('setStatus', { status: 'fixed' })}
            >
              ${icon('pass')} Mark as fixed
            </button>`
          : html`<button type="button" class="link" @click=${() => session.act('setStatus', { status: 'open' })}>Reopen</button>`
      }
      <dwc-menu
        class="more-menu"
        .label=${'More actions'}
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
  const what = seen.same ? 'Seen before' : 'Like an earlier failure';
  return html`<p class="seen-before">
    ${icon('history')} ${what}, ${timeTag(seen.at, now)}:
    <button type="button" class="link" @click=${() => session.act('openInvestigation', { id: seen.id })}>${visibleText(seen.title)}</button>
    ${seen.status === 'open' ? nothing : html`<span class="mark" data-status=${seen.status}>${statusWords[seen.status]}</span>`}
    ${seen.fixedBy ? html`<span class="dim">by</span> ${visibleText(seen.fixedBy)}` : nothing}
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
    .label=${`${count} failures in this output: choose one`}
    .face=${html`Failure ${own + 1} of ${count} ${icon('chevron-down')}`}
    .items=${items}
    .onPick=${(id: string) => session.act('pickFailure', { index: Number(id) })}
  ></dwc-menu>`;
}

function moreItems({ status }: InvestigationState): MenuItem[] {
  return [
    { id: 'new', label: 'New failure', icon: 'add' },
    { id: 'export:markdown', label: 'Export…', detail: 'as Markdown, to read and to share', icon: 'export', separated: true },
    { id: 'export:json', label: 'Export as JSON…', icon: 'json' },
    ...(status === 'givenUp' ? [] : [{ id: 'status:givenUp', label: 'Give up', icon: 'circle-slash', separated: true }]),
    { id: 'delete', label: 'Delete the investigation', icon: 'trash' },
    { id: 'openSettings', label: 'Settings', icon: 'gear', separated: true },
    { id: 'showLog', label: 'Show the log', icon: 'output' },
    { id: 'help', label: 'Keys and screen reader', detail: '?', icon: 'keyboard' },
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
