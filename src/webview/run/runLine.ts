import { html, nothing, type TemplateResult } from 'lit';
import { shown, t } from '../../core/language';
import type { RunRecord } from '../../protocol/runState';
import { disclosure } from '../parts/disclosure';
import { icon } from '../parts/icon';
import { inlineCode } from '../parts/inlineCode';
import { clockTime, exactTime } from '../parts/relativeTime';
import { visibleText } from '../parts/visibleText';
import { foundBody, hasFound } from './foundBody';
import { outcomeIcons, runText, secondsWords } from './outcomeWords';
import type { RunView } from './runView';

interface Kind {
  word: string;
  icon: string;
  /** The word where the record is about a hypothesis. @param rank of an earlier one: undefined */
  ofFix?: (rank: number | undefined) => string;
}

const withFixOf: Kind['ofFix'] = (rank) =>
  rank === undefined ? t('with the fix of an earlier hypothesis') : t('with the fix of hypothesis {0}', rank);
const fixOf: Kind['ofFix'] = (rank) => (rank === undefined ? t('the fix of an earlier hypothesis') : t('the fix of hypothesis {0}', rank));

const kindWords: Record<RunRecord['kind'], Kind> = {
  run: { word: t('as it is'), icon: 'list-flat' },
  try: { word: t('with the fix'), ofFix: withFixOf, icon: 'list-flat' },
  terminal: { word: '', icon: 'terminal' },
  applied: { word: t('the fix'), ofFix: fixOf, icon: 'edit' },
  undone: { word: t('the fix'), ofFix: fixOf, icon: 'discard' },
  blame: { word: t('what broke it'), icon: 'git-commit' },
  values: { word: t('values where it fails'), icon: 'symbol-variable' },
  coverage: { word: t('what ran'), icon: 'list-tree' },
  trace: { word: t('a value on its way'), icon: 'git-commit' },
  repair: { word: t('small changes'), icon: 'wrench' },
  prove: { word: t('the fix in the files'), icon: 'verified' },
  check: { word: t('the project’s own check'), icon: 'checklist' },
};

/**
 * One run in the timeline: what was run and its outcome in one line, its reasons and findings folded below.
 * @param newest its findings are shown without a click
 */
export function runLine(view: RunView, run: RunRecord, newest: boolean): TemplateResult {
  const key = `run:${run.id}`;
  const found = hasFound(run);
  const open = view.isOpen(key, newest);
  return html`<li class="run-line" data-outcome=${run.outcome ?? nothing}>
    ${
      run.notes.length || found
        ? disclosure({
            id: `run-${run.id.replace(/[^\w-]/g, '_')}`,
            open,
            item: true,
            onToggle: () => view.toggle(key, !open),
            label: summary(view, run),
            trailing: actions(view, run),
            body: () =>
              html`${found ? foundBody(view, run) : nothing}${run.notes.map((note) => html`<p class="hint">${inlineCode(shown(note))}</p>`)}`,
          })
        : html`<div class="fold-head"><span class="run-summary">${summary(view, run)}</span>${actions(view, run)}</div>`
    }
    ${
      isAnother(run)
        ? html`<p class="run-next">
            <button
              type="button"
              class="link"
              data-item
              title=${t('Opens an investigation of what this run printed, with the same command')}
              @click=${() => view.session.act('investigateRun', { id: run.id })}
            >
              ${icon('arrow-right')} ${t('Investigate this instead')}
            </button>
          </p>`
        : nothing
    }
  </li>`;
}

function summary({ rankOf }: RunView, run: RunRecord): TemplateResult {
  const { at, kind, outcome, hypothesis, change } = run;
  const { word: ofKind, icon: glyph, ofFix } = kindWords[kind];
  const word = hypothesis === undefined || !ofFix ? ofKind : ofFix(rankOf(hypothesis));
  const what = word && change === undefined ? `${word}: ` : '';
  return html`<time class="run-when dim" datetime=${at} title=${exactTime(at)}>${clockTime(at)}</time>
    ${icon(outcome ? outcomeIcons[outcome] : glyph, 'run-icon')}
    <span class="run-what">${visibleText(what)}<strong class="run-outcome">${inlineCode(runText(run))}</strong></span>`;
}

/** A failure of the files as they are that is not the one under investigation. */
function isAnother({ kind, outcome, hasOutput }: RunRecord): boolean {
  return hasOutput === true && (kind === 'run' || kind === 'terminal') && (outcome === 'other' || outcome === 'moved');
}

function actions({ session }: RunView, { id, hasOutput, seconds }: RunRecord): TemplateResult {
  return html`<span class="run-actions">
    ${seconds === undefined ? nothing : html`<span class="run-seconds dim">${secondsWords(seconds)}</span>`}
    ${
      hasOutput
        ? html`<button
            type="button"
            class="icon-button"
            data-item
            title=${t('Show the output')}
            aria-label=${t('Show the output of this run')}
            @click=${() => session.act('showRunOutput', { id })}
          >
            ${icon('output')}
          </button>`
        : nothing
    }
  </span>`;
}
