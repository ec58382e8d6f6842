import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { hostileState, states } from './states/states';
import { checkAccess } from './support/checkAccess';
import { panelSuite } from './support/panelSuite';

describe('asking, home and keys', function () {
  const suite = panelSuite();
  const { open, lastCall } = suite;
  const methods = async () => (await suite.panel.calls()).map(({ method }) => method);

  it('asks by button and by key, also from a field; cancels by Escape', async () => {
    const page = await open('idle');
    await page.getByRole('button', { name: /^Ask gpt-4o/ }).click();
    await page.keyboard.press('Control+Enter');
    await page.getByLabel('I expected').focus();
    await page.keyboard.press('Control+Enter');
    assert.deepEqual(await methods(), ['ask', 'ask', 'ask']);
    await suite.panel.send(states['streaming']!);
    await page.locator('h1').focus();
    await page.keyboard.press('Escape');
    assert.equal((await lastCall())?.method, 'cancel');
    await page.getByRole('button', { name: /^Cancel/ }).click();
    assert.deepEqual((await methods()).slice(3), ['cancel', 'cancel']);
  });

  it('goes to hypotheses, evidence and attention by key, and ignores these keys while the person types', async () => {
    const page = await open('done');
    const focused = () =>
      page.evaluate(
        () =>
          document.activeElement?.id ||
          document.activeElement?.getAttribute('aria-labelledby') ||
          document.activeElement?.textContent?.trim(),
      );
    await page.keyboard.press('2');
    assert.equal(await focused(), 'hypothesis-m2');
    await page.keyboard.press('ArrowDown');
    assert.equal(await focused(), 'hypothesis-m3');
    await page.keyboard.press('e');
    await page.waitForFunction(() => document.activeElement?.id === 'evidence-title');
    await page.keyboard.press('a');
    await page.waitForFunction(() => document.activeElement?.textContent?.includes('Attention'));
    assert.equal(await page.locator('.suspects').count(), 1);
    await page.getByLabel('I expected').focus();
    await page.keyboard.type('1 ea');
    assert.equal(await page.getByLabel('I expected').inputValue(), '1 ea');
  });

  it('opens the help of a view by key and from its menu, tells only what works there, and gives the focus back', async () => {
    const page = await open('done');
    const help = page.getByRole('dialog', { name: 'Keys and screen reader' });
    await page.locator('h1').focus();
    await page.keyboard.press('?');
    await help.getByText('the hypothesis of that rank').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'key-help-title');
    await checkAccess(page, { what: 'the help', evenMinor: true });
    await page.keyboard.press('2');
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1');
    assert.deepEqual(await methods(), []);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: /Keys and screen reader/ }).click();
    await help.waitFor();
    await help.getByRole('button', { name: 'Close the help' }).click();
    await page.getByLabel('I expected').focus();
    await page.keyboard.type('why?');
    assert.equal(await help.count(), 0);
    await suite.panel.close();

    const start = await open('home');
    await start.getByRole('button', { name: 'Keys and screen reader' }).click();
    await start.getByRole('heading', { name: 'Everywhere' }).waitFor();
    assert.equal(await start.getByText('the hypothesis of that rank').count(), 0);
  });

  it('opens the folded evidence in one column', async () => {
    const page = await open('idle', { width: 320 });
    assert.equal(await page.locator('.pieces').count(), 0);
    await page.keyboard.press('e');
    await page.locator('.pieces').waitFor();
  });

  it('chooses the model to ask, by mouse and by keyboard', async () => {
    const page = await open('idle');
    await page.getByRole('button', { name: /Choose a model to ask/ }).click();
    await page.getByRole('menuitemradio', { name: /qwen2.5-coder/ }).click();
    assert.deepEqual(await lastCall(), { method: 'chooseProvider', params: { id: 'ollama' } });
    await page.getByRole('button', { name: /Choose a model to ask/ }).press('Enter');
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-checked') === 'true');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    assert.deepEqual(await lastCall(), { method: 'chooseProvider', params: { id: 'local' } });
    await page.getByRole('button', { name: 'More actions' }).press('ArrowDown');
    await page.keyboard.press('Escape');
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'More actions');
    const all = await methods();
    assert.equal(all[0], 'detectServers');
    assert.deepEqual(
      all.filter((method) => method !== 'detectServers'),
      ['chooseProvider', 'chooseProvider'],
    );
  });

  it('says beside the button why a picked model is not accepted', async () => {
    const page = await open('local', { replies: { chooseProvider: 'Ollama does not answer on its port. Start it, or choose another.' } });
    await page.getByRole('button', { name: /Choose a model to ask/ }).click();
    await page.getByRole('menuitemradio', { name: /qwen2.5-coder/ }).click();
    await page.locator('.ask-bar').getByText('Ollama does not answer on its port.').waitFor();
  });

  it('accepts another server by address, model and key, and keeps the form until it answers', async () => {
    const refusal = 'The server at localhost:8080 does not know this key.';
    const page = await open('local', { replies: { addServer: refusal } });
    await page.getByRole('button', { name: /Choose a model to ask/ }).click();
    await page.getByRole('menuitem', { name: /Another server/ }).click();
    await page.waitForFunction(() => document.activeElement?.id === 'server-address');
    await page.keyboard.press('Enter');
    await page.getByText('A server needs an address and the name of a model.').waitFor();
    await page.keyboard.type('http://localhost:8080/v1');
    await page.getByLabel('Model', { exact: true }).fill('qwen3');
    await page.getByLabel('Key').fill('sk-1');
    await page.keyboard.press('Enter');
    await page.getByText(refusal).waitFor();
    const params = { baseUrl: 'http://localhost:8080/v1', model: 'qwen3', key: 'sk-1' };
    assert.deepEqual(await lastCall(), { method: 'addServer', params });
    assert.ok(!JSON.stringify(await suite.panel.memory()).includes('sk-1'), 'the key is in the view’s memory');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.server-form').count(), 0);
  });

  it('picks another failure of the same output', async () => {
    const page = await open('severalFailures');
    await page.getByRole('button', { name: /3 failures in this output/ }).click();
    await page.getByRole('menuitemradio', { name: 'TypeError: fetch failed' }).click();
    assert.deepEqual(await lastCall(), { method: 'pickFailure', params: { index: 2 } });
  });

  it('copies and shows the prompt', async () => {
    const page = await open('idle');
    await page.getByRole('button', { name: 'Copy prompt' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    await page.getByRole('button', { name: 'See the exact prompt' }).click();
    assert.deepEqual(await methods(), ['copyPrompt', 'showPrompt']);
  });

  it('counts down until asking again makes sense', async () => {
    const page = await open('rateLimited');
    const ask = page.getByRole('button', { name: /Ask again in 42 s/ });
    assert.equal(await ask.isDisabled(), true);
    await page.keyboard.press('Control+Enter');
    assert.deepEqual(await methods(), []);
  });

  it('neither asks nor applies in a workspace that is not trusted', async () => {
    const page = await open('untrusted');
    assert.equal(await page.getByRole('button', { name: /^Ask gpt-4o/ }).isDisabled(), true);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Manage trust' }).click();
    assert.deepEqual(await suite.panel.calls(), [{ method: 'runAction', params: { action: 'trust' } }]);
  });

  it("offers a fix for a provider's problem", async () => {
    const page = await open('noKey');
    await page.getByRole('button', { name: 'Set key' }).click();
    assert.deepEqual(await lastCall(), { method: 'runAction', params: { action: 'setKey' } });
  });

  it('accepts a pasted failure, keeps it when the host refuses, and holds a very long one', async () => {
    const page = await open('empty', {
      mode: 'sidebar',
      width: 300,
      replies: { pasteFailure: '!The text holds no error. Paste the whole output.' },
    });
    const field = page.getByLabel('An error, a stack trace or the output of a test');
    await field.fill('Error: x');
    await field.press('Control+Enter');
    await page.getByText('The text holds no error. Paste the whole output.').waitFor();
    assert.equal(await field.inputValue(), 'Error: x');
    await field.evaluate((element) => {
      const data = new DataTransfer();
      data.setData('text/plain', 'x'.repeat(5_000_000));
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    });
    await page.getByText('5.0 million characters pasted').waitFor();
    await page.getByRole('button', { name: 'Debug with context' }).click();
    assert.equal(String((await lastCall())?.params['text']).length, 5_000_000);
  });

  it('offers the clipboard, recent failures and investigations', async () => {
    const page = await open('homeClipboard', { mode: 'sidebar', width: 300 });
    await page.getByRole('button', { name: 'Debug the trace on the clipboard' }).click();
    await page.getByRole('list', { name: 'Recent failures' }).getByRole('button').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.deepEqual(await lastCall(), { method: 'openFailure', params: { id: 'f2' } });
    await page.getByRole('button', { name: '1 earlier' }).click();
    await page.getByRole('button', { name: /given up: TypeError/ }).click();
    assert.deepEqual(await lastCall(), { method: 'openInvestigation', params: { id: 'inv-0' } });
    await page.getByRole('button', { name: /fixed: AssertionError/ }).focus();
    await page.keyboard.press('Delete');
    assert.deepEqual(await lastCall(), { method: 'deleteInvestigation', params: { id: 'inv-2' } });
  });

  it('says how many older investigations are not listed, and asks for more of them', async () => {
    const page = await open('homeOlder', { mode: 'sidebar', width: 300 });
    await page.getByText('9,900 older ones not listed.').waitFor();
    await page.getByRole('button', { name: 'Show more' }).click();
    assert.deepEqual(await lastCall(), { method: 'showOlder', params: {} });
  });

  it('asks the host to restore a deleted investigation at a click on Undo', async () => {
    const page = await open('homeDeleted', { mode: 'sidebar', width: 300 });
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    assert.deepEqual(await lastCall(), { method: 'undoDelete', params: {} });
  });

  it('empties the paste box as soon as the failure is read, and keeps a text without a failure', async () => {
    const refusal = 'The pasted text contains no error or stack trace.';
    const page = await open('empty', { mode: 'sidebar', width: 300, replies: { pasteFailure: refusal } });
    const field = page.getByLabel('An error, a stack trace or the output of a test');
    await field.fill('all is well');
    await field.press('Control+Enter');
    await page.waitForTimeout(100);
    assert.equal(await field.inputValue(), 'all is well');
    await suite.panel.close();
    const again = await open('empty', { mode: 'sidebar', width: 300 });
    await again.getByLabel('An error, a stack trace or the output of a test').fill('Error: x');
    await again.keyboard.press('Control+Enter');
    await again.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('#paste')?.value === '');
  });

  it('shows an investigation in the sidebar if it opens there, with a way back', async () => {
    await suite.show({ ...states['idle']!, openIn: 'sidebar' }, { mode: 'sidebar', width: 300 });
    await suite.panel.page.getByRole('button', { name: 'All investigations' }).click();
    assert.equal((await lastCall())?.method, 'showHome');
  });

  it('shows a refusal by the host in place', async () => {
    const page = await open('done', { replies: { openLocation: '!useOrders.ts is gone. Run the program again.' } });
    await page.getByRole('button', { name: 'Open src/hooks/useOrders.ts:36' }).first().click();
    await page.getByText('useOrders.ts is gone. Run the program again.').waitFor();
    await page.getByRole('button', { name: 'Close the message' }).click();
    assert.equal(await page.getByText('useOrders.ts is gone.').count(), 0);
  });

  it('keeps the card in view whose link was used when the panel becomes narrow beside the opened line', async () => {
    const page = await open('ran', { width: 1000, height: 500 });
    await page.locator('article[data-rank="1"] .file-link').first().click();
    await page.setViewportSize({ width: 480, height: 500 });
    await page.waitForSelector('[data-layout="narrow"]');
    await page.waitForFunction(() => {
      const { top = -1, bottom = Infinity } = document.activeElement?.getBoundingClientRect() ?? {};
      return document.activeElement?.classList.contains('file-link') && top > 100 && bottom < 480;
    });
  });

  it('puts the focus where the host requests it', async () => {
    const page = await open('done');
    await suite.panel.tell('focus', { target: 'expected' });
    await page.waitForFunction(() => document.activeElement?.id === 'expected');
    await suite.panel.tell('focus', { target: 'hypothesis:3' });
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-rank')), '3');
    await suite.panel.tell('focus', { target: 'nowhere' });
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-rank')), '3');
  });

  const abstained = { readAttention: { phase: 'abstained', message: 'The text names no frame.' } };
  const heights = (page: Page) =>
    page.evaluate(() => ['.evidence', '.hypotheses'].map((part) => document.querySelector(part)!.getBoundingClientRect().height));

  for (const [width, height] of [
    [960, 800],
    [700, 480],
  ] as const) {
    it(`opens the attention below without taking height from evidence and cards (${width} × ${height})`, async () => {
      const page = await open('done', { width, height, replies: abstained });
      const before = await heights(page);
      await page.keyboard.press('a');
      await page.getByText('The text names no frame.').waitFor();
      assert.deepEqual(await heights(page), before);
      assert.ok(
        before.every((part) => part > 150),
        before.join(),
      );
      const top = await page.locator('.attention').evaluate((part) => part.getBoundingClientRect().top);
      assert.ok(top < height * 0.75, `the attention begins at ${top} of ${height} px`);
    });
  }

  it('keeps the height that the person sets for the columns above the attention, by keyboard and mouse', async () => {
    const page = await open('done', { replies: abstained });
    const [before = 0] = await heights(page);
    await page.keyboard.press('a');
    const line = page.getByRole('separator', { name: 'Height of evidence and hypotheses' });
    await line.focus();
    for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowUp');
    const [smaller = 0] = await heights(page);
    assert.ok(smaller < before * 0.8, `${smaller} of ${before} px`);
    assert.equal(await line.getAttribute('aria-valuenow'), '70');
    await page.locator('main').evaluate((body) => body.scrollTo(0, 0));
    const box = (await line.boundingBox())!;
    await page.mouse.move(box.x + 80, box.y + 2);
    await page.mouse.down();
    await page.mouse.move(box.x + 80, box.y - 98, { steps: 4 });
    await page.mouse.up();
    const [smallest = 0] = await heights(page);
    assert.ok(Math.abs(smaller - smallest - 100) < 8, `${smaller} → ${smallest} px`);
    const memory = await suite.panel.memory();
    await suite.panel.close();
    const again = await open('done', { memory, replies: abstained });
    await again.getByText('The text names no frame.').waitFor();
    assert.deepEqual((await heights(again))[0], smallest);
    await again.getByRole('separator').dblclick();
    assert.equal((await heights(again))[0], before);
  });

  it('restores its position in the attention when the page comes back', async () => {
    const page = await open('long', { height: 500, replies: abstained });
    await page.keyboard.press('a');
    await page.getByText('The text names no frame.').waitFor();
    await page.locator('main').evaluate((body) => body.scrollTo(0, 170));
    await page.waitForTimeout(100);
    const memory = await suite.panel.memory();
    await suite.panel.close();
    const again = await open('long', { height: 500, memory, replies: abstained });
    await again.waitForFunction(() => document.querySelector('main')?.scrollTop === 170);
  });

  it('restores its position after a reload', async () => {
    const page = await open('long', { height: 400 });
    await page.keyboard.press('Shift');
    await page.locator('.evidence').evaluate((part) => part.scrollTo(0, 120));
    await page.waitForTimeout(100);
    const memory = await suite.panel.memory();
    await suite.panel.close();
    const again = await open('long', { height: 400, memory });
    await again.waitForFunction(() => document.querySelector('.evidence')?.scrollTop === 120);
  });

  for (const mode of ['panel', 'sidebar'] as const) {
    it(`shows hostile text as text (${mode})`, async () => {
      await suite.show(hostileState, { mode });
      const { page } = suite.panel;
      await page.evaluate(async () => {
        for (let step = 0; step < 40; step++) {
          const closed = [...document.querySelectorAll<HTMLElement>('[aria-expanded="false"]:not(.menu-button)')];
          for (const button of closed) button.click();
          await new Promise((resolve) => requestAnimationFrame(resolve));
          if (!closed.length) break;
        }
      });
      await page.waitForTimeout(300);
      assert.deepEqual(suite.panel.faults, []);
      assert.equal(await page.evaluate(() => 'pwned' in window), false);
      const made = () =>
        document.querySelectorAll('dwc-app :is(img, a, iframe, form, input:not(#add-reference), style, script, object, link)').length;
      assert.equal(await page.evaluate(made), 0);
      assert.equal(await page.evaluate(() => /[\u202a-\u202e]/.test(document.body.innerText)), false);
      assert.ok(((await page.locator('body').innerText()).match(/<img src=x/g) ?? []).length > 0);
    });
  }
});
