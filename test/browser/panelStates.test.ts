import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { states } from './states/states';
import { checkAccess, type AccessOptions } from './support/checkAccess';
import type { PanelBench, PanelPage } from './support/panelPage';
import { panelBench } from './support/panelSuite';
import { themeNames } from './support/panelServer';

/** With `--pictures`, every state is also pictured in every theme: wide, narrow, and at a zoom of 150 %. */
const pictures = process.env['DEBUG_CONTEXT_PICTURES'] === '1';
const folder = join(import.meta.dirname, '../../out/screenshots/panel');

const WIDE = 960;
const NARROW = 300;

describe('every state of the panel', function () {
  this.timeout(pictures ? 300_000 : 120_000);
  let bench: PanelBench;
  before(async () => {
    await mkdir(folder, { recursive: true });
    bench = await panelBench();
  });

  /** Of each theme, the appearances of texts that can be read; in the first one, those of a state are judged anew. */
  const judged = Object.fromEntries(themeNames.map((theme) => [theme, new Set<number>()]));

  for (const [name, state] of Object.entries(states)) {
    it(`${name}: drawn in every theme, wide and narrow, without faults or barriers`, async () => {
      const [first, ...others] = themeNames;
      const panel = await bench.open(state, { theme: first, width: WIDE });
      // Later the picture taker adds its own style sheet, which the page's policy forbids: that is not a fault of the panel.
      assert.deepEqual(panel.faults, [], name);
      const own = new Set<number>();
      for (const width of [NARROW, WIDE]) {
        await resize(panel, width);
        await check(panel, `${name} ${first} ${width}`, { judged: own });
        await picture(panel, `${name}-${first}-${width}`);
      }
      for (const theme of others) {
        await panel.setTheme(theme);
        await check(panel, `${name} ${theme}`, { judged: judged[theme], coloursOnly: true });
        await picture(panel, `${name}-${theme}-${WIDE}`);
        if (!pictures) continue;
        await resize(panel, NARROW);
        await picture(panel, `${name}-${theme}-${NARROW}`);
        await resize(panel, WIDE);
      }
      await panel.close();
      if (pictures) await pictureZoomed(bench, name);
      if (name.startsWith('home') || name === 'empty') await checkSidebar(bench, name);
    });
  }
});

describe('little space', function () {
  let bench: PanelBench;
  before(async () => {
    bench = await panelBench();
  });

  for (const width of [640, 200]) {
    it(`keeps names, the next step and chances readable in ${width} pixels, as at a zoom of 150 %`, async () => {
      const panel = await bench.open(states['runFollowed']!, { width, height: 533 });
      await checkWidth(panel, `${width}`);
      if (width < WIDE / 2) await panel.page.keyboard.press('e');
      await panel.page.locator('.snippet-name').first().waitFor();
      const cut = await panel.page.evaluate(() => {
        const inside = (part: Element, of: { left: number; right: number }): boolean => {
          const { left, right } = part.getBoundingClientRect();
          return left >= of.left - 1 && right <= of.right + 1;
        };
        const view = { left: 0, right: document.documentElement.clientWidth };
        const names = [...document.querySelectorAll('.snippet-name')].filter((name) => name.getBoundingClientRect().width < 40);
        const labels = [...document.querySelectorAll('.ask .button-label')].filter(
          (label) => !inside(label, label.closest('.ask')!.getBoundingClientRect()),
        );
        const chances = [...document.querySelectorAll('.sure-word')].filter((word) => !inside(word, view));
        return [...names, ...labels, ...chances].map((part) => `${part.className}: ${part.textContent}`);
      });
      assert.deepEqual(cut, []);
      await panel.close();
    });
  }

  it('keeps the line of a link in sight, however long the name of its file is, and counts the turns of a recursion', async () => {
    const panel = await bench.open(states['longPaths']!, { width: NARROW, height: 800 });
    const hidden = await panel.page
      .locator('.evidence-links .file-line')
      .evaluateAll((lines) =>
        lines.filter((line) => line.getBoundingClientRect().right > line.closest('.file-link')!.getBoundingClientRect().right + 1),
      );
    assert.equal(hidden.length, 0);
    await panel.page.keyboard.press('e');
    await panel.page.getByText('Error and trace').click();
    await panel.page.getByText('239 times').waitFor();
    await panel.close();
  });

  it('keeps the two buttons for the prompt in one row', async () => {
    const panel = await bench.open(states['local']!, { width: NARROW, height: 533 });
    const tops = await panel.page
      .locator('vscode-button[title="Copy prompt"], vscode-button[title="See the exact prompt"]')
      .evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().top));
    assert.deepEqual(tops, [tops[0], tops[0]]);
    await panel.close();
  });

  for (const name of ['rejected', 'runRepaired'])
    it(`${name}: breaks the sentence that stands for a chance where the card ends`, async () => {
      const panel = await bench.open(states[name]!, { width: 200, height: 533 });
      const sentences = await panel.page.locator('.sure-sentence').evaluateAll((all) =>
        all.map((sentence) => {
          const { left, right } = sentence.getBoundingClientRect();
          const card = sentence.closest('.card')!.getBoundingClientRect();
          return { text: sentence.textContent, cut: left < card.left || right > card.right };
        }),
      );
      assert.ok(sentences.length > 0, 'no card has such a sentence');
      assert.deepEqual(
        sentences.filter(({ cut }) => cut),
        [],
      );
      await panel.close();
    });
});

