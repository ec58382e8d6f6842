import { html, nothing, type TemplateResult } from 'lit';
import { inParts, plural, t } from '../../core/language';
import { functionsAlone } from '../../core/experiments/coverage';
import { coverageOf } from '../../core/experiments/keptCoverage';
import { shownShape } from '../../core/experiments/shapeWords';
import type { RunRecord } from '../../protocol/runState';
import { changedLines, diffView } from '../parts/diffView';
import { baseName, fileLink } from '../parts/fileLink';
import { icon } from '../parts/icon';
import { visibleText } from '../parts/visibleText';
import { followedWay } from './followedWay';
import type { RunView } from './runView';
import { isWritten } from '../hypotheses/isWritten';

type Found = NonNullable<RunRecord['found']>;

/** Functions that are listed. */
const MAX_FUNCTIONS = 12;
/** Frames with values that are shown, and names of each. */
const MAX_FRAMES = 8;
const MAX_VALUES = 30;

/** Whether a run found something that {@link foundBody} shows. */
export function hasFound({ found }: RunRecord): boolean {
  return (
    Boolean(found?.changes ?? found?.frames ?? found?.followed ?? found?.hunks?.length) ||
    onlyInFailing(found).length > 0 ||
    passingIn(found).length > 0
  );
}

/** The finding of an experiment: the change that broke it with an undo button, the values of names, the path of a value, or what ran. */
export function foundBody(view: RunView, { found, hypothesis }: RunRecord): TemplateResult {
  return html`${found?.changes ? changesFound(view, found.changes, hypothesis) : nothing}
  ${found?.frames ? framesFound(view, found.frames) : nothing} ${found?.followed ? followedWay(view, found.followed) : nothing}
  ${found?.hunks ? hunksFound(view, found.hunks) : nothing} ${placesFound(view, onlyInFailing(found), ranAlone)}
  ${placesFound(view, passingIn(found), passesWith)}`;
}

function onlyInFailing(found: Found | undefined): { file: string; line: number }[] {
  return found?.ran ? functionsAlone(coverageOf(found.ran)).alone : [];
}

/** Functions in which a small change makes it pass. */
function passingIn(found: Found | undefined): { file: string; line: number }[] {
  const effects = found?.ran?.effects ?? [];
  return effects.filter(({ passes }) => passes).map(({ file, startLine }) => ({ file, line: startLine }));
}

const ranAlone = (count: number) =>
  plural(count, 'Only the failing test runs the function that begins here:', 'Only the failing test runs the functions that begin here:');
const passesWith = (count: number) =>
  plural(
    count,
    'It passes with a small change in the function that begins here:',
    'It passes with a small change in the functions that begin here:',
  );

/** Functions, in files of the ranking. @param said the sentence about so many of them */
function placesFound(
  { session }: RunView,
  places: readonly { file: string; line: number }[],
  said: (count: number) => string,
): TemplateResult | typeof nothing {
  if (!places.length) return nothing;
  const more = places.length - MAX_FUNCTIONS;
  return html`<p class="hint">${said(places.length)}</p>
    ${places.slice(0, MAX_FUNCTIONS).map(({ file, line }) => html`<p class="found-place">${fileLink({ session, file, line })}</p>`)}
    ${more > 0 ? html`<p class="dim">${plural(more, 'One more is not listed.', '{0} more are not listed.')}</p>` : nothing}`;
}

/** The changed places, each with whether the tests fail without it. */
function hunksFound({ session }: RunView, hunks: NonNullable<Found['hunks']>): TemplateResult {
  const more = hunks.length - MAX_FUNCTIONS;
  // What no test notices is what a reviewer looks for.
  const shown = [...hunks].sort((a, b) => Number(a.needed) - Number(b.needed)).slice(0, MAX_FUNCTIONS);
  return html`${shown.map(
    ({ file, startLine, needed }) =>
      html`<p class="found-place">
        ${fileLink({ session, file, line: Math.max(1, startLine) })}
        <span class="dim">${needed ? t('fails without it') : t('no test notices it')}</span>
      </p>`,
  )}
  ${more > 0 ? html`<p class="dim">${plural(more, 'One more place is not listed.', '{0} more places are not listed.')}</p>` : nothing}`;
}

function changesFound(view: RunView, changes: NonNullable<Found['changes']>, hypothesis: string | undefined): TemplateResult {
  return html`${changes.map(
    ({ file, startLine, commit, diff }) =>
      html`<p class="found-place">
          ${fileLink({ session: view.session, file, line: Math.max(1, startLine) })}
          <span class="dim"
            >${commit ? inParts('commit {0}', html`<span class="code-font">${visibleText(commit)}</span>`) : t('not committed')}</span
          >
        </p>
        ${changedLines(diff).map((lines) => diffView(lines, t('Change of {0}', baseName(visibleText(file)))))}`,
  )}
  ${hypothesis === undefined ? nothing : wayBack(view, hypothesis)}`;
}

/** The change is the reverse of its hypothesis' fix: it is undone through the editor's documents, and that can be reverted. */
function wayBack({ session, find, idle }: RunView, id: string): TemplateResult | typeof nothing {
  const hypothesis = find(id);
  if (!hypothesis) return nothing;
  if (!isWritten(hypothesis))
    return html`<vscode-button
      secondary
      icon="discard"
      ?disabled=${!idle}
      aria-disabled=${idle ? 'false' : 'true'}
      title=${idle ? nothing : t('Possible when no run is under way: wait for its end, or cancel it.')}
      @click=${() => session.act('applyFix', { id })}
      >${t('Undo this change')}</vscode-button
    >`;
  return html`<p class="good">${icon('check')} ${t('This change is taken back.')}</p>
    ${hypothesis.canUndo ? html`<button type="button" class="link" @click=${() => session.act('undoFix', { id })}>${t('Put it back')}</button>` : nothing}`;
}

function framesFound({ session, idle }: RunView, frames: NonNullable<Found['frames']>): TemplateResult {
  return html`${frames.slice(0, MAX_FRAMES).map(
    ({ file, line, function: name, values }) =>
      html`<p class="found-place">
          ${fileLink({ session, file, line })} ${name ? html`<span class="dim code-font">${visibleText(name)}</span>` : nothing}
        </p>
        ${
          values.length
            ? html`<dl class="shapes code-font">
                ${values.slice(0, MAX_VALUES).map(
                  (value) =>
                    html`<dt>${visibleText(value.name)}</dt>
                      <dd title=${visibleText(value.shape)}>
                        ${visibleText(shownShape(value.shape))}${value.content === undefined ? nothing : html` <span class="content">${visibleText(value.content)}</span>`}
                      </dd>`,
                )}
              </dl>`
            : html`<p class="hint">${t('No names of its own.')}</p>`
        }`,
  )}
  ${
    idle && frames.some(({ values }) => values.some(({ shape, content }) => content === undefined && shape.startsWith('str(')))
      ? html`<button
          type="button"
          class="link"
          title=${t('Runs it once more and shows texts themselves, also those that occur nowhere in the code. You are asked once in this workspace.')}
          @click=${() => session.act('seeValues', { contents: true })}
        >
          ${t('Show all texts…')}
        </button>`
      : nothing
  }
  ${frames.length > MAX_FRAMES ? html`<p class="dim">${plural(frames.length - MAX_FRAMES, 'One more frame is not listed.', '{0} more frames are not listed.')}</p>` : nothing}`;
}
