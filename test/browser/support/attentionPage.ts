import type { Page } from 'playwright-core';
import { startAttentionServer } from '../../../scripts/attentionServer.mjs';
import { readTheme } from '../../../scripts/webviewPage.mjs';
import { launchChromium } from '../../../scripts/vscode/chromium.mjs';
import { recordRun } from '../../../src/core/attention/recordRun';
import { readRecording, writeRecording, type Recording } from '../../../src/core/attention/recording';
import type { ToyOptions } from '../../support/toyEncoder';
import { toyRun } from '../../support/toyRun';
import type { ThemeName } from './panelServer';
import { WAIT_LIMIT } from '../../support/limits';

export interface AttentionPage {
  page: Page;
  /** Errors of scripts and of the console, violations of the content security policy. */
  faults: string[];
  close(): Promise<void>;
}

export interface AttentionBench {
  /** What the page draws. */
  recording: Recording;
  /** @param options `fresh`: in a page of its own, which a test may load again */
  open(options?: { theme?: ThemeName; width?: number; height?: number; ratio?: number; fresh?: boolean }): Promise<AttentionPage>;
  stop(): Promise<void>;
}

/**
 * A recorded reading of the stand-in encoder.
 * @param whole with the vectors of all heads, deletions and expectations; otherwise only the attention
 */
export async function recordToy(tokens: number, options: ToyOptions, whole: boolean): Promise<Uint8Array> {
  const { run, source } = toyRun(tokens, options);
  const expected = whole ? run.rows.map((_, row) => row) : [];
  return writeRecording(await recordRun(run, source, { neurons: whole, deletions: whole, expected }));
}

/** One server and one browser for the attention view outside VS Code. */
export async function startAttentionBench(file: Uint8Array, card?: object): Promise<AttentionBench> {
  const server = await startAttentionServer({
    recording: async () => file,
    card: async () => JSON.stringify(card ?? {}),
    bare: true,
  });
  const browser = await launchChromium();
  /** Pages that were closed, by their pixels for each CSS pixel: another view is put there in a tenth of the time of a new page. */
  const idle = new Map<number, Page[]>();
  const newPage = async (ratio: number): Promise<Page> => {
    const context = await browser.newContext({ deviceScaleFactor: ratio });
    context.setDefaultTimeout(WAIT_LIMIT);
    const page = await context.newPage();
    // The loader of these tests restores the names of functions with a helper that a page does not have.
    await page.addInitScript('globalThis.__name = (value) => value');
    return page;
  };
  return {
    recording: readRecording(new Uint8Array(file).buffer),
    async open({ theme = 'darkModern', width = 1000, height = 800, ratio = 1, fresh = false } = {}) {
      const known = fresh ? undefined : idle.get(ratio)?.pop();
      const page = known ?? (await newPage(ratio));
      await page.mouse.move(0, 0);
      await page.setViewportSize({ width, height });
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
      page.on('console', (message) => ['error', 'warning'].includes(message.type()) && faults.push(`console: ${message.text()}`));
      if (known) {
        const { body } = await readTheme(theme);
        await page.evaluate(showAgain, { sheet: `/theme.css?theme=${theme}`, body });
      } else await page.goto(`${server.url}/?theme=${theme}`);
      await page.waitForSelector('.attention-view canvas');
      if (!known) await page.evaluate(keepFirst);
      await settle(page);
      const close = async (): Promise<void> => {
        page.removeAllListeners();
        if (fresh) return page.close();
        await page.evaluate(() => document.querySelector('#root')!.replaceChildren());
        idle.set(ratio, [...(idle.get(ratio) ?? []), page]);
      };
      return { page, faults, close };
    },
    async stop() {
      await browser.close();
      await server.stop();
    },
  };
}

interface ShownView extends HTMLElement {
  memory: unknown;
  card: unknown;
  state: { source: { recording: object } };
}

interface FirstView {
  view: ShownView;
  card: unknown;
  state: ShownView['state'];
  recording: object;
}

/** In the page: what its first view was given. */
function keepFirst(): void {
  const view = document.querySelector<HTMLElement>('dwc-attention-view') as unknown as ShownView;
  const { card, state } = view;
  Object.assign(window, { firstView: { view, card, state, recording: state.source.recording } satisfies FirstView });
}

/** In the page: a new view of the same reading, as after a load, in place of the one that a test has used. */
async function showAgain({ sheet, body }: { sheet: string; body: string }): Promise<void> {
  const { view: first, card, state, recording } = (window as unknown as { firstView: FirstView }).firstView;
  document.body.className = body;
  for (const name of ['sent', 'stated']) delete document.body.dataset[name];
  const link = document.querySelector<HTMLLinkElement>('link[href^="/theme.css"]')!;
  if (link.getAttribute('href') !== sheet)
    await new Promise<void>((resolve) => {
      link.addEventListener('load', () => resolve(), { once: true });
      link.href = sheet;
    });
  const kept = new Map<string, unknown>();
  const view = document.createElement('dwc-attention-view') as unknown as ShownView;
  const memory = { get: (key: string) => kept.get(key), set: (key: string, value: unknown) => void kept.set(key, value) };
  const source = Object.assign(Object.create(Object.getPrototypeOf(state.source) as object), { recording }) as typeof state.source;
  Object.assign(view, { card, memory, state: { ...state, source } });
  // What the page does about it is heard on its first view.
  for (const name of ['open-line', 'export-attention'])
    view.addEventListener(name, (event) => first.dispatchEvent(new CustomEvent(name, { detail: (event as CustomEvent<unknown>).detail })));
  document.querySelector('#said')!.textContent = '';
  document.querySelector('#root')!.replaceChildren(view);
  window.scrollTo(0, 0);
}

/** Waits until everything is drawn. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 4; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

/** Goes to a view by its tab, or through the menu if it has none. */
export async function goTo(page: Page, view: string): Promise<void> {
  const tab = page.getByRole('tab', { name: view, exact: true });
  if (await tab.count()) await tab.click();
  else {
    await page.getByRole('button', { name: 'More views' }).click();
    await page.getByRole('menuitemradio', { name: new RegExp(`^${view}`) }).click();
  }
  await settle(page);
}

/** A screen reader's text for the spot under the keyboard's cursor. */
export async function spokenSpot(page: Page, index = 0): Promise<string> {
  return page.evaluate((at) => {
    const stage = document.querySelectorAll('.stage')[at];
    return document.getElementById(stage?.getAttribute('aria-activedescendant') ?? '')?.textContent ?? '';
  }, index);
}

/** The drawing as SVG: its texts and lines can be read, those of a canvas cannot. */
export async function drawing(page: Page): Promise<string> {
  return page.evaluate(() => (document.querySelector('dwc-attention-stage') as unknown as { toSvg(): string }).toSvg());
}