describe('code with words from right to left', function () {
  let bench: PanelBench;
  before(async () => {
    bench = await panelBench();
  });

  it('keeps the signs and numbers between them in the order of the code, and their letters as they are read', async () => {
    const panel = await bench.open(states['rightToLeft']!, { width: WIDE });
    await panel.page.locator('.snippet-name').first().click();
    const line = panel.page.locator('.code-text', { hasText: '"ריק"' });
    await line.waitFor();
    assert.equal(await line.innerText(), '    data = {"ריק": None, "אחת": [{"מחיר": 3}]}');
    const lefts = await line.evaluate((element) => {
      const texts: { node: Node; at: number }[] = [];
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode())
        for (let at = 0; at < (node.textContent ?? '').length; at++) texts.push({ node, at });
      return texts.map(({ node, at }) => {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        return { letter: (node.textContent ?? '')[at]!, left: range.getBoundingClientRect().left };
      });
    });
    const signs = lefts.filter(({ letter }) => /[a-zN0-9{}[\]:,]/.test(letter)).map(({ left }) => left);
    assert.deepEqual(
      signs,
      [...signs].sort((a, b) => a - b),
    );
    const word = lefts
      .filter(({ letter }) => 'מחיר'.includes(letter))
      .slice(-4)
      .map(({ left }) => left);
    assert.deepEqual(
      word,
      [...word].sort((a, b) => b - a),
    );
    await panel.close();
  });
});

async function checkSidebar(bench: PanelBench, name: string): Promise<void> {
  const panel = await bench.open(states[name]!, { mode: 'sidebar', width: NARROW });
  await check(panel, `${name} sidebar`);
  await picture(panel, `${name}-sidebar`);
  await panel.close();
}

async function resize(panel: PanelPage, width: number): Promise<void> {
  await panel.page.setViewportSize({ width, height: 800 });
  await panel.page.waitForSelector(`[data-layout="${width === WIDE ? 'wide' : 'narrow'}"]`);
}

async function picture(panel: PanelPage, name: string): Promise<void> {
  if (pictures) await panel.page.screenshot({ path: join(folder, `${name}.png`) });
}

/** VS Code's zoom makes every pixel larger, which leaves the same window fewer of them. */
async function pictureZoomed(bench: PanelBench, name: string): Promise<void> {
  for (const width of [WIDE, NARROW]) {
    const panel = await bench.open(states[name]!, { width: Math.round(width / 1.5), height: 533, ratio: 1.5 });
    await picture(panel, `${name}-zoomed-${width}`);
    await panel.close();
  }
}

/** No violation of the content security policy, no script error, nothing too wide, no serious accessibility violation. */
async function check(panel: PanelPage, what: string, colours: Pick<AccessOptions, 'judged' | 'coloursOnly'> = {}): Promise<void> {
  assert.deepEqual(
    panel.faults.filter((fault) => !fault.startsWith('console: ')),
    [],
    what,
  );
  await checkWidth(panel, what);
  assert.deepEqual(await cutTexts(panel, '.why'), [], `${what}: a claim is cut`);
  assert.deepEqual(await covered(panel), [], `${what}: one button covers another`);
  await checkAccess(panel.page, { what, ...colours });
}

/** The texts of which only the beginning is seen. */
function cutTexts(panel: PanelPage, selector: string): Promise<string[]> {
  return panel.page
    .locator(selector)
    .evaluateAll((all) => all.filter((part) => part.scrollWidth > part.clientWidth + 1).map((part) => part.textContent));
}

/** Buttons and fields of the runs that lie over others. */
function covered(panel: PanelPage): Promise<string[]> {
  return panel.page.locator('.run-block').evaluateAll((blocks) =>
    blocks.flatMap((block) => {
      const controls = [...block.querySelectorAll('button, a, input, textarea, vscode-button')].map((part) => ({
        part,
        box: part.getBoundingClientRect(),
      }));
      return controls.flatMap(({ part, box }, index) =>
        controls
          .slice(index + 1)
          .filter(
            (other) =>
              !part.contains(other.part) &&
              Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left) > 1 &&
              Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top) > 1,
          )
          .map((other) => `${part.textContent.trim()} and ${other.part.textContent.trim()}`),
      );
    }),
  );
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
