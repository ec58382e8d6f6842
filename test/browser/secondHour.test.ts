import assert from 'node:assert/strict';
import type { PanelState } from '../../src/protocol/panelState';
import { run, runRecords } from './states/factories';
import { states } from './states/states';
import { checkAccess } from './support/checkAccess';
import { panelSuite } from './support/panelSuite';
import { themeNames } from './support/panelServer';
import type { RunState } from '../../src/protocol/runState';

/** The sample's state with a run block. */
function withRun(parts: Partial<RunState>): PanelState {
  const state = states['runOffered']!;
  return { ...state, investigation: { ...state.investigation!, run: run(parts) } };
}

const otherwise: PanelState = withRun({
  lastSays: 'The last run fails differently.',
  timeline: [
    ...runRecords.slice(0, 1),
    {
      ...{ id: 'other', at: '2025-06-18T10:24:00.000Z', kind: 'run', outcome: 'other', notes: [], seconds: 1.2, hasOutput: true },
      text: 'fails differently: RangeError: Invalid array length',
    },
    {
      ...{ id: 'check', at: '2025-06-18T10:25:00.000Z', kind: 'check', outcome: 'other', notes: [], seconds: 4, hasOutput: true },
      text: '`npm run typecheck` fails: src/a.ts:3:12 - error TS2554: Expected 1 arguments, but got 2.',
    },
  ],
});
const ruby: PanelState = withRun({
  offers: {
    able: ['findChange'],
    best: 'findChange',
    unable: [
      {
        offers: ['seeValues', 'followValue', 'lookForRepair'],
        why: 'not in Ruby. Stop the program at its failure in the debugger to see its values.',
      },
    ],
  },
});

describe('runs in own projects', function () {
  const suite = panelSuite();
  const { show, open, lastCall } = suite;

  it('leads from a run that failed in another way to that failure with one click, and keeps what can be found out', async () => {
    const page = await show(otherwise);
    await page.getByText('The last run fails differently.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Investigate this instead' }).count(), 1, 'not for the check of the project');
    await page.getByRole('button', { name: 'Investigate this instead' }).click();
    assert.deepEqual(await lastCall(), { method: 'investigateRun', params: { id: 'other' } });
    assert.equal(await page.getByRole('button', { name: 'Look for a small fix' }).count(), 1);
  });

  it('keeps the offers after a run that passes, and says so beside them', async () => {
    const passed = [{ ...runRecords[0]!, outcome: 'gone' as const, text: 'passes' }];
    const page = await show(withRun({ timeline: passed, lastSays: 'The last run passes.' }));
    await page.locator('.run-offers').getByText('The last run passes.').waitFor();
    assert.equal(await page.locator('.run-offers [data-item]').count(), 4);
  });

  it('offers only what works in the language, the likeliest first and as a button, and says why of the rest', async () => {
    const page = await show(ruby);
    await page.getByText('See the values, Follow a value, Look for a small fix: not in Ruby.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'See the values' }).count(), 0);
    await page.locator('.run-offers vscode-button', { hasText: 'What broke it?' }).click();
    assert.equal((await lastCall())?.method, 'findChange');
  });

  it('goes to what a run can find out by one key, and through it by arrows', async () => {
    const page = await open('runOffered');
    await page.locator('h1').first().focus();
    await page.keyboard.press('r');
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
    assert.equal(await focused(), 'What broke it?');
    await page.keyboard.press('ArrowRight');
    assert.equal(await focused(), 'See the values');
  });

  it('names each button that undoes a change by its file and lines', async () => {
    const page = await open('runBlamed');
    const names = await page.locator('.undo-change').evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label')));
    assert.ok(names.length > 0);
    for (const name of names) assert.match(name ?? '', /^(?:Undo this change|Put it back): \S+ \d/);
    assert.equal(new Set(names).size, names.length);
  });

  it('ranks again in a workspace that is not trusted, and says why no model is asked', async () => {
    const page = await open('untrusted');
    const state = states['untrusted']!;
    await suite.panel.send({ ...state, provider: 'local' });
    await page.getByRole('button', { name: /Rank again/ }).click();
    assert.equal((await lastCall())?.method, 'ask');
    await page.getByRole('button', { name: /Choose a model to ask/ }).click();
    await page.getByText('off: this workspace is not trusted').first().click();
    await page.getByText('A model is asked only in a workspace that is trusted').waitFor();
  });

  for (const theme of themeNames)
    for (const width of [900, 320])
      it(`is accessible with its new lines and reasons: ${theme}, ${width} px`, async () => {
        const page = await show(otherwise, { theme, width });
        const colours = { judged: new Set<number>(), coloursOnly: theme !== themeNames[0] };
        await checkAccess(page, { what: 'a run that failed otherwise', ...colours });
        await suite.panel.send(ruby);
        await checkAccess(page, { what: 'offers with a reason', ...colours });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1);
        assert.equal(wide, false, 'nothing is wider than the panel');
      });
});
