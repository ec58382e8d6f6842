import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { PanelState } from '../../src/protocol/panelState';
import { panelSuite } from './support/panelSuite';
import { states } from './states/states';

/** Names of keys and products, codes of units, and what a page has in every language. */
const NAMES = /^(?:Debug with Context|npm test|http:\/\/localhost:8080\/v1|@src\/file\.ts:10-40|[A-Z]|F1|Alt\+F1|Esc)$/;

/** States, and what is opened in each. */
const SCREENS: readonly [keyof typeof states, string[]][] = [
  ['home', []],
  ['empty', ['.home-help button']],
  ['guess', []],
  ['applied', ['.more-menu .menu-button']],
  ['untrusted', []],
  ['runFollowed', ['.tokens-button', '#piece-error-head .fold-button']],
  ['runRepaired', ['.provider-menu .menu-button']],
];

describe('the view in another language', () => {
  const suite = panelSuite();

  it('leaves no text and no name that could not be translated', async () => {
    const page = await suite.show(states['home']!, { language: 'en-x-pseudo', width: 1000, height: 1200 });
    for (const [name, controls] of SCREENS) {
      const state = states[name]!;
      await suite.panel.send(state);
      for (const control of controls) await page.locator(control).first().click();
      const data = textsOf(state);
      // A row of a card begins so, as long as cards' sentences are English.
      const found = (await textsOnPage(page)).map((text) => text.replace(/^origin:\s*/, ''));
      const texts = found.filter((text) => text && !isData(text, data) && !isTranslated(text) && !NAMES.test(text));
      assert.deepEqual(texts, [], name);
      await page.keyboard.press('Escape');
    }
    assert.deepEqual(suite.panel.faults, []);
  });

  it('reads in German what the host puts beside the page, with its numbers, dates and keys', async () => {
    const page = await suite.show(states['runFollowed']!, { language: 'de', width: 320, height: 800 });
    await page.getByText('Hypothesen', { exact: true }).waitFor();
    await page.keyboard.press('e');
    await page.getByText('1.840 von 8.000 Token').waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'de');
    assert.match((await page.locator('.head-meta time').getAttribute('title')) ?? '', /^Mittwoch, 18\. Juni 2025 um 10:22:00/);
    const cut = await page.evaluate(() => {
      const width = document.documentElement.clientWidth;
      const controls = [...document.querySelectorAll('button, vscode-button, .head-note, .destination, h2')];
      return controls
        .filter((control) => {
          const { left, right, width: own } = control.getBoundingClientRect();
          return own > 0 && (left < -1 || right > width + 1);
        })
        .map((control) => control.textContent?.trim());
    });
    assert.deepEqual(cut, []);
  });
});

/** All of it is between brackets, apart from values, numbers and signs around them. */
function isTranslated(text: string): boolean {
  const outside = text.replace(/\[.*\]/s, '');
  return !/[a-z]{2,}/i.test(outside);
}

/** It comes from the state: as it is, or as names of files and lines made from it. */
function isData(text: string, data: string): boolean {
  if (data.includes(text)) return true;
  const plain = text
    .replace(/\[.*?\]/gs, '')
    .replace(/^·|·$/g, '')
    .trim();
  if (plain && data.includes(plain)) return true;
  return plain
    .split(/[\s,]+/)
    .every((word) => !/[a-z]/i.test(word) || (/[\w)][.:/()+\d-]|[a-z][A-Z]/.test(word) && data.includes(word.replace(/:[\d–]*$|;$/, ''))));
}

function textsOf(state: PanelState): string {
  const texts: string[] = [];
  JSON.stringify(state, (_key, value: unknown) => {
    if (typeof value === 'string') texts.push(value);
    return value;
  });
  return texts
    .join('\n')
    .replaceAll('`', '')
    .replace(/[ \t]+/g, ' ');
}

/** Visible texts, and what a screen reader or a tooltip says. */
function textsOnPage(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts = new Set<string>();
    const add = (text: string | null) => text?.trim() && texts.add(text.trim().replace(/\s+/g, ' '));
    const visit = (root: Node) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
      for (let node: Node | null = walker.currentNode; node; node = walker.nextNode()) {
        const element = node instanceof Element ? node : node.parentElement;
        if (!element || element.closest('script, style, title, time, .code, .code-font, .long-text, .hops td')) continue;
        if (node instanceof Text) add(node.textContent);
        if (!(node instanceof Element)) continue;
        for (const name of ['title', 'aria-label', 'aria-valuetext', 'placeholder']) add(node.getAttribute(name));
        if (node.shadowRoot) visit(node.shadowRoot);
      }
    };
    visit(document.body);
    return [...texts];
  });
}
