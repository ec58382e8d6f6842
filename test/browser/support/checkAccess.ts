import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** The rules of axe that depend on the colours of a theme; all others judge the document alone. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

export interface AccessOptions {
  /** What is looked at, for the message. */
  what: string;
  /** Selector of the part to judge; the whole page where it is absent. */
  part?: string;
  /** Another theme of a document that all rules have judged: only the rules that depend on its colours. */
  coloursOnly?: boolean;
  /** Moderate and minor violations fail too. */
  evenMinor?: boolean;
}

/** Fails for a serious accessibility violation, and for text that has the colour of its background. */
export async function checkAccess(page: Page, { what, part, coloursOnly, evenMinor }: AccessOptions): Promise<void> {
  // Without frames, axe needs no second page to put its results together.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (part) axe.include(part);
  if (coloursOnly) axe.withRules(COLOUR_RULES);
  const { violations, incomplete } = await axe.analyze();
  assert.deepEqual(textOfItsBackground(incomplete), [], what);
  const counted = violations.filter(({ impact }) => evenMinor || impact === 'serious' || impact === 'critical');
  assert.deepEqual(
    counted.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`).join(' | ')}`,
    ),
    [],
    what,
  );
}

/** Text in the colour of its background: axe assumes that it is hidden on purpose, and only lists it as undecided. */
function textOfItsBackground(incomplete: AxeResults['incomplete']): string[] {
  return incomplete
    .flatMap(({ nodes }) => nodes)
    .filter(({ any }) => any.some(({ data }) => (data as { messageKey?: string } | null)?.messageKey === 'equalRatio'))
    .map(({ html }) => html.slice(0, 200));
}
