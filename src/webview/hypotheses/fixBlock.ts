import { html, nothing, type TemplateResult } from 'lit';
import { plural, shown, t } from '../../core/language';
import { isSymptomNote } from '../../core/experiments/symptomNote';
import type { HypothesisState } from '../../protocol/panelState';
import type { RunRecord } from '../../protocol/runState';
import { changedLines, diffView } from '../parts/diffView';
import { folderName, baseName } from '../parts/fileLink';
import { icon } from '../parts/icon';
import { inlineCode } from '../parts/inlineCode';
import { lineRange } from '../parts/lineRange';
import { textArea } from '../parts/textArea';
import { visibleText } from '../parts/visibleText';
import { outcomeIcons, runText } from '../run/outcomeWords';
import type { Session } from '../session';
import type { Scope } from '../viewMemory';
import { isWritten } from './isWritten';

type Fix = NonNullable<HypothesisState['fix']>;

/** How the sentence of a try by all tests begins. */
const ALL_TESTS = 'all tests: ';
/** Changed lines that a card shows. */
const MAX_LINES = 14;

/** Inputs for drawing a fix. */
export interface FixView {
  session: Session;
  memory: Scope;
  trusted: boolean;
  /** The failing command can be run, and so the fix can be tried. */
  canTry: boolean;
  /** The command for all tests, if the known one runs some of them. */
  suite: string | undefined;
  /** It is being tried now. */
  trying: boolean;
  redraw: (focus?: string) => void;
}

/** The fix: its changed lines if there are few, what it addresses, its actions, and the result of a run with it. */
export function fixBlock(view: FixView, hypothesis: HypothesisState & { fix: Fix }): TemplateResult {
  const { fix, fixState, fixMessage, tried } = hypothesis;
  const lines = shortLines(fix);
  return html`<div class="fix">
    ${fix.files.map((file, at) => html`${fileHead(file)} ${lines[at] ? diffView(lines[at], t('Changed lines of {0}', baseName(visibleText(file.file)))) : nothing}`)}
    ${fix.addresses ? addresses(fix.addresses) : nothing} ${list(t('Risks'), fix.risks)} ${list(t('Edge cases'), fix.edgeCases ?? [])}
    ${fix.problem ? html`<p class="problem">${visibleText(fix.problem)}</p>` : nothing}
    ${fixMessage && fixState !== 'applied' ? html`<p class=${fixState === 'failed' ? 'problem' : 'hint'}>${visibleText(shown(fixMessage))}</p>` : nothing}
    ${fixButtons(view, hypothesis)} ${tried ? proofLines(view, hypothesis, tried) : nothing}
    ${fixState === 'applied' ? outcome(view, hypothesis) : nothing}
    ${fixState === 'worked' ? html`<p class="good">${icon('pass')} ${t('It works: you ran it again.')}</p>` : nothing}
  </div>`;
}

function fileHead({ file, added, removed }: Fix['files'][number]): TemplateResult {
  const name = visibleText(file);
  return html`<p class="fix-file">
    <span title=${name}>${baseName(name)} <span class="folder">${folderName(name)}</span></span>
    <span class="added" aria-label=${plural(added, '{0} line added', '{0} lines added')}>+${added}</span
    ><span class="removed-count" aria-label=${plural(removed, '{0} line removed', '{0} lines removed')}>−${removed}</span>
  </p>`;
}

/** The changed lines in each file, if there are few: a longer fix is read in the diff editor. */
function shortLines({ diff, files }: Fix): string[] {
  const lines = changedLines(diff);
  const count = lines.reduce((sum, part) => sum + part.split('\n').length, 0);
  return lines.length === files.length && count <= MAX_LINES ? lines : [];
}

function fixButtons(
  { session, trusted, canTry, trying }: FixView,
  { id, fix, fixState, tried, canUndo, takenBack }: HypothesisState & { fix: Fix },
): TemplateResult {
  const applied = isWritten({ fixState, canUndo, takenBack });
  const may = fix.applies && trusted && !trying;
  // A fix that helped in a run is the next step, unless it may only hide the failure.
  const hides = tried?.notes.some(isSymptomNote) === true;
  const proven = tried?.outcome === 'gone' && !hides;
  const apply = tried?.kind === 'blame' ? t('Undo this change') : t('Apply');
  return html`<div class="button-row">
    ${
      canTry && !applied
        ? html`<vscode-button
            ?secondary=${proven}
            ?disabled=${!may}
            aria-disabled=${may ? 'false' : 'true'}
            title=${t('Runs what failed with this fix. Your files stay as they are.')}
            @click=${() => session.act('tryFix', { id })}
            >${trying ? t('Trying…') : tried ? t('Try again') : t('Try it')}</vscode-button
          >`
        : nothing
    }
    ${
      applied
        ? nothing
        : html`<vscode-button
            ?secondary=${hides || (canTry && !proven)}
            ?disabled=${!may}
            aria-disabled=${may ? 'false' : 'true'}
            aria-label=${`${apply}: ${placesOf(fix, tried)}`}
            @click=${() => session.act('applyFix', { id })}
            >${apply}</vscode-button
          >`
    }
    <vscode-button secondary @click=${() => session.act('showFix', { id })}>${t('Open diff')}</vscode-button>
    ${canUndo ? html`<vscode-button secondary @click=${() => session.act('undoFix', { id })}>${t('Undo')}</vscode-button>` : nothing}
    ${trusted ? nothing : html`<span class="dim">${t('Applying is off: this workspace is not trusted.')}</span>`}
  </div>`;
}

