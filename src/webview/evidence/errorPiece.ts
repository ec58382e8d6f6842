import { html, nothing, type TemplateResult } from 'lit';
import { formatCount, inParts, plural, t } from '../../core/language';
import type { ErrorReport, Frame, FrameResolution, ShownError } from '../../protocol/panelState';
import { disclosure } from '../parts/disclosure';
import { baseName, fileLink } from '../parts/fileLink';
import { icon } from '../parts/icon';
import { roving } from '../parts/roving';
import { visibleText } from '../parts/visibleText';
import type { EvidenceView } from './evidenceView';
import { frameRows, type FrameRow } from './frameRows';

const roleWords: Record<ErrorReport['role'], string> = {
  thrown: '',
  cause: t('caused by'),
  suppressed: t('suppressed'),
  aggregated: t('one of several'),
};

/** Rows shown at first, and the step of "Show more". */
const FIRST_ROWS = 12;
const STEP = 100;

/** Length of a line of details that needs no fold. */
const SHORT_DETAILS = 60;

/** Values beside a frame, and characters of each. */
const FRAME_VALUES = 4;
const SHORT_VALUE = 60;

/** The errors with their causes and traces. */
export function errorPiece(view: EvidenceView): TemplateResult {
  let first = 0;
  const blocks = view.evidence.errors.map((error, index) => {
    const block = errorBlock(view, error, index, first);
    first += error.frames.length;
    return block;
  });
  const { leftOut = 0 } = view.evidence;
  return html`<div class="errors">
    ${blocks}
    ${leftOut ? html`<p class="dim not-listed">${plural(leftOut, '{0} more error of the middle of the output is not listed.', '{0} more errors of the middle of the output are not listed.')}</p>` : nothing}
  </div>`;
}

function errorBlock(view: EvidenceView, error: ShownError, index: number, first: number): TemplateResult {
  const rows = frameRows(error.frames, first);
  const shownKey = `error:${index}:rows`;
  const shown = view.shown(shownKey, FIRST_ROWS);
  const rest = rows.length - shown;
  return html`<div class="error-block">
    <div class="error-type">
      ${roleWords[error.role] ? html`<span class="dim">${roleWords[error.role]}</span>` : nothing}
      <strong>${visibleText(error.type) || t('Error')}</strong>
      ${error.test ? html`<span class="dim">${t('in {0}', visibleText(error.test))}</span>` : nothing}
      ${(error.times ?? 1) > 1 ? html`<span class="dim">· ${plural(error.times ?? 1, 'seen {0} time', 'seen {0} times')}</span>` : nothing}
    </div>
    ${error.message ? html`<dwc-long-text .text=${error.message} .more=${t('Show more of the message')} .less=${t('Show less of the message')} .maxLines=${8}></dwc-long-text>` : nothing}
    ${error.details ? detailsLine(view, error.details, index) : nothing}
    <ul class="frames" aria-label=${t('Frames of {0}, throwing frame first', visibleText(error.type) || t('the error'))} ${roving()}>
      ${rows.slice(0, shown).map((row) => frameRow(view, row))}
    </ul>
    ${
      rest > 0
        ? html`<button type="button" class="link" @click=${() => view.showMore(shownKey, shown + STEP)}>
            ${plural(error.frames.length, 'Show {1} more of {0} frame', 'Show {1} more of {0} frames', formatCount(Math.min(rest, STEP)))}
          </button>`
        : nothing
    }
    ${
      error.moreFrames && rest <= 0
        ? html`<p class="dim not-listed">
            ${plural(error.moreFrames, '{0} more frame is not listed.', '{0} more frames are not listed.')}
          </p>`
        : nothing
    }
  </div>`;
}

/** An error's details besides its message: one line, and the rest folded if there is more. */
function detailsLine(view: EvidenceView, details: string, index: number): TemplateResult {
  const lines = details.split('\n').filter((line) => line.trim());
  const first = visibleText((lines[0] ?? '').trim().replace(/,$/, '')).slice(0, SHORT_DETAILS);
  const shown = html`<span class="code-font">${first}</span>`;
  const more = lines.length - 1;
  if (lines.length <= 1 && details.trim().length <= SHORT_DETAILS)
    return html`<p class="error-details dim">${inParts('with {0}', shown)}</p>`;
  const key = `error:${index}:details`;
  return html`<div class="error-details">
    ${disclosure({
      id: `error-details-${index}`,
      open: view.isOpen(key, false),
      onToggle: () => view.toggle(key),
      label: html`<span class="dim error-details-label"
        >${more === 1 ? inParts('with {0} and one more line', shown) : more > 1 ? inParts('with {0} and {1} more lines', shown, formatCount(more)) : inParts('with {0}…', shown)}</span
      >`,
      body: () =>
        html`<dwc-long-text
          .text=${details}
          .more=${t('Show more of the details')}
          .less=${t('Show less of the details')}
        ></dwc-long-text>`,
    })}
  </div>`;
}

