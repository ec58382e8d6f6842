import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { causeBelow } from '../../core/hypothesis';
import { t } from '../../core/language';
import type { EvidenceState, FoldedBecause, HypothesisState } from '../../protocol/panelState';
import { baseName } from '../parts/fileLink';
import { FocusKeeper } from '../parts/focusKeeper';
import { icon } from '../parts/icon';
import { inlineCode } from '../parts/inlineCode';
import { LightElement } from '../parts/lightElement';
import { modelText } from '../parts/modelText';
import { setStyles } from '../parts/setStyles';
import { visibleText } from '../parts/visibleText';
import type { Session } from '../session';
import type { Scope } from '../viewMemory';
import { changeBlock } from './changeBlock';
import { chanceWords, confidenceWord, percent } from './confidence';
import { madeHere, sourceWords } from './madeHere';
import { evidenceLinks } from './evidenceLinks';
import { fixBlock } from './fixBlock';
import { questionBlock } from './questionBlock';

/** Characters from which an explanation is cut; three sentences are shorter. */
const MAX_CAUSE = 700;
/** Changed lines up to which a fix is shown without a click. */
const MAX_LINES_AT_ONCE = 8;

const verdictWords: Record<NonNullable<HypothesisState['verdict']>, string> = { confirmed: t('confirmed'), rejected: t('rejected') };

/** Why a card is folded, if its verdict does not say it. */
const foldedWords: Record<FoldedBecause, string> = {
  rejected: t('rejected'),
  disproved: t('disproved by a run'),
  struckBefore: t('like a rejected one'),
  cutOff: t('cut off'),
  repeated: t('repeats one above'),
  outranked: '',
};

const verdictButtons = {
  confirmed: {
    glyph: 'check',
    label: t('Confirm'),
    name: (rank: number) => t('Confirm hypothesis {0}', rank),
    back: t('Take back: confirmed'),
  },
  rejected: {
    glyph: 'close',
    label: t('Reject'),
    name: (rank: number) => t('Reject hypothesis {0}', rank),
    back: t('Take back: rejected'),
  },
};

