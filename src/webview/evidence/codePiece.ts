import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { plural, t } from '../../core/language';
import { distinctNames } from '../../core/distinctNames';
import type { EvidenceState, Snippet } from '../../protocol/panelState';
import { disclosure } from '../parts/disclosure';
import { baseName } from '../parts/fileLink';
import { roving } from '../parts/roving';
import { visibleText } from '../parts/visibleText';
import type { EvidenceView } from './evidenceView';

/** Rows shown at first: the most relevant ones, so that the notes on missing code stay in sight. */
const FIRST = 6;

/** The code of the call chain: what is in the prompt, what did not fit, and controls to change both. */
export function codePiece(view: EvidenceView): TemplateResult {
  const { evidence, session, memory } = view;
  const names = distinctNames(evidence.snippets.map(({ file }) => file));
  const isOut = ({ id }: Snippet) => evidence.inPrompt[id] === 'out';
  const out = evidence.snippets.filter(isOut);
  const inPrompt = evidence.snippets.filter((snippet) => !isOut(snippet));
  const shown = view.shown('snippets:rows', FIRST);
  return html`${frameChoices(view)}
    <ul class="snippets" aria-label=${t('Code in the prompt')} ${roving()}>
      ${repeat(
        inPrompt.slice(0, shown),
        ({ id }) => id,
        (snippet) => snippetRow(view, snippet, names),
      )}
    </ul>
    ${
      inPrompt.length > shown
        ? html`<button type="button" class="link more-rows" @click=${() => view.showMore('snippets:rows', inPrompt.length)}>
            ${plural(inPrompt.length - shown, 'Show {0} more', 'Show {0} more')}
          </button>`
        : nothing
    }
    <dwc-add-reference .session=${session} .memory=${memory}></dwc-add-reference>
    ${
      out.length
        ? disclosure({
            id: 'snippets-out',
            open: view.isOpen('snippets-out', false),
            onToggle: () => view.toggle('snippets-out'),
            label: html`<span class="dim">${t('Left out as less likely ({0})', out.length)}</span>`,
            body: () =>
              html`<ul class="snippets" aria-label=${t('Code left out as less likely')} ${roving()}>
                ${repeat(
                  out,
                  ({ id }) => id,
                  (snippet) => snippetRow(view, snippet, names),
                )}
              </ul>`,
          })
        : nothing
    }`;
}

function snippetRow(view: EvidenceView, snippet: Snippet, names: ReadonlyMap<string, string>): TemplateResult {
  const { evidence, session, memory } = view;
  const key = `snippet:${snippet.id}`;
  return html`<li>
    <dwc-snippet
      .session=${session}
      .memory=${memory}
      .snippet=${snippet}
      .name=${names.get(snippet.file) ?? snippet.file}
      .inPrompt=${evidence.inPrompt[snippet.id] ?? 'whole'}
      .edited=${evidence.edited.includes(snippet.id)}
      .changed=${touchesChange(snippet, evidence)}
      .open=${view.isOpen(key, false)}
      .onToggle=${() => view.toggle(key)}
    ></dwc-snippet>
  </li>`;
}

function touchesChange(snippet: Snippet, evidence: EvidenceState): boolean {
  return evidence.changes.some(
    (change) => change.file === snippet.file && change.startLine <= snippet.endLine && change.endLine >= snippet.startLine,
  );
}

/** Frames whose name matches several files. */
function frameChoices({ evidence, session }: EvidenceView): TemplateResult[] {
  const frames = evidence.errors.flatMap((error) => error.frames);
  return evidence.resolutions
    .filter(({ state, candidates }) => state === 'ambiguous' && candidates?.length)
    .map(({ frame: index, candidates = [] }) => {
      const frame = frames[index];
      const place = frame ? `${baseName(visibleText(frame.file))}${frame.line ? `:${frame.line}` : ''}` : t('A frame');
      return html`<div class="choice" role="group" aria-label=${t('File of {0}', place)}>
        <p>${plural(candidates.length, '{1} fits {0} file. Which one is it?', '{1} fits {0} files. Which one is it?', place)}</p>
        <ul ${roving()}>
          ${candidates.map(
            (file) =>
              html`<li data-row>
                <button type="button" class="link" data-item @click=${() => session.act('chooseFile', { frame: index, file })}>
                  ${visibleText(file)}
                </button>
              </li>`,
          )}
        </ul>
      </div>`;
    });
}