function frameRow(view: EvidenceView, row: FrameRow): TemplateResult {
  if (row.kind === 'frame') return html`<li class="frame" data-row>${frameText(view, row.frame, row.index)}</li>`;
  const key = `frames:${row.index}`;
  const shownKey = `${key}:rows`;
  const shown = view.shown(shownKey, STEP);
  return html`<li data-row>
    ${disclosure({
      id: `frames-${row.index}`,
      open: view.isOpen(key, false),
      onToggle: () => view.toggle(key),
      item: true,
      extraClass: 'frame-run',
      label: html`<span class="dim"
        >${plural(row.frames.length, '{0} frame outside the workspace', '{0} frames outside the workspace')}</span
      >`,
      body: () =>
        html`<ul class="frames">
            ${row.frames.slice(0, shown).map((frame, index) => html`<li class="frame">${frameText(view, frame, row.index + index)}</li>`)}
          </ul>
          ${
            row.frames.length > shown
              ? html`<button type="button" class="link" @click=${() => view.showMore(shownKey, shown + STEP)}>
                  ${t('Show more frames')}
                </button>`
              : nothing
          }`,
    })}
  </li>`;
}

/** How often a frame of a recursion is in the trace: the list shows it once. */
function repetition({ raw }: Frame): TemplateResult | typeof nothing {
  const times = / \[repeated (\d{1,12}) times/.exec(raw)?.[1];
  return times ? html`<span class="dim">${plural(Number(times), '{0} time', '{0} times')}</span>` : nothing;
}

function frameText(view: EvidenceView, frame: Frame, index: number): TemplateResult {
  const resolution = view.evidence.resolutions.find((candidate) => candidate.frame === index);
  const place = `${baseName(visibleText(frame.file))}${frame.line ? `:${frame.line}` : ''}`;
  const opens = resolution?.file && frame.line ? resolution.file : undefined;
  return html`<span class="frame-function code-font" title=${visibleText(frame.raw).slice(0, 1000)}
      >${visibleText(frame.function ?? t('(anonymous)'))}</span
    >
    ${
      opens
        ? fileLink({ session: view.session, file: opens, line: frame.line, item: true })
        : html`<span class="dim" title=${visibleText(frame.file)}>${place}</span>`
    }
    ${repetition(frame)} ${resolution ? resolutionMark(resolution) : nothing}
    ${opens && view.canFollow ? followButton(view, opens, frame.line) : nothing} ${frameValues(view, index)}`;
}

function followButton({ session }: EvidenceView, file: string, line: number): TemplateResult {
  return html`<button
    type="button"
    class="icon-button follow-button"
    data-item
    title=${t('Follow a value from here…')}
    aria-label=${t('Follow a value from {0}', `${baseName(file)}:${line}`)}
    @click=${() => session.act('followValue', { file, line })}
  >
    ${icon('arrow-right')}
  </button>`;
}

/** The values of the frame's names, the first few. */
function frameValues({ evidence }: EvidenceView, frame: number): TemplateResult | typeof nothing {
  const values = evidence.values.filter((value) => value.frame === frame);
  if (!values.length) return nothing;
  const shown = values.slice(0, FRAME_VALUES);
  const rest = values.length - shown.length;
  return html`<span class="frame-values code-font"
    >${shown.map(
      ({ name, value }) =>
        html`<span class="frame-value"><span class="dim">${visibleText(name)}</span> ${visibleText(value).slice(0, SHORT_VALUE)}</span>`,
    )}${rest ? html`<span class="dim">+${rest}</span>` : nothing}</span
  >`;
}

function resolutionMark(resolution: FrameResolution): TemplateResult | typeof nothing {
  switch (resolution.state) {
    case 'changedSince':
      return html`<span class="mark mark-warning">${t('changed since the trace')}</span>`;
    case 'ambiguous':
      return html`<span class="mark mark-warning">${t('several files fit')}</span>`;
    case 'notFound':
      return html`<span class="mark">${t('not in this workspace')}</span>`;
    default:
      return nothing;
  }
}
