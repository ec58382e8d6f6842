import assert from 'node:assert/strict';
import {
  drawing,
  goTo,
  recordToy,
  settle,
  spokenSpot,
  startAttentionBench,
  type AttentionBench,
  type AttentionPage,
} from './support/attentionPage';

const TOKENS = 2048;

describe(`attention view at ${TOKENS} tokens`, function () {
  this.timeout(240_000);
  let bench: AttentionBench;
  let shown: AttentionPage;
  before(async () => {
    bench = await startAttentionBench(await recordToy(TOKENS, { layers: 2, heads: 4, headWidth: 8 }, false));
    shown = await bench.open();
  });
  after(() => bench.stop());

  it('draws every view, scrolls from end to end, and never crashes the page', async () => {
    const { page, faults } = shown;
    let crashed = false;
    page.on('crash', () => (crashed = true));
    for (const view of ['Heads', 'Matrix', 'Model', 'Rollout', 'What it looked at']) {
      await goTo(page, view);
      if (view === 'Heads') await page.getByRole('radio', { name: 'Tokens' }).click();
      await page.locator('.stage').first().focus();
      await page.keyboard.press('End');
      await page.keyboard.press('Home');
      await page.keyboard.press('ArrowDown');
      await settle(page);
      assert.notEqual(await spokenSpot(page), '', view);
    }
    assert.equal(crashed, false);
    assert.deepEqual(faults, []);
  });

  it('keeps only the visible part on the canvas: its size does not grow with the text', async () => {
    const { page } = shown;
    await goTo(page, 'Heads');
    const [height, whole] = await page.evaluate(() => [
      document.querySelector('canvas')!.height,
      document.querySelector<HTMLElement>('.stage-space')!.offsetHeight,
    ]);
    assert.ok(height < 1000);
    assert.ok(whole > TOKENS * 20);
  });

  it('shows the attention of the last token, including targets out of sight', async () => {
    const { page } = shown;
    await goTo(page, 'Heads');
    await page.locator('.stage').focus();
    await page.keyboard.press('End');
    await settle(page);
    assert.match(await spokenSpot(page), /Looks at: .+ %/);
    // A tall drawing is exported as its visible part, not as a picture of 40,000 pixels.
    assert.match(await drawing(page), /<svg [^>]*height="[1-9]\d{2}"/);
  });
});
