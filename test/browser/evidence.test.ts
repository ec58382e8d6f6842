import assert from 'node:assert/strict';
import { evidence, investigation, panelState } from './states/factories';
import { states } from './states/states';
import { checkAccess } from './support/checkAccess';
import { panelSuite } from './support/panelSuite';

describe('the evidence', function () {
  const suite = panelSuite();
  const { open, lastCall } = suite;

  it('opens a snippet to its code, with the lines of the evidence marked and folded ones that can be restored', async () => {
    const page = await open('idle');
    await page
      .getByRole('button', { name: /useOrders\.ts 34–48/ })
      .first()
      .click();
    assert.equal(await page.locator('.code-line[data-focus]').count(), 1);
    assert.match((await page.locator('.code-line[data-focus]').textContent()) ?? '', /36.*useState/s);
    await page.getByRole('button', { name: '6 lines left out: put back' }).click();
    assert.deepEqual(await lastCall(), { method: 'unfoldSnippet', params: { id: 'hook', startLine: 41, endLine: 46 } });
  });

  it('shows the details of an error in one line, opens the rest, and counts what is not listed', async () => {
    const page = await open('leftOut');
    await page.getByRole('button', { name: /found: Error and trace/ }).click();
    const errors = page.locator('.errors');
    const details = errors.getByRole('button', { name: /with errno: -2 and 3 more lines/ });
    assert.equal(await errors.getByText("path: 'orders.json'").count(), 0);
    await details.click();
    assert.equal(await details.getAttribute('aria-expanded'), 'true');
    await errors.getByText("path: 'orders.json'").waitFor();
    await errors.getByText("with code: 'ECONNREFUSED'").waitFor();
    await errors.getByText('seen 1,200 times').waitFor();
    await errors.getByText('4,000 more frames are not listed.').waitFor();
    await errors.getByText('3,400 more errors of the middle of the output are not listed.').waitFor();
    await checkAccess(page, { what: 'errors', part: '.evidence', evenMinor: true });
    await details.click();
    assert.equal(await errors.getByText("path: 'orders.json'").count(), 0);
  });

  it('edits a snippet in place and keeps the file', async () => {
    const page = await open('idle');
    await page.getByRole('button', { name: 'Edit OrderHistory.tsx 41–57' }).click();
    const field = page.getByLabel('Text of OrderHistory.tsx 41–57 in the prompt');
    await field.waitFor();
    await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
    await field.fill('only this line');
    await field.press('Control+Enter');
    assert.deepEqual(await lastCall(), { method: 'editSnippet', params: { id: 'history', text: 'only this line' } });
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Edit OrderHistory.tsx 41–57');
  });

  it('keeps a snippet under edit when a new state arrives and over a reload', async () => {
    const page = await open('idle');
    await page.getByRole('button', { name: 'Edit OrderHistory.tsx 41–57' }).click();
    await page.getByLabel('Text of OrderHistory.tsx 41–57 in the prompt').fill('half a thought');
    await suite.panel.send(panelState({ investigation: investigation({ evidence: evidence({ tokens: 1900 }) }) }));
    assert.equal(await page.getByLabel('Text of OrderHistory.tsx 41–57 in the prompt').inputValue(), 'half a thought');
    const memory = await suite.panel.memory();
    assert.equal(memory['investigation'], 'inv-1');
    await suite.panel.close();
    const again = await open('idle', { memory });
    assert.equal(await again.getByLabel('Text of OrderHistory.tsx 41–57 in the prompt').inputValue(), 'half a thought');
  });

  it('moves through the rows by arrows, leaves one out by Delete, and gives the focus to the next', async () => {
    const page = await open('idle');
    await page.locator('.snippets [data-item]').first().focus();
    await page.keyboard.press('ArrowDown');
    assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ''), /useOrders/);
    await page.keyboard.press('ArrowRight');
    assert.match(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''), /Edit useOrders/);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Delete');
    assert.deepEqual(await lastCall(), { method: 'remove', params: { key: 'hook' } });
    const without = evidence();
    without.snippets = without.snippets.filter(({ id }) => id !== 'hook');
    without.removed = [{ key: 'hook', label: 'useOrders.ts 34–48' }];
    await suite.panel.send(panelState({ investigation: investigation({ evidence: without }) }));
    await page.waitForFunction(() => document.activeElement !== document.body);
    assert.match(await page.evaluate(() => document.activeElement?.closest('.snippet')?.textContent ?? ''), /getOrders/);
    await page.getByRole('button', { name: /1 part left out/ }).click();
    await page.getByRole('button', { name: 'Put back useOrders.ts 34–48' }).click();
    assert.deepEqual(await lastCall(), { method: 'restore', params: { key: 'hook' } });
  });

  it('gives the focus to the next row where one goes at the very moment that it got the focus', async () => {
    const page = await open('idle');
    const without = evidence();
    without.snippets = without.snippets.filter(({ id }) => id !== 'hook');
    await page.evaluate(
      (params) => {
        const rows = document.querySelectorAll<HTMLElement>('.snippets .fold-button');
        rows[0]!.focus();
        rows[1]!.focus();
        // At once, before any timer: a message of the host would be a task of its own.
        window.dispatchEvent(new MessageEvent('message', { data: { kind: 'call', id: 1_000, method: 'state', params } }));
      },
      panelState({ investigation: investigation({ evidence: without }) }) as unknown,
    );
    await page.waitForFunction(() => document.activeElement !== document.body);
    assert.match(await page.evaluate(() => document.activeElement?.closest('.snippet')?.textContent ?? ''), /getOrders/);
  });

  it('adds a reference, and says in place if it names nothing', async () => {
    const page = await open('idle', { replies: { addReference: 'src/nowhere.ts does not exist in this workspace.' } });
    const field = page.getByLabel('Add a file or lines');
    await field.fill('@src/nowhere.ts:1-9');
    await field.press('Enter');
    await page.getByText('src/nowhere.ts does not exist in this workspace.').waitFor();
    assert.deepEqual(await lastCall(), { method: 'addReference', params: { reference: '@src/nowhere.ts:1-9' } });
    assert.equal(await field.inputValue(), '@src/nowhere.ts:1-9');
    await page.getByRole('button', { name: 'Add selection' }).click();
    assert.equal((await lastCall())?.method, 'addSelection');
  });

  it('completes files and symbols after an @, by keyboard and mouse, and adds the named one', async () => {
    const items = [
      { label: 'orders.ts', detail: 'src/api/orders.ts', reference: '@src/api/orders.ts' },
      { label: 'getOrders', detail: 'src/api/getOrders.ts:7-9', reference: '@src/api/getOrders.ts:7-9' },
    ];
    const page = await open('idle', { replies: { completeReference: items } });
    const field = page.getByLabel('I expected');
    await field.click();
    await page.keyboard.type('the list of @ord');
    const list = page.getByRole('listbox', { name: 'Files and symbols' });
    await list.waitFor();
    assert.equal(await field.getAttribute('aria-controls'), await list.getAttribute('id'));
    await page.keyboard.press('ArrowDown');
    const active = await field.getAttribute('aria-activedescendant');
    assert.match(await page.locator(`[id="${active}"]`).innerText(), /^getOrders/);
    await page.keyboard.press('Enter');
    assert.equal(await field.inputValue(), 'the list of @src/api/getOrders.ts:7-9 ');
    assert.equal(await list.count(), 0);
    const calls = await suite.panel.calls();
    assert.ok(calls.some(({ method, params }) => method === 'addReference' && JSON.stringify(params).includes('getOrders.ts:7-9')));

    const add = page.getByLabel('Add a file or lines');
    await add.click();
    await page.keyboard.type('@ord');
    await list.getByRole('option', { name: /^orders\.ts/ }).click();
    assert.equal(await add.inputValue(), '@src/api/orders.ts');
    await page.keyboard.type(' @ord');
    await list.waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await list.count(), 0);
  });

  it('adds left-out code to the prompt with one click', async () => {
    const page = await open('overBudget');
    await page.getByRole('button', { name: /^Left out as less likely/ }).click();
    await page
      .getByRole('button', { name: /^Add .* to the prompt$/ })
      .first()
      .click();
    assert.equal((await suite.panel.calls()).at(-1)?.method, 'unfoldSnippet');
  });

  it('accepts an expectation, and never loses it to a state that arrives meanwhile', async () => {
    const page = await open('idle');
    const field = page.getByLabel('I expected');
    await field.pressSequentially('two orders');
    await suite.panel.send(panelState({ investigation: investigation({ evidence: evidence({ tokens: 2000 }) }) }));
    assert.equal(await field.inputValue(), 'two orders');
    await field.pressSequentially(' in the list');
    await field.blur();
    assert.deepEqual(await lastCall(), { method: 'setExpectation', params: { expected: 'two orders in the list', actual: '' } });
    await suite.panel.send(panelState({ investigation: investigation({ evidence: evidence({ expected: 'two orders in the list' }) }) }));
    await suite.panel.send(panelState({ investigation: investigation({ evidence: evidence({ expected: 'changed by the host' }) }) }));
    assert.equal(await field.inputValue(), 'changed by the host');
  });

  it('keeps the form, the focus and the typed text while the evidence is collected again', async () => {
    const page = await open('idle');
    await page.getByLabel('I expected').click();
    await page.keyboard.type('two orders');
    await page.keyboard.press('Tab');
    await suite.panel.send(
      panelState({ investigation: investigation({ evidence: evidence({ collecting: true, progress: 'Reading code…' }) }) }),
    );
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'actual');
    await page.keyboard.type('a blank page 1');
    const said = evidence({ expected: 'two orders', expectationSource: 'person' });
    await suite.panel.send(panelState({ investigation: investigation({ evidence: said }) }));
    await page.keyboard.type('2 ea');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'actual');
    assert.equal(await page.getByLabel('instead').inputValue(), 'a blank page 12 ea');
    assert.equal(await page.getByLabel('I expected').inputValue(), 'two orders');
    await page.keyboard.press('Control+Enter');
    const actual = 'a blank page 12 ea';
    assert.deepEqual((await suite.panel.calls()).slice(-2), [
      { method: 'setExpectation', params: { expected: 'two orders', actual } },
      { method: 'ask', params: {} },
    ]);
  });

  it('keeps earlier evidence, open folds and scroll position while it is collected again', async () => {
    const page = await open('long', { height: 500 });
    await page
      .getByRole('button', { name: /Error and trace/ })
      .first()
      .click();
    await page.locator('.evidence').evaluate((part) => part.scrollTo(0, 240));
    const { investigation: shown } = states['long']!;
    await suite.panel.send({ ...states['long']!, investigation: { ...shown!, evidence: { ...shown!.evidence, collecting: true } } });
    assert.equal(await page.locator('.frame').count(), 12);
    assert.equal(await page.locator('.evidence').evaluate((part) => part.scrollTop), 240);
    assert.equal(await page.locator('.evidence').getAttribute('aria-busy'), 'true');
    await page.getByText('updating…').waitFor();
    assert.equal(await page.getByRole('button', { name: /^Ask/ }).isDisabled(), false);
  });

  it('lets the person pick the file of an ambiguous frame', async () => {
    const page = await open('ambiguous');
    await page.getByRole('button', { name: 'packages/admin/src/components/OrderHistory.tsx' }).click();
    assert.deepEqual(await lastCall(), {
      method: 'chooseFile',
      params: { frame: 0, file: 'packages/admin/src/components/OrderHistory.tsx' },
    });
  });

  it('keeps and replaces secrets', async () => {
    const page = await open('secrets');
    await page.getByRole('button', { name: /2 secrets replaced/ }).click();
    await page.getByRole('button', { name: 'Not a secret: GitHub token' }).click();
    assert.deepEqual(await lastCall(), { method: 'keepSecret', params: { fingerprint: 'a'.repeat(64), keep: true } });
    await page.getByRole('button', { name: 'Replace again: AWS access key' }).click();
    assert.deepEqual(await lastCall(), { method: 'keepSecret', params: { fingerprint: 'c'.repeat(64), keep: false } });
  });

  it('shows the tokens by section and what was cut', async () => {
    const page = await open('overBudget');
    await page.getByRole('button', { name: /9,120 of 8,000 tokens/ }).click();
    await page.getByRole('row', { name: /Code 5,812/ }).waitFor();
    await page.getByText('Three changes outside the call chain are left out.').waitFor();
    await page.getByRole('button', { name: 'Left out as less likely (2)' }).click();
    assert.equal(await page.getByRole('list', { name: 'Code left out as less likely' }).getByRole('listitem').count(), 2);
  });

  it('opens a frame in the editor', async () => {
    const page = await open('idle');
    await page
      .getByRole('button', { name: /Error and trace/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Open src/pages/AccountPage.tsx:22' }).click();
    assert.deepEqual(await lastCall(), { method: 'openLocation', params: { file: 'src/pages/AccountPage.tsx', line: 22 } });
    await page.getByText('changed since the trace').waitFor();
  });

  it('stays folded with 500 frames, 40 snippets and values of megabytes', async () => {
    const page = await open('long');
    assert.ok((await page.locator('*').count()) < 1500, 'what is folded is drawn');
    await page
      .getByRole('button', { name: /Error and trace/ })
      .first()
      .click();
    assert.equal(await page.locator('.frame').count(), 12);
    await page.getByRole('button', { name: 'Show 100 more of 500 frames' }).click();
    assert.equal(await page.locator('.frame').count(), 112);
    await page
      .getByRole('button', { name: /Values where it fails/ })
      .first()
      .click();
    const value = page.locator('.values .long-text').first();
    assert.ok(((await value.textContent()) ?? '').length < 400);
    await page.getByRole('button', { name: 'Show more of the value of state' }).click();
    assert.ok(((await value.textContent()) ?? '').length < 30_000);
  });
});
