import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { root } from '../../scripts/runCommand.mjs';
import { prepareSample } from '../../scripts/sample.mjs';
import { checkWebviewAccess } from './support/checkAccess';
import { openFlowWindow } from './support/flowWindow';
import { waitFor, type VsCodeWindow } from '../support/vscodeWindow';

/** Limit for an experiment of several runs on a busy machine, ms. */
const EXPERIMENT = 240_000;

describe('from red to green by clicks, without a model', function () {
  this.timeout(EXPERIMENT + 30_000);
  let window: VsCodeWindow;
  let panel: Frame;
  let sample: string;
  let source: string;

  before(async function () {
    const folder = join(root, 'out', 'flow');
    sample = join(folder, 'to-green');
    await rm(sample, { recursive: true, force: true });
    await prepareSample({ folder: sample });
    source = await code();
    // On a slow machine a minute may end before the first change that passes; the search ends well before the test's limit.
    window = await openFlowWindow({ folder: sample, settings: { 'debugWithContext.smallFix.seconds': 120 } });
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot(`failed-${this.currentTest.title}`);
  });

  after(async () => window?.close());

  /** The card of a change that passes. */
  const smallChange = () => panel.locator('article[data-rank]', { hasText: /\b(?:With a|A) small change\b/ }).first();

  /** The two files that may hold the change. */
  const code = async (): Promise<string> =>
    (
      await Promise.all(['src/hooks/useOrders.ts', 'src/components/OrderHistory.tsx'].map((file) => readFile(join(sample, file), 'utf8')))
    ).join('');

  /** Clicks a button of the Run block, and waits for its line in the timeline. */
  async function experiment(offer: string, line: RegExp): Promise<void> {
    await panel.locator('.run-offers').getByRole('button', { name: offer }).click();
    await panel.locator('.run-line', { hasText: line }).last().waitFor({ timeout: EXPERIMENT });
    await panel.locator('.running').waitFor({ state: 'detached', timeout: EXPERIMENT });
  }

  it('takes the command of the failure from the terminal, and runs nothing yet', async () => {
    await window.runInTerminal('npm test -- OrderHistory', /\(transform /);
    await window.page.locator('.xterm').first().click();
    await window.page.keyboard.press('Control+Alt+d');
    panel = await window.webview('panel');
    await panel.locator('article[data-rank="1"]').waitFor();
    await window.page.getByRole('button', { name: /^Hide Panel/ }).click();
    await panel.locator('.run-command', { hasText: 'npm test' }).waitFor();
    assert.equal(await panel.locator('.run-line').count(), 0);
  });

  it('reproduces the failure with a click', async () => {
    await panel.locator('.run-block').getByRole('button', { name: 'Run', exact: true }).click();
    await panel.locator('.run-line', { hasText: 'fails the same' }).waitFor({ timeout: EXPERIMENT });
  });

  it('shows the value of each name at the point of failure, as the result of the run and beside the frame', async () => {
    await experiment('See the values', /values where it fails: `?orders`? is undefined at OrderHistory\.tsx:47/);
    await panel.locator('#piece-error-head .fold-button').first().click();
    await panel.locator('.frame-value', { hasText: 'orders undefined' }).first().waitFor();
    await window.picture('flow-6-values');
  });

  it('follows the value to the line where it first goes wrong, in the panel and behind the code', async () => {
    await panel.locator('.run-offers').getByRole('button', { name: 'Follow a value…' }).click();
    const choice = window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'orders' }).first();
    await choice.waitFor();
    await choice.click();
    const diverges = panel.locator('.hops tr[data-diverges]');
    await diverges.waitFor({ timeout: EXPERIMENT });
    assert.match(await diverges.innerText(), /useOrders\.ts:\d+/);
    await diverges.locator('.file-link').click();
    await window.page.locator('.tab.active', { hasText: 'useOrders.ts' }).waitFor();
    await waitFor(async () => (await behindLines(window)).includes('first goes wrong here'), 'no line says where it goes wrong');
    await window.picture('flow-7-followed');
    await window.page.keyboard.press('Escape');
    await waitFor(async () => !(await behindLines(window)).includes('first goes wrong here'), 'Escape leaves the marks');
  });

  it('finds small changes that make it pass, and writes nothing', async () => {
    // The search goes on after the first change that passes; the person need not wait for its end.
    const stop = panel.locator('.running').getByRole('button', { name: /^Stop and show/ });
    void stop.click({ timeout: EXPERIMENT }).catch(() => {});
    await experiment('Look for a small fix', /small changes? tried/);
    const card = smallChange();
    await card.waitFor();
    assert.match(await card.innerText(), /passes, 2 of 2; failed before/);
    assert.doesNotMatch(await card.innerText(), /\bfixed\b/i);
    assert.equal(await code(), source);
    await card.scrollIntoViewIfNeeded();
    await window.picture('flow-8-small-fix');
    await checkWebviewAccess(panel, 'a small fix');
  });

  it('applies the change, runs the command automatically, and is green', async () => {
    await smallChange()
      .getByRole('button', { name: /^Apply: (?:useOrders\.ts|OrderHistory\.tsx)$/ })
      .click();
    await panel.locator('.run-line', { hasText: /as it is: passes/ }).waitFor({ timeout: EXPERIMENT });
    assert.notEqual(await code(), source);
    await window.picture('flow-9-green');
  });

  it('undoes it byte for byte, and finds the change that broke it', async () => {
    await smallChange().getByRole('button', { name: 'Undo', exact: true }).click();
    await waitFor(async () => (await code()) === source, 'the file is not as it was');
    // The command runs again by itself, after the project's own check.
    await panel.locator('.run-line', { hasText: 'fails the same' }).nth(1).waitFor({ timeout: EXPERIMENT });
    await panel.locator('.running').waitFor({ state: 'detached', timeout: EXPERIMENT });
    await experiment('What broke it?', /what broke it: .*without it 2 of 2 pass/);
    await window.picture('flow-10-what-broke-it');
    await panel.locator('.run-line').getByRole('button', { name: 'Undo this change' }).click();
    await panel
      .locator('.run-line', { hasText: /as it is: passes/ })
      .nth(1)
      .waitFor({ timeout: EXPERIMENT });
  });
});

/** The marks behind the lines of the active editor: VS Code draws them as content of style rules. */
function behindLines(window: VsCodeWindow): Promise<string> {
  return window.page.evaluate(() =>
    [...document.querySelectorAll('.editor-group-container.active .view-line span')]
      .map((span) => getComputedStyle(span, '::after').content)
      .join('\n')
      .replaceAll('\u00a0', ' '),
  );
}
