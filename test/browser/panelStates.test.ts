import { AxeBuilder } from '@axe-core/playwright';
import type { AxeResults } from 'axe-core';
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { states } from './states/states';
import { startPanelBench, type PanelBench, type PanelPage } from './support/panelPage';
import { themeNames } from './support/panelServer';

const folder = join(import.meta.dirname, '../../out/screenshots/panel');

/** Pictures are taken in the first three; high contrast light is checked, not pictured. */
const pictured = themeNames.slice(0, 3);

describe('every state of the panel', function () {
  this.timeout(120_000);
  let bench: PanelBench;
  before(async () => {
    await mkdir(folder, { recursive: true });
    bench = await startPanelBench();
  });
  after(() => bench.stop());

  for (const [name, state] of Object.entries(states)) {
    it(`${name}: drawn in every theme, wide and narrow, without faults or barriers`, async () => {
      const panel = await bench.open(state, { theme: themeNames[0], width: 960 });
      // Later the picture taker adds its own style sheet, which the page's policy forbids: that is not a fault of the panel.
      assert.deepEqual(panel.faults, [], name);
      for (const theme of themeNames) {
        if (theme !== themeNames[0]) await panel.setTheme(theme);
        await panel.page.setViewportSize({ width: 960, height: 800 });
        await panel.page.waitForSelector('[data-layout="wide"]');
        await check(panel, `${name} ${theme} wide`);
        if (pictured.includes(theme)) await panel.page.screenshot({ path: join(folder, `${name}-${theme}-wide.png`) });
        await panel.page.setViewportSize({ width: 320, height: 800 });
        await panel.page.waitForSelector('[data-layout="narrow"]');
        if (theme === themeNames[0]) await check(panel, `${name} ${theme} narrow`);
        if (pictured.includes(theme)) await panel.page.screenshot({ path: join(folder, `${name}-${theme}-narrow.png`) });
      }
      await panel.close();
      if (name.startsWith('home') || name === 'empty') await checkSidebar(bench, name);
    });
  }
});

async function checkSidebar(bench: PanelBench, name: string): Promise<void> {
  const panel = await bench.open(states[name]!, { mode: 'sidebar', width: 300 });
  await check(panel, `${name} sidebar`);
  await panel.page.screenshot({ path: join(folder, `${name}-sidebar.png`) });
  await panel.close();
}

/** No violation of the content security policy, no script error, no serious accessibility violation. */
async function check(panel: PanelPage, what: string): Promise<void> {
  assert.deepEqual(
    panel.faults.filter((fault) => !fault.startsWith('console: ')),
    [],
    what,
  );
  await checkWidth(panel, what);
  const { violations, incomplete } = await new AxeBuilder({ page: panel.page }).analyze();
  assert.deepEqual(textOfItsBackground(incomplete), [], what);
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  assert.deepEqual(
    serious.map(
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

/** Nothing is wider than the view: long words wrap, nobody scrolls sideways. */
async function checkWidth(panel: PanelPage, what: string): Promise<void> {
  const tooWide = await panel.page.evaluate(() => {
    const parts = [document.scrollingElement, ...document.querySelectorAll('[data-scroll], main')];
    return parts
      .filter((part) => part && part.scrollWidth > part.clientWidth + 1)
      .map((part) => `${part?.tagName}.${part?.className}: ${part?.scrollWidth}`);
  });
  assert.deepEqual(tooWide, [], what);
}
