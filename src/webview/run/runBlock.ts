import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { plural, shown, t } from '../../core/language';
import type { HypothesisState } from '../../protocol/panelState';
import type { RunningState, RunState, ShownRecipe } from '../../protocol/runState';
import { icon } from '../parts/icon';
import { FocusKeeper } from '../parts/focusKeeper';
import { inlineCode } from '../parts/inlineCode';
import { LightElement } from '../parts/lightElement';
import { roving } from '../parts/roving';
import { setStyles } from '../parts/setStyles';
import { visibleText } from '../parts/visibleText';
import type { Session } from '../session';
import type { Scope } from '../viewMemory';
import { secondsWords } from './outcomeWords';
import { hasFound } from './foundBody';
import { runLine } from './runLine';
import { logpointOffers, probeOffers, runOffers } from './runOffers';
import type { RunView } from './runView';

const UNDER_WAY = t('Possible when no run is under way: wait for its end, or cancel it.');

const fromWords: Record<ShownRecipe['from'], string> = {
  terminal: t('from the terminal'),
  test: t('from the test'),
  debugger: t('from the debugger'),
  task: t('from a task'),
  typed: t('typed by you'),
};

/** The command while the person edits it. */
type Draft = Pick<ShownRecipe, 'command' | 'folder'>;

