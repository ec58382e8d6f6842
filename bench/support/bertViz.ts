import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launchChromium } from '../../scripts/vscode/chromium.mjs';
import { unpackRow } from '../../src/core/attention/packAttention';
import type { Recording } from '../../src/core/attention/recording';

export type BertVizView = 'head' | 'model';

/** Parameters of a BertViz page, which normally come from Python. */
interface BertVizParams {
  attention: { all: { attn: number[][][][]; left_text: string[]; right_text: string[] } };
  default_filter: 'all';
  root_div_id: string;
  layer: number;
  heads: null;
  include_layers: number[];
  include_heads: number[];
  total_heads: number;
  display_mode: 'light';
}

/**
 * Lets BertViz' own head view draw one layer of a recording, or its model view draw all of them.
 * @param folder holds its head_view.js and model_view.js, and the d3 (version 5) and jquery that they need
 * @returns ms from the start of its script until its lines have been painted
 */
export async function drawWithBertViz({ run, attention }: Recording, folder: string, view: BertVizView): Promise<number> {
  const { heads, layers } = run.model;
  const tokens = run.tokens.text.length;
  const shown = view === 'head' ? [2] : Array.from({ length: layers }, (_, layer) => layer);
  const attn = shown.map((layer) =>
    Array.from({ length: heads }, (_, head) => {
      const packed = attention.subarray((layer * heads + head) * tokens ** 2, (layer * heads + head + 1) * tokens ** 2);
      return Array.from({ length: tokens }, (_unused, from) => [...unpackRow(packed, tokens, from)]);
    }),
  );
  const text = run.tokens.text.map((token) => token.trim());
  const params: BertVizParams = {
    attention: { all: { attn, left_text: text, right_text: text } },
    default_filter: 'all',
    root_div_id: 'bertviz',
    layer: shown[0]!,
    heads: null,
    include_layers: shown,
    include_heads: Array.from({ length: heads }, (_, head) => head),
    total_heads: heads,
    display_mode: 'light',
  };
  const [d3, jquery, script] = await Promise.all(
    ['d3.min.js', 'jquery.min.js', `${view}_view.js`].map((name) => readFile(join(folder, name), 'utf8')),
  );
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
    // The loader of these benches restores function names with a helper that a page does not have.
    await page.addInitScript('globalThis.__name = (value) => value');
    await page.goto('about:blank');
    await page.setContent('<div id="bertviz"><select id="layer"></select><div id="vis"></div></div>');
    await page.addScriptTag({ content: d3 });
    await page.addScriptTag({ content: jquery });
    // Older versions of the model view take `params`.
    await page.evaluate((given) => Object.assign(window, { PYTHON_PARAMS: given, params: given }), params);
    return await page.evaluate(async (drawing) => {
      const { d3: d3Library, jQuery } = window as unknown as { d3: unknown; jQuery: unknown };
      // Stands for require.js, which notebooks use to load the script's dependencies.
      const requirejs = (_names: string[], start: (jquery: unknown, d3: unknown) => void) => start(jQuery, d3Library);
      Object.assign(window, { requirejs, require: { config: () => undefined } });
      const began = performance.now();
      const element = document.createElement('script');
      element.textContent = drawing;
      document.body.append(element);
      // First the layout of the new elements, then the frame in which they are painted.
      document.body.getBoundingClientRect();
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      if (!document.querySelectorAll('#vis line').length) throw new Error('BertViz drew nothing.');
      return performance.now() - began;
    }, script!);
  } finally {
    await browser.close();
  }
}
