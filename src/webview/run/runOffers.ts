import { html, nothing, type TemplateResult } from 'lit';
import { plural, t } from '../../core/language';
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
    label: t('Prove this fix'),
    title: () =>
      t(
        'Runs the same tests with the code of the last commit, in isolation: do they fail without the fix? Then each changed place is taken back alone. Your files stay as they are.',
      ),
  },
  findChange: {
    glyph: 'git-commit',
    label: t('What broke it?'),
    title: () => t('Takes recent changes back in isolation until it passes. Your files stay as they are.'),
  },
  seeValues: {
    glyph: 'symbol-variable',
    label: t('See the values'),
    title: (ofTest) =>
      ofTest
        ? t(
            'One more run that looks at what each name holds where it fails, and at what the failing test runs: numbers, flags and texts that occur in the code; of everything else its kind and size.',
          )
        : t(
            'One more run that looks at what each name holds where it fails: numbers, flags and texts that occur in the code; of everything else its kind and size.',
          ),
  },
  followValue: {
    glyph: 'arrow-right',
    label: t('Follow a value…'),
    title: (ofTest) =>
      ofTest
        ? t('Looks at one value at each place on its way, in the failing test and in passing ones, and shows where it first goes wrong.')
        : t('Looks at one value at each place on its way, in the failing run, and shows where it first goes wrong.'),
  },
  lookForRepair: {
    glyph: 'wrench',
    label: t('Look for a small fix'),
    title: () => t('Tries small changes in isolation, in at most 60 runs and about a minute (a setting). Your files stay as they are.'),
  },
};

/** What running it again can reveal, and why the rest cannot; beside it what the last run said. One tab stop, arrows inside it. */
export function runOffers(session: Session, state: RunState): TemplateResult {
  const { able, best, unable } = state.offers;
  const { lastSays } = state;
  return html`${
    able.length
      ? html`<div class="button-row run-offers" role="toolbar" aria-label=${t('What running it can find out')} data-row ${roving()}>
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
    label: seconds === 60 ? t('Look for a small fix: 1 more minute') : t('Look for a small fix: {0} more seconds', seconds),
    title: () => t('{0} of {1} small changes are tried. It goes on with the next ones. Your files stay as they are.', tried, total),
  };
}

/** What a running debug session can print, and how to remove that, even after the session has ended. */
export function logpointOffers(session: Session, { session: debugged, count }: NonNullable<RunState['logpoints']>): TemplateResult {
  const are =
    debugged === undefined
      ? plural(count, 'One logpoint is set; the debug session has ended.', '{0} logpoints are set; the debug session has ended.')
      : plural(count, 'One logpoint is set.', '{0} logpoints are set.');
  return html`<div class="button-row run-offers" role="group" aria-label=${t('Logpoints')}>
    ${
      count
        ? html`<span>${icon('debug-breakpoint-log')} ${are}</span>
            <button type="button" class="link" @click=${() => session.act('removeLogpoints', {})}>
              ${icon('trash')} ${count === 1 ? t('Remove it') : t('Remove them')}
            </button>`
        : nothing
    }
    ${
      debugged === undefined
        ? nothing
        : html`<button
            type="button"
            class="link"
            title=${t('Has {0} print the kind and size of one value at each place on its way, without stopping. No file is changed.', visibleText(debugged))}
            @click=${() => session.act('setLogpoints', {})}
          >
            ${icon('debug-breakpoint-log')} ${t('Follow a value in the debugger…')}
          </button>`
    }
  </div>`;
}

/** Lines in the code that print a value: each is one click from its place, and one click removes all. */
export function probeOffers(session: Session, { probes, offersProbes }: RunState): TemplateResult {
  return html`<div class="button-row run-offers" role="group" aria-label=${t('Inserted lines')}>
    ${
      probes
        ? html`<span
              >${icon('warning')} ${plural(probes.length, 'An inserted line is in the code:', '{0} inserted lines are in the code:')}</span
            >
            ${probes.map(({ file, line }) => fileLink({ session, file, line }))}
            <button type="button" class="link" @click=${() => session.act('removeProbes', {})}>
              ${icon('trash')} ${probes.length === 1 ? t('Remove it') : t('Remove them')}
            </button>`
        : nothing
    }
    ${
      offersProbes && !probes
        ? html`<button
            type="button"
            class="link"
            title=${t('Inserts marked lines that print the kind and size of one value. You are asked first; one click removes them.')}
            @click=${() => session.act('insertProbes', {})}
          >
            ${icon('edit')} ${t('Insert print statements…')}
          </button>`
        : nothing
    }
  </div>`;
}
