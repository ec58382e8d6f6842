import { html, nothing, type TemplateResult } from 'lit';
import type { HypothesisState } from '../../protocol/panelState';
import { folderName, baseName } from '../parts/fileLink';
import { icon } from '../parts/icon';
import { inlineCode } from '../parts/inlineCode';
import { textArea } from '../parts/textArea';
import { visibleText } from '../parts/visibleText';
import type { Session } from '../session';
import type { Scope } from '../viewMemory';

type Fix = NonNullable<HypothesisState['fix']>;

/** The fix in few words; the change itself is read in VS Code's own diff editor. */
export function fixBlock(
  session: Session,
  memory: Scope,
  hypothesis: HypothesisState & { fix: Fix },
  trusted: boolean,
  redraw: (focus?: string) => void,
): TemplateResult {
  const { id, fix, fixState } = hypothesis;
  return html`<div class="fix">
    <ul class="fix-files" aria-label="Files changed by the fix">
      ${fix.files.map(
        ({ file, added, removed }) =>
          html`<li>
            <span title=${visibleText(file)}
              >${baseName(visibleText(file))} <span class="folder">${folderName(visibleText(file))}</span></span
            >
            <span class="added" aria-label="${added} lines added">+${added}</span
            ><span class="removed-count" aria-label="${removed} lines removed">−${removed}</span>
          </li>`,
      )}
    </ul>
    ${fix.addresses ? addresses(fix.addresses) : nothing} ${list('Risks', fix.risks)} ${list('Edge cases', fix.edgeCases ?? [])}
    ${fix.problem ? html`<p class="problem">${visibleText(fix.problem)}</p>` : nothing}
    ${hypothesis.fixMessage && fixState !== 'applied' ? html`<p class=${fixState === 'failed' ? 'problem' : 'hint'}>${visibleText(hypothesis.fixMessage)}</p>` : nothing}
    <div class="button-row">
      <vscode-button secondary @click=${() => session.act('showFix', { id })}>Open diff</vscode-button>
      ${
        fixState === 'applied' || fixState === 'worked'
          ? nothing
          : html`<vscode-button
              ?disabled=${!fix.applies || !trusted}
              aria-disabled=${!fix.applies || !trusted ? 'true' : 'false'}
              @click=${() => session.act('applyFix', { id })}
              >Apply</vscode-button
            >`
      }
      ${trusted ? nothing : html`<span class="dim">Applying is off: this workspace is not trusted.</span>`}
    </div>
    ${fixState === 'applied' ? outcome(session, memory, hypothesis, redraw) : nothing}
    ${fixState === 'worked' ? html`<p class="good">${icon('pass')} It works: you ran it again.</p>` : nothing}
  </div>`;
}

function addresses(kind: 'root-cause' | 'symptom'): TemplateResult {
  return kind === 'root-cause'
    ? html`<p class="fix-kind">${icon('target')} Removes the root cause, as the model says.</p>`
    : html`<p class="fix-kind warning">${icon('warning')} Hides the symptom; the cause stays.</p>`;
}

function list(title: string, items: string[]): TemplateResult | typeof nothing {
  if (!items.length) return nothing;
  return html`<p class="fix-list-title">${title}</p>
    <ul class="fix-list">
      ${items.map((item) => html`<li>${inlineCode(item)}</li>`)}
    </ul>`;
}

/** After it was applied: did it work? A failure takes what happens now, so that the next round knows. */
function outcome(session: Session, memory: Scope, { id, fixMessage }: HypothesisState, redraw: (focus?: string) => void): TemplateResult {
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
    <p>${fixMessage ? visibleText(fixMessage) : 'Applied. Run it again: did it work?'}</p>
    ${
      draft === undefined
        ? html`<div class="button-row">
            <vscode-button secondary icon="check" @click=${() => session.act('reportResult', { id, worked: true, text: '' })}
              >It works</vscode-button
            >
            <vscode-button secondary icon="close" class="fails" @click=${() => set('')}>It still fails</vscode-button>
          </div>`
        : html`<label for="result-${id}">What happens now</label>
            ${textArea({
              id: `result-${id}`,
              value: draft,
              rows: 3,
              code: true,
              placeholder: 'Paste the new output, or say what you see.',
              maxLength: 50_000,
              onInput: (text) => memory.set(key, text),
              onSubmit: send,
              onEscape: () => set(undefined),
            })}
            <div class="button-row">
              <vscode-button @click=${send}>Add the result</vscode-button>
              <vscode-button secondary @click=${() => set(undefined)}>Cancel</vscode-button>
            </div>`
    }
  </div>`;
}