/** The files of a fix; of a change that runs have shown, with its lines. */
function placesOf({ files }: Fix, tried: RunRecord | undefined): string {
  const changes = tried?.found?.changes?.map((change) => `${baseName(visibleText(change.file))} ${lineRange(change)}`);
  return (changes ?? files.map(({ file }) => baseName(visibleText(file)))).join(', ');
}

/** The result of a run with the fix. */
function proofLines(
  { session, suite, canTry }: FixView,
  { id, fixState, canUndo, takenBack }: HypothesisState,
  { outcome: came, text, notes }: RunRecord,
): TemplateResult {
  const written = isWritten({ fixState, canUndo, takenBack });
  return html`<div class="proof" data-outcome=${came ?? nothing}>
    <p>
      ${icon(came ? outcomeIcons[came] : 'info')}
      <strong class="proof-word">${inlineCode(runText({ outcome: came, text }))}</strong
      >.${written ? nothing : ` ${t('Nothing was written.')}`}
    </p>
    ${notes.map((note) => html`<p class="warning-line">${icon('warning')} ${inlineCode(shown(note))}</p>`)}
    ${
      suite && canTry && came === 'gone' && !text.startsWith(ALL_TESTS)
        ? html`<button
            type="button"
            class="link suite-link"
            title=${t('Runs {0} with this fix. Your files stay as they are.', visibleText(suite))}
            @click=${() => session.act('tryFix', { id, suite: true })}
          >
            ${t('Run all tests with it')}
          </button>`
        : nothing
    }
  </div>`;
}

function addresses(kind: 'root-cause' | 'symptom'): TemplateResult {
  return kind === 'root-cause'
    ? html`<p class="fix-kind">${icon('target')} ${t('Removes the root cause, as the model says.')}</p>`
    : html`<p class="fix-kind warning">${icon('warning')} ${t('Hides the symptom; the cause stays.')}</p>`;
}

function list(title: string, items: string[]): TemplateResult | typeof nothing {
  if (!items.length) return nothing;
  return html`<p class="fix-list-title">${title}</p>
    <ul class="fix-list">
      ${items.map((item) => html`<li>${inlineCode(item)}</li>`)}
    </ul>`;
}

/** After it was applied: did it work? If not, the person describes what happens now, for the next round. */
function outcome({ session, memory, redraw }: FixView, { id, fixMessage }: HypothesisState): TemplateResult {
  const key = `result:${id}`;
  const draft = memory.get<string>(key);
  const set = (text: string | undefined) => {
    memory.set(key, text);
    redraw(text === undefined ? '.fails' : 'textarea');
  };
  const send = () => {
    session.act('reportResult', { id, worked: false, text: memory.get<string>(key) ?? '' });
    memory.set(key, undefined);
    redraw('article');
  };
  return html`<div class="outcome">
    <p>${fixMessage ? visibleText(shown(fixMessage)) : t('Applied. Run it again: did it work?')}</p>
    ${
      draft === undefined
        ? html`<div class="button-row">
            <vscode-button secondary icon="check" @click=${() => session.act('reportResult', { id, worked: true, text: '' })}
              >${t('It works')}</vscode-button
            >
            <vscode-button secondary icon="close" class="fails" @click=${() => set('')}>${t('It still fails')}</vscode-button>
          </div>`
        : html`<label for="result-${id}">${t('What happens now')}</label>
            ${textArea({
              id: `result-${id}`,
              value: draft,
              rows: 3,
              code: true,
              placeholder: t('Paste the new output, or say what you see.'),
              maxLength: 50_000,
              onInput: (text) => memory.set(key, text),
              onSubmit: send,
              onEscape: () => set(undefined),
            })}
            <div class="button-row">
              <vscode-button @click=${send}>${t('Add the result')}</vscode-button>
              <vscode-button secondary @click=${() => set(undefined)}>${t('Cancel')}</vscode-button>
            </div>`
    }
  </div>`;
}
