import { html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { t } from '../core/language';
import type { PanelMethods } from '../protocol/panelProtocol';
import type { PanelState } from '../protocol/panelState';
import type { Peer } from '../protocol/rpc';
import { announcements } from './announcements';
import { connectHost } from './connectHost';
import type { Home } from './home/home';
import type { Investigation } from './investigation/investigation';
import type { KeyHelp } from './keyHelp';
import { icon } from './parts/icon';
import { LightElement } from './parts/lightElement';
import { visibleText } from './parts/visibleText';
import { callsAbout, type Session } from './session';
import { shareUnchanged } from './shareUnchanged';
import { isTyping, opensHelp, shortcutOf } from './shortcuts';
import { ViewMemory } from './viewMemory';

/** Below this width the blocks are in one column, px. */
const WIDE = 640;

/** The whole view, panel or sidebar: draws the state that the host sends, and forwards the person's actions. */
@customElement('dwc-app')
export class App extends LightElement {
  @state() private view: PanelState | undefined;
  @state() private narrow = true;
  /** A call that the host refused. */
  @state() private problem = '';
  @state() private said = '';
  @query('dwc-investigation') private investigation!: Investigation | null;
  @query('dwc-home') private home!: Home | null;
  @query('dwc-key-help') private help!: KeyHelp | null;
  private session: Session | undefined;
  private sessionFor: string | undefined;
  private memory!: ViewMemory;
  private peer!: Peer<PanelMethods>;
  private clockOffset = 0;
  private readonly size = new ResizeObserver(([entry]) => (this.narrow = (entry?.contentRect.width ?? 0) < WIDE));

  override connectedCallback(): void {
    super.connectedCallback();
    const { peer, store } = connectHost({
      state: (next) => this.show(next),
      answer: ({ investigation, answer }) => {
        const shown = this.view?.investigation;
        if (this.view && shown?.id === investigation) this.show({ ...this.view, investigation: { ...shown, answer } });
      },
      focus: async ({ target }) => {
        await this.updateComplete;
        this.investigation?.focusOn(target);
        this.home?.focusOn(target);
      },
    });
    const memory = new ViewMemory(store);
    this.peer = peer;
    this.memory = memory;
    // This element has no box of its own.
    this.size.observe(document.body);
    window.addEventListener('keydown', this.onKey, true);
    window.addEventListener('pagehide', () => memory.flush());
    document.addEventListener('visibilitychange', () => document.hidden && memory.flush());
    void peer.call('ready', {}).then(
      (next) => this.show(next),
      (error: unknown) => (this.problem = error instanceof Error ? error.message : String(error)),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.size.disconnect();
    window.removeEventListener('keydown', this.onKey, true);
    this.peer.close(new Error('The view was closed.'));
  }

  protected override render(): TemplateResult {
    return html`<div class="app" data-layout=${this.narrow ? 'narrow' : 'wide'}>
      <div role="alert">
        ${
          this.problem
            ? html`<div class="banner banner-problem">
                ${icon('error')} <span>${visibleText(this.problem)}</span>
                <button type="button" class="icon-button" aria-label=${t('Close the message')} @click=${() => (this.problem = '')}>
                  ${icon('close')}
                </button>
              </div>`
            : nothing
        }
      </div>
      ${this.view ? this.renderView(this.view) : nothing}
      <div class="sr-only" role="status" aria-live="polite">${this.said}</div>
      <dwc-hover-line></dwc-hover-line>
      <dwc-key-help></dwc-key-help>
    </div>`;
  }

  private renderView(view: PanelState): TemplateResult {
    const inSidebar = document.body.dataset['mode'] === 'sidebar';
    const { investigation } = view;
    if (!investigation || (inSidebar && view.openIn !== 'sidebar'))
      return html`<dwc-home .session=${this.sessionAbout(undefined)} .state=${view}></dwc-home>`;
    // Separate elements for each investigation: a draft that is sent when they are removed belongs to the one it was written in.
    return html`${keyed(
      investigation.id,
      html`<dwc-investigation
        .session=${this.sessionAbout(investigation.id)}
        .state=${view}
        .investigation=${investigation}
        .narrow=${this.narrow}
        .inSidebar=${inSidebar}
        .clockOffset=${this.clockOffset}
      ></dwc-investigation>`,
    )}`;
  }

  /** One object as long as the investigation is the same. */
  private sessionAbout(investigation: string | undefined): Session {
    if (this.session && this.sessionFor === investigation) return this.session;
    const call = callsAbout(investigation, this.peer);
    this.sessionFor = investigation;
    this.session = {
      call,
      act: (name, params) =>
        void call(name, params).then(
          () => (this.problem = ''),
          (error: unknown) => (this.problem = error instanceof Error ? error.message : String(error)),
        ),
      announce: (sentence) => this.announce(sentence),
      memory: this.memory,
      showHelp: () => this.showHelp(),
      mac: isMac(),
    };
    return this.session;
  }

  private show(next: PanelState): void {
    const before = this.view;
    if (before?.now !== next.now) this.clockOffset = new Date(next.now).getTime() - Date.now();
    this.view = shareUnchanged(before, next);
    this.memory.show(next.investigation?.id);
    const sentences = announcements(before, this.view);
    if (sentences.length) this.announce(sentences.join(' '));
  }

  private showHelp(): void {
    void this.help?.show({ mac: isMac(), ofInvestigation: this.investigation !== null });
  }

  private announce(sentence: string): void {
    // A repeated sentence would be no change, and so would not be read aloud.
    const clean = visibleText(sentence);
    this.said = clean === this.said ? `${clean} ` : clean;
  }

  private readonly onKey = (event: KeyboardEvent) => {
    // vscode-button acts on these keys, and then lets the page scroll, or lets a field that it just opened receive a line feed.
    if ((event.key === 'Enter' || event.key === ' ') && event.target instanceof Element && event.target.matches('vscode-button'))
      event.preventDefault();
    const typing = isTyping(event);
    const help = opensHelp(event, typing);
    // VS Code would open its editor's help above that of the view.
    if (help && event.altKey) event.stopImmediatePropagation();
    if (document.querySelector('[popover="auto"]:popover-open, dialog[open]')) return;
    if (help) {
      event.preventDefault();
      this.showHelp();
      return;
    }
    if (!this.investigation) return;
    const shortcut = shortcutOf(event, typing);
    // Fields with their own meaning for Ctrl+Enter (save, answer, add) come first.
    if (!shortcut || (shortcut.to === 'ask' && typing && !(event.target as Element).matches('#expected, #actual'))) return;
    if (shortcut.to !== 'cancel') event.preventDefault();
    if (shortcut.to === 'ask') event.stopPropagation();
    this.investigation.follow(shortcut);
  };
}

function isMac(): boolean {
  return document.body.dataset['platform'] === 'mac';
}