/** One hypothesis: the explanation first, then its evidence, the check that would disprove it, and the fix behind one click. */
@customElement('dwc-hypothesis')
export class HypothesisCard extends LightElement {
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) memory!: Scope;
  @property({ attribute: false }) hypothesis!: HypothesisState;
  @property({ attribute: false }) lineText: (file: string, line: number) => string | undefined = () => undefined;
  @property({ attribute: false }) trusted = true;
  /** The failing command can be run, and so its fix can be tried. */
  @property({ attribute: false }) canTry = false;
  /** The command for all tests, if the known one runs some of them. */
  @property({ attribute: false }) suite: string | undefined;
  /** Its fix is being tried now. */
  @property({ attribute: false }) trying = false;
  /** No question is running. */
  @property({ attribute: false }) canAsk = true;
  /** The recent change that it blames, or that touches a line of its evidence. */
  @property({ attribute: false }) changeOf: (hypothesis: HypothesisState) => EvidenceState['changes'][number] | undefined = () => undefined;
  /** ISO 8601; times are shown relative to it. */
  @property({ attribute: false }) now = '';
  /** The shown cards come from several models or methods: each names its source. */
  @property({ attribute: false }) showSource = false;
  /** It streamed while the person watched: it keeps the reserved size until they open it. */
  @property({ attribute: false }) reserved = false;
  /** More text than the reserved size shows. */
  @state() private overflows = false;
  /** Draws again, and puts the focus on the control that replaced the focused one. */
  private readonly redraw = async (focus?: string) => {
    this.requestUpdate();
    await this.updateComplete;
    if (focus) this.querySelector<HTMLElement>(focus)?.focus();
  };
  /** Rebuilt only when the text or its evidence changes: a link in it keeps the focus while the rest is redrawn. */
  private cause: DocumentFragment | typeof nothing = nothing;

  constructor() {
    super();
    new FocusKeeper(this, () => this.querySelector<HTMLElement>('article'));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('hypothesis')) return;
    const { rootCause, evidence } = changed.get('hypothesis') ?? {};
    if (rootCause !== this.hypothesis.rootCause || evidence !== this.hypothesis.evidence) this.cause = this.makeCause();
  }

  protected override render(): TemplateResult {
    const { hypothesis } = this;
    const { id, rank, verdict, folded, streaming } = hypothesis;
    const open = this.memory.get<boolean>(`card:${id}`) ?? !(folded || verdict === 'rejected');
    const titleId = `hypothesis-${id}`;
    return html`<article
      class="card"
      data-item
      data-row
      data-rank=${folded ? nothing : rank}
      data-verdict=${verdict ?? nothing}
      ?data-folded=${!open}
      ?data-reserved=${this.reserved && !this.isWhole}
      ?data-clamped=${this.isClamped}
      aria-labelledby=${titleId}
      aria-busy=${streaming ? 'true' : 'false'}
    >
      <div class="card-head">
        <span class="rank" aria-hidden="true">${folded ? '' : rank}</span>
        <h3 id=${titleId}>
          <span class="sr-only">${folded ? '' : `${t('Hypothesis {0}', rank)}:`}</span>
          ${
            this.canFold
              ? html`<button
                  type="button"
                  class="fold-button"
                  aria-expanded=${open ? 'true' : 'false'}
                  aria-controls="card-${id}"
                  @click=${() => this.toggle(open)}
                >
                  ${this.renderTitle(open)} ${icon(open ? 'chevron-down' : 'chevron-right', 'fold-chevron')}
                </button>`
              : this.renderTitle(open)
          }
        </h3>
      </div>
      <div class="card-body" id="card-${id}" ?hidden=${!open}>${open ? this.renderBody() : nothing}</div>
    </article>`;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const cut = this.isWhole ? null : this.querySelector(this.reserved ? '.card-text' : '.cause');
    this.overflows = cut !== null && cut.scrollHeight > cut.clientHeight + 1;
  }

  /** The person asked to see all of it. */
  private get isWhole(): boolean {
    return this.memory.get<boolean>(`whole:${this.hypothesis.id}`) ?? false;
  }

  /** A long explanation shows its beginning. */
  private get isClamped(): boolean {
    return !this.isWhole && this.hypothesis.rootCause.length > MAX_CAUSE;
  }

  /** Only cards that are no longer among the shown ones fold to their title. */
  private get canFold(): boolean {
    return this.hypothesis.folded !== undefined || this.hypothesis.verdict === 'rejected';
  }

  private renderTitle(open: boolean): TemplateResult {
    const { title, verdict, folded, source } = this.hypothesis;
    // An open card says so beside its confidence.
    const word = verdict === 'confirmed' && open ? '' : verdict ? verdictWords[verdict] : folded && foldedWords[folded];
    return html`<span class="card-title">${title ? inlineCode(title) : '…'}</span
      >${!open && this.showSource ? html` <span class="folded-source dim" title=${visibleText(sourceWords(source))}>${visibleText(sourceWords(source))}</span>` : nothing}${
        word ? html` <span class="verdict-word" data-verdict=${verdict ?? nothing}>${word}</span>` : nothing
      }`;
  }

  private toggle(open: boolean): void {
    this.memory.set(`card:${this.hypothesis.id}`, !open);
    this.requestUpdate();
  }

  private renderBody(): TemplateResult {
    const { session, memory, hypothesis, lineText } = this;
    const { source, check, streaming, fix, id } = hypothesis;
    const showFix = memory.get<boolean>(`fix:${id}`) ?? this.showsFixAtOnce;
    return html`<div class="sure">
        ${this.renderSure()} ${hypothesis.guess ? html`<span class="mark mark-warning">${t('guess')}</span>` : nothing}
        ${this.showSource ? html`<span class="source dim" title=${visibleText(sourceWords(source))}>${visibleText(sourceWords(source))}</span>` : nothing}
      </div>
      <div class="card-text">
        <div class="cause">${this.cause}</div>
        ${evidenceLinks(session, hypothesis, lineText)} ${streaming ? nothing : this.renderChange()}
        ${check ? html`<p class="check"><strong>${t('Check')}</strong> ${inlineCode(check)}</p>` : nothing}
        ${streaming ? nothing : questionBlock(session, memory, hypothesis, this.canAsk, () => void this.redraw())}
      </div>
      <div class="actions" ?data-waiting=${streaming}>
        ${
          fix
            ? html`<button
                type="button"
                class="action"
                aria-expanded=${showFix ? 'true' : 'false'}
                @click=${() => this.toggleFix(!showFix)}
              >
                ${icon('diff')} ${showFix ? t('Hide fix') : t('Show fix')}
              </button>`
            : nothing
        }
        ${this.renderVerdict('confirmed')} ${this.renderVerdict('rejected')}
        ${this.hypothesis.verdict === 'confirmed' ? this.renderNextStep(showFix) : nothing}
        ${this.overflows ? html`<button type="button" class="link more" @click=${() => this.showWhole()}>${t('Show all')}</button>` : nothing}
      </div>
      ${fix && showFix ? fixBlock({ session, memory, trusted: this.trusted, canTry: this.canTry, suite: this.suite, trying: this.trying, redraw: (focus) => void this.redraw(focus) }, { ...hypothesis, fix }) : nothing}`;
  }

  /** A fix that was already used, or the fix of the first hypothesis if it is small and did not stream while the person watched. */
  private get showsFixAtOnce(): boolean {
    const { fix, fixState, tried, rank, folded } = this.hypothesis;
    if (!['none', 'offered'].includes(fixState) || tried || this.trying) return true;
    const changed = fix?.files.reduce((sum, { added, removed }) => sum + added + removed, 0) ?? 0;
    return rank === 1 && !folded && !this.reserved && changed <= MAX_LINES_AT_ONCE;
  }

  /** The confidence, as a word and a number; for an answer cut off before it, a note that it is missing. */
  private renderSure(): TemplateResult {
    const { confidence, source, streaming, unfinished, verdict, fix, unproven } = this.hypothesis;
    if (verdict === 'confirmed') return html`<span class="sure-sentence good">${icon('pass')} ${t('the cause, as you confirmed')}</span>`;
    if (unproven) return html`<span class="sure-sentence">${icon('question')} ${t('unproven: no test tells')}</span>`;
    if (source === 'experiment' && fix?.addresses === 'symptom')
      return html`<span class="sure-sentence">${icon('warning')} ${t('may hide the failure')}</span>`;
    if (source === 'experiment') return html`<span class="sure-sentence good">${icon('pass')} ${t('shown by runs')}</span>`;
    if (unfinished && !streaming && confidence === 0)
      return html`<span class="sure-sentence">${t('cut off before it said how sure it is')}</span>`;
    const said = confidence > 0 || !streaming;
    return html`<span class="sure-bar" aria-hidden="true"><span ${setStyles({ width: percent(confidence).replace(' ', '') })}></span></span>
      <span class="sure-word" title=${madeHere(source) ? t('The chance that the cause is in this function') : t('As the model states it')}
        >${said ? html`${confidenceWord(confidence)} · ${chanceWords(confidence)}` : '…'}</span
      >`;
  }

  /**
   * The follow-up of a confirmed cause, if its fix is not shown: that fix. The change that brought it has its own button above.
   * @param shown the fix is shown with its own buttons
   */
  private renderNextStep(shown: boolean): TemplateResult | typeof nothing {
    const { id, fix, fixState } = this.hypothesis;
    if (fixState === 'applied' || fixState === 'worked' || fixState === 'failed') return nothing;
    if (fix && shown) return nothing;
    if (fix?.applies && this.trusted)
      return html`<button type="button" class="action next" @click=${() => this.session.act('applyFix', { id })}>
        ${icon('arrow-right')} ${t('Apply the fix')}
      </button>`;
    return nothing;
  }

  /** For the first hypothesis, shown without a click. */
  private renderChange(): TemplateResult | typeof nothing {
    const { session, memory, hypothesis, trusted, now } = this;
    const change = this.changeOf(hypothesis);
    if (!change) return nothing;
    const key = `change:${hypothesis.id}`;
    const open = memory.get<boolean>(key) ?? (hypothesis.rank === 1 && !hypothesis.folded && !this.reserved);
    const onToggle = () => {
      memory.set(key, !open);
      this.requestUpdate();
    };
    // The lines that runs have shown are undone by the card's own button.
    const undoneElsewhere = hypothesis.fix !== undefined && hypothesis.tried?.kind === 'blame' && !change.undone;
    return changeBlock({ session, now, trusted, open, onToggle, undoneElsewhere }, hypothesis, change);
  }

  private makeCause(): DocumentFragment | typeof nothing {
    const { evidence } = this.hypothesis;
    const cause = causeBelow(this.hypothesis);
    if (!cause) return nothing;
    return modelText(cause, (code) => {
      const cited = evidence.find(
        ({ file, line, verified }) => verified && (code === `${file}:${line}` || code === `${baseName(file)}:${line}`),
      );
      if (!cited) return undefined;
      const link = document.createElement('button');
      link.type = 'button';
      link.className = 'link';
      link.textContent = code;
      link.setAttribute('aria-label', t('Open {0}', `${cited.file}:${cited.line}`));
      link.addEventListener('click', () => this.session.act('openLocation', { file: cited.file, line: cited.line }));
      return link;
    });
  }

  private renderVerdict(verdict: 'confirmed' | 'rejected'): TemplateResult {
    const { rank, verdict: chosen } = this.hypothesis;
    const pressed = chosen === verdict;
    const { glyph, label, name, back } = verdictButtons[verdict];
    return html`<button
      type="button"
      class="action verdict"
      data-verdict=${verdict}
      aria-pressed=${pressed ? 'true' : 'false'}
      aria-label=${name(rank)}
      title=${pressed ? back : label}
      @click=${() => this.judge(pressed ? 'none' : verdict)}
    >
      ${icon(glyph)} <span class="verdict-label">${label}</span>
    </button>`;
  }

  private judge(verdict: 'confirmed' | 'rejected' | 'none'): void {
    const { id } = this.hypothesis;
    // A card opened by hand folds when it is rejected, and opens again when the rejection is undone.
    this.memory.set(`card:${id}`, undefined);
    this.session.act('verdict', { id, verdict });
    if (verdict === 'rejected') this.querySelector<HTMLElement>('article')?.focus();
  }

  private toggleFix(show: boolean): void {
    this.memory.set(`fix:${this.hypothesis.id}`, show);
    if (show) this.memory.set(`whole:${this.hypothesis.id}`, true);
    this.requestUpdate();
  }

  private showWhole(): void {
    this.memory.set(`whole:${this.hypothesis.id}`, true);
    this.requestUpdate();
    this.querySelector<HTMLElement>('article')?.focus();
  }
}
