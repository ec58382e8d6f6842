import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame } from 'playwright-core';
import { root } from '../../scripts/runCommand.mjs';
import { prepareSample } from '../../scripts/sample.mjs';
import { checkWebviewAccess } from './support/checkAccess';
import { openFlowWindow } from './support/flowWindow';
import { themes, waitFor, type ThemeName, type VsCodeWindow } from '../support/vscodeWindow';

/** Limit for several runs of Vitest on a busy machine, ms. */
const EXPERIMENT = 120_000;

describe('from a failing test to its line, without a model', () => {
  let window: VsCodeWindow;
  let panel: Frame;

  before(async function () {
    const folder = join(root, 'out', 'flow');
    await rm(join(folder, 'order-history', '.git'), { recursive: true, force: true });
    window = await openFlowWindow({ folder: await prepareSample({ folder: join(folder, 'order-history') }) });
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot(`failed-${this.currentTest.title}`);
  });

  it('opens on a right-clicked selection in a terminal', async () => {
    await window.runInTerminal('npm test', /\(transform /);
    await window.selectInTerminal(/FAIL/, /performWorkOnRoot|renderRootSync/);
    await window.picture('flow-1-selection');
    await window.chooseFromMenu('.xterm-screen', 'Debug Terminal Selection with Context');
    panel = await window.webview('panel');
    await panel.getByRole('heading', { level: 1, name: "TypeError: Cannot read properties of undefined (reading 'length')" }).waitFor();
  });

  for (const [what, drag] of [
    ['the selection of', true],
    ['the last failure in', false],
  ] as const) {
    it(`opens on ${what} a terminal by its key, which the shell does not receive`, async () => {
      await window.command('View: Close All Editors');
      await waitFor(async () => panel.isDetached(), 'the panel did not close');
      if (drag) await window.selectInTerminal(/FAIL/, /performWorkOnRoot|renderRootSync/);
      else await window.page.locator('.xterm').first().click();
      await window.page.keyboard.press('Control+Alt+d');
      panel = await window.webview('panel');
      await panel.getByRole('heading', { level: 1, name: /Cannot read properties of undefined/ }).waitFor();
      assert.doesNotMatch(await window.terminalText(), /\^\[?D|logout/);
    });
  }

  it('gets the focus from the terminal where it is open already', async () => {
    const hasFocus = () => panel.evaluate(() => document.hasFocus());
    await window.page.locator('.xterm').first().click();
    await waitFor(async () => !(await hasFocus()), 'the terminal did not get the focus');
    await window.page.keyboard.press('Control+Alt+d');
    await waitFor(hasFocus, 'the panel did not get the focus');
  });

  it("shows the evidence: error, code of the call chain, yesterday's change", async () => {
    await panel.locator('article[data-rank="1"]').waitFor();
    const text = await panel.locator('body').innerText();
    assert.match(text, /OrderHistory\.tsx:47/);
    assert.match(text, /useOrders\.ts/);
    assert.match(text, /cache orders/);
    assert.match(text, /from the terminal/);
  });

  it('ranks hypotheses immediately, and one of them names the changed hook', async () => {
    const cards = await panel.locator('article[data-rank]').allInnerTexts();
    assert.ok(cards.length >= 1 && cards.length <= 3, `${cards.length} hypotheses`);
    assert.ok(
      cards.some((card) => card.includes('useOrders.ts')),
      cards.join('\n---\n'),
    );
  });

  for (const theme of Object.keys(themes) as ThemeName[]) {
    it(`has no serious accessibility violation in ${theme}`, async () => {
      await window.setTheme(theme);
      await window.picture(`flow-2-hypotheses-${theme}`);
      await checkWebviewAccess(panel, theme);
    });
  }

  it('opens the line of an evidence link', async () => {
    await window.setTheme('dark');
    const link = panel.locator('article[data-rank] .evidence-links .file-link', { hasText: 'useOrders.ts' }).first();
    const line = /:(\d+)/.exec(await link.innerText())?.[1];
    assert.ok(line, 'the link has no line');
    await link.click();
    await window.page.locator('.tab.active', { hasText: 'useOrders.ts' }).waitFor();
    await waitFor(async () => (await window.cursorLine()) === Number(line), `the cursor is not in line ${line}`);
    await window.picture('flow-3-line');
  });

  it('shows how the mini-model read the failure, and opens a line with its attention', async () => {
    await panel.locator('dwc-attention .fold-button').click();
    const view = panel.locator('dwc-attention-view');
    await view.locator('canvas').first().waitFor();
    assert.match(await view.innerText(), /how the mini-model read, not why it decided/);
    await window.page.getByRole('button', { name: /^Hide Panel/ }).click();
    await view.locator('.weight-line').first().waitFor();
    await panel.locator('dwc-attention .fold-button').evaluate((button) => button.scrollIntoView({ block: 'start' }));
    await window.picture('flow-5-attention');
    const link = view.locator('.looked-at .weight-line', { hasText: /\.tsx?:\d+/ }).first();
    const [, file = '', line = ''] = /([\w.]+):(\d+)/.exec(await link.innerText()) ?? [];
    await link.click();
    await window.page.locator('.tab.active', { hasText: file }).waitFor();
    await waitFor(async () => (await window.cursorLine()) === Number(line), `the cursor is not in line ${line}`);
  });

  it('measures what mattered by leaving out sections, and keeps the result when the same evidence is ranked again', async () => {
    const view = panel.locator('dwc-attention-view');
    await view.locator('.honesty').getByRole('button', { name: 'Does it matter?' }).click();
    await view.getByRole('radio', { name: 'Section by section' }).click();
    await view.getByRole('button', { name: 'Leave out each section' }).click();
    const measured = view.getByText(/All \d sections measured/);
    await measured.waitFor();
    const rankAgain = panel.locator('vscode-button.ask', { hasText: 'Rank again' });
    await rankAgain.click();
    await rankAgain.waitFor();
    await measured.waitFor();
    await window.picture('flow-5-deletion');
  });

  it('offers the exact prompt to read, without a model', async () => {
    // The narrow panel has an icon with this name, as it is beside the file.
    const name = 'See the exact prompt';
    await panel.locator(`vscode-button[title="${name}"], vscode-button:has-text("${name}")`).first().click();
    await window.page.locator('.tab.active', { hasText: /prompt/i }).waitFor();
    await waitFor(async () => /RELEVANT CODE/.test(await window.copyEditor()), 'the prompt is not in the editor');
    await window.picture('flow-4-prompt');
  });

  it('reads the value of each name by a run of the test, in the source that its runner translates', async () => {
    await panel.locator('.run-offers').getByRole('button', { name: 'See the values' }).click();
    const values = panel.locator('.run-line', { hasText: /values where it fails: `?orders`? is undefined at OrderHistory\.tsx:47/ });
    await values.waitFor({ timeout: EXPERIMENT });
  });

  it('reappears after a reload of the window', async () => {
    await window.reload();
    panel = await window.webview('panel');
    await panel.getByRole('heading', { level: 1, name: /Cannot read properties of undefined/ }).waitFor();
    await panel.locator('article[data-rank="1"]').waitFor();
  });

  it("shows the help of each view by VS Code's key for it, without VS Code's own, and gives the focus back", async () => {
    await window.page.locator('.activitybar [aria-label^="Debug with Context"]').first().click();
    for (const view of [panel, await window.webview('sidebar')]) {
      await view.locator('body').click({ position: { x: 2, y: 2 } });
      await window.page.keyboard.press('Alt+F1');
      const help = view.getByRole('dialog', { name: 'Keys and screen reader' });
      await help.waitFor();
      assert.equal(await view.evaluate(() => document.activeElement?.id), 'key-help-title');
      await sleep(1000);
      assert.equal(await window.page.locator('.accessible-view').isVisible(), false);
      await window.page.keyboard.press('Escape');
      await help.waitFor({ state: 'hidden' });
      assert.ok(await view.evaluate(() => document.hasFocus()));
    }
  });
});
