import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { HypothesisState } from '../../src/protocol/panelState';
import { answer, evidence, investigation, modelHypotheses, panelState } from './states/factories';
import { states, streamSteps } from './states/states';
import { panelSuite } from './support/panelSuite';

describe('the hypotheses', function () {
  const suite = panelSuite();
  const { open, lastCall } = suite;
  const cardTops = (page: Page) =>
    page.locator('.cards .card').evaluateAll((cards) => cards.slice(0, 3).map((card) => card.getBoundingClientRect().top));

  for (const width of [960, 320]) {
    it(`does not move a card while an answer arrives (${width} px)`, async () => {
      await suite.show(streamSteps[0]!, { width });
      const held = await cardTops(suite.panel.page);
      assert.equal(held.length, 3);
      for (const step of streamSteps.slice(1)) {
        await suite.panel.send(step);
        assert.deepEqual(await cardTops(suite.panel.page), held);
      }
      await suite.panel.page.getByRole('button', { name: 'Show all' }).first().click();
      assert.notDeepEqual(await cardTops(suite.panel.page), held);
    });
  }

  it('accepts only the answer, without the whole state', async () => {
    const page = await open('streamingStart');
    await suite.panel.tell('answer', {
      investigation: 'inv-1',
      answer: answer({ phase: 'done', source: 'gpt-4o', hypotheses: modelHypotheses }),
    });
    assert.equal(await page.locator('article').count(), 3);
    await suite.panel.tell('answer', { investigation: 'another', answer: answer({ hypotheses: [] }) });
    assert.equal(await page.locator('article').count(), 3);
  });

  it('shows a cause that nests too deep for Markdown as plain text, and the cards around it', async () => {
    await open('done');
    for (const nested of ['>', '> ', '1. ', '- > ', '- ', '[', '*', '![](']) {
      const rootCause = nested.repeat(4000).slice(0, 4000);
      const [first, ...others] = modelHypotheses;
      const state = panelState({
        investigation: investigation({ answer: answer({ phase: 'done', hypotheses: [{ ...first!, rootCause }, ...others] }) }),
      });
      await suite.panel.send(state);
      assert.equal(await suite.panel.page.locator('article').count(), modelHypotheses.length, nested);
      assert.deepEqual(suite.panel.faults, [], nested);
    }
  });

  it('opens the line of its evidence, shows it on hover and on focus, and strikes out what could not be verified', async () => {
    const page = await open('done');
    const link = page.getByRole('button', { name: 'Open src/hooks/useOrders.ts:36' }).first();
    await link.hover();
    await page.getByRole('tooltip').filter({ hasText: 'cached as Order[]' }).waitFor();
    await page.mouse.move(5, 5);
    await page.getByRole('tooltip').filter({ hasText: 'cached as' }).waitFor({ state: 'hidden' });
    await page.keyboard.press('1');
    await page.keyboard.press('Tab');
    await page.getByRole('tooltip').filter({ hasText: 'cached as Order[]' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('tooltip').filter({ hasText: 'cached as' }).waitFor({ state: 'hidden' });
    await link.click();
    assert.deepEqual(await lastCall(), { method: 'openLocation', params: { file: 'src/hooks/useOrders.ts', line: 36 } });
    assert.equal(await page.locator('s').textContent(), 'orderStore.ts:12');
    await page.getByText('orderStore.ts does not exist in this workspace').waitFor();
  });

  it('hides the fix behind one click, and shows its changes before it is applied', async () => {
    const page = await open('done');
    // The first one's is small, and shown without a click.
    assert.equal(await page.getByRole('button', { name: 'Apply' }).count(), 1);
    const first = page.locator('article[data-rank="1"]');
    assert.deepEqual(
      (await first.locator('.fix .diff-line').allInnerTexts()).map((line) => line[0]),
      ['-', '+', '-', '+'],
    );
    await first.getByRole('button', { name: 'Hide fix' }).click();
    assert.equal(await page.getByRole('button', { name: 'Apply' }).count(), 0);
    await first.getByRole('button', { name: 'Show fix' }).click();
    await first.getByText('Removes the root cause, as the model says.').waitFor();
    await first.getByText('A customer without orders: the cache then holds an empty array.').waitFor();
    await first.getByRole('button', { name: 'Open diff' }).click();
    assert.deepEqual(await lastCall(), { method: 'showFix', params: { id: 'm1' } });
    await first.getByRole('button', { name: 'Apply' }).click();
    assert.deepEqual(await lastCall(), { method: 'applyFix', params: { id: 'm1' } });
  });

  it('does not apply a fix that does not fit', async () => {
    const page = await open('done');
    const second = page.locator('article[data-rank="2"]');
    await second.getByRole('button', { name: 'Show fix' }).click();
    await second.getByText(/The patch does not apply/).waitFor();
    assert.equal(await second.getByRole('button', { name: 'Apply' }).isDisabled(), true);
  });

  it('asks after a fix whether it worked, and takes a description of what happens now', async () => {
    const page = await open('applied');
    await page.getByRole('button', { name: 'It still fails' }).press('Enter');
    await page.waitForFunction(() => document.activeElement?.id === 'result-m1');
    await page.keyboard.insertText('now it says null');
    await page.keyboard.press('Control+Enter');
    assert.deepEqual(await lastCall(), { method: 'reportResult', params: { id: 'm1', worked: false, text: 'now it says null' } });
    await page.getByRole('button', { name: 'It works' }).click();
    assert.deepEqual(await lastCall(), { method: 'reportResult', params: { id: 'm1', worked: true, text: '' } });
  });

  it('does not offer a fix again that did not help and is still in the files', async () => {
    const page = await open('applied');
    const [m1, ...others] = modelHypotheses as [HypothesisState, ...HypothesisState[]];
    const failed = (canUndo: boolean) => {
      const first = { ...m1, fixState: 'failed' as const, fixMessage: 'The same failure again.', canUndo };
      const run = { ...panelState({ investigation: investigation() }).investigation!.run, canTry: true };
      const state = investigation({ run, answer: answer({ phase: 'done', hypotheses: [first, ...others] }) });
      return suite.panel.send(panelState({ investigation: state }));
    };
    const buttons = page.locator('article[data-rank="1"] .fix .button-row').first();
    await failed(true);
    await buttons.getByRole('button', { name: 'Undo' }).waitFor();
    assert.deepEqual(await buttons.getByRole('button').allInnerTexts(), ['Open diff', 'Undo']);
    await failed(false);
    await buttons.getByRole('button', { name: 'Apply' }).waitFor();
  });

  it('accepts verdicts, folds a rejected card and keeps it', async () => {
    const page = await open('done');
    await page.getByRole('button', { name: 'Reject hypothesis 2' }).click();
    assert.deepEqual(await lastCall(), { method: 'verdict', params: { id: 'm2', verdict: 'rejected' } });
    const [m1, m2, m3] = modelHypotheses as [HypothesisState, HypothesisState, HypothesisState];
    const rejected = [m1, { ...m3, rank: 2 }, { ...m2, rank: 3, folded: 'rejected' as const, verdict: 'rejected' as const }];
    await suite.panel.send(panelState({ investigation: investigation({ answer: answer({ phase: 'done', hypotheses: rejected }) }) }));
    const title = page.getByRole('button', { name: /getOrders returns null for a customer without orders/ });
    assert.equal(await title.getAttribute('aria-expanded'), 'false');
    await title.click();
    await page.getByText('Answer 200 with').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Reject hypothesis 3' }).getAttribute('aria-pressed'), 'true');
  });

  it('names the model of each folded hypothesis of several models, and why it is folded, on one line', async () => {
    const page = await open('threeModels');
    await page.getByRole('button', { name: /qwen2\.5-coder:7b-instruct-q4_K_M repeats one above/ }).waitFor();
    await page.getByRole('button', { name: /gpt-4o-mini like a rejected one/ }).waitFor();
    const folded = page.locator('.card[data-folded]');
    const heights = await folded.evaluateAll((cards) => cards.map((card) => card.getBoundingClientRect().height));
    assert.deepEqual(new Set(heights).size, 1, heights.join(' '));
  });

  it('shows half an answer as cut off, below the complete ones, and without an unstated chance', async () => {
    const page = await open('cancelled');
    const cut = page.getByRole('button', { name: /getOrders returns null for a customer.* cut off/ });
    assert.equal(await cut.getAttribute('aria-expanded'), 'false');
    await cut.click();
    await page.getByText('cut off before it said how sure it is').waitFor();
    assert.equal(await page.getByText(/(^|\s)0 %/).count(), 0);
  });

  it('leads from a confirmed cause to its fix, or to the change that introduced it', async () => {
    const page = await open('rejected');
    const first = page.locator('article[data-rank="1"]');
    await first.getByText('the cause, as you confirmed').waitFor();
    await first.getByRole('button', { name: 'Hide fix' }).click();
    await first.getByRole('button', { name: 'Apply the fix' }).click();
    assert.deepEqual(await lastCall(), { method: 'applyFix', params: { id: 'm1' } });
    const [m1] = modelHypotheses as [HypothesisState];
    const confirmed = [{ ...m1, fix: undefined, fixState: 'none' as const, verdict: 'confirmed' as const }];
    await suite.panel.send(panelState({ investigation: investigation({ answer: answer({ phase: 'done', hypotheses: confirmed }) }) }));
    await first.getByRole('button', { name: 'Undo this change' }).click();
    assert.deepEqual(await lastCall(), { method: 'undoRecentChange', params: { key: 'change-1' } });
    await page.getByRole('button', { name: 'Mark as fixed' }).click();
    assert.deepEqual(await lastCall(), { method: 'setStatus', params: { status: 'fixed' } });
  });

  it('shows the changed lines that a hypothesis blames, and offers to undo and to restore them', async () => {
    const page = await open('idle');
    const [m1] = modelHypotheses as [HypothesisState];
    const blaming = [{ ...m1, fix: undefined, fixState: 'none' as const }];
    const shown = (undone: boolean) => {
      const [change, ...others] = evidence().changes;
      const changes = [{ ...change!, ...(undone && { undone: true as const }) }, ...others];
      const state = investigation({ answer: answer({ phase: 'done', hypotheses: blaming }), evidence: evidence({ changes }) });
      return suite.panel.send(panelState({ investigation: state }));
    };
    await shown(false);
    const block = page.locator('article[data-rank="1"] .change-block');
    assert.equal(await block.locator('[data-kind="removed"]').innerText(), '-  const [orders, setOrders] = useState<Order[]>([]);');
    assert.equal(await block.locator('[data-kind="added"]').count(), 2);
    await block.getByRole('button', { name: 'Undo this change' }).click();
    assert.deepEqual(await lastCall(), { method: 'undoRecentChange', params: { key: 'change-1' } });
    await shown(true);
    await block.getByText('Undone in useOrders.ts.').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.textContent?.trim()), 'Put it back');
    await page.keyboard.press('Enter');
    assert.deepEqual(await lastCall(), { method: 'redoRecentChange', params: { key: 'change-1' } });
  });

  it('calls a guess a guess, and takes the answer to its question in place', async () => {
    const page = await open('guess');
    await page.getByText('This is a guess. One answer would settle it:').waitFor();
    const field = page.getByLabel('Does the failure happen in the running app too, or in the test only?');
    await field.fill('In the app too.');
    await suite.panel.send({ ...states['guess']!, now: '2025-06-18T10:25:00.000Z' });
    assert.equal(await field.inputValue(), 'In the app too.');
    await page.getByRole('button', { name: 'Answer and ask again' }).click();
    assert.deepEqual(await lastCall(), { method: 'answerQuestion', params: { id: 'm3', text: 'In the app too.' } });
  });

  it('asks for nothing while the first ranking is under way', async () => {
    const page = await open('ranking');
    await page.locator('.hypotheses').getByText('ranking the code…').waitFor();
    assert.equal(await page.locator('.skeleton-card').count(), 2);
    assert.equal(await page.getByText('No hypothesis yet').count(), 0);
  });

  it('says at the top what happened, with the next step', async () => {
    const page = await open('failed');
    const said = page.getByText('The server at localhost:11434 does not answer. Start it, or choose another provider.');
    await said.first().waitFor();
    assert.equal(await said.count(), 1, 'a failure of the server is said once');
    await page.getByRole('button', { name: 'Choose another provider' }).click();
    await page.getByRole('menuitemradio', { name: /qwen2.5-coder/ }).click();
    assert.deepEqual(await lastCall(), { method: 'chooseProvider', params: { id: 'ollama' } });
  });

  it('shows the ranked lines below, folded under the attention', async () => {
    const page = await open('idle');
    await page.locator('dwc-attention .fold-button').click();
    await page.locator('.suspect-lines summary').click();
    assert.equal(await page.locator('.suspects li').count(), 4);
    await page.locator('.suspects').getByRole('button', { name: 'Open src/api/getOrders.ts:12' }).click();
    assert.deepEqual(await lastCall(), { method: 'openLocation', params: { file: 'src/api/getOrders.ts', line: 12 } });
  });
});
