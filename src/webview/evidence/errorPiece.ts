import { html, nothing, type TemplateResult } from 'lit';
import type { ErrorReport, Frame, FrameResolution, ShownError } from '../../protocol/panelState';
import { disclosure } from '../parts/disclosure';
import { baseName, fileLink } from '../parts/fileLink';
import { countOf, formatCount } from '../parts/formatNumber';
import { icon } from '../parts/icon';
import { roving } from '../parts/roving';
import { visibleText } from '../parts/visibleText';
import type { EvidenceView } from './evidenceView';
import { frameRows, type FrameRow } from './frameRows';

const roleWords: Record<ErrorReport['role'], string> = {
  thrown: '',
  cause: 'caused by',
  suppressed: 'suppressed',
  aggregated: 'one of several',
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
    ${leftOut ? html`<p class="dim not-listed">${countOf(leftOut, 'more error')} of the middle of the output ${leftOut === 1 ? 'is' : 'are'} not listed.</p>` : nothing}
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
      <strong>${visibleText(error.type) || 'Error'}</strong>
      ${error.test ? html`<span class="dim">in ${visibleText(error.test)}</span>` : nothing}
      ${(error.times ?? 1) > 1 ? html`<span class="dim">· seen ${formatCount(error.times ?? 1)} times</span>` : nothing}
    </div>
    ${error.message ? html`<dwc-long-text .text=${error.message} .what=${'message'} .maxLines=${8}></dwc-long-text>` : nothing}
    ${error.details ? detailsLine(view, error.details, index) : nothing}
    <ul class="frames" aria-label="Frames of ${visibleText(error.type) || 'the error'}, throwing frame first" ${roving()}>
      ${rows.slice(0, shown).map((row) => frameRow(view, row))}
    </ul>
    ${
      rest > 0
        ? html`<button type="button" class="link" @click=${() => view.showMore(shownKey, shown + STEP)}>
            Show ${formatCount(Math.min(rest, STEP))} more of ${countOf(error.frames.length, 'frame')}
          </button>`
        : nothing
    }
    ${
      error.moreFrames && rest <= 0
        ? html`<p class="dim not-listed">
            ${countOf(error.moreFrames, 'more frame')} ${error.moreFrames === 1 ? 'is' : 'are'} not listed.
          </p>`
        : nothing
    }
  </div>`;
}

/** An error's details besides its message: one line, and the rest folded if there is more. */
function detailsLine(view: EvidenceView, details: string, index: number): TemplateResult {
  const lines = details.split('\n').filter((line) => line.trim());
  const first = visibleText((lines[0] ?? '').trim().replace(/,$/, '')).slice(0, SHORT_DETAILS);
  if (lines.length <= 1 && details.trim().length <= SHORT_DETAILS)
    return html`<p class="error-details dim">with <span class="code-font">${first}</span></p>`;
  const key = `error:${index}:details`;
  return html`<div class="error-details">
    ${disclosure({
      id: `error-details-${index}`,
      open: view.isOpen(key, false),
      onToggle: () => view.toggle(key),
      label: html`<span class="dim error-details-label"
        >with <span class="code-font">${first}</span>${lines.length > 1 ? ` and ${countOf(lines.length - 1, 'more line')}` : '…'}</span
      >`,
      body: () => html`<dwc-long-text .text=${details} .what=${'details'}></dwc-long-text>`,
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
      label: html`<span class="dim">${countOf(row.frames.length, 'frame')} outside the workspace</span>`,
      body: () =>
        html`<ul class="frames">
            ${row.frames.slice(0, shown).map((frame, index) => html`<li class="frame">${frameText(view, frame, row.index + index)}</li>`)}
          </ul>
          ${
            row.frames.length > shown
              ? html`<button type="button" class="link" @click=${() => view.showMore(shownKey, shown + STEP)}>Show more frames</button>`
              : nothing
          }`,
    })}
  </li>`;
}

/** How often a frame of a recursion is in the trace: the list shows it once. */
function repetition({ raw }: Frame): TemplateResult | typeof nothing {
  const times = / \[repeated (\d{1,12}) times/.exec(raw)?.[1];
  return times ? html`<span class="dim">${formatCount(Number(times))} times</span>` : nothing;
}

function frameText(view: EvidenceView, frame: Frame, index: number): TemplateResult {
  const resolution = view.evidence.resolutions.find((candidate) => candidate.frame === index);
  const place = `${baseName(visibleText(frame.file))}${frame.line ? `:${frame.line}` : ''}`;
  const opens = resolution?.file && frame.line ? resolution.file : undefined;
  return html`<span class="frame-function code-font" title=${visibleText(frame.raw).slice(0, 1000)}
      >${visibleText(frame.function ?? '(anonymous)')}</span
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
    title="Follow a value from here…"
    aria-label="Follow a value from ${baseName(file)}:${line}"
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
      return html`<span class="mark mark-warning">changed since the trace</span>`;
    case 'ambiguous':
      return html`<span class="mark mark-warning">several files fit</span>`;
    case 'notFound':
      return html`<span class="mark">not in this workspace</span>`;
    default:
      return nothing;
  }
}
