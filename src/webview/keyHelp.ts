import { html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { t } from '../core/language';
import { icon } from './parts/icon';
import { LightElement } from './parts/lightElement';

/** A part of the view: its keys, and how it is read without a screen. */
export interface HelpSection {
  title: string;
  /** Only where an investigation is shown. */
  ofInvestigation?: true;
  about: string;
  keys: readonly { keys: readonly string[]; what: string }[];
}

/** What the help tells, in the order of the view. @param mac Apple's names of keys */
export function helpSections(mac: boolean): HelpSection[] {
  const [ctrl, shift, enter, del] = [t('Ctrl'), t('Shift'), t('Enter'), t('Delete')];
  const ask = mac ? `⌘ ${enter}` : `${ctrl}+${enter}`;
  return [
    {
      title: t('Everywhere'),
      about: t('Lists are one stop of Tab each; arrows move inside. What happens is said once, politely, and errors at once.'),
      keys: [
        { keys: ['?', mac ? '⌥ F1' : 'Alt+F1'], what: t('this help') },
        { keys: ['↑', '↓'], what: t('the row above or below') },
        { keys: ['←', '→'], what: t('the controls of a row') },
        { keys: [del], what: t('takes the row out of the evidence, or deletes it where it is a list of its own') },
      ],
    },
    {
      title: t('Investigation'),
      ofInvestigation: true,
      about: t('Its parts are headings: the failure, Evidence, Hypotheses, Run and Attention.'),
      keys: [
        { keys: ['1', '2', '3'], what: t('the hypothesis of that rank') },
        { keys: ['E'], what: t('the evidence') },
        { keys: ['R'], what: t('what a run can find out, or the Cancel of the one under way') },
        { keys: ['A'], what: t('the attention') },
        { keys: [ask], what: t('asks the model; in a field it keeps what you wrote') },
        { keys: [t('Escape')], what: t('cancels what is asked or run') },
      ],
    },
    {
      title: t('Attention'),
      ofInvestigation: true,
      about: t(
        'Each drawing is one stop of Tab; it says the row, its share of the attention and its score. “Numbers as a table” has them all.',
      ),
      keys: [
        { keys: ['↑', '↓', t('Home'), t('End')], what: t('rows, tokens or layers') },
        { keys: ['←', '→'], what: t('heads, or the other side') },
        { keys: [enter], what: t('keeps the row; once more opens it') },
        { keys: [`${shift}+${enter}`], what: t('what a double-click does') },
        { keys: ['+', '−', '0'], what: t('a matrix nearer, farther, whole') },
        { keys: [t('Escape')], what: t('lets go of what is kept') },
      ],
    },
  ];
}

/** Keys and reading of the view that is shown, in a dialog. */
@customElement('dwc-key-help')
export class KeyHelp extends LightElement {
  @state() private sections: readonly HelpSection[] | undefined;
  @query('dialog') private dialog!: HTMLDialogElement | null;

  /**
   * Opens it, with the focus on its heading; closing gives the focus back.
   * @param ofInvestigation an investigation is shown, not the start
   */
  async show({ mac, ofInvestigation }: { mac: boolean; ofInvestigation: boolean }): Promise<void> {
    this.sections = helpSections(mac).filter((section) => ofInvestigation || !section.ofInvestigation);
    await this.updateComplete;
    this.dialog?.showModal();
    this.dialog?.querySelector('h2')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.sections) return nothing;
    return html`<dialog class="key-help" aria-labelledby="key-help-title" @close=${() => (this.sections = undefined)}>
      <div class="section-head">
        <h2 id="key-help-title" tabindex="-1">${t('Keys and screen reader')}</h2>
        <button type="button" class="icon-button" aria-label=${t('Close the help')} @click=${() => this.dialog?.close()}>
          ${icon('close')}
        </button>
      </div>
      ${this.sections.map(
        ({ title, about, keys }) =>
          html`<h3>${title}</h3>
            <p class="dim">${about}</p>
            <dl>
              ${keys.map(
                ({ keys: names, what }) =>
                  html`<dt>${names.map((name) => html`<kbd>${name}</kbd> `)}</dt>
                    <dd>${what}</dd>`,
              )}
            </dl>`,
      )}
    </dialog>`;
  }
}
