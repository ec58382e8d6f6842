import { html, nothing, type TemplateResult } from 'lit';
import type { RunState } from '../../protocol/runState';
import { fileLink } from '../parts/fileLink';
import { icon } from '../parts/icon';
import { visibleText } from '../parts/visibleText';
import type { Session } from '../session';

/** What running it again can reveal; once it passes, or a fix was applied, whether its tests show that fix. */
export function runOffers(session: Session, { timeline, search }: RunState, hasChanges: boolean): TemplateResult {
  const last = timeline.findLast(({ kind }) => kind === 'run' || kind === 'terminal');
  const offer = (
    call: 'proveFix' | 'findChange' | 'seeValues' | 'followValue' | 'lookForRepair',
    glyph: string,
    label: string,
    title: string,
  ) => html`<button type="button" class="link" title=${title} @click=${() => session.act(call, {})}>${icon(glyph)} ${label}</button>`;
  const passes = last?.outcome === 'gone';
  const applied = timeline.findLast(({ kind }) => kind === 'applied' || kind === 'undone')?.kind === 'applied';
  const proof =
    passes || applied
      ? offer(
          'proveFix',
          'verified',
          'Prove this fix',
          'Runs the same tests with the code of the last commit, in isolation: do they fail without the fix? Then each changed place is taken back alone. Your files stay as they are.',
        )
      : nothing;
  if (passes) return html`<div class="button-row run-offers" role="group" aria-label="What running it can find out">${proof}</div>`;
  return html`<div class="button-row run-offers" role="group" aria-label="What running it can find out">
    ${proof}
    ${
      hasChanges
        ? offer(
            'findChange',
            'git-commit',
            'What broke it?',
            'Takes recent changes back in isolation until it passes. Your files stay as they are.',
          )
        : nothing
    }
    ${offer('seeValues', 'symbol-variable', 'See the values', 'One more run that looks at what each name holds where it fails: kinds and sizes, not contents.')}
    ${offer(
      'followValue',
      'arrow-right',
      'Follow a value…',
      'Looks at one value at each place on its way, in the failing test and in passing ones, and shows where it first goes wrong.',
    )}
    ${
      search
        ? offer(
            'lookForRepair',
            'wrench',
            `Look for a small fix: ${search.seconds === 60 ? '1 more minute' : `${search.seconds} more seconds`}`,
            `${search.tried} of ${search.total} small changes are tried. It goes on with the next ones. Your files stay as they are.`,
          )
        : offer(
            'lookForRepair',
            'wrench',
            'Look for a small fix',
            'Tries small changes in isolation, in at most 60 runs and about a minute (a setting). Your files stay as they are.',
          )
    }
  </div>`;
}

/** What a running debug session can print, and how to remove that, even after the session has ended. */
export function logpointOffers(session: Session, { session: debugged, count }: NonNullable<RunState['logpoints']>): TemplateResult {
  const are = count === 1 ? 'One logpoint is' : `${count} logpoints are`;
  return html`<div class="button-row run-offers" role="group" aria-label="Logpoints">
    ${
      count
        ? html`<span>${icon('debug-breakpoint-log')} ${are} set${debugged === undefined ? '; the debug session has ended' : nothing}.</span>
            <button type="button" class="link" @click=${() => session.act('removeLogpoints', {})}>
              ${icon('trash')} Remove ${count === 1 ? 'it' : 'them'}
            </button>`
        : nothing
    }
    ${
      debugged === undefined
        ? nothing
        : html`<button
            type="button"
            class="link"
            title="Has ${visibleText(debugged)} print the kind and size of one value at each place on its way, without stopping. No file is changed."
            @click=${() => session.act('setLogpoints', {})}
          >
            ${icon('debug-breakpoint-log')} Follow a value in the debugger…
          </button>`
    }
  </div>`;
}

/** Lines in the code that print a value: each is one click from its place, and one click removes all. */
export function probeOffers(session: Session, { probes, offersProbes }: RunState): TemplateResult {
  return html`<div class="button-row run-offers" role="group" aria-label="Inserted lines">
    ${
      probes
        ? html`<span
              >${icon('warning')} ${probes.length === 1 ? 'An inserted line is' : `${probes.length} inserted lines are`} in the code:</span
            >
            ${probes.map(({ file, line }) => fileLink({ session, file, line }))}
            <button type="button" class="link" @click=${() => session.act('removeProbes', {})}>
              ${icon('trash')} Remove ${probes.length === 1 ? 'it' : 'them'}
            </button>`
        : nothing
    }
    ${
      offersProbes && !probes
        ? html`<button
            type="button"
            class="link"
            title="Inserts marked lines that print the kind and size of one value. You are asked first; one click removes them."
            @click=${() => session.act('insertProbes', {})}
          >
            ${icon('edit')} Follow a value by lines in the code…
          </button>`
        : nothing
    }
  </div>`;
}
