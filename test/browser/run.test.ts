import assert from 'node:assert/strict';
import { runRecords } from './states/factories';
import { states } from './states/states';
import { panelSuite } from './support/panelSuite';

describe('running what failed', function () {
  const suite = panelSuite();
  const { open, lastCall } = suite;

  it('shows the command before anything runs, and runs it only on a click', async () => {
    const page = await open('runOffered');
    await page.getByText('npm test -- OrderHistory').waitFor();
    assert.deepEqual(await suite.panel.calls(), []);
    await page.locator('.run-block').getByRole('button', { name: 'Run', exact: true }).click();
    assert.equal((await lastCall())?.method, 'runAgain');
  });

  it('lets the person change the command and its folder, and keeps the draft over a new state', async () => {
    const page = await open('runOffered');
    await page.getByRole('button', { name: 'Change…' }).click();
    const field = page.locator('#run-command');
    await page.waitForFunction(() => document.activeElement?.id === 'run-command');
    await field.fill('npx vitest run -t "empty"');
    await suite.panel.send({ ...states['runOffered']!, now: '2025-06-18T10:25:00.000Z' });
    assert.equal(await field.inputValue(), 'npx vitest run -t "empty"');
    await field.press('Enter');
    const { method, params } = (await lastCall())!;
    assert.deepEqual([method, params['command'], params['folder']], ['setRecipe', 'npx vitest run -t "empty"', 'web']);
  });

  it('takes a command if none is known', async () => {
    const page = await open('idle');
    await page.getByRole('button', { name: 'Name the command that fails…' }).click();
    await page.locator('#run-command').fill('npm test');
    await page.getByRole('button', { name: 'Keep' }).click();
    assert.equal((await lastCall())?.method, 'setRecipe');
  });

  it('shows the current run, compared with the usual time, with Cancel', async () => {
    const page = await open('running');
    await page.getByText('2.0 s of about 3.1 s').waitFor();
    await page.getByText('OrderHistory.test.tsx (2 tests | 1 failed) 412ms').waitFor();
    assert.equal(await page.getByRole('progressbar', { name: 'Running the command' }).getAttribute('aria-valuenow'), '65');
    assert.equal(await page.locator('.run-block').getByRole('button', { name: /^Run/ }).isDisabled(), true);
    await page.locator('.running').getByRole('button', { name: 'Cancel' }).click();
    assert.equal((await lastCall())?.method, 'cancelRun');
  });

  it('offers to end a search once it has found something', async () => {
    const page = await open('lookingForFix');
    await page.getByText('change 23 of at most 90; 1 passes so far').waitFor();
    await page.locator('.running').getByRole('button', { name: 'Stop and show it' }).click();
    assert.equal((await lastCall())?.method, 'finishRun');
    await suite.panel.send(states['lookingForChange']!);
    await page.locator('.running').getByText('running it with 3 of 12 changes').waitFor();
    assert.equal(await page.getByRole('button', { name: /^Stop and show/ }).count(), 0);
  });

  it('keeps a line for every run, with its outcome in words, its reasons behind one click, and its output', async () => {
    const page = await open('ran');
    const lines = await page.locator('.run-line').allInnerTexts();
    assert.equal(lines.length, runRecords.length);
    assert.match(lines[0]!, /as it is: fails the same/);
    assert.match(lines[1]!, /with the fix of hypothesis 1: passes, 2 of 2/);
    assert.match(lines[4]!, /in the terminal: inconclusive/);
    await page.getByRole('button', { name: 'Show the output of this run' }).first().click();
    assert.equal((await lastCall())?.params['id'], 'r1');
    await page.getByRole('button', { name: /with the fix of hypothesis 2/ }).click();
    await page.locator('.run-line').getByText('only the read at line 47 is guarded').waitFor();
  });

  it('tries a fix before it is applied, and shows the proof beside it', async () => {
    const page = await open('ran');
    const first = page.locator('article[data-rank="1"]');
    assert.match(await first.locator('.proof').innerText(), /passes, 2 of 2; failed before; other tests as before\. Nothing was written\./);
    await first.getByRole('button', { name: 'Try again' }).click();
    const { method, params } = (await lastCall())!;
    assert.deepEqual([method, params['id']], ['tryFix', 'm1']);
    assert.match(
      await page.locator('article[data-rank="2"] .proof').innerText(),
      /fails elsewhere[\s\S]*only the read at line 47 is guarded/,
    );
    const third = page.getByRole('button', { name: /disproved by a run/ });
    assert.equal(await third.getAttribute('aria-expanded'), 'false');
    await third.click();
    await page.getByText('fails the same, 2 of 2').waitFor();
  });

  it('asks the host to undo an applied fix at a click on Undo', async () => {
    const page = await open('runUndo');
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    const { method, params } = (await lastCall())!;
    assert.deepEqual([method, params['id']], ['undoFix', 'm1']);
  });

  it('runs nothing if the host gives a reason why it cannot', async () => {
    const page = await open('runProblem');
    await page.locator('.run-block').getByText('This workspace is not trusted, so nothing is run.').waitFor();
    assert.equal(await page.locator('.run-block').getByRole('button', { name: 'Run', exact: true }).isDisabled(), true);
    assert.equal(await page.getByRole('button', { name: 'Try it' }).count(), 0);
  });

  it('lists the functions that only the failing test ran', async () => {
    const page = await open('runValues');
    const line = page.locator('.run-line', { hasText: 'what ran' });
    await line.getByText('Only the failing test runs the functions that begin here:').waitFor();
    assert.deepEqual(await line.locator('.file-link').allInnerTexts(), ['useOrders.ts:35', 'useOrders.ts:41']);
  });

  it('keeps the focus of the keyboard: on Cancel while it runs, then on the button that started it', async () => {
    const page = await open('runValues');
    const withRun = (running: boolean) => {
      const state = states['runValues']!;
      const { running: current } = states['running']!.investigation!.run;
      const run = { ...state.investigation!.run, ...(running && { running: current }) };
      return { ...state, investigation: { ...state.investigation!, run } };
    };
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
    await page.locator('.run-offers').getByRole('button', { name: 'Look for a small fix' }).focus();
    await page.keyboard.press('Enter');
    await suite.panel.send(withRun(true));
    assert.equal(await focused(), 'Cancel');
    await suite.panel.send(withRun(false));
    assert.equal(await focused(), 'Look for a small fix');
  });
});