/** Runs the failing command: shows the command first, the current run, and the results of runs. Nothing runs without a click. */
@customElement('dwc-run')
export class RunBlock extends LightElement {
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) memory!: Scope;
  @property({ attribute: false }) run!: RunState;
  @property({ attribute: false }) hypotheses: HypothesisState[] = [];
  /** How far the host's clock is ahead of this page's, ms. */
  @property({ attribute: false }) clockOffset = 0;
  @state() private elapsed = 0;
  private timer: ReturnType<typeof setInterval> | undefined;
  /** Label of the button that started the last run: it has the focus again afterwards. */
  private startedBy = '';

  constructor() {
    super();
    new FocusKeeper(this, () => this.controlToUse());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('run') || changed.has('clockOffset')) this.count();
  }

  protected override render(): TemplateResult {
    const { run } = this;
    const { recipe } = run;
    const draft = this.memory.get<Draft>('run:draft');
    const newest = run.timeline.findLast((line) => hasFound(line) || (line.found && line.notes.length > 0));
    return html`<section class="run-block" aria-labelledby="run-title" @click=${(event: Event) => this.remember(event)}>
      <div class="section-head">
        <h2 id="run-title" tabindex="-1">${t('Run')}</h2>
        ${recipe && !draft ? this.renderCommand(recipe) : nothing}
        ${recipe || draft ? nothing : html`<button type="button" class="link" @click=${() => this.edit({ command: '', folder: '' })}>${t('Name the command that fails…')}</button>`}
      </div>
      ${draft ? this.renderForm(draft) : nothing}
      ${run.problem ? html`<p class="hint">${icon('info')} ${inlineCode(shown(run.problem))}</p>` : nothing}
      ${
        run.timeline.length
          ? html`<ol class="run-lines" aria-label=${t('Runs')} ${roving()}>
              ${repeat(
                run.timeline,
                ({ id }) => id,
                (line) => runLine(this.view, line, line === newest),
              )}
            </ol>`
          : nothing
      }
      ${run.running ? this.renderRunning(run.running) : recipe && !draft && this.isIdle ? runOffers(this.session, run) : nothing}
      ${run.probes || run.offersProbes ? probeOffers(this.session, run) : nothing}
      ${run.logpoints ? logpointOffers(this.session, run.logpoints) : nothing}
    </section>`;
  }

  /** Puts the focus on what can be cancelled or found out, or on the heading. */
  reveal(): void {
    const places = ['.running vscode-button', '.run-offers [data-item]', '.run-buttons vscode-button:not([disabled])', 'h2'];
    places
      .map((place) => this.querySelector<HTMLElement>(place))
      .find((found) => found !== null)
      ?.focus();
  }

  private get isIdle(): boolean {
    return !this.run.running && !this.run.problem;
  }

  private renderCommand({ command, folder, from }: ShownRecipe): TemplateResult {
    const { run } = this;
    const idle = this.isIdle;
    const ranBefore = run.timeline.some(({ kind }) => kind === 'run' || kind === 'try');
    return html`<code class="run-command" title=${visibleText(command)}>${visibleText(command)}</code>
      <span class="dim run-origin">${folder ? `${visibleText(folder)} · ` : nothing}${fromWords[from]}</span>
      <span class="run-buttons">
        <vscode-button
          secondary
          icon="play"
          ?disabled=${!idle}
          aria-disabled=${idle ? 'false' : 'true'}
          title=${run.running ? UNDER_WAY : nothing}
          @click=${() => this.session.act('runAgain', {})}
          >${ranBefore ? t('Run again') : t('Run')}</vscode-button
        >
        <button
          type="button"
          class="link"
          ?disabled=${run.running !== undefined}
          title=${run.running ? UNDER_WAY : nothing}
          @click=${() => this.edit({ command, folder })}
        >
          ${t('Change…')}
        </button>
      </span>`;
  }

  private renderForm(draft: Draft): TemplateResult {
    const set = (part: Partial<Draft>) => this.memory.set('run:draft', { ...draft, ...this.memory.get<Draft>('run:draft'), ...part });
    const save = () => {
      const { command, folder } = this.memory.get<Draft>('run:draft') ?? draft;
      this.session.act('setRecipe', { command: command.trim(), folder: folder.trim() });
      this.edit(undefined);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') this.edit(undefined);
      else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) save();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    const field = (name: keyof Draft, label: string, placeholder: string) =>
      html`<label for="run-${name}">${label}</label>
        <input
          id="run-${name}"
          class="text-input code-font"
          spellcheck="false"
          placeholder=${placeholder}
          maxlength="4000"
          .value=${draft[name]}
          @input=${(event: Event) => set({ [name]: (event.target as HTMLInputElement).value })}
        />`;
    return html`<div class="run-form" role="group" aria-label=${t('What to run')} @keydown=${onKey}>
      <p class="hint">${t('It is kept with the investigation and only run when you start it.')}</p>
      ${field('command', t('Command'), 'npm test')} ${field('folder', t('Folder'), t('the workspace'))}
      <span class="button-row">
        <vscode-button @click=${save}>${t('Keep')}</vscode-button>
        <vscode-button secondary @click=${() => this.edit(undefined)}>${t('Cancel')}</vscode-button>
      </span>
    </div>`;
  }

  private renderRunning({ doing, usualMs, lastLine, hypothesis, found }: RunningState): TemplateResult {
    const share = usualMs ? Math.min(1, (1000 * this.elapsed) / usualMs) : undefined;
    const rank = hypothesis === undefined ? undefined : this.rankOf(hypothesis);
    const whose = hypothesis === undefined ? '' : `${rank === undefined ? t('An earlier hypothesis') : t('Hypothesis {0}', rank)}: `;
    return html`<div class="running" role="group" aria-label=${t('Running')}>
      <div
        class="progress"
        data-running
        role="progressbar"
        aria-label=${t('Running the command')}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${share === undefined ? nothing : Math.round(100 * share)}
        ?data-known=${share !== undefined}
        ${setStyles({ '--share': String(share ?? 0) })}
      ></div>
      <div class="running-line">
        <span>${whose}${inlineCode(shown(doing))}${found ? `; ${plural(found, '{0} passes so far', '{0} pass so far')}` : nothing}</span>
        <span class="dim running-time"
          >${usualMs ? t('{0} of about {1}', secondsWords(this.elapsed), secondsWords(usualMs / 1000)) : secondsWords(this.elapsed)}</span
        >
        ${
          found
            ? html`<vscode-button secondary @click=${() => this.session.act('finishRun', {})}
                >${found === 1 ? t('Stop and show it') : t('Stop and show them')}</vscode-button
              >`
            : nothing
        }
        <vscode-button secondary @click=${() => this.session.act('cancelRun', {})}>${t('Cancel')}</vscode-button>
      </div>
      <p class="code-font last-line dim">${visibleText(lastLine) || ' '}</p>
    </div>`;
  }

  private remember({ target }: Event): void {
    const control = target instanceof Element ? target.closest('.run-offers :is(button, vscode-button), .run-buttons vscode-button') : null;
    if (control) this.startedBy = labelOf(control);
  }

  /** During a run its Cancel; otherwise the button that started the last one. */
  private controlToUse(): HTMLElement | undefined {
    const controls = [
      ...this.querySelectorAll<HTMLElement>('.running vscode-button, .run-offers :is(button, vscode-button), .run-buttons vscode-button'),
    ];
    const usable = controls.filter((control) => !control.matches('[disabled]'));
    return (
      usable.find((control) => control.closest('.running')) ??
      usable.find((control) => labelOf(control) === this.startedBy) ??
      usable.find((control) => control.closest('.run-buttons')) ??
      this.querySelector<HTMLElement>('h2') ??
      undefined
    );
  }

  private get view(): RunView {
    return {
      session: this.session,
      idle: this.isIdle,
      ofTest: this.run.ofTest === true,
      rankOf: (hypothesis) => this.rankOf(hypothesis),
      find: (hypothesis) => this.hypotheses.find(({ id }) => id === hypothesis),
      isOpen: (key, byDefault) => this.memory.get<boolean>(key) ?? byDefault,
      toggle: (key, open) => {
        this.memory.set(key, open);
        this.requestUpdate();
      },
    };
  }

  private rankOf(hypothesis: string): number | undefined {
    return this.hypotheses.find(({ id }) => id === hypothesis)?.rank;
  }

  private edit(draft: Draft | undefined): void {
    this.memory.set('run:draft', draft);
    this.requestUpdate();
    if (draft) void this.updateComplete.then(() => this.querySelector<HTMLElement>('#run-command')?.focus());
  }

  private count(): void {
    clearInterval(this.timer);
    const { running } = this.run;
    if (!running) return;
    const since = new Date(running.startedAt).getTime();
    const tick = () => (this.elapsed = Math.max(0, (Date.now() + this.clockOffset - since) / 1000));
    this.timer = setInterval(tick, 1000);
    tick();
  }
}

function labelOf(control: Element): string {
  return control.textContent?.trim() ?? '';
}
