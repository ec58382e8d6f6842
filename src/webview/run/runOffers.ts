import { html, nothing, type TemplateResult } from 'lit';
import type { Offer, RunState } from '../../protocol/runState';
import { fileLink } from '../parts/fileLink';
import { icon } from '../parts/icon';
import { roving } from '../parts/roving';
import { visibleText } from '../parts/visibleText';
import type { Session } from '../session';

/** What each offer is called, and what it does. */
const OFFERS: Record<Offer, { glyph: string; label: string; title: (ofTest: boolean) => string }> = {
  proveFix: {
    glyph: 'verified',
    label: 'Prove this fix',
    title: () =>
      'Runs the same tests with the code of the last commit, in isolation: do they fail without the fix? Then each changed place is taken back alone. Your files stay as they are.',
  },
  findChange: {
    glyph: 'git-commit',
    label: 'What broke it?',
    title: () => 'Takes recent changes back in isolation until it passes. Your files stay as they are.',
  },
  seeValues: {
    glyph: 'symbol-variable',
    label: 'See the values',
    title: (ofTest) =>
      `One more run that looks at what each name holds where it fails${ofTest ? ', and at what the failing test runs' : ''}: numbers, flags and texts that occur in the code; of everything else its kind and size.`,
  },
  followValue: {
    glyph: 'arrow-right',
    label: 'Follow a value…',
    title: (ofTest) =>
      `Looks at one value at each place on its way, in ${ofTest ? 'the failing test and in passing ones' : 'the failing run'}, and shows where it first goes wrong.`,
  },
  lookForRepair: {
    glyph: 'wrench',
    label: 'Look for a small fix',
    title: () => 'Tries small changes in isolation, in at most 60 runs and about a minute (a setting). Your files stay as they are.',
  },
};

/** What running it again can reveal, and why the rest cannot; beside it what the last run said. One tab stop, arrows inside it. */
export function runOffers(session: Session, state: RunState): TemplateResult {
  const { able, best, unable } = state.offers;
  const { lastSays } = state;
  return html`${
    able.length
      ? html`<div class="button-row run-offers" role="toolbar" aria-label="What running it can find out" data-row ${roving()}>
          ${able.map((call) => offer(session, call, call === best, state))}
          ${lastSays === undefined ? nothing : html`<span class="dim">${icon('info')} ${lastSays}</span>`}
        </div>`
      : nothing
  }
  ${unable.map(
    ({ offers, why }) =>
      html`<p class="hint run-unable">
        ${icon('circle-slash')} ${offers.map((each) => OFFERS[each].label.replace(/[?…]$/, '')).join(', ')}: ${visibleText(why)}
      </p>`,
  )}`;
}

function offer(session: Session, call: Offer, best: boolean, { ofTest, search }: RunState): TemplateResult {
  const { glyph, label, title } = call === 'lookForRepair' && search ? goingOn(search) : OFFERS[call];
  const onClick = () => session.act(call, {});
  return best
    ? html`<vscode-button data-item icon=${glyph} title=${title(ofTest === true)} @click=${onClick}>${label}</vscode-button>`
    : html`<button type="button" class="link" data-item title=${title(ofTest === true)} @click=${onClick}>${icon(glyph)} ${label}</button>`;
}

/** A search that stopped before its end. */
function goingOn({ seconds, tried, total }: NonNullable<RunState['search']>): (typeof OFFERS)[Offer] {
  return {
    glyph: 'wrench',
    label: `Look for a small fix: ${seconds === 60 ? '1 more minute' : `${seconds} more seconds`}`,
    title: () => `${tried} of ${total} small changes are tried. It goes on with the next ones. Your files stay as they are.`,
  };
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
            ${icon('edit')} Insert print statements…
          </button>`
        : nothing
    }
  </div>`;
}
