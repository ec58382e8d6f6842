import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { formatSigned } from '../../src/webview/attention/painters/formatWeight';
import { unpackRow } from '../../src/core/attention/packAttention';
import { checkAccess } from './support/checkAccess';
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
import { themeNames } from './support/panelServer';

/** With `--pictures`, every view is also pictured in every theme, wide and narrow. */
const pictures = process.env['DEBUG_CONTEXT_PICTURES'] === '1';
const folder = join(import.meta.dirname, '../../out/screenshots/attention');
const part = '#root';
const views = ['What it looked at', 'Does it matter?', 'How it works', 'Heads', 'Model', 'Matrix', 'Arithmetic', 'Rollout', 'Expected'];
const card = {
  curves: [1, 2, 3].map((epoch) => ({ phase: 'pre-training', epoch, trainLoss: 4 / epoch, validLoss: 4.4 / epoch })),
};

describe('attention view', function () {
  let bench: AttentionBench;
  let shown: AttentionPage;
  let page: Page;
  before(async () => {
    await mkdir(folder, { recursive: true });
    bench = await startAttentionBench(await recordToy(220, { layers: 3, heads: 4 }, true), card);
  });
  after(() => bench.stop());
  beforeEach(async () => {
    shown = await bench.open();
    page = shown.page;
  });
  afterEach(async () => {
    assert.deepEqual(shown.faults, []);
    await shown.close();
  });

  const stage = () => page.locator('.stage').first();
  const said = () => page.locator('#said').textContent();
  const aside = () => page.locator('.looked-at').innerText();
  /** The numbers that the view must show, from the recording itself. */
  const lineWeights = (from: number): Float32Array => {
    const { run, lines } = bench.recording;
    const [rows, heads] = [run.rows.length, run.model.layers * run.model.heads];
    const mean = new Float32Array(rows);
    for (let head = 0; head < heads; head++)
      for (let to = 0; to < rows; to++) mean[to]! += lines[(head * rows + from) * rows + to]! / heads;
    return mean;
  };

  describe('evidence', () => {
    it('begins on the first hypothesis, shows the attention of its lines, and the score of each line', async () => {
      const svg = await drawing(page);
      assert.match(svg, /line’s chance/);
      assert.match(svg, />useOrders\.ts</);
      assert.ok((svg.match(/<path d="M[^"]*C/g) ?? []).length > 0, 'arcs');
      assert.equal(await page.getByRole('button', { name: /^1 useOrders starts/ }).getAttribute('aria-pressed'), 'true');
    });

    it('shows a line under the pointer, keeps a clicked one, and opens it', async () => {
      await stage().hover({ position: { x: 300, y: 260 } });
      await settle(page);
      const hovered = (await aside()).split('\n')[0]!;
      await stage().click({ position: { x: 300, y: 260 } });
      await page.mouse.move(5, 5);
      await settle(page);
      assert.equal((await aside()).split('\n')[0], hovered);
      assert.match((await said())!, /^src\/hooks\/useOrders\.ts:\d+ would open/);
    });

    it('shows for a chosen line the numbers that the recording holds', async () => {
      const { rows } = bench.recording.run;
      const row = rows.findIndex(({ section }) => section === 'code') + 4;
      await page.evaluate(
        (at) =>
          (document.querySelector('dwc-attention-view') as unknown as { reading: { choose(part: object): void } }).reading.choose({
            focus: { kind: 'row', row: at },
          }),
        row,
      );
      await settle(page);
      const weights = lineWeights(row);
      const best = [...weights.keys()].filter((to) => to !== row).sort((a, b) => weights[b]! - weights[a]!)[0]!;
      const first = (await page.locator('.weight-line').first().innerText()).replace(/\s+/g, ' ');
      assert.ok(
        first.includes(`${(100 * weights[best]!).toFixed(weights[best]! < 0.0995 ? 1 : 0)} %`),
        `${first} should be ${weights[best]}`,
      );
    });

    it('responds to the keyboard: arrows move and speak, Enter keeps and opens, Escape clears', async () => {
      await stage().focus();
      await page.keyboard.press('Home');
      assert.match(await spokenSpot(page), /^Error, line 1: TypeError/);
      for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowDown');
      assert.match(await spokenSpot(page), /useOrders\.ts:2: import .*chance .*looks at /);
      await page.keyboard.press('Enter');
      assert.equal(await said(), 'src/hooks/useOrders.ts:2 would open in the editor.');
      await page.keyboard.press('Escape');
      await page.locator('.view-tab').first().focus();
      await settle(page);
      assert.match(await aside(), /Point at a line/);
      await stage().focus();
      await page.keyboard.press('ArrowRight');
      assert.match(await spokenSpot(page), /chance [\d<]/);
    });

    it('draws fewer arcs for a smaller share of the attention', async () => {
      const arcs = async () => ((await drawing(page)).match(/<path d="M[^"]*C/g) ?? []).length;
      const before = await arcs();
      await page.locator('.mass input').focus();
      for (let step = 0; step < 9; step++) await page.keyboard.press('ArrowLeft');
      await settle(page);
      assert.ok((await arcs()) < before);
      assert.equal(await page.locator('.mass-value').innerText(), '25 %');
    });

    it('applies a choice in one view to all', async () => {
      await stage().focus();
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      const last = bench.recording.run.rows.at(-1)!;
      await goTo(page, 'Matrix');
      assert.match(await drawing(page), new RegExp(`useOrders\\.ts:${last.line} looks at`));
      await goTo(page, 'Arithmetic');
      const select = page.locator('.token-picker select').first();
      assert.equal(await select.evaluate((element: HTMLSelectElement) => element.value), String(bench.recording.run.rows.length - 1));
    });
  });

  it('first says where the ranking comes from, offers three views, and keeps the rest under More', async () => {
    assert.equal(
      await page.locator('.ranking-sentence').innerText(),
      'The ranking comes from the stack and a recent change; what the model read moved useOrders, ranked first, up by 0.4 percentage points.',
    );
    assert.deepEqual(await page.getByRole('tab').allInnerTexts(), views.slice(0, 3));
    await page.getByRole('button', { name: 'More views' }).click();
    const rest = await page.getByRole('menuitemradio').allInnerTexts();
    assert.deepEqual(
      rest.map((text) => text.trim().split('\n')[0]),
      views.slice(3),
    );
  });

  it('explains the chance of a line beside the chance on its card', async () => {
    assert.match(
      await aside(),
      /Card 1: 61 % that the cause is in this function: that is how often such a share was right\. Among all the\s+lines, these lines have a share of \d/,
    );
  });

  describe('heads', () => {
    beforeEach(() => goTo(page, 'Heads'));
    const pressed = () =>
      page.locator('.head-chip').evaluateAll((chips) => chips.map((chip) => chip.getAttribute('aria-pressed') === 'true'));

    it('turns heads on and off, and a double-click isolates one and restores all', async () => {
      await page.locator('.head-chip').nth(1).click();
      assert.deepEqual(await pressed(), [true, false, true, true]);
      await page.locator('.head-chip').nth(2).dblclick();
      assert.deepEqual(await pressed(), [false, false, true, false]);
      await page.locator('.head-chip').nth(2).dblclick();
      assert.deepEqual(await pressed(), [true, true, true, true]);
    });

    it('turns heads on and off by keyboard, and isolates one with Shift and Enter', async () => {
      await page.locator('.head-chip').first().focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      assert.deepEqual(await pressed(), [true, false, true, true]);
      await page.keyboard.press('Shift+Enter');
      assert.deepEqual(await pressed(), [false, true, false, false]);
      await page.locator('.stepper').focus();
      await page.keyboard.press('ArrowLeft');
      assert.equal(await page.locator('.stepper').getAttribute('aria-valuenow'), '2');
    });

    it('always keeps at least one head', async () => {
      for (const head of [0, 1, 2, 3]) await page.locator('.head-chip').nth(head).click();
      assert.equal((await pressed()).filter(Boolean).length, 1);
    });

    it('gives the attention of a token in the numbers of the recording', async () => {
      await page.getByRole('radio', { name: 'Tokens' }).click();
      await page.locator('.head-chip').first().dblclick();
      await settle(page);
      await stage().focus();
      await page.keyboard.press('Home');
      for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowDown');
      const spoken = await spokenSpot(page);
      const { run, attention } = bench.recording;
      const count = run.tokens.text.length;
      const size = count * count;
      const head = attention.subarray((run.model.layers - 1) * run.model.heads * size);
      const weights = unpackRow(head, count, 3);
      const visible = [...weights.keys()].filter((token) => !run.tokens.special[token] && /[\p{L}\p{N}]/u.test(run.tokens.text[token]!));
      const best = visible.sort((a, b) => weights[b]! - weights[a]!)[0]!;
      assert.ok(spoken.includes(run.tokens.text[best]!.trim()), `${spoken} should name ${run.tokens.text[best]}`);
      await page.keyboard.press('ArrowRight');
      assert.match(await spokenSpot(page), /Is looked at by/);
    });

    it('lets the pointer choose a token on either side', async () => {
      await page.getByRole('radio', { name: 'Tokens' }).click();
      await settle(page);
      await stage().click({ position: { x: 60, y: 130 } });
      const left = await drawing(page);
      await stage().click({ position: { x: 900, y: 130 } });
      assert.notEqual(await drawing(page), left);
    });
  });

  describe('model', () => {
    beforeEach(() => goTo(page, 'Model'));

    it('shows every head and its attention; a click chooses it, a double-click opens its matrix', async () => {
      const svg = await drawing(page);
      assert.equal((svg.match(/<image /g) ?? []).length, 12);
      await stage().click({ position: { x: 60, y: 60 } });
      await settle(page);
      assert.match(await aside(), /Layer 1, head 1/);
      await stage().dblclick({ position: { x: 60, y: 60 } });
      await settle(page);
      assert.equal(await page.getByRole('tab', { name: 'Matrix' }).getAttribute('aria-selected'), 'true');
      assert.deepEqual(await page.locator('.head-chip[aria-pressed="true"]').allInnerTexts(), ['1']);
    });

    it('responds to arrows: layers up and down, heads left and right; Enter chooses, Enter again opens', async () => {
      await stage().focus();
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowRight');
      assert.match(await spokenSpot(page), /^Layer 2, head 2: /);
      await page.keyboard.press('Enter');
      await settle(page);
      assert.match(await aside(), /Layer 2, head 2/);
      await page.keyboard.press('Enter');
      await settle(page);
      assert.equal(await page.getByRole('tab', { name: 'Matrix' }).getAttribute('aria-selected'), 'true');
    });
  });

  describe('matrix', () => {
    beforeEach(() => goTo(page, 'Matrix'));
    const imagePart = async () => /<image [^>]*>/.exec(await drawing(page))![0].length;

    it('zooms by keyboard, buttons and wheel, pans by dragging, and shows numbers when cells have room', async () => {
      const whole = await imagePart();
      await stage().focus();
      for (let step = 0; step < 5; step++) await page.keyboard.press('+');
      assert.ok((await imagePart()) < whole);
      assert.match(await drawing(page), /text-anchor="middle"[^>]*>\d+(\.\d)? %/);
      const box = (await stage().boundingBox())!;
      const before = await drawing(page);
      await page.mouse.move(box.x + 350, box.y + 250);
      await page.mouse.down();
      await page.mouse.move(box.x + 250, box.y + 150, { steps: 4 });
      await page.mouse.up();
      await settle(page);
      assert.notEqual(await drawing(page), before);
      await page.keyboard.press('0');
      assert.equal(await imagePart(), whole);
      await page.keyboard.down('Control');
      await page.mouse.wheel(0, -400);
      await page.keyboard.up('Control');
      await settle(page);
      assert.notEqual(await imagePart(), whole);
      await page.getByRole('button', { name: 'Show all' }).click();
      assert.equal(await imagePart(), whole);
    });

    it('describes a cell by keyboard with the weight of the recording', async () => {
      await page.locator('.head-chip').nth(1).dblclick();
      await stage().focus();
      for (let step = 0; step < 40; step++) await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Home');
      await page.keyboard.press('ArrowRight');
      const { run, lines } = bench.recording;
      const rows = run.rows.length;
      const weight = lines[((run.model.layers - 1) * run.model.heads + 1) * rows * rows + 1]!;
      assert.equal(
        await spokenSpot(page),
        `Error, line 1 looks at OrderHistory.tsx:47: ${(100 * weight).toFixed(weight < 0.0995 ? 1 : 0)} %`,
      );
    });
  });

  describe('arithmetic', () => {
    it('adds up, and matches the weight in the other views', async () => {
      await goTo(page, 'Arithmetic');
      await settle(page);
      const numbers = async (name: string) =>
        (
          await page
            .locator('.vectors tr', { has: page.getByRole('rowheader', { name, exact: true }) })
            .locator('td')
            .allInnerTexts()
        ).map((text) => Number(text.replace('−', '-')));
      const [query, key, products] = [await numbers('q'), await numbers('k'), await numbers('q × k')];
      query.forEach((value, at) => assert.ok(Math.abs(value * key[at]! - products[at]!) < 0.03, `${value} × ${key[at]} = ${products[at]}`));
      const equations = await page.locator('.equation').allInnerTexts();
      const product = Number(/= (-?[\d.]+)/.exec(equations[0]!)![1]);
      assert.ok(Math.abs(products.reduce((sum, value) => sum + value, 0) - product) < 0.1);
      const scaled = Number(/= (-?[\d.]+)$/.exec(equations[1]!)![1]);
      assert.ok(Math.abs(product / Math.sqrt(bench.recording.run.model.headWidth) - scaled) < 0.001);
      const [, power, powers, percent] = /= ([\d.]+) ÷ ([\d.]+) = ([\d.]+) %/.exec(equations[2]!)!;
      assert.ok(Math.abs((100 * Number(power)) / Number(powers) - Number(percent)) < 0.1);
      const [weighted, rest, output] = [
        (await page.locator('.vectors').nth(1).locator('tr').nth(2).locator('td').allInnerTexts()).map((text) =>
          Number(text.replace('−', '-')),
        ),
        await numbers('+ all others'),
        await numbers('= handed on'),
      ];
      output.forEach((value, at) => assert.ok(Math.abs(weighted[at]! + rest[at]! - value) < 0.02));
    });

    it('follows the tokens that are chosen by pointer or by keyboard', async () => {
      await goTo(page, 'Arithmetic');
      const before = await page.locator('.arithmetic h3').first().innerText();
      await page.getByRole('radiogroup', { name: 'Is looked at: token' }).getByRole('radio').first().focus();
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await settle(page);
      await page.getByRole('radiogroup', { name: 'Looks: token' }).getByRole('radio').nth(2).click();
      await settle(page);
      assert.notEqual(await page.locator('.arithmetic h3').first().innerText(), before);
    });
  });

  it('labels rollout as an approximation and shows it beside attention', async () => {
    await goTo(page, 'Rollout');
    assert.match(await page.locator('.view-hint').innerText(), /An approximation/);
    const svg = await drawing(page);
    assert.match(svg, />looked at</);
    assert.match(svg, />rollout</);
  });

  describe('does it matter?', () => {
    beforeEach(() => goTo(page, 'Does it matter?'));

    it('leaves out each line, shows the change of the score, and says whether attention agrees', async () => {
      await page.getByRole('button', { name: /Leave out each line/ }).click();
      await page.getByText(/All \d+ lines measured/).waitFor();
      assert.match(await page.locator('.agreements').innerText(), /Attention .*\n?.*(agree|disagree)/);
      assert.match(await page.locator('.agreements caption').innerText(), /Spearman/);
      assert.match(await page.locator('.conclusion').innerText(), /matters? (much|most)/);
      const { run, deletions } = bench.recording;
      const suspect = run.hypotheses[0]!.rows[0]!;
      const change = deletions[0]!.scores[suspect]! - run.rows[suspect]!.score!;
      assert.ok((await drawing(page)).includes(`>${formatSigned(change)}<`), String(change));
    });

    it('gives no verdict on the first few lines, and says when it will', async () => {
      await page.evaluate(() => {
        type Reading = {
          byLine: { add(group: number, scores: Float32Array): void };
          run: { rows: unknown[] };
          tell(change: string): void;
        };
        const { reading } = document.querySelector('dwc-attention-view') as unknown as { reading: Reading };
        for (let group = 0; group < 5; group++)
          reading.byLine.add(
            group,
            Float32Array.from(reading.run.rows, () => -group),
          );
        reading.tell('data');
      });
      await settle(page);
      assert.equal(await page.locator('.agreements').count(), 0);
      assert.match(
        await page.locator('.deletion-panel').innerText(),
        /Measure \d+ lines to see whether attention agrees with what mattered\. So far: 5\./,
      );
    });

    it('keeps results from before a cancel, and continues from there', async () => {
      await page.evaluate(() => {
        type Run = (groups: number[][], onScores: (group: number, scores: Float32Array) => void, signal?: AbortSignal) => Promise<void>;
        const { source } = (document.querySelector('dwc-attention-view') as unknown as { state: { source: { scoresWithout: Run } } }).state;
        const whole: Run = source.scoresWithout.bind(source);
        // Slow enough to be cancelled by hand.
        source.scoresWithout = (groups, onScores, signal) =>
          groups.reduce(
            (before, group, at) =>
              before.then(async () => {
                await new Promise((resolve) => setTimeout(resolve, 40));
                await whole([group], (_, scores) => onScores(at, scores), signal);
              }),
            Promise.resolve(),
          );
      });
      await page.getByRole('button', { name: /Leave out each line/ }).click();
      await page.waitForFunction(() => Number(document.querySelector('.deletion-progress')?.getAttribute('aria-valuenow')) > 3);
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByRole('button', { name: /Leave out the other/ }).waitFor();
      assert.match(await page.locator('.deletion-panel').innerText(), /\d+ of \d+ measured/);
      await page.getByRole('button', { name: /Leave out the other/ }).click();
      await page.getByText(/All \d+ lines measured/).waitFor();
    });

    it('leaves out each section instead of each line, if the person chooses so', async () => {
      await page.getByRole('radio', { name: 'Section by section' }).click();
      await page.getByRole('button', { name: /Leave out each section/ }).click();
      await page.getByText(/All 4 sections measured/).waitFor();
    });

    it('says whose attention it is, and asks before it spends tokens of the outside model', async () => {
      await page.evaluate(() => {
        const view = document.querySelector('dwc-attention-view') as unknown as {
          state: { run: { hypotheses: { outsideModel?: string }[] } };
          outside: unknown;
        };
        const { run } = view.state;
        view.state = {
          ...view.state,
          run: { ...run, hypotheses: run.hypotheses.map((hypothesis) => ({ ...hypothesis, outsideModel: 'gpt-4.1' })) },
        };
        view.outside = {
          model: 'gpt-4.1',
          plan: async () => ({
            id: 'p',
            model: 'gpt-4.1',
            destination: 'api.openai.com',
            hypothesis: 'orders is not there yet',
            sections: ['ERROR', 'RELEVANT CODE'],
            calls: 3,
            tokens: 7200,
            question: 'HYPOTHESIS: orders is not there yet',
          }),
          run: async (_plan: object, onVerdict: (without: string | undefined, verdict: object) => void, signal: AbortSignal) => {
            document.body.dataset['sent'] = 'yes';
            const stated = document.body.dataset['stated'] === 'yes';
            const of = (sure: number) => (stated ? { sure } : { sure, logOdds: Math.log(sure / (1 - sure)) });
            onVerdict(undefined, of(0.9));
            onVerdict('ERROR', of(0.88));
            await new Promise<void>((resolve, reject) => {
              if (stated) signal.addEventListener('abort', () => reject(new Error('cancelled')));
              else resolve();
            });
            onVerdict('RELEVANT CODE', of(0.2));
          },
        };
      });
      await settle(page);
      assert.match(await page.locator('.outside-note').innerText(), /The hypotheses came from gpt-4\.1\. This is not its attention/);
      // The note names the one model: its name takes no room from the titles.
      assert.doesNotMatch((await page.locator('.hypothesis-chip').allInnerTexts()).join(' '), /gpt-4\.1/);
      await goTo(page, 'Does it matter?');
      await page.getByRole('button', { name: 'See what it would take' }).click();
      const panel = page.locator('.outside-panel');
      assert.match(await panel.innerText(), /3 calls, about 7,200 tokens sent to gpt-4\.1 \(api\.openai\.com\)/);
      assert.match((await panel.locator('.asked').textContent()) ?? '', /HYPOTHESIS: orders is not there yet/);
      assert.equal(await page.evaluate(() => document.body.dataset['sent']), undefined);
      await page.getByRole('button', { name: 'Send 3 calls' }).click();
      await page.getByText('Code matters most: without it the model is 20 % sure instead of 90 %.').waitFor();
      assert.match(await panel.innerText(), /by the log probabilities of Yes and No[\s\S]*Nothing\s+90 %[\s\S]*Code\s+20 %\s+−3\.58/);
      await checkAccess(page, { what: 'the outside model', part });

      // Without log probabilities, and cancelled before the last section.
      await page.evaluate(() => (document.body.dataset['stated'] = 'yes'));
      await page.getByRole('button', { name: 'Measure again' }).click();
      await page.getByRole('button', { name: 'Send 3 calls' }).click();
      await page.getByText('2 of 3 calls').waitFor();
      await panel.getByRole('button', { name: 'Cancel' }).click();
      await page.getByText('Of the sections that were left out so far, none alone changes clearly how sure the model is.').waitFor();
      assert.match(await panel.innerText(), /as it states it: no log probabilities came[\s\S]*Error and trace\s+88 %\s+−2 points/);
    });
  });

  it('says which token the model expected', async () => {
    await goTo(page, 'Expected');
    await page.locator('.expected-line[data-current] .expected-token').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.locator('.expected-answer').waitFor();
    const token = Number(
      await page.evaluate(
        () =>
          (document.querySelector('dwc-attention-view') as unknown as { reading: { choice: { focus: { token: number } } } }).reading.choice
            .focus.token,
      ),
    );
    const expected = bench.recording.expected![token]!;
    const text = await page.locator('.expected-answer').innerText();
    assert.ok(text.includes(`place ${expected.actual.rank} of`), text);
    assert.ok(text.includes(expected.candidates[0]!.text.trim()), text);
  });

  it('walks from tokens to scores with the real numbers', async () => {
    await goTo(page, 'How it works');
    const { run } = bench.recording;
    assert.match(await page.locator('.how-body').innerText(), new RegExp(`${run.tokens.text.length} tokens in ${run.rows.length} lines`));
    const next = () => page.getByRole('button', { name: 'Next' }).click();
    await next();
    await next();
    assert.deepEqual(await page.locator('.three-words [data-strong] td').allInnerTexts(), ['0.25', '0.50', '0.25']);
    assert.match(await page.locator('.how-body').innerText(), /\[0\.50, 0\.50\][\s\S]*3 × 4 heads/);
    for (let step = 0; step < 4; step++) await next();
    assert.match(await drawing(page), /validation/);
    await page.getByRole('button', { name: 'Back' }).click();
    assert.match(await page.locator('.how-body h3').innerText(), /6\. Scores/);
  });

  it('survives a reload and a change of theme', async () => {
    await shown.close();
    shown = await bench.open({ fresh: true });
    page = shown.page;
    await goTo(page, 'Heads');
    await page.getByRole('radio', { name: 'Tokens' }).click();
    await page.locator('.head-chip').nth(2).dblclick();
    const before = await drawing(page);
    await page.waitForTimeout(300);
    await page.reload();
    await page.waitForSelector('.head-chip');
    await settle(page);
    assert.deepEqual(await page.locator('.head-chip[aria-pressed="true"]').allInnerTexts(), ['3']);
    assert.equal(await page.getByRole('radio', { name: 'Tokens' }).getAttribute('aria-checked'), 'true');
    assert.equal(await drawing(page), before);
    await page.evaluate(() => {
      document.documentElement.style.setProperty('--vscode-editor-background', '#fdf6e3');
      document.documentElement.style.setProperty('--vscode-editor-foreground', '#073642');
    });
    await settle(page);
    assert.match(await drawing(page), /fill="#fdf6e3"/);
  });

  it('exports the visible part as PNG, SVG and JSON', async () => {
    const kept = page.evaluate(
      () =>
        new Promise<{ name: string; type: string; start: string; length: number }[]>((resolve) => {
          const found: { name: string; type: string; start: string; length: number }[] = [];
          document.addEventListener('export-attention', (event) => {
            const { name, type, data } = (event as CustomEvent<{ name: string; type: string; data: Uint8Array | string }>).detail;
            const start = typeof data === 'string' ? data.slice(0, 90) : String.fromCharCode(...data.slice(0, 8));
            found.push({ name, type, start, length: data.length });
            if (found.length === 3) resolve(found);
          });
        }),
    );
    for (const item of ['Picture (PNG)', 'Drawing (SVG)', 'Numbers (JSON)']) {
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('menuitem', { name: item }).click();
      await settle(page);
    }
    const files = await kept;
    assert.deepEqual(files.map(({ name }) => name).sort(), ['attention-evidence.json', 'attention-evidence.png', 'attention-evidence.svg']);
    assert.ok(files.find(({ type }) => type === 'image/png')!.start.startsWith('\x89PNG'));
    assert.match(files.find(({ type }) => type === 'image/svg+xml')!.start, /^<svg xmlns/);
    assert.match(files.find(({ type }) => type === 'application/json')!.start, /how it read, not why/);
  });

  it('lists the numbers of the reading in a table, with a row for each line of the reading', async () => {
    await page.getByRole('button', { name: 'Numbers as a table' }).click();
    const rows = await page.locator('.numbers tbody tr').count();
    assert.equal(rows, bench.recording.run.rows.length);
    assert.match(await page.locator('.numbers thead').innerText(), /Looked at/);
  });

  it('draws sharply on a screen with two pixels per CSS pixel', async () => {
    const sharp = await bench.open({ ratio: 2 });
    const [pixels, width] = await sharp.page.evaluate(() => {
      const canvas = document.querySelector('canvas')!;
      return [canvas.width, canvas.clientWidth];
    });
    assert.equal(pixels, 2 * width);
    await sharp.close();
  });

  it('has a sentence and a next step for every state without a reading', async () => {
    for (const [state, sentence, button] of [
      [{ phase: 'notLoaded' }, /not loaded/, 'Read the evidence'],
      [{ phase: 'loading', progress: 0.4, doing: 'Loading the model.' }, /Loading the model\. 40 %/, undefined],
      [{ phase: 'abstained', message: 'There is no stack trace.' }, /says nothing on this failure\. There is no stack trace/, undefined],
      [{ phase: 'failed', message: 'The worker ended.' }, /The worker ended/, 'Try again'],
      [{ phase: 'cancelled' }, /cancelled/, 'Read the evidence'],
    ] as const) {
      await page.evaluate((next) => Object.assign(document.querySelector('dwc-attention-view')!, { state: next }), state);
      await settle(page);
      assert.match(await page.locator('.attention-state').innerText(), sentence);
      assert.equal(await page.locator('.attention-state button').count(), button ? 1 : 0);
      await checkAccess(page, { what: state.phase, part });
    }
  });

  describe('looks', () => {
    for (const theme of themeNames) {
      it(`${theme}: every view, wide and narrow, is accessible`, async () => {
        const judged = new Set<number>();
        const ofView = new Map(views.map((view) => [view, new Set<number>()]));
        for (const width of [1000, 340]) {
          const opened = await bench.open({ theme, width });
          const { page: other, faults } = opened;
          for (const view of views) {
            if (width > 500) await goTo(other, view);
            else {
              await other.locator('.view-menu .menu-button').click();
              await other.getByRole('menuitemradio').nth(views.indexOf(view)).click();
              await settle(other);
            }
            assert.deepEqual(faults, [], view);
            const wider = await other.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            assert.ok(wider <= 1, `${view} at ${width}: ${wider} px too wide`);
            const first = theme === themeNames[0];
            if (width > 500 || first)
              await checkAccess(other, {
                what: `${view} ${theme} ${width}`,
                part,
                ...(first ? { judged: ofView.get(view) } : { judged, coloursOnly: true }),
              });
            if (pictures) {
              await other.mouse.move(2, 2);
              await other.screenshot({ path: join(folder, `${view.replace(/\W+/g, '')}-${theme}-${width}.png`) });
            }
            faults.length = 0;
          }
          await opened.close();
        }
      });
    }
  });
});
